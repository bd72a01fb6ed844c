"""Doubts: what makes a state less than certain, in few words, for every view to set beside it.

Owns: which doubts there are and their words. Must not know: how they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.engine.acts import Voice
from negotrack.engine.axes import Axis
from negotrack.engine.fold import Move
from negotrack.engine.moment import Moment
from negotrack.engine.results import ClaimStanding, Standing
from negotrack.model.sources import LinkKind
from negotrack.queries.facts import moves_of

CONTESTED = ("disputed", "denied", "withdrawn")
"""Statuses of claims that are not simply believed."""
NOT_CERTAIN = "not certain"
_UNNAMED = (LinkKind.ANONYMOUS, LinkKind.UNKNOWN)


def doubts(moment: Moment, standing: Standing) -> tuple[str, ...]:
    """What is doubtful of a standing: its day, that it is disputed or hedged, that only one unnamed source says so."""
    if not standing.reported:
        return ()
    axis = moment.history.wiring.axis(standing.subject, standing.region)
    moves = [move for move in moves_of(moment, axis) if move.source != move.target]
    found = [] if standing.certain else [NOT_CERTAIN]
    found += [standing.status] if standing.status in CONTESTED else []
    found += ["hedged"] if standing.hedged else []
    found += [one] if moves and (one := _unnamed(moment, axis, moves[-1])) else []
    return tuple(found)


def doubts_of_move(moment: Moment, axis: Axis, move: Move) -> tuple[str, ...]:
    """What is doubtful of a movement: the claim by which it, or that from which it follows, came about."""
    if move.act is None:
        return ()
    verdict = moment.history.tape_of(axis).derived.verdict(move.act.run.claim)
    found = [verdict.status] if verdict.status in CONTESTED else []
    found += ["hedged"] if verdict.hedged else []
    found += [one] if (one := _unnamed(moment, axis, move)) else []
    return tuple(found)


def _unnamed(moment: Moment, axis: Axis, move: Move) -> str:
    """That nobody who says so has a name."""
    if move.act is None:
        return ""
    return _nameless(moment.history.tape_of(axis).derived.verdict(move.act.run.claim).supporting)


def _nameless(said: Sequence[Voice]) -> str:
    origins = {voice.origin.key for voice in said}
    if not said or any(voice.origin.kind not in _UNNAMED for voice in said):
        return ""
    return "one unnamed source" if len(origins) == 1 else "unnamed sources only"


def doubts_of_claim(moment: Moment, claim: ClaimStanding | None) -> tuple[str, ...]:
    """What is doubtful of what a claim moved, on the way to where something stands."""
    if claim is None:
        return ()
    found = [claim.status] if claim.status in CONTESTED else []
    found += ["hedged"] if claim.hedged else []
    one = _nameless([moment.history.record.by_id[name] for name in claim.supporting])
    return (*found, one) if one else tuple(found)
