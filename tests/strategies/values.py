"""Strategies of single values: truth, quantities, dates, texts, trees, broken YAML."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from negotrack.files.emit import Flow, Plain
from negotrack.model.dates import (
    EventDate,
    Interval,
    ReportDate,
    day,
    parse_event_date,
    parse_report_date,
    presumed,
)
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


# --- Dates ----------------------------------------------------------------------------------------

PHRASES = (
    "today", "tonight", "this morning", "yesterday", "last night", "tomorrow", "Thursday", "on Monday",
    "late Friday", "Sunday night", "last wednesday", "next tuesday", "this week", "last week", "next week",
    "this month", "last month", "next month", "this year", "last year", "next year", "earlier this week",
    "earlier this month", "later this month", "earlier this year", "3 days ago", "two weeks ago",
    "a month ago", "in 2 days", "in three weeks", "in February", "may", "recently", "in recent weeks",
    "recent days",
)  # fmt: skip
"""At least one phrase of every row of the table of readings."""


def calendar_days() -> st.SearchStrategy[date]:
    """Days of the calendar, most of them within a few years of each other so that they meet."""
    return st.one_of(
        st.dates(min_value=date(2016, 1, 1), max_value=date(2020, 12, 31)),
        st.dates(min_value=date(1000, 1, 1)),
    )


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Intervals, a third or so with an open end, some open at both."""
    first, last = sorted((draw(calendar_days()), draw(calendar_days())))
    earliest = draw(st.sampled_from((first, first, first, None)))
    latest = draw(st.sampled_from((last, last, last, None)))
    return Interval(earliest=earliest, latest=latest)


@st.composite
def point_texts(draw: st.DrawFn) -> str:
    """One day, month, year or decade in notation, perhaps marked."""
    iso = draw(calendar_days()).isoformat()
    shapes = (
        iso,
        iso[:7],
        iso[:4],
        iso[:8] + "XX",
        iso[:5] + "XX",
        iso[:5] + "XX-XX",
        iso[:3] + "X",
        iso[:2] + "XX",
    )
    return draw(st.sampled_from(shapes)) + draw(st.sampled_from(("", "", "", "~", "?", "%")))


@st.composite
def span_texts(draw: st.DrawFn, separator: str = "/") -> str:
    """Two days in order, perhaps marked, joined by the separator."""
    first, last = sorted((draw(calendar_days()), draw(calendar_days())))
    marks = st.sampled_from(("", "", "~", "?", "%"))
    return f"{first}{draw(marks)}{separator}{last}{draw(marks)}"


def notation_texts() -> st.SearchStrategy[str]:
    """Every kind of date in notation."""
    items = st.lists(st.one_of(point_texts(), span_texts("..")), min_size=1, max_size=5)
    opened = st.sampled_from(("../{}", "{}/..", "..{}", "{}..", "[..{}]", "[{}..]", " {} "))
    return st.one_of(
        point_texts(),
        span_texts(),
        items.map(lambda found: f"[{', '.join(found)}]"),
        st.builds(lambda shape, point: shape.format(point), opened, point_texts()),
    )


@st.composite
def phrase_dates(draw: st.DrawFn) -> EventDate:
    """Phrases left to our reading, and phrases with the coder's."""
    anchor = draw(st.dates(min_value=date(1010, 1, 1), max_value=date(9990, 12, 31)))
    phrase = draw(st.sampled_from(PHRASES))
    if draw(st.booleans()):
        return parse_event_date(phrase, anchor=anchor)
    phrase = draw(st.sampled_from((*PHRASES, "after Ramadan", "في رمضان", "x = y")))
    return parse_event_date(f"{phrase} = {draw(notation_texts())}", anchor=draw(st.sampled_from((anchor, None))))


def event_dates() -> st.SearchStrategy[EventDate]:
    """Event dates of every kind that can be written; half of them plain days. None is presumed."""
    plain = calendar_days().map(day)
    return st.one_of(plain, plain, notation_texts().map(parse_event_date), phrase_dates())


def presumed_dates() -> st.SearchStrategy[EventDate]:
    """Event dates that nobody wrote."""
    return calendar_days().map(presumed)


@st.composite
def report_dates(draw: st.DrawFn) -> ReportDate:
    """Report dates with and without time, seconds and zone."""
    text = draw(calendar_days()).isoformat()
    if draw(st.booleans()):
        clock = draw(st.times()).isoformat("seconds")
        text += draw(st.sampled_from("T ")) + draw(st.sampled_from((clock, clock[:5])))
        text += draw(st.sampled_from(("", "", "Z", "+03:00", "-04:30", "+14:00", "-12:00")))
    return parse_report_date(text)


# --- Files: texts, trees and broken YAML ---------------------------------------------------------------

YAML_SIGNS = "[]{}:,-?&*!|>'\"%@`# \t\n\\~=<.0aé🎉ب\u00a0"
HARD_CHARACTERS = "\r\x00\x07\x1b\x7f\x85\x9b\u200e\u2028\ufeff\uffff"
YAML_SAMPLE = """\
# a comment
scenario: golan-2018
parties:
  israel: {name: Israel, kind: state, code: ISR}
demands:
  iran-off-border:
    by: israel
    terms:
      - {maintain: Iranian forces stay away, distance: 70 km | 80 km}
reports:
  - id: kan-2018-05-31
    published: 2018-05-31           # the report date
    text: |
      Kan reports
      a demand
    said_by: ["anonymous: official", 'it''s']
    statements:
      - press: iran-off-border
      - deny: withdrawal
"""


def awkward_texts() -> st.SearchStrategy[str]:
    """Texts full of what means something to YAML, or cannot be written as it is."""
    characters = st.sampled_from(YAML_SIGNS + HARD_CHARACTERS) | st.characters(exclude_categories=["Cs"])
    return st.text(characters, max_size=12)


@st.composite
def broken_yaml(draw: st.DrawFn) -> str:
    """A log with up to four edits, or nothing but signs."""
    if draw(st.booleans()):
        return draw(awkward_texts().map(lambda text: text * 2) | st.text(YAML_SIGNS, max_size=40))
    text = YAML_SAMPLE
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 6))
        text = text[:at] + draw(st.text(YAML_SIGNS, max_size=3)) + text[at + cut :]
    return text


def plain_values() -> st.SearchStrategy[Plain]:
    """Nested maps, lists, texts and empty values, some of them meant for one line; never empty as a whole."""
    keys = awkward_texts().filter(bool)

    def nested(inner: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
        lists = st.lists(inner, max_size=4)
        maps = st.dictionaries(keys, inner, max_size=4)
        return st.one_of(lists, maps, lists.map(Flow), maps.map(Flow))

    leaves: st.SearchStrategy[Plain] = awkward_texts() | st.none()
    return st.recursive(leaves, nested, max_leaves=15).filter(lambda value: value is not None)


def json_values() -> st.SearchStrategy[Any]:
    """Values that JSON can write, with keys that are not empty."""
    numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    leaves = st.none() | st.booleans() | numbers | awkward_texts()
    keys = awkward_texts().filter(bool)
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=15,
    )
