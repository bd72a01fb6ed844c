"""What coupling rules, the clock and dates bring about, case by case: each tells one rule from its neighbours."""

from __future__ import annotations

from datetime import date

import pytest

import negotrack as nt
from negotrack.machines.regions import plain
from negotrack.machines.tables import COMMITMENT
from negotrack.queries.movement import OFFER

HEAD = """
negotrack: 1
scenario: case
parties: {norra: {name: Norra}, sudra: {name: Sudra}, third: {name: Third}}
talks: {round: {between: [norra, sudra]}}
outlets: {post: {name: Post}, wire: {name: Wire}, radio: {name: Radio}}
meetings: {summit: {participants: [norra, sudra]}, gathering: {name: A gathering}}
instruments:
  pact: {parties: [norra, sudra]}
  heir: {parties: [norra, sudra], supersedes: pact}
  deal: {parties: [norra, sudra], provisions: [{demand: part}, {demand: outer}]}
demands:
  whole: {by: norra, of: sudra, text: All leave, implies: [part]}
  part: {by: norra, of: sudra, horizon: interim, step_to: whole, text: Some leave}
  outer: {by: norra, of: third, text: The third keeps out}
  quiet: {by: norra, of: sudra, terms: [{maintain: All is quiet}], implies: [truce]}
  truce: {by: norra, of: sudra, terms: [{maintain: Nobody advances}], implies: [shots]}
  shots: {by: norra, of: sudra, terms: [{maintain: Nobody shoots}]}
conditions:
  a: {text: a, of: sudra}
  b: {text: b, of: sudra}
  c: {text: c, of: sudra}
  gone: {text: Some have left, follows: {demand: part}}
  renewed: {text: The pact is reaffirmed, follows: {instrument: pact, party_act: reaffirmed, by: all}}
  backed: {text: One side reaffirms, follows: {instrument: pact, party_act: reaffirmed, by: any}}
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


@pytest.mark.parametrize(
    ("statements", "whole", "part"),
    [
        (("meet: whole", "reverse: part"), "unmet", "unmet"),
        (("meet: whole", "reverse: whole"), "unmet", "met"),
        (("meet: whole", "reverse: part", "meet: part"), "unmet", "met"),
        (("meet: whole", "reverse: part", "meet: whole"), "met", "met"),
        (("reverse: part",), "unreported", "unmet"),
    ],
)
def test_what_is_broken_in_part_is_not_met_as_a_whole(statements: tuple[str, ...], whole: str, part: str) -> None:
    history = after(*statements)
    found = [history.at().state(name, "fulfilment") for name in ("whole", "part")]
    assert (found, history.anomalies) == ([whole, part], ())


def test_by_its_signature_only_a_party_accepts() -> None:
    now = after("press: [part, outer]", "sign: deal").at()
    assert [now.state(name, "response") for name in ("part", "outer")] == ["accepted", "unanswered"]


@pytest.mark.parametrize(
    ("statements", "condition", "state"),
    [
        (("meet: part",), "gone", "met"),
        (("meet: part", "reverse: part"), "gone", "open"),
        (("require: gone", "meet: part", "reverse: part", "meet: part"), "gone", "met"),
        (("require: renewed", "reaffirm: pact, by: norra"), "renewed", "open"),
        (("require: backed", "reaffirm: pact, by: norra"), "backed", "met"),
        (("reaffirm: pact, by: norra", "reaffirm: pact, by: sudra"), "renewed", "met"),
        (("reaffirm: pact", "withdraw_from: pact, by: sudra"), "renewed", "open"),
    ],
)
def test_a_condition_stands_as_what_it_follows(statements: tuple[str, ...], condition: str, state: str) -> None:
    assert after(*statements).at().state(condition) == state


@pytest.mark.parametrize(
    ("statements", "truce", "quiet"),
    [
        (("take_effect: quiet", "breach: truce"), "breached", "breached"),
        (("take_effect: quiet", "end: truce"), "ended", "ended"),
        (("take_effect: quiet", "breach: shots"), "breached", "breached"),
        (("take_effect: quiet", "breach: quiet"), "holding", "breached"),
    ],
)
def test_a_breach_goes_up_as_far_as_what_it_is_a_part_of(statements: tuple[str, ...], truce: str, quiet: str) -> None:
    history = after(*statements)
    assert [history.at().state(name, "fulfilment") for name in ("truce", "quiet")] == [truce, quiet]


@pytest.mark.parametrize(
    ("statements", "state"),
    [
        (("sign: pact", "sign: heir"), "signed"),
        (("sign: pact", "enter_into_force: heir"), "superseded"),
        (("enter_into_force: heir",), "unreported"),
        (("sign: pact", "terminate: pact", "enter_into_force: heir"), "terminated"),
    ],
)
def test_what_replaces_an_instrument_supersedes_it_when_it_enters_into_force(
    statements: tuple[str, ...], state: str
) -> None:
    assert after(*statements).at().state("pact") == state


@pytest.mark.parametrize(
    ("statements", "subject", "before", "afterwards"),
    [
        (("float: pact, deadline: 2020-02-10",), "pact", "floated", "dropped"),
        (("float: pact, deadline: 2020-02-10", "negotiate: pact"), "pact", "in_negotiation", "in_negotiation"),
        (("float: pact, deadline: 2020-02-10", "sign: pact"), "pact", "signed", "signed"),
        (("sign: pact, deadline: 2020-02-10",), "pact", "signed", "terminated"),
        (("sign: pact, deadline: 2020-02-10", "enter_into_force: pact"), "pact", "in_force", "terminated"),
        (("take_effect: truce, deadline: 2020-02-10",), "truce", "holding", "ended"),
        (
            ("take_effect: truce, deadline: 2020-02-01", "take_effect: truce, deadline: 2020-02-10"),
            "truce",
            "holding",
            "ended",
        ),
        (
            ("take_effect: truce, deadline: 2020-02-10", "breach: truce", "take_effect: truce"),
            "truce",
            "holding",
            "holding",
        ),
        (
            ("take_effect: truce, deadline: 2020-02-10", "breach: truce", "restore: truce"),
            "truce",
            "holding",
            "ended",
        ),
        (("take_effect: truce, deadline: 2020-02-10", "breach: truce"), "truce", "breached", "ended"),
        (("offer: both, deadline: 2020-02-10",), "both", "offered", "expired"),
        (("offer: both, deadline: 2020-02-10", "commit: both"), "both", "conditional", "expired"),
    ],
)
def test_what_has_a_last_day_ends_the_day_after(
    statements: tuple[str, ...], subject: str, before: str, afterwards: str
) -> None:
    region = "fulfilment" if subject == "truce" else None
    found = [after(*statements).at(day).state(subject, region) for day in ("2020-02-10", "2020-02-11")]
    assert found == [before, afterwards]


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


@pytest.mark.parametrize(
    ("statements", "subject", "state"),
    [
        (
            ("reject: part, said_by: [sudra]", "sign: deal", "reject: part, said_by: [sudra]"),
            "part.response",
            "rejected",
        ),
        (("offer: both, deadline: 2020-01-02", "fail: c", "quiet: 1", "offer: both"), "both", "offered"),
        (("commit: simple", "meet: a", "commit: simple", "offer: simple"), "simple", "detached"),
        (("commit: simple", "meet: a", "violate: simple", "commit: simple"), "simple", "detached"),
        (("schedule: summit, for: 2020-01-01", "quiet: 1", "schedule: summit"), "summit", "scheduled"),
    ],
)
def test_what_is_said_anew_after_it_was_undone_counts(statements: tuple[str, ...], subject: str, state: str) -> None:
    said = [one.replace("quiet: 1", "position: nothing new") for one in statements]
    history = after(*said)
    name, _, region = subject.partition(".")
    assert (history.at().state(name, region or None), history.anomalies) == (state, ())


def test_an_echo_neither_moves_nor_parts_a_claim() -> None:
    """Two outlets say that talks are advanced, a third in between that they go on."""
    said = [("post", "advance"), ("radio", "negotiate"), ("wire", "advance")]
    lines = [
        f"  - {{id: r{day}, outlet: {outlet}, published: 2020-01-{day:02}, statements: [{{{verb}: round}}]}}"
        for day, (outlet, verb) in enumerate(said, 1)
    ]
    history = nt.replay(nt.loads(HEAD + "\n".join(lines)))
    advanced = next(claim for claim in history.at().claims if claim.trigger == "advance")
    assert (advanced.status, advanced.supporting) == ("corroborated", ("r1#1", "r3#1"))
    assert (history.at().state("round"), history.anomalies, history.fates["r2#1"]) == ("advanced", (), "supports")


def test_who_may_not_act_makes_another_claim_than_who_may() -> None:
    history = after("float: pact", "reject: pact, by: third", "reject: pact, by: norra")
    assert history.at().standing("pact").statements == ("r3#1",)
    assert [anomaly.statement for anomaly in history.anomalies] == ["r2#1"]
    rejected = [claim.supporting for claim in history.at().claims if claim.trigger == "reject"]
    assert rejected == [("r2#1",), ("r3#1",)]


def test_an_official_without_a_name_is_no_official() -> None:
    """Also where a subject has no sides whose word would be asked for."""
    lines = [
        "  - {id: r1, outlet: post, published: 2020-01-01, said_by: anonymous norra, statements: [hold: gathering]}",
        "  - {id: r2, outlet: post, published: 2020-01-02, said_by: norra, statements: [press: outer]}",
    ]
    now = nt.replay(nt.loads(HEAD + "\n".join(lines)), lens="officials").at()
    assert [now.state("gathering"), now.state("outer", "stance")] == ["unreported", "pressed"]


def told(*reports: str) -> nt.History:
    """The history of reports, each given as `outlet, day: {statement}`, all about the pact."""
    lines = [
        f"  - {{id: r{number}, outlet: {outlet}, published: {day}, statements: [{{{statement}}}]}}"
        for number, (outlet, day, statement) in enumerate((report.split(" ", 2) for report in reports), 1)
    ]
    return nt.replay(nt.loads(HEAD + "\n".join(lines)))


IN_FORCE = "post 2020-01-01 enter_into_force: pact, deadline: 2020-03-18"
LONG = "reaffirm: pact, by: [norra, sudra], deadline: 2020-07-16"
SHORT = "reaffirm: pact, by: [norra, sudra], deadline: 2020-05-18"


@pytest.mark.parametrize("hours", [("09:00", "15:00"), ("15:00", "09:00")])
def test_of_two_last_days_told_at_one_time_it_is_one(hours: tuple[str, str]) -> None:
    """Whichever outlet printed first: from the first of the days it may have ended, after the last it has."""
    history = told(IN_FORCE, f"wire 2020-03-18T{hours[0]} {LONG}", f"radio 2020-03-18T{hours[1]} {SHORT}")
    found = {day: history.at(day).standing("pact") for day in ("2020-05-18", "2020-05-19", "2020-07-16", "2020-07-17")}
    assert [(s.state, s.certain, s.surely) for s in found.values()] == [
        ("in_force", True, "in_force"),
        ("terminated", False, "in_force"),
        ("terminated", False, "in_force"),
        ("terminated", True, "terminated"),
    ]
    (end,) = nt.agenda(history.at("2020-05-01"), within=90).expiring
    assert (str(end.deadline.earliest), str(end.deadline.latest)) == ("2020-05-18", "2020-07-16")


def test_a_last_day_told_later_or_after_another_takes_its_place() -> None:
    later = told(IN_FORCE, f"wire 2020-03-17 {LONG}", f"radio 2020-03-18 {SHORT}")
    told_as_later = told(IN_FORCE, f"wire 2020-03-18 {LONG}", f"radio 2020-03-18 {SHORT}, after: r2#1")
    for history in (later, told_as_later):
        assert history.at("2020-05-19").standing("pact").surely == "terminated"


def test_who_prolongs_again_makes_another_claim() -> None:
    """So that a denial of the second does not touch the first; and who names no day says the one or the other."""
    history = told(
        IN_FORCE,
        "wire 2020-02-01 reaffirm: pact, deadline: 2020-05-18",
        "radio 2020-04-01 reaffirm: pact, deadline: 2020-07-16",
        "post 2020-04-02 reaffirm: pact",
        "post 2020-04-03 deny: r3#1, said_by: third",
    )
    claims = [c for c in history.at().claims if c.trigger == "reaffirm" and c.region == "instrument"]
    assert [(c.status, c.supporting, c.against) for c in claims] == [
        ("reported", ("r2#1",), ()),
        ("disputed", ("r3#1", "r4#1"), ("r5#1",)),
    ]


def test_a_day_that_one_outlet_leaves_out_does_not_part_two_reports() -> None:
    history = told("post 2020-01-01 enter_into_force: pact", f"wire {IN_FORCE.partition(' ')[2]}")
    assert [(c.status, c.origins) for c in history.at().claims] == [("corroborated", 2)]
    assert [history.at(day).state("pact") for day in ("2020-03-18", "2020-03-19")] == ["in_force", "terminated"]
    assert [(e.statement, e.days) for e in nt.agenda(history.at("2020-03-15")).expiring] == [("r2#1", 3)]


def test_a_day_that_only_a_further_source_names_prolongs_what_another_day_ends() -> None:
    history = told(IN_FORCE, "post 2020-03-01 reaffirm: pact", "wire 2020-03-01 reaffirm: pact, deadline: 2020-07-16")
    assert [history.at(day).state("pact") for day in ("2020-03-19", "2020-07-17")] == ["in_force", "terminated"]


@pytest.mark.parametrize(
    ("statement", "who", "status"),
    [
        ("commit: simple", "norra", "confirmed"),
        ("commit: simple", "sudra", "reported"),
        ("offer: simple", "sudra", "reported"),
        ("release: simple", "sudra", "confirmed"),
        ("discharge: simple", "sudra", "confirmed"),
    ],
)
def test_a_promise_is_confirmed_by_who_makes_it(statement: str, who: str, status: str) -> None:
    history = told(f"post 2020-01-01 {statement}, said_by: {who}")
    (claim,) = history.at().claims
    assert claim.status == status
    seen = nt.replay(history.scenario, lens=nt.OFFICIALS).at().state("simple")
    assert (seen != "unreported") is (status == "confirmed")


def test_a_day_to_which_a_meeting_is_put_off_passes_too() -> None:
    history = told(
        "post 2020-01-01 schedule: summit, for: 2020-01-05", "post 2020-01-04 postpone: summit, for: 2020-01-10"
    )
    assert [history.at(day).state("summit") for day in ("2020-01-10", "2020-01-11")] == ["postponed", "overdue"]
    assert told("post 2020-01-04 postpone: summit").at("2020-09-01").state("summit") == "postponed"


def test_who_signs_and_is_no_party_is_told() -> None:
    history = told("post 2020-01-01 sign: pact, by: [norra, third]")
    assert history.at().state("pact", "party.norra") == "signed"
    (anomaly,) = history.at().anomalies
    assert (anomaly.statement, "not third" in anomaly.rule) == ("r1#1", True)


def test_a_refusal_says_what_would_have_been_taken() -> None:
    (anomaly,) = told("post 2020-01-01 break_off: round", "post 2020-01-02 set_back: round").at().anomalies
    assert anomaly.hint == "broken_off takes agree_to_talk, explore, negotiate, advance, conclude, resume"


def test_who_spoke_for_an_addressee_once_is_told_until_when() -> None:
    head = HEAD.replace(
        "third: {name: Third}",
        "third: {name: Third}, ex: {name: Ex, kind: person, speaks_for: {party: sudra, until: 2019-12-31}}",
    )
    report = (
        "  - {id: r1, outlet: post, published: 2020-01-02, said_by: [ex], statements: [{press: part}, {accept: part}]}"
    )
    (anomaly,) = nt.replay(nt.loads(head + report)).at().anomalies
    assert anomaly.rule.endswith("its source did not speak for it on 2020-01-02, only ..2019-12-31")


def test_what_is_taken_back_and_said_otherwise_is_a_correction() -> None:
    lines = [
        "  - {id: r1, outlet: post, published: 2020-01-06, statements: [{hold: summit, event_date: 2020-01-05}]}",
        "  - {id: r2, outlet: post, published: 2020-01-08, statements:"
        " [{retract: 'r1#1'}, {hold: summit, event_date: 2020-01-06}, {cancel: gathering}]}",
    ]
    scenario = nt.loads(HEAD + "\n".join(lines))
    learned = nt.diff(nt.replay(scenario, as_known="2020-01-07"), nt.replay(scenario)).learned
    assert [(one.statement, one.kind) for one in learned] == [
        ("r2#1", "retraction"),
        ("r2#2", "correction"),
        ("r2#3", "new event"),
    ]


def test_every_state_from_which_a_promise_is_made_has_its_rank() -> None:
    """How far a promise goes is compared with where it stood, from every state that takes one."""
    rows = [row for row in COMMITMENT.rows if row.trigger in ("signal", "offer", "commit")]
    assert {plain(state) for row in rows for state in (row.source, row.target)} <= {*OFFER, "detached"}
    history = told("post 2020-01-01 commit: simple", "post 2020-01-02 suspend: simple", "post 2020-01-03 offer: simple")
    assert [shift.direction for shift in nt.movement(history.at()).shifts][-1] == "concession"


def test_a_signature_accepts_no_demand_that_was_taken_back() -> None:
    """Agreements are signed without what was taken out of them on the way."""
    history = told("post 2020-01-01 press: part", "post 2020-01-02 withdraw: part", "post 2020-01-03 sign: deal")
    assert history.at().state("part", "response") == "unanswered"
    again = told("post 2020-01-01 withdraw: part", "post 2020-01-02 press: part", "post 2020-01-03 sign: deal")
    assert again.at().state("part", "response") == "accepted"


def test_who_stands_by_a_draft_has_not_signed_it() -> None:
    history = told("post 2020-01-01 float: deal", "post 2020-01-02 reaffirm: deal")
    assert (history.at().state("deal"), history.at().anomalies) == ("floated", ())
    assert history.at().state("part", "response") == "unreported"


def test_a_reaffirmation_after_the_own_signature_does_not_undo_it() -> None:
    history = told(
        "post 2020-01-01 float: deal", "post 2020-01-02 sign: deal, by: [norra]",
        "post 2020-01-03 reaffirm: deal, by: [norra]", "post 2020-01-04 sign: deal, by: [sudra]",
    )  # fmt: skip
    assert history.at().state("deal") == "signed"


SPRING, DAY = "event_date: 2018-05", "event_date: 2018-05-22"


@pytest.mark.parametrize(
    ("first", "then", "asked", "state", "certain"),
    [
        (f"take_effect: quiet, {SPRING}", f"breach: quiet, {DAY}", "quiet.fulfilment", "holding", False),
        (f"take_effect: quiet, {SPRING}, before: r2#1", f"breach: quiet, {DAY}", "quiet.fulfilment", "breached", True),
        (f"take_effect: quiet, {SPRING}", "breach: quiet, event_date: 2018-04-22", "quiet.fulfilment", "holding", True),
        (f"schedule: summit, for: 2018-05-22, {SPRING}", f"hold: summit, {DAY}", "summit.meeting", "held", True),
        (f"sign: pact, {SPRING}", f"enter_into_force: pact, {DAY}", "pact.instrument", "in_force", True),
    ],
)
def test_an_order_that_the_days_do_not_give_is_not_made_up(
    first: str, then: str, asked: str, state: str, certain: bool
) -> None:
    history = told(f"post 2020-01-01 {first}", f"post 2020-01-02 {then}")
    standing = history.at().standing(*asked.split("."))
    assert (standing.state, standing.certain, history.at().anomalies) == (state, certain, ())


def test_what_happens_once_and_is_told_of_two_days_was_on_one_of_them() -> None:
    history = told(
        "post 2020-11-12 sign: pact, event_date: 2020-11-09", "wire 2020-11-12 sign: pact, event_date: 2020-11-10"
    )
    found = [history.at(day).standing("pact") for day in ("2020-11-08", "2020-11-09", "2020-11-10")]
    assert [(s.state, s.certain) for s in found] == [("unreported", True), ("signed", False), ("signed", True)]
    assert (found[-1].since.earliest, found[-1].since.latest) == (date(2020, 11, 9), date(2020, 11, 10))
    alone = nt.what_if(history, without=["outlet:wire"]).after.standing("pact")
    assert (alone.since.earliest, alone.since.latest) == (date(2020, 11, 9), date(2020, 11, 9))


def test_what_goes_on_is_told_of_many_days() -> None:
    history = told(
        "post 2020-11-12 negotiate: round, event_date: 2020-11-09",
        "wire 2020-11-12 negotiate: round, event_date: 2020-11-10",
    )
    assert history.at("2020-11-09").standing("round").certain


def test_a_late_report_of_another_day_comes_to_the_same_as_in_time() -> None:
    whole = told(
        "post 2020-11-12 sign: pact, event_date: 2020-11-09", "wire 2020-11-12 sign: pact, event_date: 2020-11-10",
        "post 2020-11-14 enter_into_force: pact",
    )  # fmt: skip
    tracker = nt.Tracker(whole.scenario.with_reports(()))
    for place in (2, 0, 1):
        tracker.feed(whole.scenario.reports[place])
    assert tracker.history.at("2020-11-12").standings == whole.at("2020-11-12").standings
