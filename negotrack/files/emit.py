"""Canonical YAML text for nodes and plain values, which the strict profile reads back as they were.

Owns: when a text needs quotes; the layout: two spaces, lists indented under their key, `|` for several lines.
Must not know: what any key means, which order keys should have, comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias, Union

from attrs import frozen

from negotrack.files.tree import MAX_DEPTH, ListNode, MapNode, TextNode
from negotrack.model.unseen import HIDING
from negotrack.problems import UsageError


class Flow:
    """A value to be written on one line, as `{a: b}` or `[a, b]`; as a block where that is impossible.

    No class of attrs, so that msgspec asks what to make of it.
    """

    __slots__ = ("value",)

    def __init__(self, value: Plain) -> None:
        self.value = value

    def __repr__(self) -> str:
        return f"Flow({self.value!r})"


Plain: TypeAlias = Union[  # noqa: UP007 - a class above refers to it by name
    str, TextNode, ListNode, MapNode, Flow, Mapping[str, "Plain"], Sequence["Plain"], None
]
"""What can be written. None is a value left empty; every other scalar is text."""

_Value: TypeAlias = Union[str, "_Flow", dict[str, "_Value"], list["_Value"], None]


@frozen
class _Flow:
    """A list or map that does fit on one line."""

    value: _Value


_PLAIN: Final = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\x00-\x1f]*|-(?=[^-\s])[^\x00-\x1f]*")
_NOT_PLAIN: Final = re.compile(r":\s|:$|\s#|\s$|^\.\.\.|^=|^<<$")
_NOT_IN_FLOW: Final = re.compile(r"[,\[\]{}?]|:(?![\w/.-])")
# Wider than what YAML calls unprintable: no line break but LF, no controls, no invisible marks of order.
_ESCAPED: Final = re.compile(f'[\x00-\x1f\x7f-\x9f\\\\"\ufffe\uffff]|{HIDING}')
_UNWRITABLE: Final = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|{HIDING}")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SHORT: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", "\x1b": "\\e"}
_LONGEST_KEY: Final = 1000  # what is longer is not seen as a key unless it is marked with "? "


def format_scalar(text: str, *, in_flow: bool = False) -> str:
    """The one-line YAML spelling of a text: plain where it reads back the same, else in quotes.

    Raises UsageError for text that no UTF-8 file can hold (half a surrogate pair).
    """
    if _SURROGATE.search(text):
        raise UsageError("text with half a surrogate pair cannot be written")
    if _is_plain(text, in_flow):
        return text
    if ('"' in text or "\\" in text) and "'" not in text and not _UNWRITABLE.search(text) and _one_line(text):
        return f"'{text}'"
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def format_node(value: Plain, indent: int = 0) -> str:
    """The canonical block of a value, each line indented by `indent` spaces and ended by a line feed.

    Raises UsageError for values deeper than the profile reads.
    """
    resolved = _resolve(value, 0)
    lines = _lines(resolved) if _is_block(resolved) else [_inline(resolved)]
    pad = " " * indent
    return "".join(f"{pad}{line}\n" if line else "\n" for line in lines)


def _is_plain(text: str, in_flow: bool) -> bool:
    if not _PLAIN.fullmatch(text) or _NOT_PLAIN.search(text) or _UNWRITABLE.search(text):
        return False
    return not (in_flow and _NOT_IN_FLOW.search(text))


def _one_line(text: str) -> bool:
    return "\n" not in text and "\t" not in text


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    code = ord(char)
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return _SHORT.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _resolve(value: Plain, depth: int) -> _Value:
    """A value without nodes, and with Flow only around what fits on one line."""
    match value:
        case None | str():
            return value
        case TextNode():
            return None if value.null else value.value
        case Flow():
            inner = _resolve(value.value, depth)
            return _Flow(inner) if isinstance(inner, dict | list) and _fits_flow(inner) else inner
        case MapNode():
            return _resolve_map(((key.value, item) for key, item in value.entries), depth)
        case ListNode():
            return _resolve_list(value.items, depth)
        case Mapping():
            return _resolve_map(value.items(), depth)
        case _:
            return _resolve_list(value, depth)


def _resolve_map(items: Iterable[tuple[str, Plain]], depth: int) -> _Value:
    _check_depth(depth)
    return {key: _resolve(item, depth + 1) for key, item in items}


def _resolve_list(items: Iterable[Plain], depth: int) -> _Value:
    _check_depth(depth)
    return [_resolve(item, depth + 1) for item in items]


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise UsageError(f"more than {MAX_DEPTH} lists and maps inside each other cannot be written")


def _fits_flow(value: _Value) -> bool:
    """A list on one line cannot hold an empty value, and a key there must be short."""
    match value:
        case dict():
            return all(_is_short(key) and (item is None or _fits_flow(item)) for key, item in value.items())
        case list():
            return all(_fits_flow(item) for item in value)
        case _:
            return value is not None


def _is_short(key: str) -> bool:
    return len(format_scalar(key, in_flow=True)) <= _LONGEST_KEY


def _is_block(value: _Value) -> bool:
    """Whether a value takes lines of its own below its key."""
    return isinstance(value, dict | list) and bool(value)


def _lines(value: _Value) -> Iterator[str]:
    """The lines of a block, not indented."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _entry(key, item)
    elif isinstance(value, list):
        for item in value:
            yield from _item(item)


def _entry(key: str, value: _Value) -> Iterator[str]:
    spelled = format_scalar(key)
    if len(spelled) <= _LONGEST_KEY:
        yield from _headed(f"{spelled}:", value)
    else:
        yield f"? {spelled}"
        yield from _headed(":", value)


def _item(value: _Value) -> Iterator[str]:
    if not (isinstance(value, dict) and value):
        yield from _headed("-", value)
        return
    start = "- "
    for line in _lines(value):
        yield f"{start}{line}" if line else ""
        start = "  "


def _headed(head: str, value: _Value) -> Iterator[str]:
    """A key or a dash with its value: on the line, as a `|` text, or as a block below."""
    if value is None:
        yield head
    elif _is_block(value):
        yield head
        yield from _deeper(_lines(value))
    elif isinstance(value, str) and (marker := _block_marker(value)):
        yield f"{head} {marker}"
        yield from _deeper(_block_lines(value))
    else:
        yield f"{head} {_inline(value)}"


def _deeper(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _block_marker(text: str) -> str:
    """How a text of several lines begins as a `|` block, or nothing when it must be quoted."""
    body = text.rstrip("\n")
    if "\n" not in text or not body or body[0].isspace():
        return ""
    if _UNWRITABLE.search(text) or _SURROGATE.search(text):
        return ""
    if any(line[-1:].isspace() for line in body.split("\n")):
        return ""  # trailing blanks are invisible in a block, and editors strip them
    return {0: "|-", 1: "|"}.get(len(text) - len(body), "|+")


def _block_lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _inline(value: _Value, *, in_flow: bool = False) -> str:
    """A value on one line."""
    match value:
        case None:
            return ""
        case str():
            return format_scalar(value, in_flow=in_flow)
        case _Flow():
            return _inline(value.value)
        case dict():
            return "{" + ", ".join(_pair(key, item) for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(_inline(item, in_flow=True) for item in value) + "]"


def _pair(key: str, value: _Value) -> str:
    return f"{format_scalar(key, in_flow=True)}: {_inline(value, in_flow=True)}"
