"""`check`: every problem of a log at its place.

Owns: the command. Must not know: what a problem is drawn like, how a log is read.
"""

from __future__ import annotations

from typing import Final

import click

from negotrack.cli.faults import SHOWN, count_problems, draw_problems, format_github, total
from negotrack.cli.reading import open_path
from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import Word, paths_argument, verb
from negotrack.loading import Reading
from negotrack.problems import Problem

CHECK_FORMATS: Final = ("text", "json", "github")


@verb(
    "check",
    "negotrack check scenarios/golan-2018",
    "negotrack check --strict --format github scenarios/golan-2018",
)
@paths_argument
@click.option("--format", "form", type=Word(*CHECK_FORMATS), default="text", help="How to print problems [text].")
@click.option("--strict", is_flag=True, help="Warnings count as problems too.")
@click.option("--limit", type=click.IntRange(0), default=SHOWN, metavar="N",
              help="Show the first N problems, 0 for all [100].")  # fmt: skip
def check(terminal: Terminal, paths: tuple[str, ...], form: str, strict: bool, limit: int) -> None:
    """Show every problem of a log at once, each with its file, line and column, what was expected and what to do.

    The exit code is 1 when there are errors; warnings only matter with --strict.
    """
    readings = [open_path(path, terminal) for path in paths]
    problems = [problem for reading in readings for problem in reading.problems]
    terminal.code = int(any(problem.is_error or strict for problem in problems))
    shown = problems[: limit or None]
    match form:
        case "json":
            from negotrack.exporters.documents import format_json
            from negotrack.exporters.records import problem_record

            terminal.write(format_json([problem_record(problem) for problem in shown]))
        case "github":
            terminal.write("".join(map(format_github, shown)))
        case _:
            _draw(terminal, readings, shown)
    _sum_up(terminal, problems, form, limit)


def _draw(terminal: Terminal, readings: list[Reading], shown: list[Problem]) -> None:
    texts = {name: text for reading in readings for name, text in reading.texts.items()}
    draw_problems(shown, texts, terminal.console)
    if shown:
        return
    for reading in readings:
        if reading.scenario is not None:
            scenario = reading.scenario
            statements = sum(len(report.statements) for report in scenario.reports)
            said = f"{_counted(len(scenario.reports), 'report')}, {_counted(statements, 'statement')}, no problems"
            terminal.write(f"{scenario.id}: {said}\n")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _sum_up(terminal: Terminal, problems: list[Problem], form: str, limit: int) -> None:
    """The total goes with the text; beside a format for machines it is a message."""
    if not problems:
        return
    if form == "text":
        terminal.write(f"{total(problems, limit)}\n")
    elif limit and len(problems) > limit:
        terminal.say(f"{count_problems(problems)}; the first {limit} are shown")
