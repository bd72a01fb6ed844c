"""What a log to be replayed in parts is read from: JSON lines, plain or packed with gzip, or Parquet; one file or many.

Owns: which files make up a log, its declarations, its lines in order, bounds on both.
Must not know: what a line says, how a log is parted.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Final

from attrs import frozen

from negotrack.files.builder import show
from negotrack.files.tree import MAX_TEXT
from negotrack.importers.opening import FREE, MAX_RATIO
from negotrack.problems import ReadError, UsageError

Source = str | os.PathLike[str]
SUFFIXES: Final = (".jsonl", ".jsonl.gz", ".parquet")
LINE: Final = "line"
"""The column of a Parquet log that holds each report as a line of JSON."""
DECLARATIONS: Final = b"negotrack.declarations"
"""The key of a Parquet log's metadata that holds the line of declarations."""
ROWS: Final = 4096
_MARK: Final = b"\xef\xbb\xbf"
"""What may stand before the first character of a text in UTF-8."""
_PASSED_OVER: Final = (".md", ".txt", ".rst")


@frozen(kw_only=True)
class Log:
    """A log in one or several files with the same declarations, its reports in the order of the files."""

    files: tuple[Path, ...]
    header: bytes

    def digest(self) -> str:
        """Of everything that the files hold, in their order."""
        found = hashlib.sha256()
        for path in self.files:
            with _reading(path), path.open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
        return found.hexdigest()

    def stamp(self) -> list[tuple[int, int]]:
        """What shows that a file was changed meanwhile."""
        return [(path.stat().st_size, path.stat().st_mtime_ns) for path in self.files]

    def lines(self) -> Iterator[bytes]:
        """Every report, a line with its end."""
        return chain.from_iterable(read_file(path)[1] for path in self.files)

    def place_of(self, place: int) -> tuple[str, int]:
        """The file and the line or row of the report at a place in the log, counted from 0."""
        for path in self.files:
            first = 1 if _is_parquet(path) else 2
            for number, _ in enumerate(read_file(path)[1], start=first):
                if place == 0:
                    return show(str(path), 400), number
                place -= 1
        raise IndexError("the log has no such place")


def open_log(source: Source | Iterable[Source]) -> Log:
    """The log in a file, a folder of files (in the order of their names), or several files in the order given.

    Raises ReadError for what cannot be read, UsageError for what is no such log.
    """
    given = [source] if isinstance(source, str | os.PathLike) else list(source)
    files = tuple(path for one in given for path in _files(Path(one)))
    if not files:
        raise UsageError("no file of a log was given")
    header = read_file(files[0])[0]
    for path in files[1:]:
        if read_file(path)[0] != header:
            raise UsageError(f"{path} does not begin with the same declarations as {files[0]}")
    return Log(files=files, header=header)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for entry in sorted(path.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "_")) or entry.name.endswith(_PASSED_OVER):
            continue
        if not entry.name.endswith(SUFFIXES) or not entry.is_file():
            raise UsageError(f"{entry} is no part of a log: parts are files in {', '.join(SUFFIXES)}")
        yield entry


def read_file(path: Path) -> tuple[bytes, Iterator[bytes]]:
    """The declarations of one file of a log and its other lines, each with one line feed at its end."""
    if path.exists() and not path.is_file():
        raise ReadError(f"{path} is no regular file")
    return _parquet(path) if _is_parquet(path) else _text(path)


def _is_parquet(path: Path) -> bool:
    return path.name.endswith(".parquet")


def _text(path: Path) -> tuple[bytes, Iterator[bytes]]:
    lines = _text_lines(path)
    header = next(lines, b"")
    if not header.strip():
        raise UsageError(f"{path} does not begin with a line of declarations")
    return header, lines


def _text_lines(path: Path) -> Iterator[bytes]:
    with _reading(path), path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        opened = gzip.GzipFile(fileobj=file) if packed else file
        most = max(FREE, path.stat().st_size * MAX_RATIO) if packed else None
        read = 0
        while raw := opened.readline(MAX_TEXT + 1):
            read += len(raw)
            if len(raw) > MAX_TEXT or (most is not None and read > most):
                what = f"has a line of more than {MAX_TEXT} bytes" if len(raw) > MAX_TEXT else "is packed too densely"
                raise UsageError(f"{path} {what}; nothing of it is read")
            if read == len(raw):
                raw = raw.removeprefix(_MARK)
            yield raw if raw.endswith(b"\n") else raw + b"\n"


def _parquet(path: Path) -> tuple[bytes, Iterator[bytes]]:
    import pyarrow.parquet as pq  # type: ignore[import-untyped]
    from pyarrow import types

    with _reading(path), pq.ParquetFile(path) as file:
        header = (file.schema_arrow.metadata or {}).get(DECLARATIONS)
        if header is None or LINE not in file.schema_arrow.names:
            raise UsageError(f"{path} is no log in Parquet: it needs declarations and a column of lines")
        kind = file.schema_arrow.field(LINE).type
        text = kind.value_type if types.is_dictionary(kind) else kind
        if not (types.is_string(text) or types.is_large_string(text)):
            raise UsageError(f"{path} is no log in Parquet: its column of lines holds {kind}, which is no text")
    return header.rstrip(b"\n") + b"\n", _rows(path)


def _rows(path: Path) -> Iterator[bytes]:
    import pyarrow.parquet as pq

    with _reading(path), pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=ROWS, columns=[LINE]):
            for text in batch.column(0).to_pylist():
                if text is None or "\n" in text:
                    raise UsageError(f"{path} has a row whose line is none")
                yield text.encode() + b"\n"


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Whatever goes wrong in reading a file is told of that file."""
    try:
        yield
    except OSError as error:
        raise ReadError(f"{path}: {(error.strerror or str(error) or type(error).__name__).lower()}") from None
    except (EOFError, zlib.error) as error:
        raise ReadError(f"{path}: the packing is damaged or cut off: {error}") from None
    except ValueError as error:  # what pyarrow raises
        raise ReadError(f"{path}: {str(error)[:200]}") from None
