"""The store: recording reports and reading them back, against bare SQLite and against a file of lines."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from itertools import count as numbers
from pathlib import Path

from negotrack.files.dump import format_json_line
from negotrack.files.jsonl import read_reports_jsonl
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.store import create, open_store
from negotrack.store.lines import marks_of
from tests.bench.harness import Found, compared, interleaved
from tests.bench.logs import scenario

Column = tuple[int, str, bytes, str]
COLUMNS = "seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash BLOB NOT NULL, line TEXT NOT NULL"
MARKS = "CREATE TABLE marks (name TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (name, seq)) WITHOUT ROWID"
NEAR = 1.5
"""How many times as much as bare SQLite a store may cost."""


class Logs:
    """One log in every form that a rival takes, in a folder of its own."""

    def __init__(self, folder: str, quick: bool) -> None:
        self.count = 5_000 if quick else 20_000
        self.folder = Path(folder)
        self.scenario: Scenario = scenario(self.count, self.count // 100)
        self.declared = self.scenario.with_reports(())
        self.reports: tuple[Report, ...] = self.scenario.reports
        self.lines = [format_json_line(report).encode() for report in self.reports]
        self.columns: list[Column] = [
            (seq, report.id, sha256(line).digest(), line.decode())
            for seq, (report, line) in enumerate(zip(self.reports, self.lines, strict=True), start=1)
        ]
        self.marks = sorted((name, seq) for seq, r in enumerate(self.reports, start=1) for name in marks_of(r))
        self._numbers = numbers()

    def fresh(self) -> str:
        """A path where nothing is yet."""
        return str(self.folder / f"{next(self._numbers)}.db")


def _bare(path: str, mode: str, synchronous: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute(f"CREATE TABLE reports ({COLUMNS})")
    connection.execute(MARKS)
    return connection


def _insert(logs: Logs) -> Callable[[], object]:
    """What bare SQLite does with the columns of the reports, nothing proved, hashed or indexed."""

    def work() -> object:
        with closing(_bare(logs.fresh(), "WAL", "NORMAL")) as connection:
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO reports VALUES (?, ?, ?, ?)", logs.columns)
            connection.execute("COMMIT")
        return None

    return work


def _insert_all(logs: Logs) -> Callable[[], object]:
    """The same rows, hashes and index as in a store, with its settings: what cannot be left out."""

    def work() -> object:
        with closing(_bare(logs.fresh(), "DELETE", "EXTRA")) as connection:
            connection.execute("BEGIN IMMEDIATE")
            rows = ((seq, name, sha256(line.encode()).digest(), line) for seq, name, _, line in logs.columns)
            connection.executemany("INSERT INTO reports VALUES (?, ?, ?, ?)", rows)
            connection.executemany("INSERT INTO marks VALUES (?, ?)", logs.marks)
            connection.execute("COMMIT")
        return None

    return work


def _append(logs: Logs) -> Callable[[], object]:
    def work() -> object:
        path = logs.fresh()
        create(path, logs.declared)
        with open_store(path, "w") as store:
            return store.append(logs.reports)

    return work


def _dump(logs: Logs) -> Callable[[], object]:
    """A file of JSON lines, written and read back: what a store would cost without being one."""
    plain = [json.loads(line) for line in logs.lines]

    def work() -> object:
        path = logs.fresh()
        with open(path, "wb") as file:
            file.writelines(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in plain)
            file.flush()
            os.fsync(file.fileno())
        with open(path, "rb") as file:
            return list(read_reports_jsonl(file, logs.declared))

    return work


def _append_lines(logs: Logs) -> Callable[[], object]:
    def work() -> object:
        path = logs.fresh()
        create(path, logs.declared)
        with open_store(path, "w") as store:
            return store.append_lines(logs.lines)

    return work


def append(quick: bool) -> Iterator[Found]:
    """Recording reports, all in one call: values in memory, or lines as an import makes them."""
    with tempfile.TemporaryDirectory() as folder:
        logs = Logs(folder, quick)
        per = (logs.count, logs.count)
        bare, same, file = (
            (_insert(logs), "SQLite, WAL: executemany of the same columns, ready made", NEAR),
            (_insert_all(logs), "the same rows, hashes and index by bare SQLite, with a store's settings", None),
            (_dump(logs), "a file of JSON lines, written and read back to reports", None),
        )
        for what, ours, rivals in (
            ("reports", _append(logs), (bare, same, file)),
            ("canonical lines", _append_lines(logs), (bare, same)),
            ("reports' rows, hashes and index, by bare SQLite", _insert_all(logs), ((*bare[:2], None),)),
        ):
            for rival, against, goal in rivals:
                turns = interleaved(ours, rival)
                yield compared("append", f"recording {logs.count:,} {what}", against, *turns, goal, per=per)


def read_back(quick: bool) -> Iterator[Found]:
    """Reading what a store holds, every line held against its hash."""
    with tempfile.TemporaryDirectory() as folder:
        logs = Logs(folder, quick)
        path, bare = logs.fresh(), logs.fresh()
        create(path, logs.scenario)
        with closing(_bare(bare, "WAL", "NORMAL")) as connection:
            connection.executemany("INSERT INTO reports VALUES (?, ?, ?, ?)", logs.columns)
        per = (logs.count, logs.count)

        def rows() -> object:
            with closing(sqlite3.connect(bare)) as connection:
                return connection.execute("SELECT seq, id, hash, line FROM reports ORDER BY seq").fetchall()

        def lines() -> object:
            with open_store(path) as store:
                return list(store.lines())

        def reports() -> object:
            with open_store(path) as store:
                return list(store.reports())

        def decoded() -> object:
            return list(read_reports_jsonl(logs.lines, logs.declared))

        for what, ours, against, theirs in (
            ("lines, hashes checked", lines, "SELECT of the same columns by bare SQLite", rows),
            ("reports", reports, "decoding the same lines from memory", decoded),
        ):
            what = f"reading {logs.count:,} {what}"
            yield compared("read-back", what, against, *interleaved(ours, theirs), NEAR, per=per)


ROWS = {"append": append, "read-back": read_back}
