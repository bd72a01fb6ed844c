"""A ledger answers as a replay does that takes only the reports known on the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.scenario import Scenario
from tests.answers import days_of
from tests.strategies import FIRST, scenarios


def differences(scenario: Scenario, known: date, lens: str) -> list[str]:
    """Where a ledger and a replay say different things, as known on a day."""
    ledger = nt.Ledger(scenario, lens=lens)
    history = nt.replay(scenario, as_known=known, lens=lens)
    found = []
    for day in days_of(scenario):
        moment = history.at(day)
        for axis in history.wiring.all_axes():
            said = ledger.state(axis.subject, axis.name, as_of=day, as_known=known)
            if said != moment.state(axis.subject, axis.name):
                found.append(f"{axis!r} as of {day}: {said}, not {moment.state(axis.subject, axis.name)}")
    return found


@given(scenarios(), st.integers(-2, 70), st.sampled_from(("credulous", "sceptical", "officials")))
def test_ledger_and_replay_agree_everywhere(scenario: Scenario, offset: int, lens: str) -> None:
    """At one K and every day, for every region of every subject."""
    assert differences(scenario, FIRST + timedelta(offset), lens) == []


@given(scenarios())
def test_one_ledger_answers_for_every_day_of_knowing(scenario: Scenario) -> None:
    """Asked for later days first, it still knows the earlier ones."""
    ledger = nt.Ledger(scenario)
    for known in sorted({report.published.day for report in scenario.reports}, reverse=True):
        moment = nt.replay(scenario, as_known=known).at(known)
        for standing in moment.standings:
            said = ledger.state(standing.subject, standing.region, as_of=known, as_known=known)
            assert said == standing.state


LATE = """
negotrack: 1
scenario: s
title: t
parties: {a: {name: A}, b: {name: B}}
outlets: {o: {name: O}}
talks: {t: {between: [a, b]}}
reports:
  - {id: r1, outlet: o, published: 2020-01-01, statements: [{explore: t}]}
  - {id: r2, outlet: o, published: 2020-01-05, statements: [{stall: t}]}
  - {id: r3, outlet: o, published: 2020-01-09, statements: [{suspend: t, event_date: 2020-01-03}]}
"""


@pytest.mark.parametrize(
    ("as_of", "as_known", "state"),
    [
        ("2020-01-04", "2020-01-08", "exploratory"),
        ("2020-01-04", "2020-01-09", "suspended"),
        ("2020-01-02", "2020-01-09", "exploratory"),
        ("2020-01-09", "2020-01-04", "exploratory"),
        ("2019-12-31", "2020-01-09", "unreported"),
        ("2020-01-09", "2019-12-31", "unreported"),
    ],
)
def test_what_came_late_was_not_known_before(as_of: str, as_known: str, state: str) -> None:
    """A suspension of the third is known from the ninth on."""
    assert nt.Ledger(nt.loads(LATE)).state("t", as_of=as_of, as_known=as_known) == state


@pytest.mark.parametrize("as_known", [None, "2017-01-01", "2018-05-31", "2020-01-01"])
def test_the_days_of_a_ledger_have_the_defaults_of_a_replay(as_known: str | None) -> None:
    scenario = nt.loads(LATE)
    ledger, history = nt.Ledger(scenario), nt.replay(scenario, as_known=as_known)
    assert ledger.state("t", as_known=as_known) == history.at().state("t")
    assert ledger.state("t", as_of="2018-05-20", as_known=as_known) == history.at("2018-05-20").state("t")
