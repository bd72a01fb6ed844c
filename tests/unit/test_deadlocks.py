"""Deadlocks: circles of commitments, and the ways out that make them none."""

from __future__ import annotations

import pytest

from negotrack.engine.history import replay
from negotrack.loading import loads
from negotrack.queries.deadlocks import Deadlock, deadlocks, strong_parts
from tests.unit.test_agenda import HEAD

CONDITIONS = """
conditions:
  free: {text: Anything}
  a-done: {text: A is done, follows: {commitment: a, state: discharged}, beneficiary: right}
  b-done: {text: B is done, follows: {commitment: b, state: discharged}}
  c-done: {text: C is done, follows: {commitment: c, state: [discharged, violated]}}
  d-done: {text: D is done, follows: {commitment: d, state: discharged}}
commitments:
"""


def knots(commitments: str, statements: str = "") -> tuple[Deadlock, ...]:
    for name in "cd":
        commitments += f"  {name}: {{debtor: left}}\n" if f"  {name}:" not in commitments else ""
    said = statements or "{position: Nothing moved}"
    reports = f"reports:\n  - {{id: w1, outlet: wire, published: 2018-05-01, statements: [{said}]}}\n"
    return deadlocks(replay(loads(HEAD + CONDITIONS + commitments + reports)).at())


A_FOR_B = "  a: {debtor: left, antecedent: b-done}\n"
B_FOR_A = "  b: {debtor: right, antecedent: a-done}\n"


def test_two_that_wait_for_each_other() -> None:
    (found,) = knots(A_FOR_B + B_FOR_A, "{commit: [a, b]}")
    assert found.circle == ("a", "b-done", "b", "a-done")
    assert dict(found.states) == {
        "a": "conditional", "b": "conditional", "a-done": "unreported", "b-done": "unreported",
    }  # fmt: skip
    assert found.waivers == (("a-done", ("right",)), ("b-done", ("left",)))
    assert found.live


def test_a_deeper_circle_with_one_behind_it() -> None:
    (found,) = knots(
        "  a: {debtor: left, antecedent: {all: [free, {commitment: c, state: discharged}]}}\n"
        "  b: {debtor: right, antecedent: a-done}\n"
        "  c: {debtor: left, antecedent: {all: [b-done]}}\n"
        "  d: {debtor: left, antecedent: {any: [a-done, b-done]}}\n"
    )
    assert found.circle == ("a", "c", "b-done", "b", "a-done")
    assert found.behind == ("d",)


@pytest.mark.parametrize(
    "way_out",
    [
        "{any: [b-done, free]}",
        "{at_least: 1, of: [b-done, free]}",
        "{at_least: 2, of: [b-done, free, {not: b-done}]}",
        "{commitment: b, state: [detached, offered]}",
        "{commitment: b, state: cancelled}",
        "free",
    ],
)
def test_an_alternative_is_a_way_out(way_out: str) -> None:
    assert knots(f"  a: {{debtor: left, antecedent: {way_out}}}\n" + B_FOR_A) == ()


def test_an_alternative_that_failed_is_none() -> None:
    stuck = "  a: {debtor: left, antecedent: {any: [b-done, free]}}\n" + B_FOR_A
    assert knots(stuck, "{require: free}") == ()
    assert [knot.circle for knot in knots(stuck, "{require: free}, {fail: free}")] == [("a", "b-done", "b", "a-done")]


def test_what_has_come_about_is_no_obstacle() -> None:
    assert knots(A_FOR_B + B_FOR_A, "{commit: [a, b]}, {waive: b-done}") == ()
    assert knots(A_FOR_B + B_FOR_A, "{discharge: a}") == ()
    assert knots(A_FOR_B + B_FOR_A, "{waive: b-done}") == ()


def test_a_circle_with_somebody_who_called_off_is_not_live() -> None:
    (found,) = knots(A_FOR_B + B_FOR_A, "{commit: [a, b]}, {cancel: a, by: left}")
    assert not found.live


def test_two_circles_are_two_deadlocks() -> None:
    other = "  c: {debtor: left, antecedent: d-done}\n  d: {debtor: left, antecedent: c-done}\n"
    members = [knot.members for knot in knots(A_FOR_B + B_FOR_A + other)]
    assert members == [("a-done", "b-done", "a", "b"), ("c-done", "d-done", "c", "d")]


def test_strong_parts_need_no_deep_stack() -> None:
    links = {str(n): [str(n + 1)] for n in range(20_000)} | {"20000": ["0"]}
    assert [len(part) for part in strong_parts(links)] == [20_001]
