"""The agenda: what is missing, blocked, overdue, stale or about to lapse, and what each open thing would unlock.

Owns: the list and its kinds. Must not know: how it is shown, whose turn it is (next_moves).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from attrs import field, frozen

from negotrack.engine.conditions import referred
from negotrack.engine.given import expect
from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Commitment, Condition, Demand, Leaf, Meeting, Subject
from negotrack.problems import UsageError
from negotrack.queries.broken import Broken, broken
from negotrack.queries.deadlocks import Deadlock, deadlocks
from negotrack.queries.doubts import doubts
from negotrack.queries.drawn import Drawn
from negotrack.queries.dues import meeting_due
from negotrack.queries.expiring import WAITING, Expiring, expiring
from negotrack.queries.facts import (
    OVER,
    acts_on,
    asks_nothing,
    axis_of,
    coverage,
    day_of,
    is_threat,
    ordinal,
    title_of,
)
from negotrack.queries.needs import needs_of
from negotrack.queries.unlocking import Need, Unlocking

STALE_AFTER = 30
EXPIRES_WITHIN = 30
OPEN_CONDITION = ("open", "disputed")

Sort = Literal["broken", "awaited", "deadlock", "overdue", "stale", "expiring", "guarantor-unknown", "open-list"]


@frozen(kw_only=True)
class Unlock:
    """That something is in `size`-strong sets which would make a commitment's antecedent hold.

    `alone` says that it would do by itself; `beside` are the other needs of the smallest such set. A `threat` is
    set off rather than unlocked.
    """

    commitment: str
    state: str
    alone: bool
    size: int
    beside: tuple[Need, ...] = ()
    threat: bool = False


@frozen(kw_only=True)
class Awaited:
    """Something that is not so and that commitments wait for, or a condition that is open though none does.

    `wants` are the states that would do (empty: those by which its kind counts as satisfied), with `negated` the
    states that must not be; of acts of parties to an instrument, `by` says whose. `unlocks` are ordered: alone first,
    then the smallest sets. `waived_by` may waive it.
    """

    subject: str
    kind: str
    region: str
    state: str
    title: str
    wants: tuple[str, ...] = ()
    negated: bool = False
    certain: bool = True
    doubts: tuple[str, ...] = ()
    unlocks: tuple[Unlock, ...] = ()
    waived_by: tuple[str, ...] = ()
    guarantor_unknown: bool = False
    statements: tuple[str, ...] = ()
    held_against: tuple[str, ...] = ()
    by: tuple[str, ...] = ()

    @property
    def alone(self) -> tuple[str, ...]:
        """The commitments that this alone would unlock."""
        return tuple(unlock.commitment for unlock in self.unlocks if unlock.alone)


@frozen(kw_only=True)
class Waiting:
    """A commitment that is not bound yet, and the minimal sets of what it waits for."""

    commitment: str
    state: str
    debtor: tuple[str, ...]
    sets: tuple[tuple[Need, ...], ...]
    cut: bool = False
    open_list: bool = False
    deadlocked: bool = False
    statements: tuple[str, ...] = ()
    threat: bool = False
    doubts: tuple[str, ...] = ()


@frozen(kw_only=True)
class Overdue:
    """A meeting whose day has passed with no report of it: `due` is the last day set, `days` how long ago."""

    meeting: str
    due: date | None
    days: int
    participants: tuple[str, ...]
    statements: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@frozen(kw_only=True)
class Stale:
    """A demand still pressed, as far as the reports tell, and not pressed again for `days` since `last`."""

    demand: str
    by: tuple[str, ...]
    last: date
    days: int
    presumed: bool
    statements: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@frozen(kw_only=True)
class Agenda(Drawn):
    """Everything that is missing at a moment. `note` says where the day lies outside what reports cover."""

    as_of: date | None
    as_known: date | None
    lens: str
    awaited: tuple[Awaited, ...]
    waiting: tuple[Waiting, ...]
    deadlocks: tuple[Deadlock, ...]
    overdue: tuple[Overdue, ...]
    stale: tuple[Stale, ...]
    expiring: tuple[Expiring, ...]
    broken: tuple[Broken, ...]
    guarantor_unknown: tuple[str, ...]
    open_lists: tuple[str, ...]
    stale_after: int
    within: int
    note: str = ""
    moment: Moment = field(eq=False, repr=False)

    @property
    def empty(self) -> bool:
        """Whether there is nothing on it."""
        lists = (self.awaited, self.waiting, self.deadlocks, self.overdue, self.stale, self.expiring, self.broken)
        return not any(lists)


def agenda(moment: Moment, *, stale_after: int = STALE_AFTER, within: int = EXPIRES_WITHIN) -> Agenda:
    """What is missing at a moment. Raises UsageError for a number of days below 0."""
    expect(moment, Moment, where="agenda")
    for days in (stale_after, within):
        if expect(days, int, where="a number of days") < 0:
            raise UsageError("a number of days is 0 or more")
    scenario = moment.history.scenario
    knots = deadlocks(moment)
    unlocks = _unlockings(moment)
    return Agenda(
        as_of=moment.as_of,
        as_known=moment.as_known,
        lens=moment.lens.name,
        awaited=tuple(_awaited(moment, unlocks)),
        waiting=tuple(_waiting(moment, unlocks, knots)),
        deadlocks=knots,
        overdue=tuple(_overdue(moment)),
        stale=tuple(_stale(moment, stale_after)),
        expiring=tuple(sorted(expiring(moment, within), key=lambda found: (found.days, found.subject))),
        broken=tuple(found for found in broken(moment) if found.mendable),
        guarantor_unknown=tuple(c.id for c in scenario.of_kind(Condition) if _unguaranteed(c, moment)),
        open_lists=tuple(
            c.id for c in scenario.of_kind(Commitment) if c.open_list and moment.state(c.id) not in OVER
        ),
        stale_after=stale_after,
        within=within,
        note=coverage(moment),
        moment=moment,
    )  # fmt: skip


def _unlockings(moment: Moment) -> dict[str, Unlocking]:
    """commitment -> what would make its antecedent hold, for all that wait."""
    return {
        c.id: needs_of(moment, c)
        for c in moment.history.scenario.of_kind(Commitment)
        if c.antecedent is not None and moment.state(c.id) in WAITING
    }


def _waiting(moment: Moment, unlocks: Mapping[str, Unlocking], knots: tuple[Deadlock, ...]) -> Iterator[Waiting]:
    scenario = moment.history.scenario
    stuck = {name for knot in knots for name in (*knot.members, *knot.behind)}
    for name, found in unlocks.items():
        commitment = scenario.subjects[name]
        assert isinstance(commitment, Commitment)
        standing = moment.standing(name)
        yield Waiting(
            commitment=name,
            state=standing.state,
            debtor=commitment.debtor,
            sets=found.sets,
            cut=found.cut,
            open_list=commitment.open_list,
            deadlocked=name in stuck,
            statements=standing.statements,
            threat=is_threat(commitment),
            doubts=doubts(moment, standing),
        )


def _awaited(moment: Moment, unlocks: Mapping[str, Unlocking]) -> Iterator[Awaited]:
    """What is waited for, those that would unlock most alone first, then most at all, then as declared."""
    scenario = moment.history.scenario
    needs: dict[Need, list[Unlock]] = {}
    for commitment, found in unlocks.items():
        for need in dict.fromkeys(need for needed in found.sets for need in needed):
            needs.setdefault(need, []).append(_unlock(moment, commitment, need, found))
    waited = {need.leaf.subject for need in needs}
    for condition in scenario.of_kind(Condition):
        if condition.id not in waited and moment.state(condition.id) in OPEN_CONDITION:
            needs[Need(leaf=Leaf(subject=condition.id, region="condition"))] = []
    rows = [_row(moment, need, tuple(found)) for need, found in needs.items()]
    place = {subject: number for number, subject in enumerate(scenario.subjects)}
    yield from sorted(rows, key=lambda row: (-len(row.alone), -len(row.unlocks), place[row.subject]))


def _unlock(moment: Moment, commitment: str, need: Need, found: Unlocking) -> Unlock:
    smallest = min((needed for needed in found.sets if need in needed), key=len)
    return Unlock(
        commitment=commitment,
        state=moment.state(commitment),
        alone=len(smallest) == 1,
        size=len(smallest),
        beside=tuple(other for other in smallest if other != need),
        threat=is_threat(moment.history.scenario.subjects[commitment]),
    )


def _row(moment: Moment, need: Need, unlocks: tuple[Unlock, ...]) -> Awaited:
    scenario = moment.history.scenario
    subject = scenario.subjects[need.leaf.subject]
    standing = _standing(moment, need.leaf)
    return Awaited(
        subject=subject.id,
        kind=scenario.kind(subject.id),
        region=standing.region if standing else need.leaf.region,
        state=standing.state if standing else "unreported",
        title=title_of(subject),
        wants=need.leaf.states,
        negated=need.negated,
        certain=standing.certain if standing else True,
        doubts=doubts(moment, standing) if standing else (),
        unlocks=tuple(sorted(unlocks, key=lambda unlock: (unlock.size, unlock.commitment))),
        waived_by=_waivers(scenario, subject) if standing and standing.state != "failed" else (),
        guarantor_unknown=_unguaranteed(subject, moment),
        statements=standing.statements if standing else (),
        held_against=standing.held_against if standing else (),
        by=need.leaf.by,
    )


def _standing(moment: Moment, leaf: Leaf) -> Standing | None:
    """Where that stands which is waited for: of several parties, of the first that has not done yet what is wanted."""
    axes, wanted, _ = referred(leaf, moment.history.wiring)
    found = [moment.standing(leaf.subject, axis.name) for axis in axes]
    return next((s for s in found if s.state not in wanted), found[0] if found else None)


def _waivers(scenario: Scenario, subject: Subject) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scenario.beneficiaries(subject.id))) if isinstance(subject, Condition) else ()


def _unguaranteed(subject: Subject, moment: Moment) -> bool:
    """Whether a guarantee is asked for that nobody has been named to give."""
    if not isinstance(subject, Condition) or not subject.guarantee or subject.guarantor:
        return False
    named = any(found.role == "guarantor" and found.parties for found in subject.roles)
    return not named and moment.state(subject.id) not in ("waived", "failed")


def _overdue(moment: Moment) -> Iterator[Overdue]:
    for meeting in moment.history.scenario.of_kind(Meeting):
        due = meeting_due(moment, meeting)
        if due is None or due.what != "overdue":
            continue
        standing = moment.standing(meeting.id)
        since = standing.since.earliest
        last = due.passed or due.when.latest or (day_of(since.toordinal() - 1) if since else None)
        yield Overdue(
            meeting=meeting.id,
            due=last,
            days=(moment.as_of - last).days if moment.as_of and last else 0,
            participants=meeting.participants,
            statements=tuple(dict.fromkeys((*filter(None, (due.statement,)), *standing.statements))),
            doubts=doubts(moment, standing),
        )


def _stale(moment: Moment, after: int) -> Iterator[Stale]:
    """Demands whose last press, by the latest day possible, lies so many days back."""
    today = ordinal(moment)
    for demand in moment.history.scenario.of_kind(Demand):
        axis = axis_of(moment, demand.id, "stance")
        if axis is None or moment.state(demand.id, "stance") != "pressed" or asks_nothing(moment, demand.id):
            continue
        acts = list(acts_on(moment, axis, ("press", "amend")))
        last = max((min(act.last, today) for act in acts), default=0)
        day = day_of(last)
        if day is None or today - last < after:
            continue
        latest = [act for act in acts if min(act.last, today) == last]
        yield Stale(
            demand=demand.id,
            by=demand.by,
            last=day,
            days=today - last,
            presumed=all(act.voice.statement.event_date.presumed for act in latest),
            statements=tuple(dict.fromkeys(act.voice.id for act in latest)),
            doubts=doubts(moment, moment.standing(demand.id, "stance")),
        )
