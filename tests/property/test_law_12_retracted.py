"""Law 12: a statement retracted by its own source and a statement never made give the same states."""

from __future__ import annotations

from datetime import date

from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from tests.answers import all_states, days_of
from tests.strategies import scenarios, without_statements


@given(scenarios(), st.sampled_from([*SHIPPED]))
def test_a_retracted_statement_is_as_one_never_made(scenario: Scenario, lens: str) -> None:
    """Under every lens, at every day: it may not even keep two other claims apart."""
    history = nt.replay(scenario, lens=lens)
    retracted = {name for name, fate in history.fates.items() if fate == "retracted"}
    event(f"{min(len(retracted), 3)} statements are retracted")
    days = days_of(scenario)
    never = nt.replay(without_statements(scenario, retracted), lens=lens)
    assert all_states(never, days) == all_states(history, days)


@given(scenarios())
def test_what_is_retracted_was_retracted_by_a_source_of_its_chain(scenario: Scenario) -> None:
    """A retraction by another source erases nothing, and neither does one that came before."""
    history = nt.replay(scenario)
    order = {s.id: (r.published.sort_key, place) for place, (r, s) in enumerate(scenario.statements())}
    by_id = {s.id: s for _, s in scenario.statements()}
    retractions = [s for s in by_id.values() if s.polarity == "retract"]
    for name, fate in history.fates.items():
        if fate == "retracted":
            said = by_id[name]
            assert any(said.chain.passes(r.chain.origin.key) and order[r.id] > order[name] for r in retractions)


@given(scenarios())
def test_its_own_source_retracts_whatever_it_said(scenario: Scenario) -> None:
    """A retraction that names a statement of its own source, is not retracted itself and came later, counts."""
    history = nt.replay(scenario)
    order = {s.id: (r.published.sort_key, place) for place, (r, s) in enumerate(scenario.statements())}
    by_id = {s.id: s for _, s in scenario.statements()}
    for word in by_id.values():
        if word.polarity != "retract" or history.fates[word.id] == "retracted":
            continue
        for name in word.refers_to:
            said = by_id.get(name)
            if said is None or order[name] >= order[word.id]:
                continue
            if said.chain.origin.key == word.chain.origin.key:
                event("a source retracts its own word")
                assert history.fates[name] == "retracted"


@given(scenarios())
def test_a_retracted_claim_stays_in_sight(scenario: Scenario) -> None:
    """Nothing is deleted: what was retracted is still read, and its fate says so."""
    history = nt.replay(scenario)
    assert set(history.fates) == {s.id for _, s in scenario.statements()}
    standing = {name for claim in history.at(date.max).claims for name in (*claim.supporting, *claim.against)}
    assert not standing & {name for name, fate in history.fates.items() if fate == "retracted"}
