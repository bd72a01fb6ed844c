"""The account of an import: what became of every row.

Owns: counting, and that the counts add up. Must not know: what rows hold.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from attrs import Factory, define

from negotrack.files.vocabulary import SECTION_OF
from negotrack.problems import Problem

KEPT_PROBLEMS: Final = 1_000
MAX_NAMES: Final = 100_000
SHOWN_NAMES: Final = 20


@define(kw_only=True, eq=False)
class Summary:
    """What an import did. `read` is always `became + merged + left_out + failed`.

    `problems` are the first of `failed` rows, in the order of the file. `written` is empty when nothing was.
    """

    source: str
    files: tuple[str, ...] = ()
    written: str = ""
    became: int = 0
    reports: int = 0
    statements: Counter[str] = Factory(Counter)
    suggested: Counter[str] = Factory(Counter)
    subjects: Counter[str] = Factory(Counter)
    merged_because: Counter[str] = Factory(Counter)
    left_out_because: Counter[str] = Factory(Counter)
    failed_because: Counter[str] = Factory(Counter)
    unknown_actors: Counter[str] = Factory(Counter)
    problems: list[Problem] = Factory(list)

    @property
    def merged(self) -> int:
        """Rows that say what another row said."""
        return self.merged_because.total()

    @property
    def left_out(self) -> int:
        """Rows left out for a reason."""
        return self.left_out_because.total()

    @property
    def failed(self) -> int:
        """Rows that could not be read."""
        return self.failed_because.total()

    @property
    def read(self) -> int:
        """Rows read."""
        return self.became + self.merged + self.left_out + self.failed

    def fail(self, problem: Problem) -> None:
        """Count a row that could not be read."""
        self.failed_because[problem.code] += 1
        if len(self.problems) < KEPT_PROBLEMS:
            self.problems.append(problem)

    def leave_out(self, reason: str, unknown: str = "") -> None:
        """Count a row that is left out; `unknown` is a name that no table has."""
        self.left_out_because[reason] += 1
        if unknown and (unknown in self.unknown_actors or len(self.unknown_actors) < MAX_NAMES):
            self.unknown_actors[unknown] += 1

    def merge(self, reason: str) -> None:
        """Count a row that says what another row said."""
        self.merged_because[reason] += 1

    def record(self) -> dict[str, Any]:
        """The summary for JSON, the most frequent first."""
        return {
            "source": self.source,
            "files": list(self.files),
            "written": self.written or None,
            "read": self.read,
            "became": self.became,
            "merged": self.merged,
            "left_out": self.left_out,
            "failed": self.failed,
            "reports": self.reports,
            "statements": _ranked(self.statements),
            "suggested": _ranked(self.suggested),
            "subjects": _ranked(self.subjects),
            "merged_because": _ranked(self.merged_because),
            "left_out_because": _ranked(self.left_out_because),
            "failed_because": _ranked(self.failed_because),
            "unknown_actors": dict(list(_ranked(self.unknown_actors).items())[:SHOWN_NAMES]),
        }


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _declared(counts: Counter[str]) -> str:
    """What was declared: the subjects, and then whose they are and who told of them."""
    shown = {kind: _counted(count, kind) for kind, count in _ranked(counts).items()}
    people = [f"{word} {shown.pop(kind)}" for word, kind in (("of", "party"), ("from", "outlet")) if kind in shown]
    return ", ".join([*shown.values(), *people]) or "nothing"


def _counted(count: int, kind: str) -> str:
    return f"{count} {kind if count == 1 else SECTION_OF[kind].key}"


def _number(count: int, word: str) -> str:
    return f"{count} {word if count == 1 else f'{word}s'}"


def format_summary(summary: Summary) -> str:
    """The summary in words, without the problems."""
    what = "drafts" if summary.source == "news" else "statements"
    lines = [
        f"{_number(summary.read, 'row')} read: {summary.became} became {what}, {summary.merged} merged, "
        f"{summary.left_out} left out, {summary.failed} failed"
    ]
    said = sum(summary.statements.values())
    reports, statements = _number(summary.reports, "report"), _number(said, "statement")
    lines.append(f"{reports} with {statements} about {_declared(summary.subjects)}")
    for title, counts in (
        ("statements", summary.statements),
        ("suggested", summary.suggested),
        ("merged", summary.merged_because),
        ("left out", summary.left_out_because),
        ("failed", summary.failed_because),
    ):
        lines += [f"  {title}: {count} {reason}" for reason, count in _ranked(counts).items()]
    names = list(_ranked(summary.unknown_actors).items())[:SHOWN_NAMES]
    if names:
        listed = ", ".join(f"{name} ({count})" for name, count in names)
        lines.append(f"  in no table of actors, most often: {listed}")
        lines.append("  name them in a table of your own (name,party) and give it with --actors")
    lines.append(f"written to {summary.written}" if summary.written else "nothing was written")
    return "\n".join(lines)
