"""Meetings put off: to a day, which can pass as that of any meeting, or to none."""

from __future__ import annotations

import pytest

import negotrack as nt
from negotrack.engine.moment import Moment
from negotrack.exporters.calendar import format_calendar
from negotrack.exporters.selection import Selection
from negotrack.queries.agenda import agenda
from negotrack.queries.brief import brief
from negotrack.queries.dues import dues
from negotrack.queries.next_moves import next_moves
from negotrack.queries.outlook import outlook
from negotrack.view.board import board
from negotrack.view.choices import Choice
from negotrack.view.page.document import format_page
from negotrack.view.timeline import timeline_by_time
from tests.unit.test_view_board import log
from tests.unit.test_view_timeline import drawn, flat, moment

SET = "{schedule: m, for: 2018-05-05}"
PUT_OFF = "{postpone: m, for: 2018-05-10}"


def at(day: str, *statements: str) -> Moment:
    return moment(log(*statements), day)


def told(now: Moment) -> tuple[str, str, str]:
    return flat(drawn(board(now), 300)), flat(drawn(timeline_by_time(now), 300)), format_page(now, Choice())


def test_a_meeting_put_off_to_a_day_has_that_day() -> None:
    now = at("2018-05-08", SET, PUT_OFF)
    (due,) = dues(now)
    (move,) = next_moves(now)
    assert (due.what, str(due.when.latest), move.act, move.state) == ("postponed", "2018-05-10", "meet", "postponed")
    assert agenda(now).overdue == () and outlook(now, "m").must == ()
    shown, story, page = told(now)
    assert "Now postponed to 2018-05-10: Summit" in shown and "Meet: Summit postponed to 2018-05-10" in shown
    assert "Summit: postponed to 2018-05-10, in 2 days" in story
    assert "no new day" not in shown + story + page and "postponed to 2018-05-10" in page
    assert "SUMMARY:Put off to this day: Summit" in format_calendar(now, Selection(scenario=now.history.scenario)).text
    text = " ".join(s.text for s in brief(now.history.at("2018-05-01"), now).sentences)
    assert "is postponed to 2018-05-10, on 2018-05-02" in text


@pytest.mark.parametrize(("day", "late"), [("2018-05-10", False), ("2018-05-11", True)])
def test_when_the_day_to_which_it_was_put_off_has_passed_it_is_overdue(day: str, late: bool) -> None:
    now = at(day, SET, PUT_OFF)
    assert [(row.meeting, str(row.due), row.days) for row in agenda(now).overdue] == [("m", "2018-05-10", 1)] * late
    assert [move.act for move in next_moves(now)] == ["report-or-hold" if late else "meet"]
    assert [duty.what[:7] for duty in outlook(now, "m").must] == ["hold it"] * late
    shown, story, page = told(now)
    assert all(("verdue: " in text) is late for text in (shown, story, page))
    assert agenda(at(day, SET, PUT_OFF, "hold: m")).overdue == ()


def test_a_meeting_put_off_without_a_day_waits_for_one() -> None:
    for said in ((SET, "postpone: m"), (SET, PUT_OFF, "{postpone: m, event_date: 2018-05-04}")):
        now = at("2018-06-30", *said)
        assert [move.act for move in next_moves(now)] == ["set-day"] and agenda(now).overdue == ()
        shown, story, _ = told(now)
        assert "Set a new day: Summit postponed since 2018-05-0" in shown
        assert "at a time unknown" not in shown + story


def test_a_meeting_set_without_a_day_keeps_the_day_it_was_put_off_to() -> None:
    """As the clock has it: a report that it goes ahead, with no day, does not unset one that has not passed."""
    world = "negotrack: 1\nscenario: t\nparties: {a: {name: A}}\noutlets: {o: {name: O}}\n"
    world += "meetings: {m: {participants: [a]}}\nreports:\n"
    said = ("{schedule: m, for: 2024-03-05}", "{postpone: m, for: 2024-03-10}", "{schedule: m}")
    lines = [
        f"  - {{id: r{n}, outlet: o, published: 2024-03-0{n}, statements: [{s}]}}\n" for n, s in enumerate(said, 1)
    ]
    history = nt.replay(nt.loads(world + "".join(lines)))
    (due,) = dues(history.at("2024-03-10"))
    assert (str(due.when.latest), due.what) == ("2024-03-10", "scheduled")
    assert history.at("2024-03-11").state("m") == "overdue"
