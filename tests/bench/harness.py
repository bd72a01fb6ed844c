"""Measuring two ways of doing the same, turn by turn, so that what else the machine does falls on both.

Owns: turns, medians, ratios, the load of the machine. Must not know: what is measured.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
from collections.abc import Callable, Iterator, Sequence
from time import process_time

from attrs import asdict, frozen

ROUNDS = 5
Work = Callable[[], object]


@frozen(kw_only=True)
class Figure:
    """One measured ratio. `ours` and `theirs` are medians as text, for judging the ratio only.

    `ratio` is cost of ours over cost of theirs, or the other way round where the goal is a gain (`at_least`).
    """

    row: str
    what: str
    against: str
    ratio: float
    goal: float | None
    at_least: bool = False
    low: float
    high: float
    ours: str
    theirs: str
    rounds: int

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def as_json(self) -> dict[str, object]:
        """The figure for machines."""
        return {**asdict(self), "met": self.met}


@frozen
class Skipped:
    """A row that could not be measured here, and why."""

    row: str
    because: str

    def as_json(self) -> dict[str, object]:
        """The reason for machines."""
        return {"row": self.row, "skipped": self.because}


Found = Figure | Skipped


def interleaved(ours: Work, theirs: Work, rounds: int = ROUNDS) -> tuple[list[float], list[float]]:
    """CPU seconds of both ways, turn by turn, after one unmeasured turn of each unless rounds are long."""
    mine: list[float] = []
    other: list[float] = []
    for turn in range(rounds):
        order = ((theirs, other), (ours, mine)) if turn % 2 else ((ours, mine), (theirs, other))
        for work, kept in order:
            kept.append(once(work))
    return mine, other


def once(work: Work) -> float:
    """CPU seconds of this process for one turn; what it leaves behind is cleared away outside the time."""
    gc.collect()
    start = process_time()
    left = work()
    took = process_time() - start
    del left
    return took


def child(command: Sequence[str], cwd: str | None = None) -> float:
    """CPU seconds of a child process, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compared(
    row: str, what: str, against: str, ours: Sequence[float], theirs: Sequence[float], goal: float | None, *,
    at_least: bool = False, per: tuple[float, float] = (1, 1), unit: str = "s",
) -> Figure:  # fmt: skip
    """A figure from turns. `per` says how many things were done in a turn, by us and by the rival."""
    mine = [value / per[0] for value in ours]
    other = [value / per[1] for value in theirs]
    ratios = [b / a if at_least else a / b for a, b in zip(mine, other, strict=True)]
    return Figure(
        row=row,
        what=what,
        against=against,
        ratio=statistics.median(ratios),
        goal=goal,
        at_least=at_least,
        low=min(ratios),
        high=max(ratios),
        ours=shown(statistics.median(mine), unit),
        theirs=shown(statistics.median(other), unit),
        rounds=len(ratios),
    )


def shown(value: float, unit: str) -> str:
    """A quantity in a unit that suits its size."""
    if unit == "B":
        return f"{value:,.0f} B" if value < 10_000 else f"{value / 1e6:,.2f} MB"
    for factor, name in ((1.0, "s"), (1e-3, "ms"), (1e-6, "us")):
        if value >= factor:
            return f"{value / factor:.3g} {name}"
    return f"{value * 1e9:.3g} ns"


def load() -> str:
    """How busy the machine is: the average of a minute, and how many processors share it."""
    return f"load {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors"


def table(found: Sequence[Found]) -> Iterator[str]:
    """The figures as text, a line each."""
    for one in found:
        if isinstance(one, Skipped):
            yield f"{one.row:<11} skipped: {one.because}"
            continue
        goal = "" if one.goal is None else f"goal {'>=' if one.at_least else '<='} {one.goal:g}"
        verdict = {True: "met", False: "NOT MET", None: ""}[one.met]
        yield f"{one.row:<11} {one.ratio:>9.3g}  {goal:<14} {verdict:<8} {one.what}"
        yield (
            f"{'':<11} {'':>9}  against {one.against}: {one.ours} to {one.theirs},"
            f" from {one.low:.3g} to {one.high:.3g} in {one.rounds} turns"
        )
