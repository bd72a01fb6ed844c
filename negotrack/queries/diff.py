"""What differs between two moments: what moved between days, or what was learned in between.

Owns: comparing moments, telling new events from corrections. Must not know: how differences are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from attrs import field, frozen

from negotrack.engine.acts import Voice
from negotrack.engine.given import expect
from negotrack.engine.history import History
from negotrack.engine.moment import Moment
from negotrack.engine.results import ClaimStanding, Standing
from negotrack.model.reports import SPEECH_VERBS, Statement
from negotrack.model.subjects import Meeting
from negotrack.problems import UsageError
from negotrack.queries.drawn import Drawn
from negotrack.queries.dues import Due, meeting_due

Learned = Literal[
    "new event", "further source", "earlier event", "correction", "denial", "retraction", "identity", "no comment",
    "speech",
]  # fmt: skip


@frozen(kw_only=True)
class Change:
    """One region that stands otherwise: before and after. Either side may be unreported, never absent."""

    before: Standing
    after: Standing

    @property
    def subject(self) -> str:
        """The subject that differs."""
        return self.after.subject

    @property
    def region(self) -> str:
        """The region that differs."""
        return self.after.region

    @property
    def moved(self) -> bool:
        """Whether the state itself differs, and not only since when or on whose word."""
        return self.before.state != self.after.state


@frozen(kw_only=True)
class ClaimChange:
    """One claim whose status or sides differ; a side is None where the claim is not known at all."""

    before: ClaimStanding | None
    after: ClaimStanding | None

    @property
    def claim(self) -> str:
        """The claim's name."""
        found = self.after or self.before
        return found.claim if found else ""


@frozen(kw_only=True)
class DayChange:
    """A meeting that is set for another day, though it may stand in the same state: the days before and after."""

    before: Due
    after: Due

    @property
    def subject(self) -> str:
        """The meeting."""
        return self.after.subject


@frozen(kw_only=True)
class Learning:
    """A statement known to one side only, and what kind of news it is."""

    statement: str
    kind: Learned
    report: str
    published: str


@frozen(kw_only=True)
class Difference(Drawn):
    """Everything that differs between two moments of the same declarations."""

    before: Moment = field(eq=False, repr=False)
    after: Moment = field(eq=False, repr=False)
    changes: tuple[Change, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    rescheduled: tuple[DayChange, ...] = ()
    learned: tuple[Learning, ...] = ()
    forgotten: tuple[Learning, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.changes or self.claims or self.rescheduled or self.learned or self.forgotten)

    @property
    def moved(self) -> tuple[Change, ...]:
        """The regions whose state itself differs."""
        return tuple(change for change in self.changes if change.moved)

    def apply(self, standings: Iterable[Standing]) -> tuple[Standing, ...]:
        """The standings after the difference, from those before it."""
        after = {(change.subject, change.region): change.after for change in self.changes}
        return tuple(after.get((s.subject, s.region), s) for s in standings)


def diff(before: Moment | History, after: Moment | History) -> Difference:
    """What differs from one moment to another; a history stands for its last moment.

    `diff(a, a)` is empty, and applying `diff(a, b)` to the standings of a gives those of b. Raises UsageError for
    moments of different declarations.
    """
    for given in (before, after):
        expect(given, Moment, History, where="diff")
    one, other = _moment(before), _moment(after)
    if one.history.scenario.subjects != other.history.scenario.subjects:
        raise UsageError("diff takes two moments of the same declarations; nt.compare(one, other) takes two scenarios")
    return Difference(
        before=one,
        after=other,
        changes=_changes(one, other),
        claims=_claims(one, other),
        rescheduled=tuple(_days(one, other)),
        learned=_learned(one, other),
        forgotten=_learned(other, one),
    )


def _moment(found: Moment | History) -> Moment:
    return found.at() if isinstance(found, History) else found


def _changes(one: Moment, other: Moment) -> tuple[Change, ...]:
    alike = _alike(one, other)
    before = {(s.subject, s.region): s for s in one.standings_but(alike)}
    return tuple(
        Change(before=before[s.subject, s.region], after=s)
        for s in other.standings_but(alike)
        if (s.subject, s.region) in before and before[s.subject, s.region] != s
    )


def _alike(one: Moment, other: Moment) -> frozenset[int]:
    """The negotiations that both share as derived, on the same day: nothing in them can differ."""
    return one.history.shared_with(other.history) if one.as_of == other.as_of else frozenset()


def _claims(one: Moment, other: Moment) -> tuple[ClaimChange, ...]:
    alike = _alike(one, other)
    before = {claim.claim: claim for claim in one.claims_but(alike)}
    after = {claim.claim: claim for claim in other.claims_but(alike)}
    return tuple(
        ClaimChange(before=before.get(name), after=after.get(name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    )


def _days(one: Moment, other: Moment) -> Iterator[DayChange]:
    """The meetings that are set in both, for other days."""
    alike, component_of = _alike(one, other), other.history.wiring.component_of
    for meeting in other.history.scenario.of_kind(Meeting):
        if component_of[meeting.id] in alike:
            continue
        before, after = meeting_due(one, meeting), meeting_due(other, meeting)
        if before is not None and after is not None and before.when != after.when:
            yield DayChange(before=before, after=after)


def _learned(one: Moment, other: Moment) -> tuple[Learning, ...]:
    """The statements that only the other side knows, by report."""
    known = one.history.record.by_id
    last = one.history.last_report
    fresh = [voice for name, voice in other.history.record.by_id.items() if name not in known]
    return tuple(
        Learning(
            statement=voice.id,
            kind="correction" if _corrects(voice, other) else _kind(voice.statement, other, last),
            report=voice.report.id,
            published=voice.report.published.day.isoformat(),
        )
        for voice in sorted(fresh, key=lambda v: v.order)
    )


def _corrects(voice: Voice, moment: Moment) -> bool:
    """Whether a report says in other words what it takes back in the same breath: the same act on the same subject."""
    said, known = voice.statement, moment.history.record.by_id
    if not voice.acting:
        return False
    gone = {name for s in voice.report.statements if s.polarity == "retract" for name in s.refers_to}
    before = [v.statement for v in known.values() if v.id in gone or v.report.id in gone] if gone else []
    return any(b.verb == said.verb and set(b.subjects) & set(said.subjects) for b in before)


_BY_POLARITY: dict[str, Learned] = {"retract": "retraction", "deny": "denial", "decline": "no comment"}


def _kind(statement: Statement, other: Moment, last: date | None) -> Learned:
    """What kind of news a statement is: corrections and retractions are told apart from new events.

    An earlier event is one that had certainly happened by the last report that the other side knew.
    """
    if statement.polarity in _BY_POLARITY:
        return _BY_POLARITY[statement.polarity]
    if statement.verb == "identify":
        return "identity"
    if statement.verb in SPEECH_VERBS:
        return "speech"
    if other.history.fates.get(statement.id) == "supports":
        return "further source"
    latest = statement.event_date.latest
    return "earlier event" if last is not None and latest is not None and latest < last else "new event"
