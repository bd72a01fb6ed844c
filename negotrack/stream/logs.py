"""Logs whose lines can be read one by one and then, some of them, again: files of JSON lines and stores.

Owns: where a line lies, and noticing that a file changed in between. Must not know: what lines say.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Protocol

from negotrack.files.builder import show
from negotrack.loading import MAX_LINES_FILE, bounded_lines
from negotrack.opening import open_regular
from negotrack.problems import ReadError
from negotrack.store import Store, is_store, open_store

LINES = ".jsonl"


class Log(Protocol):
    """Lines with their numbers: 1 for the first line of a file, or for the first report of a store."""

    name: str
    judged: bool
    """Whether every line was judged, alone and together with others, when it was taken in."""

    def header(self) -> bytes:
        """The line of the declarations."""
        ...

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Every line after the declarations, in order."""
        ...

    def some(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Some lines again, by rising numbers. Raises ReadError when the log is not what it was."""
        ...


class FileLog:
    """A file of JSON lines."""

    judged = False

    def __init__(self, name: str, file: BinaryIO) -> None:
        self.name = name
        self._file = file
        self._state = self._stat()
        if self._state[0] > MAX_LINES_FILE:
            raise ReadError(f"{name} has {self._state[0]} bytes; the limit is {MAX_LINES_FILE}")
        self._starts = array("Q", [0])
        self._first = 0

    def header(self) -> bytes:
        """The first line that is not empty."""
        for raw in self._read():
            self._first += 1
            if raw.strip():
                return raw
        return b""

    def _read(self) -> Iterator[bytes]:
        for raw in bounded_lines(self._file):
            self._starts.append(self._file.tell())
            yield raw

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Every line after the header, each with its number; where it lies is noted."""
        return enumerate(self._read(), start=self._first + 1)

    def some(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """These lines again."""
        for number in numbers:
            start, end = self._starts[number - 1], self._starts[number]
            self._file.seek(start)
            yield number, self._file.read(end - start)
        if self._stat() != self._state:
            raise ReadError(f"{self.name} changed while it was read; ask again once it is whole")

    def _stat(self) -> tuple[int, int]:
        found = os.fstat(self._file.fileno())
        return found.st_size, found.st_mtime_ns


class StoreLog:
    """A store as it is when it is opened; reports recorded meanwhile are not of it."""

    judged = True

    def __init__(self, store: Store) -> None:
        self.name = store.path
        self._store = store
        self._recorded = store.recorded

    def header(self) -> bytes:
        """The declarations that stood then."""
        return next(self._store.lines(recorded_until=self._recorded))

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Every report, held against its hash."""
        found = self._store.lines(recorded_until=self._recorded)
        next(found)
        return enumerate(found, start=1)

    def some(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """These reports again."""
        return self._store.some_lines(numbers)


def can_stream(path: str) -> bool:
    """Whether a path is of a kind that is read line by line."""
    return path.endswith(LINES) or is_store(path)


@contextmanager
def open_log(path: str) -> Iterator[Log]:
    """A log, open while it is asked. Raises ReadError when there is none."""
    if is_store(path):
        with open_store(path) as store:
            yield StoreLog(store)
        return
    name = show(path, 400)
    try:
        real = os.path.realpath(path, strict=True)
    except (OSError, ValueError) as error:
        raise ReadError(f"{name}: {(getattr(error, 'strerror', None) or 'is no path').lower()}") from None
    with open(open_regular(real, name), "rb") as file:
        yield FileLog(name, file)
