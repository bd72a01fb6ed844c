"""The minimal sets that unlock an antecedent are those that trying every set finds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.subjects import Antecedent, Gate, Leaf, leaves
from negotrack.model.truth import Truth, all_of, any_of, at_least, negate
from negotrack.queries.unlocking import MOST_SETS, Need, unlocking

LEAVES = tuple(Leaf(subject=name, region="condition") for name in "abcde")


def gates(inner: st.SearchStrategy[Antecedent]) -> st.SearchStrategy[Antecedent]:
    """Every kind of gate over up to four operands."""
    return open_gates(inner) | inner.map(lambda one: Gate(op="not", operands=(one,)))


def open_gates(inner: st.SearchStrategy[Antecedent]) -> st.SearchStrategy[Antecedent]:
    """Gates that more of what they ask for cannot close."""
    operands = st.lists(inner, min_size=1, max_size=4).map(tuple)
    several = st.builds(lambda op, of: Gate(op=op, operands=of), st.sampled_from(("all", "any")), operands)
    return several | operands.flatmap(
        lambda of: st.integers(1, len(of)).map(lambda n: Gate(op="at_least", operands=of, n=n))
    )


def antecedents() -> st.SearchStrategy[Antecedent]:
    """Trees over a few leaves, so that leaves come again."""
    return st.recursive(st.sampled_from(LEAVES), gates, max_leaves=8)


def value(node: Antecedent, truth: Mapping[Leaf, Truth]) -> Truth:
    """The antecedent by Kleene's connectives."""
    match node:
        case Leaf():
            return truth[node]
        case Gate(op="all", operands=of):
            return all_of(value(one, truth) for one in of)
        case Gate(op="any", operands=of):
            return any_of(value(one, truth) for one in of)
        case Gate(op="not", operands=(one,)):
            return negate(value(one, truth))
        case Gate(operands=of, n=n):
            return at_least(n, [value(one, truth) for one in of])


def by_trying(node: Antecedent, truth: Mapping[Leaf, Truth]) -> set[frozenset[Need]]:
    """Every minimal way of settling leaves otherwise than they are that makes the antecedent true."""
    named = tuple(dict.fromkeys(leaves(node)))
    needs = [Need(leaf=leaf, negated=no) for leaf in named for no in (False, True)]
    needs = [n for n in needs if truth[n.leaf] is not (Truth.FALSE if n.negated else Truth.TRUE)]
    found: list[frozenset[Need]] = []
    for size in range(len(named) + 1):
        for chosen in map(frozenset, combinations(needs, size)):
            if len({need.leaf for need in chosen}) < size or any(smaller <= chosen for smaller in found):
                continue
            settled = {**truth, **{n.leaf: Truth.FALSE if n.negated else Truth.TRUE for n in chosen}}
            if value(node, settled) is Truth.TRUE:
                found.append(chosen)
    return set(found)


@given(antecedents(), st.fixed_dictionaries({leaf: st.sampled_from(Truth) for leaf in LEAVES}))
def test_the_sets_are_those_that_trying_every_set_finds(node: Antecedent, truth: dict[Leaf, Truth]) -> None:
    found = unlocking(node, truth.__getitem__)
    assert not found.cut
    assert {frozenset(needs) for needs in found.sets} == by_trying(node, truth)
    assert len(found.sets) == len(set(found.sets))
    assert found.holds == (value(node, truth) is Truth.TRUE)


@given(antecedents(), st.integers(1, 4))
def test_a_search_that_is_cut_off_says_so_and_its_sets_still_do(node: Antecedent, most: int) -> None:
    unknown = dict.fromkeys(LEAVES, Truth.UNKNOWN)
    whole, part = unlocking(node, unknown.__getitem__), unlocking(node, unknown.__getitem__, most=most)
    for needs in part.sets:
        settled = {**unknown, **{n.leaf: Truth.FALSE if n.negated else Truth.TRUE for n in needs}}
        assert value(node, settled) is Truth.TRUE
    assert part.cut or part.sets == whole.sets


def test_what_waits_for_very_much_is_quick() -> None:
    long = tuple(Leaf(subject=f"c{n}", region="condition") for n in range(2000))
    assert unlocking(Gate(op="all", operands=long), lambda leaf: Truth.UNKNOWN).smallest == 2000


def test_a_wide_choice_is_cut_and_quick() -> None:
    wide = tuple(Leaf(subject=f"c{n}", region="condition") for n in range(40))
    found = unlocking(Gate(op="at_least", operands=wide, n=20), lambda leaf: Truth.UNKNOWN)
    assert found.cut
    assert len(found.sets) == MOST_SETS
    assert found.smallest == 20
