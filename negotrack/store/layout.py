"""How a store lies in its file: tables, version, settings, and telling a store from everything else.

Owns: the schema and its versions, how a connection is made. Must not know: reports, what tables hold.

The settings are those under which no acknowledged write was lost in simulated power cuts: a rollback journal that
is deleted (DELETE), synced with its folder (EXTRA). Writers begin with IMMEDIATE, so that none reads what another
is about to change. No file is made by opening one.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import cache
from typing import Final, Literal
from urllib.parse import quote

from negotrack.problems import ReadError, UsageError
from negotrack.store.errors import CutOff, NewerStore, NotAStore, StoreDamaged, shown
from negotrack.store.faults import guarded
from negotrack.store.telling import APPLICATION, APPLICATION_AT, MAGIC

Mode = Literal["r", "w"]
Sql = str

VERSION: Final = 1
READER_WAITS: Final = 10.0
WRITER_WAITS: Final = 2.0
"""Seconds for which a store that is busy is asked again."""

SCHEMA: Final[tuple[Sql, ...]] = (
    # Every version of the declarations, with the number of reports recorded when it came.
    "CREATE TABLE declarations (version INTEGER PRIMARY KEY, after INTEGER NOT NULL, hash BLOB NOT NULL, "
    "line TEXT NOT NULL)",
    # seq is *recorded*: 1, 2, 3 without a gap. hash is that of the line.
    "CREATE TABLE reports (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash BLOB NOT NULL, line TEXT NOT NULL)",
    # What was acknowledged at once, up to and with `last`; the digest runs on over the hashes of all reports.
    "CREATE TABLE commits (last INTEGER PRIMARY KEY, digest BLOB NOT NULL)",
    # The index: what a report is filed under. It follows from the reports.
    "CREATE TABLE marks (name TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (name, seq)) WITHOUT ROWID",
    # How many reports are filed under a name, and the sum of their numbers: an index that lost one is noticed.
    "CREATE TABLE tally (name TEXT PRIMARY KEY, number INTEGER NOT NULL, total INTEGER NOT NULL) WITHOUT ROWID",
)
APPEND_ONLY: Final = ("declarations", "reports", "commits")

MIGRATIONS: Final[Mapping[int, tuple[Sql, ...]]] = {}
"""Version -> what makes a store of it one of the next version."""


def _triggers() -> Iterator[Sql]:
    """Nothing that was recorded is changed or deleted, by whatever program."""
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are only added to'); END"
            )


def make_schema(connection: sqlite3.Connection) -> None:
    """Make the tables, within a transaction that the caller began."""
    for statement in (*SCHEMA, *_triggers()):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


@cache
def _expected() -> frozenset[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.text_factory = bytes
        make_schema(connection)
        return _objects(connection)


def _objects(connection: sqlite3.Connection) -> frozenset[tuple[object, ...]]:
    return frozenset(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


def connect(path: str, mode: Mode, *, wait: float | None = None) -> sqlite3.Connection:
    """A connection to a store that exists, its schema looked at. Text comes as bytes, whatever was done to it."""
    _must_be_file(path)
    try:
        return _connected(path, mode, wait)
    except CutOff:
        if mode == "w" or not os.access(path, os.W_OK):
            raise
        _connected(path, "w", wait).close()  # undoes the write that was cut off, as every writer does
        return _connected(path, mode, wait)


def _connected(path: str, mode: Mode, wait: float | None) -> sqlite3.Connection:
    connection = raw_connection(path, mode, wait=wait)
    try:
        with guarded(path):
            _settle(connection, mode)
            must_be_ours(connection, path)
            if mode == "w":
                migrate(connection, path)
            if _number(connection, "user_version") == VERSION and _objects(connection) != _expected():
                raise StoreDamaged(f"{shown(path)} is damaged: its tables are not those of a store")
    except BaseException:
        connection.close()
        raise
    return connection


def _must_be_file(path: str) -> None:
    name = shown(path)
    if not path or "\0" in path:
        raise UsageError("an empty path, or one with a NUL character, names no store")
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        raise ReadError(f"{name}: {(error.strerror or '').lower()}; negotrack makes no store by opening one") from None
    if not stat.S_ISREG(mode):
        raise NotAStore(f"{name} is no file, so it is no store")
    try:
        with open(path, "rb") as file:
            head = file.read(APPLICATION_AT + 4)
    except OSError as error:
        raise ReadError(f"{name}: {(error.strerror or '').lower()}") from None
    if not head.startswith(MAGIC):
        if head[APPLICATION_AT:] == APPLICATION.to_bytes(4, "big"):
            raise StoreDamaged(f"{name} is damaged: its first bytes are not those of a store")
        raise NotAStore(f"{name} is no store: it does not begin as one does; logs in text are read as they are")


def raw_connection(path: str, mode: Mode, *, wait: float | None = None, make: bool = False) -> sqlite3.Connection:
    """A connection without a look at what it leads to; only `make` makes a file."""
    access = "rwc" if make else {"r": "ro", "w": "rw"}[mode]
    uri = f"file:{quote(os.fsencode(os.path.abspath(path)))}?mode={access}"
    seconds = wait if wait is not None else (WRITER_WAITS if mode == "w" else READER_WAITS)
    with guarded(path):
        connection = sqlite3.connect(uri, uri=True, timeout=seconds, isolation_level=None)
    connection.text_factory = bytes
    return connection


def _settle(connection: sqlite3.Connection, mode: Mode) -> None:
    """What a stored database may do is bounded; writers are safe against power cuts."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    if mode == "r":
        connection.execute("PRAGMA query_only = ON")
        return
    connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA fullfsync = ON")


def must_be_ours(connection: sqlite3.Connection, path: str) -> None:
    """Raise NotAStore, NewerStore or StoreDamaged for what this version cannot read as a store."""
    application, version = _number(connection, "application_id"), _number(connection, "user_version")
    if application != APPLICATION:
        if any(name == b"declarations" for _, name, _, _ in _objects(connection)):
            raise StoreDamaged(f"{shown(path)} is damaged: the mark of a store is not what it was")
        raise NotAStore(f"{shown(path)} is an SQLite database, but no store of negotrack")
    if version > VERSION:
        raise NewerStore(
            f"{shown(path)} is a store of version {version}; this negotrack reads up to version {VERSION}: "
            "use a newer negotrack"
        )
    if version != VERSION and version not in MIGRATIONS:
        raise StoreDamaged(f"{shown(path)} is damaged: there is no version {version} of a store")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def migrate(
    connection: sqlite3.Connection, path: str, steps: Mapping[int, tuple[Sql, ...]] = MIGRATIONS, to: int = VERSION
) -> None:
    """Bring an older store to a version, in one transaction: afterwards it is of the one or of the other."""
    if _number(connection, "user_version") >= to:
        return
    with transaction(connection, path):
        for version in range(_number(connection, "user_version"), to):
            for statement in steps[version]:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {to}")


@contextmanager
def transaction(connection: sqlite3.Connection, path: str) -> Iterator[None]:
    """All of a write or nothing, by one writer. Raises StoreBusy when there is another."""
    with guarded(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            raise
