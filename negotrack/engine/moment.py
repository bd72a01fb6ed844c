"""A moment: where everything stands as of one day, as a history knows it.

Owns: `Moment`. Must not know: how histories are made, how answers are shown.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from heapq import merge
from typing import TYPE_CHECKING

from negotrack.engine.acts import Act, Voice
from negotrack.engine.axes import Axis
from negotrack.engine.claims import Claim
from negotrack.engine.fold import Move
from negotrack.engine.given import find_axis
from negotrack.engine.results import Anomaly, ClaimStanding, HeldOut, Since, Standing, Step
from negotrack.engine.tape import Tape, claims_behind, entry, surely_last, voices_for
from negotrack.engine.told import claim_standing, could_do_nothing, refused, span, step_of, told_at
from negotrack.machines.regions import left_behind, plain
from negotrack.model.lens import Lens
from negotrack.model.sealed import Sealed

if TYPE_CHECKING:
    from negotrack.engine.history import History


class Moment(Sealed):
    """Where everything stands as of one day, as known on the history's day.

    Two moments are equal when they are of equal histories and of the same day.
    """

    __slots__ = ("__dict__", "_day", "as_known", "as_of", "history")

    history: History
    as_of: date | None
    as_known: date | None
    _day: int

    def __init__(self, history: History, day: date | None) -> None:
        set_history, set_as_of, set_as_known, set_day = _SETTERS  # a moment is made for each question
        set_history(self, history)
        set_as_of(self, day)
        set_as_known(self, history.as_known)
        set_day(self, day.toordinal() if day else 0)

    @property
    def lens(self) -> Lens:
        """Which claims count."""
        return self.history.lens

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Moment):
            return NotImplemented
        held = (self.as_of, self.as_known, self.history) == (other.as_of, other.as_known, other.history)
        return self is other or held

    def __hash__(self) -> int:
        return hash((self.history, self.as_of))

    def __repr__(self) -> str:
        known = f"as of {self.as_of or 'no day'}, known {self.as_known or 'nothing'}, lens {self.lens.name}"
        return f"<Moment of {self.history.scenario.id}: {known}>"

    def __reduce__(self) -> tuple[object, ...]:
        return Moment, (self.history, self.as_of)

    def __rich__(self) -> object:
        """The board, when printed with rich."""
        from negotrack.view.board import board

        return board(self)

    def _repr_html_(self) -> str:
        """The board, in a notebook."""
        from negotrack.view.board import board_html

        return board_html(self)

    def state(self, subject: str, region: str | None = None) -> str:
        """The state of a region of a subject; without a region, of its first. UsageError if there is none."""
        axis = find_axis(self.history.wiring, subject, region)
        return plain(self.history.tape_of(axis).state(axis, self._day))

    def standing(self, subject: str, region: str | None = None) -> Standing:
        """The standing of a region of a subject; without a region, of its first."""
        return self._standing(find_axis(self.history.wiring, subject, region))

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every region of every subject, in the order declared; unreported ones included."""
        return self.standings_but(frozenset())

    def standings_but(self, passed_over: frozenset[int]) -> tuple[Standing, ...]:
        """Every region of every subject, but for those of some negotiations."""
        component_of = self.history.wiring.component_of
        axes = self.history.wiring.all_axes()
        return tuple(self._standing(axis) for axis in axes if component_of[axis.subject] not in passed_over)

    def _standing(self, axis: Axis) -> Standing:
        tape = self.history.tape_of(axis)
        move = entry(tape.possible(axis, self._day))
        sure = tape.sure(axis, self._day)
        surely = plain(sure[-1].target) if sure else axis.region.initial
        if move is None:
            return Standing(
                subject=axis.subject, kind=axis.kind, region=axis.name, party=axis.party, state=axis.region.initial,
                since=Since(earliest=None, latest=None), certain=surely == axis.region.initial, surely=surely,
            )  # fmt: skip
        return self._reported(axis, tape, move, surely)

    def _reported(self, axis: Axis, tape: Tape, move: Move, surely: str) -> Standing:
        state = plain(tape.possible(axis, self._day)[-1].target)
        claims = claims_behind(tape, axis, self._day)
        supporting, against = voices_for(tape, claims, self._day)
        own = move.act.run.claim if move.act is not None else None
        verdict = tape.derived.verdict(own) if own else None
        return Standing(
            subject=axis.subject,
            kind=axis.kind,
            region=axis.name,
            party=axis.party,
            state=state,
            since=span(move.first, move.last),
            certain=surely == state and move.last <= self._day and surely_last(tape.possible(axis, self._day)),
            statements=tuple(voice.id for voice in supporting),
            held_against=tuple(voice.id for voice in against),
            surely=surely,
            resumes_to=plain(left) if (left := left_behind(move.target)) else None,
            claim=own.key if own else "",
            status=verdict.status if verdict else "",
            origins=verdict.origins if verdict else 0,
            hedged=any(tape.derived.verdict(claim).hedged for claim in claims),
            presumed=bool(move.act and move.act.voice.statement.event_date.presumed and not move.rule),
            coupling=move.rule,
        )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step that may have happened by the day, in fold order."""
        streams = [[m for m in tape.derived.moves if m.first <= self._day] for tape in self.history.tapes()]
        return tuple(step_of(move) for move in merge(*streams, key=told_at))

    @cached_property
    def claims(self) -> tuple[ClaimStanding, ...]:
        """Every claim whose event may have happened by the day: declared ones first, then by axis."""
        return self.claims_but(frozenset())

    def claims_but(self, passed_over: frozenset[int]) -> tuple[ClaimStanding, ...]:
        """Every claim but for those of some negotiations."""
        return tuple(
            claim_standing(claim, tape.derived)
            for tape in self.history.tapes_but(passed_over)
            for claim in (*tape.derived.claims, *(c for c in tape.derived.speech if len(c.said) > 1))
            if self._heard(claim)
        )

    def _heard(self, claim: Claim) -> bool:
        voices = [*(voice for voice, _ in claim.said), *claim.withdrawn]
        return any(voice.statement.event_date.first_ordinal <= self._day for voice in voices)

    @cached_property
    def held_out(self) -> tuple[HeldOut, ...]:
        """Every statement that does not count under the lens, with the reason, by report."""
        found: dict[str, tuple[Voice, HeldOut]] = {}
        for tape in self.history.tapes():
            for claim in (*tape.derived.claims, *tape.derived.speech):
                verdict = tape.derived.verdict(claim)
                reasons = dict(verdict.left_out)
                if not verdict.admitted:
                    reasons = {**dict.fromkeys(verdict.supporting, verdict.because), **reasons}
                for voice, because in reasons.items():
                    if voice.statement.event_date.first_ordinal <= self._day:
                        held = HeldOut(statement=voice.id, because=because, claim=claim.key)
                        found.setdefault(voice.id, (voice, held))
        return tuple(held for _, held in sorted(found.values(), key=lambda pair: pair[0].order))

    @cached_property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """Every statement whose trigger was refused, with the rule that refused it."""
        found: list[tuple[Act | None, Voice, Anomaly]] = []
        for tape in self.history.tapes():
            for refusal in tape.derived.refusals:
                act = refusal.act
                if act.first <= self._day:
                    found.append((act, act.voice, refused(act, refusal.state, refusal.rule)))
            found.extend((None, idle.voice, could_do_nothing(idle)) for idle in tape.derived.idle)
        ordered = sorted(found, key=lambda row: (row[0].last if row[0] else row[1].day, row[1].order))
        return tuple(anomaly for *_, anomaly in ordered)


_SETTERS = tuple(vars(Moment)[name].__set__ for name in ("history", "as_of", "as_known", "_day"))
