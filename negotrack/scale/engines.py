"""Starting parts: on processes of this machine, or on the workers of a dask cluster by its address.

Engines start functions and bring back what they return; nothing of a log passes through them.
Owns: what an engine is asked, workers that die. Must not know: what a part holds, where results lie.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any

from attrs import frozen

from negotrack.problems import InvalidScenario, ReadError, UsageError
from negotrack.scale.fold import fold_part

Told = Callable[[str], None]
"""Called with the name of each part that is done, well or not."""
DIED = "its worker died"
_MASKS = hasattr(signal, "pthread_sigmask")


@frozen
class Job:
    """A part to be replayed: what `fold_part` takes."""

    path_in: str
    path_out: str
    as_of: str
    lens: str

    @property
    def name(self) -> str:
        """The part."""
        return Path(self.path_in).name

    def whole(self) -> bool:
        """Whether its results are there: standings are put in their place last."""
        return Path(f"{self.path_out}.standings.parquet").exists()


@frozen
class Failure:
    """What went wrong with a part, and whether its reports are at fault."""

    part: str
    message: str
    in_the_log: bool = False


Ask = Callable[[Sequence[Job]], Iterable[tuple[Job, Failure | None]]]
"""Replays parts at once and gives each as it is done, with what went wrong if something did."""


def run_part(job: Job) -> Failure | None:
    """Replay a part wherever this runs; what went wrong if something did, as data.

    A cluster asks again for what a worker had returned before it died; what is whole is not replayed twice.
    """
    if job.whole():
        return None
    try:
        fold_part(job.path_in, job.path_out, job.as_of, job.lens)
    except Exception as error:  # whatever it is, the other parts go on and the part is named
        return Failure(job.name, f"{type(error).__name__}: {error}"[:300], isinstance(error, InvalidScenario))
    return None


class _QuietProcess(SpawnProcess):
    """A process that an interrupt reaches only when it is set up, so that it ends without a word."""

    def start(self) -> None:
        """Start it with interrupts held back."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if _MASKS else ()
        try:
            super().start()
        finally:
            if _MASKS:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Quiet(SpawnContext):
    """Starts such processes."""

    Process = _QuietProcess


def _end_quietly() -> None:
    """Let an interrupt end this process, be it one that was held back until now."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if _MASKS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _pool() -> ProcessPoolExecutor:
    """As many processes, started in such a way, as dask is set up to."""
    from dask import config
    from dask.system import CPU_COUNT

    way = config.get("multiprocessing.context", None) or "spawn"
    context = _Quiet() if way == "spawn" else get_context(way)
    return ProcessPoolExecutor(
        config.get("num_workers", None) or CPU_COUNT, mp_context=context, initializer=_end_quietly
    )


def run_here(jobs: Sequence[Job], told: Told) -> list[Failure]:
    """Replay parts on processes of this machine.

    When a process dies, all are stopped and nobody knows whose part it was: those not yet whole are then replayed
    one at a time, so that only those that cannot be replayed fail.
    """
    try:
        return list(_on_processes(jobs, told))
    except BrokenProcessPool:
        left = [job for job in jobs if not job.whole()]
    found: list[Failure] = []
    for job in left:
        try:
            found += _on_processes([job], told)
        except BrokenProcessPool:
            found.append(Failure(job.name, DIED))
    return found


def _on_processes(jobs: Sequence[Job], told: Told) -> Iterator[Failure]:
    import dask
    from dask.callbacks import Callback

    by_key: dict[object, Job] = {}
    task: Any = dask.delayed(run_part, pure=False)  # type: ignore[attr-defined]
    tasks = []
    for job in jobs:
        tasks.append(task(job))
        by_key[tasks[-1].key] = job

    def posttask(key: object, *_: object) -> None:
        if key in by_key:
            told(by_key[key].name)

    # One part at a time for each process: by default dask hands out six at once, and the last may have none.
    with _pool() as pool, Callback(posttask=posttask):  # type: ignore[no-untyped-call]
        found = dask.compute(  # type: ignore[attr-defined, no-untyped-call]
            *tasks, scheduler="processes", pool=pool, chunksize=1, optimize_graph=False
        )
    yield from (failure for failure in found if failure is not None)


def run_on_cluster(jobs: Sequence[Job], told: Told, address: str) -> list[Failure]:
    """Replay parts on a dask cluster.

    A part whose workers die is tried again on others, as often as the cluster is set up to.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise UsageError("a cluster needs dask's scheduler: pip install distributed") from None
    try:
        client: Any = Client(address)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ReadError(f"no scheduler answers at {address}: {str(error)[:200]}") from None
    with client:

        def ask(asked: Sequence[Job]) -> Iterator[tuple[Job, Failure | None]]:
            futures = {client.submit(run_part, job, pure=False): job for job in asked}
            for future in as_completed(futures):  # type: ignore[no-untyped-call]
                yield futures[future], _failure(future, futures[future])

        return blaming_alone(jobs, told, ask)


def blaming_alone(jobs: Sequence[Job], told: Told, ask: Ask) -> list[Failure]:
    """Replay parts, and those that died together once more, one at a time.

    A worker that dies takes with it what else it had or was about to begin, and a cluster holds that against all of
    them: of several that died, only what dies alone is to blame.
    """
    found: list[Failure] = []
    died: list[Job] = []
    for job, failure in ask(jobs):
        if failure is not None and failure.message == DIED:
            died.append(job)
            continue
        told(job.name)
        found += [failure] if failure else []
    for job in died:
        failures = [failure for _, failure in ask([job])] if len(died) > 1 else [Failure(job.name, DIED)]
        told(job.name)
        found += [failure for failure in failures if failure]
    return found


def _failure(future: Any, job: Job) -> Failure | None:
    error = future.exception()
    if error is None:
        failure: Failure | None = future.result()
        return failure
    died = type(error).__name__ == "KilledWorker"
    return Failure(job.name, DIED if died else f"{type(error).__name__}: {error}"[:300])
