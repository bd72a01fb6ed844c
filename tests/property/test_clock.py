"""The clock: what is due and not done is overdue, or has expired, from the day after (domain.md)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import event, given

import negotrack as nt
from negotrack.model.reports import Statement
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Commitment
from tests.answers import LAST_DAY, days_of, states
from tests.strategies import scenarios


@given(scenarios())
def test_what_falls_due_does_so_the_day_after(scenario: Scenario) -> None:
    """Not on the day itself, by the statement that set it, and not surely before that was surely made."""
    by_id = {s.id: s for _, s in scenario.statements()}
    for step in nt.replay(scenario).at(LAST_DAY).steps:
        if step.coupling == "clock" and step.trigger == "fall_overdue":
            event("a meeting falls overdue")
            due = by_id[step.statement].scheduled_for
            if due is not None:
                assert due.latest is not None
                said = by_id[step.statement].event_date
                first = max(due.latest + timedelta(1), said.earliest or date.min)
                last = max(due.latest + timedelta(1), said.latest or date.max)
                if (step.when.earliest, step.when.latest) != (first, last):
                    event("two days were told at one time")
                    assert step.when.earliest is not None and step.when.earliest <= first
                    assert last <= (step.when.latest or date.max)
                    assert other_days(by_id[step.statement], by_id)


def other_days(said: Statement, by_id: dict[str, Statement]) -> bool:
    """Whether another day was told of a meeting by what may have been said on the same day."""
    others = (s for s in by_id.values() if s.scheduled_for is not None and set(s.subjects) & set(said.subjects))
    return any(
        s.scheduled_for != said.scheduled_for and s.event_date.last_ordinal >= said.event_date.first_ordinal
        for s in others
    )


@given(scenarios(exact=True, asserting=True))
def test_no_offer_outlives_its_deadline(scenario: Scenario) -> None:
    """An offer that nobody renewed is expired on the first day after, and not before."""
    history = nt.replay(scenario)
    limited = {s for _, said in scenario.statements() if said.deadline for s in said.subjects}
    for commitment in scenario.of_kind(Commitment):
        deadline = commitment.deadline.latest if commitment.deadline else None
        if deadline is None or commitment.id in limited:
            continue
        expiries = [
            step for step in history.at(LAST_DAY).steps if step.subject == commitment.id and step.coupling == "clock"
        ]
        for step in expiries:
            event("an offer expires")
            assert step.when.latest is not None
            assert step.when.latest > deadline
        offered = [s for s in history.at(LAST_DAY).steps if s.subject == commitment.id and s.target != "expired"]
        if offered and max(s.when.latest or date.max for s in offered) <= deadline:
            last = states(history, deadline + timedelta(1))[commitment.id, "commitment"]
            assert last not in ("signalled", "offered", "conditional")


@given(scenarios(exact=True))
def test_a_meeting_is_not_scheduled_for_a_day_gone_by(scenario: Scenario) -> None:
    """At every day, what is still scheduled is set for that day or a later one, or for no day."""
    history = nt.replay(scenario)
    by_id = {s.id: s for _, s in scenario.statements()}
    for day in days_of(scenario):
        moment = history.at(day)
        for standing in moment.standings:
            if standing.kind != "meeting" or standing.state != "scheduled":
                continue
            due = None
            for step in moment.steps:
                if step.subject == standing.subject and not step.coupling:
                    said = by_id[step.statement].scheduled_for
                    goes_on = step.source in ("scheduled", "postponed") and step.trigger != "postpone"
                    due = said.latest if said is not None else due if goes_on else None
            assert due is None or day <= due
