"""The tracker: a history that advances as reports come, late ones included.

Owns: feeding reports one by one, the steps that each caused, the clock between them.
Must not know: files, how steps are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from negotrack.engine.declared import Declared
from negotrack.engine.fold import CLOCK, Move
from negotrack.engine.given import Day, expect, expect_all, find_lens
from negotrack.engine.history import History
from negotrack.engine.moment import Moment
from negotrack.engine.record import must_agree
from negotrack.engine.results import Step
from negotrack.engine.splice import Spliced
from negotrack.engine.told import step_of
from negotrack.model.lens import CREDULOUS, Lens
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario


class Tracker:
    """A history fed report by report. It starts empty: the scenario gives the declarations and the file order.

    Feeding in any order gives what `replay` gives in one go; feeding a report again changes nothing.
    """

    def __init__(self, scenario: Scenario, *, lens: Lens | str = CREDULOUS) -> None:
        self.scenario = expect(scenario, Scenario, where="Tracker")
        self._history = History(scenario, (), lens=find_lens(scenario, lens))
        self._declared = Declared(scenario)
        self._shown: dict[int, Counter[Step]] = {}
        self._due: list[tuple[int, int]] = []
        self._today = 0
        self._undone: tuple[Step, ...] = ()

    def __repr__(self) -> str:
        return f"<Tracker: {self._history!r}>"

    def __reduce__(self) -> tuple[object, ...]:
        """A copy is fed the same reports in the same order."""
        return _again, (self.scenario, self._history.lens, self._history.reports)

    def feed(self, report: Report) -> tuple[Step, ...]:
        """Take a report in and give the steps that it caused, in fold order.

        A late report also gives the later steps that now start from another state; those that no longer hold
        are in `undone`. What fell due in the meantime is among the steps. Raises UsageError for a report whose
        id was fed before with other content, and for one of something that the scenario does not declare.
        """
        self._declared.check(expect(report, Report, where="feed"))
        history = self._history
        touched = history.record.file(report)
        day = report.published.day
        if history.last_report is None or day > history.last_report:
            history.know(day, day)
        before, self._today = self._today, max(self._today, day.toordinal())
        caused: list[tuple[int, int, int, Step]] = []
        undone: list[Step] = []
        due = self._fallen_due()
        for component in sorted(touched | due):
            late = self._take_in(component, report) if component in touched else None
            if late is not None and component not in due:
                old = Counter(step_of(move) for move in late.old if _shown_by(move, before))
                self._note(component, old, late.new, caused, undone)
            else:
                everything = history.tape(component).derived.moves
                self._note(component, Counter(self._shown.get(component)), everything, caused, undone)
        self._undone = tuple(undone)
        return tuple(step for *_, step in sorted(caused, key=lambda row: row[:3]))

    def feed_all(self, reports: Iterable[Report]) -> tuple[Step, ...]:
        """Take many reports in, one by one: the steps that each caused. With a bad one among them none is taken."""
        wanted = expect_all(reports, Report, "feed_all")
        known = dict(self._history.record.reports)
        for report in wanted:
            self._declared.check(report)
            must_agree(known.setdefault(report.id, report), report)
        caused: list[Step] = []
        undone: list[Step] = []
        for report in wanted:
            caused += self.feed(report)
            undone += self._undone
        self._undone = tuple(undone)
        return tuple(caused)

    def _fallen_due(self) -> set[int]:
        found: set[int] = set()
        while self._due and self._due[0][0] <= self._today:
            found.add(heappop(self._due)[1])
        return found

    def _take_in(self, component: int, report: Report) -> Spliced | None:
        """Take a report into one negotiation: the stretch that it reached, or None when all was derived anew."""
        record = self._history.record
        if component in record.revived:
            self._history.forget(component)
            return None
        voices = [record.by_id[s.id] for s in report.statements if component in record.places[s.id]]
        return self._history.splice(component, voices)

    def _note(
        self, component: int, old: Counter[Step], moves: Sequence[Move], caused: list[tuple[int, int, int, Step]],
        undone: list[Step],
    ) -> None:  # fmt: skip
        """Tell what came and what went in a stretch of moves."""
        new: Counter[Step] = Counter()
        for place, move in enumerate(moves):
            if not _shown_by(move, self._today):
                heappush(self._due, (move.last, component))
                continue
            step = step_of(move)
            new[step] += 1
            if new[step] > old[step]:
                caused.append((move.last, component, place, step))
        gone = old - new
        undone.extend(gone.elements())
        shown = self._shown.setdefault(component, Counter())
        shown.subtract(gone)
        shown.update(new - old)
        for step in gone:
            if not shown[step]:
                del shown[step]

    @property
    def undone(self) -> tuple[Step, ...]:
        """The steps told before that no longer hold since the last report, or since the last `feed_all`."""
        return self._undone

    def at(self, day: Day = None) -> Moment:
        """The moment of a day, by default that of the last report fed; it does not outlast the next report."""
        return self._history.at(day)

    @property
    def history(self) -> History:
        """What was fed so far, as a history of its own that later reports do not change."""
        return self._history.copy()


def _again(scenario: Scenario, lens: Lens, reports: Iterable[Report]) -> Tracker:
    tracker = Tracker(scenario, lens=lens)
    tracker.feed_all(reports)
    return tracker


def _shown_by(move: Move, today: int) -> bool:
    """The clock's steps, and what follows from them, come when their day has come."""
    timed = move.rule == CLOCK or (move.root is not None and move.root.rule == CLOCK)
    return not timed or move.last <= today
