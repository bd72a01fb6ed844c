"""Matching two coders' logs of one material: which report is which, and which statement is which.

A report is matched by its id; what is left by outlet, report date and shared subjects. Statements are taken apart
into units, one a subject; within matched reports units of one subject are matched first, the most alike first, and
what is left where verb, origin and days are the same under another subject. These are rules of negotrack.
Owns: the units and the matching. Must not know: how agreement is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from attrs import frozen

from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario

How = Literal["id", "outlet and date"]
FIELDS = ("verb", "subject", "event_date", "origin", "said_by", "polarity", "certainty")
_WEIGHTS = {"verb": 8, "polarity": 4, "origin": 2, "event_date": 2, "said_by": 1, "certainty": 1}


@frozen(kw_only=True)
class Unit:
    """One statement about one subject, with the value of each field that can be compared."""

    statement: str
    values: tuple[tuple[str, str], ...]

    def value(self, field: str) -> str:
        """The value of a field."""
        return dict(self.values)[field]

    @property
    def subject(self) -> str:
        """What it is about."""
        return self.value("subject")


@frozen(kw_only=True)
class ReportMatch:
    """Two coders' codings of one report, and how they were matched; `shared` are subjects that both name."""

    one: str
    other: str
    how: How
    shared: tuple[str, ...]
    outlet_differs: bool = False
    published_differs: bool = False


def match_reports(one: Scenario, other: Scenario) -> tuple[ReportMatch, ...]:
    """The reports that both coded, in the order of the first."""
    right = {report.id: report for report in other.reports}
    left = [report for report in one.reports if report.id not in right]
    found = {report.id: _match(report, right[report.id], "id") for report in one.reports if report.id in right}
    free: dict[tuple[str, date], list[tuple[int, Report]]] = {}
    for spot, report in enumerate(other.reports):
        if report.id not in found:
            free.setdefault((report.outlet, report.published.day), []).append((spot, report))
    pairs = [
        (-_overlap(a, b), place, spot, a, b)
        for place, a in enumerate(left)
        for spot, b in free.get((a.outlet, a.published.day), ())
        if subjects_of(a) & subjects_of(b)
    ]
    taken: set[str] = set()
    for *_, a, b in sorted(pairs, key=lambda pair: pair[:3]):
        if a.id not in found and b.id not in taken:
            found[a.id] = _match(a, b, "outlet and date")
            taken.add(b.id)
    return tuple(found[report.id] for report in one.reports if report.id in found)


def _match(one: Report, other: Report, how: How) -> ReportMatch:
    return ReportMatch(
        one=one.id,
        other=other.id,
        how=how,
        shared=tuple(sorted(subjects_of(one) & subjects_of(other))),
        outlet_differs=one.outlet != other.outlet,
        published_differs=one.published.day != other.published.day,
    )


def _overlap(one: Report, other: Report) -> float:
    """Shared subjects over all subjects (Jaccard)."""
    a, b = subjects_of(one), subjects_of(other)
    return len(a & b) / len(a | b)


def subjects_of(report: Report) -> set[str]:
    """Everything declared that a report names."""
    named = (name for s in report.statements for name in (*s.subjects, *s.about, s.claim or "", *s.refers_to))
    return {name for name in named if name and "#" not in name and "/" not in name}


def units_of(report: Report, scenario: Scenario, said: Mapping[str, Statement]) -> Iterator[Unit]:
    """The statements of a report, one unit a subject; `said` are all statements of the log by id."""
    for statement in report.statements:
        for subject in _about(statement, scenario, said):
            yield Unit(statement=statement.id, values=tuple(_values(statement, subject)))


def _about(statement: Statement, scenario: Scenario, said: Mapping[str, Statement]) -> tuple[str, ...]:
    """What a statement is about, in words that another coder would use too: no ids of statements or reports."""
    if statement.subjects:
        return statement.subjects
    if statement.verb in ("position", "incident"):
        return (" ".join(sorted(statement.about)) or statement.kind or statement.verb,)
    named = [_claimed(name, scenario, said) for name in statement.refers_to]
    return tuple(dict.fromkeys(named)) or (statement.claim or "",)


def _claimed(name: str, scenario: Scenario, said: Mapping[str, Statement]) -> str:
    if name in scenario.subjects:
        return name
    found = said.get(name)
    return f"{found.verb} {' '.join(found.subjects or found.about)}".strip() if found else "a statement"


def _values(statement: Statement, subject: str) -> Iterator[tuple[str, str]]:
    yield "verb", statement.verb
    yield "subject", subject
    yield "event_date", str(statement.event_date.interval)
    yield "origin", statement.chain.origin.key
    yield "said_by", " < ".join(link.key for link in statement.chain.links)
    yield "polarity", "assert" if statement.polarity == "hedge" else statement.polarity
    yield "certainty", "hedged" if statement.hedged else "asserted"


def match_units(one: Sequence[Unit], other: Sequence[Unit]) -> tuple[tuple[int, int], ...]:
    """Pairs of places of units that code the same thing, in the order of the first."""
    same = [
        (-_alike(a, b), place, spot)
        for place, a in enumerate(one)
        for spot, b in enumerate(other)
        if a.subject == b.subject and (a.value("verb") == b.value("verb") or _moves(a) == _moves(b))
    ]
    moved = [
        (-_alike(a, b), place, spot)
        for place, a in enumerate(one)
        for spot, b in enumerate(other)
        if a.subject != b.subject and all(a.value(f) == b.value(f) for f in ("verb", "origin", "event_date"))
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, spot in (*sorted(same), *sorted(moved)):
        if place not in pairs and spot not in taken:
            pairs[place] = spot
            taken.add(spot)
    return tuple(sorted(pairs.items()))


def _alike(one: Unit, other: Unit) -> int:
    return sum(weight for field, weight in _WEIGHTS.items() if one.value(field) == other.value(field))


def _moves(unit: Unit) -> bool:
    """Whether a unit's verb is about what happens, and not a position, an incident or an identity."""
    return unit.value("verb") not in ("position", "incident", "identify")


def differing(one: Unit, other: Unit, fields: Iterable[str] = FIELDS) -> tuple[str, ...]:
    """The fields in which two units differ."""
    return tuple(field for field in fields if one.value(field) != other.value(field))
