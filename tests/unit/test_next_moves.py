"""Whose turn it is: only what somebody is asked to bring about."""

from __future__ import annotations

from negotrack.engine.history import replay
from negotrack.loading import loads
from negotrack.queries.next_moves import NextMove, next_moves

LOG = """
negotrack: 1
scenario: turns
parties: {left: {name: Left}, right: {name: Right}}
outlets: {wire: {name: The Wire}}
talks:
  lake: {between: [left, right]}
  hill: {between: [left, right]}
conditions: {inspectors: {text: Inspectors may enter, of: right}}
commitments:
  lift:
    debtor: left
    antecedent: {all: [inspectors, {not: {talks: lake, state: [broken_off]}}, {not: {not: hill}}]}
reports:
  - id: r
    outlet: wire
    published: 2018-05-31
    statements:
      - offer: lift
      - require: inspectors
"""


def turns(extra: str = "") -> dict[str, NextMove]:
    return {move.subject: move for move in next_moves(replay(loads(LOG + extra)).at("2018-06-01"))}


def test_nobody_is_asked_for_what_a_commitment_wants_not_to_be() -> None:
    assert "lake" not in turns("      - conclude: lake\n")


def test_what_must_not_be_opens_no_way() -> None:
    assert turns("      - negotiate: lake\n")["lake"].unlocks == ()


def test_what_is_denied_twice_is_asked_for() -> None:
    found = turns()
    assert (found["hill"].act, found["hill"].unlocks) == ("bring-about", ("lift",))
    assert found["inspectors"].unlocks == ("lift",)
