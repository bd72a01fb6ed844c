"""Values of single fields into plain maps, lists and texts.

Owns: the notation of each type of field, the reverse of how it is read. Must not know: which fields there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from negotrack.files.emit import Flow, Plain
from negotrack.files.followed import BARE_KEY, FOLLOWED
from negotrack.files.vocabulary import FieldType
from negotrack.model.dates import format_event_date
from negotrack.model.parties import RoleOf, SpeaksFor
from negotrack.model.sources import Link, LinkKind
from negotrack.model.subjects import Antecedent, Follow, Gate, Leaf
from negotrack.model.terms import Term, format_quantity


def plain_text(value: Any) -> Plain:
    """The value with flags and numbers as the text that YAML holds."""
    if isinstance(value, Flow):
        return Flow(plain_text(value.value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain_text(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain_text(item) for item in value]
    return value  # type: ignore[no-any-return]


def without_flow(value: Any) -> Any:
    """The same for JSON, where layout means nothing."""
    if isinstance(value, Flow):
        return without_flow(value.value)
    if isinstance(value, Mapping):
        return {key: without_flow(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [without_flow(item) for item in value]
    return value


@cache
def _defaults(model: type) -> dict[str, object]:
    return {field.name: field.default for field in attrs.fields(model)}


def is_default(model: type, attribute: str, value: object) -> bool:
    """Whether an attribute has the value that it has when nothing is written."""
    return _defaults(model)[attribute] == value


def plain_ids(ids: Sequence[str]) -> Any:
    """One id stands for a list of one."""
    return ids[0] if len(ids) == 1 else Flow(list(ids))


def plain_link(link: Link) -> str:
    """A link as it is read."""
    if link.kind is LinkKind.ANONYMOUS:
        return " ".join(("anonymous", *link.of, *link.words))
    return link.key


def plain_terms(terms: Sequence[Term]) -> Any:
    """Each term on a line of its own."""
    return [Flow(_plain_term(term)) for term in terms]


def _plain_term(term: Term) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if term.text or term.mode == "maintain" or not term.demand:
        found[term.mode] = term.text
    found |= {key: format_quantity(spec) for key, spec in term.quantities}
    if term.place:
        found["place"] = term.place
    if term.performer is not None:
        found["performer"] = term.performer
    if term.demand is not None:
        found["demand"] = term.demand
    if term.note:
        found["note"] = term.note
    return found


def _plain_reference(reference: Leaf | Follow) -> dict[str, Any]:
    kind, key = _KEYS[reference.region]
    if key == BARE_KEY[kind] and not reference.states:
        found: dict[str, Any] = {kind: reference.subject}
    else:
        found = {kind: reference.subject, key: plain_ids(reference.states)}
    if reference.by:
        found["by"] = plain_ids(reference.by)
    return found


_KEYS = {region: (kind, key) for kind, keys in FOLLOWED.items() for key, (region, _) in keys.items()}


def plain_antecedent(antecedent: Antecedent) -> Any:
    """A leaf that says no more than its subject is only named."""
    if isinstance(antecedent, Leaf):
        found = _plain_reference(antecedent)
        return antecedent.subject if len(found) == 1 else found
    operands = [plain_antecedent(operand) for operand in antecedent.operands]
    return _plain_gate(antecedent, operands)


def _plain_gate(gate: Gate, operands: list[Any]) -> dict[str, Any]:
    match gate.op:
        case "not":
            return {"not": operands[0]}
        case "at_least":
            return {"at_least": gate.n, "of": operands}
        case "all" | "any":
            return {gate.op: operands}


def _plain_office(office: SpeaksFor) -> Any:
    found: dict[str, str] = {"party": office.party}
    if office.office:
        found["office"] = office.office
    found |= {key: day.isoformat() for key, day in (("since", office.since), ("until", office.until)) if day}
    return office.party if len(found) == 1 else Flow(found)


def _plain_offices(offices: Sequence[SpeaksFor]) -> Any:
    return _plain_office(offices[0]) if len(offices) == 1 else [_plain_office(office) for office in offices]


def _plain_roles(roles: Sequence[RoleOf]) -> Any:
    return Flow({role.role: plain_ids(role.parties) for role in roles})


def _same(value: Any) -> Any:
    return value


WRITERS: dict[FieldType, Callable[[Any], Any]] = {
    "text": _same,
    "texts": plain_ids,
    "flag": _same,
    "number": _same,
    "choice": _same,
    "choices": plain_ids,
    "id": _same,
    "ids": plain_ids,
    "event_date": format_event_date,
    "terms": plain_terms,
    "follows": lambda follow: Flow(_plain_reference(follow)),
    "antecedent": lambda antecedent: Flow(plain_antecedent(antecedent)),
    "roles": _plain_roles,
    "speaks_for": _plain_offices,
    "sources": plain_ids,
    "statement_ids": plain_ids,
}
"""How a field is written, by its type."""
