"""A problem is drawn with its place, its line, a caret under the very column, and nothing that steers a terminal."""

from __future__ import annotations

import io

import pytest

from negotrack.problems import Problem, Span
from negotrack.view.console import make_console
from negotrack.view.problems import render_problem, source_line
from negotrack.view.text import cell_width


def drawn(problem: Problem, line: str, width: int = 80) -> list[str]:
    out = io.StringIO()
    make_console(file=out, environ={}, width=width).print(render_problem(problem, line))
    return out.getvalue().splitlines()


def problem(column: int, end: int = 0, **more: object) -> Problem:
    span = Span(file="scenario.yaml", line=41, column=column, end_line=41, end_column=end or column + 1)
    return Problem(code="unknown-party", message='no party "rusia"', span=span, **more)  # type: ignore[arg-type]


def test_place_code_message_line_caret_and_hint() -> None:
    first = Span(file="scenario.yaml", line=3, column=1)
    lines = drawn(problem(9, 14, hint='did you mean "russia"?', related=(("declared here", first),)), "    by: rusia")
    assert lines == [
        'scenario.yaml:41:9: error[unknown-party]: no party "rusia"',
        "  41 │     by: rusia",
        "     │         ^^^^^",
        '  hint: did you mean "russia"?',
        "  declared here: scenario.yaml:3:1",
    ]


@pytest.mark.parametrize("before", ["", "日本語: ", "שלום: ", "a\x1b[31mb: ", "\t- ", "e\u0301\u0301: "])
def test_caret_stands_under_the_column_in_cells(before: str) -> None:
    line = f"{before}X rest"
    lines = drawn(problem(len(before) + 1), line)
    shown, caret = lines[1], lines[2]
    assert cell_width(shown[: shown.index("X")]) == cell_width(caret[: caret.index("^")])
    assert "\x1b" not in shown


def test_far_column_is_brought_into_sight() -> None:
    lines = drawn(problem(501), "x" * 500 + "Y" + "z" * 500)
    assert all(cell_width(line) <= 80 for line in lines[1:])
    assert lines[1][lines[2].index("^")] == "Y"


def test_line_is_found_in_the_texts() -> None:
    assert source_line(problem(1), {"scenario.yaml": "\n" * 40 + "here\r\nnext"}) == "here"
    assert source_line(problem(1), {}) == ""
    assert source_line(Problem(code="x", message="y", span=Span(file="f")), {"f": "z"}) == ""
