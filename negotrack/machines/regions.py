"""What a region is: its states, its rows, and the faults that a definition can have.

A region is one independent axis of a subject's state (UML, SCXML: orthogonal region); a row is one cell of
its table. Some states remember the state that was left: a side state (suspended, stalled) resumes to it, a
detached commitment reverts to it. Such a state is written once and expanded into one finite state per state
left, spelled `suspended<advanced`, so that the whole table stays finite and total.
Owns: rows, regions, their expansion and their checks. Must not know: which regions there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from negotrack.problems import NegotrackError

UNREPORTED = "unreported"
LEFT = "@left"
DROP = "@drop"
SEPARATOR = "<"
NOWHERE = "?"


class DefinitionError(NegotrackError):
    """A table is wrong. Raised when negotrack is imported, never later."""


@frozen(kw_only=True)
class Row:
    """One cell: in `source`, `trigger` leads to `target`, if the guard of that name allows it."""

    source: str
    trigger: str
    target: str
    guard: str = ""
    reason: str = ""


@frozen(kw_only=True)
class Region:
    """One table: states in the order in which a negotiation tends to pass them, final ones, rows.

    `per` says whether each subject has one (empty) or one per `party` or `addressee`. `side` states resume
    to the state that was left, from an unknown one to `resume_to`; `over` states remember what they cover.
    """

    id: str
    name: str
    kind: str
    states: tuple[str, ...]
    final: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    resume_to: str = ""
    initial: str = UNREPORTED
    per: str = ""
    rows: tuple[Row, ...]

    @property
    def triggers(self) -> tuple[str, ...]:
        """Every trigger of the table, in order of first use."""
        return tuple(dict.fromkeys(row.trigger for row in self.rows))

    @property
    def machine_states(self) -> tuple[str, ...]:
        """Every state of the machine: remembering states once per state left."""
        names = [self.initial, *(row.source for row in self.rows), *(row.target for row in self.rows)]
        return tuple(dict.fromkeys(names))


def plain(state: str) -> str:
    """The state as people name it, without what it remembers: `suspended<advanced` is `suspended`."""
    return state.partition(SEPARATOR)[0]


def left_behind(state: str) -> str | None:
    """The state that a remembering state would return to; None for others and where it is unknown."""
    _, separator, left = state.partition(SEPARATOR)
    return left if separator and left != NOWHERE else None


def rows_from(
    source: str, reason: str = "", guards: Mapping[str, str] | None = None, /, **moves: str
) -> tuple[Row, ...]:
    """The rows out of one state, as trigger=target, with a reason and the names of guards by trigger."""
    named = guards or {}
    return tuple(
        Row(source=source, trigger=trigger, target=target, guard=named.get(trigger, ""), reason=reason)
        for trigger, target in moves.items()
    )


def define(region: Region) -> Region:
    """The region with its remembering states expanded.

    Raises DefinitionError for an unknown state, a duplicate cell, an unreachable state and a dead end that
    is not marked final: `transitions` accepts all of these in silence.
    """
    _check_names(region)
    _check_cells(region)
    expanded = evolve(region, rows=tuple(_expand(region)))
    _check_reach(region, expanded)
    return expanded


def _expand(region: Region) -> Iterator[Row]:
    """The rows of every machine state that can be reached, walked from the initial one."""
    seen, todo = {region.initial}, deque([region.initial])
    while todo:
        state = todo.popleft()
        for row in _rows_of(region, state):
            target = _target(region, row, state)
            yield evolve(row, source=state, target=target)
            if target not in seen:
                seen.add(target)
                todo.append(target)


def _rows_of(region: Region, state: str) -> Iterable[Row]:
    """The rows that apply in a machine state; one written for what it remembers goes before a general one."""
    found: dict[str, Row] = {}
    for row in sorted(region.rows, key=lambda row: row.source.count(SEPARATOR)):
        if state == row.source or state.startswith(row.source + SEPARATOR):
            found[row.trigger] = row
    order = {row.trigger: place for place, row in reversed(list(enumerate(region.rows)))}
    return sorted(found.values(), key=lambda row: order[row.trigger])


def _target(region: Region, row: Row, state: str) -> str:
    """Where a row leads from a machine state, with what the new state remembers."""
    if row.target == LEFT:
        return left_behind(state) or region.resume_to
    if row.target == DROP:
        first, middle, rest = [*state.split(SEPARATOR, 2), ""][:3]
        return f"{first}{SEPARATOR}{rest or middle}"
    if row.target not in (*region.side, *region.over):
        return row.target
    if row.target == plain(state):
        return state
    if row.target in region.side and plain(state) in region.side:
        return f"{row.target}{SEPARATOR}{left_behind(state) or NOWHERE}"
    return f"{row.target}{SEPARATOR}{NOWHERE if state == region.initial else state}"


def _check_names(region: Region) -> None:
    known = {region.initial, *region.states}
    used = {part for row in region.rows for part in (*row.source.split(SEPARATOR), row.target)} - {LEFT, DROP}
    for name in sorted({*used, *region.final, *region.side, *region.over} - known):
        raise DefinitionError(f"region {region.id}: unknown state {name!r}")
    for row in region.rows:
        if row.target in (LEFT, DROP) and plain(row.source) not in (*region.side, *region.over):
            raise DefinitionError(f"region {region.id}: {row.source!r} remembers nothing to return to")
        if row.target == region.initial:
            raise DefinitionError(f"region {region.id}: nothing that was reported becomes {region.initial!r}")
    if (region.side or region.over) and region.resume_to not in region.states:
        raise DefinitionError(f"region {region.id}: remembering states need a known state to resume to")


def _check_cells(region: Region) -> None:
    seen: set[tuple[str, str]] = set()
    for row in region.rows:
        if (row.source, row.trigger) in seen:
            raise DefinitionError(f"region {region.id}: two rows for {row.trigger!r} in {row.source!r}")
        seen.add((row.source, row.trigger))


def _check_reach(region: Region, expanded: Region) -> None:
    reached = {plain(state) for state in expanded.machine_states}
    for state in region.states:
        if state not in reached:
            raise DefinitionError(f"region {region.id}: state {state!r} cannot be reached")
    onward = {row.source for row in expanded.rows if row.target != row.source}
    for state in expanded.machine_states:
        if state not in onward and plain(state) not in region.final:
            raise DefinitionError(f"region {region.id}: {state!r} is a dead end that is not marked final")
