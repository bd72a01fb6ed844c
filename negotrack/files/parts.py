"""Nodes into the smaller parts of declarations: terms, roles, whom somebody speaks for.

Owns: their notation. Must not know: in which declaration they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, cast

from negotrack.files.builder import show
from negotrack.files.intake import Intake, Refused, described
from negotrack.files.tree import MapNode, Node, TextNode
from negotrack.files.values import entries, items, read_day, read_id, read_ids, read_text
from negotrack.files.vocabulary import BY_NAME, Field
from negotrack.model.parties import ROLES, Role, RoleOf, SpeaksFor
from negotrack.model.terms import (
    DIMENSION_KEYS,
    KEY_DIMENSIONS,
    QuantityError,
    QuantitySpec,
    Term,
    fits_key,
    parse_quantity,
)
from negotrack.problems import Span

_NO_GUESSES: Final[Mapping[str, str]] = MappingProxyType({})
_BARE_NUMBER: Final = re.compile(r"\s*[0-9]+(\.[0-9]+)?\s*")
_UNITS: Final = dict(
    zip(DIMENSION_KEYS, ("km", "km2", "kg", "days", "prisoners", "USD", "%", "%", "centrifuges"), strict=True)
)
"""Key of a quantity -> a unit that may stand there."""
MERGE: Final = "<<"
"""The key by which YAML 1.1 takes over the keys of another map."""


def read_terms(intake: Intake, node: Node, field: Field) -> tuple[Term, ...]:
    """A list of terms; one map stands for a list of one."""
    return tuple(read_all(intake, node, field.name, _read_term))


def read_all(intake: Intake, node: Node, what: str, read: Any) -> list[Any]:
    """Every item of a list by one reader, all faults reported before the list is given up."""
    found, refused = [], None
    for item in items(intake, node, what):
        try:
            found.append(read(intake, item))
        except Refused as error:
            refused = error
    if refused is not None:
        raise refused
    return found


def unknown_key(
    intake: Intake, key: TextNode, known: tuple[str, ...], where: str, guesses: Mapping[str, str] = _NO_GUESSES
) -> Refused:
    """Report a key that does not exist there; `guesses` are words that are often written for others."""
    guess = guesses.get(key.value)
    near = f'did you mean "{guess}"?' if guess else intake.suggest(key.value, known)
    hint = near or f"{where} takes {', '.join(known)}"
    if key.value == MERGE:
        hint = "maps are not merged: write the keys out"
    return intake.error("unknown-key", f'there is no key "{show(key.value)}" in {where}', key.span, hint)


def _read_term(intake: Intake, node: Node) -> Term:
    if not isinstance(node, MapNode):
        message = f"a term is {described(node)}; a map is expected"
        raise intake.error("wrong-type", message, node.span, "write it as {achieve: text} or {maintain: text}")
    fields = BY_NAME["term"]
    given: dict[str, Any] = {}
    refused = None
    for key, value in node.entries:
        try:
            if key.value not in fields:
                raise unknown_key(intake, key, tuple(fields), "a term")
            given[key.value] = _read_part(intake, value, fields[key.value])
        except Refused as error:
            refused = error
    if refused is not None:
        raise refused
    return _term(intake, given, node.span)


def _read_part(intake: Intake, node: Node, field: Field) -> Any:
    if field.name in KEY_DIMENSIONS:
        return _read_quantity(intake, node, field.name)
    if field.type == "id":
        return read_id(intake, node, field)
    return read_text(intake, node, field.name)


def _term(intake: Intake, given: dict[str, Any], span: Span) -> Term:
    modes = [mode for mode in ("achieve", "maintain") if mode in given]
    if len(modes) == 2 or (not modes and "demand" not in given):
        found = "both achieve and maintain" if modes else "neither achieve nor maintain"
        hint = "a provision that only names a demand is written {demand: id}; others have one of the two"
        raise intake.error("missing-key", f"a term has {found}; exactly one is expected", span, hint)
    mode = modes[0] if modes else "achieve"
    text = given.get(mode, "")
    if not text and "demand" not in given:
        raise intake.error("needs-text", f"the term has no text under {mode}", span, "say what it is about")
    return Term(
        text=text,
        mode=cast(Any, mode),
        quantities=tuple((key, given[key]) for key in DIMENSION_KEYS if key in given),
        place=given.get("place", ""),
        performer=given.get("performer"),
        demand=given.get("demand"),
        note=given.get("note", ""),
    )


def _read_quantity(intake: Intake, node: Node, key: str) -> QuantitySpec:
    text = read_text(intake, node, key)
    try:
        found = parse_quantity(text)
    except QuantityError as error:
        hint = error.hint
        if _BARE_NUMBER.fullmatch(text):
            hint = f"say of what, as in {key}: {text.strip()} {_UNITS[key]}"
        raise intake.error("bad-quantity", f"{key}: {error}", node.span, hint) from None
    if not fits_key(key, found):
        message = f'{key} cannot be "{show(text, 40)}": that is a {found.dimension}, counted in {show(found.unit)}'
        hint = f"write a {KEY_DIMENSIONS[key]} here, or use the key quantity"
        raise intake.error("bad-quantity", message, node.span, hint)
    if found.reversed:
        message = f'{key}: the range "{show(text, 40)}" is written backwards'
        intake.warn("reversed-range", message, node.span, "put the smaller end first")
    return found


def read_roles(intake: Intake, node: Node, field: Field) -> tuple[RoleOf, ...]:
    """A map from roles to the parties that have them."""
    found, refused = [], None
    for key, value in entries(intake, node, field.name):
        try:
            if key.value not in ROLES:
                hint = intake.suggest(key.value, ROLES) or f"the roles are {', '.join(ROLES)}"
                raise intake.error("unknown-value", f'there is no role "{show(key.value)}"', key.span, hint)
            found.append(RoleOf(role=cast(Role, key.value), parties=read_ids(intake, value, field)))
        except Refused as error:
            refused = error
    if refused is not None:
        raise refused
    return tuple(found)


def read_speaks_for(intake: Intake, node: Node, field: Field) -> tuple[SpeaksFor, ...]:
    """A party, a map with an office, or a list of these."""
    return tuple(read_all(intake, node, field.name, lambda intake, item: _read_office(intake, item, field)))


def _read_office(intake: Intake, node: Node, field: Field) -> SpeaksFor:
    if not isinstance(node, MapNode):
        return SpeaksFor(party=read_id(intake, node, field))
    fields = BY_NAME["speaks_for"]
    given: dict[str, Any] = {}
    refused = None
    for key, value in node.entries:
        try:
            if key.value not in fields:
                raise unknown_key(intake, key, tuple(fields), "speaks_for")
            given[key.value] = _read_office_part(intake, value, fields[key.value])
        except Refused as error:
            refused = error
    if refused is not None:
        raise refused
    if "party" not in given:
        raise intake.error("missing-key", "speaks_for does not say for which party", node.span, "add party: id")
    if given.get("since") and given.get("until") and given["since"] > given["until"]:
        message = "the office ends before it begins"
        raise intake.error("bad-date", message, node.span, "put the earlier day under since")
    return SpeaksFor(**given)


def _read_office_part(intake: Intake, node: Node, field: Field) -> Any:
    if field.type == "id":
        return read_id(intake, node, field)
    if field.type == "day":
        return read_day(intake, node, field.name)
    return read_text(intake, node, field.name)
