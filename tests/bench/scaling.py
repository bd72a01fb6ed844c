"""Replay in parts: what an engine costs over a plain pool of processes that replays the same files.

Each way runs in a process of its own, which adds up the processor time of itself and of all that it started.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import util
from pathlib import Path

from tests.bench.harness import Figure, Found, Skipped, compared
from tests.bench.logs import lines

ROUNDS = {True: 3, False: 2}
"""Turns of short logs and of long ones, which take minutes each."""
PARTS, WORKERS = 16, 2

DRIVER = '''
import json, os, shutil, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from negotrack.scale import fold_part, partition_log, replay_at_scale

def spent():
    """Processor seconds of this process and of all below it, those that ended included."""
    rows = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            rows[int(entry.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    def own(pid):
        return pid == os.getpid() or (pid in rows and own(rows[pid][0]))
    return sum(ticks for pid, (_, ticks) in rows.items() if own(pid)) / os.sysconf("SC_CLK_TCK")

def loop(jobs):
    for job in jobs:
        fold_part(*job)

def pool(jobs):
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as workers:
        list(workers.map(fold_part, *zip(*jobs)))

def ray(jobs):
    import ray as engine
    engine.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False)
    task = engine.remote(fold_part)
    engine.get([task.remote(*job) for job in jobs])

def cluster(jobs):
    from distributed import Client, LocalCluster
    with LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as nodes:
        replay_at_scale(PARTED, OUT, cluster=nodes.scheduler_address)

def untrimmed(jobs):
    import dask as settings
    settings.config.set({"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 128 * 1024 * 1024})
    cluster(jobs)

def dask(jobs):
    replay_at_scale(PARTED, OUT)

def whole(jobs):
    replay_at_scale(LOG, OUT, parts=len(jobs))

if __name__ == "__main__":
    WAY, LOG, PARTED, OUT, PARTS, WORKERS = sys.argv[1:5] + list(map(int, sys.argv[5:7]))
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    files = [] if WAY == "part" else sorted(Path(PARTED).glob("part-*"), key=lambda path: -path.stat().st_size)
    last = json.loads((Path(PARTED) / "parts.json").read_text())["last_report"] if files else ""
    jobs = [(str(path), f"{OUT}/{path.stem}", last) for path in files]
    begun, before = time.perf_counter(), spent()
    globals()[WAY](jobs)
    print(json.dumps([spent() - before, time.perf_counter() - begun]))
'''

WAYS = {
    "dask": ("replay_at_scale of parts, gathered", ("dask",), 1.2),
    "whole": ("replay_at_scale of the log: parted, replayed, gathered", ("dask",), 1.2),
    "cluster": ("the same parts on a dask cluster of this machine, its start included", ("dask", "distributed"), None),
    "untrimmed": (
        "the same cluster, its workers keeping memory that they free",
        ("dask", "distributed"),
        1.2,
    ),
    "ray": ("the same parts as tasks of Ray, its start included", ("ray",), None),
    "loop": ("the same parts one by one in one process", (), None),
}


def scale(quick: bool) -> Iterator[Found]:
    """The processor time and the time on the clock of each way, over those of a pool of processes."""
    if util.find_spec("pyarrow") is None or not Path("/proc/self/stat").exists():
        yield Skipped("scale", "pyarrow is not installed, or this system does not tell what processes cost")
        return
    count = 100_000 if quick else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        log, parted = place / "log.jsonl", place / "parted"
        log.write_bytes(lines(count, count // 100))
        from negotrack.scale import partition_log

        (parted,) = {file.parent for file in partition_log(log, place / "made", PARTS).files}
        driver = place / "driver.py"
        driver.write_text(DRIVER)
        ways = [way for way, (_, needs, _) in WAYS.items() if all(util.find_spec(name) for name in needs)]
        turns: dict[str, list[tuple[float, float]]] = {way: [] for way in ("pool", *ways)}
        for _ in range(ROUNDS[quick]):
            for way, found in turns.items():
                found.append(_run(driver, way, log, parted, place / "out"))
        for way, (what, needs, goal) in WAYS.items():
            if way in ways:
                yield from _figures(f"{what}, {count:,} reports", turns[way], turns["pool"], goal)
            else:
                yield Skipped("scale", f"{what}: {', '.join(needs)} not installed")


def _run(driver: Path, way: str, log: Path, parted: Path, out: Path) -> tuple[float, float]:
    command = [sys.executable, str(driver), way, *map(str, (log, parted, out, PARTS, WORKERS))]
    done = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    cpu, clock = json.loads(done.stdout.splitlines()[-1])
    return cpu, clock


def _figures(
    what: str, ours: list[tuple[float, float]], floor: list[tuple[float, float]], goal: float | None
) -> Iterator[Figure]:
    pool = f"a plain pool of {WORKERS} processes"
    for kind, place, wanted in (("processor time", 0, goal), ("on the clock", 1, None)):
        mine, theirs = [turn[place] for turn in ours], [turn[place] for turn in floor]
        yield compared("scale", f"{what}, {kind}", pool, mine, theirs, wanted)


ROWS = {"scale": scale}
