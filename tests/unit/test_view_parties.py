"""Instruments of several parties: what each of them did is told once, with its own day, and who must act."""

from __future__ import annotations

import re

from negotrack.queries.next_moves import next_moves
from negotrack.view.board import board
from negotrack.view.choices import Choice
from negotrack.view.page.document import format_page
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
