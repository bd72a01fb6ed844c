"""The one home of Hypothesis strategies: values of the domain, drawn so that they often meet the rules."""

from __future__ import annotations

from tests.strategies.logs import scenarios, without_statements
from tests.strategies.values import (
    COMPARISONS,
    COUNT_NOUNS,
    PHRASES,
    QUANTITY_UNITS,
    awkward_texts,
    broken_yaml,
    calendar_days,
    event_dates,
    intervals,
    json_values,
    notation_texts,
    phrase_dates,
    plain_values,
    point_texts,
    presumed_dates,
    quantity_specs,
    report_dates,
    span_texts,
    truths,
)
from tests.strategies.worlds import FIRST, worlds

__all__ = [
    "COMPARISONS",
    "COUNT_NOUNS",
    "FIRST",
    "PHRASES",
    "QUANTITY_UNITS",
    "awkward_texts",
    "broken_yaml",
    "calendar_days",
    "event_dates",
    "intervals",
    "json_values",
    "notation_texts",
    "phrase_dates",
    "plain_values",
    "point_texts",
    "presumed_dates",
    "quantity_specs",
    "report_dates",
    "scenarios",
    "span_texts",
    "truths",
    "without_statements",
    "worlds",
]
