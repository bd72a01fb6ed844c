"""A joint demand, commitment or condition: the act of one of its parties is told as the act of that one."""

from __future__ import annotations

from negotrack.exporters.brief import format_brief
from negotrack.queries.brief import brief
from negotrack.queries.movement import movement
from negotrack.view.board import board
from negotrack.view.choices import Choice
from negotrack.view.page.document import format_page
from negotrack.view.timeline import timeline_by_time
from tests.unit.test_view_timeline import drawn, flat, moment

LOG = """
negotrack: 1
scenario: joint
parties:
  north: {name: North}
  south: {name: South}
  west: {name: West}
  envoy: {name: Envoy, kind: person, speaks_for: north}
outlets: {wire: {name: Wire}}
demands: {peace: {by: [north, south], of: west, text: Peace is declared}}
conditions:
  vote: {text: The Congress votes}
  quiet: {text: It is quiet}
commitments:
  aid: {debtor: [west, south], creditor: north, text: Aid, antecedent: {all: [vote]}}
  alms: {debtor: west, text: Alms, antecedent: {all: [quiet]}}
reports:
"""


def log(*statements: str) -> str:
    """One report a day from the first of May on; `who says` goes before a bar."""
    lines = []
    for day, said in enumerate(statements, 1):
        who, bar, what = said.rpartition("|")
        by = f"said_by: [{who}], " if bar else ""
        lines.append(f"  - {{id: r{day}, outlet: wire, published: 2018-05-{day:02}, {by}statements: [{what}]}}\n")
    return LOG + "".join(lines)


def told(*statements: str) -> str:
    return flat(drawn(timeline_by_time(moment(log(*statements))), 300))


def briefed(*statements: str) -> str:
    now = moment(log(*statements))
    return format_brief(brief(now.history.at("2018-04-01"), now))


def test_an_act_of_one_party_is_its_act() -> None:
    assert "North presses West: Peace" in told("{press: peace, by: north}")
    assert "North presses West: Peace" in told("envoy|press: peace")
    assert "North and South press West: Peace" in told("press: peace")
    assert "North withdraws its demand on West" in told("press: peace", "{withdraw: peace, by: envoy}")
    assert "West commits to North: Aid" in told("{commit: aid, by: west}")
    assert "West and South commit to North: Aid" in told("envoy|commit: aid")


def test_who_requires_is_told_only_where_it_is_known() -> None:
    assert "West requires: The Congress votes" in told("west|require: vote")
    assert "South requires: The Congress votes" in told("{require: vote, by: south}")
    assert "Required: The Congress votes" in told("north|require: vote")
    assert "Required: The Congress votes" in told("require: vote")
    assert "West requires: It is quiet" in told("require: quiet")
    assert "Condition waived: The Congress votes" in told("require: vote", "{waive: vote}")


def test_the_brief_and_movement_name_the_same() -> None:
    said = ("press: peace", "{withdraw: peace, by: north}")
    assert "is withdrawn by North," in briefed(*said)
    assert movement(moment(log(*said))).shifts[0].parties == ("north",)
    assert "is demanded by North of West" in briefed("{press: peace, by: north}")
    assert "is demanded by North and South of West" in briefed("{press: peace, by: north}", "{press: peace, by: south}")


def test_the_board_and_the_page_name_who_committed() -> None:
    now = moment(log("{commit: aid, by: west}"))
    assert "West commits to North: Aid" in flat(drawn(board(now), 300))
    assert "West commits to North" in format_page(now, Choice()).split('id="board"')[1]


def test_several_stand_committed() -> None:
    assert "West and South stand committed to" in briefed("commit: aid")
    assert "West stands committed to" in briefed("{commit: aid, by: west}")
