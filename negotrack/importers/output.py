"""Writing a log as its reports come: all of it or nothing.

Reports go into a temporary file beside the log; the declarations, known at the end, come first in the log itself.
Owns: files, folders, the moment when the log is there. Must not know: what is written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, Final, Literal

from negotrack.files.builder import show
from negotrack.files.dump import encode_report, format_declarations, format_json_header, format_report
from negotrack.files.tree import MAX_TEXT
from negotrack.importers.opening import Path, fault, shown_name
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario, ReadError, UsageError
from negotrack.workplace import workplace

Form = Literal["lines", "folder", "drafts"]
_COPY: Final = 1024 * 1024


def form_of(out: str, *, drafts: bool) -> Form:
    """JSON lines for a name that ends so; else a folder, with drafts in YAML to be edited."""
    if out.endswith(".jsonl"):
        return "lines"
    return "drafts" if drafts else "folder"


class Output:
    """A log in the making."""

    def __init__(self, place: str, form: Form) -> None:
        self._workplace = place
        self._form = form
        self._month = ""
        self._file: IO[bytes] | None = None
        os.makedirs(os.path.join(place, "log", "reports"))

    def add(self, report: Report) -> None:
        """Write one report."""
        month = report.published.day.strftime("%Y-%m") if self._form != "lines" else "reports"
        if self._file is None or month != self._month:
            self._switch(month)
        assert self._file is not None
        self._file.write(_as_item(report) if self._form == "drafts" else encode_report(report) + b"\n")

    def _switch(self, month: str) -> None:
        if self._file is not None:
            self._file.close()
        ending = "yaml" if self._form == "drafts" else "jsonl"
        self._month = month
        self._file = open(os.path.join(self._workplace, "log", "reports", f"{month}.{ending}"), "ab")  # noqa: SIM115

    def close(self) -> None:
        """Write no more reports."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def finish(self, scenario: Scenario, out: str, *, force: bool) -> None:
        """Put the log in its place. Raises InvalidScenario when there are more declarations than can be read."""
        self.close()
        if self._form == "lines":
            made = os.path.join(self._workplace, "whole.jsonl")
            self._join(_bounded(format_json_header(scenario), out), made)
        else:
            made = os.path.join(self._workplace, "log")
            _write(os.path.join(made, "scenario.yaml"), _bounded(format_declarations(scenario), out).encode())
            _sync_folder(os.path.join(made, "reports"))
        _put(made, out, force=force)

    def _join(self, header: str, made: str) -> None:
        with open(made, "wb") as whole:
            whole.write(header.encode() + b"\n")
            body = os.path.join(self._workplace, "log", "reports", "reports.jsonl")
            if os.path.exists(body):
                with open(body, "rb") as part:
                    shutil.copyfileobj(part, whole, _COPY)
            whole.flush()
            os.fsync(whole.fileno())


@contextmanager
def open_output(out: str, form: Form, *, force: bool) -> Iterator[Output]:
    """A workplace beside the log, which is gone afterwards. Raises UsageError when the log is there already."""
    _check_place(out, form, force=force)
    parent = os.path.dirname(os.path.abspath(out))
    with _workplace(parent, out) as made:
        output = Output(made, form)
        try:
            yield output
        finally:
            output.close()  # which writes what is left, and fails once more on a disk that is full


@contextmanager
def _workplace(parent: str, out: str) -> Iterator[str]:
    with ExitStack() as stack:
        try:
            made = stack.enter_context(workplace(parent, os.path.basename(out)))
        except OSError as error:
            raise ReadError(f"{show(out, 400)}: {(error.strerror or 'cannot be written').lower()}") from None
        yield made


def check_apart(out: str, files: Iterable[Path]) -> None:
    """Raise UsageError when one of the files that are read is what would be replaced, or lies in it."""
    if "\0" in out or not os.path.lexists(out):
        return
    there = os.path.realpath(out)
    for path in files:
        read = os.path.realpath(path)
        if read == there or read.startswith(os.path.join(there, "")) or _same(path, out):
            raise UsageError(f"{shown_name(path)} is read and would be replaced; it is left alone")


def _same(path: Path, out: str) -> bool:
    try:
        return os.path.samefile(path, out)
    except (OSError, ValueError):
        return False


def _check_place(out: str, form: Form, *, force: bool) -> None:
    if not os.path.basename(out) or "\0" in out:
        raise UsageError("OUT names no file and no folder")
    if out == "-":
        raise UsageError("a log is not written to standard output; give OUT a name")
    if not os.path.lexists(out):
        return
    if not force:
        raise UsageError(f"{show(out, 400)} is there already; give --force to replace it")
    if os.path.islink(out) or (form == "lines") != os.path.isfile(out):
        raise UsageError(f"{show(out, 400)} is no log of this form; it is left alone")
    if form != "lines" and not os.path.isfile(os.path.join(out, "scenario.yaml")):
        raise UsageError(f"{show(out, 400)} is a folder without scenario.yaml; it is left alone")


def _put(made: str, out: str, *, force: bool) -> None:
    """Put what was made in its place. Raises UsageError for what came to be there meanwhile and may not be replaced."""
    if not force:
        _put_anew(made, out)
    else:
        if os.path.isdir(made) and os.path.isdir(out):
            os.rename(out, os.path.join(os.path.dirname(made), "old"))
        os.replace(made, out)
    _sync_folder(os.path.dirname(os.path.abspath(out)))


def _put_anew(made: str, out: str) -> None:
    """A link, and the moving of a folder, fail where something is; what knows no links is looked at first."""
    try:
        if os.path.isdir(made):
            os.rename(made, out)
        else:
            os.link(made, out)
    except OSError:
        if os.path.lexists(out):
            raise UsageError(f"{show(out, 400)} is there meanwhile; give --force to replace it") from None
        os.replace(made, out)


def _bounded(text: str, out: str) -> str:
    if len(text) > MAX_TEXT:
        message = f"{len(text)} characters of declarations; a log can have {MAX_TEXT}"
        raise InvalidScenario(
            [fault("too-large", message, show(out, 400), hint="take fewer dyads: --between, --since")]
        )
    return text


def _as_item(report: Report) -> bytes:
    """A report as an item of a list in YAML."""
    lines = format_report(report).splitlines(keepends=True)
    pads = ("- ", *("  " if line.strip() else "" for line in lines[1:]))
    return "".join(pad + line for pad, line in zip(pads, lines, strict=True)).encode()


def _write(path: str, raw: bytes) -> None:
    with open(path, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: str) -> None:
    opener: Callable[[], int] | None = getattr(os, "O_DIRECTORY", None) and (lambda: os.open(path, os.O_RDONLY))
    if opener is not None:
        descriptor = opener()
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
