"""The entry point: runs one command and turns whatever ends it into an exit code.

Owns: exit codes, what is said when a command cannot go on, broken pipes and interruptions.
Must not know: what any command does.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

import click
from click.exceptions import Exit

from negotrack.cli.app import PROGRAM, app
from negotrack.cli.terminal import Terminal
from negotrack.problems import InvalidScenario, NegotrackError, ReadError

FINE: Final = 0
PROBLEMS: Final = 1
MISUSE: Final = 2
INPUT_OUTPUT: Final = 3
INTERRUPTED: Final = 130

_COLLECTING: Final = (50_000, 20, 50)
"""How many new values bring about a look for circles among them. A command makes very many values, keeps most of
them and ends: Python's own numbers cost a quarter of a command about a long log."""

_COMPLETE_VARIABLE: Final = "_NEGOTRACK_COMPLETE"


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(*_COLLECTING)
    terminal = Terminal.of_process()
    code = run(sys.argv[1:] if args is None else list(args), terminal)
    if terminal.broken:
        _stop_writing()
    sys.exit(code)


def run(args: list[str], terminal: Terminal) -> int:
    """Run one command and give its exit code; only a fault of negotrack itself is raised."""
    try:
        code = _invoke(args, terminal)
        terminal.flush()
    except (BrokenPipeError, SystemExit):  # rich leaves by the latter when nobody reads its output any more
        terminal.broken = True
        return terminal.code
    except KeyboardInterrupt:
        terminal.say("interrupted")
        return INTERRUPTED
    except OSError as error:
        terminal.broken = True
        where = f" {error.filename}" if isinstance(error.filename, str) else ""
        terminal.complain(f"cannot read or write{where}: {(error.strerror or type(error).__name__).lower()}")
        return INPUT_OUTPUT
    return code


def _invoke(args: list[str], terminal: Terminal) -> int:
    """The exit code of a command, with everything that a caller or a log can do wrong explained on stderr."""
    if instruction := terminal.environ.get(_COMPLETE_VARIABLE):
        return _complete(instruction)
    try:
        with app.make_context(PROGRAM, args, obj=terminal) as context:
            app.invoke(context)
    except Exit as done:
        return done.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        return _misuse(error, terminal)
    except InvalidScenario as error:
        from negotrack.cli.faults import show_invalid

        show_invalid(error, terminal)
        return PROBLEMS
    except NegotrackError as error:
        terminal.complain(str(error))
        return INPUT_OUTPUT if isinstance(error, ReadError) else getattr(error, "exit_code", MISUSE)
    return terminal.code


def _complete(instruction: str) -> int:
    """Offer words to a shell; where there is none to offer, for whatever reason, the line that is typed stays whole."""
    from click.shell_completion import shell_complete

    try:
        return shell_complete(app, {}, PROGRAM, _COMPLETE_VARIABLE, instruction)
    except Exception:
        return FINE


def _misuse(error: click.ClickException, terminal: Terminal) -> int:
    terminal.complain(error.format_message())
    context = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and context is not None:
        terminal.say(f"try: {context.command_path} --help")
    return error.exit_code


def _stop_writing() -> None:
    """Nobody reads what is left, so the interpreter must not try again to write it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            try:
                os.dup2(nowhere, stream.fileno())
            except (OSError, ValueError, AttributeError):
                continue
