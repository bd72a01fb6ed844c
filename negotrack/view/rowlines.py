"""Rows as lines: what stands beside the spine for one row of the timeline.

Owns: the columns of the timeline, the sign, story, change and source of a row, and what hangs beneath it.
Must not know: how rows came about (rows), how days follow one another (spine).
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from negotrack.model.sources import SourceChain
from negotrack.view.glyphs import Glyphs, state_style
from negotrack.view.layout import Line, Page, Piece, beside, glued, indented, padded, wrap
from negotrack.view.rows import Beneath, Row
from negotrack.view.words import Wording, clean, plain_state

DATE = 12
NARROW = 60
WIDE = 120
LIGHT = ("said", "again", "held", "retracted")
GREY = ("held", "retracted")
BAD = ("disputed", "denied", "withdrawn")


@frozen(kw_only=True)
class Frame:
    """The columns of a page: the date, the spine, the text; of it the story, the change and whose word it is.

    `whose` and `change` are 0 on pages where these stand beneath the story.
    """

    page: Page
    date: int
    text: int
    story: int
    change: int = 0
    whose: int = 0

    @property
    def wide(self) -> bool:
        """Whether change and chain stand beside the story."""
        return self.whose > 0


def frame_of(page: Page) -> Frame:
    """The columns for a page."""
    left = DATE if page.width >= NARROW else 0
    text = page.width - left - (3 if left else 2)
    if page.width < WIDE:
        return Frame(page=page, date=left, text=text, story=text)
    change, whose = min(text * 22 // 100, 36), text * 34 // 100
    return Frame(page=page, date=left, text=text, story=text - change - whose - 4, change=change, whose=whose)


def margin(frame: Frame, label: str = "", sign: str = "", style: str = "spine") -> Line:
    glyphs = frame.page.glyphs
    left: Line = padded([(label, "dim")], frame.date + 1) if frame.date else []
    return [*left, (sign or glyphs.spine, style if sign else "spine"), (" ", "")]


def row_lines(
    row: Row, shared: int, label: str, frame: Frame, words: Wording, above: SourceChain | None = None
) -> Iterator[Line]:
    """The lines of a row; `shared` links of its chain, or all of them where the row `above` has the same, are
    said above it; `label` stands in the date column.
    """
    sign, style = _sign(row, frame)
    if row.chain is not None and row.chain == above and frame.wide:
        shared = len(row.chain.links)
    lines = _texts(row, shared, frame, words, "" if frame.date else label)
    yield from indented(lines, margin(frame, label if frame.date else "", sign, style), margin(frame))


def _sign(row: Row, frame: Frame) -> tuple[str, str]:
    glyphs = frame.page.glyphs
    match row.weight:
        case "anomaly":
            return glyphs.anomaly, "bad"
        case "held" | "retracted":
            return glyphs.held, "dim"
        case "move" | "clock" | "again":
            return glyphs.sign(row.kind, certain=row.certain), row.kind
        case "said":
            return glyphs.sign(row.kind, certain=row.certain), row.kind if row.kind in ("incident", "claim") else "dim"


def _texts(row: Row, shared: int, frame: Frame, words: Wording, label: str) -> Iterator[Line]:
    story, change, whose = _story(row, frame), _change(row, frame, words), _whose(row, shared, frame, words, label)
    light = row.weight in LIGHT
    if frame.wide:
        right = list(beside(wrap(change, frame.change), wrap(whose, frame.whose), frame.change))
        left = [*wrap(story, frame.story), *(line for below in row.beneath for line in _beneath(below, frame))]
        yield from beside(left, right, frame.story)
        return
    if light:
        yield from wrap([*story, ("  ", ""), *whose], frame.text)
    else:
        yield from wrap(story, frame.text)
        second = [*change, *([("  ", "")] if change else []), *whose]
        yield from indented(wrap(second, frame.text - 2), [("  ", "")], [("  ", "")])
    for beneath in row.beneath:
        yield from _beneath(beneath, frame)


def _story(row: Row, frame: Frame) -> list[Piece]:
    """Who moved what."""
    grey = row.weight in GREY
    story: list[Piece] = [(row.said.lead, "dim" if grey else "" if row.weight in LIGHT else "lead")]
    if row.said.content:
        story.append((f": {row.said.content}", "dim" if grey else ""))
    if row.quote:
        story.append((f" {frame.page.glyphs.open_quote}{row.quote}{frame.page.glyphs.close_quote}", "quote"))
    return story


def _change(row: Row, frame: Frame, words: Wording) -> list[Piece]:
    """From which state to which, and what starts with it."""
    if row.change is None:
        return []
    change = changed(row.change, frame.page.glyphs)
    for state, parties in row.begins.items():
        who = f" ({words.parties(parties)})" if all(parties) and len(parties) > 1 else ""
        change.append((f", {state}{who}", ""))
    return change


def changed(change: tuple[str, str], glyphs: Glyphs) -> list[Piece]:
    """From one state to another."""
    source, target = change
    return [(glued(f"{plain_state(source)} {glyphs.arrow} "), "dim"), (plain_state(target), state_style(target))]


def _whose(row: Row, shared: int, frame: Frame, words: Wording, label: str) -> list[Piece]:
    """On whose word: the chain that the heading does not say, the marks, the statement."""
    glyphs = frame.page.glyphs
    parts: list[Piece] = []
    if row.chain is not None and frame.wide and not shared:
        parts.append((words.chain(row.chain), "report"))
    elif row.chain is not None and (rest := words.chain(row.chain, shared)):
        parts.append((f"< {rest}" if shared else rest, "dim"))
    parts += [(f"[{mark}]", "bad" if mark in BAD else "mark") for mark in (*row.marks, *filter(None, (label,)))]
    small = glyphs.presumed if row.presumed else ""
    if row.status == "confirmed":
        parts.append((glyphs.confirmed + small, "good"))
    elif row.origins:
        parts.append((glyphs.origins(row.origins) + small, "mark"))
    elif small:
        parts.append((small, "mark"))
    name = clean(row.statement)
    parts.append((name.removeprefix(clean(row.report)) if shared else name, "dim"))
    pieces: list[Piece] = []
    for text, style in parts:
        pieces += [(" ", ""), (text, style)] if pieces else [(text, style)]
    return pieces


def _beneath(line: Beneath, frame: Frame) -> Iterator[Line]:
    glyphs = frame.page.glyphs
    sign, style = {
        "follows": (glyphs.follows, ""), "against": (glyphs.no, ""), "also": ("+", "dim"),
        "because": (glyphs.dash, "faint"), "waits": (glyphs.follows, "condition"),
    }[line.kind]  # fmt: skip
    pieces: list[Piece] = []
    if line.change is not None:
        pieces += [(f"{line.text} ", style), *changed(line.change, glyphs)]
    else:
        pieces.append((line.text, style or "dim"))
    if line.reason:
        pieces.append((f" {glyphs.dash} {line.reason}", "faint"))
    if line.kind in ("against", "also"):
        pieces.append((f" {clean(line.id)}", "dim"))
    first: Line = [("  ", ""), (sign, "bad" if line.kind == "against" else style or "dim"), (" ", "")]
    yield from indented(wrap(pieces, frame.story - 4), first, [("    ", "")])
