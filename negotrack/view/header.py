"""The head of every view: title, days, lens, counts, and a legend of the marks that occur.

Owns: the head. Must not know: what comes beneath it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotrack.engine.moment import Moment
from negotrack.view.layout import GLUE, Line, Page, glued, spread, width_of, wrap
from negotrack.view.words import clean


def head(moment: Moment, page: Page, counts: Iterable[str] = (), *, part: bool = False) -> Iterator[Line]:
    """The title, and under it what is looked at; where only a `part` of it is shown, the counts say that they are of
    the whole.
    """
    scenario = moment.history.scenario
    title: Line = [(clean(scenario.title) or clean(scenario.id), "title")]
    yield from spread(title, [(clean(scenario.id), "dim")] if scenario.title else [], page.width)
    parts = [
        f"as of {moment.as_of or 'no day'}",
        f"as known {moment.as_known or 'no day'}",
        f"lens {clean(moment.lens.name)}",
    ]
    counts = [*counts]
    if part and counts:
        counts[-1] += " in the whole log"
    dot = f"{GLUE}{page.glyphs.dot} "
    yield from wrap([(dot.join(map(glued, [*parts, *counts])), "dim")], page.width)


def counted(number: int, word: str) -> str:
    """`1 report`, `2 reports`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def legend(entries: Iterable[tuple[str, str, str]], page: Page) -> Iterator[Line]:
    """Signs with what they mean, (sign, style, meaning), none of them parted at the end of a line."""
    line: Line = []
    for sign, style, meaning in entries:
        entry: Line = [(sign, style), (f" {meaning}", "dim")]
        if line and width_of(line) + 3 + width_of(entry) > page.width:
            yield line
            line = []
        line = [*line, *([("   ", "")] if line else []), *entry]
    if line:
        yield line
