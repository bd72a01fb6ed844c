"""`import` and `todo`: logs made of other people's data, and what is left to code in them.

Owns: the commands. Must not know: how data are read, what codes become.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from negotrack.cli.reading import STDIN, read_path
from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import FORMATS, PATH, Day, Word, path_argument, verb
from negotrack.model.report_dates import parse_report_date
from negotrack.problems import UsageError

if TYPE_CHECKING:
    from negotrack.importers import Options, Summary
    from negotrack.importers.opening import Path
    from negotrack.model.reports import Report

SOURCES: Final = ("icews", "icews-quads", "gdelt", "plover", "cameo", "pax", "news")
LOG: Final = "log"
_DATED: Final = re.compile(r"(.+):([0-9]{4}-[0-9]{2}-[0-9]{2})")
_SHOWN: Final = 100


@verb(
    "import",
    "negotrack import icews events.2018.tab -o events.jsonl",
    "negotrack import icews-quads icews14.csv.gz --between china,japan -o china-japan",
    "negotrack import log scenarios/golan-2018 -o golan.db",
    "negotrack import pax v8.csv:2024-01-15 v9.csv:2025-02-01 -o pax.jsonl",
)
@click.argument("source", type=Word(*SOURCES, LOG))
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option("-o", "--output", "out", type=PATH, required=True, metavar="OUT",
              help="The log to make: a folder, JSON lines for a name in .jsonl, a store for one in .db.")  # fmt: skip
@click.option("--mapping", type=PATH, metavar="FILE", help="Your own table of what codes become.")
@click.option("--columns", type=PATH, metavar="FILE", help="Your own map of columns.")
@click.option("--actors", type=PATH, metavar="FILE", help="Your own table of actors: name,party.")
@click.option("--between", metavar="A,B", help="Only events between these two parties.")
@click.option("--since", type=Day(), metavar="D", help="Only what happened on this day or later.")
@click.option("--until", type=Day(), metavar="D", help="Only what happened on this day or earlier.")
@click.option("--released", type=Day(), metavar="D", multiple=True, help="Day of release of a FILE of pax, in order.")
@click.option("--keep-going", is_flag=True, help="Write what could be read although rows failed.")
@click.option("--force", is_flag=True, help="Replace OUT when it is there.")
@click.option("--summary", type=Word("text", "json"), default="text", help="The account on stderr, or JSON on stdout.")
def import_(terminal: Terminal, source: str, files: tuple[str, ...], out: str, summary: str, **given: Any) -> None:
    """Make a log of somebody else's data, and give account of every row.

    SOURCE is icews, icews-quads, gdelt, plover, cameo (with --columns), pax or news. What each code becomes stands
    in a table that you can read and replace. log takes a log of your own into a store: a new one, or, as far as it is
    new, into one that is there. When rows fail, nothing is written unless --keep-going is given, and
    the exit code is 1 either way. A FILE of - is stdin.
    """
    from negotrack.importers import Options

    if source == LOG:
        from negotrack.cli.storing import take_log

        _none_of(summary=summary == "json", **{name: value for name, value in given.items() if name != "force"})
        take_log(terminal, files, out, force=given["force"])
        return
    given["between"] = _pair(given["between"])
    if source == "pax":
        files, given["released"] = _dated(files, given["released"])
    with _spooled(terminal, files) as paths:
        found = _import(terminal, source, paths, out, Options(**given))
    terminal.code = int(bool(found.failed) or not found.written)
    _say(terminal, found, summary)


def _none_of(**given: Any) -> None:
    """A log is taken as it is: an option that would choose or read otherwise must not seem to have done so."""
    for name, value in given.items():
        if value:
            raise UsageError(f"log is taken as it is: it has no --{name.replace('_', '-')}")


@contextmanager
def _spooled(terminal: Terminal, files: tuple[str, ...]) -> Iterator[tuple[Path, ...]]:
    """The files, with what stdin holds in a file of its own for `-`: it is gone afterwards."""
    from negotrack.importers.opening import Spooled

    if "-" not in files:
        yield files
        return
    if files.count("-") > 1:
        raise UsageError("standard input can be read once only")
    with tempfile.TemporaryDirectory() as folder:
        spool = Spooled(path=os.path.join(folder, "stdin"), shown=STDIN)
        with open(spool, "wb") as file:
            shutil.copyfileobj(terminal.stdin, file)
        yield tuple(spool if file == "-" else file for file in files)


def _import(terminal: Terminal, source: str, files: tuple[Path, ...], out: str, options: Options) -> Summary:
    from negotrack.cli.progress import counted
    from negotrack.importers import import_files
    from negotrack.store.telling import names_a_store

    def watch(reports: Iterator[Report], summary: Summary) -> Iterator[Report]:
        return counted(reports, terminal, "importing", "rows", done=lambda: summary.read)

    if names_a_store(out):
        from negotrack.cli.storing import import_into_store

        return import_into_store(terminal, source, files, out, options, watch)
    return import_files(source, files, out, options, watch=watch)


def _pair(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2 or parts[0] == parts[1]:
        raise UsageError(f"--between takes two parties, as --between china,japan, not {text!r}")
    return parts[0], parts[1]


def _dated(files: tuple[str, ...], released: tuple[date, ...]) -> tuple[tuple[str, ...], tuple[date, ...]]:
    """The files with the days of their releases, written FILE:DATE or given by --released."""
    found = [_DATED.fullmatch(file) for file in files]
    if not any(found):
        return files, released
    if released or not all(found):
        raise UsageError("write every file as FILE:DATE, or none of them and --released for each")
    pairs = [(match[1], parse_report_date(match[2]).day) for match in found if match]
    return tuple(file for file, _ in pairs), tuple(day for _, day in pairs)


def _say(terminal: Terminal, found: Summary, form: str) -> None:
    from negotrack.cli.faults import draw_problems
    from negotrack.importers.ledger import format_summary

    draw_problems(found.problems[:_SHOWN], {}, terminal.err_console)
    if found.failed > _SHOWN:
        terminal.say(f"{found.failed} rows failed; the first {_SHOWN} are shown")
    if form == "json":
        from negotrack.exporters.documents import format_json

        terminal.write(format_json(found.record()))
    else:
        terminal.say(format_summary(found))
        if found.failed and not found.written:
            terminal.say("mend the rows, or give --keep-going to take the others")


@verb(
    "todo",
    "negotrack todo drafts",
    "negotrack todo drafts --format jsonl",
)
@path_argument
@click.option("--format", "form", type=Word(*FORMATS), default="table", help="How to print it [table].")
def todo(terminal: Terminal, path: str, form: str) -> None:
    """List the reports that are still to be coded: those without statements, and those with open proposals.

    A proposal stands under `suggested` and never counts. To accept it, move it under `statements`; to refuse it,
    delete it.
    """
    from negotrack.queries.todo import uncoded

    scenario = read_path(path, terminal)
    records = [_waiting(report) for report in uncoded(scenario)]
    if form == "table":
        from negotrack.view.text import safe

        for record in records:
            terminal.write(safe(_line(record)) + "\n")
        proposed = sum(bool(record["suggested"]) for record in records)
        terminal.say(f"{len(records)} of {len(scenario.reports)} reports to code, {proposed} with proposals")
        return
    from negotrack.exporters.documents import WRITERS

    terminal.write(WRITERS[form]({"scenario": scenario.id, "reports": records}))


def _waiting(report: Report) -> dict[str, Any]:
    return {
        "report": report.id,
        "published": report.published.day.isoformat(),
        "outlet": report.outlet,
        "statements": len(report.statements),
        "suggested": [f"{s.verb}: {', '.join(s.subjects) or s.text}" for s in report.suggested],
        "text": report.text,
    }


def _line(record: dict[str, Any]) -> str:
    proposed = "; ".join(record["suggested"])
    text = " ".join(record["text"].split())
    cut = text if len(text) <= 100 else f"{text[:99]}…"
    return f"{record['report']}  {record['outlet']}  {f'[{proposed}]  ' if proposed else ''}{cut}"
