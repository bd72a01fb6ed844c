"""Rows that have the id of an earlier row: the same row again, or another event under an id that is taken.

Owns: which ids were seen. Must not know: what a row becomes.
"""

from __future__ import annotations

from typing import Final

from attrs import define, evolve, field

from negotrack.files.builder import show
from negotrack.importers.opening import fault
from negotrack.importers.records import Placed
from negotrack.problems import Problem, Span

REMEMBERED: Final = 200_000
"""Ids that are remembered, so that memory has a bound; corpora repeat a row near its first place, if at all."""


@define(eq=False)
class SeenIds:
    """The ids of all files so far, each with its file and line and what its row says."""

    _seen: dict[str, tuple[int, str, int, int]] = field(factory=dict, init=False)

    def check(self, placed: Placed, file: str, place: int) -> Problem | bool:
        """Whether the row stood here before; the problem when its id has other content there."""
        name = placed.row.get("id", "")
        if not name:
            return False
        said = hash(tuple(placed.row.items()))
        first, first_file, line, before = self._seen.setdefault(name, (place, file, placed.line, said))
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
        if (first, line) == (place, placed.line):
            return False
        if said == before:
            return True
        message = f'the id "{show(name, 40)}" belongs to another row already, with other content'
        problem = fault("same-id-other-content", message, file, placed.line, "correct one of the two rows")
        there = Span(file=first_file, line=line, column=1, end_line=line, end_column=2)
        return evolve(problem, related=(("the first one", there),))
