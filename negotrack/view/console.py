"""The console that everything is drawn on.

Owns: when there is colour, how wide a page is, and what becomes of characters that a stream cannot carry.
Must not know: what is drawn. It does not read the environment: the caller hands it over.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import IO, Literal, cast

from rich.console import Console

WIDTH_WITHOUT_TERMINAL = 100
HEIGHT_WITHOUT_TERMINAL = 25

ColorSystem = Literal["standard", "256", "truecolor"]


def make_console(
    *, file: IO[str], environ: Mapping[str, str], width: int | None = None, color: bool | None = None
) -> Console:
    """A console on which text is text: no markup, no emoji names, no highlighting.

    `color` decides when given; else NO_COLOR, FORCE_COLOR and TERM=dumb, in that order, and then whether
    the file is a terminal. Without colour no text carries an escape sequence. The width is `width`, else
    COLUMNS, else that of the terminal; a file or a pipe gets `WIDTH_WITHOUT_TERMINAL`, so that its bytes
    do not depend on a window.
    """
    columns, lines = _terminal_size(file)
    colored = _is_colored(file, environ) if color is None else color
    return Console(
        file=cast("IO[str]", _LenientStream(file)),
        width=width or _number(environ, "COLUMNS") or columns,
        height=_number(environ, "LINES") or lines,  # without both, rich goes by its own measure
        color_system=_color_system(environ) if colored else None,
        no_color=not colored,
        force_terminal=_is_terminal(file),
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ=environ,
    )


class _LenientStream:
    """A stream that writes `?` for what its encoding cannot carry, where the file itself would raise."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    @property
    def encoding(self) -> str:
        """rich draws boxes in ASCII when this does not begin with utf."""
        return getattr(self._file, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Writes the text, replaced where it must be."""
        try:
            return self._file.write(text)
        except UnicodeEncodeError:
            return self._file.write(text.encode(self.encoding, "replace").decode(self.encoding))

    def flush(self) -> None:
        """Flushes the file."""
        self._file.flush()

    def isatty(self) -> bool:
        """Whether the file is a terminal."""
        return _is_terminal(self._file)

    def fileno(self) -> int:
        """The descriptor of the file, where it has one."""
        return self._file.fileno()


def _is_terminal(file: IO[str]) -> bool:
    try:
        return file.isatty()
    except ValueError:  # a closed file
        return False


def _is_colored(file: IO[str], environ: Mapping[str, str]) -> bool:
    """By no-color.org and force-color.org: set and not empty counts, whatever the value."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return environ.get("TERM", "").lower() not in {"dumb", "unknown"} and _is_terminal(file)


def _color_system(environ: Mapping[str, str]) -> ColorSystem:
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return "truecolor"
    return "256" if environ.get("TERM", "").lower().endswith("256color") else "standard"


def _terminal_size(file: IO[str]) -> tuple[int, int]:
    """Columns and lines of the terminal behind the file; some terminals claim to have none."""
    if _is_terminal(file):
        try:
            size = os.get_terminal_size(file.fileno())
        except OSError:
            return 80, HEIGHT_WITHOUT_TERMINAL
        return size.columns or 80, size.lines or HEIGHT_WITHOUT_TERMINAL
    return WIDTH_WITHOUT_TERMINAL, HEIGHT_WITHOUT_TERMINAL


def _number(environ: Mapping[str, str], name: str) -> int | None:
    value = environ.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else None
