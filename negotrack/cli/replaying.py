"""`replay`: the reports in the order in which they came, and what each of them brought about.

Owns: the command. Must not know: how steps are derived or drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from negotrack.cli.progress import watched
from negotrack.cli.question import Question
from negotrack.cli.verbs import asks, verb
from negotrack.engine.results import Since
from negotrack.engine.tracker import Tracker
from negotrack.exporters.events import event_records
from negotrack.exporters.records import Record, format_day
from negotrack.model.reports import Statement
from negotrack.queries.received import Received, receive

if TYPE_CHECKING:
    from rich.console import RenderableType

    from negotrack.view.layout import Block, Line, Page
    from negotrack.view.words import Wording


@verb(
    "replay",
    "negotrack replay scenarios/golan-2018",
    "negotrack replay scenarios/golan-2018 --lens sceptical --format jsonl",
)
@asks
def replay(question: Question) -> None:
    """Feed the reports one by one in the order of their dates and show each step as it happens.

    What the lens holds out and what a rule refuses is shown with its reason; nothing is passed over.
    """
    if question.form == "table":
        question.answer(dict, lambda: _drawn(question))
    elif question.form == "jsonl":
        from negotrack.exporters.documents import format_line

        question.begin()
        for received in _received(question):
            for record in event_records(received):
                if _wanted(question, record):
                    question.terminal.write(format_line({"record": "event", **record}))
    else:
        question.answer(lambda: _document(question), list)


def _received(question: Question) -> Iterator[Received]:
    """Each report known, as it comes in. The tracker starts without reports."""
    scenario = question.scenario
    tracker = Tracker(scenario, lens=question.chosen_lens)
    reports = sorted(scenario.reports, key=lambda report: report.published.sort_key)
    known = [r for r in reports if question.as_known is None or r.published.day <= question.as_known]
    for report in watched(known, question.terminal, "replaying"):
        yield receive(tracker, report)


def _document(question: Question) -> Record:
    events = [record for received in _received(question) for record in event_records(received)]
    scenario = question.scenario
    last = max((report.published.day for report in scenario.reports), default=None)
    return {
        "scenario": scenario.id,
        "as_of": format_day(question.as_of),
        "as_known": format_day(question.as_known or last),
        "lens": question.chosen_lens.name,
        "events": [record for record in events if _wanted(question, record)],
    }


def _wanted(question: Question, record: Record) -> bool:
    earliest = record["when"]["earliest"]
    if question.as_of is not None and earliest is not None and earliest > question.as_of.isoformat():
        return False
    selection = question.selection
    if record["subject"] in question.scenario.subjects:
        return selection.subject(record["subject"])
    return selection.statement(record["statement"])


def _drawn(question: Question) -> Iterator[RenderableType]:
    """The heading of each report, then its lines; under a filter, only reports that have any."""
    from negotrack.view.steps import render_report
    from negotrack.view.words import Wording

    words = Wording(question.scenario)
    for received in _received(question):
        lines = list(_lines(question, received, words))
        if lines or question.selection.everything:
            yield render_report(received.report, words)
            yield from lines


def _lines(question: Question, received: Received, words: Wording) -> Iterator[RenderableType]:
    from negotrack.view import steps as draw

    statements = {statement.id: statement for statement in received.report.statements}
    keep, in_time = question.selection, _in_time(question)
    for step in received.undone:
        if keep.step(step) and in_time(step.when):
            yield draw.render_undone(step, words)
    for step in received.steps:
        if keep.step(step) and in_time(step.when):
            yield draw.render_step(step, words, statements.get(step.statement))
    for anomaly in received.anomalies:
        if keep.step(anomaly) and in_time(anomaly.when):
            yield draw.render_anomaly(anomaly, words)
    for held in received.held_out:
        if keep.statement(held.statement):
            yield draw.render_held_out(held)
    for name, fate in received.fates:
        if fate in ("noted", "supports") and keep.statement(name):
            yield _quiet(statements[name], fate, words)


def _in_time(question: Question) -> Callable[[Since], bool]:
    day = question.as_of
    return lambda when: day is None or when.earliest is None or when.earliest <= day


def _quiet(statement: Statement, fate: str, words: Wording) -> Block:
    """The line of a statement that moves nothing: it is kept, or supports what moved before."""
    from negotrack.view.layout import Block, indented, wrap
    from negotrack.view.words import clean

    subject = next((s for s in statement.subjects if s in words.scenario.subjects), "")
    said = f"{'also: ' if fate == 'supports' else ''}{words.said(statement, subject)}"

    def lines(page: Page) -> Iterator[Line]:
        found = wrap([(said, "dim"), (f"  {clean(statement.id)}", "dim")], page.width - 4)
        yield from indented(found, [(f"  {page.glyphs.dot} ", "dim")], [("    ", "")])

    return Block(lines)
