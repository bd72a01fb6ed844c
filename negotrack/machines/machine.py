"""The machines: `transitions` built from the rows, and the fast step compiled from what was built.

One machine per region is shared by all subjects (`model=None`), since a machine per subject costs three
orders of magnitude in memory. Replay uses the compiled cells; a property test holds both equal everywhere.
Owns: building, compiling, `step`. Must not know: reports, claims, guards' reasons.
"""

from __future__ import annotations

from functools import cache

import transitions

from negotrack.machines.regions import Region, Row
from negotrack.machines.tables import REGIONS
from negotrack.problems import UsageError

Moves = dict[str, str]


@cache
def machine(region_id: str) -> transitions.Machine:
    """The `transitions` machine of a region, for interactive use and diagrams.

    It holds no model: trigger it with `machine(id).events[trigger].trigger(model)` on any object that has a
    settable `state`. Guards are left out: they need the whole scenario and are applied by the engine.
    """
    return build(REGIONS[region_id])


def build(region: Region) -> transitions.Machine:
    """A `transitions` machine with exactly the cells of the rows: no automatic `to_…` transitions."""
    return transitions.Machine(
        model=None,
        states=list(region.machine_states),
        transitions=[{"trigger": row.trigger, "source": row.source, "dest": row.target} for row in region.rows],
        initial=region.initial,
        auto_transitions=False,
        send_event=False,
    )


def compile_moves(region_id: str) -> dict[str, Moves]:
    """trigger -> {source: target}, read back from the built machine, not from the rows."""
    moves: dict[str, Moves] = {}
    for trigger, event in machine(region_id).events.items():
        cells = moves.setdefault(trigger, {})
        for source, found in event.transitions.items():
            cells[source] = str(found[0].dest)
    return moves


#: region id -> trigger -> {source: target}
MOVES: dict[str, dict[str, Moves]] = {region_id: compile_moves(region_id) for region_id in REGIONS}

#: region id -> (source, trigger) -> row, for guards and reasons
ROWS: dict[str, dict[tuple[str, str], Row]] = {
    region.id: {(row.source, row.trigger): row for row in region.rows} for region in REGIONS.values()
}

#: region id -> triggers that some guard watches
GUARDED: dict[str, frozenset[str]] = {
    region.id: frozenset(row.trigger for row in region.rows if row.guard) for region in REGIONS.values()
}


def is_echo(region: Region, moves: Moves, state: str, target: str) -> bool:
    """Whether a cell takes what the state includes already: it stays, though by itself the trigger leads elsewhere.

    Talks that are advanced are also under way; who is bound by a promise has also offered it.
    """
    return target == state and moves.get(region.initial, state) != state


def step(region_id: str, state: str, trigger: str) -> str | None:
    """The next state, or None where the table has no cell. Total over known states and triggers.

    Raises UsageError for a region, state or trigger that does not exist.
    """
    region = REGIONS.get(region_id)
    if region is None:
        raise UsageError(f"no region {region_id!r}; there are {', '.join(REGIONS)}")
    if state not in region.machine_states:
        raise UsageError(f"region {region_id} has no state {state!r}")
    cells = MOVES[region_id].get(trigger)
    if cells is None:
        raise UsageError(f"region {region_id} has no trigger {trigger!r}; it has {', '.join(region.triggers)}")
    return cells.get(state)
