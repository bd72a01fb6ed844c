"""Builds a positioned tree from a stream of openings, texts and closings, without recursion.

Owns: the open collections, duplicate and empty keys, and the limits on depth, number and length.
Must not know: which format the stream comes from.
"""

from __future__ import annotations

from attrs import Factory, define, evolve

from negotrack.files.tree import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_PROBLEMS,
    MAX_SCALAR,
    ListNode,
    MapNode,
    Node,
    TextNode,
)
from negotrack.model.unseen import stand_ins
from negotrack.problems import Problem, Span


@define(kw_only=True, eq=False)
class OpenCollection:
    """A list or map whose end has not been read. `key` is None while a value is to be thrown away."""

    span: Span
    is_map: bool
    flow: bool
    at_key: bool
    key: TextNode | None = None
    items: list[Node] = Factory(list)
    entries: list[tuple[TextNode, Node]] = Factory(list)
    seen: dict[str, Span] = Factory(dict)
    end: Span | None = None

    def node(self, span: Span) -> Node:
        """The finished collection."""
        if self.is_map:
            return MapNode(entries=tuple(self.entries), span=span)
        return ListNode(items=tuple(self.items), span=span)


@define(kw_only=True, eq=False)
class TreeBuilder:
    """Takes a stream in the order of the text; `root` is the result once every collection is closed.

    A value that was refused is left out of the tree together with its key, so that no more is said of it.
    """

    stack: list[OpenCollection] = Factory(list)
    root: Node | None = None
    problems: list[Problem] = Factory(list)
    stopped: bool = False
    count: int = 0

    @property
    def at_key(self) -> bool:
        """Whether the next node is the key of a map."""
        return bool(self.stack) and self.stack[-1].at_key

    def report(self, problem: Problem) -> None:
        """Keep a problem; too many of them end the reading."""
        self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            message = f"more than {MAX_PROBLEMS} problems; the rest of the file was not read"
            self.stop(Problem(code="too-many-problems", message=message, span=problem.span))

    def stop(self, problem: Problem) -> None:
        """Give up on the rest of the text because of a problem."""
        self.problems.append(problem)
        self.stopped = True
        self.root = None

    def open(self, span: Span, *, is_map: bool, flow: bool) -> None:
        """A list or map begins."""
        if len(self.stack) >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} lists and maps inside each other"
            self.stop(Problem(code="too-deep", message=message, span=span))
            return
        if self._count(span):
            if self.at_key:
                message = "a key must be text, not a list or a map"
                hint = "put the key in quotes if it begins with a bracket"
                self.report(Problem(code="complex-key", message=message, span=span, hint=hint))
            self.stack.append(OpenCollection(span=span, is_map=is_map, flow=flow, at_key=is_map))

    def close(self, end: Span | None) -> None:
        """The innermost list or map ends: at `end`, or with what it held last."""
        done = self.stack.pop()
        last = end or done.end or done.span
        span = evolve(done.span, end_line=last.end_line, end_column=last.end_column)
        self._place(done.node(span), span)

    def text(self, node: TextNode) -> None:
        """A text stands here, as key, value or item."""
        if not self._count(node.span):
            return
        if len(node.value) > MAX_SCALAR:
            message = f"a text of {len(node.value)} characters; the limit is {MAX_SCALAR}"
            self.report(Problem(code="text-too-long", message=message, span=node.span))
            self._place(None, node.span)
        else:
            self._place(node, node.span)

    def skip(self, span: Span) -> None:
        """Something that was refused stands here."""
        if self._count(span):
            self._place(None, span)

    def _count(self, span: Span) -> bool:
        self.count += 1
        if self.count > MAX_NODES:
            message = f"more than {MAX_NODES} texts, lists and maps in one file"
            self.stop(Problem(code="too-many-nodes", message=message, span=span, hint="split the file"))
        return not self.stopped

    def _place(self, node: Node | None, span: Span) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.end = span
        if parent.at_key:
            parent.key = self._checked_key(parent, node)
            parent.at_key = False
        elif parent.is_map:
            if node is not None and parent.key is not None:
                parent.entries.append((parent.key, node))
            parent.at_key = True
        elif node is not None:
            parent.items.append(node)

    def _checked_key(self, parent: OpenCollection, node: Node | None) -> TextNode | None:
        if not isinstance(node, TextNode):
            return None
        if not node.value:
            message = "a key is missing before the colon"
            self.report(Problem(code="empty-key", message=message, span=node.span))
            return None
        first = parent.seen.setdefault(node.value, node.span)
        if first is node.span:
            return node
        self.report(
            Problem(
                code="duplicate-key",
                message=f'key "{show(node.value)}" is given twice in one map',
                span=node.span,
                hint="keep one, or make them a list",
                related=(("first given here", first),),
            )
        )
        return None


def show(text: str, limit: int = 60) -> str:
    """Text of a log, short and without controls, for a message."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return stand_ins("".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in short))
