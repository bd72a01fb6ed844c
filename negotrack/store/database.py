"""The store: reports added, read back, asked for by subject, by report date and by the order of recording.

Owns: `Store` and what its callers see. Must not know: the layout of the file, how answers are derived.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from os import PathLike
from types import TracebackType

from attrs import field, frozen

from negotrack.engine.given import Day, as_day, as_path, expect, expect_all, expect_each
from negotrack.engine.wiring import Wiring
from negotrack.files.jsonl import read_reports_jsonl
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario, Problem, UsageError, suggest
from negotrack.store.errors import shown
from negotrack.store.layout import Mode, connect
from negotrack.store.lines import DAY, REFERENCE, SUBJECT, read_header, references_of, report_of
from negotrack.store.rows import Header, Rows
from negotrack.store.writing import LINES, Appended, Writer

__all__ = ["Appended", "Store", "open_store"]


@frozen(eq=False)
class Store:
    """An open store. Close it, or use it in a `with`; one connection, for one thread."""

    path: str
    mode: Mode
    _connection: sqlite3.Connection
    _known: dict[int, Scenario] = field(factory=dict, init=False)

    @property
    def _rows(self) -> Rows:
        return Rows(self._connection, self.path)

    @property
    def recorded(self) -> int:
        """How many reports were recorded: the number of the last one."""
        return self._rows.recorded()

    def declarations(self, recorded_until: int | None = None) -> Scenario:
        """Everything declared, without reports; as it was when so many reports had been recorded."""
        return self._declared(self._header(recorded_until))

    def _header(self, recorded_until: int | None) -> Header:
        if recorded_until is not None:
            expect(recorded_until, int, where="recorded_until")
        return self._rows.header(recorded_until)

    def _declared(self, header: Header) -> Scenario:
        if header.version not in self._known:
            self._known[header.version] = self._parsed(header)
        return self._known[header.version]

    def _parsed(self, header: Header) -> Scenario:
        try:
            return read_header(shown(self.path), header.line)
        except InvalidScenario as error:
            raise self._rows.damaged(f"the declarations cannot be read: {error}") from None

    def read(self) -> Scenario:
        """The whole scenario, reports in the order recorded."""
        return self.scenario()

    def scenario(
        self, *, subjects: Iterable[str] | None = None, known_until: Day = None, recorded_until: int | None = None
    ) -> Scenario:
        """The scenario, or the part of it that bears on some subjects.

        Everything is declared in the part too, but only the reports that can bear on the negotiations of these
        subjects are there, so that only the states of those hold. Raises StoreDamaged when anything read is not
        as it was written, UsageError for a subject that is not declared.
        """
        wanted = () if subjects is None else expect_all(subjects, str, "subjects")
        declared = self.declarations(recorded_until)
        until = self._until(recorded_until)
        day = as_day(known_until)
        if subjects is None:
            return declared.with_reports(self.reports(known_until=day, recorded_until=recorded_until))
        numbers = {n for n in self._about(declared, wanted) if n <= until}
        if day is not None:
            numbers &= self._known_by(day)
        return declared.with_reports(self._parse(declared, self._some(numbers)))

    def reports(self, *, known_until: Day = None, recorded_until: int | None = None) -> Iterator[Report]:
        """The reports in the order recorded: with a report date up to a day, among the first so many recorded."""
        declared = self.declarations(recorded_until)
        until, day = self._until(recorded_until), as_day(known_until)
        if day is None or max(self._rows.days(), default=day) <= day:
            return self._parse(declared, self._rows.all_lines(until))
        return self._parse(declared, self._some(n for n in self._known_by(day) if n <= until))

    def lines(self, *, recorded_until: int | None = None) -> Iterator[bytes]:
        """The log as a file of JSON lines, declarations first, each line without its line feed."""
        yield self._header(recorded_until).line
        yield from self._rows.all_lines(self._until(recorded_until))

    def some_lines(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """The lines of some reports by their numbers, in the order recorded."""
        return self._rows.some_lines(numbers)

    def last_day(self, known_until: Day = None) -> date | None:
        """The last report date, among those up to a day."""
        until = as_day(known_until) or date.max
        return max((day for day in self._rows.days() if day <= until), default=None)

    def append(self, reports: Iterable[Report]) -> Appended:
        """Record reports: all of them or, when one is refused, none. What is recorded already is counted only.

        When this returns, the reports are on disk. Raises InvalidScenario for a report that does not fit the
        declarations or that was recorded with other content, StoreBusy when there is another writer, ReadError
        when the disk is full or fails.
        """
        self._must_write()
        given = expect_each(reports, Report, "append")
        return Writer(self._rows, self._declared(self._rows.header())).append(given)

    def append_lines(self, lines: Iterable[bytes]) -> Appended:
        """Record the reports of JSON lines, with or without their line feeds; see `append`.

        Quicker than reports where the lines are canonical, as those that negotrack writes.
        """
        self._must_write()
        given = expect_each(lines, bytes, "append_lines", hint=LINES)
        return Writer(self._rows, self._declared(self._rows.header())).append_lines(given)

    def declare(self, scenario: Scenario) -> None:
        """Take the declarations of a scenario, from the last report recorded on; every report must still fit them."""
        self.take(expect(scenario, Scenario, where="declare").with_reports(()))

    def take(self, scenario: Scenario) -> Appended:
        """Take a log as it is now: its declarations, and those of its reports that are new. All of it or nothing."""
        self._must_write()
        return Writer(self._rows, self.declarations()).take(expect(scenario, Scenario, where="take"))

    def verify(self) -> tuple[Problem, ...]:
        """Everything that is not as it was written; nothing is changed."""
        from negotrack.store.doctor import verify

        return verify(self._rows)

    def _must_write(self) -> None:
        if self.mode != "w":
            raise UsageError(f"{shown(self.path)} was opened for reading; open it with mode 'w' to write")

    def _until(self, recorded_until: int | None) -> int:
        recorded = self.recorded
        if recorded_until is None:
            return recorded
        if not 0 <= recorded_until <= recorded:
            raise UsageError(f"{shown(self.path)} has {recorded} reports recorded; there is no {recorded_until}")
        return recorded_until

    def _about(self, declared: Scenario, subjects: Iterable[str]) -> set[int]:
        """The numbers of all reports that can bear on the negotiations of some subjects."""
        component_of = Wiring(declared).component_of
        wanted: set[int] = set()
        for name in subjects:
            if name not in component_of:
                raise UsageError(f"there is no subject {name!r}; {suggest(name, component_of)}")
            wanted.add(component_of[name])
        found: set[int] = set()
        for name, component in component_of.items():
            if component in wanted:
                found |= self._rows.filed(SUBJECT + name)
        return self._with_references(declared, found) if self._rows.has_references() else found

    def _with_references(self, declared: Scenario, numbers: set[int]) -> set[int]:
        """These reports, those that refer to them and those that they refer to, and so on."""
        found, new = set(numbers), set(numbers)
        while new:
            linked: set[int] = set()
            for report in self._parse(declared, self._some(new)):
                linked |= self._rows.filed(REFERENCE + report.id)
                names = {report_of(name) for s in report.statements for name in references_of(s)}
                linked.update(n for n in map(self._rows.number_of, names) if n is not None)
            new = linked - found
            found |= new
        return found

    def _known_by(self, day: date) -> set[int]:
        """The numbers of the reports with a report date up to a day."""
        found: set[int] = set()
        for known in self._rows.days():
            if known <= day:
                found |= self._rows.filed(DAY + known.isoformat())
        return found

    def _some(self, numbers: Iterable[int]) -> Iterator[bytes]:
        return (line for _, line in self._rows.some_lines(numbers))

    def _parse(self, declared: Scenario, lines: Iterable[bytes]) -> Iterator[Report]:
        """Reports of lines that were judged when they were recorded."""
        try:
            yield from read_reports_jsonl(lines, declared, name=shown(self.path))
        except InvalidScenario as error:
            raise self._rows.damaged(f"a report cannot be read: {error}") from None

    def close(self) -> None:
        """Close the store; closing twice does nothing."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(path: str | PathLike[str], mode: Mode = "r", *, wait: float | None = None) -> Store:
    """Open a store that exists, for reading (`r`) or for reading and writing (`w`).

    `wait` is for how many seconds a store that is busy is asked again: by default 10 to read, 2 to write. Raises
    ReadError when there is no such file, NotAStore for other files, NewerStore for stores of a later version,
    StoreDamaged, and StoreBusy when its time is up.
    """
    name = as_path(path, "name the file of a store")
    if mode not in ("r", "w"):
        raise UsageError(f"a store is opened for reading with 'r' or for writing with 'w', not with {mode!r:.60}")
    return Store(name, mode, connect(name, mode, wait=wait))
