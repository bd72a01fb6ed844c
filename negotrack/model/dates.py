"""When something happened, as honestly as the source says it: the one door to dates for other modules.

Owns: `EventDate`, from text and back, with the phrase, the anchor and the coder's reading all kept.
Must not know: what happened, who reported it, what day it is today.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from attrs import evolve, field, frozen

from negotrack.model.date_notation import exact_day, parse_notation
from negotrack.model.date_refusals import HINT, check_text
from negotrack.model.intervals import FAR_FUTURE, FIRST_DAY, LAST_DAY, DateError, Interval, quoted
from negotrack.model.phrases import check_phrase, is_phrase, resolve_phrase
from negotrack.model.report_dates import ReportDate, format_report_date, parse_report_date

__all__ = [
    "FAR_FUTURE",
    "FIRST_DAY",
    "LAST_DAY",
    "DateError",
    "EventDate",
    "Interval",
    "ReportDate",
    "check_reading",
    "day",
    "format_event_date",
    "format_report_date",
    "parse_event_date",
    "parse_report_date",
    "presumed",
]

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@frozen(kw_only=True)
class EventDate:
    """The days on which an event may have happened: certain from the last one, possible from the first.

    `text` as written; `interval` the hull of all `alternatives` ("one of", in the order written);
    `approximate` for `~` (already widened), `uncertain` for `?`; `phrase` and `anchor` where the source
    spoke relative to its own day; `presumed` when nothing was written and the report date stands in (then
    `text` is empty). Make one with `parse_event_date`, `day` or `presumed`. Raises DateError for a date
    without text that is not presumed, since it could not be written again.
    """

    text: str
    interval: Interval
    alternatives: tuple[Interval, ...] = ()
    approximate: bool = False
    uncertain: bool = False
    phrase: str = ""
    anchor: date | None = None
    presumed: bool = False
    first_ordinal: int = field(init=False, eq=False, repr=False)
    """`date.toordinal` of the earliest day; 0 when the start is open."""
    last_ordinal: int = field(init=False, eq=False, repr=False)
    """`date.toordinal` of the latest day; FAR_FUTURE when the end is open."""

    @first_ordinal.default
    def _first_ordinal(self) -> int:
        return self.interval.first_ordinal

    @last_ordinal.default
    def _last_ordinal(self) -> int:
        return self.interval.last_ordinal

    def __attrs_post_init__(self) -> None:
        if not self.text and not self.presumed:
            raise DateError("an event date without its text", "make it with parse_event_date, day or presumed")

    @property
    def earliest(self) -> date | None:
        """The first day on which the event is possible; None when open."""
        return self.interval.earliest

    @property
    def latest(self) -> date | None:
        """The day from which the event is certain; None when open."""
        return self.interval.latest

    @property
    def is_day(self) -> bool:
        """Whether it is one day, without a mark of doubt. A presumed day is a day: look at `presumed` too."""
        return self.first_ordinal == self.last_ordinal and not (self.approximate or self.uncertain)


def parse_event_date(text: str, *, anchor: date | None = None) -> EventDate:
    """Read a date in notation, a phrase of the known list, or `phrase = date`.

    A bare phrase needs the anchor, the report date; it is kept only with a phrase, as other dates do not
    depend on it. Notation: see `date_notation`; readings of phrases: see `phrases`. Raises DateError.
    """
    if _DAY.fullmatch(text):
        return _written_day(text)
    check_text(text)
    written = text.strip()
    phrase, equals, reading = (part.strip() for part in written.rpartition("="))
    if equals:
        return _parse_reading(written, phrase, reading, anchor)
    if is_phrase(written):
        return _parse_phrase(written, anchor)
    return _parse_plain(written)


def format_event_date(event_date: EventDate) -> str:
    """The date as it was written: parsing it with its anchor gives it back.

    A presumed date is written as its day; whoever writes files leaves it out.
    """
    return event_date.text or str(event_date.interval)


def day(found: date) -> EventDate:
    """The event date of exactly this day. Raises DateError outside the years 1000 to 9999."""
    return parse_event_date(found.isoformat())


@lru_cache(maxsize=8192)
def presumed(report_day: date) -> EventDate:
    """The event date of a statement that gives none: the day of its report, marked as presumed."""
    return evolve(day(report_day), text="", presumed=True)


def check_reading(event_date: EventDate) -> str | None:
    """A warning when the coder's reading of a phrase cannot be what the phrase says, else None.

    `thursday = 2018-05-30` is one: that was a Wednesday.
    """
    reading = event_date.alternatives or (event_date.interval,)
    return check_phrase(event_date.phrase, reading, event_date.anchor) if event_date.phrase else None


@lru_cache(maxsize=8192)  # logs name few days and name them often; values are frozen, so they can be shared
def _written_day(text: str) -> EventDate:
    found = exact_day(text[:4], text[5:7], text[8:])
    return EventDate(text=text, interval=Interval(earliest=found, latest=found))


def _parse_plain(written: str) -> EventDate:
    found = parse_notation(written)
    return EventDate(
        text=written,
        interval=found.interval,
        alternatives=found.alternatives,
        approximate=found.approximate,
        uncertain=found.uncertain,
    )


def _parse_reading(written: str, phrase: str, reading: str, anchor: date | None) -> EventDate:
    """The phrase as the source said it, with the days that the coder reads in it."""
    if not phrase or not reading:
        raise DateError(f"{quoted(written)} lacks one side of its =", HINT)
    return evolve(_parse_plain(reading), text=written, phrase=phrase, anchor=anchor)


def _parse_phrase(written: str, anchor: date | None) -> EventDate:
    """A phrase that the coder left to our reading."""
    interval = resolve_phrase(written, anchor) if anchor else None
    if interval is None:
        message = f"{quoted(written)} depends on the day of the report, and there is none here"
        raise DateError(message, "write the phrase with your reading of it: phrase = 2018-05-31")
    return EventDate(text=written, interval=interval, phrase=written, anchor=anchor)
