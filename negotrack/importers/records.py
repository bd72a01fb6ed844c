"""Lines into rows of cells, strictly: what is no row is a problem at its line, and the next line is read anew.

Owns: quotes, delimiters, decoding, headers. Must not know: what the cells mean. Cells are text and nothing else.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from attrs import frozen

from negotrack.files.builder import show
from negotrack.importers.columns import ColumnMap
from negotrack.importers.opening import MAX_LINE, Opened, fault
from negotrack.problems import InvalidScenario, Problem, suggest

MAX_LINES: Final = 2_000
"""Lines of one row, where quotes may hold line ends."""
MAX_COLUMNS: Final = 2_000
MAX_CELL: Final = 20_000
"""Characters of a cell that is read, so that what is made of several can be read back."""

MAX_BROKEN: Final = 100
"""Rows at the beginning of a file without a header that may be broken."""

_BETWEEN: Final = re.compile(r"[\s._-]+")
_PARTING: Final = (
    ("\t", "tabs", "format: tsv"),
    (";", "semicolons", 'format: csv and delimiter: ";"'),
    ("|", "bars", 'format: csv and delimiter: "|"'),
    (",", "commas", 'format: csv and delimiter: ","'),
)

Record = tuple[int, list[str]] | Problem
"""The cells of a row with the number of its first line, or what is wrong with it."""
Row = dict[str, str]
"""Role -> the text of its cell, empty for nothing."""


@frozen
class Placed:
    """A row with the line on which it begins."""

    line: int
    row: Row


def read_rows(opened: Opened, columns: ColumnMap) -> Iterator[Placed | Problem]:
    """Every row of a file after its header, or why it is none.

    Raises InvalidScenario when the header does not fit the map, or there is nothing after it.
    """
    reader = _Reader(opened, columns)
    header, first = _header(reader, columns)
    places = _places(opened.name, header, columns)
    width, empty = len(header), True
    for found in chain(first, reader.records()):
        empty = False
        if isinstance(found, Problem):
            yield found
        elif len(found[1]) != width:
            message = f"{len(found[1])} cells in a row of {width} columns"
            hint = "a cell with a delimiter in it may lack its quotes" if len(found[1]) > width else "is it cut off?"
            yield fault("bad-row", message, opened.name, found[0], hint)
        else:
            yield _placed(opened.name, found[0], _roles(found[1], places, columns.nothing))
    if empty:
        raise InvalidScenario([fault("empty-file", "the file has a header and no rows", opened.name)])


def _placed(name: str, line: int, row: Row) -> Placed | Problem:
    for role, cell in row.items():
        if len(cell) > MAX_CELL:
            message = f"the {role.replace('_', ' ')} has {len(cell)} characters; the limit is {MAX_CELL}"
            return fault("text-too-long", message, name, line, "is a quote or the end of a line missing?")
    return Placed(line, row)


def _roles(cells: list[str], places: list[tuple[str, tuple[int, ...]]], nothing: frozenset[str]) -> Row:
    row: Row = {}
    for role, where in places:
        if len(where) == 1:
            cell = cells[where[0]].strip()
            row[role] = "" if cell in nothing else cell
        else:
            row[role] = ",".join(cell for place in where if (cell := cells[place].strip()) not in nothing)
    return row


def _unwrapped(cell: str) -> str:
    """A cell between tabs without the quotes around it, which archives put there; any other quote is a character."""
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"':
        return cell
    return cell[1:-1].replace('\\"', '"').replace('""', '"')


def _header(reader: _Reader, columns: ColumnMap) -> tuple[list[str], list[Record]]:
    """The names of the columns, and what was read of the rows to find them."""
    first = next(reader.records(), None)
    name = reader.opened.name
    if first is None:
        raise InvalidScenario([fault("empty-file", "the file holds nothing but empty lines", name)])
    if columns.layouts:
        return _layout(reader, columns, first)
    if isinstance(first, Problem):
        raise InvalidScenario([first])
    return [cell.strip() for cell in first[1]], []


def _layout(reader: _Reader, columns: ColumnMap, first: Record) -> tuple[list[str], list[Record]]:
    """The layout of a file without a header: that of the first of its rows that has one, since any may be broken."""
    if not isinstance(first, Problem) and first[1][0].strip().casefold() == columns.layouts[0][0].casefold():
        return [cell.strip() for cell in first[1]], []
    by_width = {len(layout): list(layout) for layout in columns.layouts}
    begun: list[Record] = []
    for found in islice(chain((first,), reader.records()), MAX_BROKEN + 1):
        begun.append(found)
        if not isinstance(found, Problem) and len(found[1]) in by_width:
            return by_width[len(found[1])], begun
    if isinstance(first, Problem):
        raise InvalidScenario([first])
    known = ", ".join(map(str, by_width))
    message = f"{len(first[1])} columns; {columns.name} has {known}"
    raise InvalidScenario([fault("bad-row", message, reader.opened.name, first[0], "give a map with --columns")])


def _places(name: str, header: list[str], columns: ColumnMap) -> list[tuple[str, tuple[int, ...]]]:
    """Where each role stands; every fault of the header at once. What stands twice may be what is missing."""
    if len(header) > MAX_COLUMNS:
        raise InvalidScenario([fault("too-large", f"{len(header)} columns; the limit is {MAX_COLUMNS}", name, 1)])
    twice = [
        fault("duplicate-column", f'{times} columns are called "{show(column)}"', name, 1)
        for column, times in Counter(header).items()
        if times > 1 and column
    ]
    found, absent = [], []
    parted = _parted(header, columns)
    for role, wanted in (*columns.columns.items(), *columns.optional.items()):
        where = tuple(_place(header, column) for column in wanted)
        if None not in where:
            found.append((role, tuple(place for place in where if place is not None)))
        elif role not in columns.optional:
            missing = wanted[where.index(None)]
            listed = f"the columns are {', '.join(show(c, 30) for c in header[:12])}"
            hint = parted or suggest(missing, header) or listed
            absent.append(fault("missing-column", f'there is no column "{missing}"', name, 1, hint))
    if twice or absent:
        absent = absent[:1] if parted else absent
        raise InvalidScenario([*twice, *(absent if len(absent) > len(twice) else ())])
    return found


def _place(header: list[str], column: str) -> int | None:
    """Where a column stands: under its name, or else under the only name that is but spelled otherwise."""
    if column in header:
        return header.index(column)
    alike = [place for place, name in enumerate(header) if _folded(name) == _folded(column)]
    return alike[0] if len(alike) == 1 else None


def _folded(name: str) -> str:
    """A name without what programs change in names of columns: R makes `Event.ID` of `Event ID`."""
    return _BETWEEN.sub("", name.casefold())


def _parted(header: list[str], columns: ColumnMap) -> str:
    """What to do about a header that is one cell, since something else parts its cells; nothing when it is not."""
    if len(header) > 1:
        return ""
    for sign, called, cure in _PARTING:
        if sign in header[0] and not (columns.tabs if sign == "\t" else sign == columns.delimiter and not columns.tabs):
            return f"its cells seem to be parted by {called}: say {cure} where its columns are named"
    return ""


class _Reader:
    """Rows of cells, each with the number of its first line."""

    def __init__(self, opened: Opened, columns: ColumnMap) -> None:
        self.opened = opened
        self._columns = columns
        self._again: deque[tuple[int, bytes]] = deque()
        self._first = True

    def records(self) -> Iterator[Record]:
        """Every row, or what is wrong with it; empty lines are none."""
        read = self._tabbed if self._columns.tabs else self._quoted
        while (line := self._next()) is not None:
            if line[1].strip():
                yield read(*line)

    def _next(self) -> tuple[int, bytes] | None:
        if self._again:
            return self._again.popleft()
        found = next(self.opened.lines, None)
        if found is not None and self._first:
            self._first = False
            text = found[1].removeprefix(b"\xef\xbb\xbf")
            if text == b"sep=" + self._columns.delimiter.encode():  # with which a spreadsheet says what parts cells
                return self._next()
            return found[0], text
        return found

    def _tabbed(self, number: int, raw: bytes) -> Record:
        text = self._text(number, raw)
        if isinstance(text, Problem):
            return text
        cells = text.split("\t")
        return number, [_unwrapped(cell) for cell in cells] if '"' in text else cells

    def _quoted(self, number: int, raw: bytes) -> Record:
        """A row in which quotes may hold delimiters and, where the map says so, line ends.

        A row is whole when its quotes are even. When it turns out to be none, only its first line is given up.
        """
        following: list[tuple[int, bytes]] = []
        size = len(raw)
        odd = raw.count(b'"') % 2
        parts = [raw]
        while odd and self._columns.multiline and len(parts) < MAX_LINES and size <= MAX_LINE:
            line = self._next()
            if line is None:
                break
            following.append(line)
            parts.append(line[1])
            size += len(line[1]) + 1
            odd = (odd + line[1].count(b'"')) % 2
        if odd:
            self._again.extendleft(reversed(following))
            return fault("open-quote", "a quote is opened and never closed", self.opened.name, number, "close it")
        found = self._cells(number, b"\n".join(parts))
        if isinstance(found, Problem):
            self._again.extendleft(reversed(following))
        return found

    def _cells(self, number: int, raw: bytes) -> Record:
        text = self._text(number, raw)
        if isinstance(text, Problem):
            return text
        try:
            return number, next(csv.reader([text], strict=True, delimiter=self._columns.delimiter))
        except (csv.Error, StopIteration) as error:
            hint = "put a cell with quotes in quotes, and double those inside"
            message = f"this is no row of CSV: {error}"
            if "new-line" in message:  # which csv tells with a question to the programmer
                message, hint = "a carriage return within a row", "save the file with one kind of line ends"
            return fault("bad-row", message, self.opened.name, number, hint)

    def _text(self, number: int, raw: bytes) -> str | Problem:
        name = self.opened.name
        if len(raw) > MAX_LINE:
            return fault("too-large", f"a row of more than {MAX_LINE} bytes", name, number)
        if b"\x00" in raw:
            return fault("not-text", "a NUL byte: this row is no text", name, number)
        try:
            return raw.decode(self._columns.encoding)
        except UnicodeDecodeError as error:
            message = f"byte 0x{raw[error.start]:02X} is not {self._columns.encoding}"
            hint = "save the file in one encoding, or name its encoding in a map of columns"
            return fault("not-utf8", message, name, number, hint)
