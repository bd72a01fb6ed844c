"""Stretches of whole days, and the calendar they lie in.

Owns: `Interval`, the bounds of the calendar, whole days, weeks, months and years as intervals, and
`DateError` with its safe way of quoting what was found.
Must not know: how a date is written, what a phrase means, what happened on a day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import Literal, assert_never

from attrs import frozen

from negotrack.problems import NegotrackError

Unit = Literal["day", "week", "month", "year"]

FIRST_DAY = date(1000, 1, 1)
"""The first day that can be written: every year has four digits and no leading zero."""
LAST_DAY = date.max
FAR_FUTURE = 4_000_000
"""The ordinal that stands for an open end: after every day of the calendar (9999-12-31 is 3,652,059)."""
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The English names, whatever the locale (the names in `calendar` follow it)."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ECHO = 40


class DateError(NegotrackError, ValueError):
    """A date cannot be read. The message says what was found, `hint` what to write; both are safe to show."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def quoted(text: str) -> str:
    """The text in quotes for a message: at most 40 characters, unprintable ones as visible escapes."""
    head = text[: _ECHO + 1]
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in head)
    return f'"{shown}"' if len(shown) <= _ECHO else f'"{shown[: _ECHO - 1]}…"'


@frozen(kw_only=True)
class Interval:
    """The days from `earliest` to `latest`, both included; None leaves that end open.

    Raises DateError when it runs backwards or when a bound has a time of day.
    """

    earliest: date | None
    latest: date | None

    def __attrs_post_init__(self) -> None:
        if isinstance(self.earliest, datetime) or isinstance(self.latest, datetime):
            raise DateError("found a date with a time, expected whole days", "pass its .date()")
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise DateError(f"the interval runs backwards: {self}", "put the earlier day first")

    def __str__(self) -> str:
        if self.earliest is not None and self.earliest == self.latest:
            return self.earliest.isoformat()
        return "/".join(day.isoformat() if day else ".." for day in (self.earliest, self.latest))

    @property
    def first_ordinal(self) -> int:
        """`date.toordinal` of the earliest day; 0 when open."""
        return self.earliest.toordinal() if self.earliest else 0

    @property
    def last_ordinal(self) -> int:
        """`date.toordinal` of the latest day; FAR_FUTURE when open."""
        return self.latest.toordinal() if self.latest else FAR_FUTURE

    def contains(self, day: date) -> bool:
        """Whether the day is one of the interval's."""
        return self.first_ordinal <= day.toordinal() <= self.last_ordinal

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return self.first_ordinal <= other.last_ordinal and other.first_ordinal <= self.last_ordinal

    def intersect(self, other: Interval) -> Interval | None:
        """The days that both have, or None when there are none."""
        if not self.overlaps(other):
            return None
        later = self if self.first_ordinal >= other.first_ordinal else other
        sooner = self if self.last_ordinal <= other.last_ordinal else other
        return Interval(earliest=later.earliest, latest=sooner.latest)


def hull(intervals: tuple[Interval, ...]) -> Interval:
    """The smallest interval that holds every one of them (at least one)."""
    first = min(intervals, key=lambda i: i.first_ordinal)
    last = max(intervals, key=lambda i: i.last_ordinal)
    return Interval(earliest=first.earliest, latest=last.latest)


def whole_days(first: int, count: int) -> Interval:
    """`count` days from the day with ordinal `first`, cut to the calendar.

    Raises DateError when none of them is in the calendar.
    """
    start = max(first, FIRST_DAY.toordinal())
    end = min(first + count - 1, LAST_DAY.toordinal())
    if end < start:
        raise outside()
    return Interval(earliest=date.fromordinal(start), latest=date.fromordinal(end))


def month_number(day: date) -> int:
    """Months since the beginning of year 0, so that months can be added and subtracted."""
    return day.year * 12 + day.month - 1


def whole_months(first: int, count: int) -> Interval:
    """`count` months from the month with number `first`, cut to the calendar.

    Raises DateError when none of them is in the calendar.
    """
    start = max(first, month_number(FIRST_DAY))
    end = min(first + count - 1, month_number(LAST_DAY))
    if end < start:
        raise outside()
    year, month = end // 12, end % 12 + 1
    last = date(year, month, monthrange(year, month)[1])
    return Interval(earliest=date(start // 12, start % 12 + 1, 1), latest=last)


def calendar_unit(day: date, unit: Unit, offset: int) -> Interval:
    """The day, ISO week (from Monday), month or year that lies `offset` such units after the one of `day`."""
    match unit:
        case "day":
            return whole_days(day.toordinal() + offset, 1)
        case "week":
            return whole_days(day.toordinal() - day.weekday() + 7 * offset, 7)
        case "month":
            return whole_months(month_number(day) + offset, 1)
        case "year":
            return whole_months((day.year + offset) * 12, 12)
        case _:
            assert_never(unit)


def outside() -> DateError:
    """The error for a day before or after the calendar."""
    return DateError("the date lies outside the calendar", "years run from 1000 to 9999")
