"""What can be asked can be copied and sent to another process, and gives the same answers there."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import negotrack as nt
from tests.cli.running import GOLAN

SCENARIO = nt.load(GOLAN)
DAY = "2018-05-31"
COPIES: list[Callable[[Any], Any]] = [
    copy.copy, copy.deepcopy, *(lambda one, at=at: pickle.loads(pickle.dumps(one, at)) for at in range(2, 6)),
]  # fmt: skip
copied = pytest.mark.parametrize("copied", COPIES, ids=["copy", "deepcopy", "2", "3", "4", "5"])


def answers(moment: nt.Moment) -> tuple[object, ...]:
    return (
        *(moment.as_of, moment.as_known, moment.lens, moment.standings, moment.claims, moment.steps),
        *(moment.held_out, moment.anomalies, nt.agenda(moment), nt.movement(moment), nt.why(moment, "accept-assad")),
    )


@copied
def test_a_scenario_and_a_reading_compare_and_hash_as_before(copied: Callable[[Any], Any]) -> None:
    twin = copied(SCENARIO)
    assert twin == SCENARIO and hash(twin) == hash(SCENARIO) and list(twin.subjects) == list(SCENARIO.subjects)
    reading = nt.read(GOLAN)
    assert copied(reading) == reading


@copied
@pytest.mark.parametrize("lens", ["credulous", "officials"])
def test_histories_and_moments_answer_as_before(copied: Callable[[Any], Any], lens: str) -> None:
    history = nt.replay(SCENARIO, lens=lens, as_known="2018-05-30")
    twin = copied(history)
    assert (twin.fates, twin.as_known, twin.last_report) == (history.fates, history.as_known, history.last_report)
    assert answers(twin.at(DAY)) == answers(history.at(DAY)) == answers(copied(history.at(DAY)))


@copied
def test_what_if_answers_as_before(copied: Callable[[Any], Any]) -> None:
    found = nt.what_if(SCENARIO, without=["outlet:sohr"], lens="sceptical")
    twin = copied(found)
    assert (twin.difference, twin.removed) == (found.difference, found.removed)
    assert answers(twin.after) == answers(found.after) and answers(twin.before) == answers(found.before)


@copied
def test_ledgers_answer_as_before(copied: Callable[[Any], Any]) -> None:
    ledger = nt.Ledger(SCENARIO, lens="sceptical")
    twin = copied(ledger)
    for subject in SCENARIO.of_kind(type(SCENARIO.subjects["iran-off-border"])):
        asked = {"as_of": DAY, "as_known": "2018-05-30"}
        assert twin.state(subject.id, **asked) == ledger.state(subject.id, as_of=DAY, as_known="2018-05-30")


@copied
def test_trackers_go_on_as_before(copied: Callable[[Any], Any]) -> None:
    tracker = nt.Tracker(SCENARIO)
    *fed, last = reversed(SCENARIO.reports)
    tracker.feed_all(fed)
    twin = copied(tracker)
    assert answers(twin.at()) == answers(tracker.at())
    assert twin.feed(last) == tracker.feed(last) and twin.undone == tracker.undone


def test_a_copied_history_stays_as_known_on_its_day() -> None:
    history = nt.replay(SCENARIO, as_known="2018-12-31")
    assert history.copy().as_known == history.as_known


def test_what_is_declared_cannot_be_changed() -> None:
    subjects: Any = SCENARIO.subjects
    changes: tuple[Callable[[], object], ...] = (
        *(lambda: subjects.clear(), lambda: subjects.pop("iran-off-border"), lambda: subjects.update(a=1)),
        *(lambda: subjects.setdefault("a"), lambda: subjects.popitem(), lambda: subjects.__setitem__("a", 1)),
        *(lambda: subjects.__delitem__("iran-off-border"), lambda: subjects.__ior__({"a": 1})),
    )
    for change in changes:
        with pytest.raises(TypeError, match="a FrozenMap is read-only"):
            change()
    assert nt.load(GOLAN) == SCENARIO
