"""The tracker: a history that advances as reports come, late ones included.

Owns: feeding reports one by one, the steps that each caused, the clock between them.
Must not know: files, how steps are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import heappop, heappush

from negotrack.engine.fold import CLOCK, Move
from negotrack.engine.history import Day, History, Moment, find_lens, step_of
from negotrack.engine.results import Step
from negotrack.model.lens import CREDULOUS, Lens
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario


class Tracker:
    """A history fed report by report. It starts empty: the scenario gives the declarations and the file order.

    Feeding in any order gives what `replay` gives in one go; feeding a report again changes nothing.
    """

    def __init__(self, scenario: Scenario, *, lens: Lens | str = CREDULOUS) -> None:
        self.scenario = scenario
        self._history = History(scenario, (), lens=find_lens(scenario, lens))
        self._shown: dict[int, Counter[Step]] = {}
        self._due: list[tuple[int, int]] = []
        self.undone: tuple[Step, ...] = ()

    def feed(self, report: Report) -> tuple[Step, ...]:
        """Take a report in and give the steps that it caused, in fold order.

        A late report also gives the later steps that now start from another state; those that no longer hold
        are in `undone`. What fell due in the meantime is among the steps. Raises UsageError for a report whose
        id was fed before with other content.
        """
        history = self._history
        touched = history.record.file(report)
        day = report.published.day
        if history.last_report is None or day > history.last_report:
            history.last_report = history.as_known = day
        today = history.last_report.toordinal()
        while self._due and self._due[0][0] <= today:
            touched.add(heappop(self._due)[1])
        caused: list[tuple[int, int, int, Step]] = []
        undone: list[Step] = []
        for component in sorted(touched):
            self._derive(component, today, caused, undone)
        self.undone = tuple(undone)
        return tuple(step for *_, step in sorted(caused, key=lambda row: row[:3]))

    def feed_all(self, reports: Iterable[Report]) -> tuple[Step, ...]:
        """Take many reports in, one by one."""
        return tuple(step for report in reports for step in self.feed(report))

    def _derive(self, component: int, today: int, caused: list[tuple[int, int, int, Step]], undone: list[Step]) -> None:
        """Derive a negotiation anew and tell what came and what went."""
        self._history.refresh(component)
        moves = self._history.tape(component).derived.moves
        seen: Counter[Step] = Counter()
        before = self._shown.get(component, Counter())
        for place, move in enumerate(moves):
            if not _shown_by(move, today):
                heappush(self._due, (move.last, component))
                continue
            step = step_of(move)
            seen[step] += 1
            if seen[step] > before[step]:
                caused.append((move.last, component, place, step))
        undone.extend((before - seen).elements())
        self._shown[component] = seen

    def at(self, day: Day = None) -> Moment:
        """The moment of a day, by default that of the last report fed."""
        return self._history.at(day)

    @property
    def history(self) -> History:
        """What was fed so far, as a history of its own that later reports do not change."""
        return self._history.copy()


def _shown_by(move: Move, today: int) -> bool:
    """The clock's steps, and what follows from them, come when their day has come."""
    timed = move.rule == CLOCK or (move.root is not None and move.root.rule == CLOCK)
    return not timed or move.last <= today
