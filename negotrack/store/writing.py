"""Recording: reports and declarations added to a store, all of a call or nothing.

Owns: what is refused, the numbers given, the index kept. Must not know: how reports are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve, field, frozen

from negotrack.engine.bulk import COLLECTING_PAUSED
from negotrack.files.builder import show
from negotrack.files.dump import encode_report, format_json_header
from negotrack.files.jsonl import LineReader, read_reports_jsonl
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario, Problem, Span, UsageError
from negotrack.store.errors import shown
from negotrack.store.layout import transaction
from negotrack.store.lines import (
    DAYS,
    DECLARATIONS,
    REFERENCE,
    REPORTS,
    SUBJECT,
    check_together,
    header_hash,
    in_chunks,
    line_hash,
    marks_of,
    read_header,
    references_of,
    refers,
    report_of,
    running_digest,
)
from negotrack.store.rows import CHUNK, Rows

_COUNT: Final = (
    "INSERT INTO tally (name, number, total) VALUES (?, ?, ?) "
    "ON CONFLICT (name) DO UPDATE SET number = number + excluded.number, total = total + excluded.total"
)
_NAME_SHOWN: Final = 100
_MISSING: Final = ("unknown-report", "unknown-statement", "unknown-claim", "retract-of-nothing")
_FIRST: Final = "record what it is about first, or both in one append"
LINES: Final = "lines are bytes: line.encode()"
"""What to do with lines that are text."""


@frozen(kw_only=True)
class Appended:
    """What came of recording: how many reports are new, how many were there already, how many there are now."""

    count: int
    duplicates: int
    recorded: int


@frozen
class Writer:
    """One writer of a store, with the declarations that reports must fit."""

    rows: Rows
    declared: Scenario
    _reader: LineReader = field(init=False)
    _referring: list[Report] = field(factory=list, init=False)
    """Reports that are judged together with others, once all are there."""

    @_reader.default
    def _own_reader(self) -> LineReader:
        return LineReader(self.declared, shown(self.rows.path))

    def append(self, reports: Iterable[Report]) -> Appended:
        """Record reports in one transaction."""
        return self._append(map(self.record, in_chunks(reports, CHUNK)))

    def append_lines(self, lines: Iterable[bytes]) -> Appended:
        """Record the reports of lines in one transaction."""
        return self._append(map(self._record_lines, in_chunks(enumerate(lines, start=1), CHUNK)))

    def _append(self, recorded: Iterable[int]) -> Appended:
        """Run through what records, within a transaction."""
        with transaction(self.rows.connection, self.rows.path), COLLECTING_PAUSED:
            before = self.rows.recorded()
            given = sum(recorded)
            self._check_referring()
            after = self.rows.recorded()
        count = after - before
        return Appended(count=count, duplicates=given - count, recorded=after)

    def record(self, given: Sequence[Report]) -> int:
        """Record some reports within the caller's transaction, and give how many were given."""
        self._referring.extend(report for report in self.keep(given) if refers(report))
        return len(given)

    def keep(self, given: Sequence[Report]) -> list[Report]:
        """Record some reports without a look at those that they refer to, and give those that are new."""
        lines = [encode_report(report) for report in given]
        self._check_alone(given, lines)
        return self._keep(given, lines)

    def _record_lines(self, given: Sequence[tuple[int, bytes]]) -> int:
        """Record the reports of some lines.

        What was read from its canonical line needs no proof that this line reads back as the report.
        """
        problems: list[Problem] = []
        reports: list[Report] = []
        lines: list[bytes] = []
        odd: list[int] = []
        for number, raw in given:
            for report in self._reader.read(raw, number, problems):
                line = encode_report(report)
                if line != raw and line != raw.rstrip(b"\n"):
                    odd.append(len(lines))
                reports.append(report)
                lines.append(line)
        _raise_errors(problems)
        self._check_alone([reports[place] for place in odd], [lines[place] for place in odd])
        self._referring.extend(report for report in self._keep(reports, lines) if refers(report))
        return len(reports)

    def _keep(self, given: Sequence[Report], lines: Sequence[bytes]) -> list[Report]:
        new = self._new(given, lines)
        found = [report for report, _ in new]
        self._insert(found, [line for _, line in new])
        return found

    def _check_alone(self, given: Sequence[Report], lines: Sequence[bytes]) -> None:
        """Only what reads back as it was given is recorded."""
        problems: list[Problem] = []
        read = self._reader.read
        found = [report for number, line in enumerate(lines, start=1) for report in read(line, number, problems)]
        _raise_errors(problems)
        if found != list(given):
            odd = next((r.id for r, f in zip(given, found, strict=False) if r != f), given[0].id)
            raise UsageError(f"report {show(odd, _NAME_SHOWN)!r} does not read back as it was given; it is no log's")

    def _new(self, given: Sequence[Report], lines: Sequence[bytes]) -> list[tuple[Report, bytes]]:
        """Those that are not recorded yet. Raises InvalidScenario for an id with other content."""
        places = self._places(report.id for report in given)
        if not places and len({report.id for report in given}) == len(given):
            return list(zip(given, lines, strict=True))
        new: dict[str, tuple[Report, bytes]] = {}
        for report, line in zip(given, lines, strict=True):
            if report.id in places:
                number, kept = places[report.id]
                if kept != line:
                    raise self._conflict(report.id, f"report {number} of the store")
            elif report.id not in new:
                new[report.id] = (report, line)
            elif new[report.id][1] != line:
                raise self._conflict(report.id, "another report to be recorded")
        return list(new.values())

    def _places(self, ids: Iterable[str]) -> dict[str, tuple[int, bytes]]:
        """Of those that are recorded: id -> number and line."""
        if self.rows.recorded() == 0:
            return {}
        numbers = self.rows.numbers_of(ids)
        lines = dict(self.rows.some_lines(set(numbers.values())))
        return {name: (number, lines[number]) for name, number in numbers.items()}

    def _conflict(self, report: str, other: str) -> InvalidScenario:
        name = show(report, _NAME_SHOWN)
        message = f'"{name}" was recorded before with other content, as {other}; a report never changes'
        hint = "give the new report another id, and let it retract or correct what it must"
        span = Span(file=shown(self.rows.path))
        problem = Problem(
            code="same-id-other-content", message=message, span=span, hint=hint, related=((other, span),)
        )  # fmt: skip
        return InvalidScenario([problem])

    def _insert(self, new: Sequence[Report], lines: Sequence[bytes]) -> None:
        if not new:
            return
        run, first = self.rows.connection, self.rows.recorded() + 1
        before = self.rows.last_digest()
        hashes = [line_hash(line) for line in lines]
        rows = zip(range(first, first + len(new)), (r.id for r in new), hashes, map(bytes.decode, lines), strict=True)
        run.executemany("INSERT INTO reports (seq, id, hash, line) VALUES (?, ?, ?, ?)", rows)
        filed: dict[str, list[int]] = {}
        for seq, report in enumerate(new, start=first):
            for name in marks_of(report):
                filed.setdefault(name, []).append(seq)
        marks = [(name, seq) for name in sorted(filed) for seq in filed[name]]
        run.executemany("INSERT INTO marks (name, seq) VALUES (?, ?)", marks)
        last = first + len(new) - 1
        days = sum(report.published.ordinal for report in new)
        counts = [(name, len(filed[name]), sum(filed[name])) for name in sorted(filed)]
        numbers = (first + last) * len(new) // 2
        run.executemany(_COUNT, [*counts, (REPORTS, len(new), numbers), (DAYS, len(new), days)])
        run.execute("INSERT INTO commits (last, digest) VALUES (?, ?)", (last, running_digest(before, hashes)))

    def _check_referring(self) -> None:
        """Judge reports together with all that they name."""
        if not self._referring:
            return
        numbers: set[int] = set()
        todo = list(self._referring)
        while todo:
            near = {n for report in todo for n in self._near(report)} - numbers
            numbers |= near
            lines = (line for _, line in self.rows.some_lines(near))
            todo = [r for r in read_reports_jsonl(lines, self.declared, problems=[]) if refers(r)]
        kept = [(f"report {number}", line) for number, line in self.rows.some_lines(numbers)]
        try:
            check_together(self.rows.header().line, kept)
        except InvalidScenario as error:
            raise InvalidScenario(map(_in_order, error.problems)) from None

    def _near(self, report: Report) -> set[int]:
        """The report itself, those that it names, and those that say what it takes back."""
        names = {report.id, *(report_of(name) for s in report.statements for name in references_of(s))}
        found = {number for name in names if (number := self.rows.number_of(name)) is not None}
        for statement in report.statements:
            if statement.polarity == "retract":
                taken = (*statement.subjects, *statement.refers_to, statement.claim or "")
                found.update(number for name in taken if name for number in self.rows.filed(SUBJECT + name))
        return found | {number for name in names for number in self.rows.filed(REFERENCE + name)}

    def take(self, scenario: Scenario) -> Appended:
        """Record new declarations, which every report must fit, and the reports that are new; in one transaction."""
        line = format_json_header(scenario).encode()
        read_header("declarations", line)
        with transaction(self.rows.connection, self.rows.path), COLLECTING_PAUSED:
            before, headers = self.rows.recorded(), self.rows.headers()
            fitting = Writer(self.rows, scenario.with_reports(()))
            if headers[-1].line != line:
                self.put_header(line, len(headers) + 1, before)
                lines = self.rows.all_lines(before)
                kept = read_reports_jsonl(lines, scenario, name=shown(self.rows.path))
                fitting._referring.extend(report for report in kept if refers(report))
            given = sum(fitting.record(chunk) for chunk in in_chunks(scenario.reports, CHUNK))
            fitting._check_referring()
            recorded = self.rows.recorded()
        return Appended(count=recorded - before, duplicates=given - recorded + before, recorded=recorded)

    def put_header(self, line: bytes, version: int, after: int) -> None:
        """Write a version of the declarations, within the caller's transaction."""
        values = (version, after, header_hash(version, after, line), line.decode())
        run = self.rows.connection
        run.execute("INSERT INTO declarations (version, after, hash, line) VALUES (?, ?, ?, ?)", values)
        run.execute(_COUNT, (DECLARATIONS, 1, after))


def _in_order(problem: Problem) -> Problem:
    """What stands in a store can be judged at any time, so that what is taken back or denied comes first."""
    if problem.code not in _MISSING:
        return problem
    return evolve(problem, hint=f"{problem.hint}; {_FIRST}" if problem.hint else _FIRST)


def _raise_errors(problems: Sequence[Problem]) -> None:
    if any(problem.is_error for problem in problems):
        raise InvalidScenario(problems)
