"""Meetings and deadlines as an iCalendar file (RFC 5545), for the calendar of whoever follows the talks.

Owns: the notation: escapes, folding, ids, how a day that is not certain is written. Must not know: streams.

Every event is a stretch of whole days, since reports seldom give an hour, and says in its description how far it can
be relied on. Nothing is taken from the clock of the machine: the stamp is the day as known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from attrs import frozen

from negotrack.engine.moment import Moment
from negotrack.engine.results import Since
from negotrack.exporters.labels import label_text
from negotrack.exporters.selection import Selection
from negotrack.model.subjects import Meeting
from negotrack.queries.calendar import CalendarDay, calendar_days
from negotrack.queries.facts import plural, title_of
from negotrack.queries.sentences import doubts, joined, source_name, when_words

MOST_OCTETS: Final = 75
LONGEST: Final = 1000
_STATUS: Final = {"held": "CONFIRMED", "cancelled": "CANCELLED"}
_WORDS: Final = {"cancelled": "called off", "postponed": "put off"}


@frozen(kw_only=True)
class Calendar:
    """The text of a calendar, how many events are in it, and how many tasks, which have no day."""

    text: str
    events: int
    tasks: int


def format_calendar(
    moment: Moment, selection: Selection, since: date | None = None, until: date | None = None
) -> Calendar:  # fmt: skip
    """The meetings and deadlines of a moment that were asked for. What has no day is there as a task without one."""
    days = [day for day in calendar_days(moment) if selection.subject(day.subject) and _within(day.when, since, until)]
    title = moment.history.scenario.title or moment.history.scenario.id
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//negotrack//negotrack//EN", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH", _text("X-WR-CALNAME", title)]  # fmt: skip
    for day in days:
        lines += _component(day, moment)
    lines.append("END:VCALENDAR")
    events = sum(_dated(day.when) for day in days)
    return Calendar(
        text="".join(f"{part}\r\n" for line in lines for part in folded(line)), events=events, tasks=len(days) - events
    )


def _within(when: Since, since: date | None, until: date | None) -> bool:
    late_enough = since is None or when.latest is None or when.latest >= since
    return late_enough and (until is None or when.earliest is None or when.earliest <= until)


def _dated(when: Since) -> bool:
    return when.earliest is not None or when.latest is not None


def _component(day: CalendarDay, moment: Moment) -> Iterator[str]:
    subject = moment.history.scenario.subjects[day.subject]
    name = "VEVENT" if _dated(day.when) else "VTODO"
    yield f"BEGIN:{name}"
    yield f"UID:{_uid(moment, day)}"
    yield f"DTSTAMP:{_day(moment.as_known or moment.as_of or date(1970, 1, 1))}T000000Z"
    if _dated(day.when):
        first = day.when.earliest or day.when.latest or date.min
        yield f"DTSTART;VALUE=DATE:{_day(first)}"
        last = day.when.latest or first
        if last < date.max:
            yield f"DTEND;VALUE=DATE:{_day(last + timedelta(1))}"
        yield f"STATUS:{_STATUS.get(day.kind, 'TENTATIVE')}"
        yield "TRANSP:TRANSPARENT"
    yield _text("SUMMARY", f"{_summary(day)}: {title_of(subject)}")
    yield _text("DESCRIPTION", *_description(day, moment))
    if isinstance(subject, Meeting) and subject.place:
        yield _text("LOCATION", subject.place)
    yield f"CATEGORIES:{'deadline' if day.kind == 'deadline' else 'meeting'},{day.kind}"
    yield f"END:{name}"


def _uid(moment: Moment, day: CalendarDay) -> str:
    """The same for the same subject in every export, so that a calendar updates it: no data, only its digest."""
    sort = "deadline" if day.kind == "deadline" else "meeting"
    found = "\n".join((moment.history.scenario.id, day.subject, sort))
    return f"{sha256(found.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@negotrack"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _summary(day: CalendarDay) -> str:
    doubt = "" if day.certain else " (day not certain)" if _dated(day.when) else " (no day known)"
    if day.standing.status in ("disputed", "denied", "withdrawn"):
        doubt += f" ({day.standing.status})"
    if day.kind == "deadline":
        return f"Deadline{doubt}"
    to = " to this day" if day.kind == "postponed" and _dated(day.when) and not day.was_set else ""
    return f"{_WORDS.get(day.kind, day.kind).capitalize()}{to}{doubt}"


def _description(day: CalendarDay, moment: Moment) -> Iterator[str]:
    """How far the entry can be relied on, and on whose word, a line each."""
    scenario = moment.history.scenario
    yield from _when(day)
    standing = day.standing
    said = ", ".join(doubts(standing))
    state = "nothing reported" if not standing.reported else standing.state.replace("_", " ")
    yield f"State: {state}{f' ({said})' if said else ''}."
    subject = scenario.subjects[day.subject]
    if isinstance(subject, Meeting) and subject.participants:
        yield f"Participants: {joined(scenario, subject.participants)}."
    names = list(dict.fromkeys((*filter(None, (day.statement,)), *standing.statements)))
    for name in names:
        voice = moment.history.record.by_id.get(name)
        if voice is not None:
            chain = " < ".join(source_name(scenario, link) for link in voice.statement.chain.links)
            yield f"{chain} ({name}, {voice.report.published.day})"
    if standing.held_against:
        yield f"Against: {', '.join(standing.held_against)}"
    yield f"Subject: {day.subject}. As of {moment.as_of}, as known {moment.as_known}, lens {moment.lens.name}."


def _when(day: CalendarDay) -> Iterator[str]:
    if not _dated(day.when):
        yield "No day is known."
        return
    count = (day.when.latest - day.when.earliest).days + 1 if day.when.latest and day.when.earliest else 0
    presumed = day.kind == "held" and day.standing.presumed
    if not day.certain and presumed and count == 1:
        yield f"No day is given: it is presumed to be that of the report, {day.when.latest}."
    elif not day.certain:
        stretch = f": one of {count} {plural('day', count)}" if count > 1 else ""
        yield f"The day is not certain{stretch}, {when_words(day.when)}."
    if day.was_set:
        yield f"This is the day that was set before it was {_WORDS[day.kind]}."
    if day.kind == "overdue":
        yield "The day has passed and no report says whether it was held."
    if day.phrase:
        yield f"The source said: {day.phrase}."


def _text(name: str, *lines: str) -> str:
    """A property whose value is text: stand-ins for what cannot be seen, and what has a meaning escaped."""
    return f"{name}:" + r"\n".join(_escaped(label_text(line, LONGEST)) for line in lines)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, each after the first led by a space; no character is cut."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > MOST_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
