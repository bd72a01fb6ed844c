"""`doctor`, and stores wherever another command reads or makes a log.

Owns: the command, logs on their way into stores and out of them. Must not know: how a store lies in its file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

from negotrack.cli.faults import SHOWN, draw_problems
from negotrack.cli.reading import read_path
from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import PATH, Word, path_argument, verb
from negotrack.exporters.selection import Selection
from negotrack.loading import Reading, loads, read
from negotrack.model.scenario import Scenario
from negotrack.problems import Problem, ReadError, UsageError
from negotrack.store.errors import StoreDamaged
from negotrack.store.telling import is_store, names_a_store
from negotrack.workplace import workplace

if TYPE_CHECKING:
    from negotrack.importers import Options, Summary
    from negotrack.importers.opening import Path
    from negotrack.importers.sources import Watch

DAMAGED: Final = 5


def read_store(path: str, also: Sequence[str] = (), texts: Sequence[tuple[str, bytes]] = ()) -> Reading:
    """What a store holds, as if it were read from a file; `also` and `texts` are further reports."""
    from negotrack.store import open_store

    with open_store(path) as store:
        if not (also or texts):
            return Reading(scenario=store.read(), problems=(), texts={}, spans={})
        with tempfile.TemporaryDirectory() as folder:
            log = os.path.join(folder, "store.jsonl")
            with open(log, "wb") as file:
                file.writelines(line + b"\n" for line in store.lines())
            return read(log, also=also, texts=texts)


@frozen(kw_only=True)
class Part:
    """What a store holds of some subjects, and the last report date of all that it holds."""

    scenario: Scenario
    last_day: date | None


def read_part(path: str, subjects: Sequence[str], known_until: date | None) -> Part | None:
    """What bears on some subjects, the claims about them, and all else that the same statements are about.

    None when one of them is not declared.
    """
    from negotrack.store import open_store

    with open_store(path) as store:
        declared = store.declarations()
        if not all(name in declared.subjects for name in subjects):
            return None
        first = store.scenario(subjects=Selection(scenario=declared, subjects=tuple(subjects)).kept)
        chosen = Selection(scenario=first, subjects=tuple(subjects))
        said = [statement for _, statement in first.statements() if chosen.bears(statement)]
        named = {name for s in said for name in (*s.subjects, *s.about, s.claim or "") if name in declared.subjects}
        scenario = store.scenario(subjects=chosen.kept | named, known_until=known_until)
        return Part(scenario=scenario, last_day=store.last_day(known_until))


def read_recorded(path: str, recorded_until: int | None) -> Scenario:
    """A store as it was when so many reports had been recorded."""
    from negotrack.store import open_store

    if not is_store(path):
        raise UsageError(f"{path} is no store: only a store knows in which order reports were recorded")
    with open_store(path) as store:
        return store.scenario(recorded_until=recorded_until)


def take_log(terminal: Terminal, paths: Sequence[str], out: str, *, force: bool) -> None:
    """Take a log into a store: a new one, or what is new of it into one that is there."""
    from negotrack.store import create, open_store

    if len(paths) != 1:
        raise UsageError(f"one log is taken into a store at a time, not {len(paths)}")
    if not (names_a_store(out) or is_store(out)):
        raise UsageError(f"{out}: the name of a new store ends in .db or .sqlite; a log in text is copied as it is")
    scenario = read_path(paths[0], terminal)
    if os.path.lexists(out) and not force:
        with open_store(out, "w") as store:
            done = store.take(scenario)
    else:
        done = create(out, scenario, replace=force and os.path.lexists(out))
    there = f", {done.duplicates} there already" if done.duplicates else ""
    terminal.say(f"{done.count} reports recorded in {out}{there}; it has {done.recorded}")


def import_into_store(
    terminal: Terminal, source: str, files: tuple[Path, ...], out: str, options: Options, watch: Watch
) -> Summary:
    """Import into a new store: by way of JSON lines beside it, a batch of reports at a time."""
    from negotrack.cli.progress import counted
    from negotrack.importers import import_files
    from negotrack.store import create

    if os.path.lexists(out) and not options.force:
        raise UsageError(f"{out} is there already; give --force to replace it")
    folder, name = os.path.split(os.path.abspath(out))
    if not os.path.isdir(folder):
        raise ReadError(f"{out}: there is no folder {folder}")
    with workplace(folder, f"{name}.lines") as made:
        log = os.path.join(made, os.path.splitext(name)[0] + ".jsonl")
        found = import_files(source, files, log, options, watch=watch)
        if found.written:
            with open(log, "rb") as lines:
                declared = loads(lines.readline().decode(), "declarations.jsonl", need_reports=False)
                told = counted(lines, terminal, "recording", "reports", total=found.reports)
                create(out, declared, lines=told, replace=os.path.lexists(out))
            found.written = out
    return found


@verb(
    "doctor",
    "negotrack doctor golan.db",
    "negotrack doctor golan.db --rebuild whole.db",
)
@path_argument
@click.option("--rebuild", "new", type=PATH, metavar="OUT", help="Make a new store of what is whole.")
@click.option("--format", "form", type=Word("text", "json"), default="text", help="How to print findings [text].")
def doctor(terminal: Terminal, path: str, new: str | None, form: str) -> None:
    """Look at all of a store: every report against its hash, the index against the reports, the file itself.

    The store is never changed. With --rebuild a new one is made of everything that is whole, in the same order.
    The exit code is 5 when anything is damaged.
    """
    from negotrack.store import open_store, rebuild

    if path != "-" and os.path.exists(path) and not is_store(path):
        raise UsageError(f"{path} is no store; negotrack check looks at logs in text")
    if new is not None:
        done = rebuild(path, new)
        problems, recorded = done.problems, done.saved
    else:
        problems, recorded = (), 0
        try:
            with open_store(path) as store:
                problems = store.verify()
                recorded = store.recorded if not problems else 0
        except StoreDamaged as error:
            if not problems:
                problems = error.problems or (_whole(path, error),)
    _show(terminal, problems, form)
    if problems:
        terminal.code = DAMAGED
    if new is not None:
        terminal.say(f"{recorded} whole reports were saved in {new}")
    elif not problems:
        terminal.say(f"{path}: {recorded} reports, nothing is damaged")


def _whole(path: str, error: StoreDamaged) -> Problem:
    from negotrack.problems import Span

    return Problem(code="store-file-damaged", message=str(error), span=Span(file=path))


def _show(terminal: Terminal, problems: Sequence[Problem], form: str) -> None:
    if form == "json":
        from negotrack.exporters.documents import format_json
        from negotrack.exporters.records import problem_record

        terminal.write(format_json([problem_record(problem) for problem in problems]))
        return
    draw_problems(problems[:SHOWN], {}, terminal.console)
    if len(problems) > SHOWN:
        terminal.say(f"{len(problems)} findings; the first {SHOWN} are shown")
