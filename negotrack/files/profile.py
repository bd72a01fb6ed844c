"""The strict YAML profile: every scalar stays text, every node knows its place, nothing is expanded.

Owns: which of YAML's features a log may use, and the one iterative pass over PyYAML's events.
Must not know: what any key means; comments are kept by whoever formats, not here.

Refused: duplicate, empty and non-text keys, anchors, aliases, tags, directives, second documents, depth over
32, and a key without a colon inside `{}` (usually the rest of a text after its comma).

A ` #` ends text without quotes, in YAML as here. Whether that was meant is read from the spelling: a hash
with a space after it, or two or more spaces before it, begins a comment (`key: value   # why`) and passes in
silence; exactly one space before and none after (`Room #5 of the palace`) is warned of as `text-cut`. When
what follows then cannot be read, that cut is the error. A line that looks like a list item but continues the
text above it (`- two` indented deeper than `- one`) is warned of as `text-joined`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import yaml
from attrs import define, field

from negotrack.files.builder import TreeBuilder, show
from negotrack.files.decode import BOM, check_characters
from negotrack.files.slips import SyntaxFault, explain_syntax
from negotrack.files.tree import MAX_TEXT, ListNode, MapNode, Node, Placed, TextNode
from negotrack.problems import Problem, Span

FAST_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where PyYAML was built with it; elsewhere the pure Python parser: slower, stricter about tabs."""

_PARSER_LIMIT: Final = "maximum nesting depth"
"""What libyaml says from 0.2.6 on when brackets are nested more than a thousand deep."""

_CUT: Final = re.compile(r" (#[^\s#][^\n]*)")
_JOINED: Final = re.compile(r"\n[ ]*(-(?:[ ]+\S|\w)[^\n]{0,30})")
_COLON: Final = re.compile(r"\s*:")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WIDE_ESCAPE: Final = re.compile(r"\\(?:U(?!000[0-9a-fA-F]|0010)|u[dD][89a-fA-F]|U0000[dD][89a-fA-F])")
_DIRECTIVE: Final = re.compile(r"^%", re.MULTILINE)


def parse_profile(name: str, text: str, *, loader: Any = FAST_LOADER) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML text and its problems in the order of the text.

    The tree is None when the text could not be read to its end. Otherwise what was refused (a duplicate key,
    an alias) is left out of it, so that one fault gives one problem. Never raises, whatever the text.
    """
    text = text.removeprefix(BOM)
    if len(text) > MAX_TEXT:
        message = f"{len(text)} characters; the limit is {MAX_TEXT}"
        return None, [Problem(code="too-large", message=message, span=Span(file=name), hint="split the file")]
    if problems := check_characters(name, text):
        return None, problems
    reader = _Reader(name=name, text=text)
    reader.read(loader)
    if reader.beyond_parser:
        reader = _Reader(name=name, text=text)
        reader.read(yaml.BaseLoader)
    problems = sorted(reader.tree.problems, key=lambda problem: (problem.span.line, problem.span.column))
    return reader.tree.root, problems


@define(kw_only=True, eq=False)
class _Reader:
    """One pass over the events of one text.

    `beyond_parser` says that libyaml gave up at its own limit on depth: it reads brackets ahead of the events, so
    that it may do so before our limit is reached. The Python parser looks ahead by a line at most.
    """

    name: str
    text: str
    tree: TreeBuilder = field(factory=TreeBuilder)
    documents: int = 0
    ended: bool = False
    first_document: Span | None = None
    hashes: bool = False
    """Whether there is anything that may cut a text off."""
    scalar: Any = None
    """The text read last, if nothing was closed after it."""
    last: Any = None
    """The event read last."""
    cut: Span | None = None
    beyond_parser: bool = False

    def read(self, loader: Any) -> None:
        """Feed every event to the tree, up to the first syntax error, limit or second document."""
        self.hashes = " #" in self.text
        try:
            self._take_all(loader(self.text))
        except yaml.MarkedYAMLError as error:
            self.beyond_parser = _PARSER_LIMIT in str(error.problem)
            self._syntax(error)
        except (yaml.YAMLError, ValueError, OverflowError):  # the Python parser, on escapes beyond Unicode
            self._bad_escape()
        else:
            self._check_empty()

    def _check_empty(self) -> None:
        root = self.tree.root
        if self.tree.problems:
            return
        if self.documents == 0 or (isinstance(root, TextNode) and root.null):
            message = "the file holds nothing but comments"
            self.tree.stop(Problem(code="empty-file", message=message, span=Span(file=self.name)))

    def _take_all(self, parser: Any) -> None:
        tree = self.tree
        takes: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceStartEvent: self._start,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: _nothing,
            yaml.StreamStartEvent: _nothing,
            yaml.StreamEndEvent: self._done,
        }
        try:
            while not (tree.stopped or self.ended):
                event = parser.get_event()
                takes[type(event)](event)
                self.last = event
        finally:
            parser.dispose()

    def _start(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        kind = MapNode if type(event) is yaml.MappingStartEvent else ListNode
        self.tree.open(kind(self.name, event.start_mark, event.end_mark), flow=bool(event.flow_style))

    def _end(self, event: Any) -> None:
        self.scalar = None
        self.tree.close(event.end_mark if self.tree.stack[-1].flow else None)

    def _alias(self, event: Any) -> None:
        message = f'aliases ("*{show(str(event.anchor))}") are not allowed'
        self._report("yaml-anchor", message, self._span(event), "write the value out, or use quotes")
        self.tree.skip(self._place(event))

    def _done(self, event: Any) -> None:
        self.ended = True

    @property
    def _last_index(self) -> int:
        return self.last.end_mark.index if self.last is not None else 0

    def _document(self, event: Any) -> None:
        span = self._span(event)
        self.documents += 1
        if self.documents > 1:
            message = "a second document begins here; a file holds one"
            related = (("the first one", self.first_document or span),)
            problem = Problem(code="yaml-second-document", message=message, span=span, related=related)
            self.tree.report(problem)
            self.ended = True
            return
        self.first_document = span
        found = _DIRECTIVE.search(self.text, 0, event.end_mark.index)
        if found:
            line = self.text.count("\n", 0, found.start()) + 1
            place = Span(file=self.name, line=line, column=1, end_line=line, end_column=2)
            self._report("yaml-directive", 'directive lines ("%") are not allowed', place, "delete the line")

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        value: str = event.value
        start, end = event.start_mark, event.end_mark
        plain = not event.style
        self.scalar = event
        if not plain and not value.isascii() and _SURROGATE.search(value):
            self._bad_escape()  # only the Python parser lets one through
            return
        node = TextNode(self.name, start, end, value, not plain, plain and not value)
        if plain:
            if self.hashes and not self.tree.at_key:
                self._check_cut(value, end)
            if start.line != end.line:
                self._check_joined(node.span, self.text[start.index : end.index])
            if not value and (key := self._key_alone()) is not None:
                node.start, node.end = key.start, key.end
        self.tree.text(node)

    def _check_cut(self, value: str, end: Any) -> None:
        found = _CUT.match(self.text, end.index)
        if not found:
            return
        comment = show(found[1].rstrip(), 30)
        what = f'text ends before " {comment}"' if value else f'no text is left before " {comment}"'
        self.cut = _point(self.name, end.line + 1, end.column + 2)
        hint = "put the whole text in quotes; if it is a comment, write a space after the #"
        self._report("text-cut", f"{what}, which is read as a comment", self.cut, hint, warning=True)

    def _check_joined(self, span: Span, source: str) -> None:
        found = _JOINED.search(source)
        if found:
            line = span.line + source.count("\n", 0, found.start()) + 1
            column = found.start(1) - found.start()
            message = f'"{show(found[1].strip(), 20)}" is read as part of the text above, not as a list item'
            hint = 'align "- " with the item above, with a space after the dash; or put the text in quotes'
            place = _point(self.name, line, column)
            self._report("text-joined", message, place, hint, warning=True)

    def _key_alone(self) -> TextNode | None:
        """Report a key in braces with no colon behind it, for which the parser makes up an empty value.

        That value stands where the key does, so that nothing more is said of either.
        """
        parent = self.tree.stack[-1] if self.tree.stack else None
        if self.tree.at_key or parent is None or not parent.flow or parent.key is None:
            return None
        key = parent.key
        if _COLON.match(self.text, self.last.end_mark.index):
            return None
        message = f'"{show(key.value)}" stands in braces without a colon and a value'
        hint = "if it belongs to the text before the comma, put that whole text in quotes"
        if ":" in key.value:
            hint = "a colon needs a space after it"
        self._report("key-without-value", message, key.span, hint)
        return key

    def _decorated(self, event: Any) -> None:
        """Report an anchor or a tag on a node; the node itself is kept."""
        hint = "put the text in quotes, or delete it"
        if event.anchor is not None:
            message = f'anchors ("&{show(str(event.anchor))}") are not allowed'
            self._report("yaml-anchor", message, self._span(event), hint)
        if event.tag is not None:
            shown = show(str(event.tag).replace("tag:yaml.org,2002:", "!!"))
            self._report("yaml-tag", f'tags ("{shown}") are not allowed', self._span(event), hint)

    @property
    def _quote(self) -> tuple[int, int] | None:
        """From where to where the text read last was in quotes."""
        scalar = self.scalar
        if scalar is None or scalar.style not in ("'", '"'):
            return None
        return scalar.start_mark.index, scalar.end_mark.index

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        problem, context = error.problem_mark, error.context_mark
        at = problem.index if problem else self._last_index
        start = context.index if context else at
        self._failed(str(error.problem), str(error.context), at, start)

    def _bad_escape(self) -> None:
        found = _WIDE_ESCAPE.search(self.text, self._last_index)
        at = found.start() if found else self._last_index
        self._failed("escape", "quoted scalar", at, at)

    def _failed(self, problem: str, context: str, at: int, start: int) -> None:
        """Explain a syntax error; a cut that explains it turns from a warning into the error."""
        fault = SyntaxFault(
            name=self.name,
            text=self.text,
            problem=problem,
            context=context,
            at=at,
            start=start,
            quote=self._quote,
            cut=self._cut_before(at),
        )
        explained = explain_syntax(fault)
        same = (explained.code, explained.span)
        self.tree.problems = [p for p in self.tree.problems if (p.code, p.span) != same]
        self.tree.stop(explained)

    def _cut_before(self, at: int) -> Span | None:
        """The cut that explains an error here: in a bracket still open, or continued a line below."""
        if self.cut is None:
            return None
        top = self.tree.stack[-1] if self.tree.stack else None
        opened = top.node.span if top and top.flow else None
        if opened and (self.cut.line, self.cut.column) > (opened.line, opened.column):
            return self.cut
        lines = self.text[:at].split("\n")[-2:] if self.text.count("\n", 0, at) == self.cut.line else []
        deeper = len(lines) == 2 and not lines[1].strip() and len(lines[1]) > _indent(lines[0])
        return self.cut if deeper else None

    def _report(self, code: str, message: str, span: Span, hint: str = "", *, warning: bool = False) -> None:
        severity: Any = "warning" if warning else "error"
        self.tree.report(Problem(code=code, message=message, span=span, hint=hint, severity=severity))

    def _place(self, event: Any) -> Placed:
        return Placed(self.name, event.start_mark, event.end_mark)

    def _span(self, event: Any) -> Span:
        return self._place(event).span


def _nothing(_: Any) -> None:
    """Take what says nothing."""


def _point(name: str, line: int, column: int) -> Span:
    return Span(file=name, line=line, column=column, end_line=line, end_column=column + 1)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
