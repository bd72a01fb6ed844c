"""The tape: the moves of one negotiation by axis and day, for looking up the state at any day.

Owns: as-of look-ups in what was derived, what a state rests on. Must not know: where moves came from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from negotrack.engine.acts import Act, Voice, last_day_of, rivals
from negotrack.engine.axes import Axis
from negotrack.engine.claims import Claim
from negotrack.engine.fold import Move
from negotrack.engine.negotiation import Derived, Speakers, refold
from negotrack.engine.wiring import Wiring
from negotrack.machines.couplings import CLOCK_RULES
from negotrack.model.dates import FAR_FUTURE

Track = tuple[list[int], list[Move]]
Reached = tuple[Axis, int]
"""An axis, and the day until which its moves are looked at."""


class Tape:
    """The moves of one derived negotiation. Days are ordinals.

    `possible(day)` holds the moves that may have happened by a day, `sure(day)` those that certainly have.
    Both are the same where no event's interval contains the day and ends after it.
    """

    def __init__(self, derived: Derived, wiring: Wiring, speakers: Speakers) -> None:
        self.derived = derived
        self._wiring = wiring
        self._speakers = speakers
        self._refolded: dict[tuple[int, ...], dict[Axis, Track]] = {}
        self._behind: tuple[int, dict[Reached, tuple[Claim, ...]]] = (0, {})

    @cached_property
    def tracks(self) -> dict[Axis, Track]:
        """The moves by axis."""
        return tracks_of(self.derived.moves)

    @cached_property
    def _open(self) -> list[tuple[int, int]]:
        acts = [(act.first, act.last) for act in self.derived.admitted if act.first < act.last]
        return acts + list(_told_two_ends(self.derived.admitted))

    def straddles(self, day: int) -> bool:
        """Whether some event may or may not have happened by a day."""
        return any(first <= day < last for first, last in self._open)

    def sure(self, axis: Axis, day: int) -> Sequence[Move]:
        """The moves of an axis that have certainly happened by a day."""
        track = self.tracks.get(axis)
        return track[1][: bisect_right(track[0], day)] if track else ()

    def state(self, axis: Axis, day: int) -> str:
        """The machine state of an axis at a day, counting what may have happened."""
        if self._open and self.straddles(day):
            moves = self.possible(axis, day)
            return moves[-1].target if moves else axis.region.initial
        track = self.tracks.get(axis)
        place = bisect_right(track[0], day) if track else 0
        return track[1][place - 1].target if track and place else axis.region.initial

    def possible(self, axis: Axis, day: int) -> Sequence[Move]:
        """The moves of an axis that may have happened by a day."""
        if not self._open or not self.straddles(day):
            return self.sure(axis, day)
        return self._refold(day).get(axis, ([], []))[1]

    def behind(self, day: int) -> dict[Reached, tuple[Claim, ...]]:
        """What is known so far of which claims the states at a day rest on; of the day last asked about."""
        if self._behind[0] != day:
            self._behind = (day, {})
        return self._behind[1]

    def _refold(self, day: int) -> dict[Axis, Track]:
        """The fold of what may have happened by a day, kept for asking again."""
        acts = [act for act in self.derived.admitted if act.first <= day]
        key = (day,)
        if key not in self._refolded:
            if len(self._refolded) > 64:
                self._refolded.clear()
            self._refolded[key] = tracks_of(refold(acts, self._wiring, self._speakers, day).moves)
        return self._refolded[key]


def _told_two_ends(acts: Sequence[Act]) -> Iterator[tuple[int, int]]:
    """Between which days something may or may not have ended, since two last days were told of it at one time."""
    before: dict[Axis, tuple[Act, int]] = {}
    for act in acts:
        last = last_day_of(act)
        if last is None or act.axis.region.id not in CLOCK_RULES:
            continue
        told = before.get(act.axis)
        if told is not None and told[1] != last and rivals(told[0], act):
            yield min(last, told[1]) + 1, max(last, told[1]) + 1
        before[act.axis] = act, last


def tracks_of(moves: Sequence[Move]) -> dict[Axis, Track]:
    """The moves by axis, with the days on which they became certain."""
    tracks: dict[Axis, Track] = {}
    for move in moves:
        days, kept = tracks.setdefault(move.axis, ([], []))
        days.append(move.last)
        kept.append(move)
    return tracks


def entry(moves: Sequence[Move]) -> Move | None:
    """The move by which the present state was entered; moves that changed nothing came after it."""
    for move in reversed(moves):
        if move.source != move.target:
            return move
    return moves[-1] if moves else None


def surely_last(moves: Sequence[Move]) -> bool:
    """Whether the move by which the present state was entered surely came after the one before it.

    The fold takes what was reported of a month after what was reported of a day in it, and it may have been before.
    """
    changing = [move for move in moves if move.source != move.target]
    if len(changing) < 2 or changing[-1].first == changing[-1].last:
        return True
    before, last = changing[-2:]
    return before.last <= last.first or before.target == last.target or bool(before.rule or last.rule)


def claims_behind(tape: Tape, axis: Axis, day: int) -> list[Claim]:
    """The claims that a state at a day rests on: its own, and those behind the rules that fired.

    Of what a rule tested, only what had happened by the time the rule fired: later news of it carries nothing. What
    stands behind one state is kept for those that rest on it, so that long chains of rules are walked once.
    """
    known = tape.behind(day)
    todo: list[Reached] = [(axis, FAR_FUTURE)]
    open_now: set[Reached] = set()
    while todo:
        at = todo[-1]
        if at in known:
            todo.pop()
            continue
        own, sources = _directly(tape, at, day)
        missing = [source for source in sources if source not in known]
        if at not in open_now and missing:
            open_now.add(at)
            todo.extend(missing)
            continue
        if missing:
            return _walked(tape, axis, day)  # rules of one day that rest on each other
        known[at] = tuple(dict.fromkeys((*own, *(claim for source in sources for claim in known[source]))))
        open_now.discard(at)
        todo.pop()
    return list(known[axis, FAR_FUTURE])


def _walked(tape: Tape, axis: Axis, day: int) -> list[Claim]:
    """The same, each axis once, wherever the way leads round in a circle."""
    found: dict[Claim, None] = {}
    seen: set[Axis] = set()
    todo = [(axis, FAR_FUTURE)]
    while todo:
        at = todo.pop()
        if at[0] not in seen:
            seen.add(at[0])
            own, sources = _directly(tape, at, day)
            found.update(dict.fromkeys(own))
            todo.extend(sources)
    return list(found)


def _directly(tape: Tape, at: Reached, day: int) -> tuple[list[Claim], list[Reached]]:
    """The claims that moved an axis to where it was by a day, and what the rule that moved it tested."""
    axis, until = at
    moves = [move for move in tape.possible(axis, day) if move.last <= until]
    move = entry(moves)
    if move is None:
        return [], []
    own = [move.act.run.claim] if move.act is not None else []
    if move.rule and (said := _own_word(moves)) is not None:
        own.append(said)
    return own, [(source, move.last) for source in move.link.sources] if move.link is not None else []


def _own_word(moves: Sequence[Move]) -> Claim | None:
    """The claim by which somebody last moved an axis, before a rule did: the offer that a rule made binding."""
    acts = [move.act for move in moves if not move.rule and move.act is not None]
    return acts[-1].run.claim if acts else None


def voices_for(tape: Tape, claims: Sequence[Claim], day: int) -> tuple[list[Voice], list[Voice]]:
    """The statements that carry some claims by a day, and those held against them."""
    supporting: dict[Voice, None] = {}
    against: dict[Voice, None] = {}
    for claim in claims:
        verdict = tape.derived.verdict(claim)
        firsts = {act.voice: act.first for act in claim.acts}
        for voice in verdict.supporting:
            if voice in verdict.counted and firsts.get(voice, 0) <= day:
                supporting[voice] = None
        against.update(dict.fromkeys(verdict.against))
    return sorted(supporting, key=lambda v: v.order), sorted(against, key=lambda v: v.order)
