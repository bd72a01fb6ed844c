"""Problems in how declarations hang together: circles, steps that lead nowhere, references to the wrong states.

Owns: the checks on declarations as a whole. Must not know: reports and statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from negotrack.files.circles import find_circles
from negotrack.files.intake import Intake
from negotrack.files.vocabulary import SUBJECT
from negotrack.machines.couplings import BY_STATEMENT_ONLY
from negotrack.machines.verbs import regions_of
from negotrack.model.parties import Party
from negotrack.model.subjects import (
    Commitment,
    Condition,
    Demand,
    Follow,
    Instrument,
    Leaf,
    Meeting,
    Subject,
    leaves,
)

Subjects = Mapping[str, Subject]
_NONE: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType({})


@frozen(kw_only=True)
class _Chain:
    """One kind of link that must not lead back to itself."""

    code: str
    kind: type
    key: str
    targets: Callable[[Any], Iterable[str]]
    words: str


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


_CHAINS: tuple[_Chain, ...] = (
    _Chain(
        code="cycle-step-to",
        kind=Demand,
        key="step_to",
        targets=lambda demand: _one(demand.step_to),
        words="demands step to one another in a circle",
    ),
    _Chain(
        code="cycle-implies",
        kind=Demand,
        key="implies",
        targets=lambda demand: demand.implies,
        words="demands imply one another in a circle",
    ),
    _Chain(
        code="cycle-variant-of",
        kind=Demand,
        key="variant_of",
        targets=lambda demand: _one(demand.variant_of),
        words="demands are variants of one another in a circle",
    ),
    _Chain(
        code="cycle-supersedes",
        kind=Instrument,
        key="supersedes",
        targets=lambda instrument: instrument.supersedes,
        words="instruments supersede one another in a circle",
    ),
    _Chain(
        code="cycle-follows",
        kind=Meeting,
        key="follows",
        targets=lambda meeting: _one(meeting.follows),
        words="meetings follow one another in a circle",
    ),
)
_SPEAKING = _Chain(
    code="cycle-speaks-for",
    kind=Party,
    key="speaks_for",
    targets=lambda party: [office.party for office in party.speaks_for],
    words="parties speak for one another in a circle",
)


def check_links(
    intake: Intake, parties: Mapping[str, Party], subjects: Subjects, drafts: Mapping[str, Mapping[str, Any]] = _NONE
) -> None:
    """Report every fault in how declarations hang together.

    `drafts` are declarations with other errors, by kind: their own links are judged, and no links to their states.
    """
    _check_chain(intake, _SPEAKING, {**parties, **drafts.get("party", {})})
    every = {**subjects, **{name: draft for kind in SUBJECT for name, draft in drafts.get(kind, {}).items()}}
    for chain in _CHAINS:
        _check_chain(intake, chain, every)
    _check_steps(intake, every)
    for subject in every.values():
        for key, reference in _references(subject):
            _check_reference(intake, subjects, subject.id, key, reference)
    _check_gates(intake, every)


def _check_chain(intake: Intake, chain: _Chain, values: Mapping[str, Any]) -> None:
    links = {name: list(chain.targets(value)) for name, value in values.items() if isinstance(value, chain.kind)}
    for circle in find_circles(links):
        _report_circle(intake, chain.code, chain.words, chain.key, circle)


def _report_circle(intake: Intake, code: str, words: str, key: str, circle: list[str]) -> None:
    related = tuple((f"{name} is here", intake.place(name, key)) for name in circle[1:-1])
    message = f"{words}: {' -> '.join(circle)}"
    intake.error(code, message, intake.place(circle[0], key), "take one of these links out", related)


def _check_steps(intake: Intake, subjects: Subjects) -> None:
    """A step leads to a goal; steps in a circle have been reported as that."""
    demands = {name: subject for name, subject in subjects.items() if isinstance(subject, Demand)}
    links = {name: _one(demand.step_to) for name, demand in demands.items()}
    circling = {name for circle in find_circles(links) for name in circle}
    for name, demand in demands.items():
        target = demands.get(demand.step_to or "")
        if target is None or target.horizon == "final" or target.id in circling:
            continue
        message = f'"{name}" is a step to "{target.id}", which is interim itself; a final demand is expected'
        hint = "step to the final demand; say under implies which steps belong together"
        related = (("declared here", intake.place(target.id)),)
        intake.error("step-to-not-final", message, intake.place(name, "step_to"), hint, related)


def _references(subject: Subject) -> list[tuple[str, Leaf | Follow]]:
    match subject:
        case Condition(follows=Follow() as follow):
            return [("follows", follow)]
        case Commitment(antecedent=antecedent):
            return [("antecedent", leaf) for leaf in leaves(antecedent)]
        case _:
            return []


def _check_reference(intake: Intake, subjects: Subjects, owner: str, key: str, reference: Leaf | Follow) -> None:
    """States that the subject's own region has, and parties that are the subject's own."""
    subject = subjects.get(reference.subject)
    if subject is None:
        return
    regions = [region for region in regions_of(subject) if region.name == reference.region]
    states = [state for region in regions for state in region.states]
    span = intake.place(owner, key)
    for state in reference.states:
        if states and state not in states:
            what = f"the {reference.region} of {reference.subject}"
            hint = intake.suggest(state, states) or f"write one of {', '.join(states)}"
            intake.error("unknown-value", f'{what} is never "{state}"; expected one of {", ".join(states)}', span, hint)
    parties = _parties_of(subject, reference.region)
    for party in reference.by:
        if party not in ("all", "any", *parties):
            listed = ", ".join(parties) or "nobody"
            message = f'"{party}" is not among those of {reference.subject} that can be meant here: {listed}'
            intake.error(
                "not-a-party", message, span, intake.suggest(party, parties) or "name one of them, all, or any"
            )


def _parties_of(subject: Subject, region: str) -> tuple[str, ...]:
    match subject:
        case Demand(of=of) if region == "response":
            return of
        case Instrument(parties=parties) if region == "party":
            return parties
        case _:
            return ()


def _check_gates(intake: Intake, subjects: Subjects) -> None:
    """Commitments that wait for themselves, and rules that would chase each other for ever.

    A circle through states that only statements bring about is a deadlock: data, and no fault.
    """
    every: dict[str, Sequence[str]] = {
        name: [ref.subject for _, ref in _references(subject)] for name, subject in subjects.items()
    }
    follows = {name: targets[0] for name, targets in every.items() if targets and isinstance(subjects[name], Condition)}
    ends = _ends(follows)
    selves = set()
    for name, subject in subjects.items():
        if circle := _own_circle(every[name], follows, ends, name):
            key = "antecedent" if isinstance(subject, Commitment) else "follows"
            selves.add(name)
            hint = "a commitment cannot wait for itself; wait for what it answers"
            message = f'"{name}" waits for itself: {" -> ".join(circle)}'
            intake.error("self-gating", message, intake.place(name, key), hint)
    chased = {
        name: [ref.subject for _, ref in _references(subject) if _chases(subjects, subject, ref)]
        for name, subject in subjects.items()
        if name not in selves
    }
    for circle in find_circles(chased):
        key = "antecedent" if isinstance(subjects[circle[0]], Commitment) else "follows"
        _report_circle(intake, "cycle-antecedent", "these wait for one another", key, circle)


def _ends(follows: Mapping[str, str]) -> dict[str, str]:
    """Where each chain of conditions ends: at what its last one follows, or in a circle at a condition."""
    ends: dict[str, str] = {}
    for start in follows:
        trail: dict[str, None] = {}
        here = start
        while here in follows and here not in ends and here not in trail:
            trail[here] = None
            here = follows[here]
        ends.update(dict.fromkeys(trail, ends.get(here, here)))
    return ends


def _own_circle(
    targets: Sequence[str], follows: Mapping[str, str], ends: Mapping[str, str], name: str
) -> list[str] | None:
    """The way from a commitment through conditions alone back to itself; for a condition, only the direct one."""
    if name in targets:
        return [name, name]
    first = None if name in follows else next((target for target in targets if ends.get(target) == name), None)
    if first is None:
        return None
    circle = [name, first]
    while circle[-1] != name:
        circle.append(follows[circle[-1]])
    return circle


def _chases(subjects: Subjects, owner: Subject, reference: Leaf | Follow) -> bool:
    """Whether rules alone can carry a change over this reference; a commitment named as a leaf always counts."""
    target = subjects.get(reference.subject)
    if not isinstance(target, Commitment):
        return target is not None
    if isinstance(owner, Commitment):
        return True
    states = set(reference.states)
    return bool(states) and not states <= set(BY_STATEMENT_ONLY["commitment"])
