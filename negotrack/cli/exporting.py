"""`export`: a log in another form.

Owns: the command, which forms there are. Must not know: how a form is written.
"""

from __future__ import annotations

import os
import stat
from typing import Final

import click

from negotrack.cli.reading import read_path
from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import PATH, Word, path_argument, verb
from negotrack.model.scenario import Scenario
from negotrack.problems import ReadError, UsageError

FORMS: Final = ("jsonl", "yaml")


@verb(
    "export",
    "negotrack export golan.db --to jsonl -o golan.jsonl",
    "negotrack export scenarios/golan-2018 --to yaml",
)
@path_argument
@click.option("--to", "form", type=Word(*FORMS), required=True, help="The log as JSON lines, or as one file of YAML.")
@click.option("-o", "--output", "out", type=PATH, metavar="FILE", help="Where to write it [stdout].")
@click.option("--force", is_flag=True, help="Replace FILE when it is there.")
def export(terminal: Terminal, path: str, form: str, out: str | None, force: bool) -> None:
    """Write a log in another form. What is written gives the same answers: a store can always be left for text.

    FILE is there whole or not at all.
    """
    text = _text(read_path(path, terminal), form)
    if out is None or out == "-":
        terminal.write(text)
        return
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
    terminal.say(f"written to {out}")


def _text(scenario: Scenario, form: str) -> str:
    """The log in a form, with escapes for what could steer a terminal; stores keep their lines as they are, which
    are what their hashes are of."""
    from negotrack.exporters.documents import escape_json
    from negotrack.files.dump import format_json_header, format_json_line, format_scenario

    if form == "yaml":
        return format_scenario(scenario)
    lines = (format_json_header(scenario), *map(format_json_line, scenario.reports))
    return "".join(f"{escape_json(line)}\n" for line in lines)
