"""Rows that say again what an earlier row said, or have its id: the same row, or another event under a taken id.

Owns: which ids were seen, which events were told. Must not know: what a row becomes.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from attrs import define, evolve, field

from negotrack.files.builder import show
from negotrack.importers.opening import fault
from negotrack.importers.records import Placed
from negotrack.problems import Problem, Span

REMEMBERED: Final = 200_000
"""Ids, and events, that are remembered, so that memory has a bound; corpora repeat a row near its first place, if at
all, or within the file of a day."""


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


@define(eq=False)
class ToldEvents:
    """What was told so far, in all files: rows of one story, or of one day, need not stand together."""

    _told: dict[bytes, None] = field(factory=dict, init=False)

    def again(self, key: tuple[str, ...]) -> bool:
        """Whether this was told before; from now on it was."""
        told = blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if told in self._told:
            return True
        self._told[told] = None
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
        return False
