"""`fmt` and `schema`: help with writing a log.

Owns: the commands, which files of a folder are formatted. Must not know: the canonical form, the schema itself.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

import click
from attrs import define, field

from negotrack.cli.atomic import read_file, replace_file
from negotrack.cli.faults import draw_problems
from negotrack.cli.reading import STDIN, read_path
from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import PATH, Word, paths_argument, verb
from negotrack.files.decode import decode_text
from negotrack.files.fmt import CannotFormat, format_text
from negotrack.files.schema import PARTS, json_schema
from negotrack.files.tree import MAX_TEXT
from negotrack.loading import MAIN, REPORTS
from negotrack.problems import ReadError
from negotrack.view.text import safe

_YAML = (".yaml", ".yml")


@verb(
    "fmt",
    "negotrack fmt scenarios/golan-2018",
    "negotrack fmt --check --diff scenarios/golan-2018/scenario.yaml",
)
@paths_argument
@click.option("--check", "only_check", is_flag=True, help="Write nothing; the exit code is 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
def fmt(terminal: Terminal, paths: tuple[str, ...], only_check: bool, diff: bool) -> None:
    """Rewrite files of a log in the one canonical form: keys in order, one layout, comments kept.

    The log stays the same, or the file is left alone. Files of JSON lines are made by machines and left alone;
    - formats stdin to stdout.
    """
    run = _Run(terminal=terminal, writes=not (only_check or diff), diff=diff)
    for path in paths:
        if path == "-":
            run.stdin(to_stdout=run.writes)
        else:
            for name in _files(path, terminal):
                run.file(name)
    run.sum_up()
    if run.refused or (only_check and run.changed):
        terminal.code = 1


@define(kw_only=True)
class _Run:
    """One run over several files."""

    terminal: Terminal
    writes: bool
    diff: bool
    changed: list[str] = field(factory=list)
    same: int = 0
    refused: int = 0

    def stdin(self, *, to_stdout: bool) -> None:
        """Format stdin to stdout; what is refused is not printed."""
        raw = self.terminal.stdin.read(MAX_TEXT + 1)
        new = self.formatted(STDIN, raw)
        if new is not None:
            self.note(STDIN, raw, new)
            if to_stdout:
                self.terminal.write(new.decode())

    def file(self, path: str) -> None:
        """Format one file in place."""
        try:
            raw, as_read = read_file(path, MAX_TEXT)
        except OSError as error:
            raise ReadError(f"{path}: {(error.strerror or '').lower()}") from None
        new = self.formatted(path, raw)
        if new is not None and self.note(path, raw, new) and self.writes:
            replace_file(path, new, as_read)

    def formatted(self, name: str, raw: bytes) -> bytes | None:
        """The canonical bytes; None with the reasons shown when there are none."""
        shown = safe(name, bidi=False)
        text, problems = decode_text(shown, raw)
        new = None
        if text is not None:
            whole = raw.decode("utf-8")
            try:
                new, problems = format_text(shown, whole)
            except CannotFormat as error:
                self.terminal.complain(f"{shown}: left as it is: {error}")
                self.refused += 1
                return None
        if new is None:
            draw_problems(problems, {shown: text or ""}, self.terminal.err_console)
            self.refused += 1
            return None
        return new.encode()

    def note(self, name: str, raw: bytes, new: bytes) -> bool:
        """Whether a file changes; what changes is shown when that is asked for."""
        if raw == new:
            self.same += 1
            return False
        self.changed.append(name)
        if self.diff:
            self.terminal.write("".join(self._difference(name, raw.decode(), new.decode())))
        elif not self.writes:
            self.terminal.write(f"{safe(name, bidi=False)}\n")
        return True

    def _difference(self, name: str, old: str, new: str) -> Iterator[str]:
        from difflib import unified_diff

        shown = safe(name, bidi=False)
        lines = unified_diff(old.splitlines(True), new.splitlines(True), shown, f"{shown} (canonical)")
        for line in lines:
            yield safe(line, newlines=True, bidi=False) if self.terminal.out.isatty() else line
            if not line.endswith("\n"):
                yield "\n\\ No newline at end of file\n"

    def sum_up(self) -> None:
        """How many files changed, would change, and were refused."""
        done = "rewritten" if self.writes else "to be rewritten"
        parts = [f"{len(self.changed)} {done}", f"{self.same} as they should be"]
        if self.refused:
            parts.append(f"{self.refused} left alone")
        self.terminal.say(", ".join(parts))


def _files(path: str, terminal: Terminal) -> Iterator[str]:
    """The YAML files of a scenario, or the one file named. Links are not followed: they would be replaced."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        raise ReadError(f"{path}: {(error.strerror or '').lower()}") from None
    if not stat.S_ISDIR(mode):
        yield path
        return
    found = [os.path.join(path, MAIN)]
    for folder, folders, names in os.walk(os.path.join(path, REPORTS)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.join(folder, name) for name in names if name.endswith(_YAML) and not name.startswith(".")]
    for name in sorted(found):
        if stat.S_ISREG(os.lstat(name).st_mode if os.path.lexists(name) else 0):
            yield name
        elif os.path.lexists(name):
            terminal.say(f"{name}: passed over, since it is no regular file")


@verb(
    "schema",
    "negotrack schema",
    "negotrack schema scenarios/golan-2018 --part reports",
)
@click.argument("path", type=PATH, required=False)
@click.option("--part", type=Word(*PARTS), default="file",
              help="For the scenario's file, for files of reports, or for any file of a log [file].")  # fmt: skip
def schema(terminal: Terminal, path: str | None, part: str) -> None:
    """Print the JSON Schema of the format for editors; with a scenario, its ids are offered as completions.

    Begin a file with "# yaml-language-server: $schema=schema.json" and editors check it while it is written.
    """
    from negotrack.exporters.documents import format_json

    scenario = read_path(path, terminal) if path is not None else None
    terminal.write(format_json(json_schema(scenario, part)))  # type: ignore[arg-type]
