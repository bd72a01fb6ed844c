"""Nodes into references to states: what a condition follows, what a commitment waits for.

Owns: the notation of `follows` and of antecedents. Must not know: when a reference is satisfied.
"""

from __future__ import annotations

from typing import Literal, cast

from negotrack.files.builder import show
from negotrack.files.followed import BARE_KEY, FOLLOWED
from negotrack.files.intake import Intake, Refused, described, kinds_named
from negotrack.files.parts import unknown_key
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.files.values import items, read_ids, read_text
from negotrack.files.vocabulary import GATING, PARTY, Field
from negotrack.model.subjects import Antecedent, Follow, Gate, Leaf
from negotrack.problems import Span

_OPERATORS = ("all", "any", "not", "at_least")
_BY = Field(name="by", type="ids", refers=PARTY, doc="whose act: all, any, or parties")


def read_follows(intake: Intake, node: Node, field: Field) -> Follow:
    """`{demand: x, response: accepted}`."""
    if not isinstance(node, MapNode):
        message = f"{field.name} is {described(node)}; a map is expected"
        raise intake.error("wrong-type", message, node.span, "write it as {demand: id, fulfilment: met}")
    subject, region, states, by = _reference(intake, node)
    return Follow(subject=subject, region=region, states=states, by=by)


def read_antecedent(intake: Intake, node: Node, field: Field) -> Antecedent:
    """A tree of all, any, not and at_least over subjects; a list is all of it."""
    match node:
        case ListNode():
            return _gate(intake, "all", node, field)
        case MapNode() if any(key.value in _OPERATORS for key, _ in node.entries):
            return _operator(intake, node, field)
        case MapNode():
            subject, region, states, by = _reference(intake, node)
            return Leaf(subject=subject, region=region, states=states, by=by)
        case TextNode():
            subject = intake.check_id(read_text(intake, node, field.name), GATING, node)
            return bare_leaf(subject, intake.subject_kinds[subject])


def bare_leaf(subject: str, kind: str) -> Leaf:
    """What naming a subject alone stands for."""
    return Leaf(subject=subject, region=FOLLOWED[kind][BARE_KEY[kind]][0])


def _operator(intake: Intake, node: MapNode, field: Field) -> Gate:
    found = [key for key, _ in node.entries if key.value in _OPERATORS]
    if len(found) > 1:
        message = f"{found[0].value} and {found[1].value} stand side by side; one operator is expected"
        raise intake.error("wrong-type", message, found[1].span, "put one inside the other")
    op = found[0].value
    allowed = ("at_least", "of") if op == "at_least" else (op,)
    for key, _ in node.entries:
        if key.value not in allowed:
            raise unknown_key(intake, key, allowed, f'an antecedent with "{op}"')
    if op == "at_least":
        return _at_least(intake, node, field)
    value = node.get(op)
    assert value is not None
    return _gate(intake, cast(Literal["all", "any", "not"], op), value, field)


def _gate(intake: Intake, op: Literal["all", "any", "not"], node: Node, field: Field) -> Gate:
    operands = _operands(intake, node, field)
    if op == "not" and len(operands) != 1:
        hint = "write not: {any: [...]}"
        raise intake.error("wrong-type", f"not has {len(operands)} operands; one is expected", node.span, hint)
    return Gate(op=op, operands=operands)


def _operands(intake: Intake, node: Node, field: Field) -> tuple[Antecedent, ...]:
    found: list[Antecedent] = []
    seen: set[Antecedent] = set()
    refused = None
    for item in items(intake, node, field.name):
        try:
            operand = read_antecedent(intake, item, field)
            if operand in seen:
                what = f'"{operand.subject}"' if isinstance(operand, Leaf) else "the same"
                intake.warn("repeated-id", f"{field.name} names {what} twice", item.span, "take one out")
            found.append(operand)
            seen.add(operand)
        except Refused as error:
            refused = error
    if refused is not None:
        raise refused
    if not found:
        raise intake.error("wrong-type", "an antecedent has an empty list", node.span, "name what it waits for")
    return tuple(found)


def _at_least(intake: Intake, node: MapNode, field: Field) -> Gate:
    listed = node.get("of")
    count = node.get("at_least")
    assert count is not None
    if listed is None:
        raise intake.error("missing-key", "at_least says not of what", node.span, "write at_least: 2 and of: [...]")
    operands = _operands(intake, listed, field)
    text = read_text(intake, count, "at_least")
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= len(operands)):
        message = f'at_least is "{show(text)}"; a number from 1 to {len(operands)} is expected'
        raise intake.error("wrong-type", message, count.span, "it counts those listed under of")
    return Gate(op="at_least", operands=operands, n=int(text))


def _reference(intake: Intake, node: MapNode) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """Subject, region, states and by of a map that names one subject by its kind."""
    named = [(key, value) for key, value in node.entries if key.value in FOLLOWED]
    if len(named) != 1:
        many = f"{named[0][0].value} and {named[1][0].value}" if named else "no subject"
        _explain_unnamed(intake, node)
        message = f"the map names {many}; {kinds_named(GATING)} is expected"
        hint = "write it as {demand: id, fulfilment: met}"
        raise intake.error("missing-key" if not named else "wrong-type", message, node.span, hint)
    key, value = named[0]
    subject = intake.check_id(read_text(intake, value, key.value), (key.value,), value)
    return (subject, *_states(intake, node, key.value))


def _explain_unnamed(intake: Intake, node: MapNode) -> None:
    """A key that is nearly the kind of a subject explains why none is named."""
    words = tuple(FOLLOWED)
    for key, _ in node.entries:
        if intake.suggest(key.value, words) and key.value not in words:
            raise unknown_key(intake, key, words, "a reference")


def _states(intake: Intake, node: MapNode, kind: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    keys = FOLLOWED[kind]
    given: list[tuple[str, Node, Span]] = []
    by: tuple[str, ...] = ()
    for key, value in node.entries:
        if key.value in keys:
            given.append((key.value, value, key.span))
        elif key.value == "by":
            by = _read_by(intake, value)
        elif key.value != kind:
            raise unknown_key(intake, key, (kind, *keys, "by"), f"a reference to {kind}")
    if len(given) > 1:
        message = f"{given[0][0]} and {given[1][0]} stand side by side; one is expected"
        raise intake.error("wrong-type", message, given[1][2], "use all: [...] with one map for each")
    if not given:
        return keys[BARE_KEY[kind]][0], (), by
    name, value, _ = given[0]
    states = tuple(_read_state(intake, v, name, keys[name][1]) for v in items(intake, value, name))
    if not states:
        raise intake.error("wrong-type", f"{name} has an empty list", value.span, "name a state, or take the key out")
    return keys[name][0], states, by


def _read_state(intake: Intake, node: Node, key: str, states: tuple[str, ...]) -> str:
    text = read_text(intake, node, key)
    if text in states:
        return text
    hint = intake.suggest(text, states) or f"write one of {', '.join(states)}"
    message = f'{key} cannot be "{show(text)}"; expected one of {", ".join(states)}'
    raise intake.error("unknown-value", message, node.span, hint)


def _read_by(intake: Intake, node: Node) -> tuple[str, ...]:
    if isinstance(node, TextNode) and node.value in ("all", "any") and not node.null:
        return (node.value,)
    found = read_ids(intake, node, _BY)
    if not found:
        raise intake.error("wrong-type", "by has an empty list", node.span, "name a party, or take the key out")
    return found
