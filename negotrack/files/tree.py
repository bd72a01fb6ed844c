"""What every text format is read into: texts, lists and maps that know their places.

Owns: the three kinds of node, and the limits that every reader keeps.
Must not know: YAML, JSON, or what any field means. Every scalar stays the text that was written.
Spans end one column after the last character.
"""

from __future__ import annotations

from typing import Final, TypeAlias, Union

from attrs import frozen

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


@frozen(kw_only=True, eq=False)
class TextNode:
    """A scalar as written; `null` marks a value left empty, `quoted` one in quotes or a `|` or `>` block."""

    value: str
    span: Span
    quoted: bool = False
    null: bool = False


@frozen(kw_only=True, eq=False)
class ListNode:
    """A list, in order."""

    items: tuple[Node, ...]
    span: Span


@frozen(kw_only=True, eq=False)
class MapNode:
    """A map, its entries in the order of the text; no key occurs twice."""

    entries: tuple[tuple[TextNode, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """The value under a key, or None when the key is absent."""
        for node, value in self.entries:
            if node.value == key:
                return value
        return None


Node: TypeAlias = Union[TextNode, ListNode, MapNode]  # noqa: UP007 - attrs classes above refer to it by name
