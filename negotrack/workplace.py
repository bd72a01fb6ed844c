"""Temporary files and folders beside what is made, and what was left of those that were never finished.

A process that is killed cannot delete what it was filling; whoever next makes something of that name does.
Owns: making such places, telling them from those that somebody is filling. Must not know: what is in them.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
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
"""Seconds after which whoever makes a temporary file or folder has surely locked it."""
_LONGEST: Final = 100
"""Characters of a name that are kept in that of its temporary place."""


def temporary_beside(folder: str, name: str) -> str:
    """A path for something that is to be called `name` in a folder, until it is whole. Clears what was left there."""
    clear(folder, name)
    return os.path.join(folder, f".{name[:_LONGEST]}.{secrets.token_hex(6)}.tmp")


@contextmanager
def workplace(folder: str, name: str) -> Iterator[str]:
    """A temporary folder for something that is to be called `name` in a folder, gone afterwards. Raises OSError."""
    made = temporary_beside(folder, name)
    os.mkdir(made, 0o700)
    try:
        with held(made):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def held(temporary: str) -> Iterator[None]:
    """Show of a temporary file or folder, as long as this lasts, that somebody is filling it."""
    descriptor = os.open(temporary, os.O_RDONLY)
    try:
        if _LOCKS is not None:
            with suppress(OSError):
                _LOCKS.flock(descriptor, _LOCKS.LOCK_EX | _LOCKS.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def clear(folder: str, name: str) -> None:
    """Delete the temporary files and folders of something of this name that nobody is filling any more."""
    ours = re.compile(rf"{re.escape(f'.{name[:_LONGEST]}.')}[0-9a-f]{{12}}\.tmp")
    try:
        found = [os.path.join(folder, entry) for entry in os.listdir(folder) if ours.fullmatch(entry)]
    except OSError:
        return
    for path in found:
        with suppress(OSError):
            if _is_left(path):
                shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


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
