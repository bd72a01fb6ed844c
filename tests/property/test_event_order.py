"""Event order: the history is sorted by event date, whenever the reports came (trust.md)."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.dates import day, parse_report_date
from negotrack.model.scenario import Scenario
from tests.answers import LAST_DAY, all_states
from tests.strategies import FIRST, scenarios


def on_days_of_their_own(scenario: Scenario) -> Scenario:
    """The same log with each statement's event on a day that no other has, so that there are no ties."""
    count = 0
    reports = []
    for report in scenario.reports:
        statements = []
        for statement in report.statements:
            count += 1
            statements.append(evolve(statement, event_date=day(FIRST + timedelta(count))))
        reports.append(evolve(report, statements=tuple(statements)))
    return scenario.with_reports(reports)


@given(scenarios(exact=True, asserting=True).map(on_days_of_their_own), st.lists(st.integers(0, 300), min_size=12))
def test_report_dates_alone_change_no_state(scenario: Scenario, days: list[int]) -> None:
    """With no ties, and nothing taken back, it does not matter when and in which order it was told."""
    other = scenario.with_reports(
        evolve(report, published=parse_report_date(str(FIRST + timedelta(days[n]))))
        for n, report in enumerate(scenario.reports)
    )
    at = [FIRST + timedelta(n) for n in (2, 5, 9, 14, 20)] + [LAST_DAY]
    assert all_states(nt.replay(other), at) == all_states(nt.replay(scenario), at)


@given(scenarios())
def test_the_history_is_sorted_by_the_day_on_which_events_are_certain(scenario: Scenario) -> None:
    """Steps follow one another in time."""
    latest = [step.when.latest or date.max for step in nt.replay(scenario).at(LAST_DAY).steps]
    assert latest == sorted(latest)
