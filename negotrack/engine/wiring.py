"""How the subjects of a scenario hang together: the links between their axes, and what can reach what.

Links instantiate the coupling rules. A component is a set of subjects that can influence one another:
unrelated negotiations are separate components, which is what lets them be replayed apart.
Owns: links, components, the order in which links are tried. Must not know: statements, claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from attrs import field, frozen

from negotrack.engine.axes import Axis, axes_of
from negotrack.engine.conditions import (
    StateOf,
    Test,
    antecedent_test,
    impossible_test,
    reference_test,
    referred,
    state_test,
)
from negotrack.machines.couplings import BY_STATEMENT_ONLY, COUPLINGS, STAGES, TAKEN_BACK, Coupling, Stage
from negotrack.machines.regions import Region, plain
from negotrack.machines.verbs import OWN_WORD, moved_by
from negotrack.model.reports import Statement
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import (
    Commitment,
    Condition,
    DeclaredClaim,
    Demand,
    Follow,
    Instrument,
    Leaf,
    Meeting,
    Subject,
    kind_of,
    leaves,
)
from negotrack.model.truth import Truth, all_of
from negotrack.problems import UsageError


@frozen(kw_only=True, eq=False)
class Link:
    """A coupling rule between axes: when `test` over `sources` says so, `target` is moved.

    `chased` are the sources whose tested states other rules can bring about, so that those must be run first.
    """

    rule: Coupling
    sources: tuple[Axis, ...]
    target: Axis
    test: Test
    chased: tuple[Axis, ...] = field()

    @chased.default
    def _every_source(self) -> tuple[Axis, ...]:
        return self.sources


Standing = tuple[frozenset[str], frozenset[str]]
"""The principals in an act, and everybody with a role in it."""
Feeds = dict[tuple[Stage, Axis], list[int]]
"""Stage and axis -> the links of that stage that move it."""


class Wiring:
    """The axes, links and components of the declarations of a scenario."""

    def __init__(self, scenario: Scenario, rules: Sequence[Coupling] = COUPLINGS) -> None:
        self.scenario = scenario
        self._axes: dict[str, tuple[Axis, ...]] = {}
        self._place = 0
        self._routes: dict[tuple[str, str], list[tuple[Region, list[Axis]]]] = {}
        self._standing: dict[tuple[str, str], Standing] = {}
        self._only: dict[tuple[str, str], Axis | None] = {}
        for subject in scenario.subjects.values():
            self._axes[subject.id] = tuple(axes_of(subject, self._place))
            self._place += len(self._axes[subject.id])
        found = [link for rule in rules for link in _links(rule, self)]
        self.links: tuple[Link, ...] = _ranked(found)
        for number, link in enumerate(self.links):
            for axis in link.sources:
                axis.links += (number,)
            link.target.incoming += (number,)
        self.component_of = self._components()

    def route(self, subject: str, verb: str) -> Sequence[tuple[Region, Sequence[Axis]]]:
        """The regions of a subject that a verb can move, the main one first, with their axes."""
        found = self._routes.get((subject, verb))
        if found is None:
            regions = moved_by(self.scenario.subjects[subject], verb)
            own = [(region, [axis for axis in self._axes[subject] if axis.region is region]) for region in regions]
            found = self._routes[subject, verb] = [(region, axes) for region, axes in own if axes]
        return found

    def only_axis(self, statement: Statement) -> Axis | None:
        """The one axis that the first subject's verb moves, whoever acts; None where there are more, or it depends."""
        key = (statement.subjects[0], statement.verb)
        if key not in self._only:
            own = self.route(*key)
            sole = own[0][1][0] if len(own) == 1 and len(own[0][1]) == 1 else None
            self._only[key] = sole if sole and not sole.region.per and sole.kind != "instrument" else None
        return self._only[key]

    def standing(self, subject: str, verb: str) -> Standing:
        """Whose own word on an act has standing, and who else has a role in it.

        Where it is one side's own act, the other side is a party to the matter, and yet no witness of its own.
        """
        found = self._standing.get((subject, verb))
        if found is None:
            principals, involved = frozenset(self.scenario.principals(subject)), self.scenario.involved(subject)
            role = OWN_WORD.get((kind_of(self.scenario.subjects[subject]), verb))
            own = frozenset(getattr(self.scenario.subjects[subject], role)) if role else principals
            found = self._standing[subject, verb] = own, frozenset(involved) - (principals - own)
        return found

    def owing(self, subject: str) -> frozenset[str]:
        """Whose it is to keep what can be broken: the debtors of a promise, who must do what is demanded."""
        match self.scenario.subjects[subject]:
            case Commitment(debtor=debtor):
                return frozenset(debtor)
            case Demand() as demand:
                return frozenset(demand.performers)
            case _:
                return frozenset()

    def axes(self, subject: str) -> Sequence[Axis]:
        """The axes of a subject, none for what has no lifecycle."""
        return self._axes.get(subject, ())

    def axis(self, subject: str, region: str | None = None) -> Axis:
        """One axis by name; without a name the first. UsageError when there is none."""
        axes = self._axes.get(subject)
        if axes is None:
            raise UsageError(f"no subject {subject!r} in scenario {self.scenario.id!r}")
        for axis in axes:
            if region in (None, axis.name) or (region == axis.region.name and len(self._same(axis)) == 1):
                return axis
        names = ", ".join(axis.name for axis in axes) or "none"
        raise UsageError(f"{subject!r} has no region {region!r}; it has {names}")

    def _same(self, axis: Axis) -> list[Axis]:
        return [a for a in self._axes[axis.subject] if a.region is axis.region]

    def all_axes(self) -> Iterator[Axis]:
        """Every axis, in the order declared."""
        return (axis for axes in self._axes.values() for axis in axes)

    @cached_property
    def members(self) -> dict[int, list[str]]:
        """component -> its subjects, in the order declared."""
        found: dict[int, list[str]] = {}
        for subject, component in self.component_of.items():
            found.setdefault(component, []).append(subject)
        return found

    def _components(self) -> dict[str, int]:
        """subject -> number of its component: whatever a link, a claim or a reference joins is together."""
        parent = {subject: subject for subject in self.scenario.subjects}

        def root(subject: str) -> str:
            while parent[subject] != subject:
                parent[subject] = parent[parent[subject]]
                subject = parent[subject]
            return subject

        def join(one: str, other: str) -> None:
            if one in parent and other in parent:
                parent[root(other)] = root(one)

        for link in self.links:
            for axis in link.sources:
                join(link.target.subject, axis.subject)
        for subject in self.scenario.subjects.values():
            for other in _mentions(subject):
                join(subject.id, other)
        numbers: dict[str, int] = {}
        return {subject: numbers.setdefault(root(subject), len(numbers)) for subject in parent}


def _mentions(subject: Subject) -> tuple[str, ...]:
    """What a declaration refers to without a link: enough to keep both in one negotiation."""
    match subject:
        case Demand(step_to=step_to, implies=implies, instrument=instrument):
            return tuple(filter(None, (step_to, *implies, instrument)))
        case Commitment(antecedent=antecedent):
            return tuple(leaf.subject for leaf in leaves(antecedent))
        case DeclaredClaim(about=about):
            return about
        case Meeting(part_of=part_of):
            return (part_of,) if part_of else ()
        case _:
            return ()


def _links(rule: Coupling, world: Wiring) -> Iterator[Link]:
    """Every instance of a rule in the declarations."""
    for subject in world.scenario.subjects.values():
        match rule.relation, subject:
            case "response-to-stance", Demand():
                yield from _onto(rule, world, subject.id, "stance", "response")
            case "fulfilment-of-stance", Demand():
                yield from _onto(rule, world, subject.id, "stance", "fulfilment")
            case "party-act-on-instrument", Instrument():
                yield from _onto(rule, world, subject.id, "instrument", "party")
            case "instrument-of-party-acts", Instrument() if subject.parties:
                yield _of_all_parties(rule, world, subject)
            case "implied-fulfilment", Demand():
                for implied in subject.implies:
                    yield from _implied(rule, world, subject.id, implied)
            case "implying-fulfilment", Demand():
                for implied in subject.implies:
                    yield from _implied(rule, world, implied, subject.id)
            case "instrument-on-successor", Instrument():
                yield from _succeeded(rule, world, subject)
            case "response-to-instrument", Instrument():
                yield from _accepted(rule, world, subject)
            case "condition-following", Condition(follows=follows) if follows is not None:
                axes, _, _ = referred(follows, world)
                test = reference_test(follows, world)
                yield Link(
                    rule=rule,
                    sources=axes,
                    target=world.axis(subject.id),
                    test=test,
                    chased=_chased(follows, world),
                )
            case "commitment-alone", Commitment(antecedent=None, open_list=False):
                target = world.axis(subject.id)
                yield Link(rule=rule, sources=(), target=target, test=lambda state_of: Truth.TRUE)
            case "commitment-on-antecedent", Commitment():
                yield from _antecedent(rule, world, subject)
            case _:
                pass


def _named(world: Wiring, subject: str, region: str) -> list[Axis]:
    return [axis for axis in world.axes(subject) if axis.region.name == region]


def _onto(rule: Coupling, world: Wiring, subject: str, source: str, target: str) -> Iterator[Link]:
    (origin,) = _named(world, subject, source)
    for axis in _named(world, subject, target):
        yield Link(rule=rule, sources=(origin,), target=axis, test=state_test(origin, rule.states))


def _of_all_parties(rule: Coupling, world: Wiring, instrument: Instrument) -> Link:
    """All have acted, and at least one of them as the rule says first: a reaffirmation follows a signature, and is none
    where nobody has signed."""
    acts = tuple(_named(world, instrument.id, "party"))
    tests = [state_test(axis, rule.states) for axis in acts]
    states = rule.at_least_one or rule.states

    def test(state_of: StateOf) -> Truth:
        if not any(plain(state_of(axis)) in states for axis in acts):
            return Truth.FALSE
        return all_of([one(state_of) for one in tests])

    return Link(rule=rule, sources=acts, target=world.axis(instrument.id, "instrument"), test=test)


def _implied(rule: Coupling, world: Wiring, source: str, moved: str) -> Iterator[Link]:
    """Between the fulfilments of a demand and of one that it implies, in either direction."""
    sources = tuple(_named(world, source, "fulfilment"))
    for target in _named(world, moved, "fulfilment"):
        yield Link(rule=rule, sources=sources, target=target, test=state_test(sources[0], rule.states))


def _succeeded(rule: Coupling, world: Wiring, instrument: Instrument) -> Iterator[Link]:
    source = world.axis(instrument.id, "instrument")
    for older in instrument.supersedes:
        target = world.axis(older, "instrument")
        yield Link(rule=rule, sources=(source,), target=target, test=state_test(source, rule.states))


def _accepted(rule: Coupling, world: Wiring, instrument: Instrument) -> Iterator[Link]:
    """Guarded: only an addressee that is a party to the instrument accepts by its signature, and only what is still
    demanded."""
    source = world.axis(instrument.id, "instrument")
    for demand in dict.fromkeys(term.demand for term in instrument.provisions if term.demand):
        (stance,) = _named(world, demand, "stance")
        test = _unless(state_test(source, rule.states), stance, TAKEN_BACK)
        for target in _named(world, demand, "response"):
            if target.party in instrument.parties:
                yield Link(rule=rule, sources=(source,), target=target, test=test)


def _unless(test: Test, axis: Axis, states: Sequence[str]) -> Test:
    """The same test, failed while an axis is in one of some states."""

    def unless(state_of: StateOf) -> Truth:
        return Truth.FALSE if plain(state_of(axis)) in states else test(state_of)

    return unless


def _antecedent(rule: Coupling, world: Wiring, commitment: Commitment) -> Iterator[Link]:
    target = world.axis(commitment.id)
    antecedent = commitment.antecedent
    if antecedent is None:
        return
    axes = dict.fromkeys(axis for leaf in leaves(antecedent) for axis in referred(leaf, world)[0])
    chased = dict.fromkeys(axis for leaf in leaves(antecedent) for axis in _chased(leaf, world))
    make = impossible_test if rule.mode == "while_impossible" else antecedent_test
    yield Link(rule=rule, sources=tuple(axes), target=target, test=make(antecedent, world), chased=tuple(chased))


def _chased(reference: Leaf | Follow, world: Wiring) -> tuple[Axis, ...]:
    """The axes of a reference that rules can move into or out of the states it asks for."""
    axes, states, _ = referred(reference, world)
    return tuple(axis for axis in axes if not set(states) <= set(BY_STATEMENT_ONLY.get(axis.region.id, ())))


def _ranked(found: list[Link]) -> tuple[Link, ...]:
    """The links in an order in which every one comes after those that can move what it tests.

    Then each link needs to be tried once for a step, in whatever order the rules were written. Raises
    UsageError when rules would chase each other in a circle; `check` reports that at its place.
    """
    into: Feeds = {}
    for number, link in enumerate(found):
        into.setdefault((link.rule.stage, link.target), []).append(number)
    depth: dict[int, int] = {}
    for number in range(len(found)):
        _depth(number, found, into, depth)
    order = sorted(range(len(found)), key=partial(_place, found, depth))
    return tuple(found[number] for number in order)


def _place(found: list[Link], depth: dict[int, int], number: int) -> tuple[int, int, int, str]:
    link = found[number]
    return (STAGES.index(link.rule.stage), depth[number], link.target.place, link.rule.name)


def _depth(start: int, found: list[Link], into: Feeds, depth: dict[int, int]) -> None:
    """The longest way by which rules can reach a link, walked without recursion."""
    stack: list[tuple[int, Iterator[int]]] = [(start, iter(_feeding(start, found, into)))]
    open_now = {start}
    while stack and start not in depth:
        number, feeding = stack[-1]
        below = next((n for n in feeding if n not in depth), None)
        if below is None:
            depth[number] = 1 + max((depth[n] for n in _feeding(number, found, into)), default=0)
            open_now.discard(number)
            stack.pop()
        elif below in open_now:
            names = ", ".join(dict.fromkeys(found[n].target.subject for n, _ in stack))
            raise UsageError(f"rules would chase each other in a circle through {names}")
        else:
            open_now.add(below)
            stack.append((below, iter(_feeding(below, found, into))))


def _feeding(number: int, found: list[Link], into: Feeds) -> list[int]:
    """The links of its stage that can move something which this link tests."""
    link = found[number]
    stage = link.rule.stage
    return [n for axis in link.chased for n in into.get((stage, axis), ()) if found[n].target is not link.target]
