"""Lanes as pictures: bands and marks in SVG, placed in percents, so that a page shows them at any width.

Owns: where things lie in a lane and how they look by class. Must not know: how lanes came about, colours.
Nothing here needs a script: what does not fit is hidden by class, and a script may show more when there is room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from negotrack.engine.results import Since
from negotrack.queries.dues import Due
from negotrack.view.days import span
from negotrack.view.glyphs import UNICODE, state_style
from negotrack.view.page.markup import Child, Html, el, joined, own
from negotrack.view.page.scale import Scale
from negotrack.view.page.story import Story
from negotrack.view.page.tracks import Band, Group, Lane, Mark
from negotrack.view.rows import Row
from negotrack.view.words import due_words, plain_state

WIDE, LETTER = 900, 6.4
"""How wide the picture is taken to be, and a letter of a label, in pixels: a page cannot measure without a script."""
BAND, MARK, DUE = 20, 13, 18
STUB = 3.0
"""How far an open end reaches, in percent: it could have been any day before."""
APART = 1.5
"""How far apart two marks in a row must be, in percent."""
MOST_ROWS = 12
"""Marks of one day are put one below the other up to here, then one upon the other: lanes stay lanes."""
STACK = 9


@frozen
class Reach:
    """Where something lies: perhaps from `first`, surely from `sure`, until `end`, in percent."""

    first: float
    sure: float
    end: float


@frozen(kw_only=True)
class Painter:
    """Draws lanes on one scale."""

    story: Story
    scale: Scale

    def group(self, group: Group) -> Html:
        """The lanes of a kind, which can be folded away."""
        silent: list[Html] = []
        if group.silent:
            names = joined(part for name in group.silent for part in (own(name), "; "))
            silent = [el("p", "Nothing reported of: ", Html(names.text.removesuffix("; ")), class_="silent")]
        lanes = [self.lane(lane) for lane in group.lanes]
        count = el("span", f" {len(group.lanes) or ''}", class_="count")
        return el("details", el("summary", group.name, count), *lanes, *silent, class_="group", open=True)

    def lane(self, lane: Lane) -> Html:
        """A label and what happened beside it."""
        return el("div", self._label(lane), self._track(lane), class_=f"lane {lane.kind} deep{min(lane.depth, 1)}")

    def _label(self, lane: Lane) -> Html:
        sign = el("span", UNICODE.sign(lane.kind), class_="sign", aria_hidden="true")
        parts: list[Child] = [el("span", sign, " ", own(lane.text), class_="what"), " "]
        now: list[Child] = [el("span", own(lane.now), class_="now"), " "] if lane.now else []
        note: list[Child] = [own(lane.note), " "] if lane.note else []
        parts.append(el("span", *now, *note, el("code", lane.id) if lane.id else "", class_="note"))
        return el("div", *parts, class_="label")

    def _track(self, lane: Lane) -> Html:
        drawn: list[Html] = []
        top = 3
        for bands in lane.bands:
            drawn.extend(self._bands(bands, lane, top))
            top += BAND
        packed = list(self._packed(lane.marks))
        drawn.extend(self._mark(mark, top + place * MARK) for place, mark in packed)
        top += MARK * (1 + max((place for place, _ in packed), default=-1))
        for due in lane.dues:
            drawn.append(self._due(due, top))
            top += DUE
        name = f"{lane.text}: {lane.now}" if lane.now else lane.text
        return el("svg", *drawn, class_="track", height=top + 4, role="group", aria_label=name)

    def reach(self, start: Since, until: Since | None, *, lasts: bool = True) -> Reach:
        """Where a state lies that began on some day and lasted until the next one did."""
        sure = self.scale.at(start.latest.toordinal()) if start.latest else 100.0
        if start.earliest is None:  # as far back as the day that is asked about, since it may have been by then
            first = max(min(sure, self.scale.at(self.story.as_of.toordinal() + 1)) - STUB, 0.0)
        else:
            first = self.scale.at(start.earliest.toordinal())
        if until is None:
            end = self.scale.at(self.story.as_of.toordinal() + 1)
        elif until.earliest is None:
            end = max(self.scale.at(until.latest.toordinal()) - STUB, 0.0) if until.latest else sure
        else:
            end = self.scale.at(until.earliest.toordinal())
        return Reach(first, sure, max(end, sure) if lasts else sure)

    def _bands(self, bands: Sequence[Band], lane: Lane, top: int) -> Iterator[Html]:
        before, here, stacked = 0.0, -1.0, 0
        for number, band in enumerate(bands):
            reach = self.reach(band.start, band.until, lasts=band.lasts)
            following = self.reach(bands[number + 1].start, None).first if number + 1 < len(bands) else 100.0
            stacked = stacked + 1 if reach.sure == here else 0
            yield self._band(band, lane, top, reach, (before, following), stacked * STACK)
            before, here = max(reach.end, reach.sure), reach.sure

    def _band(
        self, band: Band, lane: Lane, top: int, reach: Reach, room: tuple[float, float], shift: int
    ) -> Html:  # fmt: skip
        row = band.row
        direct = row is not None and row.subject == lane.id and row.change is not None and row.change[1] == band.state
        words = f"{band.name}: " if band.name else ""
        words += plain_state(band.state) + (suffix(row) if row is not None and direct else "")
        parts = [el("title", tooltip(band, row, words))]
        if reach.sure > reach.first:
            parts.append(_rect(reach.first, reach.sure, top, class_="maybe"))
        if band.start.earliest is None:
            parts.append(_at(reach.first, top, el("path", d=OPEN), class_="open"))
        if reach.end > reach.sure:
            parts.append(_rect(reach.sure, reach.end, top, class_="sure"))
        if row is not None:  # what began before the period asked for has no beginning in it
            parts.append(_at(min(reach.sure, 99.0), top, _shape("move", shift), class_="pin"))
        parts.append(_label_of(words, reach, top, room, lasts=band.lasts, shift=shift))
        tone = state_style(band.state).removeprefix("state-").replace("state", "plain")
        return self._pointing(row, parts, f"band {tone} {doubt(row) if direct else 'rule'}", words)

    def _packed(self, marks: Sequence[Mark]) -> Iterator[tuple[int, Mark]]:
        """Each mark with the row in which it has room."""
        ends: list[float] = []
        for mark in sorted(marks, key=lambda mark: self.reach(mark.when, None).sure):
            reach = self.reach(mark.when, None)
            start = min(reach.first, reach.sure)
            place = next((n for n, end in enumerate(ends) if start - end >= APART), min(len(ends), MOST_ROWS - 1))
            ends[place : place + 1] = [reach.sure]
            yield place, mark

    def _mark(self, mark: Mark, top: int) -> Html:
        reach = self.reach(mark.when, None)
        parts = [el("title", f"{mark.row.said}, {span(mark.when)}")]
        if reach.sure > reach.first:
            parts.append(_rect(reach.first, reach.sure, top + 4, 4, class_="maybe"))
        if mark.when.earliest is None:
            parts.append(_at(reach.first, top - 2, el("path", d=OPEN), class_="open"))
        parts.append(_at(min(reach.sure, 99.0), top, _shape(mark.shape, 0), class_="pin"))
        return self._pointing(mark.row, parts, f"mark {mark.shape} {doubt(mark.row)}", str(mark.row.said))

    def _due(self, due: Due, top: int) -> Html:
        words, when = due_words(due), due.when
        if not due.dated:
            first = last = self.scale.at(self.story.as_of.toordinal() + 1)
        else:
            first = self.scale.at((when.earliest or when.latest or self.story.as_of).toordinal())
            last = self.scale.at((when.latest or when.earliest or self.story.as_of).toordinal() + 1)
        said = f"{words}, {span(when)}" if due.dated and due.what != "postponed" else words
        parts = [
            el("title", said), _rect(first, last, top, 12, class_="set"),
            el("svg", el("text", words, x=-5, y=10, text_anchor="end"), x=f"{first:.2f}%", y=top, overflow="visible"),
        ]  # fmt: skip
        return self._pointing(self.story.heard.get(due.statement), parts, f"due {due.what}", said)

    def _pointing(self, row: Row | None, parts: Sequence[Html], classes: str, name: str) -> Html:
        """Parts that lead to the row that tells of them."""
        anchor = self.story.anchor(row)
        if anchor is None:
            return el("g", *parts, class_=classes.strip())
        return el("a", *parts, href=f"#{anchor}", class_=f"{classes.strip()} item", aria_label=name)


def suffix(row: Row) -> str:
    """The marks of a row as they stand behind a state: ✓ or the number of origins, hedged, disputed."""
    shown = UNICODE.confirmed if row.status == "confirmed" else UNICODE.origins(row.origins) if row.origins else ""
    doubts = [mark for mark in row.marks if mark in ("hedged", "disputed", "denied", "withdrawn")]
    return (f" {shown}" if shown else "") + "".join(f" [{mark}]" for mark in doubts)


def doubt(row: Row | None) -> str:
    """The classes of what makes a row doubtful."""
    if row is None:
        return ""
    found = ["disputed"] if row.status in ("disputed", "denied", "withdrawn") else []
    found += ["hedged"] if "hedged" in row.marks else []
    found += ["one"] if row.status == "reported" else []
    return " ".join([*found, "vague"] if not row.certain else found)


def tooltip(band: Band, row: Row | None, words: str) -> str:
    """What is shown when a pointer rests on a band."""
    when = span(band.start)
    return f"{words}, {when}" if row is None else f"{words}, {when}: {row.said}"


def _label_of(
    words: str, reach: Reach, top: int, room: tuple[float, float], *, lasts: bool, shift: int
) -> Html:  # fmt: skip
    """The state in words: within its band, or before it where it has no room and nothing is there."""
    width = 100 * (len(words) * LETTER + 14 + shift) / WIDE
    end = min(reach.end, room[1]) if lasts and reach.end > reach.sure else room[1]
    extent, free = max(end - reach.sure, 0.0), reach.first - room[0]
    places = {"data_first": reach.first, "data_sure": reach.sure, "data_share": extent, "data_free": free}
    if extent < 2 * width and free >= width:
        text = el("text", words, x=-8, y=12, text_anchor="end", class_="name")
        return el("svg", text, x=f"{reach.first:.2f}%", y=top, height=16, class_="room before", **places)
    text = el("text", words, x=9 + shift, y=12, class_="name")
    tight = "" if extent >= width else " tight"
    return el(
        "svg", text, x=f"{reach.sure:.2f}%", y=top, width=f"{extent:.2f}%", height=16, class_=f"room{tight}", **places
    )


def _rect(first: float, last: float, top: int, height: int = 16, *, class_: str) -> Html:
    return el(
        "rect", x=f"{first:.2f}%", width=f"{max(last - first, 0.15):.2f}%", y=top, height=height, class_=class_
    )  # fmt: skip


def _at(place: float, top: int, shape: Html, *, class_: str) -> Html:
    return el("svg", shape, x=f"{place:.2f}%", y=top, overflow="visible", class_=class_)


SHAPES = {
    "move": "M0 1.5V14.5L6.5 8Z",
    "again": "M-4 6L0 2L4 6L0 10Z",
    "said": "M-3 3H3V9H-3Z",
    "anomaly": "M-4 2L4 10M4 2L-4 10",
    "held": "M-3.5 6H3.5M0 2.5V9.5",
    "retracted": "M-4 6H4",
}
"""The signs, around the point where something happened."""


OPEN = "M-1 4L-5 8L-1 12"
"""The sign of a start that is open."""


def _shape(name: str, shift: int) -> Html:
    return el("path", d=SHAPES[name], transform=f"translate({shift} 0)" if shift else None)
