"""A condition that refers to a demand, instrument or fulfilment follows it (domain.md)."""

from __future__ import annotations

from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Condition, Leaf
from negotrack.model.truth import Truth
from tests.answers import days_of, states
from tests.property.test_law_07_detached import holds
from tests.strategies import scenarios


@given(scenarios(), st.sampled_from([*SHIPPED]))
def test_a_condition_of_which_nobody_speaks_stands_as_what_it_follows(scenario: Scenario, lens: str) -> None:
    """Met as long as that is so, open again when it is undone."""
    history = nt.replay(scenario, lens=lens)
    spoken_of = {name for _, s in scenario.statements() for name in s.subjects}
    for condition in scenario.of_kind(Condition):
        follows = condition.follows
        if follows is None or condition.id in spoken_of:
            continue
        leaf = Leaf(subject=follows.subject, region=follows.region, states=follows.states, by=follows.by)
        for day in days_of(scenario):
            at = states(history, day)
            state = at[condition.id, "condition"]
            event(f"a condition that follows is {state}")
            if holds(scenario, leaf, at) is Truth.TRUE:
                assert state == "met"
            else:
                assert state in ("unreported", "open")
