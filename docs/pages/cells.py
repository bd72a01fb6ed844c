"""The rows of a region as people name them: side states once, with what a return leads to.

Owns: folding the expanded rows back. Must not know: how a page shows them.
"""

from __future__ import annotations

from attrs import frozen

from negotrack.machines.regions import Region, Row, left_behind, plain

LEFT = "(the state that was left)"


@frozen(kw_only=True)
class Cell:
    """One cell between plain states. `only` are the states left for which it exists; empty: any."""

    source: str
    trigger: str
    target: str
    guard: str = ""
    reason: str = ""
    only: tuple[str, ...] = ()


def cells(region: Region) -> list[Cell]:
    """Every cell of a region, by source in the order of the states and then by trigger."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in region.rows:
        groups.setdefault((plain(row.source), row.trigger), []).append(row)
    order = [region.initial, *region.states]
    found = [_cell(region, source, trigger, rows) for (source, trigger), rows in groups.items()]
    return sorted(found, key=lambda cell: (order.index(cell.source), region.triggers.index(cell.trigger)))


def _cell(region: Region, source: str, trigger: str, rows: list[Row]) -> Cell:
    targets = dict.fromkeys(plain(row.target) for row in rows)
    target = next(iter(targets))
    if len(targets) > 1:
        assert all(plain(row.target) == plain(left_behind(row.source) or region.resume_to) for row in rows), rows
        target = LEFT
    own = [state for state in region.machine_states if plain(state) == source]
    partly = len(rows) < len(own)
    only = dict.fromkeys(plain(left_behind(row.source) or "") for row in rows) if partly else ()
    return Cell(
        source=source, trigger=trigger, target=target, guard=rows[0].guard, reason=rows[0].reason, only=tuple(only)
    )
