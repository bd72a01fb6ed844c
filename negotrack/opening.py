"""Opens regular files and lists folders: never waits for a pipe or device, never follows a link at the end of a path.

Owns: how a file is opened, and what is said when it cannot be. Must not know: scenarios, what is in a file.
"""

from __future__ import annotations

import os
import stat
from typing import Final

from negotrack.files.builder import show
from negotrack.files.tree import MAX_TEXT
from negotrack.problems import ReadError, nearest

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
NAME_SHOWN: Final = 400
"""Characters of a path that are shown."""


def listed(folder: str, shown: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError as error:
        raise ReadError(f"{show(shown, NAME_SHOWN)}: {_reason(error)}") from None


def read_bytes(real: str, shown: str) -> bytes:
    """The bytes of a regular file, one more than the limit at most."""
    with open(open_regular(real, shown), "rb") as file:
        return file.read(MAX_TEXT + 1)


def open_regular(real: str, shown: str) -> int:
    """A descriptor of a regular file; never waits for a pipe or device."""
    try:
        descriptor = os.open(real, _FLAGS)
    except OSError as error:
        raise ReadError(f"{show(shown, NAME_SHOWN)}: {_reason(error)}") from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise ReadError(f"{show(shown, NAME_SHOWN)} is {kind_of_file(mode)}, not a file or folder")
    return descriptor


def kind_of_file(mode: int) -> str:
    kinds = (
        (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
    )  # fmt: skip
    return next((name for test, name in kinds if test(mode)), "something else")


def not_found(given: str, error: OSError) -> ReadError:
    """Why a path cannot be opened, with the nearest name beside it."""
    shown = show(given, NAME_SHOWN)
    parent, name = os.path.split(given.rstrip("/"))
    near = None
    if isinstance(error, FileNotFoundError):
        try:
            near = nearest(name, os.listdir(parent or "."))
        except OSError:
            near = None
    hint = f'; did you mean "{show(os.path.join(parent, near), NAME_SHOWN)}"?' if near else ""
    return ReadError(f"{shown}: {_reason(error)}{hint}")


def _reason(error: OSError) -> str:
    """What the system said, without the path, which may hold anything."""
    return (error.strerror or type(error).__name__).lower()
