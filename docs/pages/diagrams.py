"""State diagrams as pictures: a line a state, a lane a trigger, drawn from the cells and from nothing else.

A lane starts at a dot in each state that the trigger can leave and ends at a diamond in the state that it leads to:
so that a table of sixty cells stays readable, which arrows between boxes do not.
Owns: the drawing. Must not know: what the states mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from attrs import define, field

from docs.pages.cells import LEFT, Cell, cells
from negotrack.machines.regions import Region
from negotrack.machines.tables import DERIVED_TRIGGERS

LINE, LANE, LETTER, TOP, EDGE = 30, 34, 7.3, 140, 16
INK, FAINT, FROM, TO = "#1f2328", "#d0d7de", "#0969da", "#bc4c00"


@define
class Lane:
    """One trigger towards one state: the lines where it starts, and those where it stays."""

    trigger: str
    target: str
    sources: list[str] = field(factory=list)
    stays: list[str] = field(factory=list)
    guarded: bool = False


def diagram(region: Region) -> str:
    """The picture of a region as SVG, with its own background, so that it reads on any page."""
    found = cells(region)
    lanes = sorted(_lanes(found), key=lambda lane: region.triggers.index(lane.trigger))
    states = [region.initial, *region.states, *([LEFT] if any(lane.target == LEFT for lane in lanes) else [])]
    place = {state: TOP + LINE * number for number, state in enumerate(states)}
    left = EDGE + int(max(map(len, states)) * LETTER) + 24
    width, height = left + LANE * len(lanes) + 70, TOP + LINE * len(states) + 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12" role="img">',
        f"<title>{escape(region.id)}: {len(region.states)} states, {len(found)} cells</title>",
        f'<rect width="{width}" height="{height}" rx="6" fill="#ffffff"/>',
        *_lines(region, place, left, width),
        *(part for number, lane in enumerate(lanes) for part in _lane(lane, left + LANE * number + 14, place)),
        _text(EDGE, height - 12, "● leaves · ◆ leads to · ○ stays · * guarded · ! final", "#59636e"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _lanes(found: list[Cell]) -> Iterator[Lane]:
    lanes: dict[tuple[str, str], Lane] = {}
    leading = {(cell.trigger, cell.target) for cell in found if cell.source != cell.target}
    for cell in found:
        stays = cell.source == cell.target
        key = (cell.trigger, cell.target if not stays or (cell.trigger, cell.target) in leading else "")
        lane = lanes.setdefault(key, Lane(*key))
        (lane.stays if stays else lane.sources).append(cell.source)
        lane.guarded |= bool(cell.guard)
    yield from lanes.values()


def _lines(region: Region, place: dict[str, int], left: int, width: int) -> Iterator[str]:
    for state, y in place.items():
        weight = ' font-weight="bold"' if state in region.final else ""
        side = ' font-style="italic"' if state in (*region.side, *region.over, LEFT) else ""
        mark = " !" if state in region.final else ""
        yield _text(EDGE, y + 4, state + mark, INK, weight + side)
        yield f'<path d="M{left} {y}H{width - EDGE}" stroke="{FAINT}"/>'


def _lane(lane: Lane, x: int, place: dict[str, int]) -> Iterator[str]:
    ends = [place[state] for state in (*lane.sources, *lane.stays)] + ([place[lane.target]] if lane.target else [])
    if lane.target:
        yield f'<path d="M{x} {min(ends)}V{max(ends)}" stroke="{FROM}" stroke-width="1.5"/>'
    yield from (f'<circle cx="{x}" cy="{place[state]}" r="4" fill="{FROM}"/>' for state in lane.sources)
    if lane.target:
        y = place[lane.target]
        yield f'<path d="M{x} {y - 6}l6 6l-6 6l-6 -6z" fill="{TO}"/>'
    for state in lane.stays:
        yield f'<circle cx="{x}" cy="{place[state]}" r="8" fill="none" stroke="{TO}" stroke-width="1.5"/>'
    slant = ' font-style="italic"' if lane.trigger in DERIVED_TRIGGERS else ""
    name = lane.trigger + ("*" if lane.guarded else "")
    yield _text(x, TOP - 20, name, INK, f'{slant} transform="rotate(-60 {x} {TOP - 20})"')


def _text(x: int, y: int, text: str, color: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" fill="{color}"{more}>{escape(text)}</text>'
