"""Shift: moving all dates n days moves the history n days (trust.md)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.engine.results import Since, Step
from negotrack.model.dates import EventDate, day, parse_event_date, parse_report_date, presumed
from negotrack.model.lens import SHIPPED
from negotrack.model.parties import Party
from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Commitment
from tests.answers import LAST_DAY, days_of, states
from tests.strategies import scenarios


def shifted(scenario: Scenario, days: int) -> Scenario:
    """The same log, every date in it moved."""
    declared: dict[str, Any] = {
        "parties": {name: _party(party, days) for name, party in scenario.parties.items()},
        "subjects": {
            name: evolve(s, deadline=_event_date(s.deadline, days)) if isinstance(s, Commitment) and s.deadline else s
            for name, s in scenario.subjects.items()
        },
    }
    return evolve(scenario, reports=tuple(_report(r, days) for r in scenario.reports), **declared)


def _party(party: Party, days: int) -> Party:
    offices = tuple(evolve(o, since=_day(o.since, days), until=_day(o.until, days)) for o in party.speaks_for)
    return evolve(party, speaks_for=offices)


def _day(found: date | None, days: int) -> date | None:
    return None if found is None else found + timedelta(days)


def _event_date(found: EventDate, days: int) -> EventDate:
    first, last = _day(found.earliest, days), _day(found.latest, days)
    if found.presumed and first is not None:
        return presumed(first)
    if first is None or last is None:
        return parse_event_date(f"{first or ''}..{last or ''}")
    return day(first) if first == last else parse_event_date(f"{first}/{last}")


def _report(report: Report, days: int) -> Report:
    text = f"{report.published.day + timedelta(days)}{report.published.text[10:]}"
    statements = tuple(_statement(statement, days) for statement in report.statements)
    return evolve(report, published=parse_report_date(text), statements=statements)


def _statement(statement: Statement, days: int) -> Statement:
    return evolve(
        statement,
        event_date=_event_date(statement.event_date, days),
        scheduled_for=statement.scheduled_for and _event_date(statement.scheduled_for, days),
        deadline=statement.deadline and _event_date(statement.deadline, days),
    )


def _step(step: Step, days: int) -> Step:
    return evolve(step, when=Since(earliest=_day(step.when.earliest, days), latest=_day(step.when.latest, days)))


@given(scenarios(), st.integers(-1000, 1000), st.sampled_from([*SHIPPED]))
def test_moving_all_dates_moves_the_history(scenario: Scenario, days: int, lens: str) -> None:
    """Nothing depends on which day it is: leap days, months and years are all the same."""
    here, there = nt.replay(scenario, lens=lens), nt.replay(shifted(scenario, days), lens=lens)
    assert there.at(LAST_DAY).steps == tuple(_step(step, days) for step in here.at(LAST_DAY).steps)
    assert there.fates == here.fates
    for at in days_of(scenario)[:-1]:
        assert states(there, at + timedelta(days)) == states(here, at)
