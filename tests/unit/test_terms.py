"""Quantities and terms: what can be written, what is refused and how, and what meets what."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.terms import (
    DIMENSION_KEYS,
    Bound,
    Comparison,
    Quantity,
    QuantityError,
    QuantitySpec,
    Term,
    compare,
    fits_key,
    format_quantity,
    gap,
    parse_quantity,
)
from negotrack.model.truth import Truth
from negotrack.problems import NegotrackError, UsageError
from tests.strategies import quantity_specs

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def judge(asked: str, observed: str) -> Truth:
    return compare(parse_quantity(asked), parse_quantity(observed))


def spec_of(bound: Bound, *, implied: bool = False) -> QuantitySpec:
    return QuantitySpec(alternatives=(bound,), implied=implied)


# Reading and writing


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("70 km", "70 km"),
        ("70km", "70 km"),
        ("  70\u00a0 kilometres ", "70 km"),
        ("70.50 KM", "70.5 km"),
        ("0 km", "0 km"),
        ("70 km | 80 km", "70 km | 80 km"),
        ("70 km or 80 km OR 50 mi", "70 km | 80 km | 50 mi"),
        ("70-80 km", "70-80 km"),
        ("70..80 km", "70-80 km"),
        ("70 to 80 km", "70-80 km"),
        ("70 \u2013 80 km", "70-80 km"),
        ("70 km to 80 km", "70-80 km"),
        ("900 m to 1 km", "900 m to 1 km"),
        ("80-70 km", "70-80 km"),
        ("at least 70 km or 80 km", "at least 70 km | at least 80 km"),
        (">= 70 km", "at least 70 km"),
        (">=70 km", "at least 70 km"),
        ("No fewer than 3 prisoners", "at least 3 prisoners"),
        ("<= 3.67 %", "at most 3.67 %"),
        ("3.67%", "3.67 %"),
        ("no more than 300 kg", "at most 300 kg"),
        ("up to 70 to 80 km", "at most 70-80 km"),
        ("exactly 2 years", "exactly 2 years"),
        ("exactly 1 year", "exactly 1 year"),
        ("1-2 years", "1-2 years"),
        ("more than 5 days", "more than 5 days"),
        ("> 5 days", "more than 5 days"),
        ("fewer than 5060 IR-1 centrifuges", "less than 5060 IR-1 centrifuges"),
        ("1.3 billion USD", "1300000000 USD"),
        ("1-2 million people", "1000000-2000000 people"),
        ("50 thousand to 1 million people", "50000-1000000 people"),
        ("12 km²", "12 km2"),
        ("12 square kilometres", "12 km2"),
        ("5 nautical miles", "5 nmi"),
        ("3 top commanders", "3 top commanders"),
        ("40 أسيرا", "40 أسيرا"),
    ],
)
def test_what_can_be_written(text: str, canonical: str) -> None:
    spec = parse_quantity(text)
    assert spec.text == text
    assert format_quantity(spec) == canonical
    assert parse_quantity(canonical) == spec


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "does not start with a number", "70-80 km"),
        ("NaN km", "does not start with a number", "70 km"),
        ("inf km", "does not start with a number", "70 km"),
        ("1e999 km", "not a number and a unit", "space"),
        ("1e999", "not a number and a unit", "space"),
        ("0x10 people", "not a number and a unit", "space"),
        ("9" * 31 + " km", "at most 30 digits", ""),
        ("9" * 5000 + " km", "over 4000 characters", "30 digits"),
        ("9" * 3000 + " km", "at most 30 digits", ""),
        ("9" * 25 + " billion USD", "at most 30 digits", ""),
        ("٧٠ km", r"U\+0667", "ASCII"),
        ("７0 km", r"U\+FF17", "ASCII"),
        ("70", "unit is missing", "after every number"),
        ("70 | 80 km", "unit is missing", "after every number"),
        ("5 million", "unit is missing", "after every number"),
        ("1,000 people", "may separate thousands or decimals", "`1000`"),
        ("1_000 people", "may separate thousands or decimals", "`1000`"),
        ("1 000 people", "space inside a number", "`1000`"),
        ("70 km | 80 kg", "mix length and mass", "one kind"),
        ("70 km | 80 kmm", "mix count and length", "one kind"),
        ("$5 million", "several currencies", "ISO 4217"),
        ("5 million €", "several currencies", "ISO 4217"),
        ("5 million dollars", "not clear", "ISO 4217"),
        ("5 usd", "spelling of a currency", "USD"),
        ("5 bn USD", "more in it than a unit", '"bn"'),
        ("USD 5", "does not start with a number", "USD"),
        ("300 tons", "not clear", "`t`"),
        ("300 pounds", "not clear", "`lb`"),
        ("-5 km", "does not start with a number", "no sign"),
        (".5 km", "does not start with a number", "0.5"),
        ("about 70 km", "does not start with a number", "range"),
        ("70 km away", "more in it than a unit", '"km"'),
        ("70 to 80 to 90 km", "cannot be read as a unit", ""),
        ("70 km - 80 km - 90 km", "more than two ends", ""),
        ("70-80-90 km", "not a number and a unit", ""),
        ("2018-05-31", "not a number and a unit", ""),
        ("5 tanks-7 tanks", "cannot be read as a unit", ""),
        ("5 " + "-" * 50, "cannot be read as a unit", ""),
        ("5 a\x1b[31m", "cannot be read as a unit", ""),
        ("5 " + "x" * 61, "cannot be read as a unit", ""),
        ("30 days to 1 month", "no exact size", "one unit"),
        ("1000-2 billion USD", "may be meant in two ways", "in full"),
        ("70 km or at most 80 km", "first has none", "each"),
        ("less than 0 km", "nothing is less than 0", ""),
        (" | ".join(["1 km"] * 17), "1 to 16 alternatives", ""),
    ],
)
def test_what_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(QuantityError, match=message) as refused:
        parse_quantity(text)
    assert hint in refused.value.hint
    assert len(str(refused.value)) < 200
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, NegotrackError)


def test_a_range_with_swapped_ends_is_flagged_and_equal() -> None:
    assert parse_quantity("80-70 km").reversed
    assert parse_quantity("1 km to 900 m").reversed
    assert not parse_quantity("70-80 km").reversed
    assert parse_quantity("80-70 km") == parse_quantity("70-80 km")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("75 km", ("75", "75", "km", "km")),
        ("70-80 km", ("70", "80", "km", "km")),
        ("exactly 70 km or 80 km", ("70", "80", "km", "km")),
        ("70 km | 1 m", ("1", "70", "m", "km")),
        ("at least 70 km", None),
        ("at most 70 km", None),
        ("5 USD | 5 EUR", None),
    ],
)
def test_the_exact_range_of_a_report(text: str, expected: tuple[str, str, str, str] | None) -> None:
    found = parse_quantity(text).exact_range()
    if expected is None:
        assert found is None
    else:
        low, high, low_unit, high_unit = expected
        assert found == (
            Quantity(value=Decimal(low), unit=low_unit),
            Quantity(value=Decimal(high), unit=high_unit),
        )


@given(quantity_specs())
def test_what_is_written_is_read_back(spec: QuantitySpec) -> None:
    """parse(format(x)) == x, and formatting is idempotent."""
    text = format_quantity(spec)
    assert parse_quantity(text) == spec
    assert format_quantity(parse_quantity(text)) == text


@given(st.text(alphabet="0179.,-<>=| kmorUSDatleast%²\n\x1b٧$", max_size=40) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No input gets anything but a value that can be written again, or a QuantityError."""
    try:
        spec = parse_quantity(text)
    except QuantityError:
        return
    assert parse_quantity(format_quantity(spec)) == spec


# Building values


def test_values_that_cannot_be_are_not_built() -> None:
    for value in ("NaN", "Infinity", "-1", "1e30", "1e-30", "1e999999"):
        with pytest.raises(QuantityError):
            Quantity(value=Decimal(value), unit="km")
    with pytest.raises(QuantityError, match="canonical") as refused:
        Quantity(value=Decimal(1), unit="kilometres")
    assert refused.value.hint == "write km"
    one, two = Quantity(value=Decimal(1), unit="km"), Quantity(value=Decimal(2), unit="km")
    with pytest.raises(QuantityError, match="ends below"):
        Bound(comparison="exactly", low=two, high=one)
    with pytest.raises(QuantityError, match="alternatives"):
        QuantitySpec(alternatives=())
    with pytest.raises(QuantityError, match="implied"):
        spec_of(Bound(comparison="at_most", low=one, high=two), implied=True)


# Comparing


@pytest.mark.parametrize(
    ("asked", "observed", "expected"),
    [
        ("70 km | 80 km", "60 km", F),
        ("70 km | 80 km", "75 km", U),
        ("70 km | 80 km", "90 km", T),
        ("70 km | 80 km", "80 km", T),
        ("70 km | 80 km", "70 km", U),
        ("70-80 km", "75 km", U),
        ("70-80 km", "69.9 km", F),
        ("70 km", "65-75 km", U),
        ("70 km", "75 km | 60 km", U),
        ("70 km", "at least 80 km", T),
        ("70 km", "at least 60 km", U),
        ("70 km", "less than 70 km", F),
        ("70 km", "at most 70 km", U),
        ("more than 70 km", "70 km", F),
        ("more than 70 km", "more than 70 km", T),
        ("more than 70 km", "at most 70 km", F),
        ("at most 300 kg", "300 kg", T),
        ("at most 300 kg", "more than 300 kg", F),
        ("at most 300 kg", "at least 300 kg", U),
        ("at most 300 kg", "0.3 t", T),
        ("less than 5 days", "less than 120 hours", T),
        ("less than 5 days", "5 days", F),
        ("less than 5 days", "4-5 days", U),
        ("at most 3.67 %", "4.5 %", F),
        ("exactly 2 years", "2 years", T),
        ("exactly 2 years", "24 months", T),
        ("exactly 2 years", "3 years", F),
        ("exactly 2 years", "1-3 years", U),
        ("exactly 2 years", "more than 2 years", F),
        ("exactly 2-3 years", "2 years", U),
        ("exactly 0 kg", "at most 0 kg", T),
        ("50 mi", "80.4672 km", T),
        ("50 mi", "80.4671 km", F),
        ("1 km2", "100 ha", T),
        ("1 month", "40 days", U),
        ("30 days | 1 month", "2 days", U),
        ("70 km", "70 kg", U),
        ("5 USD", "50 EUR", U),
        ("1 billion USD", "1.3 billion USD", T),
        ("5 prisoners", "6 soldiers", U),
        ("1 centrifuge", "2 Centrifuges", T),
        ("1 person", "2 people", T),
        ("100000000000000000000000000001 km", "100000000000000000000000000000 km", F),
    ],
)
def test_what_meets_what(asked: str, observed: str, expected: Truth) -> None:
    assert judge(asked, observed) is expected


SMALL = st.integers(min_value=0, max_value=4)
ENDS = st.tuples(SMALL, SMALL).map(sorted)
COMPARISONS = st.sampled_from(("at_least", "at_most", "exactly", "more_than", "less_than"))
HALVES = [Fraction(n, 2) for n in range(13)]  # values that separate any two thresholds from 0 to 4


def holds(comparison: str, value: Fraction, threshold: Fraction) -> bool:
    return {
        "at_least": value >= threshold,
        "at_most": value <= threshold,
        "exactly": value == threshold,
        "more_than": value > threshold,
        "less_than": value < threshold,
    }[comparison]


@given(COMPARISONS, ENDS, COMPARISONS, ENDS)
def test_a_verdict_is_what_every_reading_agrees_on(
    asked: Comparison, thresholds: list[int], seen: Comparison, values: list[int]
) -> None:
    """A definite answer is the one that every threshold and every value left open would give."""
    if (asked == "less_than" and not thresholds[1]) or (seen == "less_than" and not values[1]):
        return
    between = [t for t in HALVES if thresholds[0] <= t <= thresholds[1]]
    ends = [t for t in HALVES if values[0] <= t <= values[1]]
    possible = [v for v in HALVES if any(holds(seen, v, end) for end in ends)]
    verdicts = {holds(asked, value, threshold) for value in possible for threshold in between}
    expected = U if len(verdicts) > 1 else T if verdicts.pop() else F
    assert compare(km(asked, thresholds), km(seen, values)) is expected


def km(comparison: Comparison, ends: list[int]) -> QuantitySpec:
    low, high = (Quantity(value=Decimal(end), unit="km") for end in ends)
    return spec_of(Bound(comparison=comparison, low=low, high=high))


@given(
    quantity_specs(units=("km",), comparisons=("at_least", "more_than")),
    st.integers(0, 200),
    st.integers(0, 200),
)
def test_more_is_never_worse(asked: QuantitySpec, one: int, other: int) -> None:
    """Where at least so much is asked, a larger value never gets a lower verdict."""
    order = [F, U, T]
    less, more = (compare(asked, parse_quantity(f"{value} km")) for value in sorted((one, other)))
    assert order.index(less) <= order.index(more)


@given(quantity_specs(units=("km",)), quantity_specs(units=("km",)))
def test_the_unit_does_not_matter(asked: QuantitySpec, observed: QuantitySpec) -> None:
    """1 km is 1000 m, on either side."""
    verdict = compare(asked, observed)
    assert compare(in_metres(asked), observed) is verdict
    assert compare(asked, in_metres(observed)) is verdict


def in_metres(spec: QuantitySpec) -> QuantitySpec:
    def metres(quantity: Quantity) -> Quantity:
        return Quantity(value=quantity.value * 1000, unit="m")

    bounds = (Bound(comparison=b.comparison, low=metres(b.low), high=metres(b.high)) for b in spec.alternatives)
    return QuantitySpec(alternatives=tuple(bounds), implied=spec.implied)


@given(quantity_specs(), quantity_specs())
def test_another_alternative_never_settles_anything(asked: QuantitySpec, observed: QuantitySpec) -> None:
    """What is left open in addition may make an answer unknown, never turn it or make it definite."""
    if asked.dimension != observed.dimension or asked.implied != observed.implied:
        assert compare(asked, observed) in (T, F, U)
        return
    wider = QuantitySpec(alternatives=(*asked.alternatives, *observed.alternatives), implied=asked.implied)
    assert compare(wider, observed) in (compare(asked, observed), U)


# Gaps


@pytest.mark.parametrize(
    ("demanded", "offered", "expected"),
    [
        ("70 km | 80 km", "60 km", ("10", "20", "km")),
        ("70 km | 80 km", "75 km", ("5", "5", "km")),
        ("70-80 km", "75 km", ("0", "5", "km")),
        ("70 km", "at most 90 km", ("20", "20", "km")),
        ("70 km", "60000 m", ("10", "10", "km")),
        ("1 mi", "0 km", ("1", "1", "mi")),
        ("1 mi", "2 km", ("0.2427423844746679392348683687", "0.2427423844746679392348683687", "mi")),
        ("100 prisoners", "1 prisoner", ("99", "99", "prisoners")),
        ("70 km", "60 kg", None),
        ("1 month", "30 days", None),
        ("5 USD", "5 EUR", None),
    ],
)
def test_the_gap_between_positions(demanded: str, offered: str, expected: tuple[str, str, str] | None) -> None:
    found = gap(parse_quantity(demanded), parse_quantity(offered))
    assert found == (expected and (Decimal(expected[0]), Decimal(expected[1]), expected[2]))


def test_the_decimal_context_of_the_caller_changes_nothing() -> None:
    asked, observed = "1.23456789 billion USD", "1.23456788 billion USD"
    with decimal.localcontext() as context:
        context.prec = 2
        assert judge(asked, observed) is F
        assert format_quantity(parse_quantity(asked)) == "1234567890 USD"
        assert gap(parse_quantity(asked), parse_quantity(observed)) == (Decimal(10), Decimal(10), "USD")


# Terms


def term(**quantities: str) -> Term:
    pairs = tuple((key, parse_quantity(text)) for key, text in quantities.items())
    return Term(text="Iranian forces stay away from the border", mode="maintain", quantities=pairs)


@pytest.mark.parametrize(
    ("asked", "observed", "expected"),
    [
        ({"distance": "70 km | 80 km"}, {"distance": "90 km"}, T),
        ({"distance": "70 km | 80 km"}, {"distance": "60 km"}, F),
        ({"distance": "70 km | 80 km"}, {"distance": "75 km"}, U),
        ({"distance": "70 km", "duration": "2 years"}, {"distance": "90 km"}, U),
        ({"distance": "70 km", "duration": "2 years"}, {"distance": "60 km"}, F),
        ({"distance": "70 km"}, {"area": "90 km2"}, U),
        ({"distance": "70 km"}, {}, U),
        ({}, {"distance": "70 km"}, U),
    ],
)
def test_a_term_is_judged_by_its_quantities(asked: dict[str, str], observed: dict[str, str], expected: Truth) -> None:
    seen = {key: parse_quantity(text) for key, text in observed.items()}
    assert term(**asked).judged_by(seen) is expected


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("distance", "70 km", True),
        ("distance", "70 kmm", False),
        ("level", "3.67 %", True),
        ("amount", "1 billion USD", True),
        ("count", "5 days", False),
        ("colour", "5 days", False),
    ],
)
def test_a_key_says_what_kind_of_quantity_it_takes(key: str, text: str, expected: bool) -> None:
    assert fits_key(key, parse_quantity(text)) is expected


def test_a_term_takes_only_the_keys_there_are() -> None:
    keys = ("distance", "area", "weight", "duration", "count", "amount", "percentage", "level", "quantity")
    assert keys == DIMENSION_KEYS
    with pytest.raises(UsageError, match='did you mean "distance"'):
        term(distanse="70 km")


def test_a_term_is_a_value() -> None:
    one = Term(text="x", mode="achieve", quantities=(("count", parse_quantity("1 seat")),))
    other = Term(text="x", mode="achieve", quantities=(("count", parse_quantity("1  seat")),))
    assert one == other
    assert hash(one) == hash(other)
