"""The axis, the lines behind all lanes, and the legend.

Owns: ticks with their labels, the line of the day that is asked about, silences, samples of every sign.
Must not know: what lies in the lanes.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.view.page.draw import LETTER, OPEN, SHAPES, WIDE, Painter
from negotrack.view.page.markup import Html, el
from negotrack.view.page.scale import Scale, Silence, Tick

RANK = {"year": 0, "month": 1, "day": 2}
NAMED = 13.0
"""How wide the name of the day that is asked about is, in percent."""
HATCHES = ("plain", "good", "bad")


def definitions() -> Html:
    """The hatches of what is not certain, one a tone."""
    found = [
        el("pattern", el("path", d="M-1 1L1 -1M0 6L6 0M5 7L7 5"), id=f"hatch-{tone}", class_=f"hatch {tone}", width=6,
           height=6, patternUnits="userSpaceOnUse")
        for tone in HATCHES
    ]  # fmt: skip
    return el("svg", el("defs", *found), class_="defs", width=0, height=0, aria_hidden="true")


def axis(painter: Painter) -> Html:
    """The days, years above."""
    scale = painter.scale
    as_of = scale.at(painter.story.as_of.toordinal() + 1)
    ticks = [_tick(tick, shown=shown) for tick, shown in fitting(scale)]
    name = el("text", f"as of {painter.story.as_of}", x=-4, y=11, text_anchor="end")
    line = el("svg", name, x=f"{as_of:.2f}%", overflow="visible", class_="as-of")
    gaps = [_gap(silence) for silence in scale.silences if silence.end < as_of - NAMED]
    return el("svg", *ticks, *gaps, line, class_="track", height=44, aria_hidden="true")


def fitting(scale: Scale) -> list[tuple[Tick, bool]]:
    """Every tick, and whether its label has room: years before months, months before days."""
    taken: list[tuple[float, float, int]] = []
    found = []
    for tick in sorted(scale.ticks(), key=lambda tick: (RANK[tick.unit], -tick.at)):
        row = 0 if tick.unit == "year" else 1
        width = 100 * (len(tick.label) * LETTER + 12) / WIDE
        start, end = (tick.at, tick.at + width) if tick.unit == "year" else (tick.at - width / 2, tick.at + width / 2)
        shown = all(not (start < last and first < end and row == where) for first, last, where in taken)
        if shown:
            taken.append((start, end, row))
        found.append((tick, shown))
    return sorted(found, key=lambda pair: pair[0].at)


def _tick(tick: Tick, *, shown: bool) -> Html:
    if tick.unit == "year":
        parts = [el("text", tick.label, x=3, y=24), el("line", y1=14, y2=44)]
    else:
        parts = [el("text", tick.label, y=37, text_anchor="middle"), el("line", y1=40, y2=44)]
    classes = f"tick {tick.unit}{'' if shown else ' tight'}"
    return el("svg", *parts, x=f"{tick.at:.2f}%", overflow="visible", class_=classes)


def _gap(silence: Silence) -> Html:
    middle = (silence.start + silence.end) / 2
    text = el("text", f"┊ {length(silence.days)} ┊", y=11, text_anchor="middle")
    return el("svg", text, x=f"{middle:.2f}%", overflow="visible", class_="gap")


def length(days: int) -> str:
    """A number of days in the unit in which people say it."""
    if days < 60:
        return f"{days} days"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"


def grid(painter: Painter) -> Html:
    """What goes through all lanes: years, silences, the day that is asked about."""
    scale = painter.scale
    as_of = f"{scale.at(painter.story.as_of.toordinal() + 1):.2f}%"
    parts = [
        el("rect", x=f"{gap.start:.2f}%", width=f"{gap.end - gap.start:.2f}%", y=0, height="100%", class_="gap")
        for gap in scale.silences
    ]
    for tick, shown in fitting(scale):
        if shown:
            place = f"{tick.at:.2f}%"
            parts.append(el("line", x1=place, x2=place, y1=0, y2="100%", class_=tick.unit))
    parts.append(el("rect", x=as_of, width="100%", y=0, height="100%", class_="ahead"))
    parts.append(el("line", x1=as_of, x2=as_of, y1=0, y2="100%", class_="as-of"))
    return el("svg", *parts, class_="grid", aria_hidden="true")


def legend() -> Html:
    """What every sign means."""
    return el("ul", *[el("li", sign, " ", meaning) for sign, meaning in _samples()], class_="legend")


def _samples() -> Iterator[tuple[Html, str]]:
    yield _sample("band plain", "sure"), "a state, from the day on which it is certain"
    yield _sample("band good", "sure"), "something came about"
    yield _sample("band bad", "sure"), "something came to grief"
    yield _sample("band plain", "maybe"), "perhaps already: the day is not certain"
    yield _open(), "open: it may have been earlier still"
    yield _pin("band", "move"), "what moved it"
    yield _pin("band one", "move"), "hollow: rests on one origin ¹"
    yield _pin("band hedged", "move"), "dashed: hedged by its source"
    yield _pin("band disputed", "move"), "disputed, denied or withdrawn"
    yield _pin("mark again", "again"), "said again, nothing moved"
    yield _pin("mark said", "said"), "words, positions, incidents"
    yield _pin("mark anomaly", "anomaly"), "refused by a rule"
    yield _pin("mark held", "held"), "held out by the lens"
    yield _pin("mark retracted", "retracted"), "taken back by its source"
    yield _sample("due", "set"), "scheduled, overdue, or ends"


def _sample(classes: str, inner: str) -> Html:
    part = el("rect", x=1, y=2, width=20, height=10, class_=inner)
    return el("svg", el("g", part, class_=classes), width=22, height=14, aria_hidden="true")


def _open() -> Html:
    part = el("g", el("path", d=OPEN, transform="translate(12 0)"), class_="open")
    return el("svg", el("g", part, class_="band plain"), width=16, height=16, aria_hidden="true")


def _pin(classes: str, shape: str) -> Html:
    part = el("g", el("path", d=SHAPES[shape], transform="translate(9 1)"), class_="pin")
    return el("svg", el("g", part, class_=classes), width=22, height=16, aria_hidden="true")
