"""Movement for people: shifts in order of event, figures over time, gaps, ladders.

Owns: its sections and their words. Must not know: what counts as movement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negotrack.engine.moment import Moment
from negotrack.model.truth import Truth
from negotrack.queries.movement import Movement, Shift
from negotrack.queries.positions import Ladder, PositionGap, TermLine
from negotrack.view.days import span
from negotrack.view.header import head
from negotrack.view.layout import Build, Line, Page, Piece, View
from negotrack.view.listing import Section, name, noted, sections, sources, state
from negotrack.view.turns import doubt_marks
from negotrack.view.words import Wording, clean, figure_words, plain_state

Wanted = Callable[[str], bool]
_STYLES = {"concession": "good", "hardening": "bad", "unclear": "mark"}
_MET = {Truth.TRUE: ("met by it", "good"), Truth.FALSE: ("not met by it", "bad"), Truth.UNKNOWN: ("unclear", "mark")}
_RUNG = "– "


def movement_view(
    found: Movement, moment: Moment, *, wanted: Wanted = lambda subject: True, ascii_only: bool | None = None
) -> View:
    """Who moved, of the subjects that are wanted."""
    return View(lambda: _parts(found, moment, wanted), ascii_only=ascii_only)


def _parts(found: Movement, moment: Moment, wanted: Wanted) -> Iterator[Build]:
    words = Wording(moment.history.scenario)

    def top(page: Page) -> Iterator[Line]:
        yield from head(moment, page, [f"since {found.since}"] if found.since else ())
        yield []

    yield top
    shown = [section for section in _sections(found, words, wanted) if section.rows]
    yield from sections([*noted(found.note), *shown])
    if not any(wanted(shift.subject) for shift in found.shifts):
        yield lambda page: [[("Nobody moved.", "")]]


def _sections(found: Movement, words: Wording, wanted: Wanted) -> Iterator[Section]:
    tally = found.tally if all(wanted(shift.subject) for shift in found.shifts) else ()
    yield Section(
        title="Who moved",
        rows=[
            [[(words.party(party), "lead"), (f"  {concessions} conceding, {hardenings} hardening", "")]]
            for party, concessions, hardenings in tally
        ],
    )
    yield Section(title="Shifts", rows=[_shift(shift, words) for shift in found.shifts if wanted(shift.subject)])
    yield Section(title="Figures over time", rows=[_line(line) for line in found.terms if wanted(line.subject)])
    gaps = [gap for gap in found.gaps if wanted(gap.demand) or wanted(gap.source)]
    yield Section(title="Demanded and offered", rows=[_gap(gap) for gap in gaps])
    ladders = [ladder for ladder in found.ladders if any(wanted(rung.demand) for rung in ladder.rungs)]
    yield Section(
        title="Ladders", hint="interim demands to a final one", rows=[_ladder(ladder, words) for ladder in ladders]
    )


def _shift(shift: Shift, words: Wording) -> list[Line]:
    first: Line = [
        (f"{span(shift.when)}  ", "day"),
        (words.parties(shift.parties, "nobody's own act"), "lead" if shift.parties else "dim"),
        ("  ", ""),
        (shift.direction, _STYLES[shift.direction]),
        ("  ", ""),
        *name(shift.subject, words.subject(shift.subject), shift.kind),
    ]
    second: Line = [(plain_state(shift.trigger), ""), (": ", "dim"), *_change(shift)]
    if shift.by_rule:
        second.append(("  follows by rule", "dim"))
    second.extend(doubt_marks(shift.doubts))
    return [first, second, sources([shift.statement] if shift.statement else [])]


def _change(shift: Shift) -> list[Piece]:
    if not shift.key:
        return [state(shift.source), (" to ", "dim"), state(shift.target)]
    apart = figure_words(shift.least if shift.least == shift.most else f"{shift.least} to {shift.most}")
    by = f", by {apart} {clean(shift.unit)}" if shift.least and shift.most != "0" else ""
    return [(f"{clean(shift.key)} {figure_words(shift.before)} to {figure_words(shift.after)}{by}", "")]


def _line(line: TermLine) -> list[Line]:
    rows: list[Line] = [[*name(line.subject, style=line.kind), (f"  {clean(line.key)}: {clean(line.text)}", "")]]
    for figure in line.figures:
        change = "" if figure.change == "first" else f"  {figure.change}"
        where = clean(figure.statement) or "as declared"
        rows.append([(f"{span(figure.when)}  ", "day"), (figure_words(figure.quantity), "state"), (change, ""),
                     (f"  {where}", "report")])  # fmt: skip
    return rows


def _gap(gap: PositionGap) -> list[Line]:
    met, style = _MET[gap.met]
    if gap.least is None or gap.most is None:
        apart = "in units that do not convert"
    else:
        distance = f"{gap.least:f}" if gap.least == gap.most else f"{gap.least:f} to {gap.most:f}"
        apart = f"{figure_words(distance)} {clean(gap.unit)} apart"
    return [
        [(clean(gap.demand), "demand"), (f"  {clean(gap.key)} {figure_words(gap.demanded)}", ""), ("  and  ", "dim"),
         (clean(gap.source), "commitment"), (f"  {figure_words(gap.offered)}  ", ""), state(gap.source_state)],
        [(f"{apart}; ", ""), (met, style)],
    ]  # fmt: skip


def _ladder(ladder: Ladder, words: Wording) -> list[Line]:
    rows: list[Line] = [name(ladder.final, words.subject(ladder.final), "demand")]
    for rung in ladder.rungs:
        pieces: Line = [
            ("  " * rung.depth + _RUNG, "dim"),
            (clean(rung.demand), "lead"),
            ("  ", ""),
            state(rung.stance),
        ]
        for party, response in rung.responses:
            pieces += [(f"  {words.party(party) if party else ''} ", "dim"), state(response)]
        pieces += [("  ", ""), state(rung.fulfilment)]
        marks = ["met with the final one"] * rung.implied + [f"variant of {clean(rung.variant_of)}"] * bool(
            rung.variant_of
        )
        rows.append([*pieces, (f"  ({', '.join(marks)})", "dim")] if marks else pieces)
    return rows
