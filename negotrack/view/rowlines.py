"""Rows as lines: what stands beside the spine for one row of the timeline.

Owns: the columns of the timeline, the sign, story, change and source of a row, and what hangs beneath it.
Must not know: how rows came about (rows), how days follow one another (spine).
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from negotrack.view.layout import Line, Page, Piece, beside, indented, padded, wrap
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
    """The columns of a page: the date, the spine, the text, and on wide pages whose word it is."""

    page: Page
    date: int
    text: int
    story: int

    @property
    def wide(self) -> bool:
        """Whether the chain stands beside the story."""
        return self.story < self.text


def frame_of(page: Page) -> Frame:
    """The columns for a page."""
    left = DATE if page.width >= NARROW else 0
    text = page.width - left - (3 if left else 2)
    story = text * 3 // 5 if page.width >= WIDE else text
    return Frame(page=page, date=left, text=text, story=story)


def margin(frame: Frame, label: str = "", sign: str = "", style: str = "spine") -> Line:
    glyphs = frame.page.glyphs
    left: Line = padded([(label, "dim")], frame.date + 1) if frame.date else []
    return [*left, (sign or glyphs.spine, style if sign else "spine"), (" ", "")]


def row_lines(row: Row, shared: int, label: str, frame: Frame, words: Wording) -> Iterator[Line]:
    """The lines of a row; `shared` links of its chain are said above it, `label` stands in the date column."""
    sign, style = _sign(row, frame)
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
        left = [*story, *([("   ", ""), *change] if change else [])]
        yield from beside(wrap(left, frame.story), wrap(whose, frame.text - frame.story - 2), frame.story)
    elif light:
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
    source, target = map(plain_state, row.change)
    change: list[Piece] = [(f"{source} {frame.page.glyphs.arrow} ", "dim"), (target, "state")]
    for state, parties in row.begins.items():
        who = f" ({words.parties(parties)})" if all(parties) and len(parties) > 1 else ""
        change.append((f", {state}{who}", ""))
    return change


def _whose(row: Row, shared: int, frame: Frame, words: Wording, label: str) -> list[Piece]:
    """On whose word: the chain that the heading does not say, the marks, the statement."""
    glyphs = frame.page.glyphs
    parts: list[Piece] = []
    if row.chain is not None and (rest := words.chain(row.chain, shared)):
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
        "follows": (glyphs.follows, ""), "against": (glyphs.no, "bad"), "also": ("+", "dim"),
        "because": (glyphs.dash, "faint"), "waits": (glyphs.follows, "condition"),
    }[line.kind]  # fmt: skip
    pieces: list[Piece] = []
    if line.change is not None:
        source, target = map(plain_state, line.change)
        pieces += [(f"{line.text} {source} {glyphs.arrow} ", style), (target, "state")]
    else:
        pieces.append((line.text, style or "dim"))
    if line.reason:
        pieces.append((f" {glyphs.dash} {line.reason}", "faint"))
    if line.kind in ("against", "also"):
        pieces.append((f" {clean(line.id)}", "dim"))
    first: Line = [("  ", ""), (sign, style or "dim"), (" ", "")]
    yield from indented(wrap(pieces, frame.story - 4), first, [("    ", "")])
