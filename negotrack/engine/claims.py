"""Claims: which statements assert the same thing, whose word that is, and what status it has.

Two statements make the same claim when they share axis, verb and content (or name the same declared claim) and
no accepted transition of that axis lies between their events. "Accepted" is judged by the axis's own table
alone, without lens and without couplings, so that the grouping is the same under every lens. What an echo says is
included already, so that it parts nothing; and who is not entitled to an act does not make the same claim as who is.
Owns: grouping, origins and their independence, claim status. Must not know: lenses, folds.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from negotrack.engine.acts import NOBODY, Act, FoldOrder, Voice, order_key
from negotrack.engine.axes import Axis
from negotrack.machines.machine import MOVES, is_echo
from negotrack.machines.verbs import ACCUSING, ONCE
from negotrack.model.sources import LinkKind

Said = tuple[Voice, str]


class Claim:
    """A proposition with everything said of it. `said` pairs voices with claim verbs, in report order.

    `siblings` are the claims of the same axis and verb in order of their first acts; they number its name.
    """

    __slots__ = ("acts", "axis", "declared", "said", "siblings", "stem", "trigger", "withdrawn")

    def __init__(self, stem: str, axis: Axis | None, trigger: str, *, declared: bool = False) -> None:
        self.stem = stem
        self.axis = axis
        self.trigger = trigger
        self.declared = declared
        self.siblings: Sequence[Claim] = ()
        self.acts: list[Act] = []
        self.said: list[Said] = []
        self.withdrawn: tuple[Voice, ...] = ()

    @property
    def accused(self) -> frozenset[str]:
        """Those who are said to have broken something; empty where the claim accuses nobody by name."""
        return NOBODY.union(*(act.accused for act in self.acts))

    @property
    def key(self) -> str:
        """A readable name: the declared id, else `talks:suspend`, then `talks:suspend~2`."""
        if len(self.siblings) < 2:
            return self.stem
        place = bisect_left(self.siblings, order_key(self.acts[0]), key=_first_act)
        if place >= len(self.siblings) or self.siblings[place] is not self:
            place = self.siblings.index(self)
        return f"{self.stem}~{place + 1}" if place else self.stem

    def __repr__(self) -> str:
        return f"<claim {self.key}>"

    def say(self, voice: Voice, verb: str) -> None:
        """Add what a voice says of it; one voice says one thing once."""
        if not self.said or self.said[-1] != (voice, verb):
            self.said.append((voice, verb))


class Run:
    """The acts of one claim on one axis by one trigger: the first that counts moves, the others support it.

    `limit` is the ordinal of the last day that they set, if one does, and `accused` are those whom they accuse; `other`
    is an open run of the same act that says otherwise in this.
    """

    __slots__ = ("accused", "claim", "content", "limit", "other", "trigger")

    def __init__(self, claim: Claim, trigger: str, content: object) -> None:
        self.claim = claim
        self.trigger = trigger
        self.content = content
        self.limit: int | None = None
        self.accused = NOBODY
        self.other: Run | None = None

    def says(self, limit: int | None, accused: frozenset[str]) -> bool:
        """Whether an act with this last day that accuses these says the same: who leaves one of them out does."""
        same_day = limit is None or self.limit in (None, limit)
        return same_day and (not accused or not self.accused or accused == self.accused)


RunKey = tuple[str, object, str | None, bool]
"""Trigger, content, declared claim, and whether a guard about who acts refuses it."""


def limit_of(act: Act) -> int | None:
    """The ordinal of the last day that an act sets, if it sets one."""
    deadline = act.voice.statement.deadline
    return deadline.last_ordinal if deadline is not None else None


def _first_act(claim: Claim) -> FoldOrder:
    return order_key(claim.acts[0])


class Grouping:
    """The claims of the live assertions on one axis, found act by act in fold order."""

    __slots__ = ("axis", "claims", "declared", "open_runs", "refused", "reuse", "state")

    def __init__(self, axis: Axis, declared: dict[str, Claim], refused: Callable[[Act], bool], state: str = "") -> None:
        self.axis = axis
        self.declared = declared
        self.refused = refused
        self.state = state or axis.region.initial
        self.open_runs: dict[RunKey, Run] = {}
        self.claims: list[Claim] = []
        self.reuse: dict[Act, Run] = {}

    def take(self, act: Act) -> None:
        """Put an act into the run of its claim; notes on the act whether its claim begins with it, and where."""
        name = act.voice.statement.claim
        refused = act.guarded and self.refused(act)
        key = (act.trigger, act.content, name, refused)
        run = self._open_run(key, act)
        act.base, act.opens = self.state, False
        if run is None:
            run = self.reuse.get(act) or self._new_run(act, name)
            target = None if refused else act.moves.get(self.state)
            if target is not None and not is_echo(self.axis.region, act.moves, self.state, target):
                if target != self.state or act.trigger not in ACCUSING:
                    self.open_runs.clear()
                self.state = target
                act.opens = target != act.base or act.trigger not in ACCUSING
            run.limit, run.accused, run.other = limit_of(act), act.accused, self.open_runs.get(key)
            self.open_runs[key] = run
            if not run.claim.declared:
                self.claims.append(run.claim)
        act.run = run
        run.claim.acts.append(act)
        run.claim.say(act.voice, act.voice.statement.polarity)

    def begins(self, act: Act) -> bool:
        """Whether an act that nothing refuses and no claim names would begin a claim here."""
        return self._open_run((act.trigger, act.content, None, False), act) is None

    def _open_run(self, key: RunKey, act: Act) -> Run | None:
        """The open run that an act belongs to. Who names no last day says what was said last, whatever its last day;
        who names another last day does not say the same. So with those whom an act accuses."""
        run = self.open_runs.get(key)
        limit = limit_of(act)
        if run is None or (limit is None and not act.accused):
            return run
        while run is not None and not run.says(limit, act.accused):
            run = run.other
        if run is not None:
            run.limit = run.limit if limit is None else limit
            run.accused = run.accused or act.accused
        return run

    def _new_run(self, act: Act, name: str | None) -> Run:
        claim = (
            self.declared[name]
            if name in self.declared
            else Claim(stem_of(self.axis, act.trigger), self.axis, act.trigger)
        )
        return Run(claim, act.trigger, act.content)


Siblings = dict[tuple[Axis, str], list[Claim]]


def group(
    axis: Axis, acts: Sequence[Act], declared: dict[str, Claim], refused: Callable[[Act], bool], siblings: Siblings
) -> None:
    """Find the claims of the live assertions on one axis, which must stand in fold order; sets each act's run."""
    grouping = Grouping(axis, declared, refused)
    for act in acts:
        grouping.take(act)
    for claim in grouping.claims:
        claim.siblings = siblings.setdefault((axis, claim.trigger), [])
        claim.siblings.append(claim)


def stem_of(axis: Axis, trigger: str) -> str:
    """The name of a claim that nobody declared, before it is numbered."""
    place = f".{axis.party}" if axis.party and axis.name != axis.region.name else ""
    return f"{axis.subject}{place}:{trigger}"


def narrow(acts: Sequence[Act]) -> bool:
    """Let the acts of one run narrow one another's dates: `2018-05` beside `2018-05-09` is that day.

    An act keeps its own days where the others leave none in common, but for what happens once: told for the 9th and for
    the 10th it was on one of these days. A presumed day says nothing about when it happened, and narrows nothing. This
    is a rule of negotrack. Says whether any date was changed.
    """
    concerned = {id(act.run) for act in acts if act.first != act.last or act.trigger in ONCE}
    if not concerned:
        return False
    runs: dict[int, list[Act]] = {}
    for act in acts:
        if id(act.run) in concerned:
            runs.setdefault(id(act.run), []).append(act)
    return sum(_narrow_run(together) for together in runs.values() if len(together) > 1) > 0


def _narrow_run(together: list[Act]) -> bool:
    written = [act for act in together if not act.voice.statement.event_date.presumed]
    spans = [(act.first, act.last) for act in written]
    if len(spans) > 1 and written[0].trigger in ONCE and max(spans)[0] > min(last for _, last in spans):
        for act in written:
            act.last = max(last for _, last in spans)  # possible from the first day told, certain from the last
        return True
    narrowed = False
    for act in written:
        near = [(first, last) for first, last in spans if first <= act.last and act.first <= last]
        first, last = max(first for first, _ in near), min(last for _, last in near)
        if first <= last and (act.first, act.last) != (first, last):
            act.first, act.last = first, last
            narrowed = True
    return narrowed


def sources(said: Iterable[Said]) -> dict[str, tuple[str, list[Said]]]:
    """Each origin's own state towards a claim, folded through the claim table, and what it said, by report.

    Unnamed sources of one description count as one origin, which is cautious; that one of them takes back what another
    outlet's said would not be. So where they differ, they stand apart by the outlet that each spoke to.
    """
    table = MOVES["claim"]
    found: dict[tuple[str, str], tuple[str, list[Said]]] = {}
    for voice, verb in sorted(said, key=lambda pair: pair[0].order):
        key = origin_key(voice), _spoken_to(voice)
        state, before = found.get(key, ("silent", []))
        before.append((voice, verb))
        found[key] = (table[verb].get(state, state), before)
    return _by_origin(found)


def _spoken_to(voice: Voice) -> str:
    """Through whom an unnamed source speaks; a named one is the same whoever quotes it."""
    links = voice.statement.chain.links
    return "" if voice.origin.named or len(links) < 2 else links[-2].key


def _by_origin(found: dict[tuple[str, str], tuple[str, list[Said]]]) -> dict[str, tuple[str, list[Said]]]:
    """The states by origin, together where all of one description agree."""
    states: dict[str, set[str]] = {}
    for (origin, _), (state, _) in found.items():
        states.setdefault(origin, set()).add(state)
    merged: dict[str, tuple[str, list[Said]]] = {}
    for (origin, through), (state, said) in found.items():
        key = origin if len(states[origin]) == 1 else f"{origin} through {through}"
        merged.setdefault(key, (state, []))[1].extend(said)
    return merged


def origin_key(voice: Voice) -> str:
    """The origin of a voice; an anonymous one known to be somebody else is its own."""
    key = voice.origin.key
    return f"{key} of {voice.id}" if voice.statement.independent and not voice.origin.named else key


def independent(voices: Sequence[Voice]) -> tuple[int, tuple[str, ...]]:
    """How many independent origins there are, and findings about the chains.

    Relays of one origin are one; outlets that only cite one another are one (circular); an origin that nobody
    names cannot be shown to be a further one; an outlet that others name deeper sources for is a relay.
    """
    if len(voices) == 1:
        return 1, ("unknown origin",) if voices[0].origin.kind is LinkKind.UNKNOWN else ()
    if all(len(voice.statement.chain.links) == 1 for voice in voices):
        keys = {origin_key(voice) for voice in voices}
        return max(1, len(keys - {"unknown"})), ("unknown origin",) if "unknown" in keys else ()
    cites: dict[str, set[str]] = {}
    for voice in voices:
        links = voice.statement.chain.links
        for outer, inner in itertools.pairwise(links):
            cites.setdefault(outer.key, set()).add(origin_key(voice) if inner is links[-1] else inner.key)
    ends: set[str] = set()
    names: list[str] = []
    for key in sorted({origin_key(voice) for voice in voices}):
        reached = _ends(key, cites)
        ends.update(reached)
        names.extend(end for end in reached if end.startswith("circular(") and end not in names)
    if "unknown" in ends:
        names.append("unknown origin")
        ends.discard("unknown")
    return max(1, len(ends)), tuple(names)


def _ends(key: str, cites: dict[str, set[str]]) -> set[str]:
    """Where citing ends: the origins that cite nobody, or the circle that it goes round in."""
    seen, todo = {key}, [key]
    ends: set[str] = set()
    while todo:
        at = todo.pop()
        if at not in cites:
            ends.add(at)
        for inner in cites.get(at, ()):
            if inner not in seen:
                seen.add(inner)
                todo.append(inner)
    return ends or {f"circular({', '.join(sorted(seen))})"}


def status(asserting: int, denying: int, *, origins: int, confirmed: bool, withdrawn: bool) -> str:
    """The overall status of a claim, from how many sources live assert and live deny it."""
    if asserting and denying:
        return "disputed"
    if denying:
        return "denied"
    if not asserting:
        return "withdrawn" if withdrawn else "unreported"
    if confirmed:
        return "confirmed"
    return "corroborated" if origins > 1 else "reported"


def sort_acts(acts: list[Act]) -> list[Act]:
    """The acts in fold order, with explicit before/after where the days leave the order open."""
    acts.sort(key=order_key)
    for act in acts:
        if act.voice.statement.before or act.voice.statement.after:
            return _apply_ties(acts)
    return acts


def _apply_ties(acts: list[Act]) -> list[Act]:
    by_id: dict[str, list[Act]] = {}
    for act in acts:
        by_id.setdefault(act.voice.id, []).append(act)
    earlier: dict[int, set[int]] = {id(act): set() for act in acts}
    for act in acts:
        statement = act.voice.statement
        pairs = [(act, other) for name in statement.before for other in by_id.get(name, ())]
        pairs += [(other, act) for name in statement.after for other in by_id.get(name, ())]
        for one, other in pairs:
            if one.first <= other.last:
                one.last, other.first = min(one.last, other.last), max(one.first, other.first)
                earlier[id(other)].add(id(one))
    acts.sort(key=order_key)
    return _topological(acts, earlier)


def _topological(acts: list[Act], earlier: dict[int, set[int]]) -> list[Act]:
    """Stable: of the acts whose predecessors are placed, the first in fold order; a circle is cut there."""
    placed: list[Act] = []
    done: set[int] = set()
    waiting = list(acts)
    present = {id(act) for act in acts}
    while waiting:
        ready = next((a for a in waiting if not (earlier[id(a)] & present) - done), waiting[0])
        waiting.remove(ready)
        placed.append(ready)
        done.add(id(ready))
    return placed
