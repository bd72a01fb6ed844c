"""What "Thursday" in a report of a given day means: our reading of a short list of phrases.

Owns: the table of phrases with the days that each stands for, and whether a coder's reading can be right.
Must not know: notation, reports, events.

The readings are ours; a coder who reads a phrase otherwise writes `phrase = date`. The anchor is the day of
the report.
- `thursday`, `on thursday`, `thursday night`: the latest one up to the anchor, the anchor included;
  `last thursday`: the latest before the anchor; `next thursday`: the first after it.
- `this|last|next week|month|year`, `N weeks ago`, `in N months`: the whole ISO week (from Monday), month or
  year that many units away. A phrase in weeks is as wide as a week. `N days ago` is a day.
- `earlier this month`: from its first day to the anchor; `later this month`: from the anchor to its last day.
- `in february`: the whole of the latest such month that has begun by the anchor.
- `recently`, `in recent weeks`: the anchor and the 28 days before it; `in recent days`: and the 7 days
  before it.
- `last night`: the day before the anchor or the anchor itself; `today`, `tonight`, `this morning`: the
  anchor.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import cast

from negotrack.model.intervals import (
    MONTHS,
    WEEKDAYS,
    DateError,
    Interval,
    Unit,
    calendar_unit,
    month_number,
    whole_days,
    whole_months,
)

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_STEP = {"last": -1, "this": 0, "next": 1}
_RECENT = {"days": 7, "weeks": 28}
_WEEKDAY = "|".join(WEEKDAYS).casefold()
_MONTH = "|".join(MONTHS).casefold()
_COUNT = "[0-9]{1,3}|an?|" + "|".join(_NUMBERS)
_UNIT = "week|month|year"

_Match = re.Match[str]


def resolve_phrase(phrase: str, anchor: date) -> Interval | None:
    """The days that the phrase stands for in a report of the anchor's day; None when it is not in the list.

    Raises DateError when they lie outside the calendar.
    """
    return next((read(match, anchor) for shape, read in _ROWS if (match := shape.fullmatch(_plain(phrase)))), None)


def is_phrase(phrase: str) -> bool:
    """Whether the phrase is in the list, whatever the anchor."""
    return any(shape.fullmatch(_plain(phrase)) for shape, _ in _ROWS)


def check_phrase(phrase: str, reading: tuple[Interval, ...], anchor: date | None) -> str | None:
    """A warning when none of the days of the coder's reading can be meant by the phrase, else None.

    A weekday or a month (or `early october`, `the end of May`) need only be of that name, as English leaves open
    which; other phrases must share a day with our own reading, when there is an anchor. A phrase that is not in the
    list is left to the coder.
    """
    plain = _plain(phrase)
    if match := _ON_WEEKDAY.fullmatch(plain):
        return _check_name(match["weekday"], reading, _weekdays_of, WEEKDAYS)
    if match := _ABOUT_MONTH.fullmatch(plain):
        return _check_name(match["month"], reading, _months_of, MONTHS)
    return _check_overlap(plain, reading, anchor) if anchor else None


def _plain(phrase: str) -> str:
    return " ".join(phrase.split()).casefold()


def _check_name(
    name: str,
    reading: tuple[Interval, ...],
    numbers_of: Callable[[Interval], set[int]],
    names: tuple[str, ...],
) -> str | None:
    found = set[int]().union(*(numbers_of(interval) for interval in reading))
    wanted = _place(name, names)
    if wanted in found:
        return None
    written = ", ".join(str(interval) for interval in reading)
    falls = " or ".join(names[number] for number in sorted(found))
    return f"{written} falls {'on' if names is WEEKDAYS else 'in'} {falls}, but the phrase says {names[wanted]}"


def _check_overlap(plain: str, reading: tuple[Interval, ...], anchor: date) -> str | None:
    try:
        ours = resolve_phrase(plain, anchor)
    except DateError:  # at the end of the calendar there is nothing to compare with
        return None
    if ours is None or any(ours.overlaps(interval) for interval in reading):
        return None
    written = ", ".join(str(interval) for interval in reading)
    return f'"{plain}" in a report of {anchor} is {ours}, but the reading is {written}'


def _weekdays_of(interval: Interval) -> set[int]:
    """The weekdays of an interval, from 0 for Monday; an open end has them all."""
    count = min(interval.last_ordinal - interval.first_ordinal + 1, 7)
    return {(interval.first_ordinal + n - 1) % 7 for n in range(count)}


def _months_of(interval: Interval) -> set[int]:
    """The months of an interval, from 0 for January; an open end has them all."""
    if interval.earliest is None or interval.latest is None:
        return set(range(12))
    first = month_number(interval.earliest)
    return {n % 12 for n in range(first, min(month_number(interval.latest), first + 11) + 1)}


def _place(name: str, names: tuple[str, ...]) -> int:
    return names.index(name.capitalize())


def _on_weekday(match: _Match, anchor: date) -> Interval:
    weekday, today = _place(match["weekday"], WEEKDAYS), anchor.weekday()
    match match["which"]:
        case "next":
            step = (weekday - today - 1) % 7 + 1
        case "last":
            step = -((today - weekday - 1) % 7 + 1)
        case _:
            step = -((today - weekday) % 7)
    return calendar_unit(anchor, "day", step)


def _in_month(match: _Match, anchor: date) -> Interval:
    back = (anchor.month - 1 - _place(match["month"], MONTHS)) % 12
    return whole_months(month_number(anchor) - back, 1)


def _in_unit(match: _Match, anchor: date) -> Interval:
    return calendar_unit(anchor, cast(Unit, match["unit"]), _STEP[match["which"]])


def _earlier_in_unit(match: _Match, anchor: date) -> Interval:
    return Interval(earliest=calendar_unit(anchor, cast(Unit, match["unit"]), 0).earliest, latest=anchor)


def _later_in_unit(match: _Match, anchor: date) -> Interval:
    return Interval(earliest=anchor, latest=calendar_unit(anchor, cast(Unit, match["unit"]), 0).latest)


def _count(word: str) -> int:
    if word in ("a", "an"):
        return 1
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else int(word)


def _ago(match: _Match, anchor: date) -> Interval:
    return calendar_unit(anchor, cast(Unit, match["unit"]), -_count(match["count"]))


def _ahead(match: _Match, anchor: date) -> Interval:
    return calendar_unit(anchor, cast(Unit, match["unit"]), _count(match["count"]))


def _recently(match: _Match, anchor: date) -> Interval:
    before = _RECENT[match["unit"] or "weeks"]
    return whole_days(anchor.toordinal() - before, before + 1)


def _fixed(first: int, count: int = 1) -> Callable[[_Match, date], Interval]:
    return lambda _match, anchor: whole_days(anchor.toordinal() + first, count)


_ON_WEEKDAY = re.compile(
    rf"(?:on )?(?:(?P<which>last|next) )?(?:early |late )?(?P<weekday>{_WEEKDAY})"
    r"(?: morning| afternoon| evening| night)?"
)
_IN_MONTH = re.compile(rf"(?:in )?(?P<month>{_MONTH})")
_ABOUT_MONTH = re.compile(
    r"(?:in |at |around |about |on )?(?:the )?(?:[0-9]{1,2}(?:st|nd|rd|th)?(?: of)? "
    r"|(?:very )?(?:early|mid|middle|late|beginning|start|end|(?:first|second|last|other) (?:half|third|week|days?))"
    rf"[ -](?:of |in )?)?(?P<month>{_MONTH})(?: [0-9]{{1,2}}(?:st|nd|rd|th)?)?(?:,? [0-9]{{4}})?"
)
"""A month, or a part or a day of one: of these only the name of the month is compared with a reading."""
_ROWS: tuple[tuple[re.Pattern[str], Callable[[_Match, date], Interval]], ...] = (
    (_ON_WEEKDAY, _on_weekday),
    (_IN_MONTH, _in_month),
    (re.compile(r"today|tonight|this (?:morning|afternoon|evening)"), _fixed(0)),
    (re.compile(r"yesterday"), _fixed(-1)),
    (re.compile(r"last night"), _fixed(-1, 2)),
    (re.compile(r"tomorrow"), _fixed(1)),
    (re.compile(rf"(?P<which>last|this|next) (?P<unit>{_UNIT})"), _in_unit),
    (re.compile(rf"earlier this (?P<unit>{_UNIT})"), _earlier_in_unit),
    (re.compile(rf"later this (?P<unit>{_UNIT})"), _later_in_unit),
    (re.compile(rf"(?P<count>{_COUNT}) (?P<unit>day|{_UNIT})s? ago"), _ago),
    (re.compile(rf"in (?P<count>{_COUNT}) (?P<unit>day|{_UNIT})s?"), _ahead),
    (re.compile(r"recently|(?:in )?recent (?P<unit>days|weeks)"), _recently),
)
