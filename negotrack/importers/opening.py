"""Opening what is to be imported: a regular file, plain or packed, line by line, within bounds.

Owns: descriptors, gzip and zip with their bounds, the ends of lines, whether a file changed meanwhile.
Must not know: what the lines mean.
"""

from __future__ import annotations

import gzip
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final, Protocol

from attrs import define, frozen

from negotrack.files.builder import show
from negotrack.problems import InvalidScenario, Problem, ReadError, Span

MAX_LINE: Final = 1024 * 1024
"""Bytes of one line."""
MAX_UNPACKED: Final = 8 * 1024**3
"""Bytes that a packed file may hold."""
MAX_RATIO: Final = 200
"""How many times what was read of it a packed file may grow; text hardly grows thirtyfold."""
FREE: Final = 4 * 1024 * 1024
"""Bytes that may be unpacked before the ratio counts."""
MAX_SMALL: Final = 4 * 1024 * 1024
"""Bytes of a table or a map of columns."""
MAX_ENTRIES: Final = 1_000

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_MAGIC: Final = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"PAR1", "a Parquet file"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
_ZIPPED: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_UNPACKING: Final = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


Path = str | os.PathLike[str]


@frozen(kw_only=True)
class Spooled:
    """A file that holds what came from elsewhere, with the name of where it came from."""

    path: str
    shown: str

    def __fspath__(self) -> str:
        """The file."""
        return self.path


class Readable(Protocol):
    """What bytes come from."""

    def read(self, size: int, /) -> bytes:
        """Some bytes; none at the end."""
        ...


@define(eq=False)
class Opened:
    """An open file: the name shown and its lines, without their ends, each with its number from 1."""

    name: str
    lines: Iterator[tuple[int, bytes]]


def fault(code: str, message: str, name: str, line: int = 0, hint: str = "") -> Problem:
    """A problem with a file, or with one line of it."""
    span = Span(file=name, line=line, column=1, end_line=line, end_column=2) if line else Span(file=name)
    return Problem(code=code, message=message, span=span, hint=hint)


@contextmanager
def open_lines(path: Path) -> Iterator[Opened]:
    """The lines of a file, unpacked if it is packed.

    Raises ReadError when it cannot be opened, InvalidScenario when it is nothing that can be imported, is a
    bomb, breaks off in the packing, or has changed by the time that it was read.
    """
    name = shown_name(path)
    descriptor = _open(path)
    with open(descriptor, "rb") as file:
        before = os.fstat(descriptor)
        if before.st_size == 0:
            raise _unfit("empty-file", "the file is empty", name)
        yield Opened(name, _numbered(_unpacked(file, name), name))
        after = os.fstat(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _unfit("file-changed", "the file changed while it was read", name, "import it again once it is whole")


def read_small(path: Path) -> tuple[str, bytes]:
    """The name and the bytes of a table. Raises ReadError, and InvalidScenario when it is too large."""
    name = shown_name(path)
    with open(_open(path), "rb") as file:
        raw = file.read(MAX_SMALL + 1)
    if len(raw) > MAX_SMALL:
        raise _unfit("too-large", f"the table has more than {MAX_SMALL} bytes", name)
    return name, raw


def shown_name(path: Path) -> str:
    """The path as given, with controls made visible."""
    return show(path.shown if isinstance(path, Spooled) else os.fspath(path), 400)


def _unfit(code: str, message: str, name: str, hint: str = "") -> InvalidScenario:
    return InvalidScenario([fault(code, message, name, hint=hint)])


def _open(path: Path) -> int:
    given, name = os.fspath(path), shown_name(path)
    if not given or "\0" in given:
        raise ReadError("an empty path, or one with a NUL character, names nothing")
    try:
        descriptor = os.open(given, _FLAGS)
    except OSError as error:
        raise ReadError(f"{name}: {(error.strerror or type(error).__name__).lower()}") from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        what = "a folder" if stat.S_ISDIR(mode) else "no regular file"
        raise ReadError(f"{name} is {what}; a file is expected")
    return descriptor


def _unpacked(file: IO[bytes], name: str) -> Readable:
    head = file.read(max(len(magic) for magic, _ in _MAGIC))
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return _Bounded(gzip.GzipFile(fileobj=file), file, name)
    if head.startswith(_ZIPPED):
        return _zipped(file, name)
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise _unfit("not-text", f"this is {what}", name, "import text: CSV, tab-separated, JSON lines, or .gz")
    return file


@define(eq=False)
class _Bounded:
    """Unpacks no more than the bounds allow. The ratio is to what was read of the packed file so far, so that a bomb
    is known by its beginning."""

    source: Readable
    packed: IO[bytes]
    name: str
    start: int = 0
    done: int = 0

    def read(self, size: int, /) -> bytes:
        """Some bytes, or the reason why there are no more."""
        try:
            found = self.source.read(size)
        except _UNPACKING as error:
            message = f"the packing is damaged or cut off: {show(str(error), 80)}"
            raise _unfit("bad-archive", message, self.name, "fetch the file again") from None
        self.done += len(found)
        used = max(self.packed.tell() - self.start, 1) if self.done > FREE else 0
        if self.done > MAX_UNPACKED or (used and self.done > used * MAX_RATIO):
            message = f"unpacked it has more than {self.done} bytes, from {used}: more than is safe to unpack"
            raise _unfit("too-large", message, self.name, "unpack it yourself if you trust it")
        return found


def _zipped(file: IO[bytes], name: str) -> Readable:
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except _UNPACKING as error:
        raise _unfit("bad-archive", f"the zip archive cannot be read: {show(str(error), 80)}", name) from None
    if len(entries) > MAX_ENTRIES:
        raise _unfit("too-large", f"the archive has {len(entries)} entries; the limit is {MAX_ENTRIES}", name)
    for entry in entries:
        _check_entry(entry, name)
    found = [e for e in entries if not e.is_dir() and not e.filename.startswith("__MACOSX/")]
    if any(e.filename == "[Content_Types].xml" for e in found):
        raise _unfit("not-text", "this is an office document", name, "save the sheet as CSV")
    if len(found) != 1:
        listed = ", ".join(show(e.filename, 40) for e in found[:5]) or "none"
        raise _unfit("bad-archive", f"the archive holds {len(found)} files ({listed}); one is expected", name)
    try:
        source: IO[bytes] = archive.open(found[0])
    except _UNPACKING as error:
        raise _unfit("bad-archive", f"the entry cannot be read: {show(str(error), 80)}", name) from None
    return _Bounded(source, file, name, start=found[0].header_offset)


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    path = entry.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]:
        message = f'the entry "{show(entry.filename, 60)}" leads out of the archive'
        raise _unfit("unsafe-archive", message, name, "do not trust this archive")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _unfit("unsafe-archive", f'the entry "{show(entry.filename, 60)}" is a link', name)
    if entry.flag_bits & 1:
        raise _unfit("bad-archive", f'the entry "{show(entry.filename, 60)}" is encrypted', name)


def _numbered(source: Readable, name: str) -> Iterator[tuple[int, bytes]]:
    """The lines; in a file without line feeds a carriage return ends them. A line too long comes cut."""
    number, rest, end = 0, b"", b""
    while chunk := source.read(64 * 1024):
        rest += chunk
        end = end or _ending(rest)
        if not end and len(rest) <= MAX_LINE:
            continue
        end = end or b"\n"
        lines = rest.split(end)
        rest = lines.pop()
        for line in lines:
            number += 1
            yield number, line.removesuffix(b"\r")
        while len(rest) > MAX_LINE:
            number += 1
            yield number, rest[: MAX_LINE + 1]
            rest = _skip_line(source, end)
    if rest:
        yield number + 1, rest.removesuffix(b"\r")


def _ending(text: bytes) -> bytes:
    """What ends the lines of a text, by its beginning; nothing where that does not tell."""
    if b"\n" in text:
        return b"\n"
    return b"\r" if b"\r" in text[:-1] else b""  # after the last one a line feed may follow


def _skip_line(source: Readable, end: bytes) -> bytes:
    """What follows the end of the line that is given up."""
    while chunk := source.read(64 * 1024):
        if end in chunk:
            return chunk.partition(end)[2]
    return b""
