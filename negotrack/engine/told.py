"""What was derived, told as values: steps, claims, anomalies, fates.

Owns: turning moves, claims and refusals into results. Must not know: days of questions, how results are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from negotrack.engine.acts import Act, Order
from negotrack.engine.claims import Claim
from negotrack.engine.fold import Move
from negotrack.engine.negotiation import Derived, Idle
from negotrack.engine.results import Anomaly, ClaimStanding, Fate, Since, Step
from negotrack.machines.regions import Region, plain
from negotrack.machines.tables import DERIVED_TRIGGERS
from negotrack.model.dates import FAR_FUTURE

NO_ORDER: Order = (0, 0, 0, 0, "", 0)


def span(first: int, last: int) -> Since:
    """An interval of ordinals as days."""
    return Since(
        earliest=date.fromordinal(first) if first > 0 else None,
        latest=date.fromordinal(last) if last < FAR_FUTURE else None,
    )


def refused(act: Act, state: str, rule: str) -> Anomaly:
    """A refused act as an anomaly."""
    return Anomaly(
        statement=act.voice.id,
        subject=act.axis.subject,
        region=act.axis.name,
        state=plain(state),
        trigger=act.trigger,
        rule=rule,
        hint=_takes(act.axis.region, state) if act.moves.get(state) is None else "",
        when=span(act.first, act.last),
    )


def _takes(region: Region, state: str) -> str:
    """What a report can say of something in a state, for whoever coded what it cannot."""
    verbs = [r.trigger for r in region.rows if r.source == state and r.trigger not in DERIVED_TRIGGERS]
    return f"{plain(state)} takes {', '.join(dict.fromkeys(verbs))}" if verbs else ""


def could_do_nothing(idle: Idle) -> Anomaly:
    """A statement that could do nothing at all, as an anomaly."""
    return Anomaly(
        statement=idle.voice.id,
        subject=idle.subject,
        region=idle.region,
        state=idle.state,
        trigger=idle.voice.statement.verb,
        rule=idle.rule,
        when=span(idle.voice.day, idle.voice.day),
    )


def told_at(move: Move) -> tuple[int, Order]:
    """Where a move of one negotiation stands among those of others: by day, then by report."""
    return (move.last, move.act.voice.order if move.act else NO_ORDER)


def step_of(move: Move) -> Step:
    """A move as a step."""
    act = move.act
    return Step(
        subject=move.axis.subject,
        kind=move.axis.kind,
        region=move.axis.name,
        source=plain(move.source),
        trigger=move.trigger,
        target=plain(move.target),
        when=span(move.first, move.last),
        presumed=bool(act and act.voice.statement.event_date.presumed),
        statement=act.voice.id if act else "",
        coupling=move.rule,
        claim=act.run.claim.key if act else "",
    )


def claim_standing(claim: Claim, derived: Derived) -> ClaimStanding:
    """A claim as known, for showing."""
    verdict = derived.verdict(claim)
    return ClaimStanding(
        claim=claim.key,
        status=verdict.status,
        supporting=tuple(voice.id for voice in verdict.supporting),
        against=tuple(voice.id for voice in verdict.against),
        origins=verdict.origins,
        subject=claim.axis.subject if claim.axis else "",
        region=claim.axis.name if claim.axis else "",
        trigger=claim.trigger,
        hedged=verdict.hedged,
        declared=claim.declared,
        admitted=verdict.admitted,
        because=verdict.because,
        sources=verdict.states,
        names=verdict.names,
    )


def fates_of(derived: Derived) -> Iterator[tuple[str, Fate]]:
    """What became of the statements of one negotiation; the same statement may be named more than once."""
    for name in derived.retracted:
        yield name, "retracted"
    for claim in (*derived.claims, *derived.speech):
        verdict = derived.verdict(claim)
        out = {voice for voice, _ in verdict.left_out} | (set() if verdict.admitted else set(verdict.supporting))
        yield from ((voice.id, "held_out") for voice in out)
    for refusal in derived.refusals:
        yield refusal.act.voice.id, "anomaly"
    for idle in derived.idle:
        yield idle.voice.id, "anomaly"
    for act in derived.admitted:
        yield act.voice.id, "supports"
    for move in derived.moves:
        if move.act is not None and not move.rule:
            yield move.act.voice.id, "applied"
