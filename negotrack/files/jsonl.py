"""JSON lines: logs made by machines, one report a line, with the fields of the YAML format.

Owns: which lines there are and their reading one by one. Must not know: files, what the fields mean.
"""

from __future__ import annotations

from collections.abc import Iterable

from negotrack.files.decode import decode_text
from negotrack.files.jsontree import parse_json_line
from negotrack.files.structure import Structuring
from negotrack.files.tree import Node
from negotrack.problems import Problem, Span


def read_lines(structuring: Structuring, name: str, lines: Iterable[bytes], *, with_header: bool = False) -> None:
    """Read every line as a report; `with_header`, the first one holds the declarations."""
    header_due = with_header
    for number, raw in enumerate(lines, start=1):
        if structuring.add_line(raw, name, number) or not raw.strip():
            continue
        node, problems = _parse(name, number, raw)
        structuring.intake.problems += problems
        if node is None:
            structuring.lost = True
        elif header_due:
            structuring.declare(node, problems)
        else:
            structuring.add_reports(node, problems)
        header_due = False


def _parse(name: str, number: int, raw: bytes) -> tuple[Node | None, list[Problem]]:
    text, problems = _decode_line(name, number, raw)
    return parse_json_line(name, number, text) if text is not None else (None, problems)


def _decode_line(name: str, number: int, raw: bytes) -> tuple[str | None, list[Problem]]:
    line = raw.rstrip(b"\r\n")
    text, problems = decode_text(name, line)
    return text, [_on_line(problem, number) for problem in problems]


def _on_line(problem: Problem, number: int) -> Problem:
    span = problem.span
    place = Span(file=span.file, line=number, column=max(span.column, 1), end_line=number, end_column=span.end_column)
    return Problem(code=problem.code, message=problem.message, span=place, hint=problem.hint)


def looks_like_lines(raw: bytes) -> bool:
    """Whether bytes without a telling name are JSON lines: the first line is a whole JSON object."""
    first = raw.lstrip().partition(b"\n")[0].rstrip()
    if not (first.startswith(b"{") and first.endswith(b"}")):
        return False
    return _parse("", 1, first)[0] is not None
