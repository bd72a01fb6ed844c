"""Law 2: no standing without a statement; replaying only the statements that `why` names yields the same state."""

from __future__ import annotations

from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from tests.answers import days_of
from tests.strategies import scenarios, without_statements


@given(scenarios(), st.data(), st.sampled_from([*SHIPPED]))
def test_what_why_names_is_enough_and_not_too_much(scenario: Scenario, data: st.DataObject, lens: str) -> None:
    """Those statements alone give the state; without any one of them they do not."""
    history = nt.replay(scenario, lens=lens)
    day = data.draw(st.sampled_from(days_of(scenario)))
    standing = data.draw(st.sampled_from(history.at(day).standings))
    named = nt.why(history.at(day), standing.subject, standing.region).statements
    assert bool(named) is (standing.state != "unreported")
    event(f"a standing rests on {min(len(named), 4)} statements")
    everything = {s.id for _, s in scenario.statements()}

    def state_by(kept: set[str]) -> str:
        """The state when nothing else is said."""
        cut = nt.replay(without_statements(scenario, everything - kept), lens=lens)
        return cut.at(day).state(standing.subject, standing.region)

    assert state_by(set(named)) == standing.state
    for name in named:
        assert state_by(set(named) - {name}) != standing.state


@given(scenarios(), st.sampled_from([*SHIPPED]))
def test_no_standing_without_a_statement(scenario: Scenario, lens: str) -> None:
    """At every day, whatever is reported names what was said, and that had been said of something by then."""
    history = nt.replay(scenario, lens=lens)
    dates = {s.id: s.event_date for _, s in scenario.statements() if s.subjects}  # words about claims have no day
    for day in days_of(scenario):
        for standing in history.at(day).standings:
            assert bool(standing.statements) is standing.reported
            acts = [dates[name] for name in standing.statements if name in dates]
            assert all(happened.first_ordinal <= day.toordinal() for happened in acts)
