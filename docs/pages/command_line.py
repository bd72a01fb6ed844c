"""The page of the command line: every command with its arguments, options and examples, from the commands."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from docs.pages.markdown import block, code, joined, page, plain, prose, table
from negotrack.cli.app import COMMANDS, PROGRAM, app

_HEAD = """\
`negotrack COMMAND PATH…`, where PATH is a scenario's folder, a single file, or `-` for standard input. Answers go to
standard output, messages to standard error; colours follow `NO_COLOR` and `FORCE_COLOR`. Days are written
`2018-05-31` or `today`. What the answers hold as JSON stands under [JSON](json.md).

| exit code | meaning |
|---|---|
| 0 | fine |
| 1 | problems in the data |
| 2 | misuse of the command line |
| 3 | input or output failed |
| 4 | busy, or changed by somebody else meanwhile |
| 5 | a store is damaged, or of a newer version |
| 130 | interrupted |"""


def command_line_page() -> str:
    """The page."""
    found = dict(commands())
    index = [
        (panel, f"[{name}](#negotrack-{name})", plain(line))
        for panel, names in COMMANDS.items()
        for name, (_, line) in names.items()
    ]
    return page(
        "The command line", _HEAD, table(("", "command", ""), index),
        *(part for path, command in found.items() for part in _command(path, command)),
    )  # fmt: skip


def commands(group: click.Group = app, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it; a group before what is in it."""
    context = click.Context(group, resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def _command(path: tuple[str, ...], command: click.Command) -> Iterator[str]:
    yield f"## {PROGRAM} {' '.join(path)}"
    context = click.Context(command, info_name=" ".join((PROGRAM, *path)), resilient_parsing=True)
    yield block(" ".join([context.command_path, *command.collect_usage_pieces(context)]))
    yield prose(joined(inspect.cleandoc(command.help or "")))
    options = [param for param in command.params if isinstance(param, click.Option) and not param.hidden]
    if options:
        yield table(("option", "meaning"), (_option(option, context) for option in options))
    examples: tuple[str, ...] = getattr(command, "examples", ())
    if examples:
        yield "For example:"
        yield block("\n".join(examples))


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    names = ", ".join(sorted(option.opts, key=len))
    value = "" if option.is_flag or option.count else f" {option.make_metavar(context)}"
    required = "required; " if option.required else ""
    said = re.sub(r" \[([^]]+)\]\.$", r"; default: \1.", option.help or "")
    return code(names + value), prose(required + said)
