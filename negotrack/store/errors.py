"""What can go wrong with a store, by what a caller can do about it.

Owns: the exceptions of the store. Must not know: SQLite, what a store holds.
"""

from __future__ import annotations

from typing import Final

from negotrack.files.builder import show
from negotrack.problems import NegotrackError, Problem, ReadError, UsageError

_NAME_SHOWN: Final = 400


class StoreBusy(NegotrackError):
    """Somebody else is writing to the store, or keeps it from being written (exit code 4). Nothing was changed."""

    exit_code = 4


class StoreDamaged(NegotrackError):
    """The store is not as it was written (exit code 5). `problems` says what was found, where that is known."""

    exit_code = 5

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        self.problems = problems
        super().__init__(message)


class NewerStore(NegotrackError):
    """The store was written by a newer negotrack than this one (exit code 5)."""

    exit_code = 5


class CutOff(ReadError):
    """A write was cut off and must be undone before the store can be read, which needs writing (exit code 3)."""


class NotAStore(UsageError):
    """The file is no store of negotrack (exit code 2)."""


def shown(path: str) -> str:
    """A path with what a terminal would obey made visible."""
    return show(path, _NAME_SHOWN)
