"""Replaying one part: from a file of lines to a file of steps and one of standings, alone.

Owns: what the files hold. Must not know: which engine calls it, or that there are other parts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from negotrack.engine.bulk import COLLECTING_PAUSED
from negotrack.engine.history import History, replay
from negotrack.engine.results import Since
from negotrack.engine.told import step_of
from negotrack.scale.partition import negotiations, number_of, part_of, read_part

_TEXT, _TEXTS, _DAY = pa.string(), pa.list_(pa.string()), pa.date32()
STEPS = pa.schema(
    [
        ("negotiation", pa.int64()), ("place", pa.int64()), ("subject", _TEXT), ("kind", _TEXT), ("region", _TEXT),
        ("source", _TEXT), ("trigger", _TEXT), ("target", _TEXT), ("earliest", _DAY), ("latest", _DAY),
        ("presumed", pa.bool_()), ("statement", _TEXT), ("coupling", _TEXT), ("claim", _TEXT),
    ]
)  # fmt: skip
STANDINGS = pa.schema(
    [
        ("negotiation", pa.int64()), ("place", pa.int64()), ("subject", _TEXT), ("kind", _TEXT), ("region", _TEXT),
        ("party", _TEXT), ("state", _TEXT), ("earliest", _DAY), ("latest", _DAY), ("certain", pa.bool_()),
        ("surely", _TEXT), ("statements", _TEXTS), ("held_against", _TEXTS), ("status", _TEXT),
        ("origins", pa.int64()), ("claim", _TEXT), ("coupling", _TEXT),
    ]
)  # fmt: skip
SCHEMAS = {"steps": STEPS, "standings": STANDINGS}


def fold_part(path_in: str, path_out: str, as_of: str, lens: str = "credulous") -> None:
    """Replay a part and write `path_out.steps.parquet` and, once that is whole, `path_out.standings.parquet`."""
    source = Path(path_in)
    number, parts = number_of(source)
    with COLLECTING_PAUSED:
        with source.open("rb") as file:
            scenario = read_part(path_in, file)
        history = replay(scenario, lens=lens)
        own = {
            component for component, subjects in negotiations(history.wiring).items()
            if part_of(subjects, parts) == number
        }  # fmt: skip
        write(Path(f"{path_out}.steps.parquet"), list(_steps(history, own)), "steps")
        write(Path(f"{path_out}.standings.parquet"), list(_standings(history, own, as_of)), "standings")


def write(path: Path, rows: list[dict[str, Any]] | pa.Table, kind: str) -> None:
    """Write rows beside a path, then put them in its place: what stands there is whole."""
    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows, schema=SCHEMAS[kind])
    made = path.with_name(f".{path.name}.{os.getpid()}")
    pq.write_table(table, made, compression="zstd")
    with made.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(made, path)


def _days(since: Since) -> dict[str, Any]:
    return {"earliest": since.earliest, "latest": since.latest}


def _steps(history: History, own: set[int]) -> Iterator[dict[str, Any]]:
    """The steps of each negotiation in fold order."""
    for component in sorted(own):
        for place, move in enumerate(history.tape(component).derived.moves):
            step = step_of(move)
            yield {
                "negotiation": component, "place": place, "subject": step.subject, "kind": step.kind,
                "region": step.region, "source": step.source, "trigger": step.trigger, "target": step.target,
                **_days(step.when), "presumed": step.presumed, "statement": step.statement,
                "coupling": step.coupling, "claim": step.claim,
            }  # fmt: skip


def _standings(history: History, own: set[int], as_of: str) -> Iterator[dict[str, Any]]:
    """The standings of each negotiation on a day, in the order declared."""
    moment = history.at(as_of or None)
    component_of = history.wiring.component_of
    for place, axis in enumerate(history.wiring.all_axes()):
        component = component_of[axis.subject]
        if component not in own:
            continue
        found = moment.standing(axis.subject, axis.name)
        yield {
            "negotiation": component, "place": place, "subject": found.subject, "kind": found.kind,
            "region": found.region, "party": found.party, "state": found.state, **_days(found.since),
            "certain": found.certain, "surely": found.surely, "statements": list(found.statements),
            "held_against": list(found.held_against), "status": found.status, "origins": found.origins,
            "claim": found.claim, "coupling": found.coupling,
        }  # fmt: skip
