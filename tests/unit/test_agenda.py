"""The agenda of a small bargain: what is missing, what it unlocks, what is overdue, stale or about to lapse."""

from __future__ import annotations

import pytest

from negotrack.engine.history import replay
from negotrack.engine.moment import Moment
from negotrack.loading import loads
from negotrack.problems import UsageError
from negotrack.queries.agenda import agenda

HEAD = """
negotrack: 1
scenario: bargain
parties:
  left: {name: Left}
  right: {name: Right}
outlets:
  wire: {name: The Wire, kind: agency}
"""

BARGAIN = (
    HEAD
    + """
demands:
  depth: {by: left, of: right, text: A deep zone}
conditions:
  inspectors: {text: Inspectors may enter, of: right, beneficiary: left}
  guarantee: {text: Nobody comes back in disguise, guarantee: true, mode: maintain}
  named: {text: Somebody guarantees it, guarantee: true, guarantor: left}
  idle: {text: Nothing waits for this}
commitments:
  lift: {debtor: left, creditor: right, text: Left lifts the siege, antecedent: inspectors, deadline: 2018-07-01}
  leave: {debtor: left, text: Left leaves, antecedent: {all: [inspectors, guarantee]}, open_list: true}
  trade: {debtor: right, text: Right trades, antecedent: {any: [depth, {all: [inspectors, named]}]}}
  silent: {debtor: right, text: Nobody spoke of it, antecedent: named}
meetings:
  summit: {participants: [left, right]}
reports:
  - id: w1
    outlet: wire
    published: 2018-05-01
    statements:
      - press: depth
      - require: [inspectors, idle]
      - offer: lift
      - signal: leave
      - signal: trade
        deadline: 2018-05-20
      - schedule: summit
        for: 2018-05-10
  - id: w2
    outlet: wire
    published: 2018-05-05
    statements:
      - press: depth
"""
)


def moment(text: str, day: str | None = None, known: str | None = None) -> Moment:
    return replay(loads(text), as_known=known).at(day)


def test_what_unlocks_most_alone_stands_first() -> None:
    found = agenda(moment(BARGAIN))
    assert [row.subject for row in found.awaited] == ["inspectors", "depth", "guarantee", "named", "idle"]
    first = found.awaited[0]
    assert first.alone == ("lift",)
    assert [(unlock.commitment, unlock.size) for unlock in first.unlocks] == [("lift", 1), ("leave", 2), ("trade", 2)]
    assert [need.leaf.subject for need in first.unlocks[1].beside] == ["guarantee"]
    assert first.waived_by == ("left",)


def test_a_condition_that_nothing_waits_for_is_open_all_the_same() -> None:
    assert agenda(moment(BARGAIN)).awaited[-1].unlocks == ()


def test_what_nobody_reported_is_awaited_by_what_waits_for_it() -> None:
    rows = {row.subject: row for row in agenda(moment(BARGAIN)).awaited}
    assert rows["guarantee"].state == rows["named"].state == "unreported"


def test_the_minimal_sets_of_an_alternative_go_apart() -> None:
    waiting = {row.commitment: row for row in agenda(moment(BARGAIN)).waiting}
    assert [[n.leaf.subject for n in needs] for needs in waiting["trade"].sets] == [["depth"], ["inspectors", "named"]]
    assert waiting["leave"].open_list
    assert "silent" not in waiting


def test_guarantees_that_nobody_gives_and_lists_that_are_not_closed() -> None:
    found = agenda(moment(BARGAIN))
    assert found.guarantor_unknown == ("guarantee",)
    assert found.open_lists == ("leave",)


@pytest.mark.parametrize(("day", "overdue"), [("2018-05-10", None), ("2018-05-11", 1), ("2018-05-20", 10)])
def test_a_meeting_is_overdue_from_the_day_after(day: str, overdue: int | None) -> None:
    found = agenda(moment(BARGAIN, day)).overdue
    assert [row.days for row in found] == ([] if overdue is None else [overdue])
    assert all(str(row.due) == "2018-05-10" and row.statements == ("w1#6",) for row in found)


@pytest.mark.parametrize(("day", "stale"), [("2018-06-03", []), ("2018-06-04", [30]), ("2018-06-05", [31])])
def test_a_demand_is_stale_when_it_was_not_pressed_again(day: str, stale: list[int]) -> None:
    found = agenda(moment(BARGAIN, day)).stale
    assert [row.days for row in found] == stale
    assert all(str(row.last) == "2018-05-05" and row.statements == ("w2#1",) for row in found)


def test_the_last_press_is_the_last_known() -> None:
    found = agenda(moment(BARGAIN, "2018-06-01", known="2018-05-03"))
    assert [(str(row.last), row.days) for row in found.stale] == [("2018-05-01", 31)]


def test_a_demand_that_was_dropped_is_not_stale() -> None:
    text = BARGAIN + "  - {id: w3, outlet: wire, published: 2018-05-06, statements: [shelve: depth]}\n"
    assert agenda(moment(text, "2018-08-01")).stale == ()


@pytest.mark.parametrize(
    ("day", "left"),
    [("2018-05-01", {"trade": 19}), ("2018-05-20", {"trade": 0}), ("2018-06-10", {"lift": 21}), ("2018-07-02", {})],
)
def test_offers_that_end_soon(day: str, left: dict[str, int]) -> None:
    assert {row.subject: row.days for row in agenda(moment(BARGAIN, day)).expiring} == left


def test_an_offer_is_renewed_by_a_later_deadline() -> None:
    text = BARGAIN + (
        "  - {id: w3, outlet: wire, published: 2018-05-06, statements: [{offer: trade, deadline: 2018-06-01}]}\n"
    )
    rows = agenda(moment(text, "2018-05-21")).expiring
    assert [(row.subject, row.days, row.statement) for row in rows] == [("trade", 11, "w3#1")]


LASTING = """
negotrack: 1
scenario: lasting
parties: {left: {name: Left}, right: {name: Right}}
outlets: {wire: {name: Wire}}
instruments: {pact: {parties: [left, right]}}
demands:
  truce: {by: left, of: right, terms: [{maintain: Nobody shoots}]}
  leave: {by: left, of: right}
reports:
  - id: w1
    outlet: wire
    published: 2018-05-01
    statements:
      - {float: pact, deadline: 2018-05-03}
      - {press: leave, deadline: 2018-05-20}
      - {take_effect: truce, deadline: 2018-05-15}
  - {id: w2, outlet: wire, published: 2018-05-02, statements: [{sign: pact}]}
  - {id: w3, outlet: wire, published: 2018-05-06, statements: [{take_effect: truce, deadline: 2018-05-25}]}
"""


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2018-05-01", {"pact": 2, "truce": 14, "leave": 19}),
        ("2018-05-02", {"truce": 13, "leave": 18}),
        ("2018-05-07", {"truce": 18, "leave": 13}),
        ("2018-05-21", {"truce": 4}),
    ],
)
def test_what_is_in_force_or_was_given_time_ends_soon_too(day: str, left: dict[str, int]) -> None:
    assert {row.subject: row.days for row in agenda(moment(LASTING, day)).expiring} == left


def test_days_outside_the_reports_are_said_to_be() -> None:
    assert "before the first report" in agenda(moment(BARGAIN, "2018-04-01")).note
    assert "5 days after the last report" in agenda(moment(BARGAIN, "2018-05-10")).note
    assert agenda(moment(BARGAIN, "2018-05-03")).note == ""
    nothing = agenda(moment(BARGAIN, known="2018-01-01"))
    assert nothing.empty
    assert "no report is known by 2018-01-01" in nothing.note


def test_a_negative_number_of_days_is_misuse() -> None:
    with pytest.raises(UsageError):
        agenda(moment(BARGAIN), stale_after=-1)


def test_a_threat_is_set_off() -> None:
    found = agenda(moment(BARGAIN.replace("lift: {debtor: left,", "lift: {kind: threat, debtor: left,")))
    assert [(unlock.commitment, unlock.threat) for unlock in found.awaited[0].unlocks][:2] == [
        ("lift", True),
        ("leave", False),
    ]
    assert [row.commitment for row in found.waiting if row.threat] == ["lift"]


def test_a_failed_alternative_is_no_way_any_more() -> None:
    text = BARGAIN + "  - {id: w3, outlet: wire, published: 2018-05-06, statements: [{fail: inspectors}]}\n"
    waiting = {row.commitment: row for row in agenda(moment(text)).waiting}
    assert [[n.leaf.subject for n in needs] for needs in waiting["trade"].sets] == [["depth"]]
    assert "lift" not in waiting
