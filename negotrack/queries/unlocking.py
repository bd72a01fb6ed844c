"""What would make an antecedent hold: the smallest sets of things that are not so yet.

Owns: the search through all, any, at_least and not, its bound, and the cutting off beyond it.
Must not know: why anybody asks, how likely any of it is.

A set is minimal when no part of it would do. Truth is three-valued: a leaf that must be so and is unknown counts
as missing; a leaf under `not` must be known not to be so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product

from attrs import frozen

from negotrack.model.subjects import Antecedent, Gate, Leaf
from negotrack.model.truth import Truth

MOST_SETS = 64
"""Sets kept at each gate, the smallest first."""


@frozen(kw_only=True)
class Need:
    """A leaf that must come to hold, or with `negated` must come not to hold."""

    leaf: Leaf
    negated: bool = False


Needs = frozenset[Need]


@frozen(kw_only=True)
class Unlocking:
    """The minimal sets of needs that make an antecedent true, smallest first; one empty set when it holds.

    No set at all means that it cannot hold any more. `cut` says that the search was bounded: every set still
    suffices, but there may be more, and smaller ones.
    """

    sets: tuple[tuple[Need, ...], ...]
    cut: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing is needed."""
        return self.sets == ((),)

    @property
    def smallest(self) -> int:
        """How many things the smallest sets hold; 0 when it holds or never can."""
        return min(map(len, self.sets), default=0)


def unlocking(
    antecedent: Antecedent | None,
    truth: Callable[[Leaf], Truth],
    impossible: Callable[[Leaf], bool] = lambda leaf: False,
    most: int = MOST_SETS,
) -> Unlocking:
    """The minimal sets of leaves that would make an antecedent true, given what is so and what cannot be."""
    if antecedent is None:
        return Unlocking(sets=((),))
    search = _Search(truth, impossible, most)
    missing = [search.missing(needs) for needs in search.sets(antecedent, True)]
    found = search.minimal(missing)
    return Unlocking(sets=tuple(search.in_order(needs) for needs in found), cut=search.cut)


class _Search:
    """Sets hold what is so already too, until the end: it may not be asked to be otherwise beside."""

    def __init__(self, truth: Callable[[Leaf], Truth], impossible: Callable[[Leaf], bool], most: int) -> None:
        self._truth = truth
        self._impossible = impossible
        self._most = most
        self._place: dict[Need, int] = {}
        self._so: set[Need] = set()
        self.cut = False

    def sets(self, node: Antecedent, wanted: bool) -> list[Needs]:
        """The minimal sets that make a node true, or false where that is wanted."""
        match node:
            case Leaf():
                return self._leaf(node, wanted)
            case Gate(op="not", operands=(operand,)):
                return self.sets(operand, not wanted)
            case Gate(op=op, operands=operands, n=n):
                total = len(operands)
                least = {"all": total, "any": 1}.get(op, n)
                found = [self.sets(operand, wanted) for operand in operands]
                return self._some(found, least if wanted else total - least + 1)

    def _leaf(self, leaf: Leaf, wanted: bool) -> list[Needs]:
        need = Need(leaf=leaf, negated=not wanted)
        self._place.setdefault(need, len(self._place))
        if self._truth(leaf) is (Truth.TRUE if wanted else Truth.FALSE):
            self._so.add(need)
        elif wanted and self._impossible(leaf):
            return []
        return [frozenset({need})]

    def _some(self, operands: list[list[Needs]], least: int) -> list[Needs]:
        """The minimal unions that satisfy at least so many of the operands: one row a number satisfied."""
        if least <= 0:
            return [frozenset()]
        rows: list[list[Needs]] = [[frozenset()], *([] for _ in range(least))]
        for place, found in enumerate(operands):
            left = len(operands) - place - 1
            for number in range(min(least, place + 1), max(0, least - left - 1), -1):
                joined = (one | other for one, other in product(rows[number - 1], found))
                rows[number] = self.minimal([*rows[number], *(needs for needs in joined if _consistent(needs))])
        return rows[least]

    def minimal(self, found: Iterable[Needs]) -> list[Needs]:
        """Sets without those that hold another, those first that miss the least."""
        kept: list[Needs] = []
        for needs in sorted(set(found), key=self._rank):
            if any(smaller <= needs for smaller in kept):
                continue
            if len(kept) == self._most:
                self.cut = True
                break
            kept.append(needs)
        return kept

    def missing(self, needs: Needs) -> Needs:
        """What of a set is not so yet."""
        return needs - self._so

    def _rank(self, needs: Needs) -> tuple[int, int, list[int]]:
        return len(self.missing(needs)), len(needs), sorted(self._place[need] for need in needs)

    def in_order(self, needs: Needs) -> tuple[Need, ...]:
        """A set in the order in which the antecedent names its leaves."""
        return tuple(sorted(needs, key=self._place.__getitem__))


def _consistent(needs: Needs) -> bool:
    """Nothing can be asked to be so and not to be so."""
    return not any(Need(leaf=need.leaf, negated=not need.negated) in needs for need in needs)
