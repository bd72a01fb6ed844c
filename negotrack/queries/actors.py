"""Who of several sides brought a standing about: those whose act it was, of a joint demand or commitment.

Owns: reading that off the moves of a standing. Must not know: whose act one move is (doers), words.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.engine.acts import spoken_for
from negotrack.engine.axes import Axis
from negotrack.engine.fold import Move
from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.model.sources import party_link
from negotrack.model.subjects import Commitment, Demand
from negotrack.queries.doers import doers
from negotrack.queries.facts import moves_of, ordinal

_OWN_ACTS = {
    "stance": ("pressed", "shelved", "withdrawn", "superseded"),
    "commitment": ("signalled", "offered", "conditional", "discharged", "violated", "suspended", "cancelled"),
}
"""By the name of a region, the states that a side of it brings about by its own act."""


def acting(moment: Moment, standing: Standing) -> tuple[str, ...]:
    """Those of the sides of a joint demand or commitment who brought a standing about, as owners are declared.

    All of them where it is not told, and where it follows by a rule.
    """
    match moment.history.scenario.subjects[standing.subject]:
        case Demand(by=owners) if standing.region == "stance":
            pass
        case Commitment(debtor=owners):
            pass
        case _:
            return ()
    if len(owners) < 2 or standing.coupling or standing.state not in _OWN_ACTS.get(standing.region, ()):
        return owners
    axis = moment.history.wiring.axis(standing.subject, standing.region)
    acted: set[str] = set()
    for move in moves_of(moment, axis):
        kept = acted if move.source == move.target else set()
        acted = {*kept, *doers(moment, axis, move), *_beside(moment, axis, move, owners)}
    return tuple(party for party in owners if party in acted) or owners


def _beside(moment: Moment, axis: Axis, move: Move, owners: tuple[str, ...]) -> Iterator[str]:
    """Who is said to have done the same by further statements of the claim that a move rests on."""
    if move.act is None:
        return
    for voice in moment.history.tape_of(axis).derived.verdict(move.act.run.claim).supporting:
        day = voice.statement.event_date.latest or voice.report.published.day
        links = [party_link(party) for party in voice.statement.by] or [voice.origin]
        named = {party for link in links for party in spoken_for(moment.history.scenario, link, day)}
        if voice is not move.act.voice and voice.day <= ordinal(moment):
            yield from named.intersection(owners) or owners
