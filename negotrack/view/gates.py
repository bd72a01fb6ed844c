"""What a commitment waits for, read off the states: a tree of conditions with three-valued answers.

Owns: the tree as values and as one sentence. Must not know: how a tree is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from attrs import frozen

from negotrack.engine.axes import Axis
from negotrack.engine.conditions import antecedent_test, referred
from negotrack.engine.moment import Moment
from negotrack.machines.regions import plain
from negotrack.model.subjects import Antecedent, Commitment, Condition, Follow, Gate, Leaf
from negotrack.model.truth import Truth
from negotrack.view.words import NOBODY, Wording, join, plain_state


@frozen(kw_only=True)
class Node:
    """A node of the tree: its wording, whether it holds, its state in words, what lies beneath."""

    text: str
    holds: Truth
    state: str = ""
    note: str = ""
    subject: str = ""
    beneath: tuple[Node, ...] = ()


def gate_tree(moment: Moment, commitment: Commitment, words: Wording) -> Node | None:
    """The tree of what a commitment waits for, as of the moment; None when it waits for nothing."""
    if commitment.antecedent is None:
        return None
    return _node(moment, commitment.antecedent, words)


def _holds(moment: Moment, antecedent: Antecedent) -> Truth:
    history = moment.history
    day = moment.as_of.toordinal() if moment.as_of else 0

    def state_of(axis: Axis) -> str:
        return plain(history.tape_of(axis).state(axis, day))

    return antecedent_test(antecedent, history.wiring)(state_of)


def _node(moment: Moment, antecedent: Antecedent, words: Wording) -> Node:
    holds = _holds(moment, antecedent)
    match antecedent:
        case Leaf():
            return _leaf(moment, antecedent, words, holds)
        case Gate(op=op, operands=operands, n=n):
            beneath = tuple(_node(moment, operand, words) for operand in operands)
            return Node(text=_gate_words(op, n), holds=holds, beneath=beneath)
        case _:
            assert_never(antecedent)


def _gate_words(op: str, n: int) -> str:
    return f"at least {n} of" if op == "at_least" else {"all": "all of", "any": "any of", "not": "not"}[op]


def _leaf(moment: Moment, leaf: Leaf, words: Wording, holds: Truth) -> Node:
    subject = moment.history.scenario.subjects[leaf.subject]
    notes = []
    if isinstance(subject, Condition):
        if subject.guarantee:
            notes.append(f"guarantor: {words.party(subject.guarantor) if subject.guarantor else NOBODY}")
        if subject.follows is not None:
            followed = states_of(moment, subject.follows, words)
            notes.append(f"follows {words.subject(subject.follows.subject)}: {followed}")
    wanted = f"{leaf.region} {join(map(plain_state, leaf.states), 'or')}" if leaf.states else ""
    state = states_of(moment, leaf, words)
    if wanted and holds is not Truth.TRUE:
        state = f"{state}, wanted {wanted}"
    return Node(
        text=words.subject(leaf.subject) + whose(leaf, words), holds=holds, state=state,
        note="; ".join(notes), subject=leaf.subject,
    )  # fmt: skip


def whose(reference: Leaf | Follow, words: Wording) -> str:
    """Of whose act a reference speaks, where it is an act of parties: `, by Syria`."""
    return f", by {whom(reference.by, words)}" if reference.region == "party" else ""


def whom(by: tuple[str, ...], words: Wording) -> str:
    """Whose acts are meant, in words."""
    match by:
        case () | ("all",):
            return "all its parties"
        case ("any",):
            return "any of its parties"
        case parties:
            return words.parties(parties)


def states_of(moment: Moment, reference: Leaf | Follow, words: Wording) -> str:
    """The states of what is referred to, with the parties where there are several."""
    axes, _, _ = referred(reference, moment.history.wiring)
    found: dict[str, list[str]] = {}
    for axis in axes:
        standing = moment.standing(axis.subject, axis.name)
        state = plain_state(standing.state) + ("" if standing.certain else ", not certain")
        found.setdefault(state, []).append(words.party(axis.party) if axis.party and len(axes) > 1 else "")
    return (
        ", ".join(f"{state} ({join(who)})" if all(who) else state for state, who in found.items()) or "no such region"
    )


def waits_for(moment: Moment, subject: str, words: Wording, *, now: bool = True) -> str:
    """What a commitment waits for, in one sentence; empty when for nothing.

    Where it waits for a state, that is told as wanted, and with `now` the present state beside it.
    """
    commitment = moment.history.scenario.subjects[subject]
    if not isinstance(commitment, Commitment) or commitment.antecedent is None:
        return ""
    more = "; and more that is not named" if commitment.open_list else ""
    return f"if {_sentence(commitment.antecedent, moment, words, now)}{more}"


def _sentence(antecedent: Antecedent, moment: Moment, words: Wording, now: bool, so: bool = True) -> str:
    """An antecedent in words; of what must not be `so`, each part that must not be."""
    match antecedent:
        case Leaf(subject=subject, states=states):
            present = states_of(moment, antecedent, words) if now else ""
            return wanted_of(words.subject(subject) + whose(antecedent, words), states, present, so=so)
        case Gate(op="not", operands=(operand,)):
            return _sentence(operand, moment, words, now, not so)
        case Gate(op=op, operands=operands, n=n):
            inner = "; ".join(_sentence(operand, moment, words, now, so) for operand in operands)
            least = {"all": len(operands), "any": 1}.get(op, n)
            least = least if so else len(operands) - least + 1
            if least == len(operands):
                return inner
            return f"{_gate_words('any' if least == 1 else 'at_least', least)} ({inner})"
        case _:
            assert_never(antecedent)


def wanted_of(name: str, states: Iterable[str], present: str = "", *, so: bool = True) -> str:
    """A subject with the states that are wanted of it, or not wanted, told apart from the one that it is in."""
    wanted = join(map(plain_state, states), "or")
    if not wanted:
        return name if so else f"not {name}"
    return f"{name} (wanted: {'' if so else 'not '}{wanted}{f', now: {present}' if present else ''})"
