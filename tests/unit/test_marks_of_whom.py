"""Marks stand on what they are about: a step, a source, a claim that was taken back or that nobody contests."""

from __future__ import annotations

import re

from negotrack.exporters.brief import format_brief
from negotrack.queries.brief import brief
from negotrack.view.board import board
from negotrack.view.choices import Choice
from negotrack.view.page.document import format_page
from negotrack.view.timeline import timeline_by_subject, timeline_by_time
from tests.unit.test_view_timeline import drawn, flat, moment

WORLD = """
negotrack: 1
scenario: marks
parties:
  n: {name: North}
  s: {name: South}
  fm: {name: Minister, kind: person, speaks_for: s}
outlets: {a: {name: Alpha}, c: {name: Gamma}}
talks: {t: {name: Talks, between: [n, s]}}
claims: {q: {text: Troops prepare to leave, about: t}, z: {text: Nobody said so, about: t}}
reports:
"""
DISPUTED = (
    WORLD
    + """
  - {id: a1, outlet: a, published: 2024-01-01, statements: [{negotiate: t}]}
  - id: c6
    outlet: c
    published: 2024-01-09
    said_by: [anonymous n official]
    statements: [{suspend: t, event_date: 2024-01-08, certainty: hedged}]
  - {id: a7, outlet: a, published: 2024-01-09, said_by: [s], statements: [{deny: {suspend: t}}, {negotiate: t}]}
"""
)
CLAIMED = (
    WORLD
    + """
  - {id: r1, outlet: a, published: 2024-01-01, statements: [{assert: q}]}
  - {id: r2, outlet: c, published: 2024-01-02, said_by: [unknown], statements: [{assert: q}]}
"""
)
UNKNOWN = (
    WORLD
    + """
  - {id: r0, outlet: a, published: 2024-01-01, said_by: [unknown], statements: [{advance: t}]}
  - {id: r1, outlet: c, published: 2024-01-02, said_by: [fm], statements: [{advance: t}]}
"""
)
BACK = (
    WORLD
    + """
  - {id: r0, outlet: a, published: 2024-01-01, said_by: [fm], statements: [{assert: q}, {advance: t}]}
  - {id: r1, outlet: a, published: 2024-01-02, statements: [{retract: r0}]}
"""
)


def test_a_step_in_between_carries_its_own_marks() -> None:
    now = moment(DISPUTED)
    told = format_brief(brief(now.history.at("2024-01-02"), now))
    assert "in between: suspended on 2024-01-08 (disputed) (hedged) (one unnamed source) [" in told
    assert told.index("confirmed by a party to it") < told.index("in between") and "against: `a7`" in told
    lanes = flat(drawn(timeline_by_subject(now), 300))
    assert "suspended since 2024-01-08 [disputed] [hedged] [one unnamed source] → substantive since 2024-01-09" in lanes


def test_a_declared_claim_that_nobody_contests_is_on_the_board() -> None:
    text = flat(drawn(board(moment(CLAIMED)), 200))
    assert "reported: Troops prepare to leave (1 origin)" in text
    assert "Nothing reported of: Talks and Nobody said so." in text
    chosen = flat(drawn(board(moment(CLAIMED), choice=Choice(subjects=("q",))), 200))
    assert "reported: Troops prepare to leave" in chosen and "Nobody said so" not in chosen


def test_a_finding_about_one_chain_is_no_mark_on_another() -> None:
    now = moment(UNKNOWN)
    text = flat(drawn(timeline_by_time(now), 200))
    assert "Alpha < source unknown [unknown origin] ¹" in text
    assert "Gamma < Minister [again] ✓" in text
    page = format_page(now, Choice())
    assert len(re.findall("unknown origin", page)) == 1
    together = UNKNOWN.replace("2024-01-02", "2024-01-01")
    assert "also Gamma < Minister, which confirms it" in flat(drawn(timeline_by_time(moment(together)), 200))


def test_a_claim_that_was_taken_back_says_who_made_it_and_who_took_it_back() -> None:
    now = moment(BACK)
    text = flat(drawn(board(now), 200))
    assert "Troops prepare to leave [withdrawn] × Alpha < Minister r0#1, taken back by Alpha r1#1" in text
    page = format_page(now, Choice())
    assert "nobody" not in page.split('id="board"')[1].split('id="log"')[0]
    assert "Taken back by" in page
