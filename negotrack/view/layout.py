"""Lines of styled text laid out by columns: wrapping, margins, two columns side by side, and streaming.

Owns: pieces, lines, blocks that are laid out only when a console asks for them.
Must not know: negotiations. Pieces hold text that went through `view.text.safe`.

Lines are laid out here and not by rich's tables: a table measures every cell of every row before it draws the
first, and a long timeline must show its beginning at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen
from rich.cells import cell_len, split_graphemes
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment

from negotrack.view.glyphs import STYLES, Glyphs, glyphs_for

Piece = tuple[str, str]
"""A text and the name of its style."""
Line = list[Piece]
GLUE = "\ue000"
"""Drawn as a space at which no line is broken."""
_WORDS = re.compile(r" +|[^ ]+")
_NARROWEST = 20


def glued(text: str) -> str:
    """The text with its spaces made unbreakable."""
    return text.replace(" ", GLUE)


def width_of(line: Iterable[Piece]) -> int:
    """How many columns a line takes."""
    return sum(cell_len(text) for text, _ in line)


def wrap(pieces: Sequence[Piece], width: int) -> list[Line]:
    """The pieces broken at spaces into lines of at most `width` columns; wide scripts break anywhere."""
    width = max(width, 1)
    if width_of(pieces) <= width:
        return [list(pieces)]
    lines: list[Line] = [[]]
    used = 0
    for chunk, size, space in _chunks(pieces, width):
        if space:
            if used and used + size <= width:
                lines[-1].extend(chunk)
                used += size
            elif used:
                used = width
            continue
        if used + size > width and used:
            _trim(lines[-1])
            lines.append([])
            used = 0
        lines[-1].extend(chunk)
        used += size
    _trim(lines[-1])
    return lines


def _trim(line: Line) -> None:
    while line and not line[-1][0].strip(" "):
        line.pop()


def _chunks(pieces: Sequence[Piece], width: int) -> Iterator[tuple[Line, int, bool]]:
    """What may not be broken, with its columns: spaces, words across pieces, single wide characters."""
    word: Line = []
    size = 0
    for text, style in pieces:
        for part in _WORDS.findall(text):
            columns = cell_len(part)
            if part[0] == " ":
                if word:
                    yield word, size, False
                    word, size = [], 0
                yield [(part, style)], columns, True
            elif columns > len(part) or size + columns > width:
                if word:
                    yield word, size, False
                    word, size = [], 0
                yield from _characters(part, style)
            else:
                word.append((part, style))
                size += columns
    if word:
        yield word, size, False


def _characters(text: str, style: str) -> Iterator[tuple[Line, int, bool]]:
    for start, end, columns in split_graphemes(text)[0]:
        yield [(text[start:end], style)], columns, False


def indented(lines: Iterable[Line], first: Line, rest: Line) -> Iterator[Line]:
    """Lines with a margin: one for the first, one for those that follow."""
    for number, line in enumerate(lines):
        yield [*(rest if number else first), *line]


def padded(line: Line, width: int) -> Line:
    """The line filled up with spaces to a width."""
    return [*line, (" " * max(width - width_of(line), 0), "")]


def spread(left: Line, right: Line, width: int) -> list[Line]:
    """A line with something at its right end, or right behind it where both do not fit on one."""
    if not right:
        return wrap(left, width)
    room = width - width_of(left) - width_of(right)
    if room >= 2:
        return [[*left, (" " * room, ""), *right]]
    return wrap([*left, ("  ", ""), *right], width)


def beside(left: Sequence[Line], right: Sequence[Line], width: int, gap: int = 2) -> Iterator[Line]:
    """Two columns side by side, the left one of the given width."""
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else []
        other = right[number] if number < len(right) else []
        yield [*padded(one, width + gap), *other] if other else one


@frozen(kw_only=True)
class Page:
    """What lines are laid out for: columns and signs."""

    width: int
    glyphs: Glyphs


Build = Callable[[Page], Iterable[Line]]


class Block:
    """A renderable of lines that are laid out when a console asks."""

    def __init__(self, build: Build, *, ascii_only: bool | None = None) -> None:
        self._build = build
        self._ascii = ascii_only

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        ascii_only = options.ascii_only if self._ascii is None else self._ascii
        page = Page(width=max(options.max_width, _NARROWEST), glyphs=glyphs_for(ascii_only=ascii_only))
        newline = Segment.line()
        for line in self._build(page):
            for text, style in line:
                if text:
                    yield Segment(text.replace(GLUE, " "), STYLES[style])
            yield newline


class View:
    """A renderable in parts. Printing it draws all; iterating gives the parts, so that the first shows at once."""

    def __init__(self, parts: Callable[[], Iterator[Build]], *, ascii_only: bool | None = None) -> None:
        self._parts = parts
        self._ascii = ascii_only

    def __iter__(self) -> Iterator[Block]:
        return (Block(build, ascii_only=self._ascii) for build in self._parts())

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for block in self:
            yield from block.__rich_console__(console, options)
