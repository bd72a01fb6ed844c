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
    """The ids of a file so far, each with its line and what its row says."""

    file: str
    _seen: dict[str, tuple[int, int]] = field(factory=dict, init=False)

    def check(self, placed: Placed) -> Problem | bool:
        """Whether the row stood here before; the problem when its id has other content there."""
        name = placed.row.get("id", "")
        if not name:
            return False
        said = hash(tuple(placed.row.items()))
        line, before = self._seen.setdefault(name, (placed.line, said))
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
        if line == placed.line:
            return False
        return True if said == before else self._other(name, placed.line, line)

    def _other(self, name: str, line: int, first: int) -> Problem:
        message = f'the id "{show(name, 40)}" belongs to another row already, with other content'
        problem = fault("same-id-other-content", message, self.file, line, "correct one of the two rows")
        place = Span(file=self.file, line=first, column=1, end_line=first, end_column=2)
        return evolve(problem, related=(("the first one", place),))
