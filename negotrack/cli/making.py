"""`init` and `new report`: the beginnings of a log.

Owns: the commands, the names of new files. Must not know: what stands in them.
"""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Final

import click
from attrs import define

from negotrack.cli.atomic import create_file
from negotrack.cli.reading import read_path
from negotrack.cli.skeletons import FIRST_REPORT, report_text, scenario_text
from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import PATH, Day, Declared, Verbs, path_argument, verb
from negotrack.loading import MAIN, REPORTS
from negotrack.model.scenario import Scenario
from negotrack.problems import ReadError, UsageError, suggest

_FIRST: Final = "2024-03-01-daily.yaml"
_MOST: Final = 1_000


@verb("init", "negotrack init my-talks", "negotrack init .")
@click.argument("folder", type=PATH)
def init(terminal: Terminal, folder: str) -> None:
    """Make a new scenario in a folder: scenario.yaml and a first report, with comments that explain them.

    It passes `negotrack check` as it stands. Nothing that is there already is overwritten.
    """
    if not folder or "\0" in folder:
        raise ReadError("an empty path, or one with a NUL character, names nothing")
    files = {
        os.path.join(folder, MAIN): scenario_text(_id_from(os.path.basename(os.path.abspath(folder)))),
        os.path.join(folder, REPORTS, _FIRST): FIRST_REPORT,
    }
    for path in files:
        if os.path.lexists(path):
            raise UsageError(f"{path} exists; nothing was written")
    _make_folder(os.path.join(folder, REPORTS))
    for path, text in files.items():
        create_file(path, text.encode())
        terminal.say(f"made {path}")
    quoted = shlex.quote(os.path.join(".", folder) if folder.startswith("-") else folder)
    terminal.say(f"now: negotrack check {quoted}; negotrack timeline {quoted}")


def _id_from(name: str) -> str:
    """The name of a folder as an id."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in name).lower().split()
    return "-".join(words)[:100] or "new-scenario"


def _make_folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)
    except FileExistsError:
        raise UsageError(f"{path} exists and is no folder; nothing was written") from None
    except NotADirectoryError:
        raise UsageError(f"{path} lies in something that is no folder; nothing was written") from None


@click.group("new", cls=Verbs, no_args_is_help=False)
def new() -> None:
    """Make something new in a scenario."""


@verb(
    "report",
    "negotrack new report scenarios/golan-2018 --outlet tass --published 2018-06-01",
    "negotrack new report scenarios/golan-2018 --outlet kan --relayed-by times-of-israel",
)
@path_argument
@click.option("--outlet", type=Declared("outlet"), metavar="ID", help="Who published [the only outlet].")
@click.option("--published", type=Day(), metavar="D", help="The report date [today].")
@click.option("--relayed-by", type=Declared("outlet"), metavar="ID", help="Where you read it, if elsewhere.")
@click.option("--id", "name", metavar="ID", help="The id of the report [outlet and day].")
@click.option("--title", help="The headline.")
@click.option("--text", help="Your own summary.")
@click.option("--url", help="Where to find it.")
def report(terminal: Terminal, path: str, **given: str | date | None) -> None:
    """Make a new report in a scenario's folder, with examples of statements drawn from what it declares.

    The file is there whole or not at all. It passes `negotrack check` as it stands.
    """
    if path == "-" or not os.path.isdir(path):
        if path != "-" and not os.path.lexists(path):
            raise ReadError(f"{path}: no such folder")
        raise UsageError(f"{path} is no folder; reports are made in the folder of a scenario")
    order = _Order(scenario=read_path(path, terminal), today=terminal.clock(), given=given)
    text = order.text
    folder = os.path.join(path, REPORTS)
    _make_folder(folder)
    target = _create(folder, f"{order.published.isoformat()}-{order.outlet}", text)
    with suppress(BrokenPipeError):
        terminal.write(f"{target}\n")


new.add_command(report)


def _create(folder: str, stem: str, text: str) -> str:
    """The path of the new file: the stem, with a number where that is taken."""
    for number in range(1, _MOST):
        path = os.path.join(folder, f"{stem}-{number}.yaml" if number > 1 else f"{stem}.yaml")
        if not os.path.lexists(path):
            create_file(path, text.encode())
            return path
    raise UsageError(f"there are {_MOST} reports named {stem} already; give another --id")


@define(kw_only=True, slots=False)
class _Order:
    """What is wanted of a new report, held against what the scenario declares."""

    scenario: Scenario
    today: date
    given: dict[str, str | date | None]

    @cached_property
    def outlet(self) -> str:
        """The outlet given, or the only one there is."""
        outlets = list(self.scenario.outlets)
        if self.given["outlet"] is None and len(outlets) == 1:
            return outlets[0]
        return self.known("outlet")

    def known(self, option: str) -> str:
        """The outlet that an option names; it must be declared."""
        name, outlets = self.given[option], list(self.scenario.outlets)
        listed = ", ".join(outlets[:8]) or "none; declare one under outlets"
        if name is None:
            raise UsageError(f"say with --{option.replace('_', '-')} who published it; the scenario declares {listed}")
        if name not in outlets:
            raise UsageError(f"there is no outlet {name!r}; {suggest(str(name), outlets) or f'there are {listed}'}")
        return str(name)

    @cached_property
    def published(self) -> date:
        """The day given, or today."""
        day = self.given["published"]
        return day if isinstance(day, date) else self.today

    @cached_property
    def name(self) -> str:
        """An id that no report has."""
        taken = {found.id for found in self.scenario.reports}
        wanted = self.given["name"]
        if wanted is not None:
            if wanted in taken:
                raise UsageError(f"there is a report {wanted!r} already; give another --id")
            return str(wanted)
        stem = f"{self.outlet}-{self.published.isoformat()}"
        numbers = (stem if number == 1 else f"{stem}-{number}" for number in range(1, _MOST))
        return next((name for name in numbers if name not in taken), f"{stem}-{_MOST}")

    @cached_property
    def text(self) -> str:
        """The text of the file, which has been read back and has no problems."""
        from negotrack.files.dump import format_declarations
        from negotrack.loading import read_text

        header = {key: str(value) for key in ("title", "text", "url") if (value := self.given[key]) is not None}
        if self.given["relayed_by"] is not None:
            header = {"relayed_by": self.known("relayed_by"), **header}
        text = report_text(self.scenario, name=self.name, outlet=self.outlet, published=self.published, header=header)
        whole = format_declarations(self.scenario) + "reports:\n  -\n"
        whole += "".join(f"    {line}\n" for line in text.splitlines())
        reading = read_text(REPORTS, whole.encode("utf-8", "surrogatepass"))
        for problem in reading.problems:
            raise UsageError(f"that makes no report: {problem.message}{'; ' + problem.hint if problem.hint else ''}")
        return text
