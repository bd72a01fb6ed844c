"""The units in which quantities are counted, and which of them convert exactly into which.

Owns: the table of units with dimension and exact factor, currencies, and the rule that any other word is a
count noun. Must not know: numbers, ranges, comparisons, terms.

A unit converts only within its `family`. Days do not convert into months, one currency does not convert into
another, and prisoners do not convert into soldiers: a comparison of such is unknown, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

from attrs import frozen

from negotrack.problems import NegotrackError

Dimension = Literal["length", "area", "mass", "duration", "percent", "count", "money"]

MAX_NOUN: Final = 60
"""Characters that a count noun may have, words and spaces together."""

MULTIPLIERS: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
"""Words between number and unit, on the short scale (a billion is 10^9)."""


class QuantityError(NegotrackError, ValueError):
    """A quantity cannot be read or built. `hint` says what to write instead; it may be empty."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@frozen(kw_only=True)
class Unit:
    """A unit: `factor` is its exact size in the base unit of its `family`."""

    symbol: str
    dimension: Dimension
    family: str
    factor: Fraction = Fraction(1)

    def converts_to(self, other: Unit) -> bool:
        """Whether a value in this unit has one exact value in the other."""
        return (self.dimension, self.family) == (other.dimension, other.family)


# symbol, dimension, family, factor, other spellings. Mile, foot and pound: the international yard and pound
# (1959); nautical mile, hectare, tonne, hour, day: the SI brochure, 9th edition, table 8. A year is twelve
# months, but neither is a fixed number of days.
_ROWS: Final[tuple[tuple[str, Dimension, str, str, str], ...]] = (
    ("m", "length", "m", "1", "metre metres meter meters"),
    ("km", "length", "m", "1000", "kilometre kilometres kilometer kilometers kms"),
    ("mi", "length", "m", "1609.344", "mile miles"),
    ("nmi", "length", "m", "1852", "nautical_mile nautical_miles"),
    ("ft", "length", "m", "0.3048", "foot feet"),
    ("km2", "area", "m2", "1000000", "km² km^2 sq_km square_kilometres square_kilometers"),
    ("ha", "area", "m2", "10000", "hectare hectares"),
    ("mi2", "area", "m2", "2589988.110336", "mi² mi^2 sq_mi square_mile square_miles"),
    ("g", "mass", "kg", "0.001", "gram grams"),
    ("kg", "mass", "kg", "1", "kilogram kilograms kgs"),
    ("t", "mass", "kg", "1000", "tonne tonnes metric_ton metric_tons"),
    ("lb", "mass", "kg", "0.45359237", "lbs"),
    ("hour", "duration", "clock", "1", "hours h"),
    ("day", "duration", "clock", "24", "days"),
    ("week", "duration", "clock", "168", "weeks"),
    ("month", "duration", "calendar", "1", "months"),
    ("year", "duration", "calendar", "12", "years"),
    ("%", "percent", "percent", "1", "percent per_cent"),
)

# ISO 4217, the active national and supranational currencies.
CURRENCIES: Final = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK
    LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
    OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
    SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF
    YER ZAR ZMW ZWG
    """.split()
)

MONEY_HINT: Final = "write the ISO 4217 code after the number, as in `1.3 billion USD`"
_TON_HINT: Final = "write `t` for 1000 kg; a short ton is 0.90718474 t, a long ton 1.0160469088 t"
_POUND_HINT: Final = "write `lb` for the weight, or the ISO 4217 code for money, as in `5 GBP`"
_AMBIGUOUS: Final = (
    dict.fromkeys(("ton", "tons"), _TON_HINT)
    | dict.fromkeys(("pound", "pounds"), _POUND_HINT)
    | dict.fromkeys(("dollar", "dollars", "euro", "euros", "shekel", "shekels"), MONEY_HINT)
    | dict.fromkeys(("ruble", "rubles", "rouble", "roubles"), MONEY_HINT)
)

# Letters first, then letters, digits, - and apostrophes (disjoint branches: no backtracking); digits
# follow a hyphen only after a capital (`IR-1`), so that `5 tanks-7 tanks` is not taken for a noun.
_NOUN: Final = re.compile(r"[^\W\d_](?:[^\W_]|['\u2019]|(?<![a-z])-|(?<=[a-z])-(?![0-9]))+")
_RESERVED: Final = frozenset({*MULTIPLIERS, "or", "to", "bn", "mn"})  # notation, never part of a noun


def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {c: Unit(symbol=c, dimension="money", family=c) for c in CURRENCIES}
    for symbol, dimension, family, factor, spellings in _ROWS:
        unit = Unit(symbol=symbol, dimension=dimension, family=family, factor=Fraction(factor))
        for spelling in (symbol, *spellings.split()):
            table[spelling.replace("_", " ")] = unit
    return table


_KNOWN: Final = _table()


def known_unit(text: str) -> Unit | None:
    """The unit of the table that this text names, in any spelling, or None.

    Case matters for single letters and currencies only, where `M` or `top` would mean something else.
    """
    if text in _KNOWN:
        return _KNOWN[text]
    lowered = text.lower()
    return _KNOWN.get(lowered) if len(lowered) > 1 else None


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit:
    """The unit that this text names: one of the table, or else a count noun, as written.

    Count nouns are the same when they differ in case or in a final s only; `person` is `people`.
    Raises QuantityError for ambiguous units (`tons`, `dollars`) and for what cannot be a noun.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    return known_unit(name) or _count_noun(name)


def _count_noun(name: str) -> Unit:
    folded = name.lower()
    if folded.upper() in CURRENCIES:
        raise QuantityError(f'"{name}" is not the spelling of a currency', f"write {folded.upper()}")
    if folded in _AMBIGUOUS:
        raise QuantityError(f'"{name}" is not clear as a unit', _AMBIGUOUS[folded])
    if not name:
        raise QuantityError("the unit is missing", "write it after every number, as in `70 km | 80 km`")
    words = name.split()
    if len(name) > MAX_NOUN or not all(_NOUN.fullmatch(word) or known_unit(word) for word in words):
        raise QuantityError(
            f'"{name[:MAX_NOUN]}" cannot be read as a unit',
            f"write a unit such as km, kg, day, %, USD, or a noun in letters of 2 to {MAX_NOUN} characters",
        )
    for word in words:
        if known_unit(word) or word.lower() in _RESERVED or word.lower() in _AMBIGUOUS:
            raise QuantityError(
                f'"{name}" has more in it than a unit',
                f'"{word}" has a meaning of its own: write number and unit only, the rest in the text',
            )
    return Unit(symbol=name, dimension="count", family=_folded_noun(folded))


def _folded_noun(noun: str) -> str:
    return "people" if noun in ("person", "persons") else noun.removesuffix("s")
