"""Deadlocks: commitments that wait for one another in a circle with no way out.

A commitment is stuck when it cannot be detached even if everything that does not depend on a commitment came
true: what can be detached is the least fixed point over the antecedents. A leaf depends on another commitment when
it asks for states that come only with being detached (detached, discharged, violated), directly or through a
condition that follows such a state. A circle is a strongly connected part of what is stuck. An alternative that
gives a way out (any, at_least) is no deadlock, and `not` is taken at its best: no false alarm is raised by it.

Waivers are not counted as ways out, or no guarantee could ever be a deadlock; a deadlock names those who could
break it by one. Owns: the fixed point, the circles. Must not know: how a deadlock is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from attrs import frozen

from negotrack.engine.moment import Moment
from negotrack.machines.couplings import IMPOSSIBLE, SATISFIED
from negotrack.model.subjects import Antecedent, Commitment, Condition, Follow, Gate, Leaf
from negotrack.model.truth import Truth
from negotrack.queries.facts import BOUND, OVER, holds


@frozen(kw_only=True)
class Deadlock:
    """One knot of commitments that wait for one another.

    `circle` is a shortest way round, its first id not repeated, commitments and the conditions between them;
    `members` is every subject of the knot; `behind` are commitments that are stuck for its sake without being in
    it. `waivers` are (condition, parties that may waive it). `live` is False when a commitment of it is over.
    """

    circle: tuple[str, ...]
    members: tuple[str, ...]
    states: tuple[tuple[str, str], ...]
    behind: tuple[str, ...] = ()
    waivers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    live: bool = True


def deadlocks(moment: Moment) -> tuple[Deadlock, ...]:
    """Every knot, in the order in which its first member is declared."""
    return _Knots(moment).found()


class _Knots:
    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.scenario = moment.history.scenario
        self.commitments = {c.id: c for c in self.scenario.of_kind(Commitment)}
        self.conditions = {c.id: c for c in self.scenario.of_kind(Condition)}
        self._truths: dict[Leaf | Follow, Truth] = {}
        self.possible = {c for c in self.commitments if moment.state(c) in BOUND}
        self._grow()

    def _grow(self) -> None:
        """The least fixed point: whoever can be detached may make others so."""
        waiting = [c for c in self.commitments.values() if c.id not in self.possible]
        while True:
            freed = [c for c in waiting if self._can(c.antecedent)]
            if not freed:
                return
            self.possible.update(c.id for c in freed)
            waiting = [c for c in waiting if c.id not in self.possible]

    def _can(self, node: Antecedent | None) -> bool:
        match node:
            case None | Gate(op="not"):
                return True
            case Leaf():
                return self._leaf(node)
            case Gate(op=op, operands=operands, n=n):
                least = {"all": len(operands), "any": 1}.get(op, n)
                return sum(map(self._can, operands)) >= least

    def _leaf(self, leaf: Leaf | Follow) -> bool:
        """Whether a reference can come true: it is so, or it has not failed and waits for nothing that is stuck."""
        if self._is_so(leaf):
            return True
        return not self._failed(leaf) and all(step in self.possible for step in self._depends(leaf))

    def _is_so(self, leaf: Leaf | Follow) -> bool:
        if leaf not in self._truths:
            self._truths[leaf] = holds(self.moment, leaf)
        return self._truths[leaf] is Truth.TRUE

    def _failed(self, leaf: Leaf | Follow) -> bool:
        wanted = leaf.states or SATISFIED["condition"]
        failed = IMPOSSIBLE["condition"]
        if leaf.subject not in self.conditions or set(failed) & set(wanted):
            return False
        return self.moment.state(leaf.subject) in failed

    def _depends(self, leaf: Leaf | Follow) -> tuple[str, ...]:
        """The commitments that must be detached for a reference to come true, through conditions that follow."""
        return tuple(step for step in self._way(leaf) if step in self.commitments)

    def _way(self, leaf: Leaf | Follow) -> tuple[str, ...]:
        """The conditions that a reference goes through and the commitment that it ends at; empty for others."""
        way: list[str] = []
        at: Leaf | Follow | None = leaf
        while at is not None and at.subject not in way:
            way.append(at.subject)
            if at.subject in self.commitments:
                wanted = at.states or SATISFIED["commitment"]
                return tuple(way) if set(wanted) <= set(BOUND) else ()
            condition = self.conditions.get(at.subject)
            if condition is None or not set(at.states or SATISFIED["condition"]) <= set(SATISFIED["condition"]):
                return ()
            if at is not leaf and self._is_so(at):
                return ()
            at = condition.follows
        return ()

    def found(self) -> tuple[Deadlock, ...]:
        """The knots of what is stuck."""
        links = self._links()
        stuck = [c for c in self.commitments if c not in self.possible]
        knots = [knot for knot in strong_parts(links) if len(knot) > 1 or knot[0] in links[knot[0]]]
        order = {subject: place for place, subject in enumerate(self.scenario.subjects)}
        knots = sorted((sorted(knot, key=order.__getitem__) for knot in knots), key=lambda knot: order[knot[0]])
        return tuple(self._deadlock(knot, links, stuck) for knot in knots)

    def _links(self) -> dict[str, list[str]]:
        """For everything stuck, the stuck things that it waits for."""
        links: dict[str, list[str]] = {}
        for commitment in self.commitments.values():
            if commitment.id in self.possible:
                continue
            links.setdefault(commitment.id, [])
            for leaf in self._blocking(commitment.antecedent):
                way = (commitment.id, *self._way(leaf))
                for one, other in pairwise(way):
                    if other not in links.setdefault(one, []):
                        links[one].append(other)
                    links.setdefault(other, [])
        return links

    def _blocking(self, node: Antecedent | None) -> Iterator[Leaf]:
        """The leaves that keep an antecedent from being possible."""
        match node:
            case Leaf() if not self._leaf(node):
                yield node
            case Gate(op=op, operands=operands) if op != "not" and not self._can(node):
                for operand in operands:
                    yield from self._blocking(operand)
            case _:
                return

    def _deadlock(self, knot: list[str], links: Mapping[str, list[str]], stuck: list[str]) -> Deadlock:
        inside = set(knot)
        first = next(name for name in knot if name in self.commitments)
        circle = shortest_circle({name: [n for n in links[name] if n in inside] for name in knot}, first)
        behind = [c for c in stuck if c not in inside and inside & reach(links, c)]
        states = tuple((name, self.moment.state(name)) for name in knot)
        waivers = tuple((name, self.scenario.beneficiaries(name)) for name in knot if name in self.conditions)
        return Deadlock(
            circle=tuple(circle),
            members=tuple(knot),
            states=states,
            behind=tuple(behind),
            waivers=tuple((condition, tuple(dict.fromkeys(parties))) for condition, parties in waivers if parties),
            live=all(state not in OVER for name, state in states if name in self.commitments),
        )


def reach(links: Mapping[str, Iterable[str]], start: str) -> set[str]:
    """Everything that links lead to from a start, which is in it only if they lead back."""
    seen: set[str] = set()
    todo = [start]
    while todo:
        for there in links.get(todo.pop(), ()):
            if there not in seen:
                seen.add(there)
                todo.append(there)
    return seen


def shortest_circle(links: Mapping[str, Iterable[str]], start: str) -> list[str]:
    """A shortest way from a start back to it, the start once."""
    trails = [[start]]
    seen = {start}
    for trail in trails:
        for there in links.get(trail[-1], ()):
            if there == start:
                return trail
            if there not in seen:
                seen.add(there)
                trails.append([*trail, there])
    return [start]


def strong_parts(links: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The strongly connected parts (Kosaraju's two walks, with a stack of our own)."""
    order: list[str] = []
    seen: set[str] = set()
    for root in links:
        stack = [(root, iter(links[root]))] if root not in seen else []
        seen.add(root)
        while stack:
            here, onward = stack[-1]
            there = next((n for n in onward if n not in seen), None)
            if there is None:
                order.append(here)
                stack.pop()
            else:
                seen.add(there)
                stack.append((there, iter(links.get(there, ()))))
    back: dict[str, list[str]] = {name: [] for name in order}
    for name in order:
        for there in links.get(name, ()):
            back[there].append(name)
    return _gathered(reversed(order), back)


def _gathered(order: Iterable[str], back: Mapping[str, list[str]]) -> list[list[str]]:
    taken: set[str] = set()
    parts: list[list[str]] = []
    for root in order:
        if root in taken:
            continue
        part, todo = [], [root]
        taken.add(root)
        while todo:
            here = todo.pop()
            part.append(here)
            fresh = [n for n in back[here] if n not in taken]
            taken.update(fresh)
            todo.extend(fresh)
        parts.append(part)
    return parts
