"""The rows of a store, each held against its hash as it is read.

Owns: reading reports, declarations, the index and the tally, and noticing what is not as it was written.
Must not know: how reports are written, what they mean.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from typing import Final

from attrs import frozen

from negotrack.files.builder import show
from negotrack.store.errors import StoreDamaged, shown
from negotrack.store.faults import guarded
from negotrack.store.lines import (
    AFTER_DAYS,
    AFTER_REFERENCES,
    DAY,
    DAYS,
    DECLARATIONS,
    NO_DIGEST,
    REFERENCE,
    REPORTS,
    header_hash,
    line_hash,
    running_digest,
)

CHUNK: Final = 5_000
_AT_ONCE: Final = 500
"""Reports in one SELECT: more at a time are only more for the garbage collector to look at."""
_RANGE: Final = "SELECT seq, hash, line FROM reports WHERE seq > ? AND seq <= ? ORDER BY seq"


@frozen(kw_only=True)
class Header:
    """A version of the declarations, and how many reports were recorded when it came."""

    version: int
    after: int
    line: bytes


@frozen
class Rows:
    """The rows of one open store. Every reading is short, so that no writer waits for it."""

    connection: sqlite3.Connection
    path: str

    def damaged(self, what: str) -> StoreDamaged:
        """That something is not as it was written."""
        name = shown(self.path)
        return StoreDamaged(f"{name} is damaged: {what}; `negotrack doctor {name}` shows everything that is")

    def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """All rows of a query."""
        with guarded(self.path):
            return self.connection.execute(statement, values).fetchall()

    def tally(self, name: str) -> tuple[int, int]:
        """How many numbers are filed under a name, and their sum."""
        for number, total in self.ask("SELECT number, total FROM tally WHERE name = ?", name):
            if isinstance(number, int) and isinstance(total, int):
                return number, total
            raise self.damaged(f"the tally of {show(name, 60)} is none")
        return 0, 0

    def recorded(self) -> int:
        """How many reports there are. The highest number, the tally and the last commit must agree."""
        with guarded(self.path):
            ((highest, count, total, last),) = self.connection.execute(
                "SELECT (SELECT max(seq) FROM reports), (SELECT number FROM tally WHERE name = ?), "
                "(SELECT total FROM tally WHERE name = ?), (SELECT max(last) FROM commits)", (REPORTS, REPORTS)
            ).fetchall()  # fmt: skip
        if highest is None and last is None and count is None:
            return 0
        if not isinstance(highest, int) or (count, total, last) != (highest, highest * (highest + 1) // 2, highest):
            raise self.damaged("reports are missing at the end, or the count of them is wrong")
        return highest

    def headers(self) -> list[Header]:
        """Every version of the declarations."""
        found: list[Header] = []
        for version, after, digest, line in self.ask("SELECT version, after, hash, line FROM declarations ORDER BY 1"):
            whole = isinstance(version, int) and isinstance(after, int) and isinstance(line, bytes)
            if not whole or version != len(found) + 1 or header_hash(version, after, line) != digest:  # type: ignore[arg-type]
                raise self.damaged(f"version {len(found) + 1} of the declarations is not as it was written")
            found.append(Header(version=version, after=after, line=line))  # type: ignore[arg-type]
        if not found or self.tally(DECLARATIONS) != (len(found), sum(header.after for header in found)):
            raise self.damaged("the declarations are missing")
        return found

    def header(self, recorded_until: int | None = None) -> Header:
        """The declarations as they were when so many reports had been recorded; by default the last ones."""
        headers = self.headers()
        if recorded_until is None:
            return headers[-1]
        return next((h for h in reversed(headers) if h.after <= recorded_until), headers[0])

    def commits(self) -> list[tuple[int, bytes]]:
        """The number of the last report of every commit, and its digest."""
        return [
            (_int(last), _bytes(digest)) for last, digest in self.ask("SELECT last, digest FROM commits ORDER BY 1")
        ]

    def last_digest(self) -> bytes:
        """The digest of the last commit."""
        for (digest,) in self.ask("SELECT digest FROM commits ORDER BY last DESC LIMIT 1"):
            return _bytes(digest)
        return NO_DIGEST

    def all_lines(self, until: int) -> Iterator[bytes]:
        """The lines of the reports 1 to `until`, held against their hashes and those of whole commits."""
        commits = iter(self.commits())
        last, digest = next(commits, (0, NO_DIGEST))
        before, hashes, seq = NO_DIGEST, list[bytes](), 0
        while seq < until:
            rows = self.ask(_RANGE, seq, min(seq + _AT_ONCE, until))
            if not rows:
                raise self.damaged(f"report {seq + 1} is missing")
            found, lines = self._whole(rows, range(seq + 1, seq + len(rows) + 1))
            hashes += found
            seq += len(rows)
            while hashes and last <= seq:
                committed = len(hashes) - (seq - last)
                before = running_digest(before, hashes[:committed])
                if committed <= 0 or before != digest:
                    raise self.damaged(f"the reports up to {last} are not those that were recorded")
                del hashes[:committed]
                last, digest = next(commits, (until + 1, NO_DIGEST))
            yield from lines

    def _whole(
        self, rows: Sequence[tuple[object, ...]], expected: Sequence[int]
    ) -> tuple[Sequence[bytes], Sequence[bytes]]:
        """The hashes and lines of rows, once each is found to be the one expected and as it was written."""
        numbers, hashes, lines = zip(*rows, strict=True)
        if numbers != tuple(expected) or any(type(line) is not bytes for line in lines):
            self._find_fault(rows, expected)
        if [sha256(line).digest() for line in lines] != list(hashes):
            self._find_fault(rows, expected)
        return hashes, lines

    def _find_fault(self, rows: Sequence[tuple[object, ...]], expected: Sequence[int]) -> None:
        """Say which is the first row that is not as it was written."""
        for place, (number, found, line) in zip(expected, rows, strict=True):
            self._must_be_whole(number, place, found, line)

    def some_lines(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """The lines of some reports, in the order recorded, held against their hashes."""
        wanted = sorted(numbers)
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            places = ",".join("?" * len(part))
            rows = self.ask(f"SELECT seq, hash, line FROM reports WHERE seq IN ({places}) ORDER BY seq", *part)
            if len(rows) != len(part):
                raise self.damaged("reports that are filed are missing")
            yield from zip(part, self._whole(rows, part)[1], strict=True)

    def _must_be_whole(self, number: object, expected: int, found: object, line: object) -> None:
        if number != expected:
            raise self.damaged(f"report {expected} is missing")
        if not isinstance(line, bytes) or line_hash(line) != found:
            raise self.damaged(f"report {expected} is not as it was written")

    def filed(self, name: str) -> set[int]:
        """The numbers of the reports that are filed under a name."""
        return self._counted(name, self.ask("SELECT seq FROM marks WHERE name = ?", name))

    def _counted(self, name: str, rows: Sequence[tuple[object, ...]]) -> set[int]:
        numbers = {row[0] for row in rows if isinstance(row[0], int)}
        if (len(numbers), sum(numbers)) != self.tally(name):
            raise self.damaged(f"the index of {show(name[2:], 60)} does not hold what it held")
        return numbers

    def days(self) -> dict[date, int]:
        """The report dates that there are, in order, with how many reports each has; all reports have one."""
        rows = self.ask("SELECT name, number FROM tally WHERE name >= ? AND name < ? ORDER BY name", DAY, AFTER_DAYS)
        found: dict[date, int] = {}
        for name, number in rows:
            with suppress(ValueError):
                found[date.fromisoformat(_bytes(name)[len(DAY) :].decode())] = _int(number)
        total = sum(day.toordinal() * number for day, number in found.items())
        if sum(found.values()) != self.recorded() or (sum(found.values()), total) != self.tally(DAYS):
            raise self.damaged("the index of report dates does not hold what it held")
        return found

    def has_references(self) -> bool:
        """Whether any report refers to another, by the index or by the tally of it."""
        tables = ("tally", "marks")
        found = (f"SELECT 1 FROM {table} WHERE name >= ? AND name < ? LIMIT 1" for table in tables)
        return any(self.ask(statement, REFERENCE, AFTER_REFERENCES) for statement in found)

    def number_of(self, report: str) -> int | None:
        """The number under which a report was recorded."""
        for (number,) in self.ask("SELECT seq FROM reports WHERE id = ?", report):
            return _int(number)
        return None

    def numbers_of(self, reports: Iterable[str]) -> dict[str, int]:
        """Report -> the number under which it was recorded, of those that were."""
        wanted = list(reports)
        found: dict[str, int] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            places = ",".join("?" * len(part))
            rows = self.ask(f"SELECT id, seq FROM reports WHERE id IN ({places})", *part)
            found.update((_bytes(name).decode(errors="replace"), _int(number)) for name, number in rows)
        return found


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
