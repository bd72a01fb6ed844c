"""Law 5: adding reports dated after K changes no answer as known on K."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.engine.ledger import Ledger
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from tests.answers import answers, days_of, states
from tests.strategies import FIRST, scenarios


def known_days() -> st.SearchStrategy[date]:
    """Days within the time of generated reports, and before it."""
    return st.integers(-2, 70).map(lambda offset: FIRST + timedelta(offset))


@given(scenarios(), known_days())
def test_reports_dated_after_a_day_change_no_answer_as_known_on_it(scenario: Scenario, known: date) -> None:
    """What was known on K is what a log would hold that ends with K."""
    early = scenario.with_reports(r for r in scenario.reports if r.published.day <= known)
    days = days_of(scenario)
    through = nt.replay(scenario, as_known=known)
    assert answers(through, days) == answers(nt.replay(early, as_known=known), days)
    assert {r.id for r in through.reports} == {r.id for r in early.reports}


@given(scenarios())
def test_to_know_everything_is_to_know_it_on_the_last_day(scenario: Scenario) -> None:
    """Without a day everything counts; on the day of the last report it does too."""
    days = days_of(scenario)
    everything = nt.replay(scenario)
    last = max(r.published.day for r in scenario.reports)
    assert answers(everything, days) == answers(nt.replay(scenario, as_known=last), days)


@given(scenarios(), st.data(), st.sampled_from([*SHIPPED]))
def test_the_ledger_answers_as_a_replay_does(scenario: Scenario, data: st.DataObject, lens: str) -> None:
    """Looking a state up by both times is replaying what was known by the one and asking for the other."""
    ledger = Ledger(scenario, lens=lens)
    for known in data.draw(st.lists(known_days(), min_size=1, max_size=3)):
        history = nt.replay(scenario, lens=lens, as_known=known)
        for day in days_of(scenario)[::2]:
            for (subject, region), state in states(history, day).items():
                assert ledger.state(subject, region, as_of=day, as_known=known) == state
