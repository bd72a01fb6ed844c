"""Help: every command explains itself with examples that run, and the unknown is refused with the nearest."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from negotrack.cli.app import COMMANDS, app
from negotrack.cli.verbs import Verb
from negotrack.loading import load
from negotrack.store import create
from tests.cli.running import GOLAN, negotrack, spawn


def verbs(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Verb]]:
    """Every command that does something, with the words that call it."""
    context = click.Context(group, resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from verbs(command, (*path, name))
        else:
            assert isinstance(command, Verb)
            yield (*path, name), command


VERBS = list(verbs(app))
NEEDS_FILES = ("import", "todo", "doctor", "replay-parts")
EXAMPLES = [example for _, command in VERBS for example in command.examples]


@pytest.mark.parametrize(("path", "command"), VERBS, ids=[" ".join(path) for path, _ in VERBS])
def test_every_command_has_help_with_two_examples(path: tuple[str, ...], command: Verb) -> None:
    shown = spawn(*path, "--help", environ={"COLUMNS": "200"})
    assert (shown.code, shown.err) == (0, "")
    assert len((command.help or "").split()) > 8
    assert len(command.examples) >= 2
    for example in command.examples:
        assert shlex.split(example)[: 1 + len(path)] == ["negotrack", *path]
        assert example in " ".join(shown.out.split())
    for option in command.params:
        assert isinstance(option, click.Argument) or getattr(option, "help", None), f"{option.name} has no help"


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_runs(example: str, tmp_path: Path) -> None:
    shutil.copytree(GOLAN, tmp_path / "scenarios" / "golan-2018")
    program, *args = shlex.split(example)
    assert program == "negotrack"
    if args[0] in NEEDS_FILES:
        pytest.skip("it reads files that only its reader has")
    if "golan.db" in args:
        create(str(tmp_path / "golan.db"), load(GOLAN))
    found = spawn(*args, cwd=tmp_path)
    allowed = {0, 1} if "--check" in args else {0}  # the scenario need not be in canonical form
    assert found.code in allowed, found.err
    assert "Traceback" not in found.err


def test_the_list_shows_every_command_with_its_line() -> None:
    shown = spawn("--help", environ={"COLUMNS": "120"})
    assert shown.code == 0
    for commands in COMMANDS.values():
        for name, (_, line) in commands.items():
            assert f" {name} " in shown.out and line in shown.out


def test_alone_it_shows_its_help_and_that_this_was_no_command() -> None:
    shown = spawn()
    assert shown.code == 2 and "Usage" in shown.err and shown.out == ""


def test_version() -> None:
    assert negotrack("--version").out.startswith("negotrack 0.")


@pytest.mark.parametrize(
    ("args", "near"),
    [(("stauts",), "status"), (("chek",), "check"), (("timelin",), "timeline"), (("new", "repotr"), "report")],
)
def test_an_unknown_command_is_refused_with_the_nearest(args: tuple[str, ...], near: str) -> None:
    found = negotrack(*args, GOLAN)
    assert (found.code, found.out) == (2, "") and near in found.err


def test_an_unknown_option_is_refused_with_the_nearest() -> None:
    for args in (("check", "--formt", "json", GOLAN), ("--verson",)):
        found = negotrack(*args)
        assert found.code == 2 and ("--format" in found.err or "--version" in found.err)


def test_what_is_missing_is_said() -> None:
    found = negotrack("status")
    assert found.code == 2 and "PATH" in found.err and "negotrack status --help" in found.err
