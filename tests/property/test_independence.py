"""Independence: the states of two unrelated negotiations together are the states of each (trust.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.lens import SHIPPED
from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import (
    Antecedent,
    Commitment,
    Condition,
    DeclaredClaim,
    Demand,
    Instrument,
    Leaf,
    Meeting,
    Subject,
)
from tests.answers import days_of
from tests.strategies import scenarios

Rename = Callable[[str], str]


def renamed(scenario: Scenario, prefix: str) -> Scenario:
    """The same negotiation under other ids of subjects, reports and statements; the parties keep theirs."""

    def rename(name: str) -> str:
        """Names of subjects, reports and statements only."""
        head = name.partition("#")[0]
        known = head in scenario.subjects or any(report.id == head for report in scenario.reports)
        return f"{prefix}{name}" if known else name

    subjects: dict[str, Any] = {prefix + name: _subject(s, rename) for name, s in scenario.subjects.items()}
    reports = tuple(_report(report, rename) for report in scenario.reports)
    return evolve(scenario, subjects=subjects, reports=reports)


def _report(report: Report, rename: Rename) -> Report:
    statements = tuple(_statement(statement, rename) for statement in report.statements)
    return evolve(report, id=rename(report.id), statements=statements)


def _statement(statement: Statement, rename: Rename) -> Statement:
    many = ("subjects", "refers_to", "about", "before", "after")
    changed = {name: tuple(map(rename, getattr(statement, name))) for name in many}
    claim = rename(statement.claim) if statement.claim else None
    changes: dict[str, Any] = {**changed, "id": rename(statement.id), "claim": claim}
    return evolve(statement, **changes)


def _subject(subject: Subject, rename: Rename) -> Subject:
    changes: dict[str, Any] = {"id": rename(subject.id)}
    match subject:
        case Demand(step_to=step_to, implies=implies):
            changes |= {"step_to": step_to and rename(step_to), "implies": tuple(map(rename, implies))}
        case Instrument(provisions=provisions, supersedes=supersedes):
            changes["supersedes"] = tuple(map(rename, supersedes))
            changes["provisions"] = tuple(evolve(t, demand=t.demand and rename(t.demand)) for t in provisions)
        case Condition(follows=follows) if follows:
            changes["follows"] = evolve(follows, subject=rename(follows.subject))
        case Commitment(antecedent=antecedent) if antecedent:
            changes["antecedent"] = _antecedent(antecedent, rename)
        case Meeting(part_of=part_of):
            changes["part_of"] = part_of and rename(part_of)
        case DeclaredClaim(about=about):
            changes["about"] = tuple(map(rename, about))
        case _:
            pass
    return evolve(subject, **changes)


def _antecedent(antecedent: Antecedent, rename: Rename) -> Antecedent:
    if isinstance(antecedent, Leaf):
        return evolve(antecedent, subject=rename(antecedent.subject))
    return evolve(antecedent, operands=tuple(_antecedent(o, rename) for o in antecedent.operands))


@given(scenarios(most=6), scenarios(most=6), st.sampled_from([*SHIPPED]))
def test_unrelated_negotiations_do_not_touch_each_other(one: Scenario, other: Scenario, lens: str) -> None:
    """Told in one log, with reports in between, each stands as it does alone."""
    parties: dict[str, Any] = {**one.parties}
    other = renamed(evolve(other, parties=parties), "z-")
    both: dict[str, Any] = {**one.subjects, **other.subjects}
    longest = max(len(one.reports), len(other.reports))
    mixed = [r for n in range(longest) for r in (*other.reports[n : n + 1], *one.reports[n : n + 1])]
    together = nt.replay(evolve(one, subjects=both, reports=tuple(mixed)), lens=lens)
    apart = [nt.replay(scenario, lens=lens) for scenario in (one, other)]
    for day in sorted({*days_of(one), *days_of(other)}):
        assert together.at(day).standings == tuple(s for history in apart for s in history.at(day).standings)
    assert together.fates == {**apart[0].fates, **apart[1].fates}
