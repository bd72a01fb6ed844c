"""Law 14: under two lenses, whatever differs is explained by a claim that only one admits."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack import CREDULOUS, History, Lens
from negotrack.model.lens import OFFICIALS, SCEPTICAL
from negotrack.model.scenario import Scenario
from tests.answers import all_states, answers, days_of
from tests.strategies import scenarios

STRICT = (
    SCEPTICAL,
    OFFICIALS,
    evolve(CREDULOUS, name="undisputed", admits=("reported", "corroborated", "confirmed")),
    evolve(CREDULOUS, name="two", min_origins=2),
    evolve(CREDULOUS, name="sure", allow_hedged=False),
    evolve(CREDULOUS, name="rated", min_reliability="B"),
    evolve(CREDULOUS, name="credible", max_credibility=3),
    evolve(CREDULOUS, name="without-o1", exclude=("o1",)),
    evolve(CREDULOUS, name="without-a", exclude=("a",)),
    evolve(CREDULOUS, name="only-b", only=("b", "o2")),
    evolve(SCEPTICAL, name="trusting-pb", trust=("pb", "anonymous(a, official)")),
)


def lenses() -> st.SearchStrategy[Lens]:
    """A lens that holds something out that the credulous one admits."""
    return st.sampled_from(STRICT)


def carried(history: History) -> dict[str, set[str]]:
    """Subject -> the statements that move it or support what does, under the history's lens."""
    out = {held.statement for held in history.held_out}
    found: dict[str, set[str]] = {}
    for claim in history.at(date.max).claims:
        if claim.admitted:
            for name in claim.supporting:
                if name not in out:
                    found.setdefault(claim.subject, set()).add(name)
    return found


@given(scenarios(), lenses())
def test_what_differs_is_explained_by_a_claim_that_only_one_admits(scenario: Scenario, lens: Lens) -> None:
    """The first step at which the two part rests on a statement that only one of them counts."""
    one, other = nt.replay(scenario), nt.replay(scenario, lens=lens)
    for subjects in negotiations(one):
        here, there = ([s for s in history.at(date.max).steps if s.subject in subjects] for history in (one, other))
        parted = next((pair for pair in zip_longest(here, there) if pair[0] != pair[1]), None)
        if parted is None:
            continue
        event("two lenses part")
        held = {h.statement for h in other.held_out} ^ {h.statement for h in one.held_out}
        by_id = {s.id: s for _, s in scenario.statements()}
        assert held & {n for n in by_id if subjects & {*by_id[n].subjects, *by_id[n].refers_to, by_id[n].claim}}, parted


@given(scenarios(), lenses())
def test_where_nothing_more_is_held_out_nothing_differs(scenario: Scenario, lens: Lens) -> None:
    """Two lenses that hold out the same statements show the same states."""
    one, other = nt.replay(scenario), nt.replay(scenario, lens=lens)
    if [h.statement for h in one.held_out] == [h.statement for h in other.held_out]:
        days = days_of(scenario)
        assert all_states(one, days) == all_states(other, days)
        assert one.steps == other.steps


@given(scenarios())
def test_the_name_of_a_lens_changes_nothing(scenario: Scenario) -> None:
    """A lens is its limits: the shipped one under another name gives the same answers."""
    days = days_of(scenario)[-4:]
    other = nt.replay(scenario, lens=evolve(CREDULOUS, name="other"))
    assert answers(other, days) == answers(nt.replay(scenario), days)


@given(scenarios(), lenses())
def test_each_limit_of_a_lens_is_kept(scenario: Scenario, lens: Lens) -> None:
    """No claim is admitted that fails a limit, and none is held out without naming one."""
    history = nt.replay(scenario, lens=lens)
    everything = {c.claim: c for c in nt.replay(scenario).at(date.max).claims}
    by_id = {s.id: s for _, s in scenario.statements()}
    out = {held.statement for held in history.held_out}
    identified = any(s.verb == "identify" for s in by_id.values())
    for claim in history.at(date.max).claims:
        if claim.claim not in everything and identified:
            continue  # for whom a lens takes an unnamed source decides whose answer it gave
        assert everything[claim.claim].status == claim.status, "what is known does not depend on who looks"
        assert bool(claim.because) is not claim.admitted
        if not claim.admitted or lens.trust:
            continue
        if any(len(by_id[name].subjects) > 1 for name in claim.supporting):
            continue  # what is said of several may be held out of one claim and count for another
        counted = [by_id[name] for name in claim.supporting if name not in out]
        assert counted
        if not lens.allow_hedged:
            assert any(not s.hedged for s in counted)
        for excluded in lens.exclude:
            assert all(not s.chain.passes(excluded) for s in counted)
        if not lens.exclude and not lens.only and not lens.officials_only and not lens.min_reliability:
            assert lens.max_credibility or claim.status in lens.admits
            assert claim.origins >= lens.min_origins
        if lens.max_credibility is not None:
            assert all((s.credibility or 9) <= lens.max_credibility for s in counted)
        if lens.min_reliability:
            assert all(link.id == "o1" for s in counted for link in s.chain.links if link.id in scenario.outlets)
        if lens.officials_only:
            assert all(s.chain.origin.id in scenario.parties for s in counted)


def negotiations(history: History) -> list[set[str]]:
    """The sets of subjects that can have anything to do with each other."""
    found: dict[int, set[str]] = {}
    for subject, component in history.wiring.component_of.items():
        found.setdefault(component, set()).add(subject)
    return list(found.values())
