"""JSON lines: logs made by machines, one report a line, with the fields of the YAML format.

Owns: which lines there are and their reading one by one. Must not know: files, what the fields mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
        if read_line(structuring, name, number, raw, header=header_due):
            header_due = False


def read_line(structuring: Structuring, name: str, number: int, raw: bytes, *, header: bool = False) -> bool:
    """Read one line as a report, or as the declarations; whether it was neither empty nor plainly a report."""
    if structuring.add_line(raw, name, number) or not raw.strip():
        return False
    node, problems = _parse(name, number, raw)
    structuring.intake.take(problems)
    if node is None:
        structuring.lost = True
    elif header:
        structuring.declare(node, problems)
    else:
        structuring.add_reports(node, problems)
    return True


def read_reports_jsonl(
    lines: Iterable[bytes], scenario: Scenario, *, name: str = "<lines>", problems: list[Problem] | None = None
) -> Iterator[Report]:
    """The reports of JSON lines, one at a time, against the declarations of a scenario.

    Lines are judged one by one: reports told twice and references between statements are for who keeps them.
    Problems are added to `problems`, and lines with errors left out; without such a list the first line with an
    error raises InvalidScenario.
    """
    reader = LineReader(scenario, name)
    for number, raw in enumerate(lines, start=1):
        yield from reader.read(raw, number, problems)


class LineReader:
    """Reads lines against the declarations of a scenario, one by one; what was learnt of them is kept."""

    def __init__(self, scenario: Scenario, name: str = "<lines>") -> None:
        self._name = name
        self._structuring = Structuring()
        self._structuring.adopt(scenario)
        assert self._structuring.fast is not None
        self._fast = self._structuring.fast.read

    def read(self, raw: bytes, number: int = 1, problems: list[Problem] | None = None) -> Sequence[Report]:
        """The report of a line, none for an empty one or one with errors; see `read_reports_jsonl`."""
        report = self._fast(raw)
        if report is not None:
            return (report,)
        return _read_slowly(self._structuring, self._name, number, raw, problems) if raw.strip() else ()


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
