"""Law 13: nothing read is dropped: every statement has one fate, with a reason. trust.md: conservation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack import History
from negotrack.engine.results import Fate
from negotrack.model.lens import SHIPPED
from negotrack.model.reports import SPEECH_VERBS, Statement
from negotrack.model.scenario import Scenario
from tests.strategies import FIRST, scenarios


def acts(statement: Statement) -> bool:
    """Whether a statement asserts that something moved."""
    return bool(statement.subjects) and statement.polarity in ("assert", "hedge") and statement.verb not in SPEECH_VERBS


@given(scenarios(), st.sampled_from([*SHIPPED]), st.integers(0, 70))
def test_every_statement_known_has_exactly_one_fate(scenario: Scenario, lens: str, offset: int) -> None:
    """No more and no fewer than were reported by the day."""
    known = FIRST + timedelta(offset)
    history = nt.replay(scenario, lens=lens, as_known=known)
    expected = {s.id for r, s in scenario.statements() if r.published.day <= known}
    assert set(history.fates) == expected
    assert set(history.fates.values()) <= set(get_args(Fate))


@given(scenarios(), st.sampled_from([*SHIPPED]))
def test_a_fate_is_where_the_history_shows_it(scenario: Scenario, lens: str) -> None:
    """Applied is a step, held out and anomaly stand in their lists with a reason; only words about claims are noted."""
    history = nt.replay(scenario, lens=lens)
    last = history.at(date.max)
    moved = {step.statement for step in last.steps if not step.coupling}
    out = {held.statement: held.because for held in last.held_out}
    refused = {anomaly.statement: anomaly.rule for anomaly in last.anomalies}
    supporting = {name for claim in last.claims for name in claim.supporting}
    by_id = {s.id: s for _, s in scenario.statements()}
    for name, fate in history.fates.items():
        event(fate)
        match fate:
            case "applied":
                assert name in moved
            case "held_out":
                assert out[name]
            case "anomaly":
                assert refused[name]
            case "supports":
                assert name in supporting
            case "noted":
                assert not acts(by_id[name])
            case "retracted":
                assert name not in moved | supporting


@given(scenarios(), st.sampled_from([*SHIPPED]))
def test_what_the_history_shows_has_that_fate(scenario: Scenario, lens: str) -> None:
    """And the other way round: whoever moved something was applied, unless held out or retracted elsewhere."""
    history = nt.replay(scenario, lens=lens)
    last = history.at(date.max)
    for step in last.steps:
        assert history.fates[step.statement] in ("applied", "held_out") or step.coupling
    for held in last.held_out:
        assert history.fates[held.statement] == "held_out"
    for anomaly in last.anomalies:
        assert history.fates[anomaly.statement] != "noted"
    assert_acts_are_told(history, scenario)


def assert_acts_are_told(history: History, scenario: Scenario) -> None:
    """Every assertion that something moved shows in the history for each subject that it names."""
    last = history.at(date.max)
    shown: dict[str, set[str]] = {}
    for claim in last.claims:
        for name in (*claim.supporting, *claim.against):
            shown.setdefault(name, set()).add(claim.subject)
        if claim.declared:
            for name in claim.supporting:
                shown[name].update(scenario.subjects)
    for anomaly in last.anomalies:
        shown.setdefault(anomaly.statement, set()).add(anomaly.subject)
    for _, statement in scenario.statements():
        if acts(statement) and history.fates[statement.id] in ("applied", "supports", "anomaly"):
            assert set(statement.subjects) <= shown.get(statement.id, set())


@given(scenarios())
def test_who_moved_a_subject_is_not_refused_by_it_as_well(scenario: Scenario) -> None:
    """What one party does may move the instrument too; when it does not, that is no anomaly. What all do together is
    said of the instrument as well, which may refuse it."""
    last = nt.replay(scenario).at(date.max)
    by_id = {statement.id: statement for _, statement in scenario.statements()}
    moved = {(step.statement, step.subject) for step in last.steps if not step.coupling}
    for anomaly in last.anomalies:
        if anomaly.rule.startswith("no row") and anomaly.region == "instrument":
            by = by_id[anomaly.statement].by
            together = not by or set(by) >= set(scenario.principals(anomaly.subject))
            assert together or (anomaly.statement, anomaly.subject) not in moved
