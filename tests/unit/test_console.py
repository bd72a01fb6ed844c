"""The console: colour by request and environment, a fixed width in files, no traceback for a character."""

from __future__ import annotations

import io

import pytest
from rich.panel import Panel

from negotrack.view.console import WIDTH_WITHOUT_TERMINAL, make_console


class Terminal(io.StringIO):
    """A stream that says it is a terminal, of a size that nobody knows."""

    def isatty(self) -> bool:
        return True


def drawn(file: io.StringIO, environ: dict[str, str], color: bool | None = None) -> str:
    make_console(file=file, environ=environ, color=color).print("word", style="bold red")
    return file.getvalue()


@pytest.mark.parametrize(
    ("file", "environ", "color", "colored"),
    [
        (io.StringIO, {}, None, False),
        (Terminal, {}, None, True),
        (Terminal, {"TERM": "dumb"}, None, False),
        (Terminal, {"NO_COLOR": "1"}, None, False),
        (Terminal, {"NO_COLOR": ""}, None, True),
        (Terminal, {"NO_COLOR": "1"}, True, True),
        (Terminal, {}, False, False),
        (io.StringIO, {"FORCE_COLOR": "1"}, None, True),
        (io.StringIO, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, None, False),
        (io.StringIO, {"FORCE_COLOR": "1", "TERM": "dumb"}, None, True),
        (io.StringIO, {"FORCE_COLOR": "1"}, False, False),
        (io.StringIO, {}, True, True),
    ],
)
def test_colour(file: type[io.StringIO], environ: dict[str, str], color: bool | None, colored: bool) -> None:
    assert ("\x1b" in drawn(file(), environ, color)) is colored


# rich remembers how it first drew a style, so each case has a colour of its own.
@pytest.mark.parametrize(
    ("environ", "color", "sequence"),
    [
        ({"COLORTERM": "truecolor"}, "#123456", "\x1b[38;2;18;52;86m"),
        ({"TERM": "xterm-256color"}, "#654321", "\x1b[38;5;"),
        ({}, "#abcdef", "\x1b[3"),
    ],
)
def test_as_many_colours_as_the_terminal_says(environ: dict[str, str], color: str, sequence: str) -> None:
    file = io.StringIO()
    make_console(file=file, environ=environ, color=True).print("word", style=color)
    assert sequence in file.getvalue()


@pytest.mark.parametrize(
    ("file", "environ", "width", "expected"),
    [
        (io.StringIO, {}, None, WIDTH_WITHOUT_TERMINAL),
        (io.StringIO, {"COLUMNS": "72"}, None, 72),
        (io.StringIO, {"COLUMNS": "72"}, 40, 40),
        (io.StringIO, {"COLUMNS": "wide"}, None, WIDTH_WITHOUT_TERMINAL),
        (Terminal, {}, None, 80),
        (Terminal, {"TERM": "dumb", "COLUMNS": "72"}, None, 72),
    ],
)
def test_width(file: type[io.StringIO], environ: dict[str, str], width: int | None, expected: int) -> None:
    assert make_console(file=file(), environ=environ, width=width).width == expected


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "utf-8"])
def test_what_a_stream_cannot_carry_is_replaced(encoding: str) -> None:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    make_console(file=file, environ={}).print(Panel("א 中 \udc80"))
    file.flush()
    drawn = raw.getvalue().decode(encoding)
    assert "?" in drawn
    assert ("╭" in drawn) is (encoding == "utf-8")


def test_a_closed_file_is_no_terminal() -> None:
    file = io.StringIO()
    file.close()
    assert not make_console(file=file, environ={}).is_terminal
