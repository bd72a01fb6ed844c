"""Sections of a view: a heading and rows of styled pieces, wrapped under a hanging margin.

Owns: how a list of findings is laid out. Must not know: what is listed. Pieces hold text that is safe already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from negotrack.view.glyphs import state_style
from negotrack.view.layout import Build, Line, Page, Piece, indented, wrap
from negotrack.view.words import clean, plain_state

_MARGIN = 2


@frozen(kw_only=True)
class Section:
    """A heading, what it means, and its rows; a row is a first line and the lines beneath it."""

    title: str
    rows: Sequence[Sequence[Line]]
    hint: str = ""


def sections(found: Iterable[Section]) -> Iterator[Build]:
    """The sections that have rows, each a block of its own."""
    for section in found:
        if section.rows:
            yield lambda page, section=section: _lines(section, page)  # type: ignore[misc]


def _lines(section: Section, page: Page) -> Iterator[Line]:
    hint: Line = [(f"  {section.hint}", "dim")] if section.hint else []
    yield from wrap([(f"{section.title} ({len(section.rows)})", "group"), *hint], page.width)
    for row in section.rows:
        for number, line in enumerate(row):
            own, rest = _own_indent(line)
            margin = " " * (_MARGIN * (1 + bool(number)) + own)
            wrapped = wrap(rest, page.width - len(margin) - _MARGIN)
            yield from indented(wrapped, [(margin, "")], [(margin + " " * _MARGIN, "")])
    yield []


def _own_indent(line: Line) -> tuple[int, Line]:
    """The spaces that a line begins with, which all of its lines keep when it is wrapped, and the rest of it."""
    if not line:
        return 0, line
    text, style = line[0]
    rest = text.lstrip(" ")
    return len(text) - len(rest), [(rest, style), *line[1:]]


def name(subject: str, title: str = "", style: str = "lead") -> list[Piece]:
    """A subject by its id, and what people call it."""
    pieces: list[Piece] = [(clean(subject), style)]
    return [*pieces, (f"  {clean(title)}", "")] if title and title != subject else pieces


def state(found: str) -> Piece:
    """A state in its style."""
    return plain_state(found), state_style(found)


def sources(statements: Iterable[str], against: Iterable[str] = ()) -> Line:
    """The statements that something rests on, those against it apart."""
    named, denied = ", ".join(map(clean, statements)), ", ".join(map(clean, against))
    line: Line = [(named, "report")] if named else []
    return [*line, (f"{'; ' if line else ''}against: {denied}", "bad")] if denied else line


def noted(note: str) -> list[Section]:
    """A remark that stands before everything else."""
    return [Section(title="Note", rows=[[[(clean(note), "mark")]]])] if note else []
