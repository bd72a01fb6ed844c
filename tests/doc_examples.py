"""Examples of the documentation as tests: ```console blocks are run and compared, named ```yaml files are written.

A document's examples share one folder, made for it, with a copy of `scenarios/`; python examples run there too.

- ```console: lines after `$ ` are commands (lines after `> ` continue one), the others are what must come out, on
  stdout and stderr. `...` stands for anything within a line, a line of `...` for any lines. A command that fails must
  be followed by `$ echo $?`, so that the reader sees that it fails.
- ```yaml whose first line is `# path.yaml` is written to that path; `# path.yaml, added` is added at its end.
- Nothing is passed over in silence: a block that cannot run here says why in `% skip: next "reason"`, or its document
  stands in `NOT_RUN` below.

`python -m tests.doc_examples FILE…` writes what comes out today into the files' blocks without `...`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unittest import SkipTest

from attrs import frozen
from sybil import Example, Sybil
from sybil.parsers.myst import CodeBlockParser, DocTestDirectiveParser, PythonCodeBlockParser, SkipParser

ROOT: Final = Path(__file__).resolve().parent.parent
PATTERNS: Final = ("README.md", "docs/*.md", "docs/**/*.md")
ENDED: Final = "\x1e"
PROGRAMS: Final = frozenset("negotrack cat cp echo git grep head ls mkdir rm sed tail python".split())

#: documents whose commands cannot run in a test, and why; their blocks are reported as skipped
NOT_RUN: Final = {
    "docs/how-to/import-a-corpus.md": "its corpora are not part of the project",
    "docs/contributing.md": "its commands are those that the check runs itself",
}


@frozen
class Command:
    """One command of a block and the lines that must come out of it."""

    text: str
    expected: str


def commands_of(block: str) -> Iterator[Command]:
    """The commands of a console block, in order."""
    text, lines = "", list[str]()
    for line in [*block.rstrip("\n").split("\n"), "$ "]:
        if line.startswith("> ") and text and not lines:
            text += "\n" + line[2:]
        elif line.startswith("$ "):
            if text:
                yield Command(text, "\n".join(lines).strip("\n"))
            elif any(lines):
                raise ValueError("a console block begins with `$ ` and a command")
            text, lines = line[2:], []
        else:
            lines.append(line)


def outcomes(commands: list[Command]) -> list[tuple[str, int]]:
    """What each command printed and its exit code, all run in one shell in the current folder."""
    for command in commands:
        if command.text.split()[0] not in PROGRAMS:
            raise ValueError(f"{command.text.split()[0]} is not run in examples; give a reason in `% skip: next`")
    script = "\n".join(f"{c.text}\n_ended=$?; printf '\\036%d\\036' $_ended; (exit $_ended)" for c in commands)
    done = subprocess.run(
        ["bash", "-c", script], env=_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    parts = done.stdout.split(ENDED)
    return [(_plain(parts[at]), int(parts[at + 1])) for at in range(0, 2 * len(commands), 2)]


def _plain(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.strip("\n").split("\n"))


def _environment() -> dict[str, str]:
    """That of somebody in a terminal of 88 columns, the same on every machine."""
    person = {"NAME": "Ana Lyst", "EMAIL": "ana@example.org", "DATE": "2018-06-01T09:00:00+00:00"}
    kept = {name: os.environ[name] for name in ("PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": os.getcwd(), "COLUMNS": "88", "TERM": "dumb", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch",
        "GIT_CONFIG_VALUE_0": "main", "GIT_PAGER": "cat",
        **{f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in person.items()},
    }  # fmt: skip


def matches(expected: str, found: str) -> bool:
    """Whether an output is the expected one, `...` standing for anything."""
    lines = []
    for line in expected.split("\n"):
        if line.strip() == "...":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(r"[^\n]*?".join(re.escape(part) for part in line.rstrip().split("...")) + r"\n")
    return re.fullmatch("".join(lines), found + "\n") is not None


def evaluate_console(example: Example) -> str | None:
    """Run a console block and compare; what differs is the failure."""
    _leave_out(example)
    commands = list(commands_of(example.parsed))
    results = outcomes(commands)
    for number, (command, (found, code)) in enumerate(zip(commands, results, strict=True)):
        if not matches(command.expected, found):
            return f"$ {command.text}\nexpected:\n{command.expected}\n\ncame out:\n{found}"
        told = number + 1 < len(commands) and commands[number + 1].text == "echo $?"
        if code and not told:
            return f"$ {command.text}\nended with {code}, which the block does not show; it printed:\n{found}"
    return None


def evaluate_yaml(example: Example) -> None:
    """Write a named file of an example into the document's folder; a block without a name is an excerpt."""
    first, _, _ = example.parsed.partition("\n")
    named = re.fullmatch(r"# ([\w./-]+\.ya?ml)(, added)?", first)
    if named is None:
        return
    path = Path(named[1])
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"{path} leads out of the document's folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    if named[2]:
        path.write_text(path.read_text(encoding="utf-8") + example.parsed.partition("\n")[2], encoding="utf-8")
    else:
        path.write_text(example.parsed, encoding="utf-8")


def _leave_out(example: Example) -> None:
    path = Path(example.path).resolve()
    reason = NOT_RUN.get(path.relative_to(ROOT).as_posix()) if path.is_relative_to(ROOT) else None
    if reason:
        raise SkipTest(reason)


def enter(namespace: dict[str, Any]) -> None:
    """Make the document's folder, and go there."""
    namespace["_before"] = os.getcwd()
    namespace["_folder"] = folder = tempfile.mkdtemp(prefix="negotrack-docs-")
    shutil.copytree(ROOT / "scenarios", Path(folder, "scenarios"))
    os.chdir(folder)


def leave(namespace: dict[str, Any]) -> None:
    """Go back, and remove the document's folder."""
    os.chdir(namespace["_before"])
    shutil.rmtree(namespace["_folder"])


def documents() -> Sybil:
    """The examples of README.md and docs/."""
    return Sybil(
        path=str(ROOT),
        parsers=[
            DocTestDirectiveParser(),
            PythonCodeBlockParser(),
            CodeBlockParser("console", evaluate_console),
            CodeBlockParser("yaml", evaluate_yaml),
            SkipParser(),
        ],
        patterns=list(PATTERNS),
        setup=enter,
        teardown=leave,
    )


def rewrite(path: Path) -> None:
    """Put what comes out today into the console blocks of a document."""
    document = documents().parse(path)
    text, pieces, at = document.text, list[str](), 0
    enter(document.namespace)
    try:
        for example in document.examples():
            if example.region.evaluator is not evaluate_console:
                example.evaluate()
                continue
            commands = list(commands_of(example.parsed))
            results = outcomes(commands)
            begin = text.index("\n", example.region.start) + 1
            pieces += [text[at:begin], _block(commands, results)]
            at = text.rindex("```", begin, example.region.end)
    finally:
        leave(document.namespace)
    path.write_text("".join([*pieces, text[at:]]), encoding="utf-8")


def _block(commands: list[Command], results: list[tuple[str, int]]) -> str:
    lines = []
    for command, (found, _) in zip(commands, results, strict=True):
        lines.append("$ " + command.text.replace("\n", "\n> "))
        kept = command.expected if "..." in command.expected else found
        lines += [kept] if kept else []
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(Path(name).resolve())
