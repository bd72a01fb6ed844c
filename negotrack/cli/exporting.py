"""`export`: a log in another form, or what it comes to as a page or a calendar.

Owns: the command, which forms there are. Must not know: how a form is written.
"""

from __future__ import annotations

import os
import stat
from datetime import date
from typing import Any, Final

import click

from negotrack.cli.question import Question
from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import PATH, Day, Word, looks, verb
from negotrack.model.scenario import Scenario
from negotrack.problems import ReadError, UsageError

LOGS: Final = ("jsonl", "yaml", "parquet")
VIEWS: Final = ("html", "ics")


@verb(
    "export",
    "negotrack export golan.db --to jsonl -o golan.jsonl",
    "negotrack export scenarios/golan-2018 --to yaml",
    "negotrack export scenarios/golan-2018 --to parquet -o golan.parquet",
    "negotrack export scenarios/golan-2018 --to html -o golan.html",
    "negotrack export scenarios/golan-2018 --to ics --as-of 2018-06-06 -o golan.ics",
)
@looks
@click.option("--since", type=Day(), metavar="D", help="Leave out what happened before this day (html, ics).")
@click.option("--until", type=Day(), metavar="D", help="Leave out what happened after this day (html, ics).")
@click.option(
    "--to",
    "form",
    type=Word(*LOGS, *VIEWS),
    required=True,
    help="The log: JSON lines, YAML, Parquet for replay-parts. A page of HTML. A calendar of meetings and deadlines.",
)
@click.option("-o", "--output", "out", type=PATH, metavar="FILE", help="Where to write it [stdout].")
@click.option("--force", is_flag=True, help="Replace FILE when it is there.")
def export(terminal: Terminal, path: str, form: str, out: str | None, force: bool, **asked: Any) -> None:
    """Write a log in another form, or what it comes to.

    jsonl and yaml are the whole log and give the same answers: a store can always be left for text. html is one
    page that needs no network, with the timeline, the board and every report; ics has the meetings and deadlines.
    FILE is there whole or not at all. Parquet has a row for each report and needs the extra `scale`.
    """
    since, until = asked.pop("since"), asked.pop("until")
    if form in LOGS:
        _refuse_parts(form, {**asked, "since": since, "until": until})
    question = Question(terminal=terminal, path=path, **asked)
    question.begin()
    if form == "parquet":
        _to_parquet(question.scenario, terminal, out, force)
        return
    text = _log(question.scenario, form) if form in LOGS else _view(question, form, since, until)
    if out is None or out == "-":
        terminal.write(text)
        return
    _write(out, text, force=force)
    terminal.say(f"written to {out}")


def _refuse_parts(form: str, asked: dict[str, Any]) -> None:
    """A log is written whole: options that pick a part of it are a misunderstanding."""
    for name, value in asked.items():
        if value and (name, value) != ("lens", "credulous"):
            option = {"subjects": "subject", "parties": "party"}.get(name, name).replace("_", "-")
            raise UsageError(f"--{option} is for --to html and ics; {form} is the whole log")


def _view(question: Question, form: str, since: date | None, until: date | None) -> str:
    if since and until and since > until:
        raise UsageError(f"--since {since} is later than --until {until}")
    if form == "html":
        from negotrack.view.choices import Choice
        from negotrack.view.page.document import format_page

        choice = Choice(parties=question.parties, subjects=question.subjects, since=since, until=until)
        return format_page(question.moment, choice)
    from negotrack.exporters.calendar import format_calendar

    found = format_calendar(question.moment, question.selection, since, until)
    if found.tasks:
        question.terminal.say(f"{found.tasks} without a day: a task each, which not every calendar shows")
    return found.text


def _write(out: str, text: str, *, force: bool) -> None:
    from negotrack.cli.atomic import create_file, replace_file

    try:
        there = os.stat(out) if os.path.lexists(out) else None
        if there is None or not force:
            create_file(out, text.encode())
        elif not stat.S_ISREG(os.lstat(out).st_mode):
            raise UsageError(f"{out} is no file; it is left alone")
        else:
            replace_file(out, text.encode(), there)
    except OSError as error:
        raise ReadError(f"{out}: {(error.strerror or 'cannot be written').lower()}") from None


def _to_parquet(scenario: Scenario, terminal: Terminal, out: str | None, force: bool) -> None:
    from negotrack.cli.scaling import needing_the_extra

    if out is None or out == "-":
        raise UsageError("Parquet is no text: say with -o where to write it")
    with needing_the_extra():
        from negotrack.scale import lines_to_parquet

        header, *lines = _log(scenario, "jsonl").encode().splitlines(keepends=True)
        lines_to_parquet(header, lines, out, replace=force)
    terminal.say(f"written to {out}")


def _log(scenario: Scenario, form: str) -> str:
    """The log in a form, with escapes for what could steer a terminal; stores keep their lines as they are, which
    are what their hashes are of."""
    from negotrack.exporters.documents import escape_json
    from negotrack.files.dump import format_json_header, format_json_line, format_scenario

    if form == "yaml":
        return format_scenario(scenario)
    lines = (format_json_header(scenario), *map(format_json_line, scenario.reports))
    return "".join(f"{escape_json(line)}\n" for line in lines)
