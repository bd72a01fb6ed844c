"""Gating: adding a never-met condition never detaches anything (trust.md)."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Commitment, Condition, Gate, Leaf
from tests.answers import days_of, states
from tests.strategies import scenarios

NEVER = Leaf(subject="never", region="condition")


def gated(scenario: Scenario, name: str) -> Scenario:
    """The same log, where one commitment waits for one thing more, of which nobody ever says anything."""
    found = scenario.subjects[name]
    assert isinstance(found, Commitment)
    operands = (NEVER,) if found.antecedent is None else (found.antecedent, NEVER)
    subjects: dict[str, Any] = {
        "never": Condition(id="never"),
        **scenario.subjects,
        name: evolve(found, antecedent=Gate(op="all", operands=operands)),
    }
    return evolve(scenario, subjects=subjects)


@given(scenarios().filter(lambda scenario: scenario.of_kind(Commitment)), st.data())
def test_a_condition_that_is_never_met_never_detaches_anything(scenario: Scenario, data: st.DataObject) -> None:
    """Unknown detaches nothing: what waits for it as well is never detached by a rule or a statement."""
    waiting = data.draw(st.sampled_from(scenario.of_kind(Commitment)))
    before, after = nt.replay(scenario), nt.replay(gated(scenario, waiting.id))
    for day in days_of(scenario):
        if states(before, day)[waiting.id, "commitment"] == "detached":
            event("detached without the condition")
        assert states(after, day)[waiting.id, "commitment"] != "detached"
