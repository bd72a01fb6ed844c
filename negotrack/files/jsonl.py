"""JSON lines: logs made by machines, one report a line, with the fields of the YAML format.

Owns: which lines there are and their reading one by one. Must not know: files, what the fields mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotrack.files.decode import decode_text
from negotrack.files.jsontree import parse_json_line
from negotrack.files.structure import Structuring, place_key
from negotrack.files.tree import Node
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario, Problem, Span


def read_lines(structuring: Structuring, name: str, lines: Iterable[bytes], *, with_header: bool = False) -> None:
    """Read every line as a report; `with_header`, the first one holds the declarations."""
    header_due = with_header
    for number, raw in enumerate(lines, start=1):
        if structuring.add_line(raw, name, number) or not raw.strip():
            continue
        node, problems = _parse(name, number, raw)
        structuring.intake.take(problems)
        if node is None:
            structuring.lost = True
        elif header_due:
            structuring.declare(node, problems)
        else:
            structuring.add_reports(node, problems)
        header_due = False


def read_reports_jsonl(
    lines: Iterable[bytes], scenario: Scenario, *, name: str = "<lines>", problems: list[Problem] | None = None
) -> Iterator[Report]:
    """The reports of JSON lines, one at a time, against the declarations of a scenario.

    Lines are judged one by one: reports told twice and references between statements are for who keeps them.
    Problems are added to `problems`, and lines with errors left out; without such a list the first line with an
    error raises InvalidScenario.
    """
    structuring = Structuring()
    structuring.adopt(scenario)
    for number, raw in enumerate(lines, start=1):
        report = structuring.fast.read(raw) if structuring.fast is not None else None
        if report is not None:
            yield report
        elif raw.strip():
            yield from _read_slowly(structuring, name, number, raw, problems)


def read_line_problems(name: str, number: int, raw: bytes) -> list[Problem]:
    """What is wrong with the JSON of one line."""
    return _parse(name, number, raw)[1]


def _read_slowly(
    structuring: Structuring, name: str, number: int, raw: bytes, problems: list[Problem] | None
) -> list[Report]:
    node, found = _parse(name, number, raw)
    if node is not None:
        structuring.add_reports(node)
    reports = [placed.report for placed in structuring.reports if placed.report is not None]
    found = sorted([*found, *structuring.take_problems(reports)], key=place_key)
    structuring.reports.clear()
    structuring.intake.places.clear()
    structuring.references.clear()
    if problems is not None:
        problems += found
    elif any(problem.is_error for problem in found):
        raise InvalidScenario(found)
    return reports


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
