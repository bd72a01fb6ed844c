"""Splicing a late report into a derived negotiation: only what it can reach is derived again.

An assertion that comes late can change the claims of its own axis up to the next claim that begins from the same
state, and the fold from there up to the place where everything stands as it stood before. Denials, retractions,
identities, explicit order and dates that narrow one another reach further: those negotiations are derived anew.
Owns: finding that stretch and replacing it. Must not know: what is shown of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from attrs import frozen

from negotrack.engine.acts import Act, FoldOrder, Voice, acts_of, order_key
from negotrack.engine.claims import Claim, Grouping
from negotrack.engine.fold import MARK_EVERY, Fold, Mark, Move
from negotrack.engine.lens import judge
from negotrack.engine.negotiation import Derived, Speakers, idle_of, new_fold, plain_voice, static_refusal
from negotrack.engine.wiring import Wiring
from negotrack.machines.verbs import ONCE
from negotrack.model.dates import FAR_FUTURE
from negotrack.model.lens import Lens


@frozen(kw_only=True)
class Spliced:
    """The stretch of moves that was replaced, after how many moves it starts, and what stands there now."""

    start: int
    old: list[Move]
    new: list[Move]


def splice(derived: Derived, voice: Voice, wiring: Wiring, lens: Lens, speakers: Speakers) -> Spliced | None:
    """Take a statement into a plain negotiation, or None when it must be derived anew; then nothing is changed."""
    if derived.shared or not (derived.plain and derived.marks and plain_voice(voice)):
        return None
    acts = [*acts_of(voice, wiring, speakers.link, derived.own)]
    axes = {act.axis for act in acts}
    if any(idle_of(voice, acts, wiring, speakers, derived.own)):
        return None
    if len(axes) < len(acts) or axes & derived.blurred or any(_reaches_far(derived, act) for act in acts):
        return None
    insort(derived.voices, voice, key=lambda one: one.order)
    derived.forget()
    if not voice.acting:
        return _add_speech(derived, voice, wiring, lens, speakers)
    touched: list[Act] = []
    for act in acts:
        insort(derived.acts, act, key=order_key)
        touched += _regroup(derived, act, wiring, lens, speakers)
    return _refold(derived, touched, wiring, speakers)


def _reaches_far(derived: Derived, act: Act) -> bool:
    """Whether the days of an act bear on those of others of its claim."""
    if act.trigger in ONCE and any(one.trigger == act.trigger for one in derived.by_axis.get(act.axis, ())):
        return True
    return act.first != act.last


def _add_speech(derived: Derived, voice: Voice, wiring: Wiring, lens: Lens, speakers: Speakers) -> Spliced:
    """A position or incident moves nothing."""
    claim = Claim(voice.id, None, voice.statement.verb)
    claim.say(voice, voice.statement.polarity)
    derived.speech.append(claim)
    derived.verdicts[claim] = judge(claim, lens, wiring, speakers)
    return Spliced(start=0, old=[], new=[])


def _regroup(derived: Derived, act: Act, wiring: Wiring, lens: Lens, speakers: Speakers) -> list[Act]:
    """Group the axis again, from the last accepted claim before an act, since there everything before is closed,
    until a claim begins as it began before; judge what was grouped."""
    track = derived.by_axis.setdefault(act.axis, [])
    place = bisect_right(track, order_key(act), key=order_key)
    begin = max(place - 1, 0)
    while begin > 0 and not track[begin].opens:
        begin -= 1
    state = track[begin].base if begin else ""
    track.insert(place, act)
    grouping = Grouping(act.axis, {}, static_refusal(wiring, speakers), state)
    old: dict[Claim, None] = {}
    end = begin
    while end < len(track):
        one = track[end]
        if end > place and one.opens and _begins_alike(grouping, one):
            break
        if one is not act and one.run.claim not in old:
            old[one.run.claim] = None
            grouping.reuse[one] = one.run
            one.run.claim.acts.clear()
            one.run.claim.said.clear()
        grouping.take(one)
        end += 1
    _replace_claims(derived, act, old, grouping.claims)
    for claim in grouping.claims:
        derived.verdicts[claim] = judge(claim, lens, wiring, speakers)
    return track[begin:end]


def _begins_alike(grouping: Grouping, act: Act) -> bool:
    """Whether an accepted claim begins with an act, from the same state as before."""
    return act.base == grouping.state and grouping.begins(act)


def _replace_claims(derived: Derived, act: Act, old: dict[Claim, None], new: list[Claim]) -> None:
    """Keep the claims in their order among their siblings."""
    kept = set(new)
    for claim in old:
        if claim not in kept:
            derived.siblings[act.axis, claim.trigger].remove(claim)
            derived.verdicts.pop(claim, None)
    for claim in new:
        if claim not in old:
            claim.siblings = siblings = derived.siblings.setdefault((act.axis, claim.trigger), [])
            insort(siblings, claim, key=lambda one: order_key(one.acts[0]))


def _refold(derived: Derived, touched: list[Act], wiring: Wiring, speakers: Speakers) -> Spliced:
    """Fold again from the last mark before the stretch until everything stands as it stood."""
    admitted = derived.admitted
    for act in touched:
        place = bisect_left(admitted, order_key(act), key=order_key)
        if place < len(admitted) and admitted[place] is act:
            del admitted[place]
    for act in touched:
        verdict = derived.verdict(act.run.claim)
        if verdict.admitted and act.voice in verdict.counted:
            insort(admitted, act, key=order_key)
    low = min(order_key(act) for act in touched)
    high = max(order_key(act) for act in touched)
    marks = derived.marks
    first = max(bisect_right(marks, low, key=lambda mark: mark.key) - 1, 0)
    if low < marks[first].key:
        marks.insert(0, Mark(low, 0, 0, {}, {}, {}, {}, {}))
    fold = new_fold(wiring, speakers)
    fold.take_up(marks[first])
    last = _run_on(fold, derived, first, high)
    return _put(derived, fold, first, last)


def _run_on(fold: Fold, derived: Derived, first: int, high: FoldOrder) -> int:
    """Fold on from a mark; the number of the mark at which the old course is met, or of marks if it is not."""
    admitted, marks = derived.admitted, derived.marks
    begin = bisect_left(admitted, marks[first].key, key=order_key)
    ahead = first + 1
    for number in range(begin, len(admitted)):
        act = admitted[number]
        key = order_key(act)
        while ahead < len(marks) and marks[ahead].key < key:
            ahead += 1
        if ahead < len(marks) and marks[ahead].key == key and key > high and marks[ahead].agrees(fold):
            return ahead
        if not (number - begin) % MARK_EVERY:
            fold.mark(act)
        if fold.armed:
            fold.tick(act.last)
        fold.take(act)
    fold.tick(FAR_FUTURE)
    return len(marks)


def _put(derived: Derived, fold: Fold, first: int, last: int) -> Spliced:
    """Put the new stretch of moves, refusals and marks in the place of the old one."""
    marks = derived.marks
    start, refused = marks[first].moves, marks[first].refusals
    met = last < len(marks)
    end = marks[last].moves if met else len(derived.moves)
    refused_end = marks[last].refusals if met else len(derived.refusals)
    old = derived.moves[start:end]
    derived.moves[start:end] = fold.moves
    derived.refusals[refused:refused_end] = fold.refusals
    for mark in fold.marks:
        mark.moves += start
        mark.refusals += refused
    for mark in marks[last:]:
        mark.moves += len(fold.moves) - (end - start)
        mark.refusals += len(fold.refusals) - (refused_end - refused)
    marks[first:last] = fold.marks
    return Spliced(start=start, old=old, new=fold.moves)
