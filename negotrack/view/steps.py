"""Steps as they happen, one line each, for feeding reports one by one.

Owns: the line of a step, of a refusal and of a statement held out. Must not know: how they came about.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.engine.fold import CLOCK
from negotrack.engine.results import Anomaly, HeldOut, Step
from negotrack.model.reports import Report, Statement
from negotrack.view.days import span
from negotrack.view.layout import Block, Line, Page, Piece, indented, spread, wrap
from negotrack.view.rowlines import changed
from negotrack.view.rows import EARLY, is_certain, reason_of
from negotrack.view.words import Wording, clean, plain_state


def render_report(report: Report, words: Wording, *, ascii: bool | None = None) -> Block:
    """The heading of a report: its day, its outlet and through whom it came, its id, what it says in short."""
    return Block(lambda page: _report(report, words, page), ascii_only=ascii)


def render_step(step: Step, words: Wording, statement: Statement | None = None, *, ascii: bool | None = None) -> Block:
    """Who moved what from which state to which, on whose word; consequences stand beneath with their reason."""
    return Block(lambda page: _step(step, words, statement, page), ascii_only=ascii)


def render_anomaly(anomaly: Anomaly, words: Wording, *, ascii: bool | None = None) -> Block:
    """A statement that was refused, in which state and by which rule."""
    return Block(lambda page: _anomaly(anomaly, words, page), ascii_only=ascii)


def render_held_out(held: HeldOut, *, ascii: bool | None = None) -> Block:
    """A statement that does not count under the lens, and why."""
    return Block(lambda page: _held(held, page), ascii_only=ascii)


def render_undone(step: Step, words: Wording, *, ascii: bool | None = None) -> Block:
    """A step that no longer holds, now that a late report came in."""
    return Block(lambda page: _undone(step, words, page), ascii_only=ascii)


def _report(report: Report, words: Wording, page: Page) -> Iterator[Line]:
    outlets = [*report.relayed_by, report.outlet]
    scenario = words.scenario
    names = " < ".join(clean(scenario.outlets[o].name if o in scenario.outlets else o) for o in outlets)
    left: Line = [(f"{report.published.day} ", "day"), (names, "report")]
    yield from spread(left, [(clean(report.id), "dim")], page.width)
    if report.text:
        yield from indented(wrap([(clean(report.text), "dim")], page.width - 11), [(" " * 11, "")], [(" " * 11, "")])


def _change(step: Step, page: Page) -> list[Piece]:
    return changed((step.source, step.target), page.glyphs)


def _step(step: Step, words: Wording, statement: Statement | None, page: Page) -> Iterator[Line]:
    glyphs = page.glyphs
    region, _, party = step.region.partition(".")
    if step.coupling and step.coupling != CLOCK:
        who = f" ({words.party(party)})" if party else ""
        pieces: list[Piece] = [(f"{words.subject(step.subject)}, {region}{who} ", ""), *_change(step, page)]
        if step.coupling not in EARLY:
            pieces.append((f" {glyphs.dash} {reason_of(step, words.scenario)}", "faint"))
        margin: Line = [("    ", ""), (glyphs.follows, "dim"), (" ", "")]
        yield from indented(wrap(pieces, page.width - 6), margin, [("      ", "")])
        return
    certain = is_certain(step.when, statement)
    said = words.moved(step.subject, step.trigger, statement, party)
    pieces = [(said.lead, "lead"), (f": {said.content}" if said.content else "", ""), ("  ", ""), *_change(step, page)]
    if not certain:
        pieces.append((f" {span(step.when)}", "mark"))
    if step.presumed:
        pieces.append((" [date presumed]", "mark"))
    if statement is not None and statement.hedged:
        pieces.append((" [hedged]", "mark"))
    pieces.append((f"  {clean(step.statement) or 'the clock'}", "dim"))
    margin = [("  ", ""), (glyphs.sign(step.kind, certain=certain), step.kind), (" ", "")]
    yield from indented(wrap(pieces, page.width - 4), margin, [("    ", "")])


def _anomaly(anomaly: Anomaly, words: Wording, page: Page) -> Iterator[Line]:
    known = anomaly.subject in words.scenario.subjects
    said = str(words.moved(anomaly.subject, anomaly.trigger)) if known else clean(anomaly.subject)
    reason = f" {page.glyphs.dash} refused, it stays {plain_state(anomaly.state)}: {clean(anomaly.because)}"
    pieces: list[Piece] = [(said, ""), (reason, "bad"), (f"  {clean(anomaly.statement)}", "dim")]
    yield from indented(
        wrap(pieces, page.width - 4), [("  ", ""), (page.glyphs.anomaly, "bad"), (" ", "")], [("    ", "")]
    )


def _held(held: HeldOut, page: Page) -> Iterator[Line]:
    pieces: list[Piece] = [(clean(held.statement), "dim"), (f" held out: {clean(held.because)}", "faint")]
    yield from indented(
        wrap(pieces, page.width - 4), [("  ", ""), (page.glyphs.held, "dim"), (" ", "")], [("    ", "")]
    )


def _undone(step: Step, words: Wording, page: Page) -> Iterator[Line]:
    pieces: list[Piece] = [
        ("no longer: ", "bad"),
        (f"{words.subject(step.subject)}, {step.region} ", ""),
        *_change(step, page),
    ]
    yield from indented(wrap(pieces, page.width - 4), [("  ", ""), (page.glyphs.no, "bad"), (" ", "")], [("    ", "")])
