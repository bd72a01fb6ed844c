"""Reports and statements into plain maps.

Owns: their notation, the reverse of how they are read; which values no file can hold.
Must not know: layout, scenarios.
"""

from __future__ import annotations

from typing import Any

from negotrack.files.dump_parts import WRITERS, is_default, plain_ids, plain_link, without_flow
from negotrack.files.vocabulary import BY_NAME
from negotrack.model.dates import EventDate, format_report_date
from negotrack.model.reports import CLAIM_VERBS, SPEECH_VERBS, Report, Statement
from negotrack.model.sources import Link, outlet_link
from negotrack.problems import UsageError

_HEADER = ("relayed_by", "said_by", "title", "text", "url", "note")
_APART = ("id", "as", "event_date", "said_by", "certainty", "text")
_FIELDS = BY_NAME["statement"]


def plain_report(report: Report, *, on_lines: bool = True) -> dict[str, Any]:
    """A report as a map; without `on_lines`, for JSON, where layout means nothing.

    Raises UsageError when a statement's id or chain is not that of a statement of this report.
    """
    inner = {statement.id: _below_outlet(report, statement) for statement in (*report.statements, *report.suggested)}
    shared = next(iter(inner.values()), ())
    if any(links != shared for links in inner.values()):
        shared = ()
    found: dict[str, Any] = {
        "id": report.id,
        "outlet": report.outlet,
        "published": format_report_date(report.published),
    }
    for key in _HEADER:
        if key == "said_by" and shared:
            found[key] = _plain_chain(shared)
        elif key != "said_by" and getattr(report, key):
            value = getattr(report, key)
            found[key] = plain_ids(value) if key == "relayed_by" else value
    for key, prefix in (("statements", "#"), ("suggested", "#s")):
        statements: tuple[Statement, ...] = getattr(report, key)
        if statements:
            found[key] = [
                _plain_statement(report, statement, f"{report.id}{prefix}{place}", shared, inner[statement.id])
                for place, statement in enumerate(statements, start=1)
            ]
    return found if on_lines else without_flow(found)


def _below_outlet(report: Report, statement: Statement) -> tuple[Link, ...]:
    outer = tuple(outlet_link(name) for name in (*report.relayed_by, report.outlet))
    if statement.chain.links[: len(outer)] != outer:
        raise UsageError(f"the chain of {statement.id} does not begin with the outlets of its report")
    return statement.chain.links[len(outer) :]


def _plain_chain(links: tuple[Link, ...]) -> Any:
    return plain_ids([plain_link(link) for link in links])


def _plain_statement(
    report: Report, statement: Statement, default_id: str, shared: tuple[Link, ...], inner: tuple[Link, ...]
) -> dict[str, Any]:
    found = _plain_verb(statement)
    if statement.id != default_id:
        own = statement.id.removeprefix(f"{report.id}/")
        if own == statement.id:
            raise UsageError(f"{statement.id} is no id of a statement of {report.id}")
        found["id"] = own
    if statement.identity is not None:
        found["as"] = statement.identity
    if not statement.event_date.presumed:
        found["event_date"] = _plain_event_date(report, statement.id, statement.event_date)
    if inner != shared:
        found["said_by"] = _plain_chain(inner)
    if statement.polarity == "hedge" and statement.verb != "hedge":
        found["certainty"] = "hedged"
    for field in _FIELDS.values():
        value = getattr(statement, field.target, None)
        if field.name == "text" and value and not _speaks_text(statement):
            found["text"] = value
        elif field.name not in _APART and not is_default(Statement, field.target, value):
            found[field.name] = WRITERS[field.type](value)
    return found


def _plain_event_date(report: Report, name: str, event_date: EventDate) -> str:
    if event_date.anchor not in (None, report.published.day):
        raise UsageError(f"the event date of {name} is relative to another day than its report's")
    return event_date.text


def _speaks_text(statement: Statement) -> bool:
    """Whether the text is what the verb is about."""
    return statement.verb == "position" or (statement.verb == "incident" and not statement.subjects)


def _plain_verb(statement: Statement) -> dict[str, Any]:
    verb, polarity = statement.verb, statement.polarity
    if _speaks_text(statement):
        about: Any = statement.text
    elif verb in CLAIM_VERBS or verb == "identify":
        about = plain_ids(statement.refers_to)
    else:
        about = plain_ids(statement.subjects)
    if polarity == verb or (polarity in ("assert", "hedge") and verb not in ("deny", "decline", "retract")):
        return {verb: about}
    if verb in CLAIM_VERBS or verb in SPEECH_VERBS:
        raise UsageError(f"{statement.id} cannot {polarity} a statement of the verb {verb}")
    return {polarity: {verb: about}}
