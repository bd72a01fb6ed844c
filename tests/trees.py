"""Trees as plain values, for tests that compare what was written with what was read."""

from __future__ import annotations

from negotrack.files.emit import Flow, Plain
from negotrack.files.tree import ListNode, MapNode, Node, TextNode


def plain_of(node: Node) -> Plain:
    """The maps, lists and texts of a tree; None for what was left empty."""
    match node:
        case TextNode():
            return None if node.null else node.value
        case ListNode():
            return [plain_of(item) for item in node.items]
        case MapNode():
            return {key.value: plain_of(value) for key, value in node.entries}


def unflowed(value: Plain) -> Plain:
    """A plain value without the wish for one line."""
    match value:
        case Flow():
            return unflowed(value.value)
        case dict():
            return {key: unflowed(item) for key, item in value.items()}
        case list():
            return [unflowed(item) for item in value]
        case _:
            return value
