"""Meetings of several days, and last days that were declared: what is told of them, and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from negotrack.exporters.brief import format_brief
from negotrack.exporters.calendar import format_calendar
from negotrack.exporters.selection import Selection
from negotrack.queries.agenda import agenda
from negotrack.queries.brief import brief
from negotrack.view.board import board
from negotrack.view.timeline import timeline_by_subject, timeline_by_time
from tests.unit.test_view_timeline import drawn, flat, moment

WORLD = """
negotrack: 1
scenario: lasting
parties: {a: {name: Alpha}, b: {name: Beta}}
outlets: {w: {name: Wire}}
meetings: {m: {name: Summit, participants: [a, b]}}
instruments:
  force: {name: Accord, parties: [a, b], deadline: 2019-03-29}
  text: {name: Text, parties: [a, b], deadline: 2019-03-29}
reports:
"""


def held(days: str) -> str:
    return WORLD + f"  - {{id: r, outlet: w, published: 2019-03-10, statements: [{{hold: m, event_date: {days}}}]}}\n"


def calendar(text: str) -> str:
    now = moment(text)
    return format_calendar(now, Selection(scenario=now.history.scenario)).text.replace("\r\n ", "")


def test_a_meeting_of_two_days_lasted_two_days() -> None:
    text = held("2019-02-27/2019-02-28")
    now = moment(text)
    told = flat(drawn(timeline_by_time(now), 200))
    assert "▮ Summit: held 2019-02-27 to 2019-02-28" in told and "▯" not in told
    assert "held: Summit (from 2019-02-27 to 2019-02-28)" in flat(drawn(board(now), 200))
    assert "held from 2019-02-27 to 2019-02-28" in flat(drawn(timeline_by_subject(now), 200))
    assert "was held from 2019-02-27 to 2019-02-28;" in format_brief(brief(now.history.at("2019-01-01"), now))
    assert "SUMMARY:Held: Summit" in calendar(text) and "not certain" not in calendar(text)
    assert not now.history.at("2019-02-27").standing("m").certain


@pytest.mark.parametrize(
    "days",
    ['"[2019-02-27, 2019-02-28]"', '"[2019-02-27..2019-02-28]"', "2019-02", "2019-02-27~", "2019-02-01/2019-03-05",
     "late february = 2019-02-27/2019-02-28"],
)  # fmt: skip
def test_what_may_be_one_of_several_days_is_not_told_as_lasting(days: str) -> None:
    text = held(days)
    assert "▯ Summit: held" in flat(drawn(timeline_by_time(moment(text)), 200))
    assert "day not certain" in calendar(text)


DECLARED = WORLD + """
  - {id: r, outlet: w, published: 2019-01-01, statements: [{enter_into_force: force}, {float: text}]}
"""  # fmt: skip


def test_a_declared_last_day_of_an_instrument_is_on_the_agenda_before_and_after_it() -> None:
    for day, left in (("2019-03-20", 9), ("2019-04-05", -7)):
        found = agenda(moment(DECLARED, day)).expiring
        assert [(one.subject, one.days, one.deadline.latest) for one in found] == [
            ("force", left, date(2019, 3, 29)),
            ("text", left, date(2019, 3, 29)),
        ]
    assert moment(DECLARED, "2019-04-05").state("force") == "in_force"


def test_a_declared_last_day_that_passed_is_told_as_passed() -> None:
    text = flat(drawn(board(moment(DECLARED, "2019-04-05")), 200))
    assert "should have ended: Text, 2019-03-29" in text and "ends: Text" not in text
    assert "in force: Accord (2019-01-01), its last day, 2019-03-29, has passed" in text
    assert "ends: Text, 2019-03-29" in flat(drawn(board(moment(DECLARED, "2019-03-20")), 200))
    told = flat(drawn(timeline_by_time(moment(DECLARED, "2019-04-05")), 200))
    assert "Text: should have ended, its deadline passed, 7 days ago" in told
