"""Logs as Parquet: a row for each report, with its line of JSON and what other tools select rows by.

Owns: the columns, writing them row group by row group. Must not know: reading them, how a log is parted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from negotrack.problems import UsageError
from negotrack.scale.sources import DECLARATIONS, LINE, Source, open_log

ROWS_A_GROUP: Final = 65_536
COLUMNS: Final = (
    pa.field("id", pa.string()), pa.field("published", pa.string()), pa.field("outlet", pa.string()),
    pa.field(LINE, pa.string(), nullable=False),
)  # fmt: skip


def log_to_parquet(log: Source | Iterable[Source], out: Source) -> Path:
    """Write a log of any kind that can be replayed in parts as Parquet, in bounded memory.

    Columns: `id`, `published`, `outlet` and `line`, the report as JSON; the declarations are in the file's metadata.
    The file is there whole or not at all. Raises UsageError when there is something at its place.
    """
    opened = open_log(log)
    return lines_to_parquet(opened.header, opened.lines(), out)


def lines_to_parquet(header: bytes, lines: Iterable[bytes], out: Source, *, replace: bool = False) -> Path:
    """The same of lines that somebody else has read: declarations, then a report each."""
    path = Path(out)
    if os.path.lexists(path) and not (replace and path.is_file()):
        raise UsageError(f"{path} exists; nothing was overwritten")
    schema = pa.schema(list(COLUMNS), metadata={DECLARATIONS: header.rstrip(b"\r\n")})
    made = path.with_name(f".{path.name}.{os.getpid()}")
    rows = (_row(raw) for raw in lines if raw.strip())
    try:
        with pq.ParquetWriter(made, schema, compression="zstd") as writer:
            while batch := list(islice(rows, ROWS_A_GROUP)):
                writer.write_table(pa.table(list(map(pa.array, zip(*batch, strict=True))), schema=schema))
        put_in_place(made, path)
    finally:
        made.unlink(missing_ok=True)
    return path


def put_in_place(made: Path, path: Path) -> None:
    """Let a file that is whole take its place, safely on disk."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(made, path)


def _row(raw: bytes) -> tuple[str | None, str | None, str | None, str]:
    """What tools select by is there as far as the line has it as text; the line is kept as it is."""
    try:
        found: dict[str, Any] = msgspec.json.decode(raw, type=dict[str, Any])
        text = raw.decode().rstrip("\r\n")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"a line is no report ({error}); negotrack check says more") from None
    shown = [value if isinstance(value := found.get(key), str) else None for key in ("id", "published", "outlet")]
    return shown[0], shown[1], shown[2], text


def batches(rows: Iterable[tuple[object, ...]], schema: pa.Schema, size: int) -> Iterator[pa.Table]:
    """Rows as tables of so many rows."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        columns = zip(*batch, strict=True)
        yield pa.table(
            [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
        )
