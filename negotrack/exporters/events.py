"""What reports brought about, one record an event: the records of `replay`.

Owns: their shape. Must not know: streams, layout.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.engine.results import Since, Step
from negotrack.exporters.records import Record, since_record
from negotrack.model.reports import Statement
from negotrack.queries.received import Received


def event_records(received: Received) -> Iterator[Record]:
    """Every step with its cause, every step undone, and every statement that moved nothing, with the reason."""
    statements = {statement.id: statement for statement in received.report.statements}
    yield from (_of_step(received, "undone", step) for step in received.undone)
    yield from (_of_step(received, "applied", step) for step in received.steps)
    for anomaly in received.anomalies:
        yield _event(
            received, "anomaly", anomaly.statement, anomaly.when, subject=anomaly.subject, region=anomaly.region,
            source=anomaly.state, trigger=anomaly.trigger, because=anomaly.rule,
        )  # fmt: skip
    for held in received.held_out:
        yield _of_statement(received, "held_out", statements[held.statement], held.because)
    told = {step.statement for step in received.steps}
    for name, fate in received.fates:
        if fate in ("noted", "supports", "retracted") or (fate == "applied" and name not in told):
            yield _of_statement(received, fate, statements[name])


def _of_step(received: Received, what: str, step: Step) -> Record:
    return _event(
        received, what, step.statement, step.when, subject=step.subject, region=step.region, source=step.source,
        trigger=step.trigger, target=step.target, coupling=step.coupling,
    )  # fmt: skip


def _of_statement(received: Received, what: str, statement: Statement, because: str = "") -> Record:
    dates = statement.event_date
    when = Since(earliest=dates.earliest, latest=dates.latest)
    subject = next(iter((*statement.subjects, *statement.refers_to)), "")
    return _event(received, what, statement.id, when, subject=subject, trigger=statement.verb, because=because)


def _event(received: Received, what: str, statement: str, when: Since, **more: str) -> Record:
    report = received.report
    keys = ("subject", "region", "source", "trigger", "target", "coupling", "because")
    return {
        "report": report.id,
        "published": report.published.day.isoformat(),
        "what": what,
        "statement": statement or None,
        **{key: more.get(key) or None for key in keys},
        "when": since_record(when),
    }
