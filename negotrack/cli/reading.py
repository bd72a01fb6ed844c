"""Reading what PATH names, for commands.

Owns: stdin as a PATH, what is said of a scenario with problems. Must not know: what is done with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from negotrack.cli.terminal import Terminal
from negotrack.files.tree import MAX_TEXT
from negotrack.loading import Reading, read, read_text
from negotrack.model.scenario import Scenario
from negotrack.problems import UsageError
from negotrack.store.telling import is_store

STDIN: Final = "<stdin>"


def open_path(path: str, terminal: Terminal, also: Sequence[str] = ()) -> Reading:
    """Everything read from a folder, a file, a store, or stdin for `-`. Raises ReadError when it cannot be opened.

    `also` are further files of reports, one of which may be `-`.
    """
    if path == "-" and not also:
        return read_text(STDIN, terminal.stdin.read(MAX_TEXT + 1))
    if path == "-":
        raise UsageError("further reports can be added to a file or folder, not to standard input")
    files = [name for name in also if name != "-"]
    if len(also) - len(files) > 1:
        raise UsageError("standard input can be read once only")
    texts = [(STDIN, terminal.stdin.read(MAX_TEXT + 1))] if len(files) < len(also) else []
    if is_store(path):
        from negotrack.cli.storing import read_store

        return read_store(path, files, texts)
    return read(path, also=files, texts=texts)


def read_path(path: str, terminal: Terminal, also: Sequence[str] = (), *, warns: bool = True) -> Scenario:
    """The scenario. Problems are shown on stderr: all of them when there are errors, else how many there are where
    the command `warns`.
    """
    from negotrack.cli.faults import InvalidReading, count_problems

    reading = open_path(path, terminal, also)
    if reading.scenario is None:
        raise InvalidReading(reading)
    if reading.problems and warns:
        terminal.say(f"{count_problems(reading.problems)}; `negotrack check` shows them")
    return reading.scenario


def declarations(path: str) -> Scenario | None:
    """What a folder, a file or a store declares, its reports left aside where that is quicker; None with errors."""
    if is_store(path):
        from negotrack.store import open_store

        with open_store(path) as store:
            return store.declarations()
    return read(path).scenario
