"""Positions: what is asked and offered in figures, how that changed, and how far the two are apart.

Owns: terms over time, whether one asks more than another, gaps, ladders of interim and final demands.
Must not know: who gave way (movement).

New terms replace those under the same key: the one with the same text, or else the only one there is; what they do
not mention stays as it was. This is a rule of negotrack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import frozen

from negotrack.engine.fold import Move
from negotrack.engine.moment import Moment
from negotrack.engine.results import Since
from negotrack.engine.told import span
from negotrack.model.subjects import Commitment, Demand, Instrument
from negotrack.model.terms import QuantitySpec, Term, compare, format_quantity, gap
from negotrack.model.truth import Truth
from negotrack.queries.facts import axis_of, moves_of

Change = Literal["first", "more", "less", "same", "unclear"]
_UP = ("at_least", "more_than")
_DOWN = ("at_most", "less_than")


@frozen(kw_only=True)
class Figure:
    """What stood under one key from a day on. `statement` is empty for what the scenario declares.

    `change` compares with the figure before: whether it asks more or less of who must act.
    """

    quantity: str
    when: Since
    statement: str
    change: Change
    spec: QuantitySpec


@frozen(kw_only=True)
class TermLine:
    """One term of a demand or instrument over time, under one key (`distance`)."""

    subject: str
    kind: str
    key: str
    text: str
    figures: tuple[Figure, ...]

    @property
    def now(self) -> Figure:
        """The figure that stands."""
        return self.figures[-1]


@frozen(kw_only=True)
class PositionGap:
    """A figure demanded beside one offered in answer to it. `source` is a commitment or an instrument.

    `met` says whether the offer meets the demand (unknown where either leaves it open); `least` and `most` how far
    the figures are apart, in `unit` (None where units do not convert).
    """

    demand: str
    source: str
    source_state: str
    key: str
    demanded: str
    offered: str
    met: Truth
    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""


@frozen(kw_only=True)
class Rung:
    """One demand of a ladder: `depth` is how many steps it stands under the final one."""

    demand: str
    depth: int
    stance: str
    responses: tuple[tuple[str, str], ...]
    fulfilment: str
    implied: bool = False
    variant_of: str = ""


@frozen(kw_only=True)
class Ladder:
    """The demands that lead to a final one, farthest first, the final one last."""

    final: str
    rungs: tuple[Rung, ...]


def asks_more(new: QuantitySpec, old: QuantitySpec) -> Change:
    """Whether a figure asks more than an older one: a higher floor, or a lower ceiling.

    Unclear where one leaves open what the other does not, where comparisons run in different directions, where
    both are exact, and where units do not convert.
    """
    if new == old:
        return "same"
    ways = [_ways(spec) for spec in (new, old)]
    if ways[0] != ways[1] or not ways[0] or gap(new, old) is None:
        return "unclear"
    (new_low, new_high), (old_low, old_high) = _reach(new), _reach(old)
    if new_low >= old_low and new_high >= old_high:
        return "same" if (new_low, new_high) == (old_low, old_high) else "more" if ways[0] == "up" else "less"
    if new_low <= old_low and new_high <= old_high:
        return "less" if ways[0] == "up" else "more"
    return "unclear"


def _ways(spec: QuantitySpec) -> str:
    found = {"up" if b.comparison in _UP else "down" if b.comparison in _DOWN else "" for b in spec.alternatives}
    return found.pop() if len(found) == 1 else ""


def _reach(spec: QuantitySpec) -> tuple[Fraction, Fraction]:
    return min(bound.low.base for bound in spec.alternatives), max(bound.high.base for bound in spec.alternatives)


def term_lines(moment: Moment, subject: Demand | Instrument) -> tuple[TermLine, ...]:
    """The figures of a subject over time, none before anything was reported of it."""
    region = "stance" if isinstance(subject, Demand) else "instrument"
    axis = axis_of(moment, subject.id, region)
    moves = moves_of(moment, axis) if axis else ()
    if axis is None or not moves:
        return ()
    declared = subject.terms if isinstance(subject, Demand) else subject.provisions
    lines: dict[tuple[str, str], list[Figure]] = {}
    first = span(moves[0].first, moves[0].last)
    for key, text, spec in _figures(declared):
        lines[key, text] = [Figure(quantity=format_quantity(spec), when=first, statement="", change="first", spec=spec)]
    for number, move in enumerate(moves):
        _amend(lines, move, is_first=number == 0)
    return tuple(
        TermLine(subject=subject.id, kind=axis.kind, key=key, text=text, figures=tuple(figures))
        for (key, text), figures in lines.items()
    )


def _figures(terms: Iterable[Term]) -> Iterator[tuple[str, str, QuantitySpec]]:
    return ((key, term.text, spec) for term in terms for key, spec in term.quantities)


def _amend(lines: dict[tuple[str, str], list[Figure]], move: Move, *, is_first: bool) -> None:
    """Let the terms of the statement that moved take their places."""
    if move.act is None or move.rule:
        return
    for key, text, spec in _figures(move.act.voice.statement.terms):
        same = [line for line in lines if line[0] == key]
        place = (key, text) if (key, text) in lines or len(same) != 1 else same[0]
        before = lines.setdefault(place, [])
        if is_first and before and not before[-1].statement:
            before.clear()
        figure = Figure(
            quantity=format_quantity(spec),
            when=span(move.first, move.last),
            statement=move.act.voice.id,
            change=asks_more(spec, before[-1].spec) if before else "first",
            spec=spec,
        )
        if not before or figure.change != "same":
            before.append(figure)


def position_gaps(moment: Moment, lines: Mapping[str, tuple[TermLine, ...]]) -> tuple[PositionGap, ...]:
    """What is demanded now beside what is offered in answer: by commitments that answer a demand, and by
    provisions of instruments that name it. `lines` are the term lines of the demands by id.
    """
    scenario = moment.history.scenario
    found: list[PositionGap] = []
    for commitment in scenario.of_kind(Commitment):
        if moment.state(commitment.id) != "unreported":
            for demand in commitment.answers:
                found.extend(_apart(moment, lines.get(demand, ()), commitment.id, commitment.consequent))
    for instrument in scenario.of_kind(Instrument):
        if moment.state(instrument.id, "instrument") != "unreported":
            for term in instrument.provisions:
                found.extend(_apart(moment, lines.get(term.demand or "", ()), instrument.id, (term,)))
    return tuple(found)


def _apart(
    moment: Moment, lines: tuple[TermLine, ...], source: str, offered: tuple[Term, ...]
) -> Iterator[PositionGap]:
    for line in lines:
        for key, _, spec in _figures(offered):
            if key != line.key:
                continue
            asked = line.now.spec
            least, most, unit = gap(asked, spec) or (None, None, "")
            yield PositionGap(
                demand=line.subject, source=source, source_state=moment.state(source), key=key,
                demanded=line.now.quantity, offered=format_quantity(spec), met=compare(asked, spec),
                least=least, most=most, unit=unit,
            )  # fmt: skip


def ladders(moment: Moment) -> tuple[Ladder, ...]:
    """Every demand to which others are steps, with these; circles of steps are refused when a scenario is read."""
    demands = {demand.id: demand for demand in moment.history.scenario.of_kind(Demand)}
    below: dict[str, list[str]] = {}
    for demand in demands.values():
        if demand.step_to in demands:
            below.setdefault(demand.step_to, []).append(demand.id)
    tops = [name for name in below if demands[name].step_to not in demands]
    return tuple(_ladder(moment, demands, below, top) for top in demands if top in tops)


def _ladder(moment: Moment, demands: dict[str, Demand], below: dict[str, list[str]], top: str) -> Ladder:
    depths = {top: 0}
    todo = [top]
    while todo:
        name = todo.pop()
        for under in below.get(name, ()):
            if under not in depths:
                depths[under] = depths[name] + 1
                todo.append(under)
    in_order = sorted(depths, key=lambda name: (-depths[name], [*demands].index(name)))
    implied = demands[top].implies
    return Ladder(final=top, rungs=tuple(_rung(moment, demands[n], depths[n], n in implied) for n in in_order))


def _rung(moment: Moment, demand: Demand, depth: int, implied: bool) -> Rung:
    axes = moment.history.wiring.axes(demand.id)
    responses = tuple((a.party, moment.state(demand.id, a.name)) for a in axes if a.region.name == "response")
    return Rung(
        demand=demand.id,
        depth=depth,
        stance=moment.state(demand.id, "stance"),
        responses=responses,
        fulfilment=moment.state(demand.id, "fulfilment"),
        implied=implied,
        variant_of=demand.variant_of or "",
    )
