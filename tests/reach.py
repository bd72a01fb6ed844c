"""How often generated logs reach each state of each region: `python -m tests.reach [EXAMPLES]`.

The share of scenarios in which some region ever came to a state, for steered and for random logs, under the
lens that counts most; and the share in which some claim has a status. Laws say nothing of states that no log
reaches.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date

from hypothesis import HealthCheck, Phase, given, seed, settings

import negotrack as nt
from negotrack.machines.tables import REGIONS
from negotrack.model.lens import STATUSES
from negotrack.model.scenario import Scenario
from tests.strategies import scenarios

Reached = Counter[tuple[str, str]]
"""Region and state -> number of scenarios."""


def reached(scenario: Scenario) -> set[tuple[str, str]]:
    """Every region (by its name and kind) and state that a log comes to, and every status of its claims."""
    moment = nt.replay(scenario).at(date.max)
    found = {(f"{step.kind}.{step.region.partition('.')[0]}", step.target) for step in moment.steps}
    return found | {("claim", claim.status) for claim in moment.claims}


def count(examples: int, *, steer: bool) -> Reached:
    """In how many of some scenarios each state is reached."""
    found: Reached = Counter()

    @seed(1)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios(steer=steer))
    def look(scenario: Scenario) -> None:
        found.update(reached(scenario))

    look()
    return found


def wanted() -> list[tuple[str, str]]:
    """Every state of every region and every status, in the order of the tables."""
    states = [(f"{r.kind}.{r.name}", state) for r in REGIONS.values() if r.kind != "claim" for state in r.states]
    return list(dict.fromkeys([*states, *(("claim", status) for status in STATUSES)]))


def main(examples: int = 1000) -> None:
    """Prints the shares, a line a state."""
    steered, random = count(examples, steer=True), count(examples, steer=False)
    print(f"{'region':<24}{'state':<22}{'steered':>9}{'random':>9}   of {examples} scenarios each")
    for region, state in wanted():
        one, other = steered[region, state] / examples, random[region, state] / examples
        print(f"{region:<24}{state:<22}{one:>9.1%}{other:>9.1%}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
