"""The bargain as a graph: what there is, with its state at a moment, and how it hangs together.

Owns: nodes, typed edges. Must not know: notations of graphs (exporters), how it is drawn (view).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import frozen

from negotrack.engine.moment import Moment
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import (
    Antecedent,
    Commitment,
    Condition,
    Demand,
    Follow,
    Gate,
    Instrument,
    Leaf,
    Meeting,
    Subject,
    Talks,
)
from negotrack.queries.facts import coverage, title_of

Relation = Literal[
    "gates", "follows", "step_to", "implies", "answers", "contains", "text_of", "variant_of", "supersedes",
    "about", "part_of", "after",
]  # fmt: skip
GRAPHED = (Demand, Condition, Commitment, Instrument, Talks, Meeting)


@frozen(kw_only=True)
class Node:
    """A subject at a moment. `state` is that of its first region, `states` are (region, state) of all."""

    id: str
    kind: str
    title: str
    state: str
    states: tuple[tuple[str, str], ...]
    parties: tuple[str, ...] = ()
    certain: bool = True
    disputed: bool = False
    statements: tuple[str, ...] = ()

    @property
    def reported(self) -> bool:
        """Whether anything was said of it."""
        return any(state != "unreported" for _, state in self.states)


@frozen(kw_only=True)
class Edge:
    """One link. `gates` leads from what is waited for to the commitment that waits; the others as they read.

    `wanted` says in which states, `through` by way of which gates (`any`, `at least 2`, `not`), where there are such.
    """

    source: str
    target: str
    relation: Relation
    wanted: str = ""
    through: str = ""

    @property
    def detail(self) -> str:
        """Gates and states in one."""
        return " > ".join(filter(None, (self.through, self.wanted)))

    @property
    def told(self) -> str:
        """The same for people, behind the relation: a state that is wanted looks like none that is."""
        wanted = f"wanted: {self.wanted}".replace("_", " ") if self.wanted else ""
        return f" ({', '.join(filter(None, (self.through, wanted)))})" if self.detail else ""


@frozen(kw_only=True)
class Graph:
    """The bargain at a moment: nodes in the order declared, edges in the order of their declarations."""

    scenario: str
    as_of: date | None
    as_known: date | None
    lens: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    note: str = ""

    def node(self, name: str) -> Node | None:
        """The node of a subject."""
        return next((node for node in self.nodes if node.id == name), None)

    def around(self, wanted: frozenset[str]) -> Graph:
        """The part of the graph that holds some subjects and what is linked to them directly."""
        kept = [edge for edge in self.edges if edge.source in wanted or edge.target in wanted]
        names = wanted | {edge.source for edge in kept} | {edge.target for edge in kept}
        return Graph(
            scenario=self.scenario, as_of=self.as_of, as_known=self.as_known, lens=self.lens, edges=tuple(kept),
            nodes=tuple(node for node in self.nodes if node.id in names), note=self.note,
        )  # fmt: skip


def graph(moment: Moment) -> Graph:
    """Everything that is bargained over, and how it hangs together."""
    scenario = moment.history.scenario
    subjects = [subject for subject in scenario.subjects.values() if isinstance(subject, GRAPHED)]
    known = {subject.id for subject in subjects}
    edges = dict.fromkeys(
        edge for subject in subjects for edge in _edges(subject) if {edge.source, edge.target} <= known
    )
    return Graph(
        scenario=scenario.id,
        as_of=moment.as_of,
        as_known=moment.as_known,
        lens=moment.lens.name,
        nodes=tuple(_node(moment, scenario, subject) for subject in subjects),
        edges=tuple(edges),
        note=coverage(moment),
    )


def _node(moment: Moment, scenario: Scenario, subject: Subject) -> Node:
    standings = [moment.standing(subject.id, axis.name) for axis in moment.history.wiring.axes(subject.id)]
    return Node(
        id=subject.id,
        kind=scenario.kind(subject.id),
        title=title_of(subject),
        state=standings[0].state,
        states=tuple((standing.region, standing.state) for standing in standings),
        parties=scenario.involved(subject.id),
        certain=all(standing.certain for standing in standings),
        disputed=any(standing.held_against for standing in standings),
        statements=standings[0].statements,
    )


def _edges(subject: Subject) -> Iterator[Edge]:
    match subject:
        case Demand():
            yield from _of_demand(subject)
        case Condition(follows=follows) if follows is not None:
            yield Edge(source=subject.id, target=follows.subject, relation="follows", wanted=_states(follows))
        case Commitment():
            if subject.antecedent is not None:
                yield from _gates(subject.id, subject.antecedent, ())
            yield from (Edge(source=subject.id, target=demand, relation="answers") for demand in subject.answers)
        case Instrument():
            for demand in dict.fromkeys(term.demand for term in subject.provisions if term.demand):
                yield Edge(source=subject.id, target=demand, relation="contains")
            for older in subject.supersedes:
                yield Edge(source=subject.id, target=older, relation="supersedes")
        case Talks(about=about):
            yield from (Edge(source=subject.id, target=one, relation="about") for one in about)
        case Meeting(part_of=part_of, follows=earlier):
            if part_of:
                yield Edge(source=subject.id, target=part_of, relation="part_of")
            if earlier:
                yield Edge(source=subject.id, target=earlier, relation="after")
        case _:
            return


def _of_demand(demand: Demand) -> Iterator[Edge]:
    if demand.step_to:
        yield Edge(source=demand.id, target=demand.step_to, relation="step_to")
    for implied in demand.implies:
        yield Edge(source=demand.id, target=implied, relation="implies")
    if demand.variant_of:
        yield Edge(source=demand.id, target=demand.variant_of, relation="variant_of")
    if demand.instrument:
        yield Edge(source=demand.id, target=demand.instrument, relation="text_of")
    for content in dict.fromkeys(term.demand for term in demand.terms if term.demand):
        yield Edge(source=demand.id, target=content, relation="contains")


def _gates(commitment: str, node: Antecedent, through: tuple[str, ...]) -> Iterator[Edge]:
    match node:
        case Leaf():
            way = " > ".join(through)
            yield Edge(source=node.subject, target=commitment, relation="gates", wanted=_states(node), through=way)
        case Gate(op="all", operands=operands) if not through:
            for operand in operands:
                yield from _gates(commitment, operand, through)
        case Gate(op=op, operands=operands, n=n):
            word = f"at least {n}" if op == "at_least" else op
            for operand in operands:
                yield from _gates(commitment, operand, (*through, word))


def _states(reference: Leaf | Follow) -> str:
    """The states asked for, with whose act where that is said."""
    states = " or ".join(reference.states)
    return f"{states} by {', '.join(reference.by)}" if reference.by and states else states
