"""Law 6: at one K, replaying only the statements whose event is at or before D gives the state at D.

Denials and retractions act by report date: they change what is known, not what happened. So do further words
on a claim whose event is at or before D: what its other sources say of when it happened, or that they say it.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.lens import SHIPPED
from negotrack.model.reports import Statement
from negotrack.model.scenario import Scenario
from tests.answers import days_of, states, surely
from tests.strategies import scenarios, without_statements


def acts(statement: Statement) -> bool:
    """Whether a statement moves machines, rather than speaking of claims."""
    return bool(statement.subjects) and statement.polarity in ("assert", "hedge")


def named_in_order(kept: set[str], by_id: dict[str, Statement]) -> set[str]:
    """Those said to have happened before or after these, however remotely: their days bound the days of these."""
    named = {name: {*said.before, *said.after} & by_id.keys() for name, said in by_id.items()}
    found: set[str] = set()
    todo = list(kept)
    while todo:
        at = todo.pop()
        new = ({name for name, others in named.items() if at in others} | named[at]) - found
        found |= new
        todo += new
    return found


def narrowing(kept: set[str], by_id: dict[str, Statement]) -> set[str]:
    """What is said of a subject with a day that is not exact: what happened between two words parts them, so that
    they no longer narrow each other's days."""
    inexact = {
        subject for name in kept for subject in by_id[name].subjects
        if by_id[name].event_date.first_ordinal != by_id[name].event_date.last_ordinal
    }  # fmt: skip
    return {name for name, said in by_id.items() if inexact.intersection(said.subjects)}


@given(scenarios(exact=True, asserting=True), st.data())
def test_the_state_at_a_day_follows_from_the_events_up_to_it(scenario: Scenario, data: st.DataObject) -> None:
    """With exact dates and nothing but assertions there is nothing else that it could follow from."""
    day = data.draw(st.sampled_from(days_of(scenario)))
    later = {s.id for _, s in scenario.statements() if s.event_date.first_ordinal > day.toordinal()}
    assert states(nt.replay(without_statements(scenario, later)), day) == states(nt.replay(scenario), day)


@given(scenarios(), st.data(), st.sampled_from([*SHIPPED]))
def test_the_state_at_a_day_follows_from_the_claims_up_to_it(
    scenario: Scenario, data: st.DataObject, lens: str
) -> None:
    """Of claims that may be of that day or before, every word is kept; of later claims, none."""
    history = nt.replay(scenario, lens=lens)
    day = data.draw(st.sampled_from(days_of(scenario)))
    by_id = {s.id: s for _, s in scenario.statements()}
    kept: set[str] = {name for name, s in by_id.items() if not acts(s)}
    for claim in history.at(date.max).claims:
        said = [by_id[name] for name in (*claim.supporting, *claim.against)]
        if any(s.event_date.first_ordinal <= day.toordinal() for s in said):
            kept.update(s.id for s in said)
    fates = history.fates
    kept.update(name for name, s in by_id.items() if s.event_date.first_ordinal <= day.toordinal())
    kept.update(name for name in by_id if fates[name] == "retracted")
    kept |= named_in_order(kept, by_id)
    kept |= narrowing(kept, by_id)
    cut = nt.replay(without_statements(scenario, by_id.keys() - kept), lens=lens)
    assert states(cut, day) == states(history, day)
    assert surely(cut, day) == surely(history, day)
