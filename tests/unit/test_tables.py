"""The tables: wrong ones are refused when they are made, and the right ones say what diplomats would."""

from __future__ import annotations

import pytest

from negotrack.machines.machine import step
from negotrack.machines.regions import DROP, LEFT, DefinitionError, Region, Row, define, left_behind, plain, rows_from
from negotrack.machines.tables import REGIONS
from negotrack.model.terms import Term, parse_quantity
from negotrack.model.truth import Truth
from negotrack.problems import UsageError

GOOD = (Row(source="unreported", trigger="begin", target="begun"), Row(source="begun", trigger="end", target="over"))


def region(
    *rows: Row,
    states: tuple[str, ...] = ("begun", "over"),
    final: tuple[str, ...] = ("over",),
    side: tuple[str, ...] = (),
    resume_to: str = "",
) -> Region:
    return Region(id="r", name="r", kind="r", states=states, final=final, side=side, resume_to=resume_to, rows=rows)


def row(source: str, trigger: str, target: str) -> Row:
    return Row(source=source, trigger=trigger, target=target)


# what is wrong: the region, and what is said of it
WRONG: dict[str, tuple[Region, str]] = {
    "unknown target": (region(*GOOD, row("begun", "pause", "paused")), "unknown state 'paused'"),
    "unknown source": (region(*GOOD, row("paused", "end", "over")), "unknown state 'paused'"),
    "unknown final state": (region(*GOOD, final=("over", "done")), "unknown state 'done'"),
    "two rows for one cell": (region(*GOOD, row("begun", "end", "begun")), "two rows for 'end' in 'begun'"),
    "the same row twice": (region(*GOOD, GOOD[1]), "two rows for 'end' in 'begun'"),
    "unreachable state": (region(*GOOD, states=("begun", "over", "lost")), "'lost' cannot be reached"),
    "reachable from nowhere but itself": (
        region(*GOOD, row("lost", "begin", "begun"), states=("begun", "over", "lost")),
        "'lost' cannot be reached",
    ),
    "dead end": (region(*GOOD, final=()), "'over' is a dead end"),
    "dead end that only turns in place": (region(*GOOD, row("over", "end", "over"), final=()), "'over' is a dead end"),
    "back to unreported": (region(*GOOD, row("begun", "forget", "unreported")), "nothing that was reported becomes"),
    "resuming from where nothing is remembered": (region(*GOOD, row("begun", "resume", LEFT)), "remembers nothing"),
    "dropping where nothing is remembered": (region(*GOOD, row("begun", "revert", DROP)), "remembers nothing"),
    "a side state with nowhere to resume to": (
        region(*GOOD, row("begun", "pause", "paused"), states=("begun", "over", "paused"), side=("paused",)),
        "need a known state to resume to",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_table_is_refused(wrong: str) -> None:
    table, message = WRONG[wrong]
    with pytest.raises(DefinitionError, match=message):
        define(table)


def test_a_good_table_is_taken_as_written() -> None:
    assert define(region(*GOOD)).rows == GOOD
    assert rows_from("begun", "why", {"end": "by-both"}, end="over")[0].guard == "by-both"


def test_a_side_state_remembers_what_was_left() -> None:
    table = define(
        region(
            *GOOD,
            row("begun", "pause", "paused"),
            row("paused", "resume", LEFT),
            states=("begun", "over", "paused"),
            side=("paused",),
            resume_to="begun",
        )
    )
    assert row("paused<begun", "resume", "begun") in table.rows
    assert plain("paused<begun") == "paused"
    assert left_behind("paused<begun") == "begun"
    assert left_behind("paused<?") is None


@pytest.mark.parametrize("found", REGIONS.values(), ids=REGIONS)
def test_a_shipped_table_is_total_in_what_it_names(found: Region) -> None:
    assert {plain(state) for state in found.machine_states} == {found.initial, *found.states}
    assert len({(line.source, line.trigger) for line in found.rows}) == len(found.rows)


# What the tables say: region, triggers in order, and the states that follow; - where the table refuses.
WALKS = """
talks | moot agree_to_talk explore negotiate advance conclude | mooted agreed_to_talk exploratory substantive advanced concluded
talks | explore resume advance resume | exploratory exploratory advanced advanced
talks | advance set_back set_back advance | advanced substantive - advanced
talks | advance suspend resume | advanced suspended advanced
talks | moot stall resume | mooted stalled mooted
talks | explore break_off resume | exploratory broken_off exploratory
talks | negotiate lapse resume | substantive lapsed substantive
talks | negotiate stall suspend break_off resume | substantive stalled suspended broken_off substantive
talks | advance suspend lapse resume | advanced suspended lapsed advanced
talks | suspend resume | suspended substantive
talks | resume | substantive
talks | advance break_off agree_to_talk | advanced broken_off agreed_to_talk
talks | conclude advance negotiate | concluded - substantive
talks | suspend stall conclude negotiate | suspended - concluded substantive
talks | advance negotiate explore | advanced advanced advanced
meeting | schedule hold | scheduled held
meeting | hold schedule cancel | held - -
meeting | schedule postpone schedule cancel schedule | scheduled postponed scheduled cancelled scheduled
meeting | schedule fall_overdue hold | scheduled overdue held
meeting | schedule fall_overdue cancel hold | scheduled overdue cancelled held
meeting | postpone fall_overdue hold | postponed overdue held
demand.stance | press amend shelve press withdraw press | pressed pressed shelved pressed withdrawn pressed
demand.stance | press supersede press | pressed superseded -
demand.stance | withdraw shelve amend | withdrawn - -
demand.stance | shelve amend | shelved -
demand.response | await_answer consider accept_in_part accept reject accept | unanswered under_consideration accepted_in_part accepted rejected accepted
demand.response | accept consider await_answer | accepted under_consideration -
demand.response | reject reject await_answer | rejected rejected -
fulfilment.achieve | await_fulfilment meet_in_part meet reverse | unmet met_in_part met unmet
fulfilment.achieve | meet meet moot | met - -
fulfilment.achieve | moot meet | moot met
fulfilment.achieve | meet_in_part reverse reverse | met_in_part unmet unmet
fulfilment.maintain | await_fulfilment take_effect breach restore end take_effect | not_in_effect holding breached holding ended holding
fulfilment.maintain | await_fulfilment breach | not_in_effect breached
condition | require meet contest meet reverse fail contest require | open met disputed met open failed - open
condition | fail waive | failed waived
condition | require waive require | open waived open
condition | meet waive | met -
condition | contest reverse | disputed open
commitment | signal offer commit detach discharge violate | signalled offered conditional detached discharged violated
commitment | commit detach revert | conditional detached conditional
commitment | offer detach revert | offered detached offered
commitment | signal detach revert | signalled detached signalled
commitment | offer signal | offered offered
commitment | commit detach suspend resume | conditional detached suspended detached
commitment | offer detach suspend revert resume | offered detached suspended suspended offered
commitment | offer suspend resume | offered suspended offered
commitment | suspend resume | suspended conditional
commitment | offer suspend revert | offered suspended -
commitment | commit suspend violate | conditional suspended violated
commitment | commit violate | conditional -
commitment | commit detach violate discharge | conditional detached violated discharged
commitment | commit detach expire | conditional detached -
commitment | offer expire offer | offered expired offered
commitment | offer cancel signal | offered cancelled signalled
commitment | offer release offer | offered released -
commitment | detach | -
instrument | float table negotiate agree_in_principle initial sign enter_into_force | floated tabled in_negotiation agreed_in_principle initialled signed in_force
instrument | enter_into_force suspend resume | in_force suspended in_force
instrument | sign suspend resume | signed suspended signed
instrument | suspend resume | suspended in_force
instrument | enter_into_force fall_dormant reaffirm terminate | in_force dormant in_force terminated
instrument | enter_into_force terminate reaffirm | in_force terminated -
instrument | float drop float reject table | floated dropped floated rejected tabled
instrument | float suspend | floated -
instrument | sign supersede sign | signed superseded -
instrument | enter_into_force amend reaffirm | in_force in_force in_force
instrument | sign drop | signed -
instrument.party | await_act sign ratify reaffirm withdraw_from sign | none signed ratified reaffirmed withdrawn signed
instrument.party | await_act withdraw_from ratify | none withdrawn ratified
instrument.party | ratify sign | ratified -
claim | assert deny assert retract | asserts denies asserts retracted
claim | hedge decline deny decline | hedges hedges denies denies
claim | decline retract | no_comment -
claim | retract | -
claim | assert decline hedge | asserts asserts hedges
claim | deny retract decline assert | denies retracted retracted asserts
"""  # noqa: E501 -- a row of a table stands on one line


@pytest.mark.parametrize("walk", WALKS.strip().splitlines())
def test_the_tables_say_what_happens_in_negotiations(walk: str) -> None:
    name, triggers, expected = (part.strip() for part in walk.split("|"))
    state, seen = REGIONS[name].initial, []
    for trigger in triggers.split():
        target = step(name, state, trigger)
        seen.append("-" if target is None else plain(target))
        state = state if target is None else target
    assert " ".join(seen) == expected


def test_final_states_are_those_of_the_domain() -> None:
    final = {name: set(found.final) for name, found in REGIONS.items() if found.final}
    assert final == {
        "talks": {"concluded"},
        "meeting": {"held", "cancelled"},
        "demand.stance": {"withdrawn", "superseded"},
        "fulfilment.achieve": {"moot"},
        "fulfilment.maintain": {"ended"},
        "condition": {"waived", "failed"},
        "commitment": {"discharged", "expired", "cancelled", "released"},
        "instrument": {"terminated", "rejected", "dropped", "superseded"},
    }


GUARDED = """
demand.response | speaks-for-addressee | accept accept_in_part consider reject
condition | by-the-beneficiary | waive
commitment | antecedent-holds | detach
commitment | antecedent-fell-back | revert
commitment | by-the-debtor | cancel
commitment | by-the-creditor | release
instrument | by-a-party | reaffirm sign
instrument | for-the-parties | drop reject suspend terminate
instrument.party | by-a-party | ratify reaffirm sign withdraw_from
"""


def test_every_row_of_a_guarded_move_is_guarded_and_no_other() -> None:
    expected = {
        (name, trigger): guard
        for name, guard, triggers in (map(str.strip, line.split("|")) for line in GUARDED.strip().splitlines())
        for trigger in triggers.split()
    }
    for found in REGIONS.values():
        for line in found.rows:
            assert line.guard == expected.get((found.id, line.trigger), ""), line


@pytest.mark.parametrize(
    ("name", "state", "trigger"),
    [("talk", "mooted", "advance"), ("talks", "moot", "advance"), ("talks", "mooted", "sign")],
)
def test_asking_for_what_does_not_exist_is_a_usage_error(name: str, state: str, trigger: str) -> None:
    with pytest.raises(UsageError):
        step(name, state, trigger)


@pytest.mark.parametrize(
    ("observed", "expected"),
    [("60 km", Truth.FALSE), ("75 km", Truth.UNKNOWN), ("90 km", Truth.TRUE), ("80 km", Truth.TRUE)],
)
def test_seventy_or_eighty_km_leaves_open_only_what_lies_between(observed: str, expected: Truth) -> None:
    asked = Term(text="stay away", mode="maintain", quantities=(("distance", parse_quantity("70 km | 80 km")),))
    assert asked.judged_by({"distance": parse_quantity(observed)}) is expected
