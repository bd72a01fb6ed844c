"""Gathering the results of all parts into one file, in an order that does not show how many parts there were.

Owns: merging sorted files group by group of rows. Must not know: who wrote them, what their rows mean.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from negotrack.scale.columns import put_in_place
from negotrack.scale.fold import SCHEMAS
from negotrack.scale.sources import Source

ROWS = 65_536
"""Rows of a group of the file that is made, however they came in."""


def gather(results: Iterable[str], out: Source) -> dict[str, Path]:
    """Merge what `fold_part` wrote under each `path_out` into `out/steps.parquet` and `out/standings.parquet`."""
    listed, folder = list(results), Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for kind, schema in SCHEMAS.items():
        merge([Path(f"{path}.{kind}.parquet") for path in listed], folder / f"{kind}.parquet", schema)
    return {kind: folder / f"{kind}.parquet" for kind in SCHEMAS}


def merge(files: Sequence[Path], out: Path, schema: pa.Schema) -> None:
    """Merge files, each sorted by `negotiation` and `place` and none sharing a negotiation with another."""
    made = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with pq.ParquetWriter(made, schema, compression="zstd") as writer:
            for table in _chunked(merged(files)):
                writer.write_table(table, row_group_size=ROWS)
        put_in_place(made, out)
    finally:
        made.unlink(missing_ok=True)


def merged(files: Sequence[Path]) -> Iterator[pa.Table]:
    """The rows of all files in order, in tables of any size; a group of rows of each file is held at a time."""
    sources = [_groups(path) for path in files]
    held = {number: table for number, source in enumerate(sources) if (table := next(source, None)) is not None}
    while held:
        # No row that is still to be read comes before the least of the last rows that were.
        until = min(table.column("negotiation")[-1].as_py() for table in held.values())
        ready = []
        for number, table in list(held.items()):
            count = pc.sum(pc.less_equal(table.column("negotiation"), until)).as_py()
            ready.append(table.slice(0, count))
            if count < table.num_rows:
                held[number] = table.slice(count)
            elif (following := next(sources[number], None)) is not None:
                held[number] = following
            else:
                del held[number]
        yield pa.concat_tables(ready).sort_by([("negotiation", "ascending"), ("place", "ascending")])


def _groups(path: Path) -> Iterator[pa.Table]:
    """The groups of rows of a file, opened for each anew: there may be more files than can be open at once."""
    with pq.ParquetFile(path) as file:
        count = file.num_row_groups
    for number in range(count):
        with pq.ParquetFile(path) as file:
            table = file.read_row_group(number)
        if table.num_rows:
            yield table


def _chunked(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in tables of ROWS rows, of one piece each; the last may be shorter."""
    held: list[pa.Table] = []
    count = 0
    for table in tables:
        held.append(table)
        count += table.num_rows
        if count >= ROWS:
            whole = pa.concat_tables(held)
            for start in range(0, count - count % ROWS, ROWS):
                yield whole.slice(start, ROWS).combine_chunks()
            held, count = [whole.slice(count - count % ROWS)], count % ROWS
    if count:
        yield pa.concat_tables(held).combine_chunks()
