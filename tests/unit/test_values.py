"""Histories and moments compare by what they hold, cannot be changed, and say in a line what they are."""

from __future__ import annotations

from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

import negotrack as nt
from tests.cli.running import GOLAN
from tests.logs import log

SCENARIO = nt.load(GOLAN)
HISTORY = nt.replay(SCENARIO)


def test_histories_are_equal_by_reports_lens_and_day_of_knowing() -> None:
    assert nt.replay(nt.load(GOLAN)) == HISTORY and hash(nt.replay(SCENARIO)) == hash(HISTORY)
    assert nt.replay(SCENARIO, lens="officials") != HISTORY
    assert nt.replay(SCENARIO, as_known="2018-05-30") != HISTORY
    assert nt.replay(SCENARIO.with_reports(SCENARIO.reports[1:])) != HISTORY
    assert HISTORY != SCENARIO


def test_a_history_fed_in_any_order_is_the_one_replayed_in_one_go() -> None:
    tracker = nt.Tracker(SCENARIO)
    tracker.feed_all(reversed(SCENARIO.reports))
    assert tracker.history == HISTORY and tracker.at() == HISTORY.at()


def test_a_history_without_a_report_is_another() -> None:
    found = nt.what_if(HISTORY, without=[f"report:{SCENARIO.reports[0].id}"])
    assert found.before == HISTORY.at() and found.after != HISTORY.at()
    assert found == nt.what_if(SCENARIO, without=[f"report:{SCENARIO.reports[0].id}"])


def test_moments_are_equal_by_history_and_day() -> None:
    assert HISTORY.at() == HISTORY.at() and len({HISTORY.at(), HISTORY.at()}) == 1
    assert HISTORY.at("2018-05-30") != HISTORY.at("2018-05-31")
    assert nt.replay(SCENARIO, as_known="2018-05-30").at("2018-05-31") != HISTORY.at("2018-05-31")
    assert HISTORY.at() != HISTORY


@pytest.mark.parametrize("value", [HISTORY, HISTORY.at()], ids=["history", "moment"])
@pytest.mark.parametrize("name", ["anything", "as_known", "lens"])
def test_nothing_can_be_set_on_them(value: Any, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, None)
    with pytest.raises(FrozenInstanceError):
        delattr(value, name)
    assert value.lens == nt.CREDULOUS


def test_fates_cannot_be_changed() -> None:
    fates: Any = HISTORY.fates
    with pytest.raises(TypeError, match="read-only"):
        fates.clear()
    assert HISTORY.fates == nt.replay(SCENARIO).fates != {}


def test_they_say_in_a_line_what_they_are() -> None:
    small = nt.loads(log("press: out"))
    history, tracker = nt.replay(small, lens="officials"), nt.Tracker(small)
    assert repr(history) == "<History of small: 1 report, known 2018-05-31, lens officials>"
    assert repr(history.at("2018-06-01")) == ("<Moment of small: as of 2018-06-01, known 2018-05-31, lens officials>")
    assert repr(tracker) == "<Tracker: <History of small: 0 reports, known nothing, lens credulous>>"
    assert repr(nt.Ledger(small)) == "<Ledger of small: 1 report, lens credulous>"
