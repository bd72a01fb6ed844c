"""Why a text is no date: the slips that are known by sight, each with what to write instead.

Owns: one table of wrong shapes (compact, slashed, week, ordinal and so on) and the message for the rest.
Must not know: how a right date is read.

The shapes come from what `date.fromisoformat`, spreadsheets and news pages let through.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from negotrack.model.intervals import FIRST_DAY, DateError, quoted

LONGEST = 200
"""The most characters that a date may have."""
HINT = "write a date as 2018-05-31, 2018-05 or 2018, or a phrase with your reading of it: phrase = 2018-05-31"
_FEW = 40
"""The most characters of words that a hint repeats."""
_YEARS = "years run from 1000 to 9999"
_Found = tuple[str, str]


def check_text(text: str) -> None:
    """Raise DateError for a text that is empty, too long, or has characters that no date has."""
    if not text or text.isspace():
        raise DateError("found an empty date, expected one such as 2018-05-31", HINT)
    if len(text) > LONGEST:
        message = f"found {len(text)} characters beginning {quoted(text)}, expected at most {LONGEST}"
        raise DateError(message, HINT)
    odd = next((c for c in text if not c.isprintable() and _is_control(c)), None)
    if odd is not None:
        raise DateError(f"found the control character U+{ord(odd):04X} in {quoted(text)}", "take it out")


def refusal(text: str) -> DateError:
    """The error for a text that is no date: the first row that knows its shape, or a general one."""
    found = next((say(m) for shape, say in _SHAPES if (m := shape.fullmatch(text))), None)
    if found is None and any(c.isdigit() and not c.isascii() for c in text):
        found = ("has digits other than 0-9", "write the digits as 0-9")
    said, hint = found or ("is neither a date nor a phrase that is known here", _own_reading(text))
    return DateError(f"{quoted(text)} {said}", hint)


def _own_reading(text: str) -> str:
    """The hint that offers the very words, with a reading of them, where they can stand before one."""
    if len(text) > _FEW or "=" in text or not text[:1].isalpha() or quoted(text) != f'"{text}"':
        return HINT
    return (
        f"write a date as 2018-05-31, 2018-05 or 2018, or your reading after the words: {text} = 2018-05-01/2018-05-10"
    )


def _is_control(char: str) -> bool:
    """C0, DEL, C1, line and paragraph separators, lone surrogates; joiners in Persian words may stay."""
    code = ord(char)
    return code < 0x20 or 0x7F <= code < 0xA0 or code in (0x2028, 0x2029) or 0xD800 <= code < 0xE000


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found >= FIRST_DAY else None


def _write(*days: date | None) -> str:
    """The hint that offers those of the days that exist."""
    offers = list(dict.fromkeys(d.isoformat() for d in days if d))
    return f"write {' or '.join(offers)}" if offers else HINT


def _compact(m: re.Match[str]) -> _Found:
    return "has no hyphens, expected year-month-day", _write(_day(*m.groups()))


def _year_first(m: re.Match[str]) -> _Found:
    return "is not written year-month-day with hyphens and two digits each", _write(_day(*m.groups()))


def _year_last(m: re.Match[str]) -> _Found:
    a, b, year = m.groups()
    return "does not begin with the year, expected year-month-day", _write(_day(year, a, b), _day(year, b, a))


def _week(m: re.Match[str]) -> _Found:
    year, week, weekday = (int(group or 1) for group in m.groups())
    try:
        monday = date.fromisocalendar(year, week, weekday)
        found = monday if m[3] else None
        span = f"write {monday}/{monday + timedelta(days=6)}" if monday >= FIRST_DAY and not m[3] else _write(found)
    except (ValueError, OverflowError):
        span = HINT
    return "is a week date, expected year-month-day", span


def _ordinal(m: re.Match[str]) -> _Found:
    start = _day(m[1], "1", "1")
    try:
        found = start + timedelta(days=int(m[2]) - 1) if start else None
    except OverflowError:
        found = None
    right = found is not None and start is not None and found.year == start.year
    return "is an ordinal date, expected year-month-day", _write(found if right else None)


def _span(m: re.Match[str]) -> _Found:
    return "is a span of days in other words", f"write {m[1]}/{m[2]}"


def _says(said: str, hint: str) -> Callable[[re.Match[str]], _Found]:
    return lambda _match: (said, hint)


_MARK = "put one mark at the end of a date: 2018-05-31~ (approximate), ? (uncertain) or % (both)"
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Found]], ...] = tuple(
    (re.compile(shape), say)
    for shape, say in (
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", _compact),
        (r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", _year_first),
        (r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", _year_last),
        (r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.][0-9]{2}", _says("has a year of two digits", HINT)),
        (r"([0-9]{4})-?W([0-9]{2})(?:-?([0-9]))?", _week),
        (r"([0-9]{4})-([0-9]{3})", _ordinal),
        (r"([0-9]{4}[0-9X-]{0,6}) *(?: [-–] |to|until|till|through) *([0-9]{4}[0-9X-]{0,6})", _span),
        (
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{1,2}(?:[:hH.].*)?",
            _says("has a time of day", "an event date is a day; leave out the time"),
        ),
        (
            r"[0-9]{1,2}",
            _says("is not a whole date", "write year, month and day in full, at both ends of a span"),
        ),
        (r"[0-9]{3}|[+-][0-9]+|Y-?[0-9].*|[0-9]{5,}(-.*)?", _says("is no year of four digits", _YEARS)),
        (r"[0-9.]+[eE][0-9]+|[0-9]+\.[0-9]+", _says("is a number, not a date", HINT)),
        (
            r"[0-9]{2,4}x{1,2}|[0-9]{4}-[0-9x]{2}(-[0-9x]{2})?",
            _says("has a small x", "write unknown digits as X"),
        ),
        (
            r"[0-9X]{4}-[0-9X]{2}(-[0-9X]{2})?[~?%]?|[0-9X]{4}[~?%]?",
            _says(
                "has unknown digits where they are not understood",
                "X stands for a whole day (2018-05-XX), month (2018-XX), or the end of a year (201X, 20XX)",
            ),
        ),
        (
            r"[~?%].*|.*[~?%]{2,}|[0-9-]*[~?%][0-9-].*|[0-9X-]+ +[~?%]",
            _says("has its mark in the wrong place", _MARK),
        ),
        (
            r"\{.*\}?",
            _says("is a list of all of several days", "write one statement a day, or [a, b] for one of them"),
        ),
    )
)
