"""Who moved: concessions, hardenings, figures over time, gaps and ladders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negotrack.model.terms import parse_quantity
from negotrack.model.truth import Truth
from negotrack.problems import UsageError
from negotrack.queries.movement import Shift, movement
from negotrack.queries.positions import asks_more
from negotrack.view.movement import movement_view
from negotrack.view.words import figure_words
from tests.unit.test_agenda import HEAD, moment
from tests.unit.test_view_timeline import drawn

DEPTH = (
    HEAD
    + """
demands:
  goal: {by: left, of: right, text: All leave, implies: depth}
  depth:
    by: left
    of: right
    horizon: interim
    step_to: goal
    terms: [{maintain: They stay away, distance: 80 km}]
commitments:
  pull: {debtor: right, creditor: left, answers: depth, consequent: [{maintain: Right stays away, distance: 60 km}]}
conditions:
  quiet: {text: It is quiet, beneficiary: left}
reports:
"""
)
OVER_TIME = (
    "press: depth",
    "{amend: depth, terms: [{maintain: They stay away, distance: 100 km}]}",
    "consider: depth",
    "{amend: depth, terms: [{maintain: They stay away, distance: 85 km}]}",
    "offer: pull",
    "reject: depth",
    "shelve: depth",
    "{cancel: pull, by: right}",
    "press: depth",
    "accept: depth",
)
BY_RIGHT = ("consider", "reject", "accept")


def log(*statements: str) -> str:
    """One report a day from the first of May on; answers are given by the addressee."""
    return DEPTH + "".join(
        f"  - {{id: w{n}, outlet: wire, published: 2018-05-{n:02}, "
        f"said_by: [{'right' if said.startswith(BY_RIGHT) else 'left'}], statements: [{said}]}}\n"
        for n, said in enumerate(statements, 1)
    )


def rows(shifts: tuple[Shift, ...]) -> list[tuple[str, str, str, str]]:
    return [(shift.statement, shift.parties[0], shift.direction, shift.trigger) for shift in shifts]


def test_who_moved_in_which_direction_and_when() -> None:
    assert rows(movement(moment(log(*OVER_TIME))).shifts) == [
        ("w2#1", "left", "hardening", "amend"),
        ("w3#1", "right", "concession", "consider"),
        ("w4#1", "left", "concession", "amend"),
        ("w5#1", "right", "concession", "offer"),
        ("w6#1", "right", "hardening", "reject"),
        ("w7#1", "left", "concession", "shelve"),
        ("w8#1", "right", "hardening", "cancel"),
        ("w9#1", "left", "hardening", "press"),
        ("w10#1", "right", "concession", "accept"),
    ]


def test_the_tally_counts_each_side() -> None:
    assert movement(moment(log(*OVER_TIME))).tally == (("left", 2, 2), ("right", 3, 2))


def test_figures_over_time() -> None:
    (line,) = movement(moment(log(*OVER_TIME))).terms
    assert [(f.quantity, str(f.when.earliest), f.change) for f in line.figures] == [
        ("80 km", "2018-05-01", "first"),
        ("100 km", "2018-05-02", "more"),
        ("85 km", "2018-05-04", "less"),
    ]
    assert [f.statement for f in line.figures] == ["", "w2#1", "w4#1"]
    (earlier,) = movement(moment(log(*OVER_TIME), "2018-05-03")).terms
    assert earlier.now.quantity == "100 km"


def test_how_far_a_new_figure_is_from_the_old() -> None:
    shift = movement(moment(log(*OVER_TIME))).shifts[0]
    assert (shift.key, shift.before, shift.after) == ("distance", "80 km", "100 km")
    assert (shift.least, shift.most, shift.unit) == ("20", "20", "km")


@pytest.mark.parametrize(("day", "apart"), [("2018-05-05", "25"), ("2018-05-03", None)])
def test_the_gap_between_demand_and_offer(day: str, apart: str | None) -> None:
    gaps = movement(moment(log(*OVER_TIME), day)).gaps
    if apart is None:
        assert gaps == ()
        return
    (found,) = gaps
    assert (found.demand, found.source, found.met) == ("depth", "pull", Truth.FALSE)
    assert (found.least, found.most, found.unit) == (Decimal(apart), Decimal(apart), "km")


def test_a_ladder_with_the_state_of_each_rung() -> None:
    (ladder,) = movement(moment(log(*OVER_TIME))).ladders
    assert [(rung.demand, rung.depth, rung.stance) for rung in ladder.rungs] == [
        ("depth", 1, "pressed"),
        ("goal", 0, "unreported"),
    ]
    assert ladder.rungs[0].implied
    assert ladder.rungs[0].responses == (("right", "accepted"),)


def test_since_leaves_out_what_came_before() -> None:
    found = movement(moment(log(*OVER_TIME)), since="2018-05-09")
    assert [shift.statement for shift in found.shifts] == ["w9#1", "w10#1"]
    assert movement(moment(log(*OVER_TIME)), since="2018-05-10").shifts != ()
    with pytest.raises(UsageError, match="nothing can have moved since 2018-08-01: that is after 2018-05-10"):
        movement(moment(log(*OVER_TIME)), since="2018-08-01")


def test_a_since_that_is_no_day_is_misuse() -> None:
    with pytest.raises(UsageError, match="write a day as 2018-05-31"):
        movement(moment(log("press: depth")), since="may")


def test_a_demand_is_given_up_by_steps_and_taken_up_again_in_one() -> None:
    shifts = movement(moment(log("press: depth", "shelve: depth", "withdraw: depth", "press: depth"))).shifts
    assert [(s.target, s.direction) for s in shifts] == [
        ("shelved", "concession"),
        ("withdrawn", "concession"),
        ("pressed", "hardening"),
    ]


def test_a_threat_presses_and_taking_it_back_gives_way() -> None:
    text = log("signal: pull", "commit: pull", "{cancel: pull, by: right}").replace(
        "debtor: right,", "debtor: right, kind: threat,"
    )
    assert [s.direction for s in movement(moment(text)).shifts] == ["hardening", "hardening", "concession"]


def test_what_is_first_known_is_a_position() -> None:
    assert movement(moment(log("press: depth"))).shifts == movement(moment(log("reject: depth"))).shifts == ()


def test_refusing_what_was_put_to_one_hardens_and_accepting_after_it_gives_way() -> None:
    shifts = movement(moment(log("press: depth", "reject: depth", "accept: depth"))).shifts
    assert [(s.source, s.target, s.direction) for s in shifts] == [
        ("unanswered", "rejected", "hardening"),
        ("rejected", "accepted", "concession"),
    ]


def test_what_others_say_of_the_addressee_is_no_movement_of_it() -> None:
    text = log("press: depth") + (
        "  - {id: x, outlet: wire, published: 2018-05-09, said_by: [left], statements: [accept: depth]}\n"
    )
    assert movement(moment(text)).shifts == ()


def test_a_waiver_is_its_beneficiarys() -> None:
    shifts = movement(moment(log("require: quiet", "waive: quiet", "require: quiet"))).shifts
    assert rows(shifts) == [
        ("w2#1", "left", "concession", "waive"),
        ("w3#1", "left", "hardening", "require"),
    ]


def test_a_commitment_that_falls_back_follows_by_rule() -> None:
    text = DEPTH.replace("debtor: right, ", "debtor: right, antecedent: quiet, ") + log(
        "commit: pull", "meet: quiet", "reverse: quiet"
    ).removeprefix(DEPTH)
    shifts = movement(moment(text)).shifts
    assert [(s.trigger, s.direction, s.by_rule) for s in shifts] == [
        ("commit", "concession", False),
        ("revert", "hardening", True),
    ]


@pytest.mark.parametrize(
    ("new", "old", "change"),
    [
        ("100 km", "80 km", "more"),
        ("70 km", "80 km", "less"),
        ("70 km | 80 km", "80 km", "less"),
        ("75 km", "70 km | 80 km", "unclear"),
        ("60 mi", "80 km", "more"),
        ("at most 300 kg", "at most 500 kg", "more"),
        ("at most 20 %", "at most 5 %", "less"),
        ("at most 20 %", "at least 5 %", "unclear"),
        ("exactly 5 km", "exactly 6 km", "unclear"),
        ("80 km", "80 km", "same"),
        ("2 months", "40 days", "unclear"),
        ("80000 m", "80 km", "same"),
    ],
)
def test_whether_a_figure_asks_more(new: str, old: str, change: str) -> None:
    assert asks_more(parse_quantity(new), parse_quantity(old)) == change


DEAL = (
    HEAD
    + """
instruments:
  deal: {name: Deal, parties: [left, right], provisions: [{demand: calm}]}
talks:
  lake: {between: [left, right]}
meetings:
  summit: {participants: [left, right]}
demands:
  calm: {by: left, of: right, text: It stays calm, terms: [{maintain: It stays calm}]}
  mutual: {by: left, of: [left, right], text: All stay calm, terms: [{maintain: It stays calm}]}
commitments:
  pay: {debtor: right, creditor: left, text: Right pays, antecedent: {instrument: deal, state: in_force}}
  both: {debtor: [left, right], text: Both lift}
reports:
"""
)


def told(*statements: str, day: str | None = None) -> list[tuple[tuple[str, ...], str, str, str, bool]]:
    """One report a day; `who says` goes before a bar."""
    text = DEAL
    for number, said in enumerate(statements, 1):
        who, bar, what = said.rpartition("|")
        by = f"said_by: [{who}], " if bar else ""
        text += f"  - {{id: w{number}, outlet: wire, published: 2018-05-{number:02}, {by}statements: [{what}]}}\n"
    shifts = movement(moment(text, day)).shifts
    return [(s.parties, s.direction, s.subject, s.trigger, s.by_rule) for s in shifts]


@pytest.mark.parametrize(
    ("statements", "subject", "trigger", "direction"),
    [
        (("enter_into_force: deal", "{suspend: deal, by: right}"), "deal", "suspend", "hardening"),
        (("{suspend: deal, by: right}", "{resume: deal, by: right}"), "deal", "resume", "concession"),
        (("enter_into_force: deal", "{terminate: deal, by: right}"), "deal", "terminate", "hardening"),
        (("enter_into_force: deal", "{withdraw_from: deal, by: right}"), "deal", "withdraw_from", "hardening"),
        (("float: deal", "right|reject: deal"), "deal", "reject", "hardening"),
        (("negotiate: lake", "right|break_off: lake"), "lake", "break_off", "hardening"),
        (("negotiate: lake", "{suspend: lake, by: right}"), "lake", "suspend", "hardening"),
        (("{schedule: summit, for: 2018-06-01}", "{cancel: summit, by: right}"), "summit", "cancel", "hardening"),
        (("take_effect: calm", "left|breach: calm"), "calm", "breach", "hardening"),
        (("left|breach: calm", "restore: calm"), "calm", "restore", "concession"),
        (("take_effect: mutual", "{breach: mutual, by: right}"), "mutual", "breach", "hardening"),
        (("commit: both", "{suspend: both, by: right}"), "both", "suspend", "hardening"),
    ],
)
def test_what_breaks_leaves_or_suspends_is_of_whoever_did_it(
    statements: tuple[str, ...], subject: str, trigger: str, direction: str
) -> None:
    assert (("right",), direction, subject, trigger, False) in told(*statements)


def test_to_go_on_after_a_standstill_takes_nothing_back() -> None:
    assert told("negotiate: lake", "stall: lake", "right|resume: lake") == []
    assert told("right|{resume: lake, by: right}") == []
    assert told("stall: lake", "{break_off: lake, by: right}") == [
        (("right",), "hardening", "lake", "break_off", False)
    ]


def test_what_nobody_is_said_to_have_done_is_nobodys_own() -> None:
    found = told("enter_into_force: deal", "suspend: deal", "take_effect: mutual", "left|breach: mutual")
    acts = [(parties, subject) for parties, _, subject, _, by_rule in found if not by_rule]
    assert acts == [((), "deal"), ((), "mutual")]


def test_what_follows_from_anothers_act_is_no_movement_of_ones_own() -> None:
    found = told("enter_into_force: deal", "commit: pay", "{terminate: deal, by: left}")
    assert found[-2:] == [
        (("left",), "hardening", "deal", "terminate", False),
        ((), "hardening", "pay", "revert", True),
    ]
    own = told("enter_into_force: deal", "commit: pay", "{terminate: deal, by: right}")
    assert own[-1] == (("right",), "hardening", "pay", "revert", True)


def test_what_the_clock_brings_about_is_nobodys() -> None:
    found = told("right|{enter_into_force: deal, deadline: 2018-05-20}", "commit: pay", day="2018-06-01")
    assert found[-1] == ((), "hardening", "pay", "revert", True)


def test_what_is_accepted_by_signature_is_accepted_by_who_signs() -> None:
    accepted = (("right",), "concession", "calm", "accept", True)
    assert accepted in told("press: calm", "sign: deal", "enter_into_force: deal")
    assert accepted in told("press: calm", "{sign: deal, by: right}", "{sign: deal, by: left}")


def test_a_shift_on_one_unnamed_word_says_so() -> None:
    text = DEAL + (
        "  - {id: w1, outlet: wire, published: 2018-05-01, said_by: [anonymous right official], "
        "statements: [{commit: pay}]}\n"
    )
    (shift,) = movement(moment(text)).shifts
    assert shift.doubts == ("one unnamed source",)
    assert "[one unnamed source]" in shown(text)


def shown(text: str, width: int = 200) -> str:
    now = moment(text)
    return drawn(movement_view(movement(now), now), width)


def test_long_numbers_are_told_as_people_write_them() -> None:
    text = log("press: depth").replace("distance: 80 km", "amount: 100 billion USD | 200 billion USD")
    figures = "amount: They stay away\n    2018-05-01  100 billion USD | 200 billion USD  as declared"
    assert figures in shown(text) and "00000" not in shown(text)
    assert figure_words("2500000 t, 1234567 m, 12345678901 m, 1500 km, 0.0000001 m") == (
        "2.5 million t, 1234567 m, 12345678901 m, 1500 km, 0.0000001 m"
    )


def test_a_rung_that_is_wrapped_keeps_its_indent() -> None:
    lines = shown(log("press: depth"), 40).splitlines()
    first = next(number for number, line in enumerate(lines) if "– depth" in line)
    assert lines[first].startswith("      – depth") and lines[first + 1].startswith("        ")
