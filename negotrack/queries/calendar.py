"""Days for a calendar: meetings set, held, put off, called off or overdue, and deadlines, each as a stretch of days.

Owns: which days there are, and what is uncertain about them. Must not know: how a calendar is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import evolve, frozen

from negotrack.engine.moment import Moment
from negotrack.engine.results import Since, Standing
from negotrack.model.dates import EventDate
from negotrack.model.subjects import Commitment, Instrument, Meeting
from negotrack.queries.dues import NO_DAY, days_of, meeting_due
from negotrack.queries.lasting import held_over

Kind = Literal["scheduled", "postponed", "overdue", "held", "cancelled", "deadline"]
COUNTS = ("applied", "supports")


@frozen(kw_only=True)
class CalendarDay:
    """A meeting or a deadline. `when` is open at both ends where no day is known.

    `phrase` is how a source put the day. `was_set` says that `when` is the day set before a meeting was put off or
    called off. `standing` is the state of the subject, on whose statements it rests.
    """

    subject: str
    kind: Kind
    when: Since
    standing: Standing
    phrase: str = ""
    was_set: bool = False
    doubtful: bool = False
    statement: str = ""
    lasted: bool = False

    @property
    def certain(self) -> bool:
        """Whether the event has one day, without a mark of doubt, or is a meeting that lasted several."""
        if self.lasted:
            return True
        known = self.when.earliest is not None and self.when.earliest == self.when.latest
        return known and not self.doubtful

    @property
    def sort_key(self) -> tuple[date, date, str, str]:
        """By the first day possible; what has no day comes last."""
        first = self.when.earliest or self.when.latest or date.max
        return (first, self.when.latest or date.max, self.subject, self.kind)


def calendar_days(moment: Moment) -> tuple[CalendarDay, ...]:
    """Every meeting that was reported and every deadline that was given, by day."""
    return tuple(sorted((*_meetings(moment), *_deadlines(moment)), key=lambda found: found.sort_key))


def _meetings(moment: Moment) -> Iterator[CalendarDay]:
    for meeting in moment.history.scenario.of_kind(Meeting):
        standing = moment.standing(meeting.id)
        match standing.state:
            case "held":
                yield _held(moment, standing)
            case "scheduled" | "postponed" | "overdue" | "cancelled" as state:
                due = meeting_due(moment, meeting)
                day = _set(moment, standing, due.what if due else state)
                several = due is not None and day.when != NO_DAY and due.dated and due.when != day.when
                yield evolve(day, when=due.when, doubtful=True) if due and several else day
            case _:
                pass


def _held(moment: Moment, standing: Standing) -> CalendarDay:
    step = next((s for s in reversed(moment.steps) if s.subject == standing.subject and s.trigger == "hold"), None)
    known = moment.history.record.by_id
    day = known[step.statement].statement.event_date if step and step.statement in known else None
    return CalendarDay(
        subject=standing.subject, kind="held", when=standing.since, standing=standing,
        phrase=_phrase(day) if day else "", doubtful=standing.presumed or bool(day and _doubtful(day)),
        statement=step.statement if step else "", lasted=held_over(moment, standing),
    )  # fmt: skip


def _set(moment: Moment, standing: Standing, kind: Kind) -> CalendarDay:
    """A meeting by the day for which it was set last; what was put off may have none any more."""
    found: EventDate | None = None
    statement, newest = "", ""
    for step in moment.steps:
        if step.subject == standing.subject and step.statement:
            newest = step.statement
            said = moment.history.record.by_id[step.statement].statement.scheduled_for
            if said is not None:
                found, statement = said, step.statement
    gone = kind == "cancelled" or (kind == "postponed" and statement != newest)
    return CalendarDay(
        subject=standing.subject, kind=kind, when=days_of(found) if found else NO_DAY, standing=standing,
        phrase=_phrase(found) if found else "", was_set=gone and found is not None,
        doubtful=bool(found and _doubtful(found)), statement=newest or statement,
    )  # fmt: skip


def _deadlines(moment: Moment) -> Iterator[CalendarDay]:
    """The last deadline said of a subject, else the one declared."""
    given: dict[str, tuple[EventDate, str]] = {
        subject.id: (subject.deadline, "")
        for subject in moment.history.scenario.subjects.values()
        if isinstance(subject, Commitment | Instrument) and subject.deadline is not None
    }
    fates = moment.history.fates
    for name, voice in moment.history.record.by_id.items():
        said = voice.statement
        early = moment.as_of is not None and said.event_date.first_ordinal <= moment.as_of.toordinal()
        if said.deadline is not None and early and fates[name] in COUNTS:
            given.update(dict.fromkeys(said.subjects, (said.deadline, name)))
    for subject, (day, name) in given.items():
        standing = moment.standing(subject)
        if standing.reported or name:
            yield CalendarDay(
                subject=subject, kind="deadline", when=days_of(day), standing=standing, phrase=_phrase(day),
                doubtful=_doubtful(day), statement=name,
            )  # fmt: skip


def _phrase(day: EventDate) -> str:
    return day.phrase or ""


def _doubtful(day: EventDate) -> bool:
    return day.approximate or day.uncertain or bool(day.alternatives)
