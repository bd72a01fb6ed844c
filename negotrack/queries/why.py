"""Why something stands as it does: the irreducible statements for it, those against, the path, the rules.

Owns: finding a smallest set by replaying only that set. Must not know: how reasons are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from negotrack.engine.acts import Order, Voice
from negotrack.engine.axes import Axis
from negotrack.engine.claims import Claim
from negotrack.engine.given import expect, find_axis
from negotrack.engine.history import History
from negotrack.engine.moment import Moment
from negotrack.engine.negotiation import derive
from negotrack.engine.results import ClaimStanding, Standing, Step
from negotrack.engine.tape import Tape, claims_behind, voices_for
from negotrack.engine.told import claim_standing, step_of
from negotrack.machines.couplings import COUPLINGS
from negotrack.machines.regions import plain
from negotrack.problems import UsageError, suggest
from negotrack.queries.drawn import Drawn

_ASK_HISTORY = "ask the history itself, history.why(subject), or name a day: history.at(day)"


@frozen(kw_only=True)
class Reason:
    """A coupling rule that fired on the way, with what it tested and why it is a rule."""

    rule: str
    subject: str
    region: str
    because: str
    tested: tuple[str, ...] = ()


@frozen(kw_only=True)
class Why(Drawn):
    """What a standing rests on.

    `statements` is irreducible: replaying only these gives the same state, and without any one of them it
    does not. `supporting` are further statements of the same claims or on the way; `against` are live
    denials of any of them. `path` holds the steps of this region, `gates` those of regions that moved it.
    """

    standing: Standing
    statements: tuple[str, ...]
    supporting: tuple[str, ...]
    against: tuple[str, ...]
    chains: tuple[tuple[str, str], ...]
    path: tuple[Step, ...]
    gates: tuple[Step, ...]
    rules: tuple[Reason, ...]
    claims: tuple[ClaimStanding, ...]
    moment: Moment = field(eq=False, repr=False)

    @property
    def named(self) -> tuple[str, ...]:
        """Every statement named, for or against."""
        return tuple(dict.fromkeys((*self.statements, *self.supporting, *self.against)))


def why(moment: Moment, subject: str, region: str | None = None) -> Why:
    """Why a region of a subject stands as it does; without a region, its first.

    Raises UsageError for a subject or region that does not exist. Of what is unreported nothing is named.
    """
    history = expect(moment, Moment, where="why", hint=_ASK_HISTORY if isinstance(moment, History) else "").history
    axis = find_axis(history.wiring, subject, region)
    tape = history.tape_of(axis)
    day = moment.as_of.toordinal() if moment.as_of else 0
    axes = _cone(axis, tape, day)
    claims = _claims(axes, tape, day)
    supporting, against = voices_for(tape, claims, day)
    path = [step_of(move) for move in tape.possible(axis, day)]
    gates = [move for other in axes[1:] for move in tape.possible(other, day)]
    movers = {m.act.voice for other in axes for m in tape.possible(other, day) if m.act is not None and not m.rule}
    smallest = sorted(_smallest(moment, axis, tape, day, supporting, movers), key=lambda voice: voice.order)
    helping = [v for v in _helping(tape, supporting) if v not in smallest]
    return Why(
        standing=moment.standing(axis.subject, axis.name),
        statements=tuple(voice.id for voice in smallest),
        supporting=tuple(voice.id for voice in helping),
        against=tuple(voice.id for voice in against),
        chains=tuple((v.id, str(v.statement.chain)) for v in (*smallest, *helping, *against)),
        path=tuple(path),
        gates=tuple(step_of(move) for move in sorted(gates, key=lambda move: move.last)),
        rules=_rules(axes, tape, day),
        claims=tuple(claim_standing(claim, tape.derived) for claim in claims),
        moment=moment,
    )


def why_all(moment: Moment, name: str) -> tuple[Why, ...]:
    """Why `subject.region` stands as it does, or every region of `subject`. Raises UsageError as `why` does."""
    subject, dot, region = name.partition(".")
    wiring = moment.history.wiring
    if subject not in moment.history.scenario.subjects:
        raise UsageError(f"no subject {name[:60]!r} in the scenario; {_instead(moment, name, subject)}")
    if dot:
        return (why(moment, subject, region),)
    return tuple(why(moment, subject, axis.name) for axis in wiring.axes(subject))


def _instead(moment: Moment, name: str, subject: str) -> str:
    """What may have been meant by a name that is no subject: of a statement or a report, what it is about."""
    known = moment.history.scenario.subjects
    said = [v.statement for v in moment.history.record.by_id.values() if name in (v.id, v.report.id)]
    if not said:
        return suggest(subject, known) or "see `status`"
    named = [one for s in said for one in (*s.subjects, *s.about, *s.refers_to, *filter(None, (s.claim,)))]
    about = [one for one in dict.fromkeys(named) if one in known]
    what = "statement" if name in moment.history.record.by_id else "report"
    return f"it is a {what}, about {', '.join(about) or 'no subject'}: ask `why` of a subject"


def _cone(axis: Axis, tape: Tape, day: int) -> list[Axis]:
    """The axis and every axis whose movements had a part in moving it, nearest first."""
    found, todo = {axis: None}, [axis]
    while todo:
        for move in tape.possible(todo.pop(0), day):
            links = (move.link,) if move.link else ()
            for source in (source for link in links for source in link.sources):
                if source not in found:
                    found[source] = None
                    todo.append(source)
    return list(found)


def _claims(axes: Sequence[Axis], tape: Tape, day: int) -> list[Claim]:
    """The claims that moved any of the axes by the day."""
    found = {move.act.run.claim: None for axis in axes for move in tape.possible(axis, day) if move.act is not None}
    return list(found)


def _rules(axes: Sequence[Axis], tape: Tape, day: int) -> tuple[Reason, ...]:
    because = {rule.name: rule.reason for rule in COUPLINGS}
    found: dict[Reason, None] = {}
    for axis in axes:
        for move in tape.possible(axis, day):
            if move.rule:
                tested = tuple(f"{s.subject}.{s.name}" for s in move.link.sources) if move.link else ()
                reason = move.link.rule.reason if move.link else "the day has passed without the report that was due"
                found[
                    Reason(
                        rule=move.rule, subject=axis.subject, region=axis.name, because=because.get(move.rule, reason),
                        tested=tested,
                    )
                ] = None  # fmt: skip
    return tuple(found)


def _helping(tape: Tape, voices: Iterable[Voice]) -> list[Voice]:
    """Statements that lend others their weight: who an anonymous source was, what came before what."""
    ids = {voice.id for voice in voices}
    extra = [
        voice
        for voice in tape.derived.voices
        if voice.statement.verb == "identify" and ids.intersection(voice.statement.refers_to)
    ]
    return [*voices, *extra]


def _smallest(
    moment: Moment, axis: Axis, tape: Tape, day: int, supporting: list[Voice], movers: set[Voice]
) -> list[Voice]:
    """An irreducible set: a first guess from what the state rests on, widened until it will do, then thinned.

    What is weak is left out first: what moved nothing, what is hedged, what has only a presumed day.

    The guess is nearly always right, so that the cost is that of a few replays of a few statements.
    """
    target = plain(tape.state(axis, day))
    if target == axis.region.initial:
        return []
    near, _ = voices_for(tape, claims_behind(tape, axis, day), day)
    everything = [v for v in tape.derived.voices if v.statement.event_date.first_ordinal <= day]
    for candidates in (_helping(tape, near), _helping(tape, supporting), everything, list(tape.derived.voices)):
        if _gives(moment, axis, day, candidates) == target:
            return _thinned(moment, axis, day, sorted(candidates, key=lambda voice: _weight(voice, movers)), target)
    return everything


def _weight(voice: Voice, movers: set[Voice]) -> tuple[bool, bool, bool, Order]:
    return (voice in movers, not voice.statement.hedged, not voice.statement.event_date.presumed, voice.order)


def _thinned(moment: Moment, axis: Axis, day: int, kept: list[Voice], target: str) -> list[Voice]:
    """Leave out halves, quarters and single statements, the first ones first, as long as the state stays."""
    size = len(kept) // 2
    while size:
        kept = _without_chunks(moment, axis, day, kept, target, size)
        size = min(size // 2, len(kept) // 2)
    while len(thinner := _without_chunks(moment, axis, day, kept, target, 1)) < len(kept):
        kept = thinner
    return kept


def _without_chunks(moment: Moment, axis: Axis, day: int, kept: list[Voice], target: str, size: int) -> list[Voice]:
    place = 0
    while place < len(kept) and len(kept) > 1:
        fewer = kept[:place] + kept[place + size :]
        if fewer and _gives(moment, axis, day, fewer) == target:
            kept = fewer
        else:
            place += size
    return kept


def _gives(moment: Moment, axis: Axis, day: int, voices: Sequence[Voice]) -> str:
    """The state of an axis when only these statements were made."""
    history = moment.history
    fresh = [history.record.by_id[voice.id] for voice in voices]
    component = history.wiring.component_of[axis.subject]
    derived = derive(fresh, history.wiring, history.lens, history.members(component), history.speakers)
    return plain(Tape(derived, history.wiring, history.speakers).state(axis, day))
