"""A whole replay of a log of JSON lines: against decoding the same bytes, against a tenth of it, in memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import msgspec

import negotrack as nt
from negotrack.store import create
from tests.bench.harness import ROUNDS, Figure, Found, Skipped, compared, interleaved, once
from tests.bench.logs import lines


@attrs.frozen
class Said:
    """A statement as decoded."""

    event_date: str = ""
    negotiate: str | None = None
    advance: str | None = None
    set_back: str | None = None
    stall: str | None = None
    resume: str | None = None
    suspend: str | None = None
    explore: str | None = None
    break_off: str | None = None


@attrs.frozen
class Line:
    """A report as decoded."""

    id: str
    outlet: str
    published: str
    statements: list[Said]


def _write(folder: str, count: int) -> str:
    path = Path(folder) / f"{count}.jsonl"
    path.write_bytes(lines(count, max(10, count // 100)))
    return str(path)


def _replay(path: str) -> Callable[[], object]:
    def work() -> object:
        history = nt.replay(nt.load(path))
        return history, list(history.tapes())

    return work


def _decode(path: str) -> Callable[[], object]:
    decoder = msgspec.json.Decoder(Line)

    def work() -> object:
        with open(path, "rb") as file:
            next(file)
            return [decoder.decode(line) for line in file]

    return work


def replay(quick: bool) -> Iterator[Found]:
    """Decode, validate, claims, fold and history, for a hundred reports a negotiation."""
    count = 10_000 if quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = _write(folder, count)
        turns = interleaved(_replay(path), _decode(path))
    per = (count, count)
    yield compared("replay", f"replay of {count:,} reports", "msgspec decode to frozen attrs", *turns, 6, per=per)


def linear(quick: bool) -> Iterator[Found]:
    """Ten times the reports, in as many negotiations, cost how many times as much."""
    sizes = [10_000, 100_000] if quick else [10_000, 100_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        paths = [_write(folder, size) for size in sizes]
        for place in range(1, len(sizes)):
            small, large = sizes[place - 1 : place + 1]
            little, much = _replay(paths[place - 1]), _replay(paths[place])
            mine: list[float] = []
            theirs: list[float] = []
            for _ in range(ROUNDS if large < 1_000_000 else 3):
                theirs.append(once(little))
                mine.append(once(much))
            yield compared("linear", f"{large:,} reports", f"{small:,} reports", mine, theirs, 11)


PEAK = """
import sys
import negotrack as nt
def most():
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024
before = nt.loads, nt.replay, nt.final_standings, most()
if sys.argv[2] == "whole":
    history = nt.replay(nt.load(sys.argv[1]))
    found = [s.state for s in history.at().standings]
else:
    found = [s.state for s in nt.final_standings(sys.argv[1])]
print(most() - before[-1])
"""


def peak(quick: bool) -> Iterator[Found]:
    """Resident memory for the final states, over the size of the log: streamed, and of a replay of the whole."""
    if not Path("/proc/self/status").exists():
        yield Skipped("peak", "this system does not tell the most memory that a process held")
        return
    count = 10_000 if quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = _write(folder, count)
        store = str(Path(folder) / "log.db")
        create(store, nt.load(path))
        for log, how, goal in ((path, "streamed", 4), (store, "streamed", 4), (path, "whole", None)):
            what = f"peak memory for the final states of {count:,} reports, {how}"
            yield _held(log, how, what if log == path else f"{what} from a store", Path(path).stat().st_size, goal)


def _held(path: str, how: str, what: str, size: int, goal: float | None) -> Figure:
    command = [sys.executable, "-c", PEAK, path, how]
    held = sorted(int(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3))
    return Figure(
        row="peak", what=what, against="the log as lines", ratio=held[1] / size, goal=goal, low=held[0] / size,
        high=held[2] / size, rounds=len(held), ours=f"{held[1] / 1e6:.1f} MB", theirs=f"{size / 1e6:.1f} MB",
    )  # fmt: skip


def finals(quick: bool) -> Iterator[Found]:
    """What asking one negotiation at a time costs in time."""
    count = 10_000 if quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = _write(folder, count)

        def streamed() -> object:
            return list(nt.final_standings(path))

        def whole() -> object:
            return nt.replay(nt.load(path)).at().standings

        turns = interleaved(streamed, whole)
    yield compared("finals", f"final states of {count:,} reports, streamed", "a replay of the whole", *turns, None)


ROWS = {"replay": replay, "linear": linear, "peak": peak, "finals": finals}
