"""The notation of quantities: text to values and back.

Owns: how numbers, multipliers, ranges, comparisons and alternatives are written, and the refusals with their
hints. Must not know: what quantities mean or how they compare.

    spec        = alternative, { ("|" | "or"), alternative }
    alternative = [ comparison ], end, [ ("-" | ".." | "to"), end ]
    end         = digits, [ ".", digits ], [ "thousand" | "million" | "billion" ], unit

Both ends of a range share the unit, and in `1-2 billion USD` the multiplier, that stands at its end.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from typing import Final

from negotrack.model.quantities import MAX_DIGITS, Bound, Comparison, Quantity, QuantitySpec
from negotrack.model.units import MONEY_HINT, MULTIPLIERS, QuantityError, known_unit, unit_of

MAX_TEXT: Final = 4000
"""Characters that a quantity may have."""

_FORMS: Final = "write it as in `70 km`, `70-80 km`, `70 km | 80 km`, `at most 300 kg` or `1.3 billion USD`"

# The first spelling of each comparison is the canonical one.
_COMPARISONS: Final[dict[Comparison, tuple[str, ...]]] = {
    "at_least": ("at least", ">=", "≥", "no less than", "not less than", "no fewer than"),
    "at_most": ("at most", "<=", "≤", "no more than", "not more than", "up to"),
    "exactly": ("exactly", "="),
    "more_than": ("more than", ">"),
    "less_than": ("less than", "<", "fewer than"),
}
_PHRASES: Final = {phrase: name for name, phrases in _COMPARISONS.items() for phrase in phrases}
_COMPARISON: Final = re.compile("|".join(re.escape(p) for p in sorted(_PHRASES, key=len, reverse=True)), re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_TIGHT_RANGE: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(?:-|\u2013|\.\.|to(?= )) ?(?=[0-9])", re.IGNORECASE)
_SPACED_RANGE: Final = re.compile(r" (?:-|\u2013|\.\.|to) ", re.IGNORECASE)
_ALTERNATIVE: Final = re.compile(r"\|| or ", re.IGNORECASE)
_MULTIPLIER: Final = re.compile(rf"({'|'.join(MULTIPLIERS)})(?: |$)", re.IGNORECASE)
_UNITLESS: Final = re.compile(rf"[0-9.]+ (?:{'|'.join(MULTIPLIERS)})", re.IGNORECASE)
_VAGUE: Final = ("about ", "around ", "some ", "roughly ", "nearly ", "almost ", "circa ", "~", "±")
_EXACT: Final = Context(prec=4 * MAX_DIGITS)


def parse_quantity(text: str) -> QuantitySpec:
    """Reads a quantity as a source gives it, everything that it leaves open kept.

    A comparison holds for the alternatives after it (`at least 70 km or 80 km`); where none is written it is
    implied, as `QuantitySpec.implied` explains. Raises QuantityError with a hint for anything ambiguous.
    """
    _refuse_unreadable(text)
    bounds: list[Bound] = []
    carried: Comparison | None = None
    swapped = False
    for index, part in enumerate(_ALTERNATIVE.split(" ".join(text.split()))):
        written, rest = _take_comparison(part.strip())
        if written and not carried and index:
            raise QuantityError("a later alternative has a comparison, the first has none", "write it for each")
        carried = written or carried
        low, high, in_order = _range(rest)
        swapped = swapped or not in_order
        bounds.append(Bound(comparison=carried or "at_least", low=low, high=high))
    return QuantitySpec(text=text, alternatives=tuple(bounds), implied=carried is None, reversed=swapped)


def format_quantity(spec: QuantitySpec) -> str:
    """The canonical notation: `parse_quantity` of it equals the spec."""
    return " | ".join(_format_bound(bound, spec.implied) for bound in spec.alternatives)


def _refuse_unreadable(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise QuantityError(f"the text has over {MAX_TEXT} characters", f"a number has at most {MAX_DIGITS} digits")
    for character in text:
        if character.isdecimal() and not character.isascii():
            raise QuantityError(f"the digit U+{ord(character):04X} is not one of 0 to 9", "write ASCII digits")
        if unicodedata.category(character) == "Sc":
            raise QuantityError(f'"{character}" stands for several currencies', MONEY_HINT)
    if grouped := re.search(r"[0-9]{1,3}[,_'\u2019][0-9]", text):
        raise QuantityError(
            f'"{grouped[0][-2]}" between digits may separate thousands or decimals',
            "write plain digits, with a point before decimals, as in `1000` or `1.5`",
        )


def _take_comparison(part: str) -> tuple[Comparison | None, str]:
    """The comparison that the part opens with, if any, and the rest of the part."""
    found = _COMPARISON.match(part)
    if not found:
        return None, part
    return _PHRASES[found[0].lower()], part[found.end() :].lstrip()


def _range(text: str) -> tuple[Quantity, Quantity, bool]:
    """Both ends, the smaller one first, and whether they were written in that order."""
    if tight := _TIGHT_RANGE.match(text):
        return _tight_range(tight[1], text[tight.end() :])
    ends = _SPACED_RANGE.split(text)
    if len(ends) > 2:
        raise QuantityError(f'"{_shown(text)}" has more than two ends', _FORMS)
    last = _end(ends[-1])
    if len(ends) == 2 and _UNITLESS.fullmatch(ends[0]):
        ends[0] = f"{ends[0]} {last.unit}"
    return _ordered(_end(ends[0]), last)


def _tight_range(first: str, rest: str) -> tuple[Quantity, Quantity, bool]:
    """`1-2 billion USD`: multiplier and unit belong to both ends."""
    last = _end(rest)
    tail = rest[len(_number(rest)) :]
    low, high, in_order = _ordered(_end(first + tail), last)
    if not in_order and _MULTIPLIER.match(tail.lstrip()):
        raise QuantityError(f'"{_shown(first + " to " + rest)}" may be meant in two ways', "write both ends in full")
    return low, high, in_order


def _ordered(first: Quantity, last: Quantity) -> tuple[Quantity, Quantity, bool]:
    swapped = first.kind.converts_to(last.kind) and first.base > last.base
    return (last, first, False) if swapped else (first, last, True)


def _end(text: str) -> Quantity:
    digits = _number(text)
    rest = text[len(digits) :]
    if rest[:1] != " " and rest and not known_unit(rest):
        raise QuantityError(f'"{_shown(text)}" is not a number and a unit', f"put a space after the number; {_FORMS}")
    rest = rest.strip()
    if rest[:1].isdigit():
        raise QuantityError(f'"{_shown(text)}" has a space inside a number', "write plain digits, as in `1000`")
    value = Decimal(digits)
    if multiplier := _MULTIPLIER.match(rest):
        value = _EXACT.multiply(value, Decimal(MULTIPLIERS[multiplier[1].lower()]))
        rest = rest[multiplier.end() :]
    return Quantity(value=Decimal(_format_number(value)), unit=unit_of(rest).symbol)


def _number(text: str) -> str:
    """The digits that the text opens with, as written."""
    found = _NUMBER.match(text)
    if not found:
        raise QuantityError(f'"{_shown(text)}" does not start with a number', _number_hint(text))
    if len(found[0]) > MAX_DIGITS + 1:
        raise QuantityError(f"a number may have at most {MAX_DIGITS} digits", "round it")
    return found[0]


def _number_hint(text: str) -> str:
    opening = text.lower()
    if opening.startswith(_VAGUE):
        return "write what it leaves open as a range, as in `65-75 km`"
    if opening.startswith(("-", "\u2212", "+")):
        return "a quantity has no sign; say the direction in the text"
    if text[:1] == ".":
        return "write a digit before the point, as in `0.5 %`"
    return _FORMS


def _format_bound(bound: Bound, implied: bool) -> str:
    opening = "" if implied else f"{_COMPARISONS[bound.comparison][0]} "
    low, high = _format_number(bound.low.value), _format_number(bound.high.value)
    end = f"{high} {_format_unit(bound.high)}"
    if bound.low == bound.high:
        return opening + end
    if bound.low.unit == bound.high.unit:
        return f"{opening}{low}-{end}"
    return f"{opening}{low} {_format_unit(bound.low)} to {end}"


def _format_unit(quantity: Quantity) -> str:
    """Durations are words, so they take an s; the other units of the table are symbols."""
    plural = quantity.kind.dimension == "duration" and quantity.value != 1
    return f"{quantity.unit}s" if plural else quantity.unit


def _format_number(value: Decimal) -> str:
    """Plain digits, without exponent and without zeros that say nothing."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
