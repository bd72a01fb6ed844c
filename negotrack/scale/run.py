"""Replaying a log in parts: what is still due, starting it, gathering what came of it.

Owns: where results lie, which parts are due, what failed. Must not know: what a part holds, how engines work.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

from negotrack.engine.history import find_lens
from negotrack.problems import NegotrackError, UsageError
from negotrack.scale.engines import Failure, Job, run_here, run_on_cluster
from negotrack.scale.gathering import gather
from negotrack.scale.manifest import Parted
from negotrack.scale.partition import partition_log, read_part
from negotrack.scale.sources import Source, read_file

PROBLEMS, INPUT_OUTPUT = 1, 3


class PartsFailed(NegotrackError):
    """Some parts could not be replayed. The others are kept: running again does only these.

    `failed` is part -> what went wrong. The exit code is that of problems in the data when nothing else failed.
    """

    def __init__(self, failures: Sequence[Failure], of: int) -> None:
        self.failed = {failure.part: failure.message for failure in failures}
        self.exit_code = PROBLEMS if all(failure.in_the_log for failure in failures) else INPUT_OUTPUT
        told = "; ".join(f"{name}: {error}" for name, error in self.failed.items())
        super().__init__(f"{len(failures)} of {of} parts failed and the others are kept: {told}")


def replay_at_scale(
    log: Source | Iterable[Source], out: Source, *, parts: int | None = None, cluster: str | None = None,
    lens: str = "credulous", told: Callable[[str, int], None] | None = None,
) -> dict[str, Path]:  # fmt: skip
    """Replay a log in parts, and give the files of `steps` and `standings`, as Parquet.

    The log is a file of JSON lines, plain or packed with gzip, a log in Parquet, a folder or a list of such files
    with the same declarations, or a folder of parts. Both results are the same byte for byte for any number of
    parts, 8 unless said or parted already. Parts are replayed on processes of this machine, or on the dask
    cluster at an address; `told` is called with the name of each that is done and how many were due. Parts whose
    results are whole are not replayed again. Raises PartsFailed with the names of parts that failed, UsageError for
    what is no such log or number, ReadError when a file or the cluster cannot be reached, InvalidScenario for a line
    that is no report.
    """
    folder = Path(out)
    parted = partition_log(log, folder, parts)
    _check_lens(parted, lens)
    kept = folder.absolute() / f"parts-{parted.digest[:16]}-{len(parted.files):04}"
    kept.mkdir(parents=True, exist_ok=True)
    jobs = [_job(path, kept, parted.last_report, lens) for path in parted.files]
    # The largest first: a large part begun last would be waited for alone.
    sizes = {job: os.path.getsize(job.path_in) for job in jobs}
    due = sorted((job for job in jobs if not job.whole()), key=lambda job: -sizes[job])
    start = run_here if cluster is None else partial(run_on_cluster, address=cluster)
    failures = start(due, lambda name: told(name, len(due)) if told else None) if due else []
    if failures:
        raise PartsFailed(sorted(failures, key=lambda failure: failure.part), len(jobs))
    return gather((job.path_out for job in jobs), folder)


def _check_lens(parted: Parted, lens: str) -> None:
    """A lens that there is not would fail every part."""
    header, _ = read_file(parted.files[0])
    find_lens(read_part(str(parted.files[0]), header), lens)


def _job(path: Path, kept: Path, as_of: str, lens: str) -> Job:
    """Results tell what made them, so that those of another version are not taken for these."""
    name = path.name.partition(".")[0]
    made_by = f"{name}.{lens}-{version('negotrack')}"
    if os.sep in made_by:
        raise UsageError(f"{lens!r} is no name of a lens")
    return Job(str(path.absolute()), str(kept / made_by), as_of, lens)
