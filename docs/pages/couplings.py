"""The page of the couplings: rules between regions, rules of the clock, guards, what satisfies a reference."""

from __future__ import annotations

from typing import Final

from docs.pages.markdown import code, codes, page, table
from negotrack.machines.couplings import CLOCK_RULES, COUPLINGS, IMPOSSIBLE, PARTY_ACT_COUNTS, SATISFIED, UNSURE

RULES: Final = COUPLINGS

RELATIONS: Final = {
    "response-to-stance": ("a demand's stance", "each response to the demand"),
    "fulfilment-of-stance": ("a demand's stance", "the demand's fulfilment"),
    "party-act-on-instrument": ("an instrument", "what each of its parties did"),
    "instrument-of-party-acts": ("what every party of an instrument did", "the instrument"),
    "implied-fulfilment": ("a demand's fulfilment", "the fulfilment of each demand that it `implies`"),
    "implying-fulfilment": ("a demand's fulfilment", "the fulfilment of each demand that `implies` it"),
    "instrument-on-successor": ("an instrument", "each instrument that it `supersedes`"),
    "response-to-instrument": (
        "an instrument",
        "the response to each `demand` of its provisions, of those addressees that are parties to it",
    ),
    "condition-following": ("what a condition `follows`", "the condition"),
    "commitment-alone": ("nothing", "the commitment"),
    "commitment-on-antecedent": ("the `antecedent` of a commitment", "the commitment"),
}
"""Relation -> what is tested, what is moved."""
MODES: Final = {
    "rises": "when it becomes so",
    "falls": "when it was so and is not any more",
    "while_true": "as long as it is so",
    "while_not_true": "as long as it is not so, or unknown",
    "while_impossible": "as long as it cannot come about any more",
}
STAGE_WORDS: Final = {
    "first-word": ", only out of unreported",
    "refuting": ", before the rules that draw on it",
    "following": "",
}
GUARDS: Final = {
    "speaks-for-addressee": "The source of the statement must be the addressee or speak for it on that day. What "
    "others say of an addressee stays a claim about it.",
    "by-a-party": "Where `by` names who acts, one of them must be a party of the instrument, or speak for one.",
    "for-the-parties": "Who acts must be a party of the instrument or its proposer, or speak for one: those named in "
    "`by`, else the party whose word it is. Of an act by nobody named it is taken that it is theirs.",
    "by-the-beneficiary": "Who acts must be a beneficiary of the condition, or speak for one: without `beneficiary`, "
    "a debtor of what waits for it. Of a waiver by nobody named it is taken that it is theirs.",
    "by-the-debtor": "Who acts must be the debtor of the commitment, or speak for it.",
    "by-the-creditor": "Who acts must be the creditor of the commitment, or speak for it.",
    "antecedent-holds": "What the commitment waits for must be so. Unknown is not enough.",
    "antecedent-fell-back": "What the commitment waits for must not be so any more.",
}
_HEAD = """\
A movement of one region can move another. Each rule fires a trigger of the other region's own
[table](machines.md), so that no rule passes a row or a guard by. After every step the rules run until nothing moves
any more, each at most once, in an order in which every one comes after those that can move what it tests; the order
in which they are written changes nothing. What a rule did names the rule and the statement that set it off.

A test has three values. Unknown is not so: nothing is detached by what is not known."""


def couplings_page() -> str:
    """The page."""
    clock = [
        (code(kind), code(trigger), codes(states), reason) for kind, (trigger, states, reason) in CLOCK_RULES.items()
    ]
    return page(
        "Couplings and guards", _HEAD, "## Rules", *map(_rule, RULES),
        "## The clock", "When a day has passed without the report that was due:",
        table(("of", "trigger", "only from", "reason"), clock),
        "## Guards", "A guard decides whether a trigger may be fired. When it refuses, the anomaly says why.",
        table(("guard", "allows"), ((code(name), text) for name, text in GUARDS.items())),
        "## What satisfies a reference",
        "An antecedent or `follows` that names a subject and no state is satisfied in these states:",
        table(("region", "satisfied", "unknown", "impossible"), map(_satisfied, SATISFIED)),
        "A party act counts as another where it goes further:",
        table(("asked for", "satisfied by"), ((code(one), codes(also)) for one, also in PARTY_ACT_COUNTS.items())),
    )  # fmt: skip


def _rule(rule: object) -> str:
    assert isinstance(rule, type(COUPLINGS[0]))
    tested, moved = RELATIONS[rule.relation]
    several = "the first that the table takes of " if len(rule.triggers) > 1 else ""
    facts = [
        f"### {rule.name}",
        f"{rule.reason[:1].upper()}{rule.reason[1:]}.",
        "\n".join(
            [
                f"- tests {tested}{f': {codes(rule.states)}' if rule.states else ''}",
                f"- fires {several}{codes(rule.triggers)} {MODES[rule.mode]}",
                f"- moves {moved}{f', only from {codes(rule.only_from)}' if rule.only_from else ''}"
                + STAGE_WORDS[rule.stage],
            ]
        ),
    ]
    return "\n\n".join(facts)


def _satisfied(region: str) -> tuple[str, ...]:
    return code(region), codes(SATISFIED[region]), codes(UNSURE.get(region, ())), codes(IMPOSSIBLE.get(region, ()))
