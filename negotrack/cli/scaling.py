"""`replay-parts`: a very long log replayed in parts.

Owns: the command, how far it is. Must not know: how a log is parted, what engines there are.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import click

from negotrack.cli.progress import pieces
from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import PATH, paths_argument, verb
from negotrack.files.builder import show
from negotrack.problems import UsageError

NEEDED = ("dask", "pyarrow")


@verb(
    "replay-parts",
    "negotrack replay-parts log.jsonl -o results",
    "negotrack replay-parts log.parquet -o results --parts 64 --cluster tcp://scheduler:8786",
)
@paths_argument
@click.option("-o", "--output", "out", type=PATH, required=True, metavar="DIR", help="The folder of the results.")
@click.option("--parts", type=click.IntRange(1, 4096), metavar="N", help="Into how many parts to part the log [8].")
@click.option("--cluster", metavar="ADDRESS", help="A dask scheduler; without one, all processors of this machine.")
@click.option("--lens", default="credulous", metavar="NAME",
              help="Which claims count: credulous, sceptical, officials, or one of the log's own [credulous].",
)  # fmt: skip
def replay_parts(
    terminal: Terminal, paths: tuple[str, ...], out: str, parts: int | None, cluster: str | None, lens: str
) -> None:
    """Replay a very long log in parts, on many processors, into steps and standings as Parquet.

    A log is a file of JSON lines, plain or packed with gzip, a log in Parquet (`negotrack export --to parquet`),
    several such files with the same declarations, a folder of them, a folder of parts, or one store. The results are
    the same for any number of parts. When parts fail, they are named, and the same command replays only these. The
    extra `scale` is needed.
    """
    with needing_the_extra(), _text_of(paths) as source, pieces(terminal, "replaying") as told:
        from negotrack.scale import replay_at_scale

        found = replay_at_scale(source, out, parts=parts, cluster=cluster, lens=lens, told=told)
    for path in found.values():
        terminal.say(f"written to {path}")


@contextmanager
def _text_of(paths: tuple[str, ...]) -> Iterator[str | tuple[str, ...]]:
    """The paths; for a store, its lines in a file of their own, which is gone afterwards."""
    from negotrack.store.telling import is_store

    stores = [path for path in paths if is_store(path)]
    if stores and len(paths) > 1:
        raise UsageError(
            f"{show(stores[0], 400)} is a store, which is replayed by itself; export it to join other logs"
        )
    if not stores:
        yield paths[0] if len(paths) == 1 else paths
        return
    from negotrack.store import open_store

    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, f"{os.path.basename(paths[0])}.jsonl")
        with open_store(paths[0]) as store, open(log, "wb") as file:
            file.writelines(line + b"\n" for line in store.lines())
        yield log


@contextmanager
def needing_the_extra() -> Iterator[None]:
    """Say what to do where the extra is not installed; any other module missing is a fault of negotrack."""
    try:
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in NEEDED:
            raise
        raise UsageError(f"{name} is not installed; it comes with pip install 'negotrack[scale]'") from None
