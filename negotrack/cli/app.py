"""The table of commands, and a group that imports a command only when it is called.

Owns: which commands there are, where each lives, how an unknown one is refused.
Must not know: what they do.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Final

import click

from negotrack.problems import suggest

PROGRAM: Final = "negotrack"

# Panel -> command -> (where it lives, the line shown in the list). A command is one function in the module of
# its group; `negotrack --help` reads this table alone.
COMMANDS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Write a log": {
        "init": ("making:init", "make a new scenario, with comments that explain it"),
        "new": ("making:new", "make a new report in a scenario"),
        "check": ("checking:check", "show every problem with its place"),
        "fmt": ("writing:fmt", "rewrite files in the one canonical form, comments kept"),
        "schema": ("writing:schema", "print the JSON Schema for editors"),
        "todo": ("importing:todo", "list the reports that are still to be coded"),
    },
    "Ask it": {
        "status": ("asking:status", "the board: where everything stands"),
        "timeline": ("asking:timeline", "what happened when, by time or by subject"),
        "why": ("reasons:why", "on which statements a state rests, through which sources"),
        "what-if": ("reasons:what_if", "what changes without a source, with a draft, through another lens"),
        "diff": ("reasons:diff", "what moved, or what was learned"),
        "replay": ("replaying:replay", "feed the reports in order and show each step"),
        "replay-parts": ("scaling:replay_parts", "replay a very long log in parts, on many processors"),
        "agenda": ("questions:agenda", "what is missing, blocked, overdue, stale or about to lapse"),
        "outlook": ("questions:outlook", "what may, must and cannot happen next with a subject"),
        "movement": ("questions:movement", "who moved, when and how far"),
        "graph": ("questions:graph", "how the bargain hangs together"),
        "brief": ("beside:brief", "what changed since a day, as sourced prose"),
        "hindsight": ("beside:hindsight", "what was known of a day then, and what is now"),
        "compare": ("beside:compare", "two coders' logs of one material"),
    },
    "Exchange": {
        "import": ("importing:import_", "make a log of coded events, agreements or news"),
        "export": ("exporting:export", "write a log in another form, as a page or a calendar"),
        "doctor": ("storing:doctor", "find what is damaged in a store, save what is whole"),
    },
    "Help": {
        "explain": ("explaining:explain", "what a problem code means and what to do"),
        "completion": ("completing:completion", "print the completion script of a shell"),
    },
}

_PLACES: Final = {name: entry for panel in COMMANDS.values() for name, entry in panel.items()}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; lists and help need only the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the table."""
        return list(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself once it is called or completed, else its line in the table."""
        if cmd_name not in _PLACES:
            return None
        where, line = _PLACES[cmd_name]
        if ctx.resilient_parsing or ctx.meta.get("called") == cmd_name:
            module, _, name = where.partition(":")
            found: click.Command = getattr(import_module(f"negotrack.cli.{module}"), name)
            return found
        return click.Command(cmd_name, short_help=line, help=line)

    def get_help(self, ctx: click.Context) -> str:
        """The list of commands, straight from the table."""
        from negotrack.cli.helping import list_page

        lines = {panel: {name: line for name, (_, line) in entries.items()} for panel, entries in COMMANDS.items()}
        return list_page(ctx, lines)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command called. Refuses an unknown one with the nearest name."""
        ctx.meta["called"] = args[0]
        if args[0] not in _PLACES and not args[0].startswith("-"):
            near = suggest(args[0], _PLACES)
            raise click.UsageError(f"there is no command {args[0]!r}{'; ' + near if near else ''}", ctx)
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from negotrack import __version__

        python = ".".join(map(str, sys.version_info[:3]))
        ctx.obj.write(f"negotrack {__version__} (Python {python}, format version 1)\n")
        ctx.exit()


_SETTINGS: Final[dict[str, Any]] = {"help_option_names": ["-h", "--help"]}


@click.group(
    PROGRAM,
    cls=LazyGroup,
    context_settings=_SETTINGS,
    invoke_without_command=True,
    epilog="PATH is a folder with scenario.yaml, a single file, a store, or - for stdin. "
    "Exit codes: 0 fine, 1 problems in the data, 2 misuse, 3 input or output failed, 4 busy or changed by another, "
    "5 store damaged or of a newer version, 130 interrupted.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
@click.pass_context
def app(context: click.Context) -> None:
    """Plain-text accounting for negotiations: from dated, attributed reports to what is on the table."""
    if context.invoked_subcommand is None:
        context.obj.err.write(context.get_help() + "\n")
        context.exit(2)
