"""Dates in notation: a subset of EDTF (ISO 8601-2:2019, as the Library of Congress profiles it).

Owns: days, months, years, unknown digits, marks, spans with open ends, and one-of lists.
Must not know: phrases, anchors, what an event is.

What differs from EDTF, and why: `..2018-05-30` and `2018-05-30..` stand alone, as they are what coders write;
`2018-05-30/` is refused, as it is read as open by some and as unknown by others; season codes are refused, as
they mean other months south of the equator.

A mark `~` widens a date by one of its own unit on both sides (2018-05-31~ is 30 May to 1 June, 2018-05~
April to June, 201X~ three decades): EDTF leaves the width open, and an event that is only about dated must
not look certain. `?` widens nothing, since it doubts the source and not the precision; `%` is both.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from attrs import frozen

from negotrack.model.date_refusals import refusal
from negotrack.model.intervals import (
    MONTHS,
    DateError,
    Interval,
    hull,
    month_number,
    outside,
    quoted,
    whole_days,
    whole_months,
)

_POINT = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([~?%])?")
_OPEN = Interval(earliest=None, latest=None)


@frozen(kw_only=True)
class Notation:
    """What a notation says: `exact` before and `interval` after widening by `~`."""

    exact: Interval
    interval: Interval
    alternatives: tuple[Interval, ...] = ()
    approximate: bool = False
    uncertain: bool = False


def parse_notation(text: str) -> Notation:
    """The meaning of one date in notation; DateError says what is wrong with it and what to write."""
    if text.startswith("["):
        return _parse_one_of(text)
    if "/" in text:
        return _parse_span(text, "/")
    if text.startswith("..") or text.endswith(".."):
        return _parse_span(text, "..")
    if ".." in text:
        hint = "write a/b for a span of days, or [a..b] for one day between"
        raise DateError(f"{quoted(text)} has .. between two dates", hint)
    return _parse_point(text)


def exact_day(year: str, month: str, day: str) -> date:
    """The day with these digits; DateError names the part that does not exist."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise _no_day(year, month, day) from None
    if found.year < 1000:
        raise _no_day(year, month, day)
    return found


def _no_day(year: str, month: str, day: str) -> DateError:
    """What is wrong with the digits of a day that does not exist."""
    whole = f"{year}-{month}"
    if int(year) < 1000:
        return DateError(f"there is no year {year} here", outside().hint)
    if 21 <= int(month) <= 41:
        return DateError(f'"{whole}" is a season code', "seasons differ by hemisphere; write months: 2018-03/2018-05")
    if not 1 <= int(month) <= 12:
        return DateError(f'there is no month {month} in "{whole}"', "months run from 01 to 12")
    length = monthrange(int(year), int(month))[1]
    message = f"there is no day {day} in {MONTHS[int(month) - 1]} {year}"
    return DateError(message, f"{whole} has the days 01 to {length}")


def _parse_point(text: str) -> Notation:
    """One day, month, year, decade or century with its mark."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise refusal(text)
    year, month, day, mark = match.groups()
    if ("X" in year and month) or (month == "XX" and day not in (None, "XX")):
        raise refusal(text)
    exact, size = _extent(year, month, day)
    approximate = mark in ("~", "%")
    interval = _widened(exact, size) if approximate else exact
    return Notation(exact=exact, interval=interval, approximate=approximate, uncertain=mark in ("?", "%"))


def _extent(year: str, month: str | None, day: str | None) -> tuple[Interval, int]:
    """The days meant, and the size of their unit in months (0 for a day)."""
    known_month = month if month and month != "XX" else None
    known_day = day if day and day != "XX" else None
    first = exact_day(year.replace("X", "0"), known_month or "01", known_day or "01")
    if known_day:
        return Interval(earliest=first, latest=first), 0
    size = 1 if known_month else 12 * 10 ** year.count("X")
    return whole_months(month_number(first), size), size


def _widened(exact: Interval, size: int) -> Interval:
    """One unit more on both sides, cut to the calendar."""
    first = exact.earliest or date.min  # a point is never open
    if size == 0:
        return whole_days(first.toordinal() - 1, 3)
    return whole_months(month_number(first) - size, 3 * size)


def _parse_span(text: str, separator: str) -> Notation:
    """Two ends, at most one of them open; the days from the first of the one to the last of the other."""
    start, _, end = text.partition(separator)
    if separator in end:
        raise refusal(text)
    left, right = (_parse_end(part.strip(), text, separator) for part in (start, end))
    if left.exact == right.exact == _OPEN:
        raise DateError(f"{quoted(text)} is open at both ends", "leave the date out when nothing is known of it")
    _check_forward(left.exact, right.exact, text)
    return Notation(
        exact=Interval(earliest=left.exact.earliest, latest=right.exact.latest),
        interval=Interval(earliest=left.interval.earliest, latest=right.interval.latest),
        approximate=left.approximate or right.approximate,
        uncertain=left.uncertain or right.uncertain,
    )


def _parse_end(part: str, whole: str, separator: str) -> Notation:
    if part == (".." if separator == "/" else ""):
        return Notation(exact=_OPEN, interval=_OPEN)
    if not part:
        hint = "write .. for an open end: 2018-05-10/.. or ../2018-05-10"
        raise DateError(f"{quoted(whole)} lacks one end", hint)
    return _parse_point(part)


def _check_forward(left: Interval, right: Interval, text: str) -> None:
    if left.first_ordinal > right.last_ordinal:
        raise DateError(f"{quoted(text)} runs backwards", "put the earlier date first")


def _parse_one_of(text: str) -> Notation:
    """`[a, b, c..d]`: one of these, not known which."""
    if not text.endswith("]") or "[" in text[1:] or "]" in text[:-1]:
        raise DateError(f"{quoted(text)} has unpaired brackets", "write [2018-05-03, 2018-05-09], marks inside")
    items = tuple(_parse_item(item.strip(), text) for item in text[1:-1].split(","))
    return Notation(
        exact=hull(tuple(item.exact for item in items)),
        interval=hull(tuple(item.interval for item in items)),
        alternatives=tuple(item.interval for item in items),
        approximate=any(item.approximate for item in items),
        uncertain=any(item.uncertain for item in items),
    )


def _parse_item(item: str, whole: str) -> Notation:
    if not item:
        raise DateError(f"{quoted(whole)} has an empty place", "write [2018-05-03, 2018-05-09]")
    if "/" in item:
        raise DateError(f"{quoted(item)} is a span inside a list", "inside brackets write a..b")
    return _parse_span(item, "..") if ".." in item else _parse_point(item)
