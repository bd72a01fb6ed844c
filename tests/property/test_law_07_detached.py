"""Law 7: a commitment becomes detached only when its antecedent holds. Coupling never bypasses a guard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.engine.results import Step
from negotrack.machines.couplings import PARTY_ACT_COUNTS, SATISFIED, UNSURE
from negotrack.machines.verbs import regions_of
from negotrack.model.lens import SHIPPED
from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.sources import Link, LinkKind
from negotrack.model.subjects import Antecedent, Commitment, Condition, Demand, Gate, Instrument, Leaf
from negotrack.model.truth import Truth, all_of, any_of, at_least, negate
from tests.answers import States, days_of, states, surely
from tests.strategies import scenarios

StateAt = Callable[[str, str], str]


def holds(scenario: Scenario, antecedent: Antecedent, at: States) -> Truth:
    """Whether an antecedent holds by the states that a history shows: written anew, to check the engine's own."""
    match antecedent:
        case Leaf():
            return _leaf(scenario, antecedent, at)
        case Gate(op=op, operands=operands, n=n):
            found = [holds(scenario, operand, at) for operand in operands]
    match op:
        case "all":
            return all_of(found)
        case "any":
            return any_of(found)
        case "at_least":
            return at_least(n, found)
        case "not":
            return negate(found[0])


def _leaf(scenario: Scenario, leaf: Leaf, at: States) -> Truth:
    subject = scenario.subjects[leaf.subject]
    (region,) = {r.id for r in regions_of(subject) if r.name == leaf.region}
    wanted = set(leaf.states or SATISFIED[region])
    if leaf.region == "party":
        wanted = {counts for state in wanted for counts in PARTY_ACT_COUNTS[state]}
    here = [state for (name, axis), state in at.items() if name == leaf.subject and axis.split(".")[0] == leaf.region]
    unsure = {"unreported", *UNSURE.get(region, ())}
    found = [Truth.TRUE if s in wanted else Truth.UNKNOWN if s in unsure else Truth.FALSE for s in here]
    if not found:
        return Truth.UNKNOWN
    return any_of(found) if leaf.by == ("any",) else all_of(found)


@given(scenarios(), st.sampled_from([*SHIPPED]))
def test_what_is_detached_has_an_antecedent_that_holds(scenario: Scenario, lens: str) -> None:
    """At every day, in what may have happened and in what certainly has."""
    history = nt.replay(scenario, lens=lens)
    for day in days_of(scenario):
        for at in (states(history, day), surely(history, day)):
            for commitment in scenario.of_kind(Commitment):
                if at[commitment.id, "commitment"] == "detached" and commitment.antecedent is not None:
                    event("a commitment is detached")
                    assert holds(scenario, commitment.antecedent, at) is Truth.TRUE


@given(scenarios())
def test_what_waits_for_what_holds_is_detached(scenario: Scenario) -> None:
    """And the other way round: an offer is not left waiting for what has come about."""
    history = nt.replay(scenario)
    for day in days_of(scenario):
        at = states(history, day)
        for commitment in scenario.of_kind(Commitment):
            waiting = at[commitment.id, "commitment"] in ("signalled", "offered", "conditional")
            if commitment.antecedent is not None and waiting:
                event("a commitment waits")
                assert holds(scenario, commitment.antecedent, at) is not Truth.TRUE


@given(scenarios(), st.sampled_from([*SHIPPED]))
def test_at_the_step_that_detaches_the_antecedent_holds(scenario: Scenario, lens: str) -> None:
    """Not a step too early, even within one day."""
    history = nt.replay(scenario, lens=lens)
    at = states(history, date.min)
    for step in history.at(date.max).steps:
        subject = scenario.subjects[step.subject]
        if isinstance(subject, Commitment) and step.trigger == "detach" and subject.antecedent is not None:
            assert holds(scenario, subject.antecedent, at) is Truth.TRUE
        at[step.subject, step.region] = step.target


def speaks_for(scenario: Scenario, statement: Statement, report: Report) -> set[str]:
    """Whose own word a statement is: its origin's and that of all for whom that spoke on the day."""
    origin = statement.chain.origin
    found = {origin.id} if origin.kind is LinkKind.PARTY else set()
    on = statement.event_date.latest or report.published.day
    for name in tuple(found):
        found |= {office.party for office in scenario.parties[name].speaks_for if office.on(on)}
    told = [link for link in statement.chain.links[:-1] if link.kind is not LinkKind.OUTLET]
    return found if all(found & sides(scenario, link, on) for link in told) else set()


def sides(scenario: Scenario, link: Link, on: date) -> set[str]:
    """Whom a link of a chain is or speaks for."""
    if link.kind is not LinkKind.PARTY:
        return set()
    return {link.id, *(office.party for office in scenario.parties[link.id].speaks_for if office.on(on))}


def entitled(scenario: Scenario, step: Step) -> tuple[tuple[str, ...], str] | None:
    """Who alone may do what a step did, and whose doing it is; None where anybody may.

    By their own word; by being named as who acts, or else by speaking; by being named alone.
    """
    subject = scenario.subjects[step.subject]
    match subject, step.trigger:
        case Demand(of=of), "consider" | "accept_in_part" | "accept" | "reject":
            return (step.region.partition(".")[2],) if len(of) > 1 else of, "own word"
        case Commitment(debtor=debtor), "cancel":
            return debtor, "named or speaking"
        case Commitment(creditor=creditor), "release":
            return creditor, "named or speaking"
        case Condition(), "waive":
            return scenario.beneficiaries(subject.id), "named or speaking"
        case Instrument(parties=parties, proposer=proposer), "drop" | "reject" | "suspend" | "terminate":
            return (*parties, *proposer), "named or speaking"
        case Instrument(parties=parties), "sign" | "ratify" | "reaffirm" | "withdraw_from":
            return parties, "named"
        case _:
            return None


def doing(scenario: Scenario, statement: Statement, report: Report, whose: str) -> set[str]:
    """Whose doing it is that a statement reports."""
    match whose:
        case "own word":
            return speaks_for(scenario, statement, report)
        case "named":
            return set(statement.by)
        case _:
            return set(statement.by) or speaks_for(scenario, statement, report)


@given(scenarios(asserting=True), st.sampled_from([*SHIPPED]))
def test_what_only_one_party_can_do_nobody_else_does(scenario: Scenario, lens: str) -> None:
    """Answering by the addressee, cancelling by the debtor, releasing by the creditor, waiving by the beneficiary."""
    by_id = {s.id: (r, s) for r, s in scenario.statements()}
    for step in nt.replay(scenario, lens=lens).at(date.max).steps:
        found = entitled(scenario, step)
        if found is None or step.coupling:
            continue
        report, statement = by_id[step.statement]
        event(f"{step.trigger} by whom it takes")
        acting = doing(scenario, statement, report, found[1])
        assert acting & set(found[0]) or not (acting or found[1] == "own word"), step


@given(scenarios())
def test_by_coupling_only_a_party_to_an_instrument_accepts(scenario: Scenario) -> None:
    """Signing a text that holds a demand's term accepts it, for an addressee that is a party and for nobody else."""
    for step in nt.replay(scenario).at(date.max).steps:
        if step.coupling == "accepted-by-signature":
            event("accepted by signature")
            demand = scenario.subjects[step.subject]
            assert isinstance(demand, Demand)
            addressee = step.region.partition(".")[2] or demand.of[0]
            holding = [i for i in scenario.of_kind(Instrument) if any(t.demand == demand.id for t in i.provisions)]
            assert any(addressee in instrument.parties for instrument in holding)
