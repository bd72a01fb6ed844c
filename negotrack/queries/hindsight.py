"""Hindsight: what was justified to believe of a day with what was known then, against what is known of it now.

Owns: the two readings of one day, and which later reports made the difference. Must not know: how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from attrs import field, frozen

from negotrack.engine.given import Day, as_day, expect, find_lens
from negotrack.engine.history import History
from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.model.lens import CREDULOUS, Lens
from negotrack.model.scenario import Scenario
from negotrack.problems import UsageError
from negotrack.queries.diff import Change, ClaimChange, Learning, diff
from negotrack.queries.drawn import Drawn
from negotrack.queries.facts import coverage

MOST_TRIED = 100
"""Later reports that are left out one at a time to see which are decisive."""

Differs = Literal["state", "certainty", "standing of the claim", "since"]


@frozen(kw_only=True)
class Revision:
    """One region that is seen otherwise now. `then` and `now` are its standings on the same day.

    `reports` are the later reports that it rests on, for or against, or that are decisive; `decisive` are those
    without any one of which it would not be seen as it is.
    """

    then: Standing
    now: Standing
    differs: Differs
    reports: tuple[str, ...]
    decisive: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The subject that is seen otherwise."""
        return self.now.subject


@frozen(kw_only=True)
class Hindsight(Drawn):
    """What hindsight changes of one day. `late` is every statement that became known after it.

    `further` counts what is seen as it was and only rests on more, or on other, reports.
    `tried` is False where there were too many later reports to leave each out: then nothing is called decisive.
    """

    scenario: str
    as_of: date
    now: date | None
    lens: str
    revisions: tuple[Revision, ...]
    claims: tuple[ClaimChange, ...]
    late: tuple[Learning, ...]
    further: int = 0
    tried: bool = True
    note: str = ""
    moment: Moment = field(eq=False, repr=False)

    @property
    def wrong(self) -> tuple[Revision, ...]:
        """Where another state was believed than the one known now."""
        return tuple(revision for revision in self.revisions if revision.differs == "state")


def hindsight(scenario: Scenario, *, as_of: Day, now: Day = None, lens: Lens | str = CREDULOUS) -> Hindsight:
    """What is known by `now` of the day `as_of` and was not known on it; `now` is the last report by default.

    Raises UsageError without a day, or for a `now` before it.
    """
    expect(scenario, Scenario, where="hindsight")
    day, today = as_day(as_of), as_day(now)
    if day is None:
        raise UsageError("hindsight needs the day that it looks back on")
    if today is not None and today < day:
        raise UsageError(f"{today} is before {day}: hindsight looks back")
    chosen = find_lens(scenario, lens)
    then = History(scenario, scenario.reports, lens=chosen, as_known=day)
    later = History(scenario, scenario.reports, lens=chosen, as_known=today, wiring=then.wiring)
    before, after = then.at(day), later.at(day)
    found = diff(before, after)
    late = tuple(dict.fromkeys(learning.report for learning in found.learned))
    tried = len(late) <= MOST_TRIED
    changes = [change for change in found.changes if _seen(change.before) != _seen(change.after)]
    without = {report: _without(later, report, day) for report in late} if tried and changes else {}
    return Hindsight(
        scenario=scenario.id,
        as_of=day,
        now=later.as_known,
        lens=chosen.name,
        revisions=tuple(_revision(change, later, late, without) for change in changes),
        claims=found.claims,
        late=found.learned,
        further=len(found.changes) - len(changes),
        tried=tried,
        note=_note(before, after, late),
        moment=after,
    )


def _without(history: History, report: str, day: date) -> Moment:
    """The day as it would be known without one report."""
    kept = [found for found in history.reports if found.id != report]
    left = History(history.scenario, kept, lens=history.lens, as_known=history.as_known, wiring=history.wiring)
    return left.at(day)


def _revision(change: Change, history: History, late: Iterable[str], without: dict[str, Moment]) -> Revision:
    then, now = change.before, change.after
    known = {*then.statements, *then.held_against}
    named = {history.record.by_id[s].report.id for s in (*now.statements, *now.held_against) if s not in known}
    decisive = tuple(
        report for report, moment in without.items() if _seen(moment.standing(now.subject, now.region)) != _seen(now)
    )
    return Revision(
        then=then,
        now=now,
        differs=_differs(then, now),
        reports=tuple(report for report in late if report in named or report in decisive),
        decisive=decisive,
    )


def _seen(standing: Standing) -> tuple[object, ...]:
    """What a standing says, apart from how many say so."""
    return (
        standing.state, standing.certain, standing.surely, standing.since, standing.status, standing.hedged,
        standing.held_against,
    )  # fmt: skip


def _differs(then: Standing, now: Standing) -> Differs:
    if then.state != now.state:
        return "state"
    if (then.certain, then.surely) != (now.certain, now.surely):
        return "certainty"
    if (then.status, then.hedged, then.held_against) != (now.status, now.hedged, now.held_against):
        return "standing of the claim"
    return "since"


def _note(before: Moment, after: Moment, late: tuple[str, ...]) -> str:
    if before.history.last_report is None:
        return f"no report was known on {before.as_of}: everything known of that day is hindsight"
    if not late:
        known = after.history.last_report
        return f"no report after {before.as_of} is known by {after.as_known}; the last one known is of {known}"
    return coverage(after)
