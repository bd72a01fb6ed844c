"""The tables: every region's rows, as data. The rows are the truth about how a negotiation moves.

Every region starts unreported, and a first report may come late: so each table says at which states it may
be entered. Odd order is data: what has no row here is refused and kept as an anomaly.
Owns: the rows. Must not know: how they are executed, what a report is.
"""

from __future__ import annotations

from negotrack.machines.regions import DROP, LEFT, UNREPORTED, Region, Row, define, rows_from

AGREEMENT = "entered at what was first reported: earlier steps may have gone unreported"

SINCE_PRESSED = "that it was not there followed from the pressing alone; what was reported says more"
ROUND = "a further round after a recess"
ECHO = "said of a whole series whose later stage includes it: going back is set_back"
GOES_ON = "that it goes on was reported, and not how it was resumed"
TALKS_SIDE = {"stall": "stalled", "suspend": "suspended", "break_off": "broken_off", "lapse": "lapsed"}

TALKS = define(
    Region(
        id="talks",
        name="talks",
        kind="talks",
        states=(
            "mooted", "agreed_to_talk", "exploratory", "substantive", "advanced",
            "stalled", "suspended", "broken_off", "lapsed", "concluded",
        ),
        final=("concluded",),
        side=("stalled", "suspended", "broken_off", "lapsed"),
        resume_to="substantive",
        rows=(
            *rows_from(UNREPORTED, AGREEMENT, moot="mooted", agree_to_talk="agreed_to_talk", explore="exploratory", negotiate="substantive", advance="advanced", set_back="substantive", conclude="concluded", resume="substantive", **TALKS_SIDE),
            *rows_from("mooted", moot="mooted", agree_to_talk="agreed_to_talk", explore="exploratory", negotiate="substantive", advance="advanced", conclude="concluded", **TALKS_SIDE),
            *rows_from("agreed_to_talk", agree_to_talk="agreed_to_talk", explore="exploratory", negotiate="substantive", advance="advanced", conclude="concluded", **TALKS_SIDE),
            *rows_from("exploratory", agree_to_talk="agreed_to_talk", explore="exploratory", negotiate="substantive", advance="advanced", conclude="concluded", **TALKS_SIDE),
            *rows_from("substantive", ECHO, agree_to_talk="substantive", explore="substantive"),
            *rows_from("substantive", negotiate="substantive", advance="advanced", conclude="concluded", **TALKS_SIDE),
            *rows_from("advanced", ECHO, agree_to_talk="advanced", explore="advanced", negotiate="advanced"),
            *rows_from("advanced", advance="advanced", set_back="substantive", conclude="concluded", **TALKS_SIDE),
            *rows_from("exploratory", ROUND, resume="exploratory"),
            *rows_from("substantive", ROUND, resume="substantive"),
            *rows_from("advanced", ROUND, resume="advanced"),
            *rows_from("stalled", resume=LEFT, suspend="suspended", break_off="broken_off", lapse="lapsed"),
            *rows_from("suspended", resume=LEFT, break_off="broken_off", lapse="lapsed"),
            *(line for state in ("stalled", "suspended", "broken_off", "lapsed") for line in rows_from(state, GOES_ON, agree_to_talk="agreed_to_talk", explore="exploratory", negotiate="substantive", advance="advanced", conclude="concluded")),
            *rows_from("broken_off", resume=LEFT),
            *rows_from("lapsed", resume=LEFT, break_off="broken_off"),
            *rows_from("concluded", "reopened: what was concluded is negotiated again", negotiate="substantive"),
        ),
    )
)  # fmt: skip

MEETING = define(
    Region(
        id="meeting",
        name="meeting",
        kind="meeting",
        states=("scheduled", "postponed", "overdue", "held", "cancelled"),
        final=("held", "cancelled"),
        rows=(
            *rows_from(UNREPORTED, AGREEMENT, schedule="scheduled", hold="held", postpone="postponed", cancel="cancelled"),
            *rows_from("scheduled", schedule="scheduled", hold="held", postpone="postponed", cancel="cancelled", fall_overdue="overdue"),
            *rows_from("postponed", schedule="scheduled", hold="held", postpone="postponed", cancel="cancelled"),
            *rows_from("postponed", "put off to a day that has passed", fall_overdue="overdue"),
            *rows_from("overdue", schedule="scheduled", hold="held", postpone="postponed", cancel="cancelled"),
            *rows_from("cancelled", "reopened: set again after it was called off", schedule="scheduled", postpone="postponed"),
            *rows_from("cancelled", "reopened: it took place after all", hold="held"),
        ),
    )
)  # fmt: skip

STANCE = define(
    Region(
        id="demand.stance",
        name="stance",
        kind="demand",
        states=("pressed", "shelved", "withdrawn", "superseded"),
        final=("withdrawn", "superseded"),
        rows=(
            *rows_from(UNREPORTED, AGREEMENT, press="pressed", amend="pressed", shelve="shelved", withdraw="withdrawn", supersede="superseded"),
            *rows_from("pressed", press="pressed", amend="pressed", shelve="shelved", withdraw="withdrawn", supersede="superseded"),
            *rows_from("shelved", press="pressed", withdraw="withdrawn", supersede="superseded"),
            *rows_from("withdrawn", "reopened: a withdrawn demand may be pressed again", press="pressed"),
        ),
    )
)  # fmt: skip

_ADDRESSEE = {
    "consider": "speaks-for-addressee",
    "accept_in_part": "speaks-for-addressee",
    "accept": "speaks-for-addressee",
    "reject": "speaks-for-addressee",
}
_ANSWERS = {
    "consider": "under_consideration",
    "accept_in_part": "accepted_in_part",
    "accept": "accepted",
    "reject": "rejected",
}


def _answers_from(source: str) -> tuple[Row, ...]:
    """Every answer is open from every other one, and may be given again: in a response all is reversible."""
    return rows_from(source, "", _ADDRESSEE, **_ANSWERS)


RESPONSE = define(
    Region(
        id="demand.response",
        name="response",
        kind="demand",
        per="addressee",
        states=("unanswered", "under_consideration", "accepted_in_part", "accepted", "rejected"),
        rows=(
            *rows_from(UNREPORTED, "follows from the first press", await_answer="unanswered"),
            *(row for state in (UNREPORTED, "unanswered", *_ANSWERS.values()) for row in _answers_from(state)),
        ),
    )
)

ACHIEVE = define(
    Region(
        id="fulfilment.achieve",
        name="fulfilment",
        kind="demand",
        states=("unmet", "met_in_part", "met", "moot"),
        final=("moot",),
        rows=(
            *rows_from(UNREPORTED, "what is pressed for is not there yet in the eyes of who presses", await_fulfilment="unmet"),
            *rows_from(UNREPORTED, AGREEMENT, meet_in_part="met_in_part", meet="met", reverse="unmet", moot="moot"),
            *rows_from("unmet", meet_in_part="met_in_part", meet="met", moot="moot"),
            *rows_from("unmet", SINCE_PRESSED, reverse="unmet"),
            *rows_from("met_in_part", meet_in_part="met_in_part", meet="met", reverse="unmet", moot="moot"),
            *rows_from("met", reverse="unmet"),
            *rows_from("moot", "reopened: it came about after all", meet="met"),
        ),
    )
)  # fmt: skip

MAINTAIN = define(
    Region(
        id="fulfilment.maintain",
        name="fulfilment",
        kind="demand",
        states=("not_in_effect", "holding", "breached", "ended"),
        final=("ended",),
        rows=(
            *rows_from(UNREPORTED, "what is pressed for is not there yet in the eyes of who presses", await_fulfilment="not_in_effect"),
            *rows_from(UNREPORTED, AGREEMENT, take_effect="holding", breach="breached", restore="holding", end="ended"),
            *rows_from("not_in_effect", take_effect="holding"),
            *rows_from("not_in_effect", SINCE_PRESSED, breach="breached", restore="holding", end="ended"),
            *rows_from("holding", take_effect="holding", restore="holding", breach="breached", end="ended"),
            *rows_from("breached", restore="holding", end="ended"),
            *rows_from("breached", "broken again, or by another side as well", breach="breached"),
            *rows_from("breached", "agreed anew after it was broken", take_effect="holding"),
            *rows_from("ended", "reopened: it was taken up again", take_effect="holding"),
        ),
    )
)  # fmt: skip

_WAIVE = {"waive": "by-the-beneficiary"}
CONDITION = define(
    Region(
        id="condition",
        name="condition",
        kind="condition",
        states=("open", "met", "disputed", "waived", "failed"),
        final=("waived", "failed"),
        rows=(
            *rows_from(UNREPORTED, AGREEMENT, _WAIVE, require="open", meet="met", contest="disputed", reverse="open", waive="waived", fail="failed"),
            *rows_from("open", "", _WAIVE, require="open", meet="met", contest="disputed", waive="waived", fail="failed"),
            *rows_from("met", require="met", contest="disputed", reverse="open", fail="failed"),
            *rows_from("disputed", "", _WAIVE, meet="met", reverse="open", waive="waived", fail="failed"),
            *rows_from("waived", "reopened: asked for again after it was given up", require="open"),
            *rows_from("failed", "reopened: asked again, given up, or come about after all", _WAIVE, require="open", waive="waived", meet="met"),
        ),
    )
)  # fmt: skip

_COMMITMENT_GUARDS = {
    "detach": "antecedent-holds",
    "revert": "antecedent-fell-back",
    "cancel": "by-the-debtor",
    "release": "by-the-creditor",
}
_ENDS = {"discharge": "discharged", "expire": "expired", "cancel": "cancelled", "release": "released"}
_REOFFER = {"signal": "signalled", "offer": "offered", "commit": "conditional"}
COMMITMENT = define(
    Region(
        id="commitment",
        name="commitment",
        kind="commitment",
        states=(
            "signalled", "offered", "conditional", "detached", "discharged", "violated", "suspended", "expired",
            "cancelled", "released",
        ),
        final=("discharged", "expired", "cancelled", "released"),
        side=("suspended",),
        over=("detached",),
        resume_to="conditional",
        rows=(
            *rows_from(UNREPORTED, AGREEMENT, _COMMITMENT_GUARDS, violate="violated", suspend="suspended", resume="conditional", **_REOFFER, **_ENDS),
            *rows_from("signalled", "", _COMMITMENT_GUARDS, signal="signalled", offer="offered", commit="conditional", detach="detached", suspend="suspended", **_ENDS),
            *rows_from("offered", "", _COMMITMENT_GUARDS, signal="offered", offer="offered", commit="conditional", detach="detached", suspend="suspended", **_ENDS),
            *rows_from("conditional", "", _COMMITMENT_GUARDS, signal="conditional", offer="conditional", commit="conditional", detach="detached", suspend="suspended", **_ENDS),
            *rows_from("detached", "", _COMMITMENT_GUARDS, revert=LEFT, violate="violated", suspend="suspended", discharge="discharged", cancel="cancelled", release="released"),
            *rows_from("detached", "a binding promise said again", signal="detached", offer="detached", commit="detached"),
            *rows_from("violated", "", _COMMITMENT_GUARDS, discharge="discharged", cancel="cancelled", release="released"),
            *rows_from("violated", "broken again, or by another debtor as well", violate="violated"),
            *rows_from("violated", "promised anew after it was broken", offer="offered", commit="conditional"),
            *rows_from("suspended", "", _COMMITMENT_GUARDS, resume=LEFT, discharge="discharged", violate="violated", expire="expired", cancel="cancelled", release="released"),
            *rows_from("suspended", "promised anew while it was suspended", offer="offered", commit="conditional"),
            *rows_from("suspended<detached", "what fell back while it was suspended must not resume as detached", _COMMITMENT_GUARDS, revert=DROP),
            *rows_from("discharged", "reopened: what was done can be undone", violate="violated"),
            *(line for state in ("expired", "cancelled") for line in rows_from(state, "reopened: offered anew", **_REOFFER)),
            *(line for state in ("expired", "cancelled") for line in rows_from(state, "reopened: kept after all", discharge="discharged")),
        ),
    )
)  # fmt: skip

_LATER = {
    "floated": ("table", "negotiate", "agree_in_principle", "initial", "sign", "enter_into_force", "amend", "reject", "drop", "supersede"),
    "tabled": ("negotiate", "agree_in_principle", "initial", "sign", "enter_into_force", "amend", "reject", "drop", "supersede"),
    "in_negotiation": ("negotiate", "agree_in_principle", "initial", "sign", "enter_into_force", "reject", "drop", "supersede"),
    "agreed_in_principle": ("negotiate", "initial", "sign", "enter_into_force", "amend", "reject", "drop", "supersede"),
    "initialled": ("negotiate", "sign", "enter_into_force", "amend", "reject", "drop", "supersede"),
    "signed": ("negotiate", "enter_into_force", "amend", "suspend", "fall_dormant", "terminate", "reject", "supersede"),
    "in_force": ("amend", "suspend", "fall_dormant", "terminate", "supersede"),
}  # fmt: skip
_BY_PARTY = {
    **dict.fromkeys(("sign", "reaffirm", "ratify", "withdraw_from"), "by-a-party"),
    **dict.fromkeys(("reject", "drop", "terminate", "suspend"), "for-the-parties"),
}
_LEADS = {
    "float": "floated",
    "table": "tabled",
    "negotiate": "in_negotiation",
    "agree_in_principle": "agreed_in_principle",
    "initial": "initialled",
    "sign": "signed",
    "enter_into_force": "in_force",
    "suspend": "suspended",
    "fall_dormant": "dormant",
    "terminate": "terminated",
    "reject": "rejected",
    "drop": "dropped",
    "supersede": "superseded",
}


def _later_from(source: str) -> tuple[Row, ...]:
    """The rows to later stages, and back into negotiation; amending changes the text, not the stage."""
    return rows_from(source, "", _BY_PARTY, **{trigger: _LEADS.get(trigger, source) for trigger in _LATER[source]})


INSTRUMENT = define(
    Region(
        id="instrument",
        name="instrument",
        kind="instrument",
        states=(
            "floated", "tabled", "in_negotiation", "agreed_in_principle", "initialled", "signed", "in_force",
            "suspended", "dormant", "terminated", "rejected", "dropped", "superseded",
        ),
        final=("terminated", "rejected", "dropped", "superseded"),
        side=("suspended",),
        resume_to="in_force",
        rows=(
            *rows_from(UNREPORTED, AGREEMENT, _BY_PARTY, **_LEADS),
            *rows_from(UNREPORTED, AGREEMENT, expire="terminated"),
            *(line for state in ("floated", "tabled") for line in rows_from(state, "nobody took it up in time", expire="dropped")),
            *(line for state in ("signed", "in_force", "suspended", "dormant") for line in rows_from(state, "its term ran out", expire="terminated")),
            *rows_from(UNREPORTED, "only what is in force can be resumed or reaffirmed", _BY_PARTY, resume="in_force", reaffirm="in_force"),
            *(row for source in _LATER for row in _later_from(source)),
            *rows_from("in_negotiation", "a text put forward within the negotiation", float="in_negotiation", table="in_negotiation", amend="in_negotiation"),
            *rows_from("tabled", "what is on the table is also floated", float="tabled"),
            *(line for state in ("floated", "tabled", "in_negotiation", "agreed_in_principle", "initialled") for line in rows_from(state, "what is not signed yet can be stood by", _BY_PARTY, reaffirm=state)),
            *rows_from("signed", "", _BY_PARTY, reaffirm="signed"),
            *rows_from("in_force", "", _BY_PARTY, reaffirm="in_force"),
            *rows_from("suspended", "", _BY_PARTY, resume=LEFT, fall_dormant="dormant", terminate="terminated", supersede="superseded"),
            *rows_from("suspended", "in force again", enter_into_force="in_force"),
            *rows_from("dormant", "", _BY_PARTY, reaffirm="in_force", terminate="terminated", supersede="superseded"),
            *rows_from("dormant", "in force again", resume="in_force", enter_into_force="in_force"),
            *(line for state in ("rejected", "dropped") for line in rows_from(state, "reopened: put forward again", float="floated", table="tabled", negotiate="in_negotiation")),
            *(line for state in ("rejected", "dropped") for line in rows_from(state, "reopened: agreed after all", _BY_PARTY, agree_in_principle="agreed_in_principle", initial="initialled", sign="signed", enter_into_force="in_force")),
        ),
    )
)  # fmt: skip

PARTY_ACT = define(
    Region(
        id="instrument.party",
        name="party",
        kind="instrument",
        per="party",
        states=("none", "signed", "ratified", "reaffirmed", "withdrawn"),
        rows=(
            *rows_from(UNREPORTED, "the instrument is reported and not yet signed", await_act="none"),
            *rows_from(UNREPORTED, AGREEMENT, _BY_PARTY, sign="signed", ratify="ratified", reaffirm="reaffirmed", withdraw_from="withdrawn"),
            *rows_from("none", "also what was agreed without signature can be left", _BY_PARTY, sign="signed", ratify="ratified", reaffirm="reaffirmed", withdraw_from="withdrawn"),
            *rows_from("signed", "", _BY_PARTY, ratify="ratified", reaffirm="reaffirmed", withdraw_from="withdrawn"),
            *rows_from("ratified", "", _BY_PARTY, reaffirm="reaffirmed", withdraw_from="withdrawn"),
            *rows_from("reaffirmed", "", _BY_PARTY, ratify="ratified", reaffirm="reaffirmed", withdraw_from="withdrawn"),
            *rows_from("withdrawn", "it came back", _BY_PARTY, sign="signed", ratify="ratified", reaffirm="reaffirmed"),
        ),
    )
)  # fmt: skip

CLAIM = define(
    Region(
        id="claim",
        name="claim",
        kind="claim",
        initial="silent",
        per="source",
        states=("asserts", "hedges", "denies", "no_comment", "retracted"),
        rows=(
            *rows_from("silent", **{"assert": "asserts"}, hedge="hedges", deny="denies", decline="no_comment"),
            *rows_from("asserts", **{"assert": "asserts"}, hedge="hedges", deny="denies", decline="asserts", retract="retracted"),
            *rows_from("hedges", **{"assert": "asserts"}, hedge="hedges", deny="denies", decline="hedges", retract="retracted"),
            *rows_from("denies", **{"assert": "asserts"}, hedge="hedges", deny="denies", decline="denies", retract="retracted"),
            *rows_from("no_comment", **{"assert": "asserts"}, hedge="hedges", deny="denies", decline="no_comment"),
            *rows_from("retracted", **{"assert": "asserts"}, hedge="hedges", deny="denies", decline="retracted"),
        ),
    )
)  # fmt: skip

REGIONS: dict[str, Region] = {
    region.id: region
    for region in (
        TALKS, MEETING, STANCE, RESPONSE, ACHIEVE, MAINTAIN, CONDITION, COMMITMENT, INSTRUMENT, PARTY_ACT, CLAIM,
    )
}  # fmt: skip

#: Triggers that no statement can pull: the clock's and the coupling rules' own.
DERIVED_TRIGGERS = frozenset({"await_answer", "await_fulfilment", "await_act", "fall_overdue"})
