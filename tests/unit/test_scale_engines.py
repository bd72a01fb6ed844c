"""Engines start parts and bring back what failed: on processes of this machine and on a dask cluster by its address."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra `scale` is not installed")
pytest.importorskip("dask", reason="the extra `scale` is not installed")

import dask

import negotrack as nt
from negotrack.scale import PartsFailed, engines, replay_at_scale
from negotrack.scale.fold import fold_part
from tests.bench.logs import lines

DEADLY = "part-0001-of-0003"


def folded(path_in: str, path_out: str, as_of: str, lens: str) -> None:
    """Replays a part, but for the one at which the process dies."""
    if DEADLY in path_in:
        os.kill(os.getpid(), signal.SIGKILL)
    fold_part(path_in, path_out, as_of, lens)


def results(folder: Path) -> dict[str, bytes]:
    """The files of a run."""
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Many negotiations."""
    (tmp_path / "log.jsonl").write_bytes(lines(400, 20))
    return tmp_path / "log.jsonl"


@pytest.fixture
def alone(log: Path, tmp_path: Path) -> dict[str, bytes]:
    """What comes of one part in one process."""
    replay_at_scale(log, tmp_path / "alone", parts=1)
    return results(tmp_path / "alone")


def test_processes_give_what_one_process_gives(log: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    replay_at_scale(log, tmp_path / "out", parts=3, told=lambda name, total: told.append((name, total)))
    assert results(tmp_path / "out") == alone
    assert sorted(told) == [(f"part-{number:04}-of-0003.jsonl", 3) for number in range(3)]


def test_a_process_that_dies_costs_its_part_only(
    log: Path, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All processes of a pool are stopped when one dies, but the other parts are replayed all the same."""
    with monkeypatch.context() as patched, dask.config.set({"multiprocessing.context": "fork"}):
        patched.setattr(engines, "fold_part", folded)
        with pytest.raises(PartsFailed, match=r"1 of 3 .*its worker died") as caught:
            replay_at_scale(log, tmp_path / "out", parts=3)
    assert list(caught.value.failed) == [f"{DEADLY}.jsonl"] and caught.value.exit_code == 3
    told: list[str] = []
    replay_at_scale(log, tmp_path / "out", parts=3, told=lambda name, _: told.append(name))
    assert told == [f"{DEADLY}.jsonl"] and results(tmp_path / "out") == alone


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A dask cluster of two workers, each a process, with a scheduler at an address of this machine."""
    distributed: Any = pytest.importorskip("distributed", reason="distributed is not installed")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 2}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=60, memory_limit=0
        ) as cluster,
    ):
        yield cluster.scheduler_address


def test_a_worker_that_dies_is_replaced_and_its_part_is_replayed(
    address: str, log: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    """As often as the cluster allows."""
    from distributed import Client

    with Client(address) as client:  # type: ignore[no-untyped-call]
        client.run(die_at_the_part)
        replay_at_scale(log, tmp_path / "out", parts=3, cluster=address)
    assert results(tmp_path / "out") == alone


def test_a_part_that_kills_every_worker_is_named_and_then_resumed(
    address: str, log: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    from distributed import Client, WorkerPlugin

    class Deadly(WorkerPlugin):
        def setup(self, worker: object) -> None:
            die_at_the_part()

    with Client(address) as client:  # type: ignore[no-untyped-call]
        client.register_plugin(Deadly(), name="deadly")
        with pytest.raises(PartsFailed, match=r"1 of 3 .*its worker died") as caught:
            replay_at_scale(log, tmp_path / "out", parts=3, cluster=address)
    assert list(caught.value.failed) == [f"{DEADLY}.jsonl"]
    replay_at_scale(log, tmp_path / "out", parts=3)
    assert results(tmp_path / "out") == alone


def test_of_parts_that_died_together_only_what_dies_alone_is_to_blame() -> None:
    """Whichever parts a worker took with it: here all but one that was done before."""
    jobs = [engines.Job(f"part-{number:04}-of-0004.jsonl", "", "", "") for number in range(4)]
    asked: list[int] = []

    def ask(some: Sequence[engines.Job]) -> Iterator[tuple[engines.Job, engines.Failure | None]]:
        asked.append(len(some))
        for job in some:
            died = job is jobs[1] or (len(some) > 1 and job is not jobs[3])
            yield job, engines.Failure(job.name, engines.DIED) if died else None

    told: list[str] = []
    assert [failure.part for failure in engines.blaming_alone(jobs, told.append, ask)] == [jobs[1].name]
    assert asked == [4, 1, 1, 1] and sorted(told) == [job.name for job in jobs]
    asked.clear()
    assert [failure.part for failure in engines.blaming_alone(jobs[1:2], told.append, ask)] == [jobs[1].name]
    assert asked == [1]


def die_at_the_part() -> None:
    """Let this process die at a part."""
    vars(engines)["fold_part"] = folded


def test_no_scheduler_at_the_address(log: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed")
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(nt.ReadError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"),
    ):
        replay_at_scale(log, tmp_path / "out", parts=2, cluster="tcp://127.0.0.1:9")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="interrupts cannot be held back here")
def test_an_interrupt_while_a_process_is_set_up_ends_it_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    process = engines._Quiet().Process(target=engines._end_quietly)
    process.start()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGINT)
    process.join(60)
    assert process.exitcode == -signal.SIGINT
    assert capfd.readouterr().err == ""
