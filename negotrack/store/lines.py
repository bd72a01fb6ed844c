"""Reports and declarations as the lines that a store keeps, their hashes, and what a report is filed under.

Owns: hashing, the names in the index, reading kept lines back. Must not know: SQL, files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final, TypeVar

from negotrack.files.jsonl import read_lines
from negotrack.files.structure import Structuring
from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario

T = TypeVar("T")
SUBJECT: Final = "s:"
DAY: Final = "d:"
REFERENCE: Final = "r:"
AFTER_DAYS: Final = "d;"
AFTER_REFERENCES: Final = "r;"
"""The first names that sort after all names of days, and of references."""
REPORTS: Final = "reports"
DAYS: Final = "days"
"""In the tally: the sum of the days of all reports, so that a changed day is noticed."""
DECLARATIONS: Final = "declarations"
NO_DIGEST: Final = b""


def line_hash(line: bytes) -> bytes:
    """The hash of a report's line: its identity, and the proof that it is whole."""
    return sha256(line).digest()


def header_hash(version: int, after: int, line: bytes) -> bytes:
    """The hash of a version of the declarations, its place included."""
    return sha256(b"%d %d\n%b" % (version, after, line)).digest()


def running_digest(before: bytes, hashes: Iterable[bytes]) -> bytes:
    """The digest of a commit: over the one before and the hashes of its reports, so that none goes unnoticed."""
    return sha256(before + b"".join(hashes)).digest()


def marks_of(report: Report) -> set[str]:
    """The names that a report is filed under: its day, what it is about, the reports that it refers to."""
    found = {DAY + report.published.day.isoformat()}
    for statement in report.statements:
        if not _names_others(statement):
            found.update([SUBJECT + name for name in statement.subjects])
            continue
        found.update(SUBJECT + name for name in (*statement.subjects, *statement.about))
        if statement.claim:
            found.add(SUBJECT + statement.claim)
        for name in references_of(statement):
            found.update((SUBJECT + name, REFERENCE + report_of(name)))
    return found


def _names_others(statement: Statement) -> bool:
    s = statement
    return bool(s.about or s.claim or s.refers_to or s.before or s.after)


def references_of(statement: Statement) -> tuple[str, ...]:
    """The statements, reports or claims that a statement names."""
    return (*statement.refers_to, *statement.before, *statement.after)


def report_of(name: str) -> str:
    """The id of the report in the id of a statement."""
    return name.partition("#")[0].partition("/")[0]


def refers(report: Report) -> bool:
    """Whether a report can only be judged together with others."""
    return any(s.refers_to or s.before or s.after or s.polarity == "retract" for s in report.statements)


def read_header(name: str, line: bytes) -> Scenario:
    """The declarations of a line. Raises InvalidScenario when they are wrong."""
    structuring = Structuring(need_reports=False)
    read_lines(structuring, name, [line], with_header=True)
    found = structuring.finish()
    if found.scenario is None:
        raise InvalidScenario(found.problems)
    return found.scenario


def check_together(header: bytes, lines: Iterable[tuple[str, bytes]]) -> None:
    """Judge reports together with those that they refer to. Raises InvalidScenario when they do not fit."""
    structuring = Structuring(need_reports=False)
    read_lines(structuring, "declarations", [header], with_header=True)
    for name, line in lines:
        read_lines(structuring, name, [line])
    problems = structuring.finish().problems
    if any(problem.is_error for problem in problems):
        raise InvalidScenario(problems)


def in_chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Values in lists of a size, so that long logs pass through little memory."""
    chunk: list[T] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
