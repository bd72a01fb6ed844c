"""Turns: what is broken is never at rest, what is wanted is no present state, what is doubtful looks so, and whoever
is named somewhere is named.
"""

from __future__ import annotations

import json

import pytest

from negotrack.engine.moment import Moment
from negotrack.exporters.records_queries import agenda_record
from negotrack.machines.tables import REGIONS
from negotrack.queries.agenda import agenda
from negotrack.queries.broken import BROKEN, broken
from negotrack.queries.next_moves import next_moves
from negotrack.queries.outlook import outlook
from negotrack.view.agenda import agenda_view
from negotrack.view.board import board
from negotrack.view.choices import Choice
from negotrack.view.page.document import format_page
from negotrack.view.timeline import timeline_by_time
from tests.unit.test_view_timeline import drawn, flat, moment

WORLD = """
negotrack: 1
scenario: turns
parties:
  north: {name: North}
  south: {name: South}
  east: {name: East}
  envoy: {name: Envoy, kind: person, speaks_for: south}
outlets:
  wire: {name: The Wire}
talks:
  t: {name: Talks, between: [north, south]}
demands:
  truce: {by: north, of: south, text: Arms rest, terms: [{maintain: No fire}]}
  calm: {by: north, of: [north, south], text: All keep calm, terms: [{maintain: No fire}]}
  a: {by: north, of: south, text: Step a}
conditions:
  x: {text: X}
  y: {text: Y}
  z: {text: Z}
  bank: {text: The bank is back, follows: {demand: a}}
  done: {text: The deal is signed, follows: {instrument: deal, state: signed}}
  deep: {text: The bank is back for good, follows: {condition: bank}}
commitments:
  k: {debtor: south, creditor: north, text: South pays, antecedent: {all: [{any: [x, y]}, z]}}
  w: {debtor: south, creditor: north, text: South waits, antecedent: {all: [{demand: a, fulfilment: met}, {not: {talks: t, state: [broken_off]}}]}}
  v: {debtor: north, creditor: south, text: North trades, antecedent: {all: [bank, done, deep]}}
  p: {debtor: south, creditor: north, text: South promises}
  both: {debtor: [north, south], text: Both deliver}
  strike: {debtor: south, creditor: north, text: South strikes, kind: threat}
instruments:
  deal: {name: Deal, parties: [north, south], provisions: [{demand: truce}]}
  pact: {name: Pact, parties: [north, south, east]}
reports:
"""  # noqa: E501
UNNAMED = "anonymous south official"


def now(*statements: str, day: str | None = None) -> Moment:
    """One report a day from the first of March on; `who says` goes before a bar."""
    lines = []
    for number, said in enumerate(statements, 1):
        who, bar, what = said.rpartition("|")
        by = f"said_by: [{who}], " if bar else ""
        lines.append(f"  - {{id: r{number}, outlet: wire, published: 2024-03-{number:02}, {by}statements: [{what}]}}\n")
    return moment(WORLD + "".join(lines), day)


def shown(at: Moment) -> str:
    return flat(drawn(board(at), 400))


def at_rest(text: str) -> str:
    return text.partition("At rest")[2].partition("Disputed, denied")[0]


def test_a_breach_is_somebodys_to_restore_and_stands_first() -> None:
    at = now(
        "press: a",
        "press: truce, sign: deal".replace(", ", "}, {").join("{}"),
        "take_effect: truce",
        "north|breach: truce",
    )
    text = shown(at)
    assert "Now 2 demands, 1 breached and 1 pressed (none answered)" in text
    assert "South ► Restore what it broke: Arms rest breached since 2024-03-04 ►" in text
    assert "Do what was accepted" not in text and "Arms rest" not in at_rest(text)
    assert [duty.what for duty in outlook(at, "truce").must] == ["restore it"]
    (row,) = agenda(at).broken
    assert (row.standing.subject, row.parties) == ("truce", ("south",))
    assert "Broken or suspended (1)" in drawn(agenda_view(agenda(at), at), 200)
    assert json.dumps(agenda_record(agenda(at), at)).count('"sort": "broken"') == 1
    assert "Restore what it broke" in format_page(at, Choice())


def test_a_breach_is_seen_though_the_demand_was_never_pressed() -> None:
    assert [(move.act, move.parties) for move in next_moves(now("breach: truce"))] == [("restore", ("south",))]


def test_who_of_several_broke_it_restores_it_where_that_is_said() -> None:
    named = next_moves(now("{breach: calm, by: south}"))
    assert [(move.act, move.parties) for move in named] == [("restore", ("south",))]
    assert [move.parties for move in next_moves(now("north|breach: calm"))] == [("north", "south")]


def test_of_a_demand_that_was_taken_back_nothing_is_to_be_restored() -> None:
    at = now("press: truce", "breach: truce", "withdraw: truce")
    assert not (next_moves(at) or agenda(at).broken or outlook(at, "truce").must)
    assert "withdrawn: Arms rest" in at_rest(shown(at))


@pytest.mark.parametrize(
    ("statements", "name"),
    [
        (("negotiate: t", "suspend: t"), "Talks"),
        (("negotiate: t", "break_off: t"), "Talks"),
        (("commit: p", "suspend: p"), "South promises"),
        (("commit: p", "violate: p"), "South promises"),
        (("commit: strike", "suspend: strike"), "South strikes"),
        (("commit: strike", "violate: strike"), "South strikes"),
        (("enter_into_force: deal", "suspend: deal"), "Deal"),
        (("enter_into_force: pact", "{withdraw_from: pact, by: south}"), "Pact"),
        (("{withdraw_from: pact, by: south}",), "Pact"),
        (("enter_into_force: deal", "{terminate: deal, by: south}"), "Deal"),
        (("take_effect: truce", "breach: truce"), "Arms rest"),
    ],
)
def test_what_is_broken_left_or_suspended_is_never_at_rest(statements: tuple[str, ...], name: str) -> None:
    at = now(*statements)
    text = shown(at)
    assert broken(at) and name in text and name not in at_rest(text)
    assert {found.standing.region.partition(".")[0] for found in broken(at)} <= BROKEN.keys()


def test_no_table_has_a_broken_state_that_is_forgotten() -> None:
    names = {"breached", "violated", "suspended", "broken_off"}
    found = {(region.name, state) for region in REGIONS.values() for state in names & {*region.states}}
    assert found <= {(name, state) for name, states in BROKEN.items() for state in states}


def test_what_all_ended_or_what_ran_out_rests() -> None:
    together = shown(now("enter_into_force: deal", "{terminate: deal, by: [north, south]}"))
    assert "terminated: Deal" in at_rest(together)
    ran_out = shown(now("{enter_into_force: deal, deadline: 2024-03-20}", day="2024-04-01"))
    assert "terminated: Deal" in at_rest(ran_out)


def test_who_suspended_is_said() -> None:
    text = shown(now("enter_into_force: deal", "{suspend: deal, by: south}"))
    assert "North and South together ■ Revive: Deal (suspended by South)" in text
    own = now("enter_into_force: deal", "envoy|suspend: deal")
    assert [move.doers for move in next_moves(own)] == [("south",)]
    assert "(suspended by South)" in format_page(own, Choice())
    assert "by" not in shown(now("enter_into_force: deal", "suspend: deal")).partition("Deal")[2]
    assert "by South" in drawn(agenda_view(agenda(own), own), 200)


def test_what_a_commitment_wants_is_told_apart_from_what_is() -> None:
    at = now("press: a", "commit: w", "negotiate: t")
    wanted = "Step a (wanted: met, now: unmet); Talks (wanted: not broken off, now: substantive)"
    assert f"if {wanted}" in shown(at) and wanted in format_page(at, Choice())
    assert "if a (wanted: met, now: unmet)" in flat(drawn(agenda_view(agenda(at), at), 200))
    story = flat(drawn(timeline_by_time(at), 300))
    assert "if Step a (wanted: met); Talks (wanted: not broken off)" in story


def test_of_alternatives_none_opens_a_way_once_one_is_so() -> None:
    at = now("commit: k", "require: [x, y, z]", "meet: x")
    assert {move.subject: move.unlocks for move in next_moves(at)} == {"y": (), "z": ("k",)}
    assert {row.subject: row.alone for row in agenda(at).awaited} == {"z": ("k",), "y": ()}
    unspoken = now("commit: k", "meet: x")
    assert [move.subject for move in next_moves(unspoken)] == ["z"]


def test_a_condition_that_follows_something_is_theirs_whose_that_is() -> None:
    for statements in (("commit: v",), ("commit: v", "require: [bank, done, deep]")):
        found = {move.subject: (move.act, move.parties) for move in next_moves(now(*statements))}
        assert found["bank"] == found["deep"] == ("bring-about", ("south",))
        assert found["done"] == ("bring-about", ("north", "south"))
    disputed = {move.subject: move.parties for move in next_moves(now("contest: bank"))}
    assert disputed == {"bank": ("south",)}


def test_an_offer_is_no_hint() -> None:
    assert "Make the offer binding: South promises" in shown(now("offer: p"))
    assert "Make firm what is only hinted at: South promises" in shown(now("signal: p"))


def test_several_debtors_are_told_so_in_the_plural() -> None:
    assert "Deliver, since they are bound to: Both deliver" in shown(now("commit: both"))
    assert "Deliver, since it is bound to: South promises" in shown(now("commit: p"))


@pytest.mark.parametrize(
    ("statements", "mark"),
    [
        ((f"{UNNAMED}|offer: p",), "[one unnamed source]"),
        ((f"{UNNAMED}|press: a",), "[one unnamed source]"),
        ((f"{UNNAMED}|commit: both",), "[one unnamed source]"),
        ((f"{UNNAMED}|{{signal: p, certainty: hedged}}",), "[hedged] [one unnamed source]"),
        (("north|offer: p", "south|deny: {offer: p}"), "[disputed]"),
        (("north|commit: w", "south|deny: {commit: w}"), "[disputed]"),
        (("north|meet: x", "south|deny: {meet: x}"), "[disputed]"),
        (("{offer: p, event_date: 2024-03-01/2024-04-01}",), "[not certain]"),
    ],
)
def test_what_is_doubtful_looks_so_wherever_it_stands(statements: tuple[str, ...], mark: str) -> None:
    text = shown(now(*statements)).partition("Who must")[2].partition("Disputed, denied")[0]
    assert mark in text


def test_what_is_not_doubtful_bears_no_mark() -> None:
    assert "[" not in shown(now("south|offer: p", "press: a", "commit: w", "north|press: truce"))


def test_the_agenda_marks_what_is_doubtful() -> None:
    at = now(f"{UNNAMED}|require: z", f"{UNNAMED}|commit: k", f"{UNNAMED}|press: a", day="2024-06-01")
    text = flat(drawn(agenda_view(agenda(at), at), 300))
    assert text.count("[one unnamed source]") == 3
    assert all(row["doubts"] for row in agenda_record(agenda(at), at)["agenda"] if row["statements"])


def test_an_agreement_in_force_is_no_offer_that_ends() -> None:
    at = now("{enter_into_force: deal, deadline: 2024-03-20}")
    text = drawn(agenda_view(agenda(at), at), 200)
    assert "Ends soon (1)" in text and "ffer" not in text


def test_until_when_a_thing_stands_is_told_beside_it() -> None:
    """A promise that binds does not end by the clock: once its last day has passed, that is said."""
    said = ["{commit: p, deadline: 2024-05-30}", "{enter_into_force: pact, deadline: 2024-06-30}"]
    text = shown(now(*said, day="2024-05-15"))
    assert "South promises (until 2024-05-30)" in text and "Pact (2024-03-02), until 2024-06-30" in text
    assert "its last day, 2024-05-30, has passed" in shown(now(*said, day="2024-06-01"))
    ends = agenda(now(*said, day="2024-05-15"), within=30).expiring
    assert [(end.subject, end.state, end.days) for end in ends] == [("p", "detached", 15)]
    (hinted,) = agenda(now(f"{UNNAMED}|{{signal: p, deadline: 2024-03-20}}")).expiring
    assert hinted.doubts == ("one unnamed source",)
    late = now(*said, day="2024-06-01")
    assert [(end.subject, end.days) for end in agenda(late, within=20).expiring] == [("p", -2)]
    assert "its last day, 2024-05-30, passed 2 days ago" in drawn(agenda_view(agenda(late), late), 200)
