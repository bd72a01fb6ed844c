"""Law 10: `parse(format(x)) == x` for every scenario, and formatting is idempotent."""

from __future__ import annotations

from hypothesis import given

import negotrack as nt
from negotrack.files.dump import format_scenario
from negotrack.model.scenario import Scenario
from tests.answers import LAST_DAY, all_states, days_of
from tests.strategies import scenarios


@given(scenarios())
def test_what_is_written_is_read_as_it_was(scenario: Scenario) -> None:
    """Declarations and reports; so every answer is the same too, but for the order of the sections."""
    text = format_scenario(scenario)
    again = nt.loads(text)
    assert again == scenario
    assert format_scenario(again) == text
    days = days_of(scenario)[-3:]
    one, other = nt.replay(scenario), nt.replay(again)
    assert all_states(one, days) == all_states(other, days)
    assert set(one.at(LAST_DAY).steps) == set(other.at(LAST_DAY).steps)
    assert one.fates == other.fates
