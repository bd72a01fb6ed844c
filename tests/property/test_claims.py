"""Claims: what status follows from what each source says, and that a claim moves its region once (domain.md)."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.engine.results import ClaimStanding, Step
from negotrack.model.lens import SHIPPED
from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.sources import LinkKind, SourceChain, outlet_link
from negotrack.model.subjects import Commitment
from tests.answers import LAST_DAY, all_states, days_of
from tests.property.test_law_07_detached import speaks_for
from tests.strategies import scenarios


@given(scenarios())
def test_the_status_of_a_claim_follows_from_what_each_source_says(scenario: Scenario) -> None:
    """Disputed, denied, withdrawn, confirmed, corroborated or reported, in this order."""
    identified = any(s.verb == "identify" for _, s in scenario.statements())
    by_id = {s.id: (r, s) for r, s in scenario.statements()}
    for claim in nt.replay(scenario).at(LAST_DAY).claims:
        event(claim.status)
        states = [state for _, state in claim.sources]
        live = [state for state in states if state in ("asserts", "hedges")]
        assert bool(live) is bool(claim.supporting) is (claim.origins > 0)
        assert ("denies" in states) is bool(claim.against)
        assert claim.hedged is (bool(live) and "asserts" not in live)
        assert claim.origins <= max(1, len(live)) or not live
        if live and "denies" in states:
            assert claim.status == "disputed"
        elif "denies" in states:
            assert claim.status == "denied"
        elif live and not identified:
            assert claim.status in ("confirmed", "corroborated" if claim.origins > 1 else "reported")
            assert (claim.status == "confirmed") is confirmed(scenario, claim, by_id)
        elif not live:
            assert claim.status in ("withdrawn", "unreported")


def confirmed(scenario: Scenario, claim: ClaimStanding, by_id: dict[str, tuple[Report, Statement]]) -> bool:
    """Whether a principal in the matter says so, unhedged, and has not hedged it since."""
    about = {claim.subject} if claim.subject else {s for name in claim.supporting for s in by_id[name][1].subjects}
    if claim.declared:
        about.add(claim.claim)
    elif not claim.subject:
        about |= {s for name in claim.supporting for s in by_id[name][1].about}
    principals = {party for subject in about for party in with_standing(scenario, subject, claim.trigger)}
    if claim.trigger in ("breach", "violate"):
        principals = accused(scenario, claim)
    elif claim.region.startswith("party."):  # what one party does alone
        principals = {claim.region.removeprefix("party.")}
    if claim.trigger == "position":
        principals |= {party for name in claim.supporting for party in by_id[name][1].of}
    firm = {source for source, state in claim.sources if state == "asserts"}
    for name in claim.supporting:
        report, statement = by_id[name]
        own_word = principals & speaks_for(scenario, statement, report)
        if statement.polarity == "assert" and own_word and statement.chain.origin.key in firm:
            return True
    return False


def accused(scenario: Scenario, claim: ClaimStanding) -> set[str]:
    """Who is said to have broken something, or else who alone owes it."""
    same = [s for _, s in scenario.statements() if s.verb == claim.trigger and claim.subject in s.subjects]
    named = {party for s in same if s.id in claim.supporting for party in s.by}
    subject = scenario.subjects[claim.subject]
    owing = subject.debtor if isinstance(subject, Commitment) else getattr(subject, "performers", ())
    return named or (set(owing) if len(set(owing)) == 1 else set())


def with_standing(scenario: Scenario, subject: str, verb: str) -> tuple[str, ...]:
    """A promise is confirmed by who makes it, letting it go by whom it was made to; else any party's word confirms."""
    match scenario.subjects[subject], verb:
        case Commitment(debtor=debtor), "signal" | "offer" | "commit" | "suspend" | "resume" | "cancel":
            return debtor
        case Commitment(creditor=creditor), "release":
            return creditor
        case _:
            return scenario.principals(subject)


@given(scenarios(exact=True, asserting=True), st.data())
def test_outlets_that_repeat_one_source_are_one_origin(scenario: Scenario, data: st.DataObject) -> None:
    """A report that another outlet carries as well, on the word of the same source, corroborates nothing.

    It may even cost an origin: the outlet is now known to relay, and is no witness of its own.
    """
    named = [n for n, r in enumerate(scenario.reports) if len(r.statements) == 1 and _by_somebody(r.statements[0])]
    if not named:
        return
    event("a report is relayed")
    place = data.draw(st.sampled_from(named))
    relayed, days = scenario.reports[place], days_of(scenario)
    other = next(o for o in scenario.outlets if o != relayed.outlet)
    said = evolve(relayed.statements[0], id="again#1", before=(), after=())
    said = evolve(said, chain=_through(other, said.chain))
    again = evolve(relayed, id="again", outlet=other, relayed_by=(), statements=(said,))
    more = scenario.with_reports((*scenario.reports[: place + 1], again, *scenario.reports[place + 1 :]))
    one, two = nt.replay(scenario), nt.replay(more)
    assert all_states(two, days) == all_states(one, days)
    before = {claim.claim: claim for claim in one.at(LAST_DAY).claims if claim.subject}
    for claim in two.at(LAST_DAY).claims:
        if claim.subject:
            assert claim.origins <= before[claim.claim].origins
            assert claim.status == before[claim.claim].status or claim.status == "reported"


def _by_somebody(statement: Statement) -> bool:
    """Whether a source below the outlet is described or named, who is not said to be somebody else elsewhere."""
    return statement.chain.origin.kind in (LinkKind.ANONYMOUS, LinkKind.PARTY) and not statement.independent


def _through(outlet: str, chain: SourceChain) -> SourceChain:
    inner = tuple(link for link in chain.links if link.kind in (LinkKind.ANONYMOUS, LinkKind.PARTY))
    return SourceChain(links=(outlet_link(outlet), *inner))


@given(scenarios(), st.sampled_from([*SHIPPED]))
def test_a_claim_moves_a_region_once(scenario: Scenario, lens: str) -> None:
    """Its other sources support that movement: they do not repeat it, unless a rule or the clock has undone it since,
    or they set another last day."""
    history = nt.replay(scenario, lens=lens)
    declared = {claim.claim for claim in history.at(LAST_DAY).claims if claim.declared}
    by_id = {s.id: s for _, s in scenario.statements()}
    last: dict[tuple[str, str], str] = {}
    moved: set[tuple[str, str, str]] = set()
    for step in history.at(LAST_DAY).steps:
        axis = step.subject, step.region
        if step.coupling:
            last[axis] = step.coupling
        elif step.claim not in declared:
            if (*axis, step.claim) in moved:
                event("a claim moves again what was undone, or prolongs it")
                assert last[axis] or by_id[step.statement].deadline is not None
            moved.add((*axis, step.claim))
            last[axis] = ""


@given(scenarios())
def test_the_sources_of_a_claim_narrow_its_day(scenario: Scenario) -> None:
    """What happened in May, and on 9 May, happened on 9 May; a day that nobody wrote says nothing."""
    by_id = {s.id: s for _, s in scenario.statements()}
    if any(s.before or s.after for s in by_id.values()):
        return
    history = nt.replay(scenario)
    claims = {claim.claim: claim for claim in history.at(LAST_DAY).claims if not claim.declared}
    for step in history.at(LAST_DAY).steps:
        if step.coupling or step.claim not in claims or by_id[step.statement].event_date.presumed:
            continue
        dates = [by_id[name].event_date for name in claims[step.claim].supporting]
        written = [d.interval for d in dates if not d.presumed]
        first, last = max(i.first_ordinal for i in written), min(i.last_ordinal for i in written)
        if first <= last:
            event("sources narrow a day" if len({(i.first_ordinal, i.last_ordinal) for i in written}) > 1 else "agree")
            assert _ordinals(step) == (first, last)


def _ordinals(step: Step) -> tuple[int, int]:
    first = step.when.earliest.toordinal() if step.when.earliest is not None else 0
    return first, (step.when.latest or date.max).toordinal()
