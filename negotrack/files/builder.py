"""Builds a positioned tree from a stream of openings, texts and closings, without recursion.

Owns: the open collections, duplicate and empty keys, and the limits on depth, number and length.
Must not know: which format the stream comes from.
"""

from __future__ import annotations

from attrs import Factory, define

from negotrack.files.tree import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_PROBLEMS,
    MAX_SCALAR,
    ListNode,
    MapNode,
    Mark,
    Node,
    Placed,
    TextNode,
)
from negotrack.model.unseen import stand_ins
from negotrack.problems import Problem


@define(eq=False, weakref_slot=False)
class OpenCollection:
    """A list or map whose end has not been read: `node` so far, with the end of what it held last.

    `key` is None while a value is to be thrown away. `dropped` are the keys whose values were refused.
    """

    node: MapNode | ListNode
    is_map: bool
    flow: bool
    at_key: bool
    empty: bool = True
    key: TextNode | None = None
    dropped: dict[str, tuple[TextNode]] | None = None

    def drop(self, key: TextNode | None) -> None:
        """Note a key whose value was refused, so that it is found when it is given again."""
        if key is not None:
            self.dropped = self.dropped or {}
            self.dropped[key.value] = (key,)


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

    def open(self, node: MapNode | ListNode, *, flow: bool) -> None:
        """A list or map begins, in which there is nothing yet and whose end is that of its beginning."""
        stack = self.stack
        if len(stack) >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} lists and maps inside each other"
            self.stop(Problem(code="too-deep", message=message, span=node.span))
        elif self._count(node):
            if stack and stack[-1].at_key:
                message = "a key must be text, not a list or a map"
                hint = "put the key in quotes if it begins with a bracket"
                self.report(Problem(code="complex-key", message=message, span=node.span, hint=hint))
            is_map = type(node) is MapNode
            stack.append(OpenCollection(node, is_map, flow, is_map))

    def close(self, end: Mark | None) -> None:
        """The innermost list or map ends: at `end`, or with what it held last."""
        node = self.stack.pop().node
        if end is not None:
            node.end = end
        self._place(node, node)

    def text(self, node: TextNode) -> None:
        """A text stands here, as key, value or item."""
        if not self._count(node):
            return
        if len(node.value) > MAX_SCALAR:
            message = f"a text of {len(node.value)} characters; the limit is {MAX_SCALAR}"
            self.report(Problem(code="text-too-long", message=message, span=node.span))
            self._place(None, node)
        else:
            self._place(node, node)

    def skip(self, place: Placed) -> None:
        """Something that was refused stands here."""
        if self._count(place):
            self._place(None, place)

    def _count(self, place: Placed) -> bool:
        self.count += 1
        if self.count <= MAX_NODES:
            return not self.stopped
        message = f"more than {MAX_NODES} texts, lists and maps in one file"
        self.stop(Problem(code="too-many-nodes", message=message, span=place.span, hint="split the file"))
        return False

    def _place(self, node: Node | None, place: Placed) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        into = parent.node
        into.end = place.end
        parent.empty = False
        if type(into) is MapNode:
            if parent.at_key:
                parent.key = self._checked_key(parent, into, node)
                parent.at_key = False
                return
            parent.at_key = True
            key = parent.key
            if node is None or key is None:
                parent.drop(key)
            else:
                into.named[key.value] = key, node
        elif type(into) is ListNode and node is not None:
            into.items.append(node)

    def _checked_key(self, parent: OpenCollection, into: MapNode, node: Node | None) -> TextNode | None:
        if type(node) is not TextNode:
            return None
        if not node.value:
            message = "a key is missing before the colon"
            self.report(Problem(code="empty-key", message=message, span=node.span))
            return None
        first = into.named.get(node.value) or (parent.dropped and parent.dropped.get(node.value))
        if not first:
            return node
        self.report(
            Problem(
                code="duplicate-key",
                message=f'key "{show(node.value)}" is given twice in one map',
                span=node.span,
                hint="keep one, or make them a list",
                related=(("first given here", first[0].span),),
            )
        )
        return None


def show(text: str, limit: int = 60) -> str:
    """Text of a log, short and without controls, for a message."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return stand_ins("".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in short))
