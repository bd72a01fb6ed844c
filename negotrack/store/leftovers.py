"""What was left of stores that were not finished: a process that is killed cannot delete its temporary file.

Owns: telling such files from those that somebody is filling. Must not know: what is in them.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

try:
    import fcntl
except ImportError:  # pragma: no cover - elsewhere what was left stays
    fcntl = None  # type: ignore[assignment]

_LOCKS: Final[Any] = fcntl
_SETTLED: Final = 60
"""Seconds after which whoever makes a temporary file has surely locked it."""


@contextmanager
def held(temporary: str) -> Iterator[None]:
    """Show of a temporary file, as long as this lasts, that somebody is filling it."""
    descriptor = os.open(temporary, os.O_RDONLY)
    try:
        if _LOCKS is not None:
            with suppress(OSError):
                _LOCKS.flock(descriptor, _LOCKS.LOCK_EX | _LOCKS.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def clear(folder: str, name: str) -> None:
    """Delete the temporary files of a store of this name that nobody is filling any more."""
    ours = re.compile(rf"{re.escape(f'.{name[:100]}.')}[0-9a-f]{{12}}\.tmp")
    try:
        found = [os.path.join(folder, entry) for entry in os.listdir(folder) if ours.fullmatch(entry)]
    except OSError:
        return
    for path in found:
        with suppress(OSError):
            if _is_left(path):
                os.unlink(path)


def _is_left(path: str) -> bool:
    if _LOCKS is None or os.path.islink(path) or time.time() - os.stat(path).st_mtime < _SETTLED:
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        _LOCKS.flock(descriptor, _LOCKS.LOCK_EX | _LOCKS.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True
