"""What has a day set: meetings, and the last days of offers and proposals.

Owns: for which day a meeting is set and whether that has passed, which last day counts. Must not know: whose turn
that makes it (next_moves), what ends soon (expiring).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from attrs import frozen

from negotrack.engine.acts import Act, rivals
from negotrack.engine.fold import Move
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

    `when` is open at both ends where no day is known, as of a meeting put off without a new one. Where reports of one
    moment set several days, it reaches from the first to the last of them, and `passed` is the last of those that have
    passed: while another is still ahead the meeting is only perhaps overdue.
    """

    subject: str
    kind: str
    what: Literal["scheduled", "postponed", "overdue", "deadline"]
    when: Since
    statement: str = ""
    passed: date | None = None

    @property
    def perhaps(self) -> bool:
        """Whether it is overdue by one report and not yet by another."""
        return self.what == "overdue" and self.passed is not None and self.passed != self.when.latest

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
    told = _setting(moves_of(moment, axis))
    days = [day for act in told if (day := act.voice.statement.scheduled_for) is not None]
    when = one_of(days) if days else NO_DAY
    passed = max((d.latest for d in days if d.latest and moment.as_of and d.latest < moment.as_of), default=None)
    if passed and passed == when.latest:
        what = "overdue"
    passed = passed if what == "overdue" else None
    late = [act for act in told if passed and (day := act.voice.statement.scheduled_for) and day.latest == passed]
    statement = next((act.voice.id for act in (*late, *reversed(told))), "")
    return Due(subject=meeting.id, kind="meeting", what=what, when=when, statement=statement, passed=passed)


def _setting(moves: Iterable[Move]) -> list[Act]:
    """The acts that set the day of a meeting last: several where reports of one moment set several days.

    A report that names no day leaves the day as it was, unless it puts the meeting off.
    """
    told: list[Act] = []
    for move in moves:
        if move.act is None or move.rule:
            continue
        day = move.act.voice.statement.scheduled_for
        goes_on = move.source in _GOES_ON and move.trigger != "postpone"
        if day and told and told[-1].voice.statement.scheduled_for and rivals(told[-1], move.act):
            told.append(move.act)
        elif day or not goes_on:
            told = [move.act]
    return told


def one_of(days: Sequence[EventDate]) -> Since:
    """From the first to the last of some days, open where one of them is."""
    firsts = [day.earliest for day in days if day.earliest is not None]
    lasts = [day.latest for day in days if day.latest is not None]
    return Since(
        earliest=min(firsts) if len(firsts) == len(days) else None,
        latest=max(lasts) if len(lasts) == len(days) else None,
    )


def _deadlines(moment: Moment, subject: Commitment | Instrument) -> Iterator[Due]:
    days: list[tuple[EventDate, str]] = [(subject.deadline, "")] if subject.deadline else []
    for name in moment.standing(subject.id).statements:
        day = moment.history.record.by_id[name].statement.deadline
        if day is not None:
            days.append((day, name))
    kind = moment.history.scenario.kind(subject.id)
    for day, name in days[-1:]:
        passed = day.latest if day.latest and moment.as_of and day.latest < moment.as_of else None
        yield Due(subject=subject.id, kind=kind, what="deadline", when=days_of(day), statement=name, passed=passed)


def days_of(day: EventDate) -> Since:
    """The first and the last day that a date may mean."""
    return Since(earliest=day.earliest, latest=day.latest)
