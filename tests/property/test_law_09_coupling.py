"""Law 9: coupling terminates within its bound, and its result does not depend on the order of the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack import History
from negotrack.engine.axes import Axis
from negotrack.engine.results import Standing
from negotrack.engine.wiring import Link, Wiring
from negotrack.machines.couplings import COUPLINGS
from negotrack.machines.machine import step
from negotrack.machines.regions import left_behind, plain
from negotrack.model.scenario import Scenario
from negotrack.model.truth import Truth
from tests.answers import days_of
from tests.strategies import scenarios


@given(scenarios(), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(scenario: Scenario, random: Random) -> None:
    """The same steps and standings, whatever the order in which the rules are written."""
    rules = list(COUPLINGS)
    random.shuffle(rules)
    plain = nt.replay(scenario)
    mixed = History(scenario, scenario.reports, wiring=Wiring(scenario, rules=rules))
    for day in days_of(scenario):
        assert mixed.at(day).standings == plain.at(day).standings
    assert mixed.at(date.max).steps == plain.at(date.max).steps


@given(scenarios())
def test_a_step_sets_off_no_more_steps_than_there_are_links(scenario: Scenario) -> None:
    """The bound: a link moves at most once for one step of a statement or of the clock."""
    history = nt.replay(scenario)
    links, following = len(history.wiring.links), 0
    for moved in history.at(date.max).steps:
        following = following + 1 if moved.coupling not in ("", "clock") else 0
        assert following <= links
    event(f"{min(following, 3)} steps follow the last one")


@given(scenarios())
def test_in_the_end_no_rule_applies(scenario: Scenario) -> None:
    """A fixed point: at the end of every day nothing is left that a standing rule would move."""
    history = nt.replay(scenario)
    for day in days_of(scenario):
        if any(s.state != "unreported" for s in history.at(day).standings):
            assert [f"{link.rule.name} -> {link.target}" for link in applying(history, day)] == []


def applying(history: History, day: date) -> Iterator[Link]:
    """The links whose rule stands as long as its test does and would move something at a day."""
    moment = history.at(day)

    def state_of(axis: Axis) -> str:
        return moment.state(axis.subject, axis.name)

    for link in history.wiring.links:
        state = state_of(link.target)
        stands = {
            "while_true": link.test(state_of) is Truth.TRUE,
            "while_impossible": link.test(state_of) is Truth.TRUE,
            "while_not_true": link.test(state_of) is not Truth.TRUE,
        }.get(link.rule.mode, False)
        bound = link.rule.only_from and state not in link.rule.only_from
        if stands and not bound and _moves(link, moment.standing(link.target.subject, link.target.name)):
            yield link


def _moves(link: Link, standing: Standing) -> bool:
    """Whether one of the rule's triggers would leave the machine state that a standing is in."""
    region = link.target.region
    return any(
        step(region.id, at, trigger) not in (None, at)
        for at in region.machine_states
        if plain(at) == standing.state and plain(left_behind(at) or "") == (standing.resumes_to or "")
        for trigger in link.rule.triggers
    )
