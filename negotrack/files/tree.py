"""What every text format is read into: texts, lists and maps that know their places.

Owns: the three kinds of node, and the limits that every reader keeps.
Must not know: YAML, JSON, or what any field means. Every scalar stays the text that was written.
Spans end one column after the last character; they are made only when somebody asks, since hardly any is.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Protocol, TypeAlias, Union

from attrs import Factory, define

from negotrack.problems import Span

MAX_TEXT: Final = 10 * 1024 * 1024
"""Characters (and, undecoded, bytes) in one file."""
MAX_NODES: Final = 1_000_000
"""Texts, lists and maps in one file."""
MAX_DEPTH: Final = 32
"""Lists and maps inside each other."""
MAX_SCALAR: Final = 100_000
"""Characters in one text."""
MAX_PROBLEMS: Final = 1_000
"""Problems after which a reader gives up on a file."""


class Mark(Protocol):
    """A place between two characters: line and column, both counted from 0, as PyYAML counts them."""

    @property
    def line(self) -> int:
        """Lines before it."""
        ...

    @property
    def column(self) -> int:
        """Code points before it in its line."""
        ...


@define(eq=False)
class Point:
    """A mark that is no parser's."""

    line: int
    column: int


# Nodes are made by the hundred thousand, and a frozen class takes twice the time to make. Nobody changes one.


@define(eq=False, weakref_slot=False)
class Placed:
    """What stands in a file from one mark to another."""

    file: str
    start: Mark
    end: Mark

    @property
    def span(self) -> Span:
        """The place."""
        start, end = self.start, self.end
        return Span(
            file=self.file,
            line=start.line + 1,
            column=start.column + 1,
            end_line=end.line + 1,
            end_column=end.column + 1,
        )


@define(eq=False, weakref_slot=False)
class TextNode(Placed):
    """A scalar as written; `null` marks a value left empty, `quoted` one in quotes or a `|` or `>` block."""

    value: str
    quoted: bool = False
    null: bool = False


@define(eq=False, weakref_slot=False)
class ListNode(Placed):
    """A list, in order."""

    items: list[Node] = Factory(list)


@define(eq=False, weakref_slot=False)
class MapNode(Placed):
    """A map, by the texts of its keys and in the order of the file; no key occurs twice."""

    named: dict[str, tuple[TextNode, Node]] = Factory(dict)

    @property
    def entries(self) -> Collection[tuple[TextNode, Node]]:
        """Each key with its value."""
        return self.named.values()

    def get(self, key: str) -> Node | None:
        """The value under a key, or None when the key is absent."""
        entry = self.named.get(key)
        return entry[1] if entry is not None else None


def text_at(span: Span, value: str) -> TextNode:
    """A text that stands for what is at a place."""
    start = Point(span.line - 1, span.column - 1)
    return TextNode(span.file, start, Point(span.end_line - 1, span.end_column - 1), value)


Node: TypeAlias = Union[TextNode, ListNode, MapNode]  # noqa: UP007 - attrs classes above refer to it by name
