"""Law 1: every reachable state is in its table, and a region's next state is the table's cell.

And the table agrees with the `transitions` machine built from it on every state and trigger.
"""

from __future__ import annotations

from datetime import date

import pytest
import transitions
from hypothesis import event, given

import negotrack as nt
from negotrack.machines.machine import machine, step
from negotrack.machines.regions import plain
from negotrack.machines.tables import REGIONS
from negotrack.machines.verbs import regions_of
from negotrack.model.scenario import Scenario
from tests.strategies import scenarios


class Model:
    """What a `transitions` machine moves."""

    def __init__(self, state: str) -> None:
        self.state = state


def moved_by_machine(region: str, state: str, trigger: str) -> str | None:
    """The next state by the `transitions` machine; None where it refuses."""
    model = Model(state)
    shared = machine(region)
    shared.add_model(model, initial=state)
    try:
        shared.events[trigger].trigger(model)
    except transitions.MachineError:
        return None
    finally:
        shared.remove_model(model)
    return model.state


@pytest.mark.parametrize("region", REGIONS)
def test_the_compiled_step_is_the_machine_on_every_state_and_trigger(region: str) -> None:
    """Every cell, those without a row included."""
    for state in REGIONS[region].machine_states:
        for trigger in REGIONS[region].triggers:
            assert step(region, state, trigger) == moved_by_machine(region, state, trigger), (state, trigger)


@pytest.mark.parametrize("region", REGIONS)
def test_the_compiled_step_is_the_row_on_every_state_and_trigger(region: str) -> None:
    """The rows are the truth: what is compiled has all of their cells and no other."""
    rows = {(row.source, row.trigger): row.target for row in REGIONS[region].rows}
    for state in REGIONS[region].machine_states:
        for trigger in REGIONS[region].triggers:
            assert step(region, state, trigger) == rows.get((state, trigger))


@given(scenarios())
def test_every_step_is_a_cell_of_its_table(scenario: Scenario) -> None:
    """From unreported on, each step begins where the one before it ended and goes where the table says."""
    standing: dict[tuple[str, str], str] = {}
    for moved in nt.replay(scenario).at(date.max).steps:
        name = moved.region.partition(".")[0]
        region = next(r for r in regions_of(scenario.subjects[moved.subject]) if r.name == name)
        at = standing.get((moved.subject, moved.region), region.initial)
        target = step(region.id, at, moved.trigger)
        assert target is not None, f"{moved.trigger} in {at}"
        assert (moved.source, moved.target) == (plain(at), plain(target))
        assert moved.target in region.states
        standing[moved.subject, moved.region] = target
        if moved.target in ("detached", "violated", "reaffirmed", "disputed"):
            event(f"reached {moved.target}")
    last = nt.replay(scenario).at(date.max)
    for found in last.standings:
        assert found.state == plain(standing.get((found.subject, found.region), "unreported"))
