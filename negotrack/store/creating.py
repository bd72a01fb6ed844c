"""Making a store: whole or not at all, and never over something that is there.

Owns: the temporary file beside the store, the moment when the store is there. Must not know: what is recorded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from os import PathLike

from negotrack.engine.given import as_path, expect, expect_each
from negotrack.files.dump import format_json_header
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import ReadError, UsageError
from negotrack.store.errors import shown
from negotrack.store.faults import guarded
from negotrack.store.layout import make_schema, raw_connection, transaction
from negotrack.store.lines import read_header
from negotrack.store.rows import Rows
from negotrack.store.telling import is_store
from negotrack.store.writing import LINES, Appended, Writer
from negotrack.workplace import held, temporary_beside

_PATH = "name the file that is to be the store"
_BESIDE = ("-journal", "-wal", "-shm")


def create(
    path: str | PathLike[str], scenario: Scenario, reports: Iterable[Report] | None = None, *,
    lines: Iterable[bytes] | None = None, replace: bool = False,
) -> Appended:  # fmt: skip
    """Make a store of a scenario's declarations and its reports, or of `reports` or JSON `lines` as they come.

    The store is there with everything, or it is not there. Raises UsageError when something is there already
    (with `replace`, when that is no store), InvalidScenario when the scenario has errors.
    """
    path, scenario = as_path(path, _PATH), expect(scenario, Scenario, where="create")
    line = format_json_header(scenario).encode()
    declared = read_header("declarations", line)

    def fill(rows: Rows) -> Appended:
        writer = Writer(rows, declared)
        with transaction(rows.connection, rows.path):
            make_schema(rows.connection)
            writer.put_header(line, 1, 0)
        if lines is not None:
            return writer.append_lines(expect_each(lines, bytes, "create", hint=LINES))
        return writer.append(scenario.reports if reports is None else expect_each(reports, Report, "create"))

    return build(path, fill, replace=replace)


def build(path: str, fill: Callable[[Rows], Appended], *, replace: bool = False) -> Appended:
    """Make a store by filling a temporary file beside it, and put that in its place in one step.

    What is left of one by that name that was not finished is deleted.
    """
    _check_place(path, replace=replace)
    folder, name = os.path.split(os.path.abspath(path))
    temporary = temporary_beside(folder, name)
    try:
        done = _filled(temporary, path, fill)
        _put(temporary, path, replace=replace)
    finally:
        for left in (temporary, *(temporary + ending for ending in _BESIDE)):
            with suppress(OSError):
                os.unlink(left)
    return done


def _check_place(path: str, *, replace: bool) -> None:
    if not os.path.basename(path) or "\0" in path:
        raise UsageError("the path of a new store names no file")
    if os.path.lexists(path):
        if not replace:
            raise UsageError(f"{shown(path)} exists; nothing was written")
        if os.path.islink(path) or not is_store(path):
            raise UsageError(f"{shown(path)} is no store; it is left alone")
    for ending in _BESIDE:
        if os.path.lexists(path + ending):
            message = f"{shown(path + ending)} is there: another store by this name may be in use or was cut off"
            raise UsageError(f"{message}; open that store first, or take another name")


def _filled(temporary: str, path: str, fill: Callable[[Rows], Appended]) -> Appended:
    """Fill the temporary file. Nobody else sees it, so that it needs no journal: if this fails it is deleted."""
    connection = raw_connection(temporary, "w", make=True)
    try:
        with guarded(path):
            connection.execute("PRAGMA journal_mode = MEMORY").fetchone()
            connection.execute("PRAGMA synchronous = OFF")
            with held(temporary):
                return fill(Rows(connection, path))
    finally:
        connection.close()


def _put(temporary: str, path: str, *, replace: bool) -> None:
    try:
        _sync(temporary)
        if replace:
            os.replace(temporary, path)
        else:
            os.link(temporary, path)
        _sync(os.path.dirname(os.path.abspath(path)))
    except FileExistsError:
        raise UsageError(f"{shown(path)} exists; nothing was written") from None
    except OSError as error:
        raise ReadError(f"{shown(path)}: {(error.strerror or 'cannot be written').lower()}") from None


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
