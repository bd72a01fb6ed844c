"""Problems of single reports and statements that concern their days and performers, and reports told twice.

Owns: the checks that need no other statement. Must not know: what statements refer to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from negotrack.files.builder import show
from negotrack.files.intake import Intake
from negotrack.files.reports import LineReport, PlacedReport
from negotrack.machines.verbs import VERBS
from negotrack.model.parties import Party
from negotrack.model.reports import Report, Statement
from negotrack.model.sources import LinkKind
from negotrack.model.subjects import Instrument, Subject

Placed = PlacedReport | LineReport
SCHEDULING = ("schedule", "postpone")
PARTY_ONLY = tuple(
    verb for verb, regions in VERBS["instrument"].items() if all(region.per == "party" for region in regions)
)
"""Acts that only parties to an instrument do, so that somebody must have done them."""


def first_told(intake: Intake, placed: Iterable[Placed]) -> dict[str, Placed]:
    """The reports by id, without those told twice; the same id with other content is an error."""
    first: dict[str, Placed] = {}
    for found in placed:
        before = first.setdefault(found.id, found)
        if before is not found and before.report is not None and found.report is not None:
            _report_again(intake, before, found)
    return first


def _report_again(intake: Intake, before: Placed, found: Placed) -> None:
    related = (("first told here", before.span),)
    if before.report == found.report:
        message = f'the report "{show(found.id)}" is told twice, with the same content; it counts once'
        intake.warn("same-report-twice", message, found.span, "take one out", related)
    else:
        message = f'the id "{show(found.id)}" belongs to another report already, with other content'
        hint = "give this one an id of its own; a correction is a report that retracts"
        intake.error("same-id-other-content", message, found.span, hint, related)


def check_statements(
    intake: Intake, parties: Mapping[str, Party], subjects: Mapping[str, Subject], reports: Iterable[Report]
) -> None:
    """Report what is odd about the days and performers of statements."""
    for report in reports:
        for statement in report.statements:
            if is_before_event(report.published.ordinal, statement):
                _report_early(intake, report, statement)
            if statement.verb in SCHEDULING[:1] and statement.scheduled_for is None and not _denied(statement):
                message = "a meeting is scheduled without saying for when, so it can never be overdue"
                intake.warn("schedule-without-date", message, intake.place(statement.id, "verb"), "add for: 2018-06-05")
            if statement.verb in PARTY_ONLY and not statement.by and not _denied(statement):
                _check_performer(intake, parties, subjects, report, statement)


def _denied(statement: Statement) -> bool:
    return statement.polarity not in ("assert", "hedge")


def is_before_event(reported: int, statement: Statement) -> bool:
    """Whether a statement was published before what it reports can have happened."""
    happened = statement.event_date
    if happened.first_ordinal <= reported or happened.latest is None:
        return False
    return statement.verb not in SCHEDULING


def _report_early(intake: Intake, report: Report, statement: Statement) -> None:
    message = (
        f"the event is dated {show(statement.event_date.text)}, after the report of {report.published.day}: "
        "it was reported before it happened"
    )
    span = intake.place(statement.id, "event_date")
    intake.warn("reported-before-event", message, span, "check both dates; what is planned has a verb of its own")


def _check_performer(
    intake: Intake,
    parties: Mapping[str, Party],
    subjects: Mapping[str, Subject],
    report: Report,
    statement: Statement,
) -> None:
    for name in statement.subjects:
        instrument = subjects[name]
        if not isinstance(instrument, Instrument) or _speaks(parties, instrument, statement, report.published.day):
            continue
        message = (
            f'nobody is named who would {statement.verb.replace("_", " ")} "{name}", and the source is no party to it'
        )
        listed = ", ".join(instrument.parties) or "a party"
        hint = f"say who: by: {listed}"
        intake.error("needs-performer", message, intake.place(statement.id, "verb"), hint)


def _speaks(parties: Mapping[str, Party], instrument: Instrument, statement: Statement, on: date) -> bool:
    """Whether the origin of a statement is a party to the instrument, or speaks for one on that day."""
    origin = statement.chain.origin
    if origin.kind is not LinkKind.PARTY:
        return False
    seen, todo = {origin.id}, [origin.id]
    while todo:
        here = todo.pop()
        if here in instrument.parties:
            return True
        offices = parties[here].speaks_for if here in parties else ()
        new = {office.party for office in offices if office.on(on)} - seen
        seen |= new
        todo += new
    return False
