"""Law 15: a late report re-derives only what it can reach, and the result equals a full replay."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.engine.results import Step
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from tests.answers import answers, days_of
from tests.strategies import scenarios


@given(scenarios(), st.data(), st.sampled_from([*SHIPPED]))
def test_a_late_report_gives_what_a_full_replay_gives(scenario: Scenario, data: st.DataObject, lens: str) -> None:
    """Whatever was asked before it came."""
    days = days_of(scenario)
    late = data.draw(st.sampled_from(scenario.reports))
    tracker = nt.Tracker(scenario, lens=lens)
    tracker.feed_all(report for report in scenario.reports if report is not late)
    early = tracker.history
    before = answers(early, days)
    tracker.feed(late)
    assert answers(tracker.history, days) == answers(nt.replay(scenario, lens=lens), days)
    assert answers(early, days) == before, "a history taken before must not change"


@given(scenarios(), st.permutations(range(12)))
def test_steps_caused_less_steps_undone_are_the_steps_of_the_history(scenario: Scenario, order: list[int]) -> None:
    """Whoever follows a tracker step by step ends with the history, the clock's steps up to today."""
    tracker = nt.Tracker(scenario)
    told: Counter[Step] = Counter()
    for place in order:
        if place < len(scenario.reports):
            caused = tracker.feed(scenario.reports[place])
            told.update(caused)
            if tracker.undone:
                event("a late report undoes steps")
            told.subtract(tracker.undone)
            assert min(told.values(), default=0) >= 0, "a step was undone that was never told"
    history = tracker.history
    assert history.last_report is not None
    today = history.last_report
    steps = history.at(date.max).steps
    assert Counter(step for step in steps if not step.coupling or _past(step, today)) <= +told
    assert +told <= Counter(step for step in steps if step.coupling != "clock" or _past(step, today))


def _past(step: Step, today: date) -> bool:
    """What the clock brings about, and what follows from that, is told when its day has come."""
    return step.when.latest is not None and step.when.latest <= today
