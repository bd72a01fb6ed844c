"""Going through a log once: every line judged, and for each negotiation noted which lines bear on it.

What is kept of a report is two numbers, and one more for each negotiation that it bears on. Reports that refer to
one another go together to all negotiations that one of them bears on, so that a denial is read with what it denies.
Owns: those notes, the judgement of the whole. Must not know: where lines come from, states.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from attrs import define, field

from negotrack.engine.wiring import Wiring
from negotrack.files.jsonl import LineReader, read_line
from negotrack.files.structure import Structuring
from negotrack.model.reports import Report
from negotrack.problems import InvalidScenario, Problem
from negotrack.stream.logs import Log

MOST_PROBLEMS = 100


@define(eq=False)
class Index:
    """Where the reports of each negotiation stand, as known on a day."""

    wiring: Wiring
    as_known: date | None
    last_report: date | None = None
    _lines: dict[int, array[int]] = field(factory=dict, init=False)
    """component -> the numbers of its lines, rising."""
    _ids: array[int] = field(factory=lambda: array("q"), init=False)
    _numbers: array[int] = field(factory=lambda: array("I"), init=False)
    """For every report the hash of its id, and its line: whatever shares a hash is looked at."""
    _referring: list[tuple[int, tuple[str, ...]]] = field(factory=list, init=False)
    _worded: set[int] = field(factory=set, init=False)
    """The components in which something is taken back by saying it again."""
    _together: dict[int, set[int]] = field(factory=dict, init=False)
    """component -> further lines, which others of it refer to or that refer to it."""

    def take(self, number: int, report: Report) -> None:
        """Note a report of a line."""
        self._ids.append(hash(report.id))
        self._numbers.append(number)
        day = report.published.day
        if self.as_known is None or day <= self.as_known:
            self.last_report = max(day, self.last_report or day)
        components = self._components(report)
        for component in components:
            lines = self._lines.get(component)
            if lines is None:
                lines = self._lines[component] = array("I")
            lines.append(number)

    def _components(self, report: Report) -> set[int]:
        named, found, names = self.wiring.component_of, set[int](), list[str]()
        for s in report.statements:
            own = {named[name] for name in (*s.subjects, *s.about, *s.refers_to, s.claim or "") if name in named}
            found |= own
            names += (name for name in (*s.refers_to, *s.before, *s.after) if name not in named)
            if s.polarity == "retract":
                self._worded |= own
                names.append(report.id)
        if names:
            owners = {name.partition("#")[0].partition("/")[0] for name in names}
            self._referring.append((self._numbers[-1], tuple(sorted(owners))))
        return found

    def numbers(self, component: int) -> list[int]:
        """The lines that bear on a negotiation."""
        found = self._lines.get(component, array("I"))
        more = self._together.get(component)
        return sorted({*found, *more}) if more else list(found)

    @property
    def empty(self) -> bool:
        """Whether there are no reports."""
        return not self._ids

    def twice(self) -> set[int]:
        """The lines of reports whose ids may be the same."""
        ordered = sorted(self._ids)
        again = {one for one, other in pairwise(ordered) if one == other}
        return self._having(again) if again else set()

    def _having(self, hashes: set[int]) -> set[int]:
        return {number for key, number in zip(self._ids, self._numbers, strict=True) if key in hashes}

    def join(self) -> set[int]:
        """Let reports that refer to one another go together, and give all lines that must be judged with others."""
        if not self._referring:
            return set()
        wanted = {hash(name) for _, names in self._referring for name in names}
        at: dict[int, set[int]] = {}
        for key, number in zip(self._ids, self._numbers, strict=True):
            if key in wanted:
                at.setdefault(key, set()).add(number)
        groups = _grouped((one, at.get(hash(name), set())) for one, names in self._referring for name in names)
        for component, lines in list(self._lines.items()):
            for root in {groups[number] for number in lines if number in groups}:
                self._together.setdefault(component, set()).add(root)
        members: dict[int, set[int]] = {}
        for number, root in groups.items():
            members.setdefault(root, set()).add(number)
        self._together = {c: set().union(*(members[root] for root in roots)) for c, roots in self._together.items()}
        worded = {number for component in self._worded for number in self.numbers(component)}
        return worded.union(groups)


def _grouped(links: Iterable[tuple[int, set[int]]]) -> dict[int, int]:
    """line -> the line that stands for all that hang together with it."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while parent.setdefault(number, number) != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, others in links:
        for other in (one, *others):
            parent[root(other)] = root(one)
    return {number: root(number) for number in list(parent)}


def index(log: Log, header: bytes, wiring: Wiring, as_known: date | None) -> Index:
    """Go through a log. Raises InvalidScenario when it has errors: those of lines, or else those between lines."""
    found = Index(wiring, as_known)
    reader = LineReader(wiring.scenario, log.name)
    errors: list[Problem] = []
    for number, raw in log.lines():
        problems: list[Problem] = []
        for report in reader.read(raw, number, problems):
            found.take(number, report)
        errors += (problem for problem in problems if problem.is_error)
        if len(errors) >= MOST_PROBLEMS:
            break
    if errors:
        raise InvalidScenario(errors)
    together = found.join()
    if not log.judged:
        together |= found.twice()
        if together or found.empty:
            _judge(log, header, sorted(together), need_reports=found.empty)
    return found


def _judge(log: Log, header: bytes, numbers: list[int], *, need_reports: bool) -> None:
    """Judge reports together with those that they refer to, or that have the same id."""
    structuring = Structuring(need_reports=need_reports)
    read_line(structuring, log.name, 1, header, header=True)
    for number, raw in log.some(numbers):
        read_line(structuring, log.name, number, raw)
    problems = structuring.finish().problems
    if any(problem.is_error for problem in problems):
        raise InvalidScenario(problems)


def reports_of(log: Log, reader: LineReader, numbers: list[int]) -> Iterator[tuple[int, Report]]:
    """The reports of some lines once more, with their numbers."""
    for number, raw in log.some(numbers):
        for report in reader.read(raw, number, []):
            yield number, report
