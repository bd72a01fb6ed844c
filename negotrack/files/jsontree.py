"""One line of a JSON log, read into the same positioned tree as YAML, in one iterative scan.

Owns: JSON's grammar and where a line breaks it.
Must not know: what a line means, or how lines are told apart. Numbers, true and false stay the text written;
null is a value left empty.
"""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import Final

from attrs import define, field

from negotrack.files.builder import TreeBuilder, show
from negotrack.files.tree import MAX_TEXT, ListNode, MapNode, Node, Placed, Point, TextNode
from negotrack.problems import Problem

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_SPACES: Final = frozenset(" \t\r\n")
_WORD: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?!\w)")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SLIP: Final = re.compile(r"[^\s,:\[\]{}\"]{1,40}")
_STRINGS: Final = JSONDecoder()
_CONSTANTS: Final = {"NaN", "Infinity", "-Infinity"}


def parse_json_line(name: str, line_number: int, text: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one line and its problems; None when the line is not whole JSON.

    Columns count code points from 1. Duplicate and empty keys are refused as in YAML. Never raises.
    """
    reader = _Line(name=name, line=line_number, text=text)
    if len(text) > MAX_TEXT:
        reader.fail(0, f"a line of {len(text)} characters; the limit is {MAX_TEXT}", code="too-large")
    else:
        reader.read()
    return reader.tree.root, reader.tree.problems


@define(kw_only=True, eq=False)
class _Line:
    """A scan over one line."""

    name: str
    line: int
    text: str
    at: int = 0
    tree: TreeBuilder = field(factory=TreeBuilder)

    def read(self) -> None:
        """Read one value and nothing after it."""
        self._value()
        while self.tree.stack and not self.tree.stopped:
            self._member()
        self._skip_space()
        if not self.tree.stopped and self.at < len(self.text):
            self.fail(self.at, "text after the end of the JSON value", "one line holds one value")

    def fail(self, at: int, message: str, hint: str = "", code: str = "json-syntax") -> None:
        """Stop at a place in the line."""
        span = Placed(*self._place(at, at + 1)).span
        self.tree.stop(Problem(code=code, message=message, span=span, hint=hint))

    def _place(self, start: int, end: int) -> tuple[str, Point, Point]:
        line = self.line - 1
        return self.name, Point(line, start), Point(line, end)

    def _skip_space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _peek(self) -> str:
        here = self.text[self.at : self.at + 1]
        if here not in _SPACES:
            return here
        self._skip_space()
        return self.text[self.at : self.at + 1]

    def _member(self) -> None:
        """What comes next inside the innermost list or map: its end, or a comma and a member."""
        top = self.tree.stack[-1]
        closing = "}" if top.is_map else "]"
        here = self._peek()
        if here == closing:
            self.at += 1
            self.tree.close(Point(self.line - 1, self.at))
            return
        if not top.empty:
            if here != ",":
                self._missing(f'a comma or "{closing}"')
                return
            self.at += 1
            if self._peek() == closing:
                self.fail(self.at, f'a comma before "{closing}"', "delete the comma")
                return
        self._entry() if top.is_map else self._value()

    def _entry(self) -> None:
        if self._peek() != '"':
            self._missing("a key in double quotes")
            return
        self._string()
        if self.tree.stopped:
            return
        if self._peek() != ":":
            self._missing("a colon")
            return
        self.at += 1
        self._value()

    def _value(self) -> None:
        here = self._peek()
        if here == '"':
            self._string()
        elif here and here in "[{":
            kind = MapNode if here == "{" else ListNode
            self.tree.open(kind(*self._place(self.at, self.at + 1)), flow=True)
            self.at += 1
        elif found := _WORD.match(self.text, self.at):
            self._word(found[0])
        else:
            self._missing("a value")

    def _word(self, word: str) -> None:
        place = self._place(self.at, self.at + len(word))
        self.at += len(word)
        null = word == "null"
        self.tree.text(TextNode(*place, "" if null else word, null=null))

    def _string(self) -> None:
        start = self.at
        try:
            value, end = _STRINGS.raw_decode(self.text, start)
        except JSONDecodeError as error:
            self._bad_string(start, error)
            return
        if not value.isascii() and _SURROGATE.search(value):
            self.fail(start, "a text with half a character (a lone surrogate)")
            return
        self.at = end
        self.tree.text(TextNode(*self._place(start, end), value, quoted=True))

    def _bad_string(self, start: int, error: JSONDecodeError) -> None:
        if error.msg.startswith("Unterminated"):
            self.fail(start, "this quote is never closed; the line may have been cut off")
        elif error.msg.startswith("Invalid control"):
            code = ord(self.text[error.pos])
            message = f"U+{code:04X} cannot stand in a JSON text as it is"
            self.fail(error.pos, message, "write it as an escape")
        else:
            at = self.text.rfind("\\", start, error.pos + 1)
            self.fail(at if at > start else error.pos, "a backslash begins an escape, and this is none")

    def _missing(self, what: str) -> None:
        if self.at >= len(self.text):
            self.fail(self.at, f"the line ends where {what} is expected", "the line may have been cut off")
            return
        found = _SLIP.match(self.text, self.at)
        word = found[0] if found else self.text[self.at]
        hint = ""
        if word in _CONSTANTS:
            hint = "JSON has no such number"
        elif word.startswith("'"):
            hint = "JSON has double quotes only"
        elif word in ("True", "False", "None"):
            hint = "write true, false or null"
        self.fail(self.at, f'{what} is expected, not "{show(word, 20)}"', hint)
