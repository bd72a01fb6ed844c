"""Short logs for tests: a small world to which a test adds what it is about, with a mark where it expects a fault.

Owns: the small world, and the mark. Must not know: what is tested.
"""

from __future__ import annotations

from negotrack.loading import Reading, read_text
from negotrack.problems import Problem

MARK = "‸"
"""Stands in a text right before the place where a problem is expected."""

WORLD = {
    "parties": [
        "israel: {name: Israel}",
        "iran: {name: Iran}",
        "syria: {name: Syria}",
        "russia: {name: Russia}",
        "liberman: {name: Liberman, kind: person, speaks_for: israel}",
    ],
    "outlets": ["kan: {name: Kan}", "sohr: {name: SOHR}"],
    "channels": ["back: {kind: back-channel, between: [israel, russia]}"],
    "talks": ["moscow: {channel: back}"],
    "meetings": ["paris: {participants: [israel, russia]}"],
    "demands": [
        "out: {by: israel, of: iran}",
        "border: {by: israel, of: iran, horizon: interim, step_to: out, terms: [{maintain: Away}]}",
    ],
    "conditions": ["quiet: {text: It is quiet}"],
    "commitments": ["accept: {debtor: israel, antecedent: quiet}"],
    "instruments": ["treaty: {parties: [israel, syria]}"],
    "incidents": ["strike: {text: A strike}"],
    "claims": ["withdrawal: {text: They leave}"],
    "lenses": [],
}

REPORT = """
- id: r
  outlet: kan
  published: 2018-05-31
  statements:
"""


def log(*statements: str, reports: str = "", **more: str) -> str:
    """The text of the small world: with these statements in a report `r`, or these reports, and more declared."""
    lines = ["negotrack: 1", "scenario: small"]
    for section, base in WORLD.items():
        lines += [f"{section}:", *(f"  {line}" for line in base)]
        lines += [f"  {line}" for line in more.get(section, "").splitlines()]
    lines.append("reports:")
    text = reports or REPORT.strip("\n") + "\n" + "".join(_item(s) for s in statements or ("press: out",))
    lines += [f"  {line}" for line in text.strip("\n").splitlines()]
    return "\n".join(lines) + "\n"


def _item(statement: str) -> str:
    first, *rest = statement.strip("\n").splitlines()
    return f"    - {first}\n" + "".join(f"      {line}\n" for line in rest)


def read_log(text: str, name: str = "log.yaml") -> Reading:
    """The reading of a text, marks taken out."""
    return read_text(name, text.replace(MARK, "").encode())


def marked(text: str) -> tuple[int, int]:
    """Line and column of the mark."""
    before = text[: text.index(MARK)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def only_problem(text: str) -> Problem:
    """The one problem of a marked text, which must be at the mark."""
    problems = read_log(text).problems
    assert len(problems) == 1, "\n".join(f"{p.span}: {p.code}: {p.message}" for p in problems)
    assert (problems[0].span.line, problems[0].span.column) == marked(text), problems[0]
    return problems[0]
