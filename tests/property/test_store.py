"""A store is the log that went into it: the same scenario, the same answers, however it was recorded and asked."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import negotrack as nt
from negotrack.engine.wiring import Wiring
from negotrack.loading import read_text
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario
from negotrack.store import Store, create, open_store
from tests.answers import LAST_DAY, all_states, days_of
from tests.strategies import scenarios

few = settings(max_examples=25)
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None
"""Where writing costs no time; that what is written is safe is tested elsewhere."""


@contextmanager
def stored(scenario: Scenario, cuts: list[int] | None = None) -> Iterator[Store | None]:
    """A store of a scenario, recorded in parts; None for one that no text could hold either."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = str(Path(folder) / "s.db")
        places = sorted({0, *(cuts or ()), len(scenario.reports)})
        try:
            create(path, scenario, scenario.reports[: places[min(1, len(places) - 1)]])
            with open_store(path, "w") as store:
                for first, last in pairwise(places[1:]):
                    store.append(scenario.reports[first:last])
        except InvalidScenario:
            yield None
            return
        with open_store(path) as store:
            yield store


@few
@given(scenarios(), st.lists(st.integers(0, 30), max_size=3))
def test_a_store_is_the_log_that_went_into_it(scenario: Scenario, cuts: list[int]) -> None:
    """Promise 1: the store and the text that it gives back have the answers of the log in memory."""
    with stored(scenario, [cut for cut in cuts if cut < len(scenario.reports)]) as store:
        if store is None:
            return
        kept = store.read()
        assert kept == scenario
        text = read_text("log.jsonl", b"\n".join(store.lines()))
        assert store.verify() == ()
    expected = told(scenario)
    assert told(kept) == expected
    assert text.scenario is not None or not scenario.reports
    if text.scenario is not None:
        assert told(text.scenario) == expected


def told(scenario: Scenario) -> list[object]:
    """Everything that a scenario comes to, but for the order of the sections that subjects are declared in."""
    history = nt.replay(scenario)
    last = history.at(LAST_DAY)
    named = (last.steps, last.anomalies, last.held_out, last.claims)
    return [all_states(history, days_of(scenario)[-3:]), *map(Counter, named), history.fates, history.as_known]


@few
@given(scenarios(), st.data())
def test_a_part_answers_for_its_subjects(scenario: Scenario, data: st.DataObject) -> None:
    """The reports that bear on a negotiation are enough for every answer about it."""
    with stored(scenario) as store:
        if store is None or not scenario.subjects:
            return
        component_of = Wiring(scenario).component_of
        subject = data.draw(st.sampled_from(sorted(component_of)))
        part, day = store.scenario(subjects=[subject]), store.last_day()
    members = {name for name, component in component_of.items() if component == component_of[subject]}
    whole, found = nt.replay(scenario), nt.replay(part, as_known=day)
    for at in (*days_of(scenario)[-3:], LAST_DAY):
        assert about(whole.at(at), members) == about(found.at(at), members)


def about(moment: nt.Moment, members: set[str]) -> Counter[object]:
    """Everything that a moment says of some subjects."""
    answered = (moment.standings, moment.steps, moment.anomalies, moment.claims)
    return Counter(answer for part in answered for answer in part if answer.subject in members)


@few
@given(scenarios(), st.data())
def test_reports_are_chosen_by_date_and_by_number(scenario: Scenario, data: st.DataObject) -> None:
    """What was known on a day, of what had been recorded by then: two clocks that do not touch."""
    with stored(scenario) as store:
        if store is None or not scenario.reports:
            return
        day = data.draw(st.sampled_from(sorted({report.published.day for report in scenario.reports})))
        number = data.draw(st.integers(0, len(scenario.reports)))
        found = list(store.reports(known_until=day, recorded_until=number))
        assert found == [report for report in scenario.reports[:number] if report.published.day <= day]
        assert store.last_day(day) == day
