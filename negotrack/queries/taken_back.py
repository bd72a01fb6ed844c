"""Claims that were taken back: the statements that made them, and those that took these back.

Owns: finding them, since a claim that was taken back rests on nothing any more. Must not know: how they are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from attrs import frozen

from negotrack.engine.acts import Voice
from negotrack.engine.moment import Moment


@frozen(kw_only=True)
class TakenBack:
    """A statement that was taken back, and the statements that did so."""

    statement: str
    by: tuple[str, ...]


def taken_back(moment: Moment) -> Mapping[str, tuple[TakenBack, ...]]:
    """Claim -> the statements that made it and were taken back, in the order of reports."""
    record = moment.history.record
    takers: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in record.by_id.values():
        if voice.statement.polarity == "retract":
            for target in voice.statement.refers_to:
                takers[target].append(voice)

    def by(voice: Voice) -> tuple[str, ...]:
        found = (*takers[voice.id], *takers[voice.report.id])
        return tuple(other.id for other in found if _same_source(voice, other))

    return {
        claim.key: tuple(
            TakenBack(statement=voice.id, by=by(voice))
            for voice in sorted(claim.withdrawn, key=lambda voice: voice.order)
        )
        for tape in moment.history.tapes()
        for claim in (*tape.derived.claims, *tape.derived.speech)
        if claim.withdrawn
    }


def _same_source(voice: Voice, other: Voice) -> bool:
    """Whether somebody takes back their own word: the same outlet, or the same origin."""
    one, two = voice.statement.chain.links, other.statement.chain.links
    return one[0].key == two[0].key or voice.origin.key == other.origin.key
