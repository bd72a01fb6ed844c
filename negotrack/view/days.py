"""Days in words: of an event, since when something stands, and whether two events can have been on one day.

Owns: how days are written out in the views. Must not know: what happened on them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from negotrack.engine.results import Since


def apart(one: Since, other: Since) -> bool:
    """Whether two events cannot have been on the same day."""
    earlier, later = sorted((one, other), key=lambda since: since.latest or date.max)
    return earlier.latest is not None and later.earliest is not None and earlier.latest < later.earliest


@lru_cache(maxsize=4096)
def _span(earliest: date | None, latest: date | None) -> str:
    if earliest is None:
        return f"..{latest}" if latest else "at a time unknown"
    if latest is None:
        return f"{earliest}.."
    if earliest == latest:
        return str(earliest)
    if whole := _calendar(earliest, latest):
        return whole
    return f"{earliest}..{latest}"


def span(since: Since) -> str:
    """The days of an event: `2018-05-31`, `..2018-05-31`, `2018-05-03..2018-05-31`."""
    return _span(since.earliest, since.latest)


def short_span(since: Since, year: int | None = None) -> str:
    """The days of an event in at most 12 columns: a day, a month, `05-03..05-31`; its year where it is not `year`."""
    one, other = since.earliest, since.latest
    if one is None:
        return f"..{_short(other, year)}" if other else "no day given"
    if other is None:
        return f"{_short(one, year)}.."
    if one == other:
        return _short(one, year)
    if whole := _calendar(one, other):
        return whole
    if one.year == other.year:
        return f"{one:%m-%d}..{other:%m-%d}" if one.year == year else f"{one:%Y-%m}..{other:%m}"
    return f"{one:%Y}..{other:%Y}"


def _short(day: date, year: int | None) -> str:
    return f"{day:%m-%d}" if day.year == year else day.isoformat()


def _calendar(one: date, other: date) -> str:
    """A whole month or year by its name, where two days are its first and last."""
    if one.day == 1 and (other + timedelta(1) if other < date.max else other).day == 1:
        if (one.year, one.month) == (other.year, other.month):
            return f"{one.year:04}-{one.month:02}"
        if one.year == other.year and (one.month, other.month) == (1, 12):
            return f"{one.year:04}"
    return ""


def short_since(since: Since, state: str = "", *, lasted: bool = False) -> str:
    """Since when: `since 2018-05-31`, `by 2018-05-31` for what has no first day, `on` for what takes a day, `from … to`
    for what lasted several.
    """
    one, other = since.earliest, since.latest
    if lasted:
        return f"from {one} to {other}"
    if one is None and other is None:
        return ""
    if one is None:
        return f"by {other}"
    word = "on" if state in ("held", "cancelled") else "since"
    if other is None:
        return f"after {one}"
    return f"{word} {one}" if one == other else f"between {one} and {other}"
