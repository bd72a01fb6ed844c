"""Finding what is damaged in a store, and saving what is whole into a new one. Nothing is repaired in place.

Owns: the verification of a store, the rebuilding of one. Must not know: how stores are asked questions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress

from attrs import define, field, frozen

from negotrack.files.builder import show
from negotrack.files.jsonl import read_reports_jsonl
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario, Problem, Span
from negotrack.store.creating import build
from negotrack.store.errors import StoreDamaged, shown
from negotrack.store.layout import make_schema, must_be_ours, raw_connection, transaction
from negotrack.store.lines import (
    DAY,
    DAYS,
    DECLARATIONS,
    NO_DIGEST,
    REFERENCE,
    REPORTS,
    SUBJECT,
    header_hash,
    in_chunks,
    line_hash,
    marks_of,
    read_header,
    running_digest,
)
from negotrack.store.rows import CHUNK, Header, Rows
from negotrack.store.writing import Appended, Writer

_SHOWN = 100
_NAME_SHOWN = 60
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises of a damaged file; the latter where it quotes what is damaged."""
_SCAN = "SELECT seq, id, hash, line FROM reports WHERE seq > ? ORDER BY seq LIMIT ?"


@frozen(kw_only=True)
class Rebuilt:
    """What came of rebuilding: how many reports were saved, and everything that was wrong."""

    saved: int
    lost: int
    problems: tuple[Problem, ...]


def verify(rows: Rows) -> tuple[Problem, ...]:
    """Everything in a store that is not as it was written."""
    return tuple(_Examination(rows=rows).findings())


def rebuild(path: str, to: str) -> Rebuilt:
    """Make a new store of what is whole in a damaged one, which is left as it is.

    Reports keep their order; after a lost one their numbers are lower. Raises StoreDamaged when no version of the
    declarations is whole, since without them no report can be read; NewerStore for a store of a newer version, of
    which the new one would lack whatever this version does not know; NotAStore for another database.
    """
    connection = raw_connection(path, "r")
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        with suppress(StoreDamaged, *UNREADABLE):
            must_be_ours(connection, path)
        rows = Rows(connection, path)
        examination = _Examination(rows=rows)
        problems = tuple(examination.findings())
        headers = examination.headers
        if not headers:
            raise StoreDamaged(f"{shown(path)}: no declarations are left, so that no report can be read", problems)
        saved = build(to, _Saving(rows, headers).fill).recorded
    finally:
        connection.close()
    lost = sum(problem.code == "store-report-damaged" for problem in problems)
    return Rebuilt(saved=saved, lost=lost, problems=problems)


@define(kw_only=True)
class _Examination:
    """One look at all of a store. `marks` are what the index should hold by the reports.

    What follows from declarations or reports that are damaged is not told again: `judged` is False once no report
    can be read, and `lost` are the reports whose index and commit cannot be judged.
    """

    rows: Rows
    judged: bool = True
    lost: set[int] = field(factory=set)
    headers: list[Header] = field(factory=list)
    hashes: dict[int, bytes] = field(factory=dict)
    marks: dict[str, tuple[int, int]] = field(factory=dict)

    def findings(self) -> Iterator[Problem]:
        """Every finding; a part that cannot be read at all is one."""
        for part in (self._declarations, self._reports, self._commits, self._index, self._file):
            try:
                yield from part()
            except UNREADABLE as error:
                yield self.fault("store-file-damaged", f"a part of the file cannot be read ({error})")
            except StoreDamaged as error:
                yield self.fault("store-file-damaged", str(error))

    def fault(self, code: str, message: str) -> Problem:
        hint = "negotrack doctor --rebuild OUT saves what is whole"
        return Problem(code=code, message=message, span=Span(file=shown(self.rows.path)), hint=hint)

    def _declarations(self) -> Iterator[Problem]:
        code = "store-declarations-damaged"
        for version, after, digest, line in self._ask(
            "SELECT version, after, hash, line FROM declarations ORDER BY version"
        ):
            whole = isinstance(version, int) and isinstance(after, int) and isinstance(line, bytes)
            if whole and header_hash(version, after, line) == digest:  # type: ignore[arg-type]
                self.headers.append(Header(version=version, after=after, line=line))  # type: ignore[arg-type]
            else:
                self.judged = False
                yield self.fault(code, f"version {_plain(version)} of the declarations is not as it was written")
        expected = (len(self.headers), sum(header.after for header in self.headers))
        if self.judged and (not self.headers or self.rows.tally(DECLARATIONS) != expected):
            self.judged = False
            yield self.fault(code, "a version of the declarations is missing")

    def _ask(self, statement: str) -> Iterator[tuple[object, ...]]:
        return iter(self.rows.connection.execute(statement))

    def _reports(self) -> Iterator[Problem]:
        """Every report against its hash, its id and the lookup by its id."""
        code = "store-report-damaged"
        declared = _parsed(self.headers[-1]) if self.headers and self.judged else None
        self.judged = declared is not None
        last = 0
        for seq, name, line, whole in scan(self.rows):
            for missing in range(last + 1, min(seq, last + 1 + _SHOWN)):
                self.lost.add(missing)
                yield self.fault(code, f"report {missing} is missing")
            last = max(seq, last)
            self.hashes[seq] = line_hash(line)
            report = _read(declared, line) if declared is not None and whole else None
            if not whole or (declared is not None and report is None):
                self.lost.add(seq)
                yield self.fault(code, f"report {seq} is not as it was written")
            elif report is not None:
                yield from self._filed(seq, name, report)
        count, _ = self.rows.tally(REPORTS)
        for missing in range(last + 1, min(count, last + _SHOWN) + 1):
            self.lost.add(missing)
            yield self.fault(code, f"report {missing} is missing")

    def _filed(self, seq: int, name: bytes, report: Report) -> Iterator[Problem]:
        for mark in marks_of(report):
            number, total = self.marks.get(mark, (0, 0))
            self.marks[mark] = (number + 1, total + seq)
        for name_of_sum, value in ((REPORTS, seq), (DAYS, report.published.day.toordinal())):
            number, total = self.marks.get(name_of_sum, (0, 0))
            self.marks[name_of_sum] = (number + 1, total + value)
        if name != report.id.encode() or self.rows.number_of(report.id) != seq:
            yield self.fault("store-index-damaged", f"report {seq} is not found by its id")

    def _commits(self) -> Iterator[Problem]:
        before, first, last = NO_DIGEST, 1, 0
        for last, digest in self.rows.commits():
            if last > max(self.hashes, default=0):
                break
            before = running_digest(before, [self.hashes.get(seq, b"") for seq in range(first, last + 1)])
            if before != digest:
                if self.lost.isdisjoint(range(first, last + 1)):
                    yield self.fault("store-file-damaged", f"the reports {first} to {last} are not those recorded")
                before = digest
            first = last + 1
        if last != max(self.hashes, default=0) and not self.lost:
            yield self.fault("store-file-damaged", "the last commit does not end with the last report")

    def _index(self) -> Iterator[Problem]:
        """The tally and the index against what the whole reports say."""
        code = "store-index-damaged"
        kept: dict[object, tuple[object, object]] = {
            name: (number, total)
            for name, number, total in self._ask("SELECT name, number, total FROM tally")
            if name != DECLARATIONS.encode()
        }
        filed: dict[object, tuple[object, object]] = {}
        for name, number, total in self._ask("SELECT name, count(*), sum(seq) FROM marks GROUP BY name"):
            filed[name] = (number, total)
        sums = (REPORTS.encode(), DAYS.encode())
        told: dict[object, tuple[object, object]] = {name.encode(): counts for name, counts in self.marks.items()}
        due = told if self.judged and not self.lost else kept
        for name in sorted({*kept, *filed, *due}, key=repr):
            in_index = due.get(name) if name in sums else filed.get(name)
            if not kept.get(name) == in_index == due.get(name):
                yield self.fault(code, f"the index of {_filed_under(name)} is not what the reports say")

    def _file(self) -> Iterator[Problem]:
        """What SQLite itself finds."""
        for (row,) in self._ask(f"PRAGMA integrity_check({_SHOWN})"):
            text = row.decode(errors="replace") if isinstance(row, bytes) else str(row)
            if text != "ok":
                yield self.fault("store-file-damaged", f"SQLite finds: {text}")


def _plain(value: object) -> str:
    """What stands in a damaged file, as text."""
    return show(value.decode(errors="replace") if isinstance(value, bytes) else str(value), _NAME_SHOWN)


def _filed_under(name: object) -> str:
    """A name of the index in words."""
    found = _plain(name)
    for prefix, words in ((SUBJECT, "subject"), (DAY, "the day"), (REFERENCE, "references to")):
        if found.startswith(prefix):
            return f"{words} {found.removeprefix(prefix)}"
    return {REPORTS: "all reports", DAYS: "all days"}.get(found, f"what is called {found}")


def scan(rows: Rows) -> Iterator[tuple[int, bytes, bytes, bool]]:
    """Every report that can be reached: number, id, line, and whether the line has its hash."""
    seq, end = 0, _last_number(rows)
    while True:
        got = 0
        try:
            for number, name, digest, line in rows.connection.execute(_SCAN, (seq, CHUNK)):
                got += 1
                fits = isinstance(number, int) and seq < number <= end
                seq = number if fits else seq + 1
                whole = fits and isinstance(line, bytes) and line_hash(line) == digest
                yield seq, name if isinstance(name, bytes) else b"", line if isinstance(line, bytes) else b"", whole
            if got < CHUNK:
                return
        except UNREADABLE:
            seq += 1  # what lies on a page that cannot be read is passed over, one number after the other
            if seq >= end:
                return


def _last_number(rows: Rows) -> int:
    """The number of the last report: of what the reports, the tally and the commits say, the one in the middle."""
    found: list[int] = []
    for statement in (
        "SELECT max(seq) FROM reports",
        f"SELECT number FROM tally WHERE name = '{REPORTS}'",
        "SELECT max(last) FROM commits",
    ):
        with suppress(*UNREADABLE):
            found += [value for (value,) in rows.connection.execute(statement) if isinstance(value, int)]
    return sorted(found)[len(found) // 2] if found else 0


def _parsed(header: Header) -> Scenario | None:
    try:
        return read_header("declarations", header.line)
    except InvalidScenario:
        return None


def _read(declared: Scenario, line: bytes) -> Report | None:
    try:
        return next(read_reports_jsonl([line], declared), None)
    except InvalidScenario:
        return None


@frozen
class _Saving:
    """The whole reports of a store on their way into another."""

    rows: Rows
    headers: list[Header]

    def fill(self, new: Rows) -> Appended:
        """Write the declarations as they came, and the whole reports in their order."""
        declared = read_header("declarations", self.headers[-1].line)
        writer = Writer(new, declared)
        with transaction(new.connection, new.path):
            make_schema(new.connection)
            waiting = list(self.headers)
            writer.put_header(waiting.pop(0).line, 1, 0)
            for chunk in in_chunks(self._whole(declared), CHUNK):
                writer.keep(chunk)
            for version, header in enumerate(waiting, start=2):
                writer.put_header(header.line, version, min(header.after, new.recorded()))
            recorded = new.recorded()
        return Appended(count=recorded, duplicates=0, recorded=recorded)

    def _whole(self, declared: Scenario) -> Iterator[Report]:
        seen: set[str] = set()
        for _, _, line, whole in scan(self.rows):
            report = _read(declared, line) if whole else None
            if report is not None and report.id not in seen:
                seen.add(report.id)
                yield report
