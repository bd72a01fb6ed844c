"""Steering: what could be said next, by the tables and by what was said before.

Purely random statements hardly ever reach late states, so half of the logs follow the tables. The walk knows
the tables alone, no coupling and no clock: where these interfere, what it says becomes an anomaly, as in life.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from attrs import field, frozen, mutable
from hypothesis import strategies as st

from negotrack.machines.couplings import SATISFIED
from negotrack.machines.machine import step
from negotrack.machines.regions import Region, plain
from negotrack.machines.tables import DERIVED_TRIGGERS, REGIONS
from negotrack.machines.verbs import regions_of
from negotrack.model.scenario import Scenario
from negotrack.model.sources import Link, party_link
from negotrack.model.subjects import Antecedent, Commitment, Condition, Demand, Follow, Gate, Instrument, Leaf, leaves
from tests.strategies.worlds import SPEAKERS, gating

Place = tuple[str, str, str]
"""Subject, region id, party."""
OPEN = ("signalled", "offered", "conditional")


@frozen(kw_only=True)
class Saying:
    """What a statement is to say; `speaker` when it must be somebody's own word."""

    verb: str
    subject: str
    by: tuple[str, ...] = ()
    speaker: Link | None = None


@mutable(kw_only=True)
class Walk:
    """Where every region would stand if the tables were all there is."""

    world: Scenario
    focus: tuple[str, ...] = ()
    states: dict[Place, str] = field(factory=dict)

    def state(self, place: Place) -> str:
        """The machine state of a region."""
        return self.states.get(place, REGIONS[place[1]].initial)

    def places(self) -> list[Place]:
        """Every region of every subject."""
        return [place for s in gating(tuple(self.world.subjects.values())) for place in self.places_of(s.id)]

    def places_of(self, name: str) -> Iterator[Place]:
        """The regions of a subject, one per party or addressee where there are several."""
        subject = self.world.subjects[name]
        for region in regions_of(subject):
            yield from ((name, region.id, party) for party in self._parties(name, region))

    def _parties(self, name: str, region: Region) -> tuple[str, ...]:
        subject = self.world.subjects[name]
        if region.per == "party" and isinstance(subject, Instrument):
            return subject.parties
        if region.per == "addressee" and isinstance(subject, Demand):
            return subject.of
        return ("",)

    def onward(self, place: Place) -> list[str]:
        """The triggers that the table takes where the region stands, those that change nothing last."""
        state = self.state(place)
        taken = [t for t in REGIONS[place[1]].triggers if t not in DERIVED_TRIGGERS and step(place[1], state, t)]
        return sorted(taken, key=lambda trigger: step(place[1], state, trigger) == state)

    def say(self, place: Place, trigger: str) -> Saying:
        """A saying that fires a trigger, by somebody whom the guards let; the walk goes on from there."""
        target = step(place[1], self.state(place), trigger)
        if target is not None:
            self.states[place] = target
        who = self._entitled(place, trigger)
        by = (place[2],) if place[1] == "instrument.party" else ()
        speaker = party_link(who if who == "b" else SPEAKERS.get(who, who)) if who else None
        return Saying(verb=trigger, subject=place[0], by=by, speaker=speaker)

    def _entitled(self, place: Place, trigger: str) -> str:
        """Whose act the guards ask for, or nobody."""
        subject = self.world.subjects[place[0]]
        guards = {row.guard for row in REGIONS[place[1]].rows if row.trigger == trigger}
        match subject:
            case Demand() if "speaks-for-addressee" in guards:
                return place[2]
            case Commitment(debtor=debtor) if "by-the-debtor" in guards:
                return debtor[0]
            case Commitment(creditor=creditor) if "by-the-creditor" in guards:
                return creditor[0] if creditor else ""
            case Condition() if "by-the-beneficiary" in guards:
                return next(iter(self.world.beneficiaries(subject.id)), "")
            case _:
                return ""

    def satisfy(self, reference: Leaf | Follow) -> Iterator[Saying]:
        """Sayings after which a reference is satisfied, as far as the tables know a way."""
        for place in self.places_of(reference.subject):
            region = REGIONS[place[1]]
            if region.name == reference.region:
                wanted = reference.states or SATISFIED.get(region.id, ())
                for trigger in self._way(place, wanted):
                    yield self.say(place, trigger)

    def _way(self, place: Place, wanted: Iterable[str]) -> list[str]:
        """A shortest way by statements to one of some states."""
        goal, start = set(wanted), self.state(place)
        came: dict[str, list[str]] = {start: []}
        todo = deque([start])
        while todo:
            at = todo.popleft()
            if plain(at) in goal:
                return came[at]
            for trigger in REGIONS[place[1]].triggers:
                target = step(place[1], at, trigger)
                if trigger not in DERIVED_TRIGGERS and target is not None and target not in came:
                    came[target] = [*came[at], trigger]
                    todo.append(target)
        return []


@st.composite
def steered(draw: st.DrawFn, walk: Walk) -> list[Saying]:
    """The next thing to say along the tables, or the few things that let a commitment bind."""
    place = draw(st.sampled_from(_liked(walk)))
    subject = walk.world.subjects[place[0]]
    if isinstance(subject, Condition) and subject.follows and draw(st.booleans()):
        return list(walk.satisfy(subject.follows))
    if isinstance(subject, Commitment) and plain(walk.state(place)) in OPEN and draw(st.integers(0, 3)):
        said = [saying for leaf in _needed(subject.antecedent) for saying in walk.satisfy(leaf)]
        walk.states[place] = step(place[1], walk.state(place), "detach") or ""
        return said
    onward = walk.onward(place)
    if not onward:
        return []
    return [walk.say(place, onward[min(draw(st.integers(0, 9)), draw(st.integers(0, 9))) % len(onward)])]


def _liked(walk: Walk) -> list[Place]:
    """Every region once, those of the subjects in focus so often that they make up most of it."""
    found = walk.places()
    near = [place for place in found if place[0] in walk.focus]
    return [*found, *near * (1 + 2 * len(found) // max(1, len(near)))]


def _needed(antecedent: Antecedent | None) -> Iterator[Leaf]:
    """Enough leaves to make an antecedent hold; of what must not be so, whatever may be said of it instead."""
    match antecedent:
        case None:
            return
        case Leaf():
            yield antecedent
        case Gate(op="not"):
            for leaf in leaves(antecedent):
                yield from _opposites(leaf)
        case Gate(op=op, operands=operands, n=n):
            enough = {"any": 1, "at_least": n}.get(op, len(operands))
            for operand in operands[:enough]:
                yield from _needed(operand)


def _opposites(leaf: Leaf) -> Iterator[Leaf]:
    regions = [region for region in REGIONS.values() if region.name == leaf.region]
    states = [s for r in regions for s in r.states if s not in (leaf.states or SATISFIED.get(r.id, ()))]
    yield Leaf(subject=leaf.subject, region=leaf.region, states=tuple(states), by=leaf.by)
