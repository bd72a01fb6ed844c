"""When something was published: an exact day, with a time where it is known.

Owns: `ReportDate`, its notation and its order.
Must not know: when the events happened, what was published.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from attrs import field, frozen

from negotrack.model.date_notation import exact_day, parse_notation
from negotrack.model.date_refusals import check_text
from negotrack.model.intervals import DateError, quoted
from negotrack.model.phrases import is_phrase

HINT = "a report date is one day, with a time where it is known: 2018-05-31 or 2018-05-31T18:00+03:00"
_REPORT_DATE = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_DAY_AND_MORE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].*")
_MOST_EAST, _MOST_WEST = 14 * 60, -12 * 60
"""The offsets in use: Line Islands and the west of the date line."""


@frozen(kw_only=True)
class ReportDate:
    """The day of a report as its outlet wrote it.

    `minutes` after midnight and `offset` from UTC in minutes, both None when not written; seconds stay in
    `text` alone. Raises DateError for a time that no clock shows and for an offset without a time.
    """

    day: date
    minutes: int | None = None
    offset: int | None = None
    text: str = ""
    ordinal: int = field(init=False, eq=False, repr=False)

    @ordinal.default
    def _ordinal(self) -> int:
        return self.day.toordinal()

    def __attrs_post_init__(self) -> None:
        if isinstance(self.day, datetime):
            raise DateError("found a date with a time, expected a day", "pass its .date(), and the time as minutes")
        if self.minutes is not None and not 0 <= self.minutes < 1440:
            raise DateError(f"there is no minute {self.minutes} in a day", "count from 0 to 1439")
        if self.offset is not None and self.minutes is None:
            raise DateError("found an offset from UTC without a time", HINT)
        if self.offset is not None and not _MOST_WEST <= self.offset <= _MOST_EAST:
            raise DateError(f"no clock is {self.offset} minutes from UTC", "offsets run from -12:00 to +14:00")

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Day as written, then time as written (none sorts first), then the more eastern clock.

        The written day counts for as-known, since that is the day a reader would name; so the zone may not
        move a report to another day, and only breaks ties between equal written times (none counts as UTC).
        """
        return self.ordinal, -1 if self.minutes is None else self.minutes, -(self.offset or 0)


def parse_report_date(text: str) -> ReportDate:
    """Read `2018-05-31`, `2018-05-31T18:00` or `2018-05-31 18:00:30+03:00`.

    Raises DateError for anything else, months and spans included: what was known on a day needs the day.
    """
    written = text.strip()
    match = _REPORT_DATE.fullmatch(written)
    if match is None:
        raise _refusal(text)
    year, month, day, hour, minute, second, zone = match.groups()
    found = exact_day(year, month, day)
    if hour is None:
        return ReportDate(day=found, text=written)
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        raise DateError(f"there is no such time of day in {quoted(written)}", "times run from 00:00 to 23:59:59")
    return ReportDate(day=found, minutes=int(hour) * 60 + int(minute), offset=_offset(zone), text=written)


def format_report_date(report_date: ReportDate) -> str:
    """The date as it was written, or its notation when it was not read from text; parsing gives it back."""
    if report_date.text:
        return report_date.text
    day, minutes, offset = report_date.day.isoformat(), report_date.minutes, report_date.offset
    time = "" if minutes is None else f"T{_clock(minutes)}"
    zone = "" if offset is None else f"{'-' if offset < 0 else '+'}{_clock(abs(offset))}"
    return day + time + zone


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _offset(zone: str | None) -> int | None:
    """Minutes east of UTC; 99 minutes in an offset are no offset."""
    if zone is None or zone == "Z":
        return None if zone is None else 0
    if int(zone[4:]) > 59:
        raise DateError(f"there is no offset {zone} from UTC", "offsets run from -12:00 to +14:00")
    minutes = int(zone[1:3]) * 60 + int(zone[4:])
    return -minutes if zone[0] == "-" else minutes


def _refusal(text: str) -> DateError:
    """The error for what is no report date: what is no date at all says so itself."""
    try:
        check_text(text)
        if _DAY_AND_MORE.fullmatch(text.strip()):
            return DateError(f"{quoted(text)} has a time that cannot be read", HINT)
        if not is_phrase(text):
            parse_notation(text.strip())
    except DateError as error:
        if "nor a phrase" not in str(error):  # a phrase, with a reading of it, is for events
            return DateError(str(error), HINT if " = " in error.hint else error.hint)
    return DateError(f"{quoted(text)} is not one exact day", HINT)
