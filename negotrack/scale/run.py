"""Running parts: on processes of this machine, or on a dask cluster by its address.

Owns: which parts are still due, what failed, gathering the results. Must not know: what a part holds.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dask
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from negotrack.problems import NegotrackError, UsageError
from negotrack.scale.fold import SCHEMAS, fold_part, write
from negotrack.scale.partition import Parted, partition


class PartsFailed(NegotrackError):
    """Some parts could not be replayed. The others are kept: running again does only these."""

    def __init__(self, failed: dict[str, str]) -> None:
        self.failed = failed
        told = "; ".join(f"{name}: {error}" for name, error in failed.items())
        super().__init__(f"{len(failed)} of the parts failed and the others are kept: {told}")


def replay_at_scale(
    log: str | os.PathLike[str], out: str | os.PathLike[str], *, parts: int = 8, cluster: str | None = None,
    lens: str = "credulous",
) -> dict[str, Path]:  # fmt: skip
    """Replay a log of JSON lines in parts, and give the files of steps and standings, as Parquet.

    Both are the same byte for byte for any number of parts. Parts whose results are whole are not replayed again.
    Raises PartsFailed with the names of parts that failed, UsageError for a number of parts below one.
    """
    if not 1 <= parts <= 4096:
        raise UsageError(f"a log is replayed in 1 to 4096 parts, not {parts}")
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    parted = partition(Path(log), folder, parts)
    due = [path for path in parted.files if not _whole(path, lens)]
    failed = {name: error for name, error in _run(due, parted, lens, cluster) if error}
    if failed:
        raise PartsFailed(failed)
    return {kind: _gather(kind, parted, folder, lens) for kind in SCHEMAS}


def _results(path: Path, lens: str) -> str:
    return str(path.with_name(f"{path.stem}.{lens}"))


def _whole(path: Path, lens: str) -> bool:
    """Standings are put in their place last."""
    return Path(f"{_results(path, lens)}.standings.parquet").exists()


def one_part(path_in: str, path_out: str, as_of: str, lens: str) -> tuple[str, str]:
    """Replay a part wherever this runs; its name, and what went wrong if something did."""
    try:
        fold_part(path_in, path_out, as_of, lens)
    except Exception as error:  # whatever it is, the other parts go on and the part is named
        return Path(path_in).name, f"{type(error).__name__}: {error}"[:300]
    return Path(path_in).name, ""


def _run(due: list[Path], parted: Parted, lens: str, cluster: str | None) -> list[tuple[str, str]]:
    task: Any = dask.delayed(one_part)  # type: ignore[attr-defined]
    tasks = [task(str(path), _results(path, lens), parted.last_report, lens) for path in due]
    if cluster is None:
        return list(dask.compute(*tasks, scheduler="processes"))  # type: ignore[attr-defined, no-untyped-call]
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("a cluster needs dask's scheduler: pip install distributed") from None
    with Client(cluster) as client:
        return list(client.gather(client.compute(tasks)))


def _gather(kind: str, parted: Parted, folder: Path, lens: str) -> Path:
    """One file from those of all parts, in an order that does not depend on how many there were."""
    tables = [pq.read_table(f"{_results(path, lens)}.{kind}.parquet") for path in parted.files]
    table = pa.concat_tables(tables).sort_by([("negotiation", "ascending"), ("place", "ascending")])
    path = folder / f"{kind}.parquet"
    write(path, table.combine_chunks(), kind)
    return path
