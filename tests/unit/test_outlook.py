"""What may, must and cannot happen next."""

from __future__ import annotations

import pytest

from negotrack.problems import UsageError
from negotrack.queries.outlook import outlook
from tests.unit.test_agenda import BARGAIN, moment


def test_every_trigger_of_the_table_either_may_or_cannot() -> None:
    found = outlook(moment(BARGAIN), "lift")
    may, cannot = {row.trigger: row for row in found.may}, {row.trigger for row in found.cannot}
    assert not may.keys() & cannot
    assert may["commit"].target == "conditional"
    assert (may["cancel"].guard, may["cancel"].only_by) == ("by-the-debtor", ("left",))
    assert may["detach"].unmet == "what it waits for is not so"
    assert "violate" in cannot
    assert {row.state for row in found.cannot} == {"offered"}


def test_who_is_bound_must_deliver() -> None:
    text = BARGAIN + "  - {id: w3, outlet: wire, published: 2018-05-06, statements: [{meet: inspectors}]}\n"
    (duty,) = outlook(moment(text), "lift").must
    assert (duty.parties, duty.state) == (("left",), "detached")
    assert duty.what == "discharge it: Left lifts the siege"
    assert "w3#1" in duty.statements


def test_an_unanswered_demand_is_owed_an_answer_by_its_addressee() -> None:
    found = outlook(moment(BARGAIN), "depth")
    assert [(duty.parties, duty.what) for duty in found.must] == [(("right",), "answer it")]
    assert {row.only_by for row in found.may if row.region == "response"} == {("right",)}
    assert ("stance", "pressed") in found.states


def test_what_clock_and_rules_do_is_nobodys_move() -> None:
    found = outlook(moment(BARGAIN), "summit")
    assert "fall_overdue" not in {row.trigger for row in found.may} | {row.trigger for row in found.cannot}


def test_an_unknown_subject_is_misuse_with_the_nearest_name() -> None:
    with pytest.raises(UsageError, match='did you mean "inspectors"'):
        outlook(moment(BARGAIN), "inspector")


def test_days_before_the_first_report_are_said_to_be() -> None:
    found = outlook(moment(BARGAIN, "2018-01-01"), "lift")
    assert "before the first report" in found.note
    assert found.states == (("commitment", "unreported"),)
