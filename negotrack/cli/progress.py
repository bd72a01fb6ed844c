"""Progress of long work, on stderr, for somebody who watches it: how much is done, and how fast.

Owns: when a bar is drawn. Must not know: what the work is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from negotrack.cli.terminal import Terminal

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
PATIENCE: Final = 0.5
"""Seconds after which somebody wants to know how far it is."""
OFTEN: Final = 0.1
"""Seconds between two looks at how far it is."""


def watched(items: Sequence[T], terminal: Terminal, what: str, unit: str = "reports") -> Iterator[T]:
    """The items, with a bar once they take long; none while the answer itself runs down the same terminal."""
    if terminal.out.isatty():
        return iter(items)
    return counted(items, terminal, what, unit, total=len(items))


def counted(
    items: Iterable[T], terminal: Terminal, what: str, unit: str, *, done: Callable[[], int] | None = None,
    total: int | None = None,
) -> Iterator[T]:  # fmt: skip
    """The items; `done` says how much is done where that is not the number of items, as rows of which some are none."""
    if not terminal.interactive:
        yield from items
        return
    begun = last = monotonic()
    bar: Progress | None = None
    try:
        for number, item in enumerate(items):
            now = monotonic()
            if bar is None and now - begun > PATIENCE:
                bar = _bar(terminal, unit)
                bar.add_task(what, total=total, rate="")
                bar.start()
            if bar is not None and now - last > OFTEN:
                last, count = now, done() if done is not None else number
                bar.update(bar.task_ids[0], completed=count, rate=f"{count / (now - begun):,.0f} {unit}/s")
            yield item
    finally:
        if bar is not None:
            bar.stop()


def _bar(terminal: Terminal, unit: str) -> Progress:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(),
        TextColumn(f"{{task.completed:,.0f}} {unit}", markup=False), TextColumn("{task.fields[rate]}", markup=False),
        TimeElapsedColumn(),
    )  # fmt: skip
    return Progress(*columns, console=terminal.err_console, transient=True)


@contextmanager
def pieces(terminal: Terminal, what: str) -> Iterator[Callable[[str, int], None]]:
    """Something to be called for each piece of work done, with how many there are; a bar where somebody watches."""
    if not terminal.interactive:
        yield lambda name, total: None
        return
    from rich.progress import Progress

    with Progress(console=terminal.err_console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda name, total: bar.update(task, total=total, advance=1)
