"""Coded events into statements: what a code, two parties and a day say, and no more than that.

Owns: the reading of one event. Must not know: files, stories, how many say the same.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from negotrack.importers.actors import Named
from negotrack.importers.cast import Cast
from negotrack.importers.codebook import Entry
from negotrack.importers.records import Row
from negotrack.model.dates import EventDate, ReportDate, presumed
from negotrack.model.reports import Statement
from negotrack.model.sources import SourceChain, outlet_link, party_link


@frozen(kw_only=True)
class Event:
    """One coded event between two parties.

    `names` are the actors as written, in any order; `when` is None where only the day of the report is coded.
    """

    entry: Entry
    source: str
    target: str
    text: str
    names: tuple[str, ...]
    published: ReportDate
    when: EventDate | None
    note: str = ""


def actor(row: Row, side: str) -> Named:
    """What a row says of its source or target."""
    return Named(
        row.get(side, ""),
        row.get(f"{side}_country", ""),
        row.get(f"{side}_group", ""),
        row.get(f"{side}_sectors", ""),
    )


def describe(entry: Entry, row: Row) -> str:
    """The event in words: `Benjamin Netanyahu to Iran: Demand`."""
    source = row.get("source") or row.get("source_country") or "somebody"
    target = row.get("target") or row.get("target_country") or "somebody"
    return f"{source} to {target}: {entry.name}"


def subject_of(event: Event, cast: Cast) -> str:
    """What the event is about, declared when it is new; empty for positions and incidents."""
    entry, a, b = event.entry, event.source, event.target
    match entry.subject:
        case "talks":
            return cast.talks(a, b)
        case "meeting":
            mediator = a if entry.kind == "mediation" else ""
            return cast.meeting(entry.kind or "meeting", a, b, _day(event), mediator)
        case "demand":
            return cast.demand(a, b, entry.topic)
        case "demand-of-target":
            return cast.demand(b, a, entry.topic)
        case "commitment":
            return cast.commitment(a, b, entry.topic)
        case "agreement":
            return cast.agreement(a, b, _day(event))
        case _:
            return ""


def key_of(event: Event, subject: str) -> tuple[str, ...]:
    """What makes two events of one story one statement: what was done, by whom, and on which day where it is coded."""
    day = event.when.text if event.when is not None else ""
    if subject:
        return (event.entry.verb, subject, day)
    return (event.entry.verb, event.entry.code, event.source, event.target, day)


def statement_of(event: Event, subject: str, cast: Cast, outlet: str, name: str) -> Statement:
    """The statement of an event, in a report of an outlet."""
    entry = event.entry
    links = [outlet_link(outlet)]
    if entry.speech:
        links.append(party_link(cast.party(event.source)))
    fields: dict[str, Any] = {"subjects": (subject,)} if subject else _apart(event, cast)
    return Statement(
        id=name,
        verb=entry.verb,
        event_date=event.when or presumed(event.published.day),
        chain=SourceChain(links=tuple(links)),
        text=event.text,
        note=event.note,
        **fields,
    )


def _apart(event: Event, cast: Cast) -> dict[str, Any]:
    """What a position or an incident is told by: the talks that it bears on, whose it is, of which kind."""
    about = (cast.talks(event.source, event.target),)
    if event.entry.verb == "position":
        return {"about": about, "of": (event.source,), "kind": event.entry.kind}
    return {"about": about, "kind": event.entry.kind}


def _day(event: Event) -> str:
    """The day of what happened, as far as it is coded."""
    return event.when.text if event.when is not None else event.published.day.isoformat()
