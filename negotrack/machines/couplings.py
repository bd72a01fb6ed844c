"""Coupled machines, as a second table: which movement of one region moves another, and why.

A rule fires a trigger of the target's own table, so that coupling never passes a table by, nor a guard. Rules
run to a fixed point after every step; each is a row with a reason.
Owns: the rules as data, when a subject counts as satisfied. Must not know: which subjects there are, how the
rules are run.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Mode = Literal["rises", "falls", "while_true", "while_not_true", "while_impossible"]
Stage = Literal["first-word", "refuting", "following"]
STAGES: tuple[Stage, ...] = ("first-word", "refuting", "following")


@frozen(kw_only=True)
class Coupling:
    """One rule. When its test changes (`rises`, `falls`) or as long as it stands (`while_…`), a trigger fires.

    `relation` says which region's state is tested for which target; `states` are those that satisfy the test
    (empty: the declaration says which), and where several regions are tested together one must be in a state of
    `at_least_one` (empty: any of `states`). The first of `triggers` that the target's table takes is fired, and
    only from the plain states `only_from` where given. All rules of a `stage` are run before those of the next, and
    no rule of a later one can set off one of an earlier: `first-word` rules only ever leave unreported, `refuting`
    ones take back what a part that is not so any more refutes, before `following` ones draw on it.
    """

    name: str
    relation: str
    mode: Mode
    triggers: tuple[str, ...]
    states: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    only_from: tuple[str, ...] = ()
    stage: Stage = "following"
    reason: str


BEFORE_SIGNATURE = ("floated", "tabled", "in_negotiation", "agreed_in_principle", "initialled")
OPEN_COMMITMENT = ("signalled", "offered", "conditional")
TAKEN_BACK = ("withdrawn", "superseded")
"""States of a stance in which nobody holds a demand any more."""

COUPLINGS: tuple[Coupling, ...] = (
    Coupling(
        name="pressed-is-unanswered",
        relation="response-to-stance",
        mode="rises",
        states=("pressed",),
        triggers=("await_answer",),
        stage="first-word",
        reason="a demand that is pressed and not yet answered is unanswered",
    ),
    Coupling(
        name="pressed-is-unfulfilled",
        relation="fulfilment-of-stance",
        mode="rises",
        states=("pressed",),
        triggers=("await_fulfilment",),
        stage="first-word",
        reason="who presses for something holds that it is not there yet",
    ),
    Coupling(
        name="not-yet-signed",
        relation="party-act-on-instrument",
        mode="rises",
        states=BEFORE_SIGNATURE,
        triggers=("await_act",),
        stage="first-word",
        reason="an instrument before signature has been signed by none of its parties",
    ),
    Coupling(
        name="signed-by-all",
        relation="instrument-of-party-acts",
        mode="rises",
        states=("signed", "ratified", "reaffirmed"),
        at_least_one=("signed", "ratified"),
        only_from=("unreported", *BEFORE_SIGNATURE),
        triggers=("sign",),
        reason="an instrument is signed when the last of its parties has signed",
    ),
    Coupling(
        name="reaffirmed-by-all",
        relation="instrument-of-party-acts",
        mode="rises",
        states=("reaffirmed",),
        only_from=("unreported", "dormant"),
        triggers=("reaffirm",),
        reason="what all its parties reaffirm is in force again",
    ),
    Coupling(
        name="met-implies-met",
        relation="implied-fulfilment",
        mode="while_true",
        states=("met", "holding"),
        only_from=("unreported", "unmet", "met_in_part", "moot", "not_in_effect", "breached", "ended"),
        triggers=("meet", "take_effect", "restore"),
        reason="a demand that is met meets every demand that it implies",
    ),
    Coupling(
        name="broken-part-breaks-whole",
        relation="implying-fulfilment",
        mode="rises",
        states=("unmet", "not_in_effect", "breached"),
        only_from=("met", "holding"),
        triggers=("reverse", "breach"),
        stage="refuting",
        reason="a demand is not met any more when one that it implies is not",
    ),
    Coupling(
        name="ended-part-ends-whole",
        relation="implying-fulfilment",
        mode="rises",
        states=("ended",),
        only_from=("met", "holding"),
        triggers=("reverse", "end"),
        stage="refuting",
        reason="a demand is not met any more when one that it implies has ended",
    ),
    Coupling(
        name="accepted-by-signature",
        relation="response-to-instrument",
        mode="rises",
        states=("signed", "in_force"),
        triggers=("accept",),
        reason="who signs an instrument that contains a demand's term accepts the demand",
    ),
    Coupling(
        name="superseded-by-successor",
        relation="instrument-on-successor",
        mode="rises",
        states=("in_force",),
        only_from=(*BEFORE_SIGNATURE, "signed", "in_force", "suspended", "dormant"),
        triggers=("supersede",),
        reason="an instrument is superseded when the one that replaces it enters into force",
    ),
    Coupling(
        name="follows-into-met",
        relation="condition-following",
        mode="rises",
        only_from=("unreported", "open", "disputed"),
        triggers=("meet",),
        reason="a condition that refers to something is met when that comes about",
    ),
    Coupling(
        name="met-when-required",
        relation="condition-following",
        mode="while_true",
        only_from=("open",),
        triggers=("meet",),
        reason="what is required and is already so is met",
    ),
    Coupling(
        name="follows-out-of-met",
        relation="condition-following",
        mode="falls",
        only_from=("met",),
        triggers=("reverse",),
        reason="a condition that refers to something is open again when that is undone",
    ),
    Coupling(
        name="nothing-to-wait-for",
        relation="commitment-alone",
        mode="while_true",
        only_from=("conditional",),
        triggers=("detach",),
        reason="a commitment that waits for nothing binds its debtor at once",
    ),
    Coupling(
        name="antecedent-holds",
        relation="commitment-on-antecedent",
        mode="while_true",
        only_from=OPEN_COMMITMENT,
        triggers=("detach",),
        reason="when what it waits for holds, a conditional commitment binds its debtor (Singh: detach)",
    ),
    Coupling(
        name="antecedent-fell-back",
        relation="commitment-on-antecedent",
        mode="while_not_true",
        only_from=("detached", "suspended"),
        triggers=("revert",),
        reason="when what it waited for no longer holds, the commitment is conditional again",
    ),
    Coupling(
        name="antecedent-impossible",
        relation="commitment-on-antecedent",
        mode="while_impossible",
        only_from=(*OPEN_COMMITMENT, "suspended"),
        triggers=("expire",),
        reason="what waits for a thing that cannot come any more has expired",
    ),
)

#: region id -> the clock's own rule, run when a day has passed without the report that was due
CLOCK_RULES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "meeting": ("fall_overdue", ("scheduled", "postponed"), "its day has passed and nobody reported that it was held"),
    "commitment": ("expire", (*OPEN_COMMITMENT, "suspended"), "its deadline has passed"),
    "instrument": (
        "expire",
        ("floated", "tabled", "signed", "in_force", "suspended", "dormant"),
        "its last day has passed and nobody reported that it was prolonged",
    ),
    "fulfilment.maintain": (
        "end",
        ("holding", "breached"),
        "its last day has passed and nobody reported that it was prolonged",
    ),
}

#: state and trigger by which something is agreed anew, so that the last day of what was before says nothing of it
AGREED_ANEW: tuple[tuple[str, str], ...] = (("breached", "take_effect"),)

#: region id -> states that satisfy a reference which names no state
SATISFIED: dict[str, tuple[str, ...]] = {
    "fulfilment.achieve": ("met",),
    "fulfilment.maintain": ("holding",),
    "condition": ("met", "waived"),
    "commitment": ("discharged",),
    "instrument": ("signed", "in_force"),
    "talks": ("concluded",),
    "meeting": ("held",),
}

#: region id -> states in which it is open whether a reference is satisfied
UNSURE: dict[str, tuple[str, ...]] = {"condition": ("disputed",)}

#: region id -> states from which a reference can no longer be satisfied
IMPOSSIBLE: dict[str, tuple[str, ...]] = {"condition": ("failed",)}

#: region id -> states that only a statement can bring about; rules cannot chase each other through these
BY_STATEMENT_ONLY: dict[str, tuple[str, ...]] = {
    "commitment": ("discharged", "violated", "suspended", "cancelled", "released"),
}

#: a party act that counts as another: who ratified has signed
PARTY_ACT_COUNTS: dict[str, tuple[str, ...]] = {
    "signed": ("signed", "ratified", "reaffirmed"),
    "ratified": ("ratified",),
    "reaffirmed": ("reaffirmed",),
    "none": ("none",),
    "withdrawn": ("withdrawn",),
}
