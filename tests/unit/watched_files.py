"""An SQLite that says before each change of a file what is about to be changed, so that a crash can be tried there.

Owns: a VFS that stands before the system's own. Must not know: what is stored.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_OK = 0
_METHODS = 19
"""Pointers in sqlite3_io_methods of version 3, the number of the version aside."""
_CLOSE, _WRITE, _TRUNCATE, _SYNC = 0, 2, 3, 4

_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_WRITING = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATING = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNCING = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int), ("os_file_size", ctypes.c_int), ("max_path", ctypes.c_int),
        ("next", ctypes.c_void_p), ("name", ctypes.c_char_p), ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p), ("delete", ctypes.c_void_p), ("rest", ctypes.c_void_p * 16),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    _fields_ = (("version", ctypes.c_int), ("methods", ctypes.c_void_p * _METHODS))


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.c_void_p),)


def library() -> Any:
    """The library that the module sqlite3 uses, or None where it cannot be reached from here."""
    name = ctypes.util.find_library("sqlite3")
    try:
        found = ctypes.CDLL(name) if name else None
        if found is None:
            return None
        found.sqlite3_libversion.restype = ctypes.c_char_p
        found.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    except (OSError, AttributeError):
        return None
    return found if found.sqlite3_libversion().decode() == sqlite3.sqlite_version else None


@contextmanager
def watched(before: Callable[[str], int]) -> Iterator[None]:
    """Call `before` ahead of every write, truncation, sync and deletion; what it returns, other than 0, is the
    fault that SQLite meets there instead."""
    sqlite = library()
    original = sqlite.sqlite3_vfs_find(None)
    kept: list[Any] = []
    made: dict[int, _Methods] = {}

    def wrap(file: int) -> None:
        plain = _File.from_address(file)
        if plain.methods and plain.methods not in made:
            made[plain.methods] = _wrapped(_Methods.from_address(plain.methods), before, kept)
        if plain.methods:
            plain.methods = ctypes.addressof(made[plain.methods])

    opening = _OPEN(original.contents.open)
    deleting = _DELETE(original.contents.delete)

    def open_(vfs: int, name: int, file: int, flags: int, out: Any) -> int:
        code: int = opening(ctypes.addressof(original.contents), name, file, flags, out)
        if code == _OK:
            wrap(file)
        return code

    def delete(vfs: int, name: int, sync: int) -> int:
        return before("delete") or deleting(ctypes.addressof(original.contents), name, sync)

    twin = _Vfs.from_buffer_copy(original.contents)
    callbacks = (_OPEN(open_), _DELETE(delete))
    kept.extend(callbacks)
    twin.name = b"watched"
    twin.open = ctypes.cast(callbacks[0], ctypes.c_void_p)
    twin.delete = ctypes.cast(callbacks[1], ctypes.c_void_p)
    sqlite.sqlite3_vfs_register(ctypes.byref(twin), 1)
    try:
        yield
    finally:
        sqlite.sqlite3_vfs_register(original, 1)
        sqlite.sqlite3_vfs_unregister(ctypes.byref(twin))


def _wrapped(plain: _Methods, before: Callable[[str], int], kept: list[Any]) -> _Methods:
    write, truncate = _WRITING(plain.methods[_WRITE]), _TRUNCATING(plain.methods[_TRUNCATE])
    sync = _SYNCING(plain.methods[_SYNC])

    def write_(file: int, raw: int, size: int, offset: int) -> int:
        return before("write") or write(file, raw, size, offset)

    def truncate_(file: int, size: int) -> int:
        return before("truncate") or truncate(file, size)

    def sync_(file: int, flags: int) -> int:
        return before("sync") or sync(file, flags)

    callbacks = {_WRITE: _WRITING(write_), _TRUNCATE: _TRUNCATING(truncate_), _SYNC: _SYNCING(sync_)}
    copy = _Methods.from_buffer_copy(plain)
    for place, callback in callbacks.items():
        copy.methods[place] = ctypes.cast(callback, ctypes.c_void_p).value
    kept.extend((plain, write, truncate, sync, *callbacks.values()))
    return copy
