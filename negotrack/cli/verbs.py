"""What a command is made of: help with examples, the PATH, the options that every question takes.

Owns: the `verb` decorator and the shared parameters. Must not know: any single command.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import click
from click.shell_completion import CompletionItem

from negotrack.cli.terminal import Terminal
from negotrack.problems import NegotrackError, suggest

if TYPE_CHECKING:
    from negotrack.cli.question import Question

    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType

FORMATS: Final = ("table", "json", "jsonl", "csv", "md")
F = TypeVar("F", bound=Callable[..., Any])


class Verb(click.Command):
    """A command with runnable examples at the end of its help."""

    examples: tuple[str, ...] = ()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """While completing, an option still without its value must not hide the PATH that was given."""
        if ctx.resilient_parsing and args and args[-1].startswith("-") and args[-1] != "-":
            args = args[:-1]
        return super().parse_args(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The help page; what draws it is imported only now."""
        from negotrack.cli.helping import help_page

        return help_page(self, ctx, self.examples)


class Verbs(click.Group):
    """A group of commands with a help page of the same kind."""

    def get_help(self, ctx: click.Context) -> str:
        """The help page; what draws it is imported only now."""
        from negotrack.cli.helping import help_page

        return help_page(self, ctx, ())


def verb(name: str, *examples: str) -> Callable[[Callable[..., Any]], Verb]:
    """Make a function a command; its docstring is the help, its first argument the terminal (or the question)."""

    def make(function: Callable[..., Any]) -> Verb:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            return function(click.get_current_context().obj, *args, **kwargs)

        command = click.command(name, cls=Verb)(call)
        command.examples = examples
        return command

    return make


class Day(ParamType):
    """A day: 2018-05-31, or today."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, told apart from everything else that looks like a date."""
        if isinstance(value, date):
            return value
        if value == "today":
            terminal = ctx.find_object(Terminal) if ctx else None
            return terminal.clock() if terminal is not None else date.today()
        from negotrack.model.intervals import DateError
        from negotrack.model.report_dates import parse_report_date

        try:
            found = parse_report_date(value)
        except DateError as error:
            self.fail(f"{error}; write a day as 2018-05-31, or today", param, ctx)
        if found.minutes is not None:
            self.fail(f"{value!r} has a time; write a day as 2018-05-31, or today", param, ctx)
        return found.day

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        """The one word among days."""
        return [CompletionItem("today")] if "today".startswith(incomplete) else []


class Word(ParamType):
    """One of a few words; another one is refused with the nearest."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word."""
        if value in self.words:
            return cast(str, value)
        near = suggest(str(value), self.words)
        self.fail(f"{value!r} is none of {', '.join(self.words)}{'; ' + near if near else ''}", param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The words themselves."""
        return "|".join(self.words)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        """The words."""
        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class Declared(ParamType):
    """The id of something that the scenario under PATH declares; completed from there."""

    def __init__(self, what: str) -> None:
        self.name = what

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        """The ids that the scenario declares; none when it cannot be read."""
        path = ctx.params.get("path")
        if not isinstance(path, str) or path == "-":
            return []
        from negotrack.cli.completing import declared

        try:
            found = declared(path, self.name)
        except (NegotrackError, OSError):
            return []
        return [CompletionItem(name, help=said) for name, said in found if name.startswith(incomplete)]


PATH: Final = click.Path(path_type=str, allow_dash=True, readable=False)  # what cannot be read is told on opening it
path_argument = click.argument("path", type=PATH)
paths_argument = click.argument("paths", type=PATH, nargs=-1, required=True)

_MOMENT_OPTIONS: Final = (
    click.option("--as-of", type=Day(), metavar="D", help="Where things stood on this day [last report]."),
    click.option("--as-known", type=Day(), metavar="K", help="Only what was reported by this day [all]."),
    click.option("--lens", type=Declared("lens"), default="credulous", metavar="NAME",
                 help="Which claims count: credulous, sceptical, officials, or one of the scenario's own [credulous]."),
    click.option("--subject", "subjects", type=Declared("subject"), multiple=True, metavar="ID",
                 help="Only this subject; may be repeated."),
    click.option("--party", "parties", type=Declared("party"), multiple=True, metavar="ID",
                 help="Only what this party, or who speaks for it, has a part in; may be repeated."),
)  # fmt: skip
_FORMAT: Final = click.option(
    "--format", "form", type=Word(*FORMATS), default="table", help="How to print it [table]."
)  # fmt: skip


def asks(function: F) -> F:
    """Give a command the PATH and the options of every question; it is called with the question asked."""

    @wraps(function)
    def call(terminal: Terminal, /, *, path: str, **options: Any) -> Any:
        from negotrack.cli.question import Question

        asked = {name: options.pop(name) for name in ("as_of", "as_known", "lens", "subjects", "parties", "form")}
        question: Question = Question(terminal=terminal, path=path, **asked)
        return function(question, **options)

    _FORMAT(call)
    return cast(F, looks(call))


def looks(function: F) -> F:
    """Give a command the PATH and the options that say which moment is looked at, and how much of it."""
    for option in (*reversed(_MOMENT_OPTIONS), path_argument):
        option(function)
    return function
