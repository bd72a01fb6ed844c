"""Event dates, report dates and intervals, through the names that `negotrack.model.dates` offers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.dates import (
    FAR_FUTURE,
    DateError,
    EventDate,
    Interval,
    ReportDate,
    check_reading,
    day,
    format_event_date,
    format_report_date,
    parse_event_date,
    parse_report_date,
    presumed,
)
from negotrack.problems import NegotrackError
from tests.strategies import (
    PHRASES,
    calendar_days,
    event_dates,
    intervals,
    notation_texts,
    point_texts,
    presumed_dates,
    report_dates,
)

THURSDAY = date(2018, 5, 31)


def bounds(found: EventDate | Interval) -> str:
    """`earliest latest`, with `-` for an open end: short enough for tables."""
    return f"{found.earliest or '-'} {found.latest or '-'}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-05-31", "2018-05-31 2018-05-31"),
        ("  2018-05-31 ", "2018-05-31 2018-05-31"),
        ("2020-02-29", "2020-02-29 2020-02-29"),
        ("2018-02", "2018-02-01 2018-02-28"),
        ("2018", "2018-01-01 2018-12-31"),
        ("2018-05-XX", "2018-05-01 2018-05-31"),
        ("2018-XX", "2018-01-01 2018-12-31"),
        ("2018-XX-XX", "2018-01-01 2018-12-31"),
        ("201X", "2010-01-01 2019-12-31"),
        ("20XX", "2000-01-01 2099-12-31"),
        ("9999-12", "9999-12-01 9999-12-31"),
        ("2018-05-01/2018-05-31", "2018-05-01 2018-05-31"),
        ("2018-05/2018-06", "2018-05-01 2018-06-30"),
        ("2018-05-10 / 2018-05", "2018-05-10 2018-05-31"),
        ("2018-05-31/2018-05-31", "2018-05-31 2018-05-31"),
        ("../2018-05-30", "- 2018-05-30"),
        ("2018-05-30/..", "2018-05-30 -"),
        ("..2018-05-30", "- 2018-05-30"),
        ("2018-05-30..", "2018-05-30 -"),
        ("..2018-05", "- 2018-05-31"),
        ("[2018-05-09, 2018-05-03]", "2018-05-03 2018-05-09"),
        ("[2018-05-03,2018-06]", "2018-05-03 2018-06-30"),
        ("[2018-05-03..2018-05-09]", "2018-05-03 2018-05-09"),
        ("[..2018-05-03, 2018-05-09]", "- 2018-05-09"),
        ("[2018-05-03, 2018-05-09..]", "2018-05-03 -"),
    ],
)
def test_notation_is_read_as_whole_days(text: str, expected: str) -> None:
    found = parse_event_date(text)
    assert bounds(found) == expected
    assert (found.text, found.phrase, found.anchor, found.presumed) == (text.strip(), "", None, False)
    assert not found.approximate and not found.uncertain


@pytest.mark.parametrize(
    ("text", "expected", "approximate", "uncertain"),
    [
        ("2018-05-31~", "2018-05-30 2018-06-01", True, False),
        ("2018-05~", "2018-04-01 2018-06-30", True, False),
        ("2018-01~", "2017-12-01 2018-02-28", True, False),
        ("2018~", "2017-01-01 2019-12-31", True, False),
        ("2018-XX~", "2017-01-01 2019-12-31", True, False),
        ("201X~", "2000-01-01 2029-12-31", True, False),
        ("20XX%", "1900-01-01 2199-12-31", True, True),
        ("1000-01-01~", "1000-01-01 1000-01-02", True, False),
        ("9999~", "9998-01-01 9999-12-31", True, False),
        ("2018-05-31?", "2018-05-31 2018-05-31", False, True),
        ("2018-05-31%", "2018-05-30 2018-06-01", True, True),
        ("2018-05-01~/2018-05-31", "2018-04-30 2018-05-31", True, False),
        ("2018-05-01/2018-06?", "2018-05-01 2018-06-30", False, True),
        ("..2018-05-30~", "- 2018-05-31", True, False),
        ("[2018-05-03~, 2018-05-09?]", "2018-05-02 2018-05-09", True, True),
    ],
)
def test_marks_widen_by_one_unit_or_doubt(text: str, expected: str, approximate: bool, uncertain: bool) -> None:
    found = parse_event_date(text)
    assert (bounds(found), found.approximate, found.uncertain) == (expected, approximate, uncertain)
    assert not found.is_day


def test_one_of_keeps_its_alternatives_in_the_order_written() -> None:
    found = parse_event_date("[2018-05-09, 2018-05-03..2018-05-04, 2018-06~]")
    assert [bounds(one) for one in found.alternatives] == [
        "2018-05-09 2018-05-09",
        "2018-05-03 2018-05-04",
        "2018-05-01 2018-07-31",
    ]
    assert parse_event_date("2018-05").alternatives == ()


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("today", "2018-05-31 2018-05-31"),
        ("tonight", "2018-05-31 2018-05-31"),
        ("yesterday", "2018-05-30 2018-05-30"),
        ("Last Night", "2018-05-30 2018-05-31"),
        ("tomorrow", "2018-06-01 2018-06-01"),
        ("thursday", "2018-05-31 2018-05-31"),
        ("on  Thursday", "2018-05-31 2018-05-31"),
        ("Wednesday night", "2018-05-30 2018-05-30"),
        ("late friday", "2018-05-25 2018-05-25"),
        ("last thursday", "2018-05-24 2018-05-24"),
        ("last wednesday", "2018-05-30 2018-05-30"),
        ("last friday", "2018-05-25 2018-05-25"),
        ("next thursday", "2018-06-07 2018-06-07"),
        ("next tuesday", "2018-06-05 2018-06-05"),
        ("next friday", "2018-06-01 2018-06-01"),
        ("this week", "2018-05-28 2018-06-03"),
        ("last week", "2018-05-21 2018-05-27"),
        ("next week", "2018-06-04 2018-06-10"),
        ("this month", "2018-05-01 2018-05-31"),
        ("last month", "2018-04-01 2018-04-30"),
        ("next month", "2018-06-01 2018-06-30"),
        ("this year", "2018-01-01 2018-12-31"),
        ("last year", "2017-01-01 2017-12-31"),
        ("earlier this week", "2018-05-28 2018-05-31"),
        ("earlier this month", "2018-05-01 2018-05-31"),
        ("earlier this year", "2018-01-01 2018-05-31"),
        ("later this year", "2018-05-31 2018-12-31"),
        ("3 days ago", "2018-05-28 2018-05-28"),
        ("a day ago", "2018-05-30 2018-05-30"),
        ("two weeks ago", "2018-05-14 2018-05-20"),
        ("5 months ago", "2017-12-01 2017-12-31"),
        ("one year ago", "2017-01-01 2017-12-31"),
        ("in 2 days", "2018-06-02 2018-06-02"),
        ("in three weeks", "2018-06-18 2018-06-24"),
        ("in February", "2018-02-01 2018-02-28"),
        ("in may", "2018-05-01 2018-05-31"),
        ("June", "2017-06-01 2017-06-30"),
        ("recently", "2018-05-03 2018-05-31"),
        ("in recent weeks", "2018-05-03 2018-05-31"),
        ("recent days", "2018-05-24 2018-05-31"),
    ],
)
def test_a_known_phrase_is_read_from_its_anchor(phrase: str, expected: str) -> None:
    found = parse_event_date(phrase, anchor=THURSDAY)
    assert (bounds(found), found.phrase, found.anchor) == (expected, phrase, THURSDAY)
    assert check_reading(found) is None


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_without_an_anchor_asks_for_a_reading(phrase: str) -> None:
    with pytest.raises(DateError, match="depends on the day of the report") as caught:
        parse_event_date(phrase)
    assert "phrase = 2018-05-31" in caught.value.hint


def test_a_phrase_keeps_the_words_and_the_coders_reading() -> None:
    found = parse_event_date("After the Iftar = 2018-05-30~", anchor=THURSDAY)
    assert (found.phrase, found.anchor, found.approximate) == ("After the Iftar", THURSDAY, True)
    assert (bounds(found), found.text) == ("2018-05-29 2018-05-31", "After the Iftar = 2018-05-30~")
    assert parse_event_date("thursday=[2018-05-24, 2018-05-31]").alternatives
    assert parse_event_date("a = b = 2018").phrase == "a = b"


def test_the_anchor_is_kept_only_where_it_matters() -> None:
    assert parse_event_date("2018-05", anchor=THURSDAY).anchor is None
    assert parse_event_date("2018-05-31", anchor=THURSDAY) == day(THURSDAY)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("thursday = 2018-05-31", None),
        ("thursday = 2018-05-24", None),
        ("thursday = 2018-05", None),
        ("thursday = ..2018-05-30", None),
        ("thursday = [2018-05-30, 2018-05-31]", None),
        ("Thursday = 2018-05-30", "2018-05-30 falls on Wednesday, but the phrase says Thursday"),
        ("last friday = 2018-05-30?", "2018-05-30 falls on Wednesday, but the phrase says Friday"),
        (
            "thursday = 2018-05-29/2018-05-30",
            "2018-05-29/2018-05-30 falls on Tuesday or Wednesday, but the phrase says Thursday",
        ),
        ("in February = 2017-02-03", None),
        ("in February = 2018-03", "2018-03-01/2018-03-31 falls in March, but the phrase says February"),
        ("in January = 2017-12/2018-01", None),
        ("in January = 2018-03..", None),
        ("yesterday = 2018-05-30", None),
        (
            "yesterday = 2018-05-29",
            '"yesterday" in a report of 2018-05-31 is 2018-05-30, but the reading is 2018-05-29',
        ),
        ("after Ramadan = 1999", None),
        ("early October = 2018-05", "2018-05-01/2018-05-31 falls in May, but the phrase says October"),
        ("the end of May = 2018-06-03", "2018-06-03 falls in June, but the phrase says May"),
        ("mid-April 2018 = 2018-05-02", "2018-05-02 falls in May, but the phrase says April"),
        ("in the second half of March = 2018-04-02", "2018-04-02 falls in April, but the phrase says March"),
        ("3 May 2018 = 2018-04-03", "2018-04-03 falls in April, but the phrase says May"),
        ("late May = 2018-05-28", None),
        ("before the end of May = 2018-04-20", None),
        ("2018-05-30", None),
    ],
)
def test_a_reading_that_contradicts_its_phrase_gets_a_warning(text: str, warning: str | None) -> None:
    assert check_reading(parse_event_date(text, anchor=THURSDAY)) == warning


def test_without_an_anchor_only_names_can_contradict() -> None:
    assert check_reading(parse_event_date("yesterday = 2018-05-29")) is None
    assert check_reading(parse_event_date("thursday = 2018-05-30")) is not None


ARABIC = "".join(chr(0x660 + int(c)) if c.isdigit() else c for c in "2018-05-31")
REFUSED = [
    ("", "empty", "2018-05-31"),
    (" \t", "empty", "2018-05-31"),
    ("2018-02-30", "no day 30 in February 2018", "01 to 28"),
    ("2018-05-00", "no day 00", "01 to 31"),
    ("2018-13", "no month 13", "01 to 12"),
    ("2018-13-01", "no month 13", "01 to 12"),
    ("2018-00-01", "no month 00", "01 to 12"),
    ("0000", "no year 0000", "1000 to 9999"),
    ("0000-01-01", "no year 0000", "1000 to 9999"),
    ("0999-12-31", "no year 0999", "1000 to 9999"),
    ("00XX", "no year 0000", "1000 to 9999"),
    ("999", "no year of four digits", "1000 to 9999"),
    ("-2018", "no year of four digits", "1000 to 9999"),
    ("12018-05-31", "no year of four digits", "1000 to 9999"),
    ("Y20180", "no year of four digits", "1000 to 9999"),
    ("05/06/2018", "does not begin with the year", "write 2018-05-06 or 2018-06-05"),
    ("31/05/2018", "does not begin with the year", "write 2018-05-31"),
    ("31.5.2018", "does not begin with the year", "write 2018-05-31"),
    ("45/45/2018", "does not begin with the year", "write a date as"),
    ("5/6/18", "year of two digits", "2018-05-31"),
    ("2018/05/31", "not written year-month-day", "write 2018-05-31"),
    ("2018-5-31", "not written year-month-day", "write 2018-05-31"),
    ("20180531", "no hyphens", "write 2018-05-31"),
    ("20189999", "no hyphens", "write a date as"),
    ("2018-W22-4", "week date", "write 2018-05-31"),
    ("2018-W22", "week date", "write 2018-05-28/2018-06-03"),
    ("2018W224", "week date", "write 2018-05-31"),
    ("2018-W60", "week date", "write a date as"),
    ("9999-W52", "week date", ""),
    ("2018-151", "ordinal date", "write 2018-05-31"),
    ("2018-366", "ordinal date", "write a date as"),
    ("9999-999", "ordinal date", "write a date as"),
    ("2018-21", "season", "2018-03/2018-05"),
    ("2018-05-31T18:00", "time of day", "leave out the time"),
    ("2018-05-31 18:00:30Z", "time of day", "leave out the time"),
    ("2018-05-03 - 2018-05-09", "a span of days", "write 2018-05-03/2018-05-09"),
    ("2018-05 to 2018-06", "a span of days", "write 2018-05/2018-06"),
    (ARABIC, "digits other than 0-9", "0-9"),
    ("２０１８", "digits other than 0-9", "0-9"),
    ("1e999", "a number", "2018-05-31"),
    ("20.5", "a number", "2018-05-31"),
    ("NaN", "neither a date nor a phrase", "NaN = 2018-05-01"),
    ("next Ramadan", "neither a date nor a phrase", "next Ramadan = 2018-05-01/2018-05-10"),
    ("31 May 2018", "neither a date nor a phrase", "2018-05-31"),
    ("2018-05-3X", "unknown digits", "2018-05-XX"),
    ("2018-XX-31", "unknown digits", "2018-05-XX"),
    ("201X-05", "unknown digits", "201X"),
    ("XXXX", "unknown digits", "201X"),
    ("2018-05-xx", "small x", "as X"),
    ("~2018-05-31", "mark in the wrong place", "at the end"),
    ("2018~-05", "mark in the wrong place", "at the end"),
    ("2018-05-31?~", "mark in the wrong place", "%"),
    ("2018-05-31 ~", "mark in the wrong place", "at the end"),
    ("2018-05-31/2018-05-01", "backwards", "earlier date first"),
    ("2018-05-31~/2018-05-30~", "backwards", "earlier date first"),
    ("[2018-05-09..2018-05-03]", "backwards", "earlier date first"),
    ("2018-05-10/", "lacks one end", "2018-05-10/.."),
    ("/2018-05-10", "lacks one end", "../2018-05-10"),
    ("2018-05-10/15", "not a whole date", "in full"),
    ("../..", "open at both ends", "leave the date out"),
    ("..", "open at both ends", "leave the date out"),
    ("2018/2019/2020", "neither a date", "2018-05-31"),
    ("2018-05-01..2018-05-03", "..", "a/b"),
    ("[]", "empty place", "[2018-05-03"),
    ("[2018-05-03,,2018-05-09]", "empty place", "[2018-05-03"),
    ("[2018-05-03", "unpaired brackets", "["),
    ("[[2018]]", "unpaired brackets", "["),
    ("[2018, 2019]~", "unpaired brackets", "marks inside"),
    ("[2018-05-03/2018-05-09]", "span inside a list", "a..b"),
    ("{2018, 2019}", "all of several days", "one statement a day"),
    ("thursday =", "lacks one side", "phrase = 2018-05-31"),
    ("= 2018-05-31", "lacks one side", "phrase = 2018-05-31"),
    ("thursday = yesterday", "neither a date", "2018-05-31"),
    ("thursday = 2018-02-30", "no day 30 in February 2018", "01 to 28"),
    ("2018-05-31\x1b[31m", "control character U+001B", "take it out"),
    ("thurs\u0085day = 2018", "control character U+0085", "take it out"),
    ("\ud800 = 2018", "control character U+D800", "take it out"),
]


@pytest.mark.parametrize(("text", "message", "hint"), REFUSED)
def test_a_slip_is_refused_with_what_to_write(text: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_event_date(text, anchor=THURSDAY)
    assert message in str(caught.value)
    assert hint in caught.value.hint
    assert str(caught.value).isprintable() and caught.value.hint.isprintable() and caught.value.hint
    assert len(str(caught.value)) < 160


@pytest.mark.parametrize("text", ["1" * 5000, "[" * 20000, "\x1b" * 201, "thursday = " + "2018" * 60])
def test_a_long_text_is_refused_without_echoing_it(text: str) -> None:
    for parse in (parse_event_date, parse_report_date):
        with pytest.raises(DateError, match=f"{len(text)} characters") as caught:
            parse(text)
        assert len(str(caught.value)) < 120 and str(caught.value).isprintable()


@pytest.mark.parametrize("phrase", ["tomorrow", "next month", "next year", "in 5 weeks"])
def test_a_phrase_may_not_lead_out_of_the_calendar(phrase: str) -> None:
    with pytest.raises(DateError, match="outside the calendar"):
        parse_event_date(phrase, anchor=date.max)
    assert check_reading(parse_event_date(f"{phrase} = 2018", anchor=date.max)) is None


def test_the_week_at_the_end_of_the_calendar_is_cut() -> None:
    assert bounds(parse_event_date("this week", anchor=date.max)) == "9999-12-27 9999-12-31"


def test_a_date_error_is_a_value_error_and_one_of_ours() -> None:
    assert issubclass(DateError, ValueError) and issubclass(DateError, NegotrackError)


def test_a_presumed_date_is_a_day_that_says_so() -> None:
    found = presumed(THURSDAY)
    assert found.presumed and found.is_day and found.text == ""
    assert found != day(THURSDAY)
    assert format_event_date(found) == "2018-05-31"


def test_a_date_must_be_writable_and_a_day() -> None:
    with pytest.raises(DateError, match="without its text"):
        EventDate(text="", interval=Interval(earliest=THURSDAY, latest=None))
    for wrong in (datetime(2018, 5, 31, 18), date(999, 1, 1)):
        with pytest.raises(DateError):
            day(wrong)
        with pytest.raises(DateError):
            presumed(wrong)
    with pytest.raises(DateError, match="whole days"):
        Interval(earliest=datetime(2018, 5, 31, 18), latest=None)


def test_values_are_frozen_and_hashable() -> None:
    found = parse_event_date("[2018-05, 2018-07]")
    assert len({found, parse_event_date("[2018-05, 2018-07]")}) == 1
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.text = ""  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018-05-31", THURSDAY.toordinal(), THURSDAY.toordinal()),
        ("..2018-05-31", 0, THURSDAY.toordinal()),
        ("2018-05-31..", THURSDAY.toordinal(), FAR_FUTURE),
    ],
)
def test_open_ends_have_ordinals_beyond_every_day(text: str, first: int, last: int) -> None:
    found = parse_event_date(text)
    assert (found.first_ordinal, found.last_ordinal) == (first, last)


@pytest.mark.parametrize(
    ("text", "minutes", "offset"),
    [
        ("2018-05-31", None, None),
        ("2018-05-31T18:00", 1080, None),
        ("2018-05-31 00:00", 0, None),
        ("2018-05-31T23:59:59", 1439, None),
        ("2018-05-31T18:00Z", 1080, 0),
        ("2018-05-31T18:00:30+03:00", 1080, 180),
        ("2018-05-31 18:00-04:30", 1080, -270),
    ],
)
def test_a_report_date_is_a_day_with_or_without_a_time(text: str, minutes: int | None, offset: int | None) -> None:
    found = parse_report_date(text)
    assert found == ReportDate(day=THURSDAY, minutes=minutes, offset=offset, text=text)
    assert found.ordinal == THURSDAY.toordinal()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("2018-05", "not one exact day"),
        ("2018", "not one exact day"),
        ("2018-05-31~", "not one exact day"),
        ("[2018-05-31]", "not one exact day"),
        ("yesterday", "not one exact day"),
        ("2018-02-30", "no day 30"),
        ("2018-02-30T18:00", "no day 30"),
        ("0000-01-01", "no year 0000"),
        ("20180531", "no hyphens"),
        ("31/05/2018", "does not begin with the year"),
        ("2018-W22-4", "week date"),
        (ARABIC, "digits other than 0-9"),
        ("2018-05-31T24:00", "no such time"),
        ("2018-05-31T18:60", "no such time"),
        ("2018-05-31T18:00:60", "no such time"),
        ("2018-05-31T18", "time that cannot be read"),
        ("2018-05-31T18:00:00.5", "time that cannot be read"),
        ("2018-05-31t18:00z", "time that cannot be read"),
        ("2018-05-31T18:00+15:00", "minutes from UTC"),
        ("2018-05-31T18:00+03:75", "no offset +03:75"),
        ("2018-05-31T\x1b", "control character U+001B"),
    ],
)
def test_a_report_date_must_be_exact(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_report_date(text)
    assert message in str(caught.value)
    assert caught.value.hint and str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("minutes", "offset", "message"),
    [
        (1440, None, "no minute 1440"),
        (-1, None, "no minute -1"),
        (None, 60, "without a time"),
        (0, 841, "841 minutes from UTC"),
        (0, -721, "-721 minutes from UTC"),
    ],
)
def test_a_report_date_cannot_be_made_wrong(minutes: int | None, offset: int | None, message: str) -> None:
    with pytest.raises(DateError, match=message):
        ReportDate(day=THURSDAY, minutes=minutes, offset=offset)


def test_the_day_of_a_report_has_no_time() -> None:
    with pytest.raises(DateError, match="with a time"):
        ReportDate(day=datetime(2018, 5, 31))


def test_report_dates_sort_by_the_written_day_then_time_and_the_zone_breaks_ties() -> None:
    texts = [
        "2018-05-30T23:59-12:00",
        "2018-05-31",
        "2018-05-31T00:00",
        "2018-05-31T00:30+14:00",
        "2018-05-31T00:30Z",
        "2018-06-01T00:00+03:00",
    ]
    keys = [parse_report_date(text).sort_key for text in texts]
    assert keys == sorted(keys) and len(set(keys)) == len(keys)


def test_a_report_date_made_without_text_can_be_written() -> None:
    made = ReportDate(day=THURSDAY, minutes=65, offset=-270)
    assert format_report_date(made) == "2018-05-31T01:05-04:30"
    assert format_report_date(ReportDate(day=THURSDAY)) == "2018-05-31"


@given(event_dates())
def test_formatting_then_parsing_an_event_date_gives_it_back(event_date: EventDate) -> None:
    assert parse_event_date(format_event_date(event_date), anchor=event_date.anchor) == event_date


@given(report_dates())
def test_formatting_then_parsing_a_report_date_gives_it_back(report_date: ReportDate) -> None:
    assert parse_report_date(format_report_date(report_date)) == report_date
    bare = attrs.evolve(report_date, text="")
    assert attrs.evolve(parse_report_date(format_report_date(bare)), text="") == bare


@given(st.one_of(event_dates(), presumed_dates()))
def test_the_interval_is_the_hull_of_the_alternatives(event_date: EventDate) -> None:
    assert event_date.first_ordinal <= event_date.last_ordinal
    assert event_date.first_ordinal == (event_date.earliest.toordinal() if event_date.earliest else 0)
    assert event_date.last_ordinal == (event_date.latest.toordinal() if event_date.latest else FAR_FUTURE)
    if event_date.alternatives:
        assert event_date.first_ordinal == min(a.first_ordinal for a in event_date.alternatives)
        assert event_date.last_ordinal == max(a.last_ordinal for a in event_date.alternatives)


@given(point_texts().map(lambda text: text.rstrip("~?%")))
def test_approximate_is_wider_and_uncertain_is_not(text: str) -> None:
    exact, about, doubted = (parse_event_date(text + mark).interval for mark in ("", "~", "?"))
    assert about.first_ordinal <= exact.first_ordinal and about.last_ordinal >= exact.last_ordinal
    assert about != exact or about == Interval(earliest=date(1000, 1, 1), latest=date.max)
    assert doubted == exact


@given(st.sampled_from(PHRASES), st.dates(min_value=date(1010, 1, 1), max_value=date(9990, 12, 31)))
def test_our_own_reading_never_contradicts_the_phrase(phrase: str, anchor: date) -> None:
    found = parse_event_date(phrase, anchor=anchor)
    assert check_reading(found) is None
    assert check_reading(parse_event_date(f"{phrase} = {found.interval}", anchor=anchor)) is None


@given(st.sampled_from(("monday", "friday")), st.dates(min_value=date(1010, 1, 1), max_value=date(9990, 12, 31)))
def test_last_this_and_next_weekday_lie_around_the_anchor(name: str, anchor: date) -> None:
    last, this, following = (
        parse_event_date(words + name, anchor=anchor).first_ordinal - anchor.toordinal()
        for words in ("last ", "", "next ")
    )
    assert -7 <= last < 0 < following <= 7 and -7 < this <= 0
    assert following - last in (7, 14) and (this == last or this == 0)


def refused(parse: Callable[[], object]) -> DateError | None:
    """The refusal, or None when the text was read."""
    try:
        parse()
    except DateError as error:
        return error
    return None


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_safe_words(text: str) -> None:
    for parse in (lambda: parse_event_date(text, anchor=THURSDAY), lambda: parse_report_date(text)):
        error = refused(parse)
        assert error is None or (str(error).isprintable() and error.hint.isprintable() and error.hint)


@given(st.text(alphabet="0123456789X-/.,[]~?%= W{}e", max_size=30))
def test_any_near_miss_is_refused_with_a_hint_or_read(text: str) -> None:
    error = refused(lambda: parse_event_date(text, anchor=THURSDAY))
    assert error.hint if error else parse_event_date(text, anchor=THURSDAY).text == text.strip()


@given(intervals(), intervals(), calendar_days())
def test_intersection_is_what_both_contain(left: Interval, right: Interval, some_day: date) -> None:
    shared = left.intersect(right)
    assert shared == right.intersect(left)
    assert left.overlaps(right) == (shared is not None)
    in_both = left.contains(some_day) and right.contains(some_day)
    assert in_both == (shared is not None and shared.contains(some_day))


@given(intervals())
def test_an_interval_meets_itself_and_contains_its_ends(interval: Interval) -> None:
    assert interval.intersect(interval) == interval
    assert all(interval.contains(end) for end in (interval.earliest, interval.latest) if end)
    if interval.earliest and interval.earliest > date.min:
        assert not interval.contains(interval.earliest - timedelta(days=1))


def test_an_interval_may_not_run_backwards() -> None:
    with pytest.raises(DateError, match="runs backwards"):
        Interval(earliest=THURSDAY, latest=date(2018, 5, 30))


@given(notation_texts())
def test_a_reading_means_what_its_notation_means(text: str) -> None:
    plain, read = parse_event_date(text), parse_event_date(f"after the feast = {text}")
    assert (read.interval, read.alternatives) == (plain.interval, plain.alternatives)
    assert (read.approximate, read.uncertain) == (plain.approximate, plain.uncertain)
