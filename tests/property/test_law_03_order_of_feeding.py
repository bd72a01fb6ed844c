"""Law 3: one-shot replay = feeding report by report = feeding in any order."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from tests.answers import answers, days_of
from tests.strategies import scenarios


@given(scenarios(), st.randoms(use_true_random=False), st.sampled_from([*SHIPPED]))
def test_feeding_in_any_order_gives_what_one_replay_gives(scenario: Scenario, random: Random, lens: str) -> None:
    """Under the written tie-break rule, which knows the file order and no order of feeding."""
    days = days_of(scenario)
    expected = answers(nt.replay(scenario, lens=lens), days)
    in_order, shuffled = nt.Tracker(scenario, lens=lens), nt.Tracker(scenario, lens=lens)
    in_order.feed_all(scenario.reports)
    mixed = list(scenario.reports)
    random.shuffle(mixed)
    shuffled.feed_all(mixed)
    assert answers(in_order.history, days) == expected
    assert answers(shuffled.history, days) == expected
    assert {day: shuffled.at(day).standings for day in days} == expected["standings"]


@given(scenarios(), st.randoms(use_true_random=False))
def test_the_same_in_any_order_after_every_report(scenario: Scenario, random: Random) -> None:
    """What a tracker answers halfway is what a replay of the reports so far answers."""
    tracker = nt.Tracker(scenario)
    mixed = list(scenario.reports)
    random.shuffle(mixed)
    for count, report in enumerate(mixed, start=1):
        tracker.feed(report)
        fed = {r.id for r in mixed[:count]}
        so_far = scenario.with_reports(r for r in scenario.reports if r.id in fed)
        days = days_of(so_far)[-4:]
        assert answers(tracker.history, days) == answers(nt.replay(so_far), days)
