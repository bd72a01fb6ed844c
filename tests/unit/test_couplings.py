"""What coupling rules, the clock and dates bring about, case by case: each tells one rule from its neighbours."""

from __future__ import annotations

import pytest

import negotrack as nt

HEAD = """
negotrack: 1
scenario: case
parties: {norra: {name: Norra}, sudra: {name: Sudra}}
outlets: {post: {name: Post}, wire: {name: Wire}, radio: {name: Radio}}
meetings: {summit: {participants: [norra, sudra]}}
instruments: {pact: {parties: [norra, sudra]}}
demands:
  whole: {by: norra, of: sudra, text: All leave, implies: [part]}
  part: {by: norra, of: sudra, horizon: interim, step_to: whole, text: Some leave}
conditions:
  a: {text: a, of: sudra}
  b: {text: b, of: sudra}
  c: {text: c, of: sudra}
  gone: {text: Some have left, follows: {demand: part}}
commitments:
  simple: {debtor: norra, creditor: sudra, antecedent: a}
  unless: {debtor: norra, creditor: sudra, antecedent: {not: a}}
  two: {debtor: norra, creditor: sudra, antecedent: {at_least: 2, of: [a, b, c]}}
  both: {debtor: norra, creditor: sudra, antecedent: {all: [a, b]}}
  far: {debtor: norra, creditor: sudra, antecedent: gone}
reports:
"""


def after(*statements: str) -> nt.History:
    """The history of statements, one a day, each by the same outlet."""
    lines = [
        f"  - {{id: r{day}, outlet: post, published: 2020-01-{day:02}, statements: [{{{statement}}}]}}"
        for day, statement in enumerate(statements, 1)
    ]
    return nt.replay(nt.loads(HEAD + "\n".join(lines)))


@pytest.mark.parametrize(
    ("statements", "commitment", "state"),
    [
        (("offer: simple", "require: a", "meet: a"), "simple", "detached"),
        (("meet: a", "offer: simple"), "simple", "detached"),
        (("offer: simple", "require: a"), "simple", "offered"),
        (("offer: simple", "meet: a", "reverse: a"), "simple", "offered"),
        (("signal: simple", "meet: a", "reverse: a"), "simple", "signalled"),
        (("offer: simple", "meet: a", "contest: a"), "simple", "offered"),
        (("offer: simple", "fail: a"), "simple", "expired"),
        (("offer: unless",), "unless", "offered"),
        (("offer: unless", "require: a"), "unless", "detached"),
        (("offer: two", "meet: a"), "two", "offered"),
        (("offer: two", "meet: a", "meet: c"), "two", "detached"),
        (("offer: both", "meet: a"), "both", "offered"),
        (("offer: far", "meet: whole"), "far", "detached"),
        (("offer: simple", "meet: a", "suspend: simple", "reverse: a", "resume: simple"), "simple", "offered"),
        (("offer: simple", "meet: a", "suspend: simple", "resume: simple"), "simple", "detached"),
    ],
)
def test_a_commitment_stands_by_what_it_waits_for(statements: tuple[str, ...], commitment: str, state: str) -> None:
    assert after(*statements).at().state(commitment) == state


def test_a_statement_cannot_detach_what_still_waits() -> None:
    history = after("offer: simple", "require: a", "detach: simple")
    assert history.at().state("simple") == "offered"
    assert [anomaly.rule.partition(":")[0] for anomaly in history.anomalies] == ["antecedent-holds"]


def test_what_is_implied_cannot_be_undone_while_the_whole_is_met() -> None:
    history = after("meet: whole", "reverse: part")
    assert history.at().state("part", "fulfilment") == "met"
    assert [anomaly.rule.partition(":")[0] for anomaly in history.anomalies] == ["not-implied-by-a-met-demand"]


def test_what_the_table_refuses_does_not_part_a_claim() -> None:
    """Two outlets report one meeting; a third says in between that it was put off."""
    said = [("post", "hold"), ("radio", "postpone"), ("wire", "hold")]
    lines = [
        f"  - {{id: r{day}, outlet: {outlet}, published: 2020-01-{day:02}, statements: [{{{verb}: summit}}]}}"
        for day, (outlet, verb) in enumerate(said, 1)
    ]
    (held, _) = nt.replay(nt.loads(HEAD + "\n".join(lines))).at().claims
    assert (held.status, held.origins, held.supporting) == ("corroborated", 2, ("r1#1", "r3#1"))


def test_an_outlet_that_others_name_a_source_for_is_a_relay() -> None:
    lines = [
        "  - {id: r1, outlet: post, published: 2020-01-01, statements: [{hold: summit}]}",
        "  - {id: r2, outlet: wire, published: 2020-01-02, said_by: [post, norra], statements: [{hold: summit}]}",
    ]
    (held,) = nt.replay(nt.loads(HEAD + "\n".join(lines))).at().claims
    assert held.origins == 1


@pytest.mark.parametrize(("day", "state"), [("2020-02-10", "scheduled"), ("2020-02-11", "overdue")])
def test_a_meeting_is_overdue_the_day_after_its_day(day: str, state: str) -> None:
    assert after("schedule: summit, for: 2020-02-10").at(day).state("summit") == state


def test_statements_of_one_claim_narrow_its_day() -> None:
    history = after("hold: summit, event_date: 2019-05", "hold: summit, event_date: 2019-05-09")
    assert history.at("2019-05-03").state("summit") == "unreported"
    held = history.at().standing("summit")
    assert held.since.earliest == held.since.latest
    assert str(held.since.latest) == "2019-05-09"


def test_what_may_have_happened_is_told_from_what_has() -> None:
    held = after("hold: summit, event_date: 2019-05").at("2019-05-15").standing("summit")
    assert (held.state, held.certain, held.surely) == ("held", False, "unreported")


def test_an_act_that_comes_with_another_is_not_missed_when_refused() -> None:
    history = after("ratify: pact, by: norra", "sign: pact")
    assert history.at().state("pact", "party.norra") == "ratified"
    assert history.anomalies == ()


def test_a_refused_statement_is_told_with_its_state() -> None:
    (anomaly,) = after("hold: summit", "schedule: summit, for: 2020-02-10").anomalies
    assert (anomaly.statement, anomaly.state, anomaly.trigger) == ("r2#1", "held", "schedule")


def test_the_clock_comes_before_what_happens_on_its_day() -> None:
    history = after("schedule: summit, for: 2020-01-01", "hold: summit")
    assert [step.target for step in history.steps] == ["scheduled", "overdue", "held"]
