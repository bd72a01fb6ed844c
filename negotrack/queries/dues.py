"""What has a day set: meetings, and the last days of offers and proposals.

Owns: for which day a meeting is set and whether that has passed, which last day counts. Must not know: whose turn
that makes it (next_moves), what ends soon (expiring).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import frozen

from negotrack.engine.moment import Moment
from negotrack.engine.results import Since
from negotrack.machines.couplings import OPEN_COMMITMENT
from negotrack.model.dates import EventDate
from negotrack.model.subjects import Commitment, Instrument, Meeting
from negotrack.queries.facts import axis_of, moves_of

NO_DAY = Since(earliest=None, latest=None)
TO_AGREE = ("floated", "tabled", "in_negotiation")
"""States in which an instrument is still to be agreed."""
MeetingState = Literal["scheduled", "postponed", "overdue"]
_OPEN: dict[str, MeetingState] = {"scheduled": "scheduled", "postponed": "postponed", "overdue": "overdue"}
_GOES_ON = ("scheduled", "postponed")
"""States of which a report that names no day leaves the day as it was."""


@frozen(kw_only=True)
class Due:
    """A day set for something: a meeting scheduled, put off to another day or overdue, an offer that ends.

    `when` is open at both ends where no day is known, as of a meeting put off without a new one.
    """

    subject: str
    kind: str
    what: Literal["scheduled", "postponed", "overdue", "deadline"]
    when: Since
    statement: str = ""

    @property
    def dated(self) -> bool:
        """Whether a day is known."""
        return self.when != NO_DAY

    @property
    def sort_key(self) -> tuple[date, str]:
        """By the last day possible; what has no day comes last."""
        return (self.when.latest or self.when.earliest or date.max, self.subject)


def dues(moment: Moment) -> tuple[Due, ...]:
    """Everything with a day set that has not come about yet, by day."""
    scenario = moment.history.scenario
    found = [due for meeting in scenario.of_kind(Meeting) if (due := meeting_due(moment, meeting))]
    offers: list[Commitment | Instrument] = [*scenario.of_kind(Commitment), *scenario.of_kind(Instrument)]
    for subject in offers:
        state = moment.state(subject.id)
        if state in OPEN_COMMITMENT or (isinstance(subject, Instrument) and state in TO_AGREE):
            found.extend(_deadlines(moment, subject))
    return tuple(sorted(found, key=lambda due: due.sort_key))


def meeting_due(moment: Moment, meeting: Meeting) -> Due | None:
    """For which day a meeting is set, as last said; None when it was held, called off, or never spoken of.

    A day that has passed with no report of the meeting makes it overdue, also one to which it was put off.
    """
    axis, what = axis_of(moment, meeting.id, "meeting"), _OPEN.get(moment.state(meeting.id))
    if axis is None or what is None:
        return None
    when, statement = NO_DAY, ""
    for move in moves_of(moment, axis):
        if move.act is not None and not move.rule:
            day, goes_on = (
                move.act.voice.statement.scheduled_for,
                move.source in _GOES_ON and move.trigger != "postpone",
            )
            if day or not goes_on:
                when, statement = days_of(day) if day else NO_DAY, move.act.voice.id
    if moment.as_of and when.latest and when.latest < moment.as_of:
        what = "overdue"
    return Due(subject=meeting.id, kind="meeting", what=what, when=when, statement=statement)


def _deadlines(moment: Moment, subject: Commitment | Instrument) -> Iterator[Due]:
    days: list[tuple[EventDate, str]] = [(subject.deadline, "")] if subject.deadline else []
    for name in moment.standing(subject.id).statements:
        day = moment.history.record.by_id[name].statement.deadline
        if day is not None:
            days.append((day, name))
    kind = moment.history.scenario.kind(subject.id)
    for day, name in days[-1:]:
        yield Due(subject=subject.id, kind=kind, what="deadline", when=days_of(day), statement=name)


def days_of(day: EventDate) -> Since:
    """The first and the last day that a date may mean."""
    return Since(earliest=day.earliest, latest=day.latest)
