"""What a YAML syntax error most likely comes from, in words for somebody who does not know YAML's grammar.

Owns: the table from what PyYAML says and what stands at the place to a problem at the slip itself.
Must not know: how trees are built. The words of both parsers, C and Python, are matched; none are shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from attrs import field, frozen

from negotrack.files.builder import show
from negotrack.files.decode import place_at
from negotrack.problems import Problem, Span

_QUOTE_HINT: Final = "put the whole text in quotes"
_GLUED: Final = re.compile(r"^\s*(?:- +)*[\w.-]+:(?=[^\s:/])")
_HALF: Final = re.compile(r"(\\u[dD][89abAB][0-9a-fA-F]{2})(\\u[dD][c-fC-F][0-9a-fA-F]{2})?|\\u[dD][c-fC-F]..")
_LONGEST_KEY: Final = 1000  # PyYAML gives up at 1024
_NO_START: Final = "@`%"


@frozen(kw_only=True)
class SyntaxFault:
    """One syntax error: PyYAML's words, and places as indexes into the text.

    `start` is where the thing began that could not be read, `quote` where the last text began and ended if
    that was in quotes, and `cut` the place of a text that a ` #` may have cut short just before.
    """

    name: str
    text: str
    problem: str
    context: str
    at: int
    start: int
    quote: tuple[int, int] | None = None
    cut: Span | None = None
    line_start: int = field(init=False)

    @line_start.default
    def _find_line_start(self) -> int:
        return self.text.rfind("\n", 0, self.at) + 1

    def line_of(self, index: int) -> tuple[int, str]:
        """Where the line of an index starts, and the line."""
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        return start, self.text[start : len(self.text) if end < 0 else end]

    def line_before(self) -> tuple[int, str]:
        """The nearest line above the fault that is neither blank nor a comment."""
        start = self.line_start
        while start > 0:
            start, line = self.line_of(start - 1)
            if line.strip() and not line.lstrip().startswith("#"):
                return start, line
        return 0, ""

    def problem_at(self, index: int, message: str, hint: str = "", code: str = "yaml-syntax") -> Problem:
        """A problem at an index of the text."""
        place = place_at(self.name, self.text, max(0, min(index, len(self.text))))
        return Problem(code=code, message=message, span=place, hint=hint)


_Rule: TypeAlias = Callable[[SyntaxFault], Problem | None]


def explain_syntax(fault: SyntaxFault) -> Problem:
    """The problem behind a syntax error: the first rule that recognises it decides."""
    for needle, rule in _RULES:
        if needle in fault.problem or needle in fault.context:
            found = rule(fault)
            if found is not None:
                return found
    return fault.problem_at(fault.at, "this is not YAML as expected here", "compare with the lines around it")


def _tab(fault: SyntaxFault) -> Problem | None:
    start, line = fault.line_of(fault.at)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and fault.at <= start + len(indent):
        return fault.problem_at(start + indent.index("\t"), "a tab in the indentation", "indent with spaces")
    if fault.text[fault.at : fault.at + 1] == "\t":
        return fault.problem_at(fault.at, "a tab outside of quotes", "use a space, or quotes around the text")
    return None


def _cut(fault: SyntaxFault) -> Problem | None:
    """A ` #` ended a text early, and what came after it no longer fits."""
    if fault.cut is None:
        return None
    return Problem(
        code="text-cut",
        message='" #" begins a comment, so the text before it was cut off and what follows does not fit',
        span=fault.cut,
        hint=_QUOTE_HINT,
    )


def _colon(fault: SyntaxFault) -> Problem | None:
    start, line = fault.line_of(fault.at)
    before = line[: fault.at - start]
    above_start, above = fault.line_before()
    if re.search(r":\s", before):
        return fault.problem_at(fault.at, "a second colon in text without quotes", _QUOTE_HINT)
    if len(before) > _LONGEST_KEY:
        return fault.problem_at(start, f"a key of more than {_LONGEST_KEY} characters")
    if glued := _GLUED.match(above):
        return _missing_space(fault, above_start + glued.end() - 1)
    first = start + len(line) - len(line.lstrip())
    if above and len(line) - len(line.lstrip()) > len(above) - len(above.lstrip()):
        message = "this line is indented deeper than the one above, which already has a value"
        return fault.problem_at(first, message, "align it, or put the text above in quotes")
    return fault.problem_at(fault.at, "a colon where no key can stand", _QUOTE_HINT)


def _missing_space(fault: SyntaxFault, colon: int) -> Problem:
    return fault.problem_at(colon, "no space after the colon", 'write "key: value"')


def _no_colon(fault: SyntaxFault) -> Problem | None:
    """A line that should be `key: value` is not."""
    start, line = fault.line_of(fault.start)
    if glued := _GLUED.match(line):
        return _missing_space(fault, start + glued.end() - 1)
    shown = show(line.strip(), 30)
    hint = 'write "key: value"; the second line of a longer text is indented deeper than its key'
    if " #" in line and ":" in line:
        hint = 'put the key in quotes: " #" begins a comment'
    return fault.problem_at(fault.start, f'a key and a colon are expected, not "{shown}"', hint)


def _open_quote(fault: SyntaxFault) -> Problem | None:
    if "end of stream" in fault.problem or "document" in fault.problem:
        return fault.problem_at(fault.start, "this quote is never closed", "close it at the end of the text")
    return None


def _escape(fault: SyntaxFault) -> Problem | None:
    for back in (0, 1, 2):  # the parsers point at, after or two after the backslash
        if fault.text[fault.at - back : fault.at - back + 1] == "\\":
            if half := _HALF.match(fault.text, fault.at - back):
                return _half(fault, fault.at - back, half)
            message = "a backslash in double quotes begins an escape, and this is none"
            return fault.problem_at(fault.at - back, message, "write two backslashes, or use single quotes")
    return None


def _half(fault: SyntaxFault, at: int, found: re.Match[str]) -> Problem:
    """Half a character, as JSON writes those beyond U+FFFF in two halves."""
    message = f"{found[0][:6]} is half a character, as only JSON writes them"
    hint = "write the character itself"
    if found[2]:
        char = chr(0x10000 + ((int(found[1][2:], 16) - 0xD800) << 10) + int(found[2][2:], 16) - 0xDC00)
        hint += f"{f' ({char})' if char.isprintable() else ''}, or \\U{ord(char):08X}"
    return fault.problem_at(at, message, hint)


def _bracket(fault: SyntaxFault) -> Problem | None:
    """A flow list or map went wrong inside: it is never closed, or a comma is missing."""
    if not fault.text[fault.start : fault.start + 1] or fault.text[fault.start] not in "[{":
        return _never_closed(fault)
    closing = "]" if fault.text[fault.start] == "[" else "}"
    here = fault.text[fault.at : fault.at + 1]
    if not fault.text[fault.at :].strip() or "\n" in fault.text[fault.start : fault.at]:
        message = f'this "{fault.text[fault.start]}" is never closed'
        return fault.problem_at(fault.start, message, f'close it with "{closing}"')
    if here == ":":
        return fault.problem_at(fault.at, "a second colon in text without quotes", _QUOTE_HINT)
    return _after_quote(fault) or fault.problem_at(fault.at, f'a comma or "{closing}" is missing here')


def _never_closed(fault: SyntaxFault) -> Problem | None:
    if fault.text[fault.at :].strip():
        return None
    opened = max(fault.text.rfind("[", 0, fault.at), fault.text.rfind("{", 0, fault.at))
    return fault.problem_at(opened, f'this "{fault.text[opened]}" is never closed') if opened >= 0 else None


def _flow_node(fault: SyntaxFault) -> Problem | None:
    here = fault.text[fault.at : fault.at + 1]
    if here and here in "]}":
        return fault.problem_at(fault.at, f'a "{here}" that closes nothing', _QUOTE_HINT)
    if here == ",":
        return fault.problem_at(fault.at, "a comma with nothing before it", "delete it, or give a value")
    return _never_closed(fault)


def _after_quote(fault: SyntaxFault) -> Problem | None:
    if fault.quote is None or fault.text[fault.quote[1] : fault.at].strip(" \t"):
        return None
    start, end = fault.quote
    if "\n" in fault.text[start:end]:
        message = "this quote is closed only by the next one, some lines below"
        return fault.problem_at(start, message, "close it at the end of the text")
    hint = "put all of it in one pair of quotes; an apostrophe in single quotes is written twice"
    return fault.problem_at(fault.at, "text after a closing quote", hint)


def _block(fault: SyntaxFault) -> Problem | None:
    """A line that does not fit the block it is in."""
    here = fault.text[fault.at : fault.at + 1]
    if here == ":":
        return fault.problem_at(fault.at, "a key is missing before the colon", code="empty-key")
    start, line = fault.line_of(fault.at)
    if line[: fault.at - start].strip():
        return fault.problem_at(fault.at, "this does not belong after a finished value", _QUOTE_HINT)
    if line.lstrip().startswith("- ") and not fault.problem.startswith("did not find expected '-'"):
        return fault.problem_at(fault.at, "a list item where a key is expected", "check the indentation")
    if "collection" in fault.context and _indent_at(fault, fault.start) == fault.at - start:
        message = 'a key where a list item ("- ") is expected'
        return fault.problem_at(fault.at, message, "check the indentation")
    message = "the indentation of this line fits none of the lines above"
    return fault.problem_at(fault.at, message, "align it with the lines it belongs to")


def _indent_at(fault: SyntaxFault, index: int) -> int:
    return index - fault.line_of(index)[0]


def _no_start(fault: SyntaxFault) -> Problem | None:
    here = fault.text[fault.at : fault.at + 1]
    if here and here in _NO_START:
        return fault.problem_at(fault.at, f'text cannot begin with "{here}"', _QUOTE_HINT)
    return None


def _sigil(fault: SyntaxFault) -> Problem | None:
    sign = fault.text[fault.start : fault.start + 1]
    return fault.problem_at(fault.start, f'text cannot begin with "{show(sign)}"', _QUOTE_HINT)


def _entry(fault: SyntaxFault) -> Problem | None:
    message = 'a list item ("- ") on the line of its key'
    return fault.problem_at(fault.at, message, "begin the list on a new line")


def _header(fault: SyntaxFault) -> Problem | None:
    hint = "begin the text on the next line, or put it in quotes"
    return fault.problem_at(fault.at, 'no text may follow "|" or ">" on its line', hint)


def _tag(fault: SyntaxFault) -> Problem | None:
    return fault.problem_at(fault.start, 'tags ("!") are not allowed', _QUOTE_HINT, code="yaml-tag")


def _directive(fault: SyntaxFault) -> Problem | None:
    message = 'directive lines ("%") are not allowed'
    return fault.problem_at(fault.line_start, message, "delete the line", code="yaml-directive")


def _document(fault: SyntaxFault) -> Problem | None:
    if fault.line_before()[1].startswith("..."):
        message = "a second document begins here; a file holds one"
        return fault.problem_at(fault.at, message, "make it a file of its own", code="yaml-second-document")
    return _after_quote(fault) or _flow_node(fault) or _block(fault)


def _bare_colon(fault: SyntaxFault) -> Problem | None:
    return fault.problem_at(fault.at, "a colon without a space after it", 'write "key: value"')


_RULES: Final[tuple[tuple[str, _Rule], ...]] = (
    ("", _tab),
    ("quoted scalar", _open_quote),
    ("escape", _escape),
    ("quoted scalar", _escape),
    ("", _cut),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("flow sequence", _bracket),
    ("flow mapping", _bracket),
    ("flow node", _flow_node),
    ("block node", _flow_node),
    ("cannot start any token", _no_start),
    ("sequence entries are not allowed", _entry),
    ("scanning an alias", _sigil),
    ("scanning an anchor", _sigil),
    ("scanning a block scalar", _header),
    ("tag", _tag),
    ("directive", _directive),
    ("incompatible YAML document", _directive),
    ("document start", _document),
    ("found unexpected ':'", _bare_colon),
    ("block mapping", _after_quote),
    ("block collection", _after_quote),
    ("block mapping", _flow_node),
    ("block collection", _flow_node),
    ("block mapping", _block),
    ("block collection", _block),
)
