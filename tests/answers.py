"""What a history answers, gathered so that two histories can be compared by all of it or by their states.

Owns: which days and which answers laws compare. Must not know: how answers come about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from negotrack import History
from negotrack.model.dates import FIRST_DAY, EventDate
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Commitment

States = dict[tuple[str, str], str]
"""Subject and region -> state."""
LAST_DAY = date.max
MANY = 12
"""Days at which states are compared, at the most: laws look at each, so that few must do."""


def days_of(scenario: Scenario) -> list[date]:
    """Days about which answers can change: around events, reports and what falls due; the last day of all."""
    found = {LAST_DAY}
    for report, statement in scenario.statements():
        found.add(report.published.day)
        found.update(_bounds(statement.event_date))
        for due in (statement.scheduled_for, statement.deadline):
            found.update(_bounds(due) if due else ())
    for commitment in scenario.of_kind(Commitment):
        found.update(_bounds(commitment.deadline) if commitment.deadline else ())
    return _thinned(sorted(found))


def _bounds(event_date: EventDate) -> set[date]:
    first, last = event_date.earliest, event_date.latest
    before = {first - timedelta(1)} if first and first > FIRST_DAY else set()
    after = {last + timedelta(1)} if last and last < LAST_DAY else set()
    return before | after | {day for day in (first, last) if day}


def _thinned(days: Sequence[date]) -> list[date]:
    """Evenly, the first and the last always."""
    if len(days) <= MANY:
        return list(days)
    return [days[round(place * (len(days) - 1) / (MANY - 1))] for place in range(MANY)]


def states(history: History, day: date) -> States:
    """The state of every region at a day."""
    moment = history.at(day)
    return {(s.subject, s.region): s.state for s in moment.standings}


def surely(history: History, day: date) -> States:
    """The state of every region at a day without what may not have happened yet."""
    return {(s.subject, s.region): s.surely for s in history.at(day).standings}


def all_states(history: History, days: Iterable[date]) -> dict[date, States]:
    """The state of every region at some days."""
    return {day: states(history, day) for day in days}


def answers(history: History, days: Iterable[date]) -> dict[str, Any]:
    """Everything that a history answers: all standings at some days, and all that is not of a day."""
    last = history.at(LAST_DAY)
    return {
        "standings": {day: history.at(day).standings for day in days},
        "steps": last.steps,
        "claims": last.claims,
        "anomalies": last.anomalies,
        "held out": last.held_out,
        "fates": history.fates,
        "known": (history.as_known, history.last_report),
    }
