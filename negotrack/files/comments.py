"""Comments and blank lines of a YAML text, and the entries of its tree that they belong to.

The tree tells where every text is, so whatever else follows a `#` is a comment. One that stands behind an entry
belongs to it; one on lines of its own to the entry that follows, or, when it is indented deeper, to the end of
the block above.
Owns: finding comments, attaching them. Must not know: which order entries should have, how they are written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from attrs import Factory, define, frozen

from negotrack.files.tree import MapNode, Node, TextNode, text_at

Place: TypeAlias = tuple[int, int]
_HASH: Final = re.compile(r"(?:^|(?<=[ \t]))#")
_FAR: Final = 1_000_000
BLANK: Final = ""
"""Stands among comments for blank lines."""


@define(kw_only=True, eq=False)
class Scalar:
    """A text as a leaf; `style` is how it began: plain, a quote, or a block indicator."""

    node: TextNode
    style: Literal["plain", "quoted", "|", ">"]


@define(kw_only=True, eq=False)
class Branch:
    """A list or map with what is written in it; `tail` are the comments behind the last entry."""

    is_map: bool
    flow: bool
    column: int
    end: Place
    entries: list[Entry] = Factory(list)
    tail: list[str] = Factory(list)

    @property
    def commented(self) -> bool:
        """Whether a comment stands anywhere in it."""
        return bool(self.tail) or any(entry.commented for entry in self.entries)


@define(kw_only=True, eq=False)
class Entry:
    """An entry of a map or an item of a list: comment lines before it, its comment, its value."""

    start: Place
    parent: Branch
    key: TextNode | None
    value: Scalar | Branch
    end: Place
    before: list[str] = Factory(list)
    after: str = ""
    owner: Entry | None = None

    @property
    def commented(self) -> bool:
        """Whether a comment stands at it or in it."""
        inner = self.value.commented if isinstance(self.value, Branch) else False
        return bool(self.after) or any(self.before) or inner


@frozen(kw_only=True)
class Comment:
    """A comment with its place; `alone` when nothing else stands on its line."""

    place: Place
    text: str
    alone: bool


@define(kw_only=True, eq=False)
class Page:
    """A text as a tree of entries with their comments; `head` stands before everything."""

    root: Branch | Scalar
    head: list[str]
    comments: tuple[Comment, ...]


def read_page(text: str, root: Node) -> Page:
    """The entries of a text that the strict profile has read without errors, comments attached."""
    lines = text.split("\n")
    builder = _Builder(lines=lines)
    page = Page(root=builder.value(root, None), head=[], comments=tuple(_comments(lines, builder.texts)))
    _Attaching(lines=lines, page=page, entries=builder.entries).run()
    return page


@define(kw_only=True, eq=False)
class _Builder:
    """Turns nodes into entries; `entries` and `texts` collect them in the order of the text."""

    lines: list[str]
    entries: list[Entry] = Factory(list)
    texts: list[TextNode] = Factory(list)

    def value(self, node: Node, owner: Entry | None) -> Scalar | Branch:
        start, end = (node.span.line, node.span.column), (node.span.end_line, node.span.end_column)
        if isinstance(node, TextNode):
            self.texts.append(node)
            first = self.lines[start[0] - 1][start[1] - 1 : start[1]]
            style: Literal["plain", "quoted", "|", ">"] = "quoted" if node.quoted else "plain"
            if node.quoted and first in ("|", ">"):
                style = "|" if first == "|" else ">"
            return Scalar(node=node, style=style)
        opened = self.lines[start[0] - 1][start[1] - 1 : start[1]]
        is_map = isinstance(node, MapNode)
        branch = Branch(is_map=is_map, flow=opened == ("{" if is_map else "["), column=start[1], end=end)
        pairs = node.entries if isinstance(node, MapNode) else [(None, item) for item in node.items]
        for key, item in pairs:
            branch.entries.append(self._entry(branch, key, item, owner))
        return branch

    def _entry(self, branch: Branch, key: TextNode | None, item: Node, owner: Entry | None) -> Entry:
        start = (item.span.line, item.span.column) if key is None else (key.span.line, key.span.column)
        if key is None and not branch.flow:
            start = self._dash(start, branch.column)
        placeholder = Scalar(node=text_at(item.span, ""), style="plain")
        end = (item.span.end_line, item.span.end_column)
        entry = Entry(start=start, parent=branch, key=key, value=placeholder, end=end, owner=owner)
        self.entries.append(entry)
        if key is not None:
            self.texts.append(key)
        entry.value = self.value(item, entry)
        return entry

    def _dash(self, start: Place, column: int) -> Place:
        """The place of the dash of an item: on its line or, when the item begins below it, above."""
        line = start[0]
        while line > 1 and not (self.lines[line - 1][column - 1 : column] == "-" and column < start[1]):
            line, start = line - 1, (line - 1, _FAR)
        return line, column


def _comments(lines: list[str], texts: list[TextNode]) -> Iterator[Comment]:
    """Every comment: what begins with # after a blank, outside every text."""
    masks: dict[int, list[tuple[int, int]]] = {}
    for node in texts:
        span = node.span
        block = node.quoted and lines[span.line - 1][span.column - 1 : span.column] in ("|", ">")
        for number in range(span.line + block, span.end_line + 1):
            first = span.column if number == span.line else 1
            last = span.end_column if number == span.end_line else _FAR
            masks.setdefault(number, []).append((first, last))
    for number, line in enumerate(lines, start=1):
        column = _column(line, masks.get(number, []))
        if column:
            text = line[column - 1 :].rstrip()
            yield Comment(place=(number, column), text=text, alone=not line[: column - 1].strip())


def _column(line: str, hidden: list[tuple[int, int]]) -> int:
    """Where the comment of a line begins, 0 without one; `hidden` are the columns that texts take."""
    for found in _HASH.finditer(line):
        column = found.start() + 1
        if not any(first <= column < last for first, last in hidden):
            return column
    return 0


@define(kw_only=True, eq=False)
class _Attaching:
    """Gives every comment to an entry, the end of a block, or the head of the page."""

    lines: list[str]
    page: Page
    entries: list[Entry]

    def run(self) -> None:
        """Attach every comment in order, then mark where entries stand apart."""
        starts = [entry.start for entry in self.entries]
        for comment in self.page.comments:
            place = bisect_left(starts, comment.place)
            last = self.entries[place - 1] if place else None
            following = self.entries[place] if place < len(self.entries) else None
            if comment.alone:
                self._alone(comment, last, following)
            else:
                self._behind(comment, last)
        for entry in self.entries:
            gap = self._gap_above(entry.start[0])
            if gap:
                entry.before.append(BLANK)

    def _behind(self, comment: Comment, last: Entry | None) -> None:
        """On the line of an entry: of the innermost one that is not within brackets closed before."""
        while last is not None and last.parent.flow and last.parent.end <= comment.place:
            last = last.owner
        if last is None:
            self.page.head.append(comment.text)
        elif last.after:
            last.before.append(comment.text)
        else:
            last.after = comment.text

    def _alone(self, comment: Comment, last: Entry | None, following: Entry | None) -> None:
        target = self._target(comment, last, following)
        if self._gap_above(comment.place[0]):
            target.append(BLANK)
        target.append(comment.text)

    def _target(self, comment: Comment, last: Entry | None, following: Entry | None) -> list[str]:
        """The lines that a comment on its own belongs to."""
        column = comment.place[1]
        if last is not None and isinstance(last.value, Scalar) and comment.place < last.end:
            return last.before  # between a key and its text
        inside = following is not None and following.parent.flow and comment.place < following.parent.end
        if following is not None and (inside or column <= following.start[1]):
            return following.before
        while last is not None:
            branch = last.parent
            within = branch.flow and comment.place < branch.end
            if (within or not branch.flow) and (within or branch.column <= column):
                if following is not None and following.parent is branch:
                    return following.before
                return branch.tail
            last = last.owner
        if following is not None:
            return following.before
        return self.page.root.tail if isinstance(self.page.root, Branch) else self.page.head

    def _gap_above(self, line: int) -> bool:
        return line > 1 and not self.lines[line - 2].strip()
