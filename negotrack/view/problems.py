"""Problems in a log, as a reader of compilers knows them: place, message, the line with a caret, a hint.

Owns: how one problem is drawn. Must not know: how problems are found, where the text of a file comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from negotrack.problems import Problem
from negotrack.view.layout import Block, Line, Page, wrap
from negotrack.view.text import cell_width, crop, safe

_BEFORE = 2
_LEAST_AFTER = 12


def render_problem(problem: Problem, source_line: str = "", *, ascii: bool | None = None) -> Block:
    """`file:line:col: error[code]: message`, the source line with a caret under the column, hint and other places."""
    return Block(lambda page: _lines(problem, source_line, page), ascii_only=ascii)


def source_line(problem: Problem, texts: Mapping[str, str]) -> str:
    """The line of a problem's place, from the texts as read; empty when there is none."""
    lines = texts.get(problem.span.file, "").split("\n") if problem.span.line else []
    return lines[problem.span.line - 1].rstrip("\r") if 0 < problem.span.line <= len(lines) else ""


def _lines(problem: Problem, line: str, page: Page) -> Iterator[Line]:
    style = "bad" if problem.is_error else "mark"
    head: Line = [
        (f"{safe(str(problem.span), bidi=False)}: ", "lead"),
        (f"{problem.severity}[{safe(problem.code, bidi=False)}]", style),
        (f": {safe(problem.message, bidi=False)}", "lead"),
    ]
    yield head  # in one line, however long: tools and editors read the place from it
    if line.strip() and problem.span.column:
        yield from _pointed(problem, line, page)
    if problem.hint:
        for number, text in enumerate(wrap([(safe(problem.hint, bidi=False), "")], page.width - 8)):
            yield [("  hint: " if not number else "        ", "good"), *text]
    for why, span in problem.related:
        yield [(f"  {safe(why, bidi=False)}: {safe(str(span), bidi=False)}", "dim")]


def _pointed(problem: Problem, line: str, page: Page) -> Iterator[Line]:
    """The line and a caret under the place, cut at the left where the place is far to the right."""
    number = str(problem.span.line)
    gutter = len(number) + 5
    room = max(page.width - gutter, 10)
    column = min(problem.span.column, len(line) + 1)
    before, at = safe(line[: column - 1], bidi=False), safe(line[column - 1 :], bidi=False)
    cut = ""
    while cell_width(cut + before) > room - _LEAST_AFTER and before:
        before, cut = before[max(len(before) // 8, 1) :], page.glyphs.ellipsis
    shown = cut + before
    yield [(f"  {number} ", "dim"), (page.glyphs.spine, "spine"), (" ", ""), (crop(shown + at, room), "")]
    length = _length(problem, line, column)
    marked = min(max(cell_width(safe(line[column - 1 : column - 1 + length], bidi=False)), 1), room - cell_width(shown))
    margin: Line = [(" " * (len(number) + 3), ""), (page.glyphs.spine, "spine"), (" ", "")]
    yield [*margin, (" " * cell_width(shown), ""), ("^" * max(marked, 1), "bad" if problem.is_error else "mark")]


def _length(problem: Problem, line: str, column: int) -> int:
    """How many characters of the line the place takes."""
    span = problem.span
    if span.end_line == span.line and span.end_column > span.column:
        return span.end_column - span.column
    return len(line) - column + 1 if span.end_line > span.line else 1
