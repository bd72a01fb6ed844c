"""Answers as plain records: dicts of texts, numbers, flags, lists of texts and None, with a stable order of keys.

Keys are only ever added, after those that are there: scripts rely on them.
Owns: the shape of JSON. Must not know: streams, layout, colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from negotrack.engine.moment import Moment
from negotrack.engine.results import Anomaly, ClaimStanding, HeldOut, Since, Standing, Step
from negotrack.exporters.selection import Selection
from negotrack.model.reports import Report, Statement
from negotrack.problems import Problem

Record = dict[str, Any]


def format_day(day: date | None) -> str | None:
    """A day as text; None stays None: an end that is open."""
    return day.isoformat() if day else None


def header_record(moment: Moment) -> Record:
    """What every answer says of itself first."""
    return {
        "scenario": moment.history.scenario.id,
        "as_of": format_day(moment.as_of),
        "as_known": format_day(moment.as_known),
        "lens": moment.lens.name,
    }


def status_record(moment: Moment, selection: Selection) -> Record:
    """The answer of `status`."""
    return {
        **header_record(moment),
        "standings": [standing_record(s) for s in moment.standings if selection.standing(s)],
        "claims": [claim_record(c) for c in moment.claims if selection.claim(c)],
        "held_out": [held_out_record(h) for h in moment.held_out if selection.statement(h.statement)],
        "anomalies": [anomaly_record(a) for a in moment.anomalies if selection.step(a)],
    }


def since_record(since: Since) -> Record:
    """An interval of days; None is an open end."""
    return {"earliest": format_day(since.earliest), "latest": format_day(since.latest)}


def standing_record(standing: Standing) -> Record:
    """A standing: where one region of one subject stands."""
    return {
        "subject": standing.subject,
        "kind": standing.kind,
        "region": standing.region,
        "state": standing.state,
        "since": since_record(standing.since),
        "certain": standing.certain,
        "statements": list(standing.statements),
        "held_against": list(standing.held_against),
        "party": standing.party or None,
        "surely": standing.surely or None,
        "resumes_to": standing.resumes_to,
        "claim": standing.claim or None,
        "status": standing.status or None,
        "origins": standing.origins,
        "hedged": standing.hedged,
        "presumed": standing.presumed,
        "coupling": standing.coupling or None,
    }


def claim_record(claim: ClaimStanding) -> Record:
    """A claim with both sides."""
    return {
        "claim": claim.claim,
        "status": claim.status,
        "for": list(claim.supporting),
        "against": list(claim.against),
        "origins": claim.origins,
        "subject": claim.subject or None,
        "region": claim.region or None,
        "trigger": claim.trigger or None,
        "hedged": claim.hedged,
        "declared": claim.declared,
        "admitted": claim.admitted,
        "because": claim.because or None,
    }


def held_out_record(held: HeldOut) -> Record:
    """A statement that does not count, and why."""
    return {"statement": held.statement, "because": held.because, "claim": held.claim or None}


def anomaly_record(anomaly: Anomaly) -> Record:
    """A statement whose trigger was refused, and by which rule."""
    return {
        "statement": anomaly.statement,
        "subject": anomaly.subject,
        "region": anomaly.region,
        "state": anomaly.state,
        "trigger": anomaly.trigger,
        "rule": anomaly.rule,
        "when": since_record(anomaly.when),
    }


def step_record(step: Step) -> Record:
    """One movement of one region."""
    return {
        "subject": step.subject,
        "kind": step.kind,
        "region": step.region,
        "source": step.source,
        "trigger": step.trigger,
        "target": step.target,
        "when": since_record(step.when),
        "presumed": step.presumed,
        "statement": step.statement or None,
        "coupling": step.coupling or None,
        "claim": step.claim or None,
    }


def statement_record(report: Report, statement: Statement, fate: str) -> Record:
    """A statement as it was made, and what became of it."""
    dates = statement.event_date
    return {
        "statement": statement.id,
        "report": report.id,
        "published": report.published.day.isoformat(),
        "when": {"earliest": format_day(dates.earliest), "latest": format_day(dates.latest)},
        "presumed": dates.presumed,
        "verb": statement.verb,
        "polarity": statement.polarity,
        "subjects": [*statement.subjects, *statement.refers_to],
        "chain": [str(link) for link in statement.chain.links],
        "text": statement.text or None,
        "fate": fate,
    }


def problem_record(problem: Problem) -> Record:
    """A problem with its place; line and column 0 mean the file as a whole."""
    span = problem.span
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "hint": problem.hint,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "related": [
            {"message": word, "file": place.file, "line": place.line, "column": place.column}
            for word, place in problem.related
        ],
    }


def timeline_record(moment: Moment, selection: Selection, since: date | None, until: date | None) -> Record:
    """The answer of `timeline`: the steps, and every statement known with its fate, between two days."""

    def within(interval: Since) -> bool:
        late_enough = since is None or interval.latest is None or interval.latest >= since
        return late_enough and (until is None or interval.earliest is None or interval.earliest <= until)

    fates = moment.history.fates
    return {
        **header_record(moment),
        "steps": [step_record(s) for s in moment.steps if selection.step(s) and within(s.when)],
        "statements": [
            statement_record(report, statement, fates[statement.id])
            for report, statement in known_statements(moment)
            if selection.statement(statement.id) and within(_event(statement))
        ],
        "anomalies": [anomaly_record(a) for a in moment.anomalies if selection.step(a) and within(a.when)],
    }


def known_statements(moment: Moment) -> Iterable[tuple[Report, Statement]]:
    """Every statement known whose event may have happened by the day, in report order."""
    for report in moment.history.reports:
        for statement in report.statements:
            earliest = statement.event_date.earliest
            if moment.as_of is None or earliest is None or earliest <= moment.as_of:
                yield report, statement


def _event(statement: Statement) -> Since:
    return Since(earliest=statement.event_date.earliest, latest=statement.event_date.latest)


def flat(record: Mapping[str, Any]) -> dict[str, str]:
    """A record as cells of one row: lists parted by spaces, inner records as `since_earliest`."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        match value:
            case None:
                cells[key] = ""
            case bool():
                cells[key] = "true" if value else "false"
            case dict():
                cells.update({f"{key}_{inner}": cell for inner, cell in flat(value).items()})
            case list():
                cells[key] = " ".join(_one_cell(item) for item in value)
            case _:
                cells[key] = str(value)
    return cells


def _one_cell(item: Any) -> str:
    return " ".join(cell for cell in flat(item).values() if cell) if isinstance(item, dict) else str(item)
