"""The timeline by time: a spine of days with rows beside it.

Owns: how rows become lines on the spine. Must not know: how rows came about (rows), columns as such (layout).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

from negotrack.engine.moment import Moment
from negotrack.model.dates import FAR_FUTURE, LAST_DAY
from negotrack.model.intervals import WEEKDAYS
from negotrack.model.sources import SourceChain
from negotrack.queries.dues import Due, dues
from negotrack.view.choices import Choice, wanted_by
from negotrack.view.days import short_span, span
from negotrack.view.glyphs import Glyphs
from negotrack.view.header import counted, head, legend
from negotrack.view.layout import Build, Line, Page, Piece, indented, padded, spread, wrap
from negotrack.view.rowlines import Frame, frame_of, margin, row_lines
from negotrack.view.rows import LONGEST_DATE, Row, Rows, chosen
from negotrack.view.summary import summary
from negotrack.view.words import Wording, clean, due_words

SIGNED = ("move", "clock", "again", "said")
_KINDS = {"identify": "a source named"}
_GONE = {"held": "held out by the lens", "retracted": "retracted by its source"}


def spine_of(moment: Moment, choice: Choice, *, today: date | None, header: bool) -> Iterator[Build]:
    """The parts of the timeline: the head, then a day at a time, then what lies ahead."""
    source = Rows(moment)
    rows = chosen(source.build(), choice, source)
    ahead = [due for due in dues(moment) if _wanted(due, choice, moment)]
    if header:
        yield lambda page: _head(moment, rows, ahead, choice, page)
    as_of = moment.as_of or LAST_DAY
    past = [row for row in rows if row.day <= as_of.toordinal()]
    before: int | None = None
    for day, group in groupby(past, key=lambda row: row.day):
        together, previous = list(group), before
        yield lambda page, d=day, g=together, p=previous: _day(d, g, p, page, source.words)  # type: ignore[misc]
        before = day
    later = [row for row in rows if row.day > as_of.toordinal()]
    yield lambda page: _today(moment, today, before, ahead, page, source.words)
    if later:
        yield _possible
    for day, group in groupby(later, key=lambda row: row.day):
        together = list(group)
        yield lambda page, d=day, g=together: _day(d, g, None, page, source.words)  # type: ignore[misc]


def _possible(page: Page) -> Iterator[Line]:
    frame = frame_of(page)
    text = "May have happened already, and is certain only later:"
    yield from indented(wrap([(text, "mark")], frame.text), margin(frame), margin(frame))


def _wanted(due: Due, choice: Choice, moment: Moment) -> bool:
    if choice.subjects and due.subject not in choice.subjects:
        return False
    last = due.when.latest or due.when.earliest
    if choice.until and last and last > choice.until:
        return False
    involved = moment.history.scenario.involved(due.subject)
    return not choice.parties or bool(set(choice.parties) & set(involved))


def _head(moment: Moment, rows: Sequence[Row], ahead: Sequence[Due], choice: Choice, page: Page) -> Iterator[Line]:
    history = moment.history
    origins = {voice.origin.key for voice in history.record.by_id.values()}
    counts = [
        counted(len(history.reports), "report"), counted(len(history.record.by_id), "statement"),
        counted(len(origins), "origin"),
    ]  # fmt: skip
    yield from head(moment, page, counts, part=choice.part)
    yield from summary(moment, page, wanted_by(choice, moment))
    yield from legend(_legend(rows, ahead, page), page)
    if not rows:
        yield [("Nothing was reported that fits.", "dim")]
    yield []


def _legend(rows: Sequence[Row], ahead: Sequence[Due], page: Page) -> Iterator[tuple[str, str, str]]:
    glyphs = page.glyphs
    signs: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.weight in SIGNED:
            sign = glyphs.sign(row.kind)
            kinds = signs.get(sign, ("", ""))[0].split(", ")
            names = [k for k in (*kinds, _KINDS.get(row.kind, row.kind)) if k]
            signs[sign] = (", ".join(dict.fromkeys(names)), row.kind)
    yield from ((sign, style if "," not in names else "lead", names) for sign, (names, style) in signs.items())
    hollow = [row.kind for row in rows if row.weight in SIGNED and not row.certain] + [due.kind for due in ahead]
    if unsure := [sign for sign in dict.fromkeys(glyphs.hollow[kind] for kind in hollow) if sign not in signs]:
        yield " ".join(unsure), "lead", f"hollow: day not certain{', or ahead' if ahead else ''}"
    weights = {row.weight for row in rows}
    if "anomaly" in weights:
        yield glyphs.anomaly, "bad", "refused by a rule"
    if gone := [word for weight, word in _GONE.items() if weight in weights]:
        yield glyphs.held, "dim", ", ".join(gone)
    yield from _small_signs(rows, glyphs)
    yield from _line_signs(rows, glyphs)


def _small_signs(rows: Sequence[Row], glyphs: Glyphs) -> Iterator[tuple[str, str, str]]:
    """What stands behind a row: on whose word it is, and of what day."""
    if any(row.status == "confirmed" for row in rows):
        yield glyphs.confirmed, "good", "confirmed by a side itself"
    counts = sorted({row.origins for row in rows if row.origins and row.status != "confirmed"})
    if counts:
        word = "rests on one origin" if counts == [1] else "rests on so many origins"
        yield " ".join(map(glyphs.origins, counts[:3])), "mark", word
    if any(row.presumed for row in rows):
        yield glyphs.presumed, "mark", "day presumed: that of the report"


def _line_signs(rows: Sequence[Row], glyphs: Glyphs) -> Iterator[tuple[str, str, str]]:
    """What the lines between and beneath rows mean, and a change of state."""
    days = [row.day for row in rows]
    if len(set(days)) < len(days):
        yield glyphs.cross, "spine", "a day with several rows"
    if any(after - before > 1 for before, after in pairwise(days)):
        yield glyphs.gap, "spine", "days without an event"
    beneath = {line.kind for row in rows for line in row.beneath}
    if beneath & {"follows", "waits"}:
        yield glyphs.follows, "condition", "what follows by rule, or is waited for"
    if any(row.change for row in rows):
        begins = "; after the comma, what begins with it" if any(row.begins for row in rows) else ""
        yield glyphs.arrow, "dim", f"from state before to state after{begins}"


def _day(day: int, rows: Sequence[Row], previous: int | None, page: Page, words: Wording) -> Iterator[Line]:
    """A day: one row with its date beside it, or a heading and the rows report by report."""
    frame = frame_of(page)
    yield from _gap(previous, day, frame)
    if len(rows) == 1 and (label := _whole_label(rows[0])):
        yield from row_lines(rows[0], 0, label, frame, words)
        return
    yield _day_line(day, rows, frame)
    for _, group in groupby(rows, key=lambda row: row.report):
        yield from _report(list(group), day, frame, words)


def _whole_label(row: Row) -> str:
    """The days of a row with their year, where these fit the date column; else empty."""
    if row.written:
        return row.written
    label = span(row.when)
    return label if row.day < FAR_FUTURE and len(label) <= LONGEST_DATE else ""


def _gap(previous: int | None, day: int, frame: Frame) -> Iterator[Line]:
    """How long nothing happened between two days."""
    if previous is None or day >= FAR_FUTURE or day - previous < 2:
        if previous is not None:
            yield margin(frame)
        return
    yield [*margin(frame, sign=frame.page.glyphs.gap), (f"{_length(day - previous)} later", "dim")]


def _length(days: int) -> str:
    if days < 60:
        return counted(days, "day")
    return counted(days // 30, "month") if days < 730 else counted(days // 365, "year")


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
    """The rows of one report on one day, under a heading with the chain that they share."""
    shared = 0
    if rows[0].chain is not None:
        shared = _common(rows)
        if not frame.wide:
            chain: Line = [(words.chain(rows[0].chain, 0, shared), "report")]
            lines = spread(chain, [(clean(rows[0].report), "dim")], frame.text)
            yield from indented(lines, margin(frame), margin(frame))
    year = date.fromordinal(day).year if day < FAR_FUTURE else None
    above: SourceChain | None = None
    for row in rows:
        label = row.written or ("" if row.when.earliest == row.when.latest else short_span(row.when, year))
        yield from row_lines(row, 0 if frame.wide else shared, label, frame, words, above)
        above = row.chain


def _common(rows: Sequence[Row]) -> int:
    chains = [row.chain.links for row in rows if row.chain is not None]
    shared = 0
    for together in zip(*chains, strict=False):
        if len(set(together)) > 1:
            break
        shared += 1
    return shared


def _today(
    moment: Moment, today: date | None, before: int | None, ahead: Sequence[Due], page: Page, words: Wording
) -> Iterator[Line]:
    """The line of the day that is asked about, and beyond it what is scheduled, due or overdue."""
    frame = frame_of(page)
    if moment.as_of is None:
        return
    if before is not None:
        yield margin(frame)
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


def _away(due: Due, as_of: date) -> str:
    """How far the day that is set lies ahead, or back; of several days from the first to the last."""
    day = due.passed or due.when.latest or due.when.earliest
    if day is None:
        return ""
    days, first = (day - as_of).days, ((due.when.earliest or day) - as_of).days
    if days > 0:
        return f", in {f'{first} to ' if 0 <= first < days else ''}{counted(days, 'day')}"
    return f", {counted(-days, 'day')} ago" if days < 0 else ", today"


def _due(due: Due, as_of: date, frame: Frame, words: Wording) -> Iterator[Line]:
    day = due.when.latest or due.when.earliest
    label = str(day or "") if due.when.earliest == due.when.latest else short_span(due.when, as_of.year)
    sign = frame.page.glyphs.sign(due.kind, certain=False)
    passing = "" if due.what != "deadline" else ", its deadline passed" if due.passed else ", its deadline passes"
    what = due_words(due) + passing
    away = _away(due, as_of)
    pieces: list[Piece] = [
        (words.subject(due.subject), "lead"), (f": {what}{away}", "bad" if due.what == "overdue" else ""),
        (f"  {clean(due.statement)}", "dim"),
    ]  # fmt: skip
    yield from indented(wrap(pieces, frame.text), margin(frame, label, sign, due.kind), margin(frame))
