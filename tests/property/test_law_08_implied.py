"""Law 8: final met and it implies the interim one => interim met. Withdrawing the interim leaves the final alone."""

from __future__ import annotations

from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Demand
from tests.answers import all_states, days_of
from tests.strategies import scenarios, without_statements

FULFILLED = ("met", "holding")


@given(scenarios(), st.sampled_from([*SHIPPED]))
def test_what_a_met_demand_implies_is_met(scenario: Scenario, lens: str) -> None:
    """At every day, in what may have happened and in what certainly has."""
    history = nt.replay(scenario, lens=lens)
    for day in days_of(scenario):
        standing = {s.subject: s for s in history.at(day).standings if s.region == "fulfilment"}
        for demand in scenario.of_kind(Demand):
            for implied in demand.implies:
                if standing[demand.id].state in FULFILLED:
                    event("a demand that implies another is met")
                    assert standing[implied].state in FULFILLED
                if standing[demand.id].surely in FULFILLED:
                    assert standing[implied].surely in FULFILLED


@given(scenarios())
def test_withdrawing_the_interim_demand_leaves_the_final_one_alone(scenario: Scenario) -> None:
    """Whatever becomes of the stance of a step, no region of its goal stands otherwise."""
    for interim in scenario.of_kind(Demand):
        if interim.step_to is None:
            continue
        moved = {
            s.id
            for _, s in scenario.statements()
            if s.subjects == (interim.id,) and s.verb in ("withdraw", "shelve", "supersede")
        }
        if moved:
            event("an interim demand is withdrawn")
        days = days_of(scenario)
        with_it = all_states(nt.replay(scenario), days)
        without = all_states(nt.replay(without_statements(scenario, moved)), days)
        for day in days:
            for (subject, region), state in with_it[day].items():
                if subject == interim.step_to:
                    assert without[day][subject, region] == state
