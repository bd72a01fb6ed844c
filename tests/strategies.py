"""The one home of Hypothesis strategies: values of the domain, drawn so that they often meet the rules."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from negotrack.model.terms import Bound, Comparison, Quantity, QuantitySpec
from negotrack.model.truth import Truth

# --- Truth and quantities ----------------------------------------------------------------------------


def truths() -> st.SearchStrategy[Truth]:
    """Any of the three."""
    return st.sampled_from(Truth)


QUANTITY_UNITS = ("km", "m", "mi", "kg", "t", "day", "week", "month", "year", "%", "USD", "EUR", "people")
COUNT_NOUNS = ("prisoners", "IR-1 centrifuges", "seats in parliament", "أسرى")
COMPARISONS: tuple[Comparison, ...] = ("at_least", "at_most", "exactly", "more_than", "less_than")


@st.composite
def quantity_specs(
    draw: st.DrawFn,
    units: tuple[str, ...] = QUANTITY_UNITS + COUNT_NOUNS,
    comparisons: tuple[Comparison, ...] = COMPARISONS,
) -> QuantitySpec:
    """One to three alternatives in one unit, small and close together so that they meet and overlap."""
    unit = draw(st.sampled_from(units))
    implied = "at_least" in comparisons and draw(st.booleans())
    bounds = draw(st.lists(_bounds(unit, ("at_least",) if implied else comparisons), min_size=1, max_size=3))
    return QuantitySpec(alternatives=tuple(bounds), implied=implied)


@st.composite
def _bounds(draw: st.DrawFn, unit: str, comparisons: tuple[Comparison, ...]) -> Bound:
    numbers = st.integers(0, 200).map(Decimal) | st.decimals(0, 10**12, places=3)
    low, high = sorted((draw(numbers), draw(numbers)))
    if draw(st.booleans()):
        low = high
    comparison = draw(st.sampled_from(comparisons))
    if comparison == "less_than" and not high:
        high = Decimal(1)
    return Bound(
        comparison=comparison,
        low=Quantity(value=low, unit=unit),
        high=Quantity(value=high, unit=unit),
    )
