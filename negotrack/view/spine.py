"""The timeline by time: a spine of days with rows beside it.

Owns: how rows become lines on the spine. Must not know: how rows came about (rows), columns as such (layout).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from attrs import frozen

from negotrack.engine.history import Moment
from negotrack.model.dates import FAR_FUTURE, LAST_DAY
from negotrack.model.intervals import WEEKDAYS
from negotrack.queries.next_moves import Due, dues
from negotrack.view.header import counted, head, legend
from negotrack.view.layout import Build, Line, Page, Piece, beside, indented, padded, spread, wrap
from negotrack.view.rows import Beneath, Choice, Row, Rows, chosen
from negotrack.view.words import Wording, clean, plain_state, short_span, span

DATE = 12
NARROW = 60
WIDE = 120
LIGHT = ("said", "again", "held", "retracted")


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


def spine_of(moment: Moment, choice: Choice, *, today: date | None, header: bool) -> Iterator[Build]:
    """The parts of the timeline: the head, then a day at a time, then what lies ahead."""
    source = Rows(moment)
    rows = chosen(source.build(), choice, source)
    if header:
        yield lambda page: _head(moment, rows, page)
    as_of = moment.as_of or LAST_DAY
    past = [row for row in rows if row.day <= as_of.toordinal()]
    before: int | None = None
    for day, group in groupby(past, key=lambda row: row.day):
        together, previous = list(group), before
        yield lambda page, d=day, g=together, p=previous: _day(d, g, p, page, source.words)  # type: ignore[misc]
        before = day
    ahead = [due for due in dues(moment) if _wanted(due, choice, moment)]
    later = [row for row in rows if row.day > as_of.toordinal()]
    yield lambda page: _today(moment, today, before, ahead, page, source.words)
    for day, group in groupby(later, key=lambda row: row.day):
        together = list(group)
        yield lambda page, d=day, g=together: _day(d, g, None, page, source.words)  # type: ignore[misc]


def _wanted(due: Due, choice: Choice, moment: Moment) -> bool:
    if choice.subjects and due.subject not in choice.subjects:
        return False
    last = due.when.latest or due.when.earliest
    if choice.until and last and last > choice.until:
        return False
    involved = moment.history.scenario.involved(due.subject)
    return not choice.parties or bool(set(choice.parties) & set(involved))


def _head(moment: Moment, rows: Sequence[Row], page: Page) -> Iterator[Line]:
    history = moment.history
    origins = {voice.origin.key for voice in history.record.by_id.values()}
    counts = [
        counted(len(history.reports), "report"), counted(len(history.record.by_id), "statement"),
        counted(len(origins), "origin"),
    ]  # fmt: skip
    yield from head(moment, page, counts)
    yield from legend(_legend(rows, page), page)
    if not rows:
        yield [("Nothing was reported that fits.", "dim")]
    yield []


def _legend(rows: Sequence[Row], page: Page) -> Iterator[tuple[str, str, str]]:
    glyphs = page.glyphs
    signs: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.weight in ("move", "clock", "again"):
            sign = glyphs.sign(row.kind)
            kinds = signs.get(sign, ("", ""))[0].split(", ")
            names = [k for k in (*kinds, row.kind) if k]
            signs[sign] = (", ".join(dict.fromkeys(names)), row.kind)
    yield from ((sign, style if "," not in names else "lead", names) for sign, (names, style) in signs.items())
    if any(not row.certain for row in rows):
        yield glyphs.hollow["talks"], "lead", "hollow: day not certain"
    weights = {row.weight for row in rows}
    if "anomaly" in weights:
        yield glyphs.anomaly, "bad", "refused by a rule"
    if "held" in weights:
        yield glyphs.held, "dim", "held out by the lens"
    if any(row.status == "confirmed" for row in rows):
        yield glyphs.confirmed, "good", "confirmed by a side itself"
    if any(row.status == "reported" for row in rows):
        yield glyphs.origins(1), "mark", "rests on one origin"


def _day(day: int, rows: Sequence[Row], previous: int | None, page: Page, words: Wording) -> Iterator[Line]:
    frame = frame_of(page)
    yield from _gap(previous, day, frame)
    yield _day_line(day, rows, frame)
    for _, group in groupby(sorted(rows, key=lambda row: row.order), key=lambda row: row.report):
        yield from _report(list(group), day, frame, words)


def _margin(frame: Frame, label: str = "", sign: str = "", style: str = "spine") -> Line:
    glyphs = frame.page.glyphs
    left: Line = padded([(label, "dim")], frame.date + 1) if frame.date else []
    return [*left, (sign or glyphs.spine, style if sign else "spine"), (" ", "")]


def _gap(previous: int | None, day: int, frame: Frame) -> Iterator[Line]:
    if previous is None or day - previous < 2 or day >= FAR_FUTURE:
        if previous is not None:
            yield _margin(frame)
        return
    days = day - previous
    text = (
        counted(days, "day")
        if days < 60
        else counted(days // 30, "month")
        if days < 730
        else counted(days // 365, "year")
    )
    yield [*_margin(frame, sign=frame.page.glyphs.gap), (f"{text} later", "dim")]


def _day_line(day: int, rows: Sequence[Row], frame: Frame) -> Line:
    glyphs = frame.page.glyphs
    if day >= FAR_FUTURE:
        name, label = "open", "no last day given"
    else:
        found = date.fromordinal(day)
        name = found.isoformat()
        label = WEEKDAYS[found.weekday()] if any(row.certain for row in rows) else "by this day"
    return _ruled(name, label, frame, glyphs.cross + glyphs.rule, glyphs.rule, "day", "spine")


def _ruled(name: str, label: str, frame: Frame, start: str, rule: str, style: str, rule_style: str) -> Line:
    left: Line = padded([(name, style)], frame.date + 1) if frame.date else []
    text = label if frame.date else f"{name} {label}"
    room = max(frame.text + 2 - len(start) - len(text) - 2, 0)
    return [*left, (start, rule_style), (f" {text} ", style), (rule * room, rule_style)]


def _report(rows: Sequence[Row], day: int, frame: Frame, words: Wording) -> Iterator[Line]:
    """The rows of one report on one day, under a heading where there are several."""
    shared = 0
    if len(rows) > 1 and rows[0].chain is not None:
        shared = _common(rows)
        chain: Line = [(words.chain(rows[0].chain, 0, shared), "report")]
        lines = spread(chain, [(clean(rows[0].report), "dim")], frame.text)
        yield from indented(lines, _margin(frame), _margin(frame))
    for row in rows:
        yield from _row(row, shared, day, frame, words)


def _common(rows: Sequence[Row]) -> int:
    chains = [row.chain.links for row in rows if row.chain is not None]
    shared = 0
    for together in zip(*chains, strict=False):
        if len(set(together)) > 1:
            break
        shared += 1
    return shared


def _row(row: Row, shared: int, day: int, frame: Frame, words: Wording) -> Iterator[Line]:
    sign, style = _sign(row, frame)
    label = (
        ""
        if row.when.earliest == row.when.latest
        else short_span(row.when, date.fromordinal(day).year if day < FAR_FUTURE else None)
    )
    first, rest = _margin(frame, label if frame.date else "", sign, style), _margin(frame)
    lines = list(_texts(row, shared, frame, words, "" if frame.date else label))
    yield from indented(lines, first, rest)


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
    glyphs = frame.page.glyphs
    light = row.weight in LIGHT
    story: list[Piece] = [(row.said.lead, "dim" if row.weight in ("held", "retracted") else "" if light else "lead")]
    if row.said.content:
        story.append((f": {row.said.content}", "dim" if row.weight in ("held", "retracted") else ""))
    if row.quote:
        story.append((f" {glyphs.open_quote}{row.quote}{glyphs.close_quote}", "quote"))
    change: list[Piece] = []
    if row.change is not None:
        source, target = map(plain_state, row.change)
        change = [(f"{source} {glyphs.arrow} ", "dim"), (target, "state")]
    whose = _whose(row, shared, frame, words, label)
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


def _whose(row: Row, shared: int, frame: Frame, words: Wording, label: str) -> list[Piece]:
    """On whose word: the chain that the heading does not say, the marks, the statement."""
    glyphs = frame.page.glyphs
    parts: list[list[Piece]] = []
    if row.chain is not None:
        rest = words.chain(row.chain, shared)
        if rest:
            parts.append([(f"< {rest}" if shared else rest, "dim")])
    marks: list[Piece] = [
        (f"[{mark}]", "bad" if mark in ("disputed", "denied", "withdrawn") else "mark") for mark in row.marks
    ]
    if label:
        marks.append((f"[{label}]", "mark"))
    if row.status == "confirmed":
        marks.append((glyphs.confirmed, "good"))
    elif row.origins:
        marks.append((glyphs.origins(row.origins), "mark"))
    for mark in marks:
        parts.append([mark])
    if row.statement:
        name = clean(row.statement)
        parts.append([(name.removeprefix(clean(row.report)) if shared else name, "dim")])
    pieces: list[Piece] = []
    for part in parts:
        pieces += [(" ", ""), *part] if pieces else part
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
    margin: Line = [("  ", ""), (sign, style or "dim"), (" ", "")]
    yield from indented(wrap(pieces, frame.text - 4), margin, [("    ", "")])


def _today(
    moment: Moment, today: date | None, before: int | None, ahead: Sequence[Due], page: Page, words: Wording
) -> Iterator[Line]:
    """The line of the day that is asked about, and beyond it what is scheduled, due or overdue."""
    frame = frame_of(page)
    if moment.as_of is None:
        return
    if before is not None:
        yield _margin(frame)
    cross = page.glyphs.today * 2
    yield _ruled(str(moment.as_of), "as of this day", frame, cross, page.glyphs.today, "today", "day")
    for due in ahead:
        if due.what == "overdue":
            yield from _due(due, moment.as_of, frame, words)
    for due in ahead:
        if due.what != "overdue":
            yield from _due(due, moment.as_of, frame, words)
    if today is not None and today != moment.as_of:
        yield _ruled(str(today), "today", frame, cross, page.glyphs.today, "today", "day")


def _due(due: Due, as_of: date, frame: Frame, words: Wording) -> Iterator[Line]:
    day = due.when.latest or due.when.earliest
    label = span(due.when) if day and due.when.earliest == due.when.latest else short_span(due.when) if day else ""
    sign = frame.page.glyphs.sign(due.kind, certain=False)
    what = {
        "scheduled": "scheduled",
        "postponed": "postponed, no new day",
        "overdue": "overdue",
        "deadline": "ends, its deadline passes",
    }[due.what]
    away = ""
    if day is not None:
        days = (day - as_of).days
        away = (
            f", in {counted(days, 'day')}" if days > 0 else f", {counted(-days, 'day')} ago" if days < 0 else ", today"
        )
    pieces: list[Piece] = [
        (words.subject(due.subject), "lead"), (f": {what}{away}", "bad" if due.what == "overdue" else ""),
        (f"  {clean(due.statement)}", "dim"),
    ]  # fmt: skip
    yield from indented(wrap(pieces, frame.text), _margin(frame, label, sign, due.kind), _margin(frame))
