"""Strategies of declarations: who takes part, and subjects of every kind, linked without circles.

A subject refers only to subjects declared before it, so that rules cannot chase each other; the one exception
are two commitments that each wait for the other's discharge, which is a deadlock and no fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from negotrack.machines.verbs import regions_of
from negotrack.model.dates import day
from negotrack.model.parties import Channel, Outlet, Party, SpeaksFor
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import (
    Antecedent,
    Commitment,
    Condition,
    DeclaredClaim,
    Demand,
    Follow,
    Gate,
    Incident,
    Instrument,
    Leaf,
    Meeting,
    Subject,
    Talks,
)
from negotrack.model.terms import Term, parse_quantity

FIRST = date(2018, 5, 1)
"""The day on which every generated log begins."""
STATES = ("a", "b", "c")
SPEAKERS = {"a": "pa", "b": "pb", "c": "pc"}
"""Party -> the person who speaks for it, `pb` for a term of office only."""
OUTLETS = ("o1", "o2", "o3")
STAY_AWAY = Term(text="stay away", mode="maintain", quantities=(("distance", parse_quantity("70 km | 80 km")),))
LEAVE = Term(text="leave", mode="achieve")


def _parties(term: tuple[int, int]) -> dict[str, Party]:
    office = SpeaksFor(party="b", office="minister", since=FIRST + timedelta(term[0]), until=FIRST + timedelta(term[1]))
    found = [
        *(Party(id=name, name=name.upper()) for name in STATES),
        Party(id="pa", name="PA", kind="person", speaks_for=(SpeaksFor(party="a"),)),
        Party(id="pb", name="PB", kind="person", speaks_for=(office,)),
        Party(id="pc", name="PC", kind="person", of=("b",), speaks_for=(SpeaksFor(party="c"),)),
        Party(id="u", name="U", kind="organisation"),
    ]
    return {party.id: party for party in found}


def _outlets() -> dict[str, Outlet]:
    ratings = ("A", "C", "")
    return {name: Outlet(id=name, name=name, reliability=r) for name, r in zip(OUTLETS, ratings, strict=True)}


def some(names: Sequence[str], *, least: int = 0, most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of some names, each once, in any order."""
    return st.lists(st.sampled_from(names), unique=True, min_size=least, max_size=most).map(tuple)


@st.composite
def worlds(draw: st.DrawFn) -> Scenario:
    """A scenario without reports: all parties and outlets, and some of the subjects of each kind."""
    found: list[Subject] = [Incident(id="n1", text="a raid")]
    found += draw(_meeting_places())
    pacts = [draw(_instrument(f"i{n}")) for n in range(1, draw(st.integers(0, 2)) + 1)]
    if len(pacts) == 2 and draw(st.booleans()):
        pacts[1] = evolve(pacts[1], supersedes=("i1",))
    found += pacts
    demands: list[Demand] = []
    for n in range(1, draw(st.integers(1, 3)) + 1):
        demands.append(draw(_demand(f"d{n}", demands)))
    found += demands
    found = [draw(_provided(s, demands)) if isinstance(s, Instrument) else s for s in found]
    for n in range(1, draw(st.integers(0, 2)) + 1):
        found.append(draw(_condition(f"c{n}", found)))
    found += draw(_commitments(found))
    found += [DeclaredClaim(id="q1", text="so it is", about=draw(some([s.id for s in found], most=1)))]
    found += [DeclaredClaim(id="q2")] * draw(st.integers(0, 1))
    term = draw(st.tuples(st.integers(0, 6), st.integers(7, 40)))
    declared: dict[str, Any] = {
        "parties": _parties(term),
        "outlets": _outlets(),
        "channels": {"ch": Channel(id="ch", kind="back-channel", between=("a", "b"))},
        "subjects": {subject.id: subject for subject in found},
    }
    return Scenario(id="x", **declared)


@st.composite
def _meeting_places(draw: st.DrawFn) -> list[Subject]:
    found: list[Subject] = []
    if draw(st.booleans()):
        between = draw(st.sampled_from((("a", "b"), ())))
        found.append(Talks(id="t1", between=between, channel=None if between else "ch"))
    if draw(st.booleans()):
        found.append(Meeting(id="m1", participants=("a", "c"), part_of="t1" if found else None))
    return found


@st.composite
def _instrument(draw: st.DrawFn, name: str) -> Instrument:
    return Instrument(id=name, parties=draw(st.sampled_from((("a", "b"), ("a", "b"), ("a", "b", "c"), ("a",), ()))))


@st.composite
def _demand(draw: st.DrawFn, name: str, earlier: list[Demand]) -> Demand:
    """Addressed to one party mostly; an earlier demand may be implied by it and lead to it."""
    implies = draw(some([d.id for d in earlier])) if earlier else ()
    final = [d.id for d in earlier if d.horizon == "final"]
    step_to = draw(st.sampled_from((None, *final)))
    return Demand(
        id=name,
        by=("a",),
        of=draw(st.sampled_from((("b",), ("b",), ("b",), ("b", "c"), ()))),
        horizon="interim" if step_to else draw(st.sampled_from(("final", "interim"))),
        step_to=step_to,
        implies=implies,
        terms=draw(st.sampled_from(((), (STAY_AWAY,), (LEAVE,), (LEAVE, STAY_AWAY)))),
    )


@st.composite
def _provided(draw: st.DrawFn, instrument: Instrument, demands: list[Demand]) -> Instrument:
    """An instrument with provisions that are terms of demands."""
    names = draw(some([d.id for d in demands]))
    return evolve(instrument, provisions=tuple(Term(text=n, mode="achieve", demand=n) for n in names))


def gating(subjects: Sequence[Subject]) -> list[Subject]:
    """The subjects that have a lifecycle, which conditions may follow and commitments may wait for."""
    return [subject for subject in subjects if regions_of(subject)]


@st.composite
def _reference(draw: st.DrawFn, subjects: Sequence[Subject]) -> Leaf:
    """Some region of some subject: with states, or without for what the engine takes as satisfied."""
    subject = draw(st.sampled_from(gating(subjects)))
    region = draw(st.sampled_from(regions_of(subject)))
    bare = region.name not in ("stance", "response", "party") and draw(st.booleans())
    states = () if bare else draw(some(region.states, least=1))
    by: tuple[str, ...] = ()
    if region.name == "party":
        by = draw(st.sampled_from((("all",), ("any",), ())))
    return Leaf(subject=subject.id, region=region.name, states=states, by=by)


@st.composite
def _condition(draw: st.DrawFn, name: str, earlier: list[Subject]) -> Condition:
    follows = None
    if draw(st.booleans()) and gating(earlier):
        leaf = draw(_reference(earlier))
        follows = Follow(subject=leaf.subject, region=leaf.region, states=_named(leaf, earlier), by=leaf.by)
    beneficiary = draw(st.sampled_from(((), (), ("b",))))
    return Condition(id=name, follows=follows, beneficiary=beneficiary)


def _named(leaf: Leaf, subjects: Sequence[Subject]) -> tuple[str, ...]:
    """Follows always says which states it means."""
    if leaf.states:
        return leaf.states
    subject = next(s for s in subjects if s.id == leaf.subject)
    return tuple(state for r in regions_of(subject) if r.name == leaf.region for state in r.states[-1:])


def _antecedents(earlier: Sequence[Subject]) -> st.SearchStrategy[Antecedent]:
    """Trees over what conditions and commitments wait for; conditions and demands bare, most of the time."""
    conditions = [s.id for s in earlier if isinstance(s, Condition)]
    plain: list[Leaf] = [Leaf(subject=name, region="condition") for name in conditions]
    plain += [Leaf(subject=s.id, region="fulfilment") for s in earlier if isinstance(s, Demand)]
    leaf: st.SearchStrategy[Antecedent] = st.sampled_from(plain) | st.sampled_from(plain) | _reference(earlier)
    gates: st.SearchStrategy[Antecedent] = _gates(leaf)
    return st.one_of(leaf, _gates(leaf | leaf | gates))


@st.composite
def _gates(draw: st.DrawFn, operands: st.SearchStrategy[Antecedent]) -> Antecedent:
    op = draw(st.sampled_from(("all", "all", "any", "at_least", "not")))
    found = draw(st.lists(operands, min_size=1, max_size=1 if op == "not" else 3))
    match op:
        case "at_least":
            return Gate(op="at_least", operands=tuple(found), n=draw(st.integers(1, len(found))))
        case "not":
            return Gate(op="not", operands=tuple(found))
        case "any":
            return Gate(op="any", operands=tuple(found))
        case _:
            return Gate(op="all", operands=tuple(found))


@st.composite
def _commitments(draw: st.DrawFn, earlier: list[Subject]) -> list[Subject]:
    """None to two; two may wait for each other, or the second for the first."""
    found: list[Subject] = []
    for n in range(1, draw(st.sampled_from((0, 1, 1, 2))) + 1):
        found.append(draw(_commitment(f"k{n}", [*earlier, *found])))
    if len(found) == 2 and draw(st.integers(0, 3)) == 0:
        return [*_waiting_for_each_other()]
    return found


def _waiting_for_each_other() -> Iterator[Subject]:
    for one, other, who, whom in (("k1", "k2", "a", "b"), ("k2", "k1", "b", "a")):
        done = Follow(subject=other, region="commitment", states=("discharged",))
        yield Condition(id=f"w-{one}", follows=done)
        yield Commitment(
            id=one, debtor=(who,), creditor=(whom,), antecedent=Leaf(subject=f"w-{one}", region="condition")
        )


@st.composite
def _commitment(draw: st.DrawFn, name: str, earlier: list[Subject]) -> Commitment:
    due = draw(st.sampled_from((None, None, None, 10, 25)))
    waits = draw(st.integers(0, 7))
    return Commitment(
        id=name,
        debtor=("a",),
        creditor=("b",) if name == "k1" else ("b", "c"),
        antecedent=draw(_antecedents(earlier)) if waits else None,
        open_list=draw(st.booleans()) if not waits else False,
        deadline=None if due is None else day(FIRST + timedelta(due)),
    )
