"""Writing files so that a reader, a crash or a power cut sees the old file or the new one, never half of one.

Owns: temporary file, fsync, rename or link, fsync of the folder. Must not know: what is written.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from negotrack.problems import NegotrackError, UsageError


class ChangedMeanwhile(NegotrackError):
    """A file was changed by somebody else between reading and writing it."""

    exit_code = 4


def create_file(path: str, content: bytes) -> None:
    """Make a new file in one step. Raises UsageError when something is there already: nothing is overwritten."""
    temporary = _written(path, content, 0o666)
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise UsageError(f"{path} exists; nothing was overwritten") from None
    finally:
        with suppress(OSError):
            os.unlink(temporary)
    _sync_folder(path)


def read_file(path: str, limit: int) -> tuple[bytes, os.stat_result]:
    """The bytes of a file, one more than the limit at most, and what it was like when it was read."""
    with open(path, "rb") as file:
        return file.read(limit + 1), os.fstat(file.fileno())


def replace_file(path: str, content: bytes, as_read: os.stat_result) -> None:
    """Replace a file in one step, its permissions kept. Raises ChangedMeanwhile when it is not as it was read."""
    temporary = _written(path, content, stat.S_IMODE(as_read.st_mode), exactly=True)
    try:
        now = os.stat(path)
        if (now.st_ino, now.st_mtime_ns, now.st_size) != (as_read.st_ino, as_read.st_mtime_ns, as_read.st_size):
            raise ChangedMeanwhile(f"{path} was changed meanwhile; it is left as it is")
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(path)


def _written(path: str, content: bytes, mode: int, *, exactly: bool = False) -> str:
    """A temporary file beside the path, safely on disk."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name[:100]}.{os.urandom(6).hex()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), mode)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if exactly:
                os.fchmod(descriptor, mode)
            os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def _sync_folder(path: str) -> None:
    descriptor = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
