"""Quantities as sources give them, with all that they leave open, and whether one meets another.

Owns: `Quantity`, `Bound`, `QuantitySpec`, their comparison and their distance. Must not know: how a quantity
is written (quantity_text), and what it is a quantity of (terms).

Numbers are exact throughout and no result depends on the caller's decimal context; only `gap` may round.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final, Literal, assert_never

from attrs import field, frozen
from attrs.validators import instance_of

from negotrack.model.truth import Truth
from negotrack.model.units import Dimension, QuantityError, Unit, unit_of

Comparison = Literal["at_least", "at_most", "exactly", "more_than", "less_than"]

MAX_DIGITS: Final = 30
"""Digits that a number written in full may have, before and after the point together."""

MAX_ALTERNATIVES: Final = 16

_ROUNDING: Final = Context(prec=28, rounding=ROUND_HALF_EVEN)


@frozen(kw_only=True)
class Quantity:
    """A number and its unit: finite, not negative, at most 30 digits, the unit in its canonical spelling.

    Raises QuantityError for anything else, TypeError for a number that is no Decimal.
    """

    value: Decimal = field(validator=instance_of(Decimal))
    unit: str

    def __attrs_post_init__(self) -> None:
        if not self.value.is_finite() or self.value.is_signed():
            raise QuantityError("the number of a quantity is finite and not negative")
        exponent = int(self.value.as_tuple().exponent)
        if max(self.value.adjusted() + 1, 1) + max(-exponent, 0) > MAX_DIGITS:
            raise QuantityError(f"a number may have at most {MAX_DIGITS} digits")
        if (symbol := unit_of(self.unit).symbol) != self.unit:
            raise QuantityError(f'"{self.unit}" is not the canonical spelling', f"write {symbol}")

    @property
    def kind(self) -> Unit:
        """The unit with its dimension and factor."""
        return unit_of(self.unit)

    @property
    def base(self) -> Fraction:
        """The exact value in the base unit of the unit's family."""
        return Fraction(self.value) * self.kind.factor


@frozen(kw_only=True)
class Bound:
    """A comparison with a threshold that lies somewhere from `low` to `high`, which are equal for a point.

    Raises QuantityError when the ends do not convert, are in the wrong order, or leave no value at all.
    """

    comparison: Comparison
    low: Quantity
    high: Quantity

    def __attrs_post_init__(self) -> None:
        if not self.low.kind.converts_to(self.high.kind):
            raise QuantityError(
                f"a range from {self.low.unit} to {self.high.unit} has no exact size",
                "write both ends in one unit",
            )
        if self.low.base > self.high.base:
            raise QuantityError("the range ends below its start")
        if self.comparison == "less_than" and not self.high.value:
            raise QuantityError("nothing is less than 0")


@frozen(kw_only=True)
class QuantitySpec:
    """A quantity as a source gave it: one or several alternatives, kept open.

    `implied` says that no comparison was written: a demand for `70 km` then means at least that (the
    thresholds stand as `at_least`), while a report of `75 km` means that very value. `reversed` says that a
    range was written with its ends swapped (`80-70 km`). `text` and `reversed` are no part of equality.
    Raises QuantityError for alternatives of different dimensions.
    """

    text: str = field(default="", eq=False)
    alternatives: tuple[Bound, ...]
    implied: bool = False
    reversed: bool = field(default=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if not 1 <= len(self.alternatives) <= MAX_ALTERNATIVES:
            raise QuantityError(f"a quantity has 1 to {MAX_ALTERNATIVES} alternatives")
        if len(dimensions := sorted({bound.low.kind.dimension for bound in self.alternatives})) > 1:
            raise QuantityError(
                f"the alternatives mix {' and '.join(dimensions)}", "write all of them in units of one kind"
            )
        if self.implied and any(bound.comparison != "at_least" for bound in self.alternatives):
            raise QuantityError("an implied comparison is at_least")

    @property
    def dimension(self) -> Dimension:
        """What kind of quantity this is, the same for every alternative."""
        return self.alternatives[0].low.kind.dimension

    @property
    def unit(self) -> str:
        """The unit of the first alternative."""
        return self.alternatives[0].low.unit

    def exact_range(self) -> tuple[Quantity, Quantity] | None:
        """The smallest and the largest value that this may stand for as a report of what is, both included.

        None when there are no such two: it has a written comparison other than `exactly`, or units that do
        not convert.
        """
        first = self.alternatives[0].low.kind
        for bound in self.alternatives:
            if not (self.implied or bound.comparison == "exactly") or not bound.low.kind.converts_to(first):
                return None
        lows, highs = zip(*((bound.low, bound.high) for bound in self.alternatives), strict=True)
        return min(lows, key=_base), max(highs, key=_base)


def compare(spec: QuantitySpec, observed: QuantitySpec) -> Truth:
    """Whether what was observed meets what is asked, under everything that either of them leaves open.

    TRUE when every value that `observed` may have meets every alternative and every threshold in its range;
    FALSE when none meets any; UNKNOWN otherwise, or when the units do not convert.
    """
    verdicts = {
        _verdict(bound, seen, observed.implied) for bound in spec.alternatives for seen in observed.alternatives
    }
    return verdicts.pop() if len(verdicts) == 1 else Truth.UNKNOWN


def gap(demanded: QuantitySpec, offered: QuantitySpec) -> tuple[Decimal, Decimal, str] | None:
    """How far two positions are apart: smallest and largest distance, and the unit (of `demanded`).

    A distance between the numbers as written, 0 or more whichever is ahead: whether an offer meets a demand
    is for `compare` to say. Rounded to 28 significant digits where the division does not end. None when any
    two units do not convert.
    """
    pairs = [(ask, bid) for ask in demanded.alternatives for bid in offered.alternatives]
    if not all(ask.low.kind.converts_to(bid.low.kind) for ask, bid in pairs):
        return None
    least = min(max(ask.low.base - bid.high.base, bid.low.base - ask.high.base, Fraction(0)) for ask, bid in pairs)
    most = max(max(ask.high.base - bid.low.base, bid.high.base - ask.low.base) for ask, bid in pairs)
    factor = unit_of(demanded.unit).factor
    return _decimal(least / factor), _decimal(most / factor), demanded.unit


@frozen(kw_only=True)
class _Reach:
    """The values that an observation may have, in base units; a `high` of None is no limit."""

    low: Fraction
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def all_from(self, least: Fraction) -> bool:
        return self.low >= least

    def all_above(self, limit: Fraction) -> bool:
        return self.low > limit or (self.low_open and self.low == limit)

    def all_up_to(self, most: Fraction) -> bool:
        return self.high is not None and self.high <= most

    def all_below(self, limit: Fraction) -> bool:
        return self.high is not None and (self.high < limit or (self.high_open and self.high == limit))


def _reach(seen: Bound, implied: bool) -> _Reach:
    low, high, zero = seen.low.base, seen.high.base, Fraction(0)
    if implied:
        return _Reach(low=low, high=high)
    match seen.comparison:
        case "exactly":
            return _Reach(low=low, high=high)
        case "at_least":
            return _Reach(low=low, high=None)
        case "more_than":
            return _Reach(low=low, high=None, low_open=True)
        case "at_most":
            return _Reach(low=zero, high=high)
        case "less_than":
            return _Reach(low=zero, high=high, high_open=True)
        case never:
            assert_never(never)


def _verdict(bound: Bound, observed: Bound, implied: bool) -> Truth:
    if not bound.low.kind.converts_to(observed.low.kind):
        return Truth.UNKNOWN
    seen, low, high = _reach(observed, implied), bound.low.base, bound.high.base
    match bound.comparison:
        case "at_least":
            return _settled(seen.all_from(high), seen.all_below(low))
        case "more_than":
            return _settled(seen.all_above(high), seen.all_up_to(low))
        case "at_most":
            return _settled(seen.all_up_to(low), seen.all_above(high))
        case "less_than":
            return _settled(seen.all_below(low), seen.all_from(high))
        case "exactly":
            same = low == high and seen.all_from(low) and seen.all_up_to(high)
            return _settled(same, seen.all_below(low) or seen.all_above(high))
        case never:
            assert_never(never)


def _settled(met: bool, violated: bool) -> Truth:
    if met:
        return Truth.TRUE
    return Truth.FALSE if violated else Truth.UNKNOWN


def _base(quantity: Quantity) -> Fraction:
    return quantity.base


def _decimal(value: Fraction) -> Decimal:
    """The value as a decimal, by a context of our own: the caller's may round to anything."""
    return _ROUNDING.divide(Decimal(value.numerator), Decimal(value.denominator))
