"""What the state of the founding case must be, sentence by sentence, as the command line answers it in JSON."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from negotrack.loading import load
from negotrack.model.sources import LinkKind
from tests.cli.running import GOLAN, negotrack

DAY = "2018-05-31"
STANCES = ("iran-off-border", "iran-beyond-road", "iran-out-of-syria")
OFFICIAL = {"tass-2018-05-30#1", "kremlin-2018-05-31#1", "liberman-2018-05-31#1", "netanyahu-2018-05-31#1"}


@cache
def asked(verb: str, *options: str) -> Any:
    ran = negotrack(verb, GOLAN, *options, "--format", "json")
    assert ran.code == 0, ran.err
    return ran.json


def states(*options: str) -> dict[str, str]:
    """`subject.region` -> state, or the bare subject for the one region of its own name."""
    found = {f"{s['subject']}.{s['region']}": s["state"] for s in asked("status", *options)["standings"]}
    return {**found, **{name.partition(".")[0]: state for name, state in found.items() if _own(name)}}


def _own(name: str) -> bool:
    return name.partition(".")[2] in ("talks", "meeting", "condition", "commitment", "instrument")


def claims(*options: str) -> dict[str, str]:
    return {claim["claim"]: claim["status"] for claim in asked("status", *options)["claims"]}


def held_out(*options: str) -> set[str]:
    return {held["statement"] for held in asked("status", *options)["held_out"]}


def now() -> dict[str, str]:
    return states("--as-of", DAY, "--as-known", DAY, "--lens", "credulous")


def test_the_talks_are_advanced() -> None:
    assert now()["israel-russia"] == "advanced"


@pytest.mark.parametrize("demand", STANCES)
def test_israels_demands_are_pressed_unanswered_and_not_met(demand: str) -> None:
    assert now()[f"{demand}.stance"] == "pressed"
    assert now()[f"{demand}.response"] == "unanswered"
    assert now()[f"{demand}.fulfilment"] in ("unmet", "not_in_effect")


def test_accepting_assad_is_signalled_and_not_detached() -> None:
    assert now()["accept-assad"] == "signalled"
    steps = asked("timeline")["steps"]
    assert "detached" not in {step["target"] for step in steps if step["subject"] == "accept-assad"}


def test_both_conditions_are_open() -> None:
    assert (now()["reaffirm-1974"], now()["no-disguise"]) == ("open", "open")


def test_the_1974_agreement_is_unreported_since_nothing_is_reported_of_it() -> None:
    behind = [s["statements"] for s in asked("status")["standings"] if s["subject"] == "disengagement-1974"]
    assert now()["disengagement-1974"] == "unreported" and not any(behind)


def test_the_russian_package_is_floated() -> None:
    assert now()["russian-package"] == "floated"


def test_the_deal_of_three_is_in_negotiation() -> None:
    assert now()["us-ru-jo-deal"] == "in_negotiation"


def test_the_paris_meeting_is_scheduled() -> None:
    assert now()["paris-meeting"] == "scheduled"


def test_the_claim_of_preparations_is_disputed_with_both_sides_shown() -> None:
    (claim,) = [c for c in asked("status")["claims"] if c["claim"] == "withdrawal"]
    assert claim["status"] == "disputed"
    assert (claim["for"], claim["against"]) == (["sohr-2018-05-31#1"], ["axis-2018-05-31#1"])


def test_nothing_is_refused() -> None:
    assert asked("status")["anomalies"] == []


def test_as_known_the_day_before_hadashot_had_said_nothing_of_talks() -> None:
    assert states("--as-known", "2018-05-30")["israel-russia"] == "unreported"


def test_as_known_the_day_before_kans_demands_are_absent() -> None:
    found = states("--as-known", "2018-05-30")
    assert {found[f"{demand}.stance"] for demand in ("iran-off-border", "iran-beyond-road")} == {"unreported"}


def test_as_known_the_day_before_lavrovs_demand_is_there() -> None:
    assert states("--as-known", "2018-05-30")["militias-out-of-southwest.stance"] == "pressed"


def test_as_known_the_day_before_the_final_demand_needs_a_report_of_that_day() -> None:
    carried = [
        statement.id
        for report, statement in load(GOLAN).statements()
        if str(report.published.day) <= "2018-05-30" and "iran-out-of-syria" in statement.subjects
    ]
    assert carried == []
    assert states("--as-known", "2018-05-30")["iran-out-of-syria.stance"] == "unreported"


def test_officials_hold_out_what_is_anonymous_and_list_it() -> None:
    anonymous = {s.id for _, s in load(GOLAN).statements() if s.chain.origin.kind is LinkKind.ANONYMOUS}
    assert anonymous
    assert anonymous <= held_out("--lens", "officials")
    assert states("--lens", "officials")["israel-russia"] == "unreported"
    assert states("--lens", "officials")["accept-assad"] == "unreported"


def test_officials_leave_lavrov_the_kremlin_liberman_and_the_official_meetings() -> None:
    found = states("--lens", "officials")
    assert found["militias-out-of-southwest.stance"] == "pressed"
    assert {found[name] for name in ("netanyahu-putin-call", "liberman-shoigu-2018")} == {"held"}
    assert not OFFICIAL & held_out("--lens", "officials")
    kept = {"liberman-2018-05-31#2", "liberman-2018-05-31#3", "liberman-tweet-2018-05-31#1", "kremlin-2018-05-31#2"}
    assert not kept & held_out("--lens", "officials")


def test_sceptics_hold_out_what_has_one_origin_and_nothing_confirmed() -> None:
    weak = {s for c in asked("status")["claims"] if c["origins"] == 1 and c["status"] == "reported" for s in c["for"]}
    assert weak
    assert weak <= held_out("--lens", "sceptical")
    assert states("--lens", "sceptical")["israel-russia"] == "unreported"
    assert states("--lens", "sceptical")["netanyahu-putin-call"] == "held"


def test_without_the_observatory_the_dispute_is_gone_and_nothing_else_changes() -> None:
    found = asked("what-if", "--without", "outlet:sohr")
    assert found["changes"] == []
    assert [claim["claim"] for claim in found["claims"]] == ["withdrawal"]
    assert found["claims"][0]["after"]["status"] != "disputed"


def test_without_hadashot_talks_are_not_advanced_and_both_conditions_unreported() -> None:
    changes = asked("what-if", "--without", "outlet:hadashot")["changes"]
    after = {change["subject"]: change["after"]["state"] for change in changes}
    assert after["israel-russia"] != "advanced"
    assert (after["reaffirm-1974"], after["no-disguise"]) == ("unreported", "unreported")


def test_without_the_times_of_israel_nothing_is_left() -> None:
    reported = {name for name, state in now().items() if "." in name and state != "unreported"}
    changes = asked("what-if", "--without", "outlet:times-of-israel")["changes"]
    assert {f"{change['subject']}.{change['region']}" for change in changes} == reported
    assert {change["after"]["state"] for change in changes} == {"unreported"}


def test_with_no_new_report_the_paris_meeting_is_overdue_on_the_sixth_of_june() -> None:
    assert states("--as-of", "2018-06-05")["paris-meeting"] == "scheduled"
    assert states("--as-of", "2018-06-06")["paris-meeting"] == "overdue"
