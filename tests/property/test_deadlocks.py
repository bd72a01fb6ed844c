"""A deadlock is what no order of events can undo: held to an exhaustive search on small graphs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from negotrack.engine.history import replay
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Antecedent, Commitment, Condition, Follow, Leaf, Subject
from negotrack.model.truth import Truth
from negotrack.queries.deadlocks import deadlocks, strong_parts
from tests.property.test_unlocking import gates, open_gates, value

NAMES = ("k0", "k1", "k2", "k3")
BY_NAME = tuple(Leaf(subject=name, region="commitment", states=("discharged",)) for name in NAMES)
FOLLOWING = tuple(Leaf(subject=f"{name}-done", region="condition") for name in NAMES)
FREE = (Leaf(subject="free0", region="condition"), Leaf(subject="free1", region="condition"))


def trees(*, negated: bool) -> st.SearchStrategy[Antecedent]:
    """Antecedents over all kinds of leaves."""
    inner: st.SearchStrategy[Antecedent] = st.sampled_from((*BY_NAME, *FOLLOWING, *FREE))
    if negated:
        return st.recursive(inner, gates, max_leaves=5)
    return st.recursive(inner, open_gates, max_leaves=5)


def world(antecedents: tuple[Antecedent, ...]) -> Scenario:
    """Commitments with these antecedents, and a condition that follows each."""
    free = [Condition(id=leaf.subject) for leaf in FREE]
    follow = [Follow(subject=name, region="commitment", states=("discharged",)) for name in NAMES]
    following = [Condition(id=f"{found.subject}-done", follows=found) for found in follow]
    bound = [Commitment(id=n, debtor=("left",), antecedent=a) for n, a in zip(NAMES, antecedents, strict=True)]
    subjects: tuple[Subject, ...] = (*free, *following, *bound)
    declared: Mapping[str, Any] = {found.id: found for found in subjects}
    return Scenario(id="x", subjects=declared)


def detachable(antecedents: tuple[Antecedent, ...]) -> set[str]:
    """Every commitment that some order of events detaches, by going through all sets of what was discharged."""
    found: set[str] = set()
    seen, todo = {frozenset[str]()}, [frozenset[str]()]
    while todo:
        done = todo.pop()
        for name, antecedent in zip(NAMES, antecedents, strict=True):
            if name not in done and any(_holds(antecedent, done, free) for free in range(4)):
                found.add(name)
                onward = done | {name}
                if onward not in seen:
                    seen.add(onward)
                    todo.append(onward)
    return found


def _holds(antecedent: Antecedent, done: frozenset[str], free: int) -> bool:
    so = {leaf: leaf.subject in done for leaf in BY_NAME}
    so |= {leaf: leaf.subject.removesuffix("-done") in done for leaf in FOLLOWING}
    so |= {leaf: bool(free >> place & 1) for place, leaf in enumerate(FREE)}
    truth: Mapping[Leaf, Truth] = {leaf: Truth.TRUE if yes else Truth.FALSE for leaf, yes in so.items()}
    return value(antecedent, truth) is Truth.TRUE


def stuck(antecedents: tuple[Antecedent, ...]) -> set[str]:
    """The commitments in a deadlock or behind one."""
    knots = deadlocks(replay(world(antecedents)).at())
    return {name for knot in knots for name in (*knot.members, *knot.behind) if name in NAMES}


def every(kind: st.SearchStrategy[Antecedent]) -> st.SearchStrategy[tuple[Antecedent, ...]]:
    return st.tuples(kind, kind, kind, kind)


@given(every(trees(negated=False)))
def test_deadlocks_are_what_no_order_of_events_detaches(antecedents: tuple[Antecedent, ...]) -> None:
    assert stuck(antecedents) == set(NAMES) - detachable(antecedents)


@given(every(trees(negated=True)))
def test_no_alarm_is_false_whatever_is_negated(antecedents: tuple[Antecedent, ...]) -> None:
    assert not stuck(antecedents) & detachable(antecedents)


@given(every(trees(negated=False)))
def test_a_circle_goes_round(antecedents: tuple[Antecedent, ...]) -> None:
    scenario = world(antecedents)
    for knot in deadlocks(replay(scenario).at()):
        assert set(knot.circle) <= set(knot.members)
        for one, other in zip(knot.circle, (*knot.circle[1:], knot.circle[0]), strict=True):
            found = scenario.subjects[one]
            if isinstance(found, Condition):
                assert found.follows is not None and found.follows.subject == other
            else:
                assert other in NAMES or other.endswith("-done")


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_strong_parts_are_those_that_reach_each_other(pairs: list[tuple[int, int]]) -> None:
    links: dict[str, list[str]] = {str(n): [] for n in range(7)}
    for one, other in pairs:
        links[str(one)].append(str(other))
    to = {name: {name} for name in links}
    for _ in links:
        to = {name: seen | {far for near in seen for far in links[near]} for name, seen in to.items()}
    expected = {frozenset(n for n in links if n in to[m] and m in to[n]) for m in links}
    assert {frozenset(part) for part in strong_parts(links)} == expected
