"""Progress of long work, on stderr, for somebody who watches it.

Owns: when a bar is drawn. Must not know: what the work is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Final, TypeVar

from negotrack.cli.terminal import Terminal

T = TypeVar("T")
PATIENCE: Final = 0.5
"""Seconds after which somebody wants to know how far it is."""


def watched(items: Sequence[T], terminal: Terminal, what: str) -> Iterator[T]:
    """The items, with a bar once they take long; none while the answer itself runs down the same terminal."""
    if not terminal.interactive or terminal.out.isatty():
        yield from items
        return
    from rich.progress import Progress

    begun = monotonic()
    bar = Progress(console=terminal.err_console, transient=True)
    task = bar.add_task(what, total=len(items))
    try:
        for number, item in enumerate(items):
            if not bar.live.is_started and monotonic() - begun > PATIENCE:
                bar.start()
            bar.update(task, completed=number)
            yield item
    finally:
        if bar.live.is_started:
            bar.stop()


@contextmanager
def counted(terminal: Terminal, what: str) -> Iterator[Callable[[str, int], None]]:
    """Something to be called for each piece of work done, with how many there are; a bar where somebody watches."""
    if not terminal.interactive:
        yield lambda name, total: None
        return
    from rich.progress import Progress

    with Progress(console=terminal.err_console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda name, total: bar.update(task, total=total, advance=1)
