"""What a reader waits for: the timeline, and the start of the command line."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

import negotrack as nt
from negotrack.view.timeline import timeline_by_time
from tests.bench.harness import ROUNDS, Found, child, compared, interleaved
from tests.bench.logs import scenario

FLOOR = [sys.executable, "-c", "import rich.table, attrs, transitions"]
FOUNDING_CASE = Path(__file__).parents[2] / "scenarios" / "golan-2018"


def timeline(quick: bool) -> Iterator[Found]:
    """All rows of a long log, against a rich table of as many rows with fixed widths."""
    count = 1000 if quick else 10_000
    history = nt.replay(scenario(count, count // 100))
    list(history.tapes())
    moment = history.at()
    shown = [(str(s.when.latest), s.subject, f"{s.source} -> {s.target}", s.statement) for s in moment.steps]

    def ours() -> str:
        return _printed(timeline_by_time(moment))

    def theirs() -> str:
        widths = {"day": 10, "of": 10, "what": 40, "by": 20}
        table = Table(*(Column(name, width=width) for name, width in widths.items()))
        for row in shown[:count]:
            table.add_row(*row)
        return _printed(table)

    turns = interleaved(ours, theirs)
    yield compared("timeline", f"a row of a timeline of {count:,} reports", "a row of a rich table of fixed widths",
                   *turns, 1, per=(count, min(count, len(shown))))  # fmt: skip

    def first_screen() -> str:
        parts = iter(timeline_by_time(moment))
        return _printed(*(next(parts) for _ in range(3)))

    yield compared("timeline", "its first parts", "all of it", *interleaved(first_screen, ours), None)


def _printed(*renderables: object) -> str:
    console = Console(file=io.StringIO(), width=100, markup=False, emoji=False, highlight=False)
    for renderable in renderables:
        console.print(renderable)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def start(quick: bool) -> Iterator[Found]:
    """Processes from start to end."""
    for what, goal, command in (
        ("--help", 1.5, ["--help"]),
        ("status of the founding case", 3.0, ["status", str(FOUNDING_CASE)]),
    ):
        mine, theirs = [], []
        for _ in range(ROUNDS if quick else 2 * ROUNDS + 1):
            theirs.append(child(FLOOR))
            mine.append(child([sys.executable, "-m", "negotrack", *command]))
        yield compared("start", f"negotrack {what}", "import rich.table, attrs, transitions", mine, theirs, goal)


ROWS = {"timeline": timeline, "start": start}
