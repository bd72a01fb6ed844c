"""Instruments of several parties: what each of them did is told once, with its own day, and who must act."""

from __future__ import annotations

import json
import re

from negotrack.exporters.records_queries import agenda_record
from negotrack.queries.agenda import agenda
from negotrack.queries.next_moves import next_moves
from negotrack.view.agenda import agenda_view
from negotrack.view.board import board
from negotrack.view.choices import Choice
from negotrack.view.page.document import format_page
from negotrack.view.timeline import timeline_by_subject
from tests.unit.test_view_timeline import drawn, flat, moment

WORLD = """
negotrack: 1
scenario: parties
parties: {a: {name: Alpha}, b: {name: Beta}, c: {name: Gamma}, d: {name: Delta}}
outlets: {w: {name: Wire}}
instruments:
  t: {name: Convention, kind: treaty, parties: [a, b, c]}
  u: {name: Old treaty, kind: treaty, parties: [a, b, c]}
reports:
"""
SIGNED = ("{sign: t, by: [a, b]}", "{ratify: t, by: b}")
LEFT = ("{withdraw_from: u, by: a}", "{withdraw_from: u, by: b}")


def log(*statements: str, world: str = WORLD) -> str:
    """One report a day from the first of May on."""
    return world + "".join(
        f"  - {{id: r{day}, outlet: w, published: 2020-05-{day:02}, statements: [{said}]}}\n"
        for day, said in enumerate(statements, 1)
    )


def shown(text: str, day: str | None = None) -> str:
    return flat(drawn(board(moment(text, day)), 400))


def test_every_party_of_an_instrument_that_is_itself_unreported_has_its_line() -> None:
    text = shown(log(*SIGNED))
    assert "signed by Alpha: Convention (2020-05-01)" in text
    assert "ratified by Beta: Convention (2020-05-02)" in text


def test_who_has_yet_to_sign_is_asked_though_the_instrument_is_itself_unreported() -> None:
    found = {move.subject: (move.act, move.parties) for move in next_moves(moment(log(*SIGNED)))}
    assert found == {"t": ("sign", ("c",))}
    assert not next_moves(moment(log(*LEFT)))
    assert not next_moves(moment(log("{ratify: t, by: [a, b]}", "{withdraw_from: t, by: [a, c]}")))


def test_who_left_is_told_once_with_the_day() -> None:
    text = shown(log(*LEFT))
    assert "left by Alpha: Old treaty (2020-05-01)" in text and "left by Beta: Old treaty (2020-05-02)" in text
    assert "withdrawn" not in text
    text = shown(
        log("enter_into_force: u", "{withdraw_from: u, by: a}", "fall_dormant: u", "{withdraw_from: u, by: b}")
    )
    assert "left by Alpha on 2020-05-02 and Beta on 2020-05-04" in text


def test_a_lane_of_the_page_names_who_left() -> None:
    page = re.sub(r"<[^>]*>", " ", format_page(moment(log(*LEFT)), Choice()))
    assert "withdrawn (Alpha and Beta)" in page


WAITING = WORLD.replace(
    "reports:",
    """commitments:
  pay:
    debtor: a
    text: Pay
    antecedent:
      at_least: 2
      of: [{instrument: v, party_act: ratified, by: [b]}, {instrument: v, party_act: ratified, by: [c]},
           {instrument: v, party_act: ratified, by: [d]}]
reports:""",
).replace(
    "  u: {", "  v: {name: Pact, kind: treaty, parties: [a, b, c, d]}\n  u: {"
)  # fmt: skip
RATIFIED = ("{initial: v}", "{commit: pay, by: a}", "{enter_into_force: v}", "{ratify: v, by: [b, c]}",
            "{withdraw_from: v, by: b}", "{suspend: v, by: c}")  # fmt: skip


def test_who_is_waited_for_is_named_wherever_an_act_of_a_party_is_meant() -> None:
    now = moment(log(*RATIFIED, world=WAITING))
    text = flat(drawn(board(now), 400))
    assert "at least 2 of (Pact, by Beta (wanted: ratified, now: withdrawn); Pact, by Gamma" in text
    found = agenda(now)
    assert [(one.subject, one.by, one.state) for one in found.awaited] == [
        ("v", ("b",), "withdrawn"),
        ("v", ("d",), "none"),
    ]
    listed = flat(drawn(agenda_view(found, now), 200))
    assert "Pact, by Beta withdrawn must be ratified" in listed and "if v, by Delta (wanted: ratified" in listed
    record = json.dumps(agenda_record(found, now))
    assert "v.party.b=ratified" in record and "v.party.d=ratified" in record
    assert "Pact, by Beta" in flat(drawn(timeline_by_subject(now), 200))


def test_what_opens_the_way_is_the_act_of_the_party_and_not_what_stands_beside_it() -> None:
    found = [(move.act, move.parties, move.unlocks) for move in next_moves(moment(log(*RATIFIED, world=WAITING)))]
    assert found == [("revive", ("a", "c", "d"), ()), ("ratify", ("b",), ("pay",)), ("ratify", ("d",), ("pay",))]


def test_a_signature_that_is_asked_for_already_is_asked_for_once() -> None:
    text = log("{commit: pay, by: a}", "initial: v", world=WAITING.replace("party_act: ratified", "party_act: signed"))
    assert [(move.act, move.parties, move.unlocks) for move in next_moves(moment(text))] == [
        ("sign", ("a", "b", "c", "d"), ("pay",))
    ]
