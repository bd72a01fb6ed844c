"""Who is said to have broken what, who denies it, and whose word confirms it."""

from __future__ import annotations

import itertools

import pytest

import negotrack as nt
from negotrack.view.board import board
from negotrack.view.timeline import timeline_by_time
from tests.unit.test_view_timeline import drawn, flat

HEAD = """
negotrack: 1
scenario: accused
parties:
  east: {name: East}
  west: {name: West}
  premier: {name: Premier of East, kind: person, speaks_for: {party: east}}
  envoy: {name: Envoy}
outlets: {wire: {name: Wire}, post: {name: Post}}
demands:
  truce: {by: envoy, of: [east, west], text: Both hold their fire, terms: [{maintain: no fire}]}
  quiet: {by: west, of: east, text: East is quiet, terms: [{maintain: no noise}]}
commitments: {aid: {debtor: east, creditor: west, text: Aid}}
instruments: {pact: {parties: [east, west]}}
reports:
  - {id: r0, outlet: wire, published: 2020-10-01, statements: [{take_effect: truce}, {commit: aid, said_by: [east]}]}
"""


def told(*statements: str) -> nt.History:
    """The history of statements, each in a report of its own day: `who said it | statement`; of nobody, in the Post."""
    lines = []
    for number, text in enumerate(statements, 1):
        chain, statement = text.split(" | ")
        said = f"said_by: [{chain}], " if chain else ""
        head = f"id: r{number}, outlet: {'wire' if chain else 'post'}, published: 2020-10-{number + 1:02}"
        lines.append(f"  - {{{head}, {said}statements: [{{{statement}}}]}}")
    return nt.replay(nt.loads(HEAD + "\n".join(lines)))


def claims(history: nt.History, verb: str) -> dict[str, str]:
    """Claim -> status, of one verb."""
    return {claim.claim: claim.status for claim in history.at().claims if f":{verb}" in claim.claim}


def test_two_sides_that_accuse_each_other_make_two_claims() -> None:
    history = told("west | breach: truce, by: east", "east | breach: truce, by: west")
    assert claims(history, "breach") == {"truce:breach": "reported", "truce:breach~2": "reported"}
    assert history.at().state("truce", "fulfilment") == "breached"
    assert history.at().anomalies == ()


def test_the_denial_of_an_accusation_stays_beside_a_counter_accusation() -> None:
    history = told("west | breach: truce, by: east", "east | deny: {breach: truce}", "east | breach: truce, by: west")
    assert claims(history, "breach") == {"truce:breach": "disputed", "truce:breach~2": "reported"}


def test_a_third_source_supports_the_accusation_that_it_repeats() -> None:
    history = told(
        "west | breach: truce, by: east", "east | breach: truce, by: west", "envoy | breach: truce, by: east",
        "envoy | deny: {breach: truce}, by: west",
    )  # fmt: skip
    assert claims(history, "breach") == {"truce:breach": "corroborated", "truce:breach~2": "disputed"}


def test_who_names_nobody_accuses_whoever_was_accused_last() -> None:
    history = told("west | breach: truce, by: east", " | breach: truce")
    assert claims(history, "breach") == {"truce:breach": "corroborated"}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("west | breach: truce, by: east", "reported"),
        ("east | breach: truce, by: east", "confirmed"),
        ("premier | breach: truce, by: east", "confirmed"),
        ("east | breach: truce", "reported"),
        ("west | breach: quiet", "reported"),
        ("east | breach: quiet", "confirmed"),
        ("west | violate: aid", "reported"),
        ("premier | violate: aid", "confirmed"),
    ],
)
def test_only_the_accused_confirm_an_accusation(said: str, status: str) -> None:
    verb = said.split(" | ")[1].split(":")[0]
    assert [*claims(told(said), verb).values()] == [status]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("west | ratify: pact, by: east", "reported"),
        ("east | ratify: pact, by: east", "confirmed"),
        ("premier | ratify: pact", "confirmed"),
        ("west | withdraw_from: pact, by: east", "reported"),
    ],
)
def test_only_a_party_confirms_what_it_does_alone(said: str, status: str) -> None:
    verb = said.split(" | ")[1].split(":")[0]
    assert [*claims(told(said), verb).values()] == [status]


@pytest.mark.parametrize(
    ("chain", "confirmed"),
    [
        ("premier", True),
        ("east, premier", True),
        ("anonymous east official, premier", False),
        ("unknown, premier", False),
        ("west, premier", False),
        ("envoy, east", False),
    ],
)
def test_hearsay_is_nobodys_own_word(chain: str, confirmed: bool) -> None:
    history = told(f"{chain} | commit: aid, quote: q", f"{chain} | reject: quiet")
    statuses = {claim.claim: claim.status for claim in nt.replay(history.scenario).at().claims}
    assert (history.at().state("quiet", "response") == "rejected") is confirmed
    assert (statuses["quiet:reject"] == "confirmed") is confirmed
    refused = [anomaly for anomaly in history.at().anomalies if anomaly.statement == "r2#1"]
    assert bool(refused) is not confirmed
    officials = nt.replay(history.scenario, lens="officials")
    assert ("r1#1" in {out.statement for out in officials.held_out}) is not confirmed


def test_accusations_come_to_the_same_in_any_order() -> None:
    reports = told(
        "west | breach: truce, by: east", "east | deny: {breach: truce}", "east | breach: truce, by: west",
        " | restore: truce", "envoy | breach: truce", "west | breach: truce, by: east",
    ).scenario  # fmt: skip
    whole = nt.replay(reports).at()
    for order in itertools.islice(itertools.permutations(reports.reports), 0, None, 97):
        tracker = nt.Tracker(reports.with_reports(()))
        for report in order:
            tracker.feed(report)
        found = tracker.history.at()
        assert (found.standings, found.claims) == (whole.standings, whole.claims)


def test_it_is_said_who_is_accused() -> None:
    history = told("west | breach: truce, by: east", "east | deny: {breach: truce}", "east | breach: truce, by: west")
    for view in (timeline_by_time(history.at()), board(history.at())):
        assert "Breached by East" in flat(drawn(view, 200))
    assert "Breached by West" in flat(drawn(timeline_by_time(history.at()), 200))
    assert "East and West together" in flat(drawn(board(history.at()), 200))
