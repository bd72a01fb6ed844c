"""Replaying one part: from a file of lines to a file of steps and one of standings, alone.

Owns: what the files hold. Must not know: which engine calls it, or that there are other parts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from negotrack.engine.bulk import COLLECTING_PAUSED
from negotrack.engine.history import History, as_day, replay
from negotrack.engine.told import step_of
from negotrack.scale.columns import batches, put_in_place
from negotrack.scale.declared import negotiations, part_of
from negotrack.scale.manifest import number_of
from negotrack.scale.partition import read_part
from negotrack.scale.sources import read_file

_TEXT, _TEXTS, _DAY = pa.string(), pa.list_(pa.string()), pa.date32()
STEPS = pa.schema(
    [
        ("negotiation", _TEXT), ("place", pa.int64()), ("subject", _TEXT), ("kind", _TEXT), ("region", _TEXT),
        ("source", _TEXT), ("trigger", _TEXT), ("target", _TEXT), ("earliest", _DAY), ("latest", _DAY),
        ("presumed", pa.bool_()), ("statement", _TEXT), ("coupling", _TEXT), ("claim", _TEXT),
    ]
)  # fmt: skip
STANDINGS = pa.schema(
    [
        ("negotiation", _TEXT), ("place", pa.int64()), ("subject", _TEXT), ("kind", _TEXT), ("region", _TEXT),
        ("party", _TEXT), ("state", _TEXT), ("earliest", _DAY), ("latest", _DAY), ("certain", pa.bool_()),
        ("surely", _TEXT), ("statements", _TEXTS), ("held_against", _TEXTS), ("status", _TEXT),
        ("origins", pa.int64()), ("claim", _TEXT), ("coupling", _TEXT),
    ]
)  # fmt: skip
SCHEMAS = {"steps": STEPS, "standings": STANDINGS}
ROWS_HELD = 262_144
"""Rows of all parts together that are held when results are gathered: a group of rows of each part."""


def fold_part(path_in: str, path_out: str, as_of: str = "", lens: str = "credulous") -> None:
    """Replay a part and write `path_out.steps.parquet` and, once that is whole, `path_out.standings.parquet`.

    Both go up to the day `as_of`, by default the part's last report; parts of one log want the same day.
    It is all that a worker of any engine has to call: nothing is shared with other parts, and calling it again
    gives the same files. Raises InvalidScenario for a line with errors.
    """
    source = Path(path_in)
    number, parts = number_of(source)
    with COLLECTING_PAUSED:
        header, lines = read_file(source)
        history = replay(read_part(path_in, header, lines), lens=lens)
        own = {
            component: min(subjects) for component, subjects in negotiations(history.wiring).items()
            if part_of(subjects, parts) == number
        }  # fmt: skip
        rows = group_size(parts)
        _write(Path(f"{path_out}.steps.parquet"), _steps(history, own, as_of), STEPS, rows)
        _write(Path(f"{path_out}.standings.parquet"), _standings(history, own, as_of), STANDINGS, rows)


def group_size(parts: int) -> int:
    """How many rows a group has where there are so many parts."""
    return max(512, min(65_536, ROWS_HELD // parts))


def _write(path: Path, rows: Iterable[tuple[object, ...]], schema: pa.Schema, group: int) -> None:
    """Write rows beside a path, then put them in its place: what stands there is whole."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with pq.ParquetWriter(made, schema, compression="zstd") as writer:
            for table in batches(rows, schema, group):
                writer.write_table(table)
        put_in_place(made, path)
    finally:
        made.unlink(missing_ok=True)


def _steps(history: History, own: dict[int, str], as_of: str) -> Iterator[tuple[object, ...]]:
    """The steps that may have happened by a day of each negotiation in fold order, in the order of STEPS."""
    last = as_day(as_of or None) or history.last_report
    until = last.toordinal() if last else 0
    for component, name in sorted(own.items(), key=lambda item: item[1]):
        moves = (move for move in history.tape(component).derived.moves if move.first <= until)
        for place, move in enumerate(moves):
            step = step_of(move)
            yield (
                name, place, step.subject, step.kind, step.region, step.source, step.trigger, step.target,
                step.when.earliest, step.when.latest, step.presumed, step.statement, step.coupling, step.claim,
            )  # fmt: skip


def _standings(history: History, own: dict[int, str], as_of: str) -> Iterator[tuple[object, ...]]:
    """The standings of each negotiation on a day, in the order declared, in the order of STANDINGS."""
    moment = history.at(as_of or None)
    component_of = history.wiring.component_of
    axes: dict[str, list[tuple[str, str]]] = {name: [] for name in own.values()}
    for axis in history.wiring.all_axes():
        name = own.get(component_of[axis.subject])
        if name is not None:
            axes[name].append((axis.subject, axis.name))
    for name, listed in sorted(axes.items()):
        for place, (subject, region) in enumerate(listed):
            found = moment.standing(subject, region)
            yield (
                name, place, found.subject, found.kind, found.region, found.party, found.state,
                found.since.earliest, found.since.latest, found.certain, found.surely, list(found.statements),
                list(found.held_against), found.status, found.origins, found.claim, found.coupling,
            )  # fmt: skip
