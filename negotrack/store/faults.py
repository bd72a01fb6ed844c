"""The faults of SQLite, turned into those of a store.

Owns: which fault becomes which exception, and what it says. Must not know: what a store holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from negotrack.problems import NegotrackError, ReadError, UsageError
from negotrack.store.errors import CutOff, StoreBusy, StoreDamaged, shown

_BUSY: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED: Final = {
    sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_RANGE,
}  # fmt: skip
_READ_ONLY: Final = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
_UNFINISHED: Final = {
    sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY, sqlite3.SQLITE_READONLY_CANTINIT,
}  # fmt: skip


@contextmanager
def guarded(path: str) -> Iterator[None]:
    """Turn the faults of SQLite into those of this module, each saying what to do."""
    try:
        yield
    except sqlite3.ProgrammingError as error:  # what the caller did, not what the file holds
        raise _misused(path, error) from None
    except sqlite3.Error as error:
        raise _translated(path, error) from None
    except UnicodeDecodeError:  # SQLite complained of a damaged name, and quoted it
        name = shown(path)
        raise StoreDamaged(f"{name} is damaged; negotrack doctor {name} says what is left") from None


def _misused(path: str, error: sqlite3.ProgrammingError) -> UsageError:
    if "thread" in str(error):
        return UsageError(f"{shown(path)} was opened in another thread; each opens the store for itself")
    return UsageError(f"{shown(path)}: the store is closed; open it again")


def _translated(path: str, error: sqlite3.Error) -> NegotrackError:
    full = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    name = shown(path)
    if full in _UNFINISHED:
        return CutOff(
            f"{name}: a write was cut off and must be undone first, which needs a place that can be written: "
            "copy the store with its -journal file to such a place and open it there"
        )
    match full & 0xFF:
        case code if code in _BUSY:
            return StoreBusy(f"{name} is being written or read by another program; nothing was changed, try again")
        case code if code in _DAMAGED:
            return StoreDamaged(f"{name} is damaged ({error}); negotrack doctor {name} says what is left")
        case code if code in _READ_ONLY:
            return ReadError(f"{name} cannot be written: it, or its folder, is read-only")
        case sqlite3.SQLITE_FULL:
            return ReadError(f"{name}: the disk is full; nothing of this was stored")
        case sqlite3.SQLITE_TOOBIG:
            return UsageError(f"{name}: a report is too long to be stored")
        case _:
            return ReadError(f"{name}: cannot be read or written ({error})")
