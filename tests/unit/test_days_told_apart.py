"""Days that reports give otherwise: of a meeting that is set, and of an event that is told twice."""

from __future__ import annotations

import json
from datetime import date

from negotrack.exporters.brief import format_brief
from negotrack.queries.agenda import agenda
from negotrack.queries.brief import brief
from negotrack.queries.calendar import calendar_days
from negotrack.queries.diff import diff
from negotrack.view.board import board
from negotrack.view.timeline import timeline_by_time
from tests.cli.running import negotrack
from tests.unit.test_view_timeline import drawn, flat, moment

WORLD = """
negotrack: 1
scenario: days
parties: {a: {name: Alpha}, b: {name: Beta}}
outlets: {one: {name: One}, two: {name: Two}}
instruments: {t: {name: Treaty, parties: [a, b]}}
meetings: {n: {name: Next, participants: [a, b]}}
reports:
"""
TOGETHER = (
    WORLD
    + """
  - id: r1
    outlet: one
    published: 2020-11-12
    statements: [{sign: t, event_date: 2020-11-09}, {schedule: n, for: 2020-12-01}]
  - id: r2
    outlet: two
    published: 2020-11-12
    statements: [{sign: t, event_date: 2020-11-10}, {schedule: n, for: 2020-12-05}]
"""
)
LATER = (
    WORLD
    + """
  - {id: r1, outlet: one, published: 2018-03-08, statements: [{schedule: n, for: ..2018-05-31}]}
  - {id: r2, outlet: two, published: 2018-05-10, statements: [{schedule: n, for: 2018-06-12}]}
"""
)


def test_a_meeting_for_which_two_reports_set_two_days_is_overdue_only_by_the_day_that_passed() -> None:
    early, between, late = (moment(TOGETHER, day) for day in ("2020-11-13", "2020-12-02", "2020-12-06"))
    assert "scheduled: Next, 2020-12-01..2020-12-05" in flat(drawn(board(early), 300))
    assert "perhaps overdue: Next, 2020-12-01..2020-12-05" in flat(drawn(board(between), 300))
    found = agenda(between).overdue[0]
    assert (found.due, found.days, found.statements[0]) == (date(2020, 12, 1), 1, "r1#2")
    assert "; overdue: Next" in flat(drawn(board(late), 300)) and agenda(late).overdue[0].days == 1
    assert [(str(day.when.earliest), str(day.when.latest)) for day in calendar_days(early)] == [
        ("2020-12-01", "2020-12-05")
    ]


def test_a_day_that_a_later_report_sets_is_the_day() -> None:
    assert "scheduled: Next, 2018-06-12" in flat(drawn(board(moment(LATER)), 300))


def test_a_day_that_is_set_anew_is_told_with_the_report_that_set_it() -> None:
    told = format_brief(brief(moment(LATER, "2018-03-01"), moment(LATER)))
    assert "that day was set on 2018-05-10 [`r1`, `r2`]" in told
    told = format_brief(brief(moment(LATER, "2018-05-01"), moment(LATER)))
    assert "“Next” is now set for 2018-06-12, as said on 2018-05-10 (before: by 2018-05-31) [`r2`]" in told
    assert "Nothing changed" not in told


def test_a_day_that_is_set_anew_is_a_difference() -> None:
    before, after = moment(LATER, "2018-05-01"), moment(LATER)
    assert [change.subject for change in diff(before, after).rescheduled] == ["n"]
    assert not diff(after, after) and not diff(before, moment(LATER, "2018-05-02"))
    days = ("--from", "2018-05-01", "--to", "2018-05-10")
    asked = negotrack("diff", "-", *days, "--format", "json", stdin=LATER.encode())
    found = json.loads(asked.out)["rescheduled"]
    assert [(one["subject"], one["statement"], one["after"]["latest"]) for one in found] == [
        ("n", "r2#1", "2018-06-12")
    ]
    assert "..2018-05-31 -> 2018-06-12" in negotrack("diff", "-", *days, stdin=LATER.encode()).out


def test_a_further_report_of_another_day_says_so() -> None:
    other = TOGETHER.replace("sign: t", "agree_in_principle: t")
    assert "[again, with another day]" in flat(drawn(timeline_by_time(moment(other)), 300))
    same = other.replace("2020-11-10", "2020-11-09")
    assert "with another day" not in flat(drawn(timeline_by_time(moment(same)), 300))
    assert "gives another day" in _why(other, "t.instrument") and "another day" not in _why(same, "t.instrument")


def test_what_happens_once_stands_between_the_days_that_were_told() -> None:
    text = flat(drawn(timeline_by_time(moment(TOGETHER)), 300))
    assert "11-09..11-10" in text and "since 2020-11-09..2020-11-10" in _why(TOGETHER, "t.instrument")


def _why(text: str, subject: str) -> str:
    return negotrack("why", "-", subject, stdin=text.encode(), environ={"COLUMNS": "200"}).out


STEPS = (
    WORLD
    + """
  - {id: r1, outlet: one, published: 2020-11-01, statements: [{table: t}]}
  - {id: r2, outlet: one, published: 2020-11-02, statements: [{sign: t}]}
  - {id: r3, outlet: two, published: 2020-11-02, statements: [{sign: t}]}
"""
)


def test_why_claims_no_more_of_its_statements_than_they_give() -> None:
    text = _why(STEPS, "t.instrument")
    assert "This by itself is enough for the state, whatever its day" in text
    assert text.index("Also said") < text.index("r3#1") < text.index("Said on the way there") < text.index("r1#1")
    assert "Claims that the way there went through" in text and "hangs on" not in text
