"""Nodes into plain values: texts, flags, numbers, choices, ids, dates.

Owns: one reader for each simple type of field. Must not know: which fields there are, what they are for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve

from negotrack.files.builder import show
from negotrack.files.intake import Intake, Refused, described
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.files.vocabulary import Field
from negotrack.model.dates import (
    DateError,
    EventDate,
    ReportDate,
    check_reading,
    parse_event_date,
    parse_report_date,
)
from negotrack.model.unseen import is_ignorable
from negotrack.problems import Span

LONGEST_ID = 200
LAST_LIKELY_YEAR = 2080
PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}")
_NUMBER = re.compile(r"[0-9]{1,9}")
RESERVED = {"anonymous", "unknown", "all", "any"}


def read_text(intake: Intake, node: Node, what: str) -> str:
    """A text, byte for byte as written."""
    if isinstance(node, TextNode) and not node.null:
        return node.value
    if isinstance(node, TextNode):
        message = f"{what} is left empty; a text is expected"
        raise intake.error("wrong-type", message, node.span, "give a value, or take the key out")
    hint = "put the whole text in quotes" if isinstance(node, MapNode) else "give one text"
    raise intake.error("wrong-type", f"{what} is {described(node)}; a text is expected", node.span, hint)


def read_texts(intake: Intake, node: Node, what: str) -> tuple[str, ...]:
    """A list of texts; one text stands for a list of one."""
    return tuple(read_text(intake, item, what) for item in items(intake, node, what))


def items(intake: Intake, node: Node, what: str) -> Sequence[Node]:
    """The items of a list; what is no list is a list of one, but an empty value is none."""
    if isinstance(node, ListNode):
        return node.items
    if isinstance(node, TextNode) and node.null:
        raise intake.error(
            "wrong-type", f"{what} is left empty; a list is expected", node.span, "give a value, or take the key out"
        )
    return (node,)


def read_flag(intake: Intake, node: Node, field: Field) -> bool:
    """true or false."""
    text = read_text(intake, node, field.name)
    if text in ("true", "false"):
        return text == "true"
    message = f'{field.name} is "{show(text)}"; true or false is expected'
    raise intake.error("wrong-type", message, node.span, "write true or false")


def read_number(intake: Intake, node: Node, field: Field) -> int:
    """A whole number within the field's bounds."""
    text = read_text(intake, node, field.name)
    if _NUMBER.fullmatch(text) and field.least <= int(text) <= field.most:
        return int(text)
    expected = f"a whole number from {field.least} to {field.most}"
    message = f'{field.name} is "{show(text)}"; {expected} is expected'
    raise intake.error("wrong-type", message, node.span, f"write {expected}")


def read_choice(intake: Intake, node: Node, field: Field) -> str:
    """One of the field's values."""
    text = read_text(intake, node, field.name)
    if text in field.values:
        return text
    listed = ", ".join(field.values)
    hint = intake.suggest(text, field.values) or f"write one of {listed}"
    message = f'{field.name} cannot be "{show(text)}"; expected one of {listed}'
    raise intake.error("unknown-value", message, node.span, hint)


def read_choices(intake: Intake, node: Node, field: Field) -> tuple[str, ...]:
    """Some of the field's values."""
    return tuple(read_choice(intake, item, field) for item in items(intake, node, field.name))


def read_id(intake: Intake, node: Node, field: Field) -> str:
    """The id of something declared, of one of the field's kinds."""
    if isinstance(node, ListNode) and len(node.items) == 1:
        node = node.items[0]
    if isinstance(node, ListNode):
        message = f"{field.name} is a list; one id is expected"
        raise intake.error("wrong-type", message, node.span, "name one")
    return intake.check_id(read_text(intake, node, field.name), field.refers, node, field.likely)


def read_ids(intake: Intake, node: Node, field: Field) -> tuple[str, ...]:
    """Ids of things declared, of one of the field's kinds; every unknown one is reported."""
    found: dict[str, None] = {}
    refused = None
    for item in items(intake, node, field.name):
        try:
            if isinstance(item, ListNode):
                message = f"{field.name} holds a list in its list; ids are expected"
                raise intake.error("wrong-type", message, item.span, "write one list of ids")
            name = read_id(intake, item, field)
        except Refused as error:
            refused = error
        else:
            if name in found:
                intake.warn("repeated-id", f'{field.name} names "{name}" twice', item.span, "take one out")
            found[name] = None
    if refused is not None:
        raise refused
    return tuple(found)


def read_new_id(intake: Intake, node: Node, what: str) -> str:
    """An id that is given here: letters, digits, hyphens and underscores, of any script."""
    text = read_text(intake, node, what)
    if PLAIN_ID.fullmatch(text) and text not in RESERVED:
        return text
    _check_new_id(intake, text, node.span, what)
    return text


def _check_new_id(intake: Intake, text: str, span: Span, what: str) -> None:
    hidden = [c for c in text if _is_hidden(c)]
    if hidden:
        names = ", ".join(dict.fromkeys(code_point(c) for c in hidden))
        message = f'{what} "{show(text)}" has a character that nobody can see: {names}'
        raise intake.error("invisible-in-id", message, span, "take it out; type the id anew")
    if text in RESERVED:
        message = f'{what} cannot be "{text}": the word has a meaning of its own'
        raise intake.error("bad-id", message, span, "choose another id")
    odd = next((c for c in text if not _in_id(c)), None)
    if odd is not None:
        message = f'{what} "{show(text)}" has {show(repr(odd))}; ids are made of letters, digits, - and _'
        raise intake.error("bad-id", message, span, f"write {_proposed(text)}" if _proposed(text) else "")
    if not text or not text[0].isalnum() or len(text) > LONGEST_ID:
        message = f'{what} "{show(text)}" is no id; an id begins with a letter or digit and has 1 to {LONGEST_ID}'
        raise intake.error("bad-id", message, span, f"write {_proposed(text)}" if _proposed(text) else "")


def _is_hidden(char: str) -> bool:
    unseen = unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cs", "Co") or is_ignorable(char)
    return unseen and char != " "


def _in_id(char: str) -> bool:
    kind = unicodedata.category(char)
    return char in "-_" or ((kind[0] in "LM" or kind == "Nd") and not is_ignorable(char))


def _proposed(text: str) -> str:
    """The text as an id, where something is left of it."""
    return "-".join("".join(c if _in_id(c) else " " for c in text).split()).strip("-_")[:LONGEST_ID].lower()


def code_point(char: str) -> str:
    """A character by number and name: U+200B ZERO WIDTH SPACE."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control' if ord(char) < 0xA0 else '')}".rstrip()


def read_event_date(
    intake: Intake, node: Node, what: str, anchor: date | None = None, *, dated: bool = True, hint: str = ""
) -> EventDate:
    """When something happens, as written, with what the coder should look at again.

    Without `dated` the anchor is made up, and a phrase is not judged by it. `hint` is for what has no digits.
    """
    text = _date_text(intake, node, what)
    try:
        found = parse_event_date(text, anchor=anchor)
    except DateError as error:
        wordy = hint and not any(char.isdigit() for char in text)
        raise intake.error("bad-date", f"{what}: {error}", node.span, hint if wordy else error.hint) from None
    judged = found if dated else evolve(found, anchor=None)
    if found.phrase and (mismatch := check_reading(judged)):
        hint = "correct the reading or the phrase"
        intake.warn("date-phrase-mismatch", f"{what}: {mismatch}", node.span, hint)
    if is_far(found) and (dated or not found.phrase):
        _warn_far(intake, show(text), node.span, what)
    return found


def _date_text(intake: Intake, node: Node, what: str) -> str:
    """The text of a date; `[a, b]` without quotes is read as a list and put together again."""
    if isinstance(node, ListNode) and all(isinstance(item, TextNode) for item in node.items):
        return "[" + ", ".join(item.value for item in node.items if isinstance(item, TextNode)) + "]"
    return read_text(intake, node, what)


def is_far(found: EventDate) -> bool:
    """Whether some day of the date lies beyond what anybody can have meant."""
    end = found.latest or found.earliest
    return end is not None and end.year > LAST_LIKELY_YEAR


def _warn_far(intake: Intake, text: str, span: Span, what: str) -> None:
    message = f"{what} {text} is later than {LAST_LIKELY_YEAR}"
    intake.warn("far-future", message, span, "check the year")


def read_report_date(intake: Intake, node: Node, what: str) -> ReportDate:
    """When something was published: one day, with a time where it is known."""
    text = read_text(intake, node, what)
    try:
        found = parse_report_date(text)
    except DateError as error:
        raise intake.error("bad-date", f"{what}: {error}", node.span, error.hint) from None
    if found.day.year > LAST_LIKELY_YEAR:
        _warn_far(intake, show(text), node.span, what)
    return found


def read_day(intake: Intake, node: Node, what: str) -> date:
    """One exact day."""
    found = read_event_date(intake, node, what)
    if found.earliest is None or not found.is_day:
        message = f'{what} is "{show(found.text)}"; one exact day is expected'
        raise intake.error("bad-date", message, node.span, "write it as 2018-05-31")
    return found.earliest


def entries(intake: Intake, node: Node, what: str) -> Iterator[tuple[TextNode, Node]]:
    """The entries of a map; an empty value has none."""
    if isinstance(node, MapNode):
        yield from node.entries
    elif not (isinstance(node, TextNode) and node.null):
        message = f"{what} is {described(node)}; a map of ids with their fields is expected"
        raise intake.error("wrong-type", message, node.span, f"write {what} as id: {{…}}")
