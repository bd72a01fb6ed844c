"""Tests over the states of axes: does an antecedent hold, does what a condition follows stand, three-valued.

Owns: turning references and antecedents into tests. Must not know: when tests are run and what they fire.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from negotrack.engine.axes import Axis
from negotrack.machines.couplings import IMPOSSIBLE, PARTY_ACT_COUNTS, SATISFIED, UNSURE
from negotrack.machines.regions import UNREPORTED, plain
from negotrack.model.subjects import Antecedent, Follow, Gate, Leaf
from negotrack.model.truth import Truth, at_least, negate

StateOf = Callable[[Axis], str]
Test = Callable[[StateOf], Truth]


class AxesOf(Protocol):
    """Where the axes of a subject are looked up."""

    def axes(self, subject: str) -> Sequence[Axis]:
        """The axes of a subject."""
        ...


def state_test(axis: Axis, states: Iterable[str]) -> Test:
    """Whether an axis is in one of the states: unknown while nothing was reported, or while it is disputed."""
    wanted = frozenset(states)
    unsure = frozenset((UNREPORTED, *UNSURE.get(axis.region.id, ()))) - wanted

    def judged(state: str) -> Truth:
        if plain(state) in wanted:
            return Truth.TRUE
        return Truth.UNKNOWN if plain(state) in unsure else Truth.FALSE

    values = {state: judged(state) for state in (*axis.region.states, *axis.region.machine_states)}
    return lambda state_of: values[state_of(axis)]


def every(tests: Sequence[Test]) -> Test:
    """Whether all of some tests hold, not asking on once one does not: tests are many and asked often."""

    def test(state_of: StateOf) -> Truth:
        found = Truth.TRUE
        for one in tests:
            value = one(state_of)
            if value is Truth.FALSE:
                return value
            if value is Truth.UNKNOWN:
                found = value
        return found

    return test


def some(tests: Sequence[Test]) -> Test:
    """Whether any of some tests holds, not asking on once one does."""

    def test(state_of: StateOf) -> Truth:
        found = Truth.FALSE
        for one in tests:
            value = one(state_of)
            if value is Truth.TRUE:
                return value
            if value is Truth.UNKNOWN:
                found = value
        return found

    return test


def referred(reference: Leaf | Follow, world: AxesOf) -> tuple[tuple[Axis, ...], tuple[str, ...], str]:
    """The axes that a reference is about, the states that satisfy it, and how many must: all or any."""
    axes = [axis for axis in world.axes(reference.subject) if axis.region.name == reference.region]
    named = [axis for axis in axes if axis.party in reference.by]
    if named:
        axes = named
    states = reference.states or SATISFIED.get(axes[0].region.id, ()) if axes else ()
    if reference.region == "party":
        states = tuple(s for state in states for s in PARTY_ACT_COUNTS[state])
    return tuple(axes), tuple(states), "any" if reference.by == ("any",) else "all"


def reference_test(reference: Leaf | Follow, world: AxesOf) -> Test:
    """Whether a reference is satisfied; one without any axis (no parties) can never be told."""
    axes, states, how = referred(reference, world)
    tests = [state_test(axis, states) for axis in axes]
    if not tests:
        return lambda state_of: Truth.UNKNOWN
    if len(tests) == 1:
        return tests[0]
    return some(tests) if how == "any" else every(tests)


def antecedent_test(antecedent: Antecedent, world: AxesOf) -> Test:
    """Whether an antecedent holds."""
    if isinstance(antecedent, Leaf):
        return reference_test(antecedent, world)
    tests = [antecedent_test(operand, world) for operand in antecedent.operands]
    return _combined(antecedent, tests)


def _combined(gate: Gate, tests: list[Test]) -> Test:
    match gate.op:
        case "all":
            return every(tests)
        case "any":
            return some(tests)
        case "at_least":
            return lambda state_of: at_least(gate.n, [test(state_of) for test in tests])
        case "not":
            return lambda state_of: negate(tests[0](state_of))


def impossible_test(antecedent: Antecedent, world: AxesOf) -> Test:
    """Whether an antecedent can never hold any more, because conditions in it have failed."""
    if isinstance(antecedent, Leaf):
        axes, wanted, _ = referred(antecedent, world)
        failed = [
            state_test(axis, gone) for axis in axes if (gone := set(IMPOSSIBLE.get(axis.region.id, ())) - set(wanted))
        ]
        return some([_known(test) for test in failed])
    tests = [impossible_test(operand, world) for operand in antecedent.operands]
    match antecedent.op:
        case "all":
            return some(tests)
        case "any":
            return every(tests)
        case "at_least":
            spare = len(tests) - antecedent.n + 1
            return lambda state_of: at_least(spare, [test(state_of) for test in tests])
        case "not":
            return lambda state_of: Truth.FALSE


def _known(test: Test) -> Test:
    """What is not known to be impossible is still possible."""
    return lambda state_of: Truth.TRUE if test(state_of) is Truth.TRUE else Truth.FALSE


def states_of(states: Mapping[Axis, str]) -> StateOf:
    """A look-up in a mapping; an axis that nothing moved is unreported."""
    return lambda axis: states.get(axis, axis.region.initial)
