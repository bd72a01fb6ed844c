"""What a late report reaches beyond itself, case by case: each tells a splice from one that stops too early."""

from __future__ import annotations

from itertools import permutations

import pytest

import negotrack as nt
from tests.answers import answers, days_of

HEAD = """
negotrack: 1
scenario: late
parties: {norra: {name: Norra}, sudra: {name: Sudra}}
outlets: {post: {name: Post}, wire: {name: Wire}}
talks: {round: {between: [norra, sudra]}}
reports:
"""


def told(*statements: tuple[str, str]) -> nt.Scenario:
    """A log of one statement a report, each with its outlet, on one day after the other."""
    lines = [
        f"  - {{id: r{day}, outlet: {outlet}, published: 2020-01-{day:02}, statements: [{{{statement}}}]}}"
        for day, (outlet, statement) in enumerate(statements, 1)
    ]
    return nt.loads(HEAD + "\n".join(lines))


def fed(scenario: nt.Scenario, order: tuple[int, ...]) -> nt.History:
    """What stands after the reports were fed in an order."""
    tracker = nt.Tracker(scenario)
    for place in order:
        tracker.feed(scenario.reports[place])
    return tracker.history


def assert_as_in_order(scenario: nt.Scenario, order: tuple[int, ...]) -> None:
    """Everything that can be asked is answered as in one replay."""
    days = days_of(scenario)
    assert answers(fed(scenario, order), days) == answers(nt.replay(scenario), days)


CLOSED_EARLIER = told(
    ("post", "negotiate: round"),
    ("post", "conclude: round"),
    ("post", "break_off: round"),
    ("wire", "negotiate: round"),
    ("wire", "break_off: round"),
)
"""The conclusion, when it comes last, makes the first break impossible and the second one another claim."""


def test_a_late_report_can_part_claims_that_come_long_after_it() -> None:
    assert_as_in_order(CLOSED_EARLIER, (0, 2, 3, 4, 1))
    breaks = [claim.claim for claim in fed(CLOSED_EARLIER, (0, 2, 3, 4, 1)).at().claims if "break_off" in claim.claim]
    assert breaks == ["round:break_off", "round:break_off~2"]


@pytest.mark.parametrize("order", [*permutations(range(5))])
def test_claims_are_parted_alike_in_whatever_order_they_come(order: tuple[int, ...]) -> None:
    assert_as_in_order(CLOSED_EARLIER, order)


@pytest.mark.parametrize("word", ["deny: r2#1", "retract: r2#1", "retract: r2"])
def test_what_was_said_of_a_report_before_it_came_counts_when_it_comes(word: str) -> None:
    scenario = told(("post", "negotiate: round"), ("post", "conclude: round"), ("post", word))
    assert_as_in_order(scenario, (0, 2, 1))
    assert fed(scenario, (0, 2, 1)).at().state("round") == "substantive"
