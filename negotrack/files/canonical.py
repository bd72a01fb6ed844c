"""The canonical order of keys, by where in a file a map stands.

Owns: which map of a file is which part of the vocabulary. Must not know: comments, layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from attrs import frozen

from negotrack.files.comments import Branch, Entry
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.files.vocabulary import BY_NAME, SECTIONS, VERBS, FieldType

T = TypeVar("T")
Part = str
"""A part of the vocabulary, or one of: scenario, file, section <key>, reports, any."""

_ANY: Final = "any"
_PARTS: Final[dict[FieldType, Part]] = {
    "terms": "term", "speaks_for": "speaks_for", "statements": "statement", "reports": "report",
}  # fmt: skip
_SECTION: Final = "section "
_LAST: Final = 1_000


@frozen(kw_only=True)
class Order:
    """The order of a file whose root is one part."""

    part: Part

    def arrange(self, root: Branch) -> None:
        """Put the entries of every map of a page in order."""
        _arrange(root, self.part)

    def tree(self, root: Node) -> object:
        """A tree in order, as plain values that can be compared."""
        return _tree(root, self.part)


SCENARIO: Final = Order(part="top")
REPORTS: Final = Order(part="report")


def order_for(root: Node) -> Order:
    """The order for a file, by what its root looks like."""
    if isinstance(root, ListNode) or (isinstance(root, MapNode) and root.get("outlet") is not None):
        return REPORTS
    return SCENARIO


def _arrange(branch: Branch, part: Part) -> None:
    if branch.is_map:
        branch.entries = _sorted(branch.entries, part, _name_of)
    for entry in branch.entries:
        if isinstance(entry.value, Branch):
            _arrange(entry.value, _inner(part, _name_of(entry)) if branch.is_map else part)


def _name_of(entry: Entry) -> str:
    return entry.key.value if entry.key is not None else ""


def _tree(node: Node, part: Part) -> object:
    match node:
        case TextNode(value=value, null=null):
            return value, null
        case ListNode(items=items):
            return [_tree(item, part) for item in items]
        case MapNode(entries=entries):
            ordered = _sorted(entries, part, lambda entry: entry[0].value)
            return {"": [(key.value, _tree(value, _inner(part, key.value))) for key, value in ordered]}


def _sorted(entries: Iterable[T], part: Part, name_of: Callable[[T], str]) -> list[T]:
    """Known keys as the vocabulary has them, the others after them as written; ids stay as written."""
    fields = BY_NAME.get(part)
    if fields is None:
        return list(entries)
    places = {name: place for place, name in enumerate(fields)}
    verbs = VERBS if part == "statement" else ()
    return sorted(entries, key=lambda e: -1 if name_of(e) in verbs else places.get(name_of(e), _LAST))


def _inner(part: Part, key: str) -> Part:
    """Which part the value under a key of a part is."""
    if part.startswith(_SECTION):
        return part.removeprefix(_SECTION)
    if part == "top" and key in _SECTIONS:
        return _SECTION + key
    field = BY_NAME.get(part, {}).get(key)
    return _PARTS.get(field.type, _ANY) if field is not None else _ANY


_SECTIONS: Final = frozenset(section.key for section in SECTIONS)
