"""Problems of a log on their way to people and machines.

Owns: how many are shown, the total, the formats of `check`. Must not know: how a scenario is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from negotrack.problems import InvalidScenario, Problem

if TYPE_CHECKING:
    from rich.console import Console

    from negotrack.cli.terminal import Terminal
    from negotrack.loading import Reading

SHOWN: Final = 100


class InvalidReading(InvalidScenario):
    """A scenario with errors, and the texts that they are in."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading.problems)
        self.texts = reading.texts


def show_invalid(error: InvalidScenario, terminal: Terminal) -> None:
    """The problems of a scenario that cannot be used, on stderr."""
    texts = error.texts if isinstance(error, InvalidReading) else {}
    draw_problems(error.problems[:SHOWN], texts, terminal.err_console)
    terminal.say(total(error.problems, SHOWN))


def total(problems: Sequence[Problem], shown: int) -> str:
    """How many there are, and how many of them were shown."""
    counted = count_problems(problems)
    return f"{counted}; the first {shown} are shown" if shown and len(problems) > shown else counted


def count_problems(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`."""
    found = list(problems)
    errors = sum(problem.is_error for problem in found)
    parts = [_count(errors, "error"), _count(len(found) - errors, "warning")]
    return ", ".join(part for part in parts if part) or "no problems"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}" if number else ""


def format_github(problem: Problem) -> str:
    """A workflow command of GitHub Actions, which puts the problem beside the line."""
    span = problem.span
    places = [("file", span.file), ("line", span.line), ("endLine", span.end_line), ("col", span.column)]
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in places if value)
    message = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    title = f"title={_property(problem.code)}"
    return f"::{problem.severity} {properties},{title}::{_message(message)}\n"


def _message(text: str) -> str:
    from negotrack.exporters.documents import visible

    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def draw_problems(problems: Iterable[Problem], texts: Mapping[str, str], console: Console) -> None:
    """Draw each problem with its line."""
    from negotrack.view.problems import render_problem, source_line

    for problem in problems:
        console.print(render_problem(problem, source_line(problem, texts)), crop=False)  # whole places, for editors
