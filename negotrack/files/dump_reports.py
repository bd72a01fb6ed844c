"""Reports and statements into plain maps.

Owns: their notation, the reverse of how they are read; which values no file can hold.
Must not know: layout, scenarios.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, Final

import attrs

from negotrack.files.dump_parts import WRITERS, plain_ids, plain_link
from negotrack.files.vocabulary import BY_NAME
from negotrack.model.dates import EventDate, format_report_date
from negotrack.model.reports import CLAIM_VERBS, SPEECH_VERBS, Report, Statement
from negotrack.model.sources import Link, LinkKind
from negotrack.problems import UsageError

_HEADER = ("relayed_by", "said_by", "title", "text", "url", "note")
_header_of: Final = attrgetter("relayed_by", "title", "text", "url", "note")
_NO_HEADER: Final = ((), "", "", "", "")
_APART = ("id", "as", "event_date", "said_by", "certainty", "text")
_APART_VERBS: Final = frozenset((*CLAIM_VERBS, *SPEECH_VERBS))
_DETAILS: Final = tuple(
    field for field in BY_NAME["statement"].values() if field.name not in _APART or field.name == "text"
)
_DEFAULTS: Final = tuple(getattr(attrs.fields(Statement), field.target).default for field in _DETAILS)
_details_of: Final = attrgetter(*(field.target for field in _DETAILS))
"""The values of the details that most statements do not have, in canonical order: all of them in one call."""


def plain_report(report: Report) -> dict[str, Any]:
    """A report as a map.

    Raises UsageError when a statement's id or chain is not that of a statement of this report.
    """
    statements, suggested = report.statements, report.suggested
    inner = {s.id: _below_outlet(report, s) for s in ((*statements, *suggested) if suggested else statements)}
    shared = next(iter(inner.values()), ())
    if len(inner) > 1 and any(links != shared for links in inner.values()):
        shared = ()
    found: dict[str, Any] = {
        "id": report.id,
        "outlet": report.outlet,
        "published": format_report_date(report.published),
    }
    if shared or _header_of(report) != _NO_HEADER:
        _add_header(found, report, shared)
    if statements:
        found["statements"] = _plain_statements(report, statements, "#", shared, inner)
    if suggested:
        found["suggested"] = _plain_statements(report, suggested, "#s", shared, inner)
    return found


def _add_header(found: dict[str, Any], report: Report, shared: tuple[Link, ...]) -> None:
    for key in _HEADER:
        if key == "said_by" and shared:
            found[key] = _plain_chain(shared)
        elif key != "said_by" and getattr(report, key):
            value = getattr(report, key)
            found[key] = plain_ids(value) if key == "relayed_by" else value


def _plain_statements(
    report: Report, statements: tuple[Statement, ...], prefix: str, shared: tuple[Link, ...],
    inner: dict[str, tuple[Link, ...]],
) -> list[dict[str, Any]]:  # fmt: skip
    return [
        _plain_statement(report, statement, f"{report.id}{prefix}{place}", shared, inner[statement.id])
        for place, statement in enumerate(statements, start=1)
    ]


def _below_outlet(report: Report, statement: Statement) -> tuple[Link, ...]:
    links = statement.chain.links
    if not report.relayed_by and links and _is_outlet(links[0], report.outlet):
        return links[1:]
    outer = (*report.relayed_by, report.outlet)
    if len(links) < len(outer) or not all(map(_is_outlet, links, outer)):
        raise UsageError(f"the chain of {statement.id} does not begin with the outlets of its report")
    return links[len(outer) :]


def _is_outlet(link: Link, name: str) -> bool:
    return link.kind is LinkKind.OUTLET and link.id == name and not link.of and not link.words


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
    details = _details_of(statement)
    if details != _DEFAULTS:
        for field, value, default in zip(_DETAILS, details, _DEFAULTS, strict=True):
            if value != default and not (field.name == "text" and _speaks_text(statement)):
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
    if polarity == "assert" and len(statement.subjects) == 1 and verb not in _APART_VERBS:
        return {verb: statement.subjects[0]}
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
