"""Telling a store from every other file, without opening it as a database.

Owns: the marks in the first bytes. Must not know: SQLite, what a store holds.
"""

from __future__ import annotations

import os
import stat
from typing import Final

from negotrack.files.decode import STORE_MARK, STORE_MARK_AT

APPLICATION: Final = int.from_bytes(STORE_MARK, "big")
MAGIC: Final = b"SQLite format 3\0"
APPLICATION_AT: Final = STORE_MARK_AT
NAMES: Final = (".db", ".sqlite", ".sqlite3")
"""How the names of stores end, where a name must say what is to be made."""


def names_a_store(path: str) -> bool:
    """Whether a file that is to be made is a store, by its name."""
    return path.endswith(NAMES)


def is_store(path: str) -> bool:
    """Whether a file is an SQLite database, or a store whose first bytes are damaged; never waits for a pipe."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            head = file.read(APPLICATION_AT + 4)
    except (OSError, ValueError):
        return False
    return head.startswith(MAGIC) or head[APPLICATION_AT:] == APPLICATION.to_bytes(4, "big")
