"""The board and its first line: what is met asks nothing, threats are no debts, who left is gone, what is not certain
says so.
"""

from __future__ import annotations

import pytest

from negotrack.queries.agenda import agenda
from negotrack.queries.next_moves import next_moves
from negotrack.queries.outlook import outlook
from negotrack.view.board import board
from negotrack.view.choices import Choice
from negotrack.view.timeline import timeline_by_time
from tests.unit.test_view_timeline import drawn, flat, moment

WORLD = """
negotrack: 1
scenario: trial
parties:
  a: {name: Aland}
  b: {name: Beria}
  c: {name: Cadia}
outlets:
  wire: {name: The Wire}
demands:
  gone: {by: a, of: b, text: Troops leave}
  calm: {by: a, of: b, text: It stays calm, terms: [{maintain: It stays calm}]}
  both: {by: a, of: [b, c], text: Roads open}
conditions:
  pledge: {text: It is guaranteed, guarantee: true, guarantor: a}
  line: {text: The line is crossed, of: a}
  saved: {text: The deal is saved, of: a}
commitments:
  deal: {debtor: b, creditor: a, text: Beria pays, antecedent: pledge}
  strike: {debtor: b, creditor: a, text: Beria strikes, kind: threat, antecedent: line}
  leave: {debtor: b, text: Beria leaves, kind: threat, antecedent: {condition: saved, state: [failed]}}
instruments:
  two: {name: Pact of two, parties: [a, b]}
  three: {name: Pact of three, parties: [a, b, c]}
  text: {name: Words for the press, kind: joint statement, parties: [a, b]}
meetings:
  m: {name: Summit, participants: [a, b]}
  n: {name: Second summit, participants: [a, b], follows: m}
reports:
"""


def log(*statements: str) -> str:
    """One report a day from the first of May on; `who says` goes before a bar."""
    lines = []
    for day, said in enumerate(statements, 1):
        who, bar, what = said.rpartition("|")
        by = f"said_by: [{who}], " if bar else ""
        lines.append(f"  - {{id: r{day}, outlet: wire, published: 2018-05-{day:02}, {by}statements: [{what}]}}\n")
    return WORLD + "".join(lines)


def shown(*statements: str, day: str | None = None, choice: Choice | None = None) -> str:
    return flat(drawn(board(moment(log(*statements), day), choice=choice), 400))


def acts(*statements: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {move.subject: (move.act, move.parties) for move in next_moves(moment(log(*statements)))}


@pytest.mark.parametrize(
    ("demand", "reached", "state"), [("gone", "meet: gone", "met"), ("calm", "take_effect: calm", "holding")]
)
@pytest.mark.parametrize("answer", ["", "b|consider: ", "b|reject: "])
def test_what_is_met_asks_for_nothing_any_more(demand: str, reached: str, state: str, answer: str) -> None:
    said = (f"press: {demand}", *([answer + demand] if answer else []), reached)
    assert demand not in acts(*said)
    text = shown(*said)
    assert f"Now 1 demand {state} " in text and "answered" not in text.partition("Who must")[0]
    assert f"► {state}: " in text and "pressed" not in text
    now = moment(log(*said), "2018-12-01")
    assert agenda(now).stale == ()
    assert not any(duty.region.startswith("response") for duty in outlook(now, demand).must)


def test_how_a_demand_was_met_says_more_than_how_it_was_answered() -> None:
    assert "► met: Troops leave" in shown("b|accept: gone", "meet: gone")
    assert "► withdrawn: Troops leave" in shown("press: gone", "meet: gone", "withdraw: gone")


def test_what_is_only_possibly_met_is_pressed_still() -> None:
    said = ("press: gone", "{meet: gone, event_date: 2018-05-01/2018-06-01}")
    assert acts(*said)["gone"] == ("answer", ("b",)) and "Now 1 demand pressed, none answered" in shown(*said)


def test_answers_are_those_of_addressees() -> None:
    assert "1 demand pressed, put to 2 addressees: 1 unanswered and 1 rejected" in shown(
        "press: both", "c|reject: both"
    )
    assert "1 demand pressed, rejected" in shown("press: gone", "b|reject: gone")
    several = shown("press: [gone, both]", "meet: gone")
    assert "2 demands, 1 met and 1 pressed (none answered)" in several


def test_a_threat_is_no_debt() -> None:
    said = ("commit: strike", "meet: line", "commit: deal")
    text = shown(*said)
    assert "1 commitment conditional, none binding; 1 threat detached" in text
    assert "Carry out the threat, or let it go: Beria strikes" in text and "Deliver" not in text
    story = flat(drawn(timeline_by_time(moment(log(*said))), 300))
    assert "Beria makes a firm threat to Aland: Beria strikes" in story and "commits to Aland: Beria pays" in story
    assert "when what it waits for holds, a threat is due" in story and "binds its debtor" not in story


def test_nobody_is_asked_to_set_off_a_threat() -> None:
    said = ("require: [line, saved]", "offer: [strike, leave]")
    found = acts(*said)
    assert "line" not in found and found["saved"] == ("bring-about", ("a",))
    assert "opens the way to: Beria leaves" not in shown(*said)
    assert acts("signal: strike") == {}


def test_a_guarantee_is_asked_of_the_guarantor_also_before_it_is_reported() -> None:
    assert acts("offer: deal")["pledge"] == ("guarantee", ("a",))
    assert "Nobody named" not in shown("offer: deal")
    unnamed = log("offer: deal").replace(", guarantor: a", "")
    assert [move.parties for move in next_moves(moment(unnamed))] == [()]


def test_who_left_an_instrument_is_said_and_not_asked() -> None:
    text = shown("enter_into_force: three", "{withdraw_from: three, by: b}")
    assert "in force: Pact of three (2018-05-01), left by Beria on 2018-05-02" in text
    assert "two" not in acts("agree_in_principle: two", "sign: two", "{withdraw_from: two, by: a}")
    assert "two" not in acts("agree_in_principle: two", "{withdraw_from: two, by: a}")
    signed = (
        "agree_in_principle: three",
        "{sign: three, by: a}",
        "{withdraw_from: three, by: a}",
        "{sign: three, by: b}",
    )
    assert acts(*signed)["three"] == ("sign", ("c",))
    assert "three" not in acts("agree_in_principle: three", *signed[2:], "{sign: three, by: c}")
    assert "Sign: Pact of three (left by Aland on 2018-05-03)" in shown(*signed)


def test_what_ends_with_signature_rests_signed() -> None:
    assert "text" not in acts("sign: text") and acts("sign: two")["two"][0] == "bring-into-force"
    assert "signed: Words for the press" in shown("sign: text")


def test_what_only_may_have_happened_says_so_at_rest() -> None:
    assert "held: Summit (..2018-07-07) [not certain]" in shown("{hold: m, event_date: ..2018-07-07}")
    assert "[not certain]" not in shown("hold: m")


@pytest.mark.parametrize("verb", ["reject", "float", "terminate", "drop", "table", "amend", "suspend"])
def test_what_one_side_does_says_who_did_it_where_that_is_known(verb: str) -> None:
    past = {"terminate": "enter_into_force: two", "suspend": "enter_into_force: two"}.get(
        verb, "agree_in_principle: two"
    )
    begin = () if verb in ("float", "table") else (past,)
    own = flat(drawn(timeline_by_time(moment(log(*begin, f"b|{verb}: two"))), 300))
    named = flat(drawn(timeline_by_time(moment(log(*begin, f"{{{verb}: two, by: a}}"))), 300))
    nobody = flat(drawn(timeline_by_time(moment(log(*begin, f"{verb}: two"))), 300))
    word = own.partition(" by Beria")[0].rpartition("Pact of two: ")[2]
    assert word and len(word) < 12
    assert f"Pact of two: {word} by Aland" in named and f"Pact of two: {word} " in nobody
    assert f"{word} (Aland and Beria)" not in nobody + own


def test_a_refused_act_is_of_those_who_are_said_to_have_acted() -> None:
    said = ("sign: two", "{ratify: two, by: c}")
    assert "Pact of two: ratified by Cadia stays signed" in shown(*said)
    assert "Pact of two: ratified by Cadia" in flat(drawn(timeline_by_time(moment(log(*said))), 300))


def test_one_addressee_of_two_answers_in_the_singular() -> None:
    story = flat(drawn(timeline_by_time(moment(log("press: both", "c|reject: both"))), 300))
    assert "Cadia rejects what Aland asks" in story


def test_the_first_line_tells_meetings_called_off_and_waiting_for_a_day() -> None:
    set_ = "{schedule: m, for: 2018-06-12}"
    assert "cancelled: Summit, called off on 2018-05-02" in shown(set_, "cancel: m")
    assert "cancelled" not in shown(set_, "cancel: m", "{schedule: n, for: 2018-06-20}").partition("Who must")[0]
    assert "postponed, no new day: Summit" in shown(set_, "postpone: m")


def test_the_first_line_keeps_to_what_was_chosen() -> None:
    said = ("press: [gone, both]", "offer: deal")
    chosen = shown(*said, choice=Choice(subjects=("gone",)))
    assert "Now 1 demand pressed, none answered Who must" in chosen
    assert "1 demand pressed" in shown(*said, choice=Choice(parties=("c",)))


def test_a_day_beyond_the_last_report_is_noted() -> None:
    note = "Note: 2018-12-01 is 214 days after the last report known, of 2018-05-01"
    assert note in shown("press: gone", day="2018-12-01") and "Note:" not in shown("press: gone")
