"""The page of the machines: every region with its states, its picture and its rows."""

from __future__ import annotations

from docs.pages.cells import Cell, cells
from docs.pages.markdown import code, codes, page, table
from negotrack.machines.regions import Region
from negotrack.machines.tables import DERIVED_TRIGGERS, REGIONS

PICTURES = "machines"
_HEAD = """\
Each subject of a log has one or more regions, and each region one state. These tables are the whole of what moves
them: in the state under "from", the trigger leads to the state under "to", if the guard allows it. What has no row
is refused: it changes nothing and is kept as an anomaly. The rows are `negotrack/machines/tables.py`; what one
region does to another stands under [couplings](couplings.md), and which verb of a statement pulls which trigger
under [verbs](verbs.md).

Every region starts `unreported` (a source's towards a claim: `silent`). States marked final are the end of a matter;
where a row leads out of one, it was reopened, and the reason says how. A side state remembers the state that was
left and resumes to it."""
_PER = {
    "": "one per {kind}",
    "addressee": "one per addressee of a demand; with several, named `response.PARTY`",
    "party": "one per party of an instrument, named `party.PARTY`",
    "source": "one per source of a claim",
}


def machines_page() -> str:
    """The page."""
    return page("Machines", _HEAD, *(part for region in REGIONS.values() for part in _region(region)))


def _region(region: Region) -> list[str]:
    facts = [
        f"- region: {code(region.name)}, {_PER[region.per].format(kind=region.kind)}",
        f"- states: {codes((region.initial, *region.states))}",
    ]
    if region.final:
        facts.append(f"- final: {codes(region.final)}")
    if region.side:
        facts.append(f"- side states: {codes(region.side)}; from an unknown state they resume to `{region.resume_to}`")
    if region.over:
        facts.append(f"- remembers what it covers: {codes(region.over)}")
    derived = [trigger for trigger in region.triggers if trigger in DERIVED_TRIGGERS]
    if derived:
        facts.append(f"- by a rule or the clock, never by a statement: {codes(derived)}")
    picture = f"![The states of {region.id} and the triggers between them]({PICTURES}/{region.id}.svg)"
    return [f"## {region.id}", "\n".join(facts), picture, _rows(cells(region))]


def _rows(found: list[Cell]) -> str:
    return table(("from", "trigger", "to", "guard", "reason"), map(_row, found))


def _row(cell: Cell) -> tuple[str, ...]:
    only = f" that left {codes(cell.only)}" if cell.only else ""
    target = cell.target if cell.target.startswith("(") else code(cell.target)
    guard = f"[{cell.guard}](couplings.md#guards)" if cell.guard else ""
    return code(cell.source) + only, code(cell.trigger), target, guard, cell.reason
