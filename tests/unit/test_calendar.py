"""Meetings and deadlines as iCalendar: the notation holds, the days are honest, text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.exporters.calendar import Calendar, folded, format_calendar
from negotrack.exporters.selection import Selection
from negotrack.model.scenario import Scenario

LOG = """
negotrack: 1
scenario: talks
title: Talks
parties: {north: {name: North}, south: {name: South}}
outlets: {daily: {name: The Daily}}
demands: {goal: {by: north, of: south, text: Goal}}
commitments: {trade: {debtor: south, creditor: north, text: Trade opens, deadline: 2024-04}}
meetings:
  summit: {name: NAME, participants: [north, south], place: Geneva}
reports:
  - id: r1
    outlet: daily
    published: 2024-03-01
    url: https://example.org/r1
    statements:
      - {schedule: summit, for: 2024-03-10}
      - {offer: trade}
      - {press: goal, deadline: two months = 2024-05-01}
"""
LATER = """
  - id: r2
    outlet: daily
    published: PUBLISHED
    statements:
      - WHAT
"""


def later(what: str, published: str = "2024-03-12", name: str = "Summit") -> Scenario:
    return nt.loads(LOG.replace("NAME", name) + LATER.replace("WHAT", what).replace("PUBLISHED", published))


def calendar(scenario: Scenario, day: str | None = None, *subjects: str) -> Calendar:
    moment = nt.replay(scenario).at(day)
    return format_calendar(moment, Selection(scenario=scenario, subjects=subjects))


def lines(text: str) -> Iterator[str]:
    """Unfolded, as a calendar reads them."""
    return iter(text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n"))


def events(found: Calendar) -> list[dict[str, str]]:
    """Every component with its properties."""
    parts: list[dict[str, str]] = []
    for line in lines(found.text):
        name, _, value = line.partition(":")
        if name == "BEGIN" and value != "VCALENDAR":
            parts.append({"": value})
        elif parts and name != "END":
            assert name not in parts[-1]
            parts[-1][name] = value
    return parts


def meeting(scenario: Scenario, day: str | None = None) -> dict[str, str]:
    (found,) = events(calendar(scenario, day, "summit"))
    return found


SMALL = nt.loads(LOG.replace("NAME", "Summit"))


def test_a_scheduled_meeting() -> None:
    found = meeting(SMALL)
    assert found["DTSTART;VALUE=DATE"] == "20240310" and found["DTEND;VALUE=DATE"] == "20240311"
    assert found["SUMMARY"] == "Scheduled: Summit" and found["STATUS"] == "TENTATIVE"
    assert found["DTSTAMP"] == "20240301T000000Z" and found["LOCATION"] == "Geneva"
    assert "The Daily (r1#1\\, 2024-03-01)" in found["DESCRIPTION"]


def test_a_meeting_that_nobody_reported_to_have_been_held() -> None:
    found = meeting(SMALL, "2024-03-20")
    assert found["SUMMARY"] == "Overdue: Summit" and found["DTSTART;VALUE=DATE"] == "20240310"
    assert "no report says whether it was held" in found["DESCRIPTION"]


def test_a_meeting_held_on_a_day_that_is_not_certain_takes_all_of_them() -> None:
    found = meeting(later('{hold: summit, event_date: "[2024-03-09..2024-03-11]"}'))
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20240309", "20240312")
    assert found["SUMMARY"] == "Held (day not certain): Summit" and found["STATUS"] == "CONFIRMED"
    assert "one of 3 days\\, between 2024-03-09 and 2024-03-11" in found["DESCRIPTION"]


def test_a_presumed_day_is_not_certain() -> None:
    assert "(day not certain)" in meeting(later("{hold: summit}"))["SUMMARY"]


def test_an_open_start_takes_its_last_day_and_says_so() -> None:
    found = meeting(later("{hold: summit, event_date: ..2024-03-11}"))
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20240311", "20240312")
    assert "not certain\\, by 2024-03-11" in found["DESCRIPTION"]


def test_a_meeting_put_off_without_a_day_stands_where_it_was_set() -> None:
    found = meeting(later("{postpone: summit}", "2024-03-05"))
    assert found["SUMMARY"] == "Put off: Summit" and found["DTSTART;VALUE=DATE"] == "20240310"
    assert "the day that was set before it was put off" in found["DESCRIPTION"]
    again = meeting(later("{postpone: summit, for: 2024-03-20}", "2024-03-05"))
    assert again["DTSTART;VALUE=DATE"] == "20240320" and "was set before" not in again["DESCRIPTION"]
    assert again["UID"] == found["UID"] == meeting(SMALL)["UID"]


def test_a_meeting_called_off() -> None:
    found = meeting(later("{cancel: summit}", "2024-03-05"))
    assert found["STATUS"] == "CANCELLED" and found["SUMMARY"] == "Called off: Summit"


def test_a_meeting_without_any_day_is_a_task() -> None:
    whole = nt.loads(LOG.replace("NAME", "Summit").replace(", for: 2024-03-10", ""))
    found = calendar(whole, None, "summit")
    (task,) = events(found)
    assert (found.events, found.tasks) == (0, 1)
    assert task[""] == "VTODO" and "DTSTART;VALUE=DATE" not in task and "(no day known)" in task["SUMMARY"]


def test_deadlines_of_commitments_and_of_what_statements_say() -> None:
    found = {event["DTSTART;VALUE=DATE"]: event for event in events(calendar(SMALL, None, "trade", "goal"))}
    assert found["20240401"]["SUMMARY"] == "Deadline (day not certain): Trade opens"
    assert found["20240401"]["DTEND;VALUE=DATE"] == "20240501"
    assert found["20240501"]["SUMMARY"] == "Deadline: Goal"
    assert "The source said: two months." in found["20240501"]["DESCRIPTION"]


def test_what_happens_later_than_the_day_asked_about_is_not_there() -> None:
    assert events(calendar(SMALL, "2024-02-01")) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (r"a, b; c\\d", r"a\, b\; c\\d"),
        (r"x\r\nEND:VEVENT\r\nBEGIN:VALARM", "x END:VEVENT BEGIN:VALARM"),
        (r"a\u001b[31m\u202eb", "a␛[31m‹202E›b"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("שלום", "שלום"),
    ],
)
def test_text_from_data_is_text_and_nothing_else(name: str, shown: str) -> None:
    found = meeting(nt.loads(LOG.replace("NAME", f'"{name}"')))
    assert found["SUMMARY"] == f"Scheduled: {shown}"


@given(st.text(max_size=300))
def test_lines_are_folded_between_characters_at_75_octets(text: str) -> None:
    line = "SUMMARY:" + "".join(c for c in text if c.isprintable())
    parts = list(folded(line))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part.removeprefix(" ") for part in parts[1:]) == line
    assert all(part.startswith(" ") for part in parts[1:])


@pytest.mark.parametrize("character", ["é", "ש", "漢", "🕊"])
@pytest.mark.parametrize("before", range(4))
def test_no_character_stands_across_a_fold(before: int, character: str) -> None:
    parts = [part.encode() for part in folded("x" * before + character * 200)]
    assert max(map(len, parts)) <= 75 and all(part.decode() for part in parts)


def test_every_line_ends_in_crlf_and_is_short_enough() -> None:
    text = calendar(nt.loads(LOG.replace("NAME", "é" * 200))).text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") and text.endswith("END:VCALENDAR\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_the_same_log_gives_the_same_bytes() -> None:
    assert calendar(SMALL).text == calendar(nt.loads(LOG.replace("NAME", "Summit"))).text
