"""Law 15: a late report re-derives only what it can reach, and the result equals a full replay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.engine.results import Step
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from tests.answers import LAST_DAY, answers, days_of
from tests.strategies import scenarios


@pytest.fixture(scope="module", autouse=True)
def _short_stretches() -> Iterator[None]:
    """Places where folding can be taken up again lie so near that a short log has many."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("fold", "splice"):
            patch.setattr(f"negotrack.engine.{module}.MARK_EVERY", 2)
        yield


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


@given(scenarios(plain=True), st.permutations(range(12)), st.sampled_from([*SHIPPED]))
def test_in_a_plain_log_every_report_may_be_late(scenario: Scenario, order: list[int], lens: str) -> None:
    """Where nothing is denied and every day is exact, whatever comes late is fitted in."""
    tracker = nt.Tracker(scenario, lens=lens)
    fed = []
    for place in order:
        if place < len(scenario.reports):
            tracker.feed(scenario.reports[place])
            fed.append(place)
            so_far = nt.replay(scenario.with_reports(scenario.reports[n] for n in sorted(fed)), lens=lens)
            assert tracker.at(LAST_DAY).standings == so_far.at(LAST_DAY).standings
            assert tracker.at(LAST_DAY).anomalies == so_far.at(LAST_DAY).anomalies
    days = days_of(scenario)
    assert answers(tracker.history, days) == answers(nt.replay(scenario, lens=lens), days)


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
