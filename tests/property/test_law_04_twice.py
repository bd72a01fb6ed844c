"""Law 4: feeding a report twice changes nothing; the same id with other content is a problem, not a change."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.scenario import Scenario
from negotrack.problems import UsageError
from tests.answers import answers, days_of
from tests.strategies import scenarios


@given(scenarios(), st.data())
def test_feeding_a_report_twice_changes_nothing(scenario: Scenario, data: st.DataObject) -> None:
    """Its identity is its content: it causes no step, undoes none and changes no answer."""
    tracker = nt.Tracker(scenario)
    tracker.feed_all(scenario.reports)
    days = days_of(scenario)[-5:]
    before = answers(tracker.history, days)
    again = data.draw(st.sampled_from(scenario.reports))
    assert tracker.feed(evolve(again)) == ()
    assert tracker.undone == ()
    assert answers(tracker.history, days) == before


@given(scenarios())
def test_a_log_that_holds_every_report_twice_gives_the_same(scenario: Scenario) -> None:
    """In one replay too, wherever the copies stand."""
    days = days_of(scenario)[-5:]
    doubled = scenario.with_reports((*scenario.reports, *map(evolve, scenario.reports)))
    assert answers(nt.replay(doubled), days) == answers(nt.replay(scenario), days)


@given(scenarios(), st.data())
def test_the_same_id_with_other_content_is_refused_and_changes_nothing(scenario: Scenario, data: st.DataObject) -> None:
    """A correction is a report of its own."""
    tracker = nt.Tracker(scenario)
    tracker.feed_all(scenario.reports)
    days = days_of(scenario)[-5:]
    before = answers(tracker.history, days)
    other = evolve(data.draw(st.sampled_from(scenario.reports)), title="another one")
    with pytest.raises(UsageError, match="other content"):
        tracker.feed(other)
    assert answers(tracker.history, days) == before
    with pytest.raises(UsageError, match="other content"):
        nt.replay(scenario.with_reports((*scenario.reports, other)))
