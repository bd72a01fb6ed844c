"""Whose act a movement is: who is said to have done it, and whose it is to do.

Owns: reading the doer off a move. Must not know: what a movement means (movement), whose turn it is (next_moves).

Where nothing else is said, what one side owes or asks is its own act; what any of several sides may do is the act of
those named, or of the side whose own word it is. What the clock brings about is nobody's, and what follows by a
rule is the act of whoever did that from which it follows: all who had a part where something comes true, and where
it is undone whoever undid it. These are rules of negotrack.
"""

from __future__ import annotations

from datetime import date

from negotrack.engine.acts import Voice, spoken_for
from negotrack.engine.axes import Axis
from negotrack.engine.fold import CLOCK, Move
from negotrack.engine.moment import Moment
from negotrack.machines.verbs import ACCUSING
from negotrack.model.scenario import Scenario
from negotrack.model.sources import party_link
from negotrack.model.subjects import Commitment, Condition, Demand, Instrument, Meeting, Subject
from negotrack.queries.facts import moves_of

_COMES_TRUE = ("rises", "while_true")
TOGETHER = ("agree_in_principle", "initial", "sign", "reaffirm")
"""What the parties to an instrument do together where nobody is named."""


def owners(scenario: Scenario, axis: Axis, trigger: str) -> tuple[str, ...]:
    """Whose a movement of an axis is to make; of an instrument, talks or a meeting any of their sides."""
    match scenario.subjects[axis.subject]:
        case Demand(by=by) if axis.region.name == "stance":
            return by
        case Demand() as demand if axis.region.name == "fulfilment":
            return demand.performers
        case Demand(of=of):
            return (axis.party,) if axis.party else of
        case Commitment(creditor=creditor) if trigger == "release":
            return creditor
        case Commitment(debtor=debtor):
            return debtor
        case Condition() as condition:
            return tuple(dict.fromkeys(scenario.beneficiaries(condition.id)))
        case subject:
            return (axis.party,) if axis.party else sides(scenario, subject)


def sides(scenario: Scenario, subject: Subject) -> tuple[str, ...]:
    """The parties to an instrument, to talks, to a meeting."""
    match subject:
        case Instrument(parties=parties, proposer=proposer):
            return parties or proposer
        case Meeting(participants=participants):
            return participants
        case _:
            return scenario.principals(subject.id)


def doers(moment: Moment, axis: Axis, move: Move, seen: frozenset[Axis] = frozenset()) -> tuple[str, ...]:
    """The parties whose act a move is; none where it is the clock's, or where nobody can be told.

    `seen` are axes that are being asked about already: what follows from itself adds nobody.
    """
    root = move.root if move.rule and move.root is not None else move
    if CLOCK in (move.rule, root.rule) or root.act is None:
        return ()
    if root is move:
        return _acted(moment.history.scenario, axis, move.trigger, root.act.voice)
    if move.link is None or move.link.rule.mode not in _COMES_TRUE:
        return doers(moment, root.axis, root)
    seen |= {axis}
    before = [_reached(moment, source, move) for source in move.link.sources if source not in seen]
    found = [party for one in before if one is not None for party in doers(moment, one.axis, one, seen)]
    return tuple(dict.fromkeys(found))


def _reached(moment: Moment, axis: Axis, move: Move) -> Move | None:
    """The movement by which an axis came to where another found it: that of the same act, else the last before."""
    found = [one for one in moves_of(moment, axis) if one.last <= move.last and one.source != one.target]
    together = [one for one in found if move.root in (one, one.root)]
    return next(reversed(together or found), None)


def _acted(scenario: Scenario, axis: Axis, trigger: str, voice: Voice) -> tuple[str, ...]:
    """Who did what a statement says."""
    owned = owners(scenario, axis, trigger)
    accused = axis.region.name == "fulfilment" or trigger == "violate"  # whoever says so need not be who did it
    said = _said_to_act(scenario, voice, own_word=not accused)
    if named := tuple(party for party in owned if party in said):
        return named
    if axis.party or _is_owed(scenario.subjects[axis.subject]):
        return owned if len(owned) == 1 or not accused else ()  # who of several broke it is not told
    return voice.statement.by or (owned if trigger in TOGETHER else ())


def _is_owed(subject: Subject) -> bool:
    """Whether a subject is one side's to move, whoever reports it."""
    return isinstance(subject, Demand | Commitment | Condition)


def _said_to_act(scenario: Scenario, voice: Voice, *, own_word: bool) -> tuple[str, ...]:
    """Those named in `by`, and those for whom they act; else, with `own_word`, those whose own word it is."""
    day: date = voice.statement.event_date.latest or voice.report.published.day
    if voice.statement.by:
        return tuple(p for who in voice.statement.by for p in (who, *spoken_for(scenario, party_link(who), day)))
    return spoken_for(scenario, voice.origin, day) if own_word else ()


def brought_about_by(moment: Moment, subject: str, region: str) -> tuple[str, ...]:
    """The parties that brought a region to where it stands; none where nobody can be told.

    Of what is broken, all who are said to have broken it since it last held.
    """
    axis = moment.history.wiring.axis(subject, region)
    found = moves_of(moment, axis)
    entered = [place for place, move in enumerate(found) if move.source != move.target]
    if not entered:
        return ()
    first, *more = found[entered[-1] :]
    again = [move for move in more if move.trigger in ACCUSING]
    return tuple(dict.fromkeys(party for move in (first, *again) for party in doers(moment, axis, move)))
