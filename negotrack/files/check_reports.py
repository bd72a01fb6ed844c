"""Problems of single reports and statements that concern their days and performers, and reports told twice.

Owns: the checks that need no other statement. Must not know: what statements refer to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import evolve

from negotrack.files.builder import show
from negotrack.files.intake import Intake
from negotrack.files.reports import LineReport, PlacedReport
from negotrack.machines.tables import REGIONS
from negotrack.machines.verbs import VERBS
from negotrack.model.parties import Party
from negotrack.model.reports import Report, Statement
from negotrack.model.sources import LinkKind
from negotrack.model.subjects import Demand, Instrument, Subject

Placed = PlacedReport | LineReport
DEMANDER_ONLY = frozenset(REGIONS["demand.stance"].triggers)
"""Acts on a demand that only those who demand it do."""
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
        if before is not found:
            _report_again(intake, before, found)
    return first


def _report_again(intake: Intake, before: Placed, found: Placed) -> None:
    related = (("first told here", before.span),)
    if before.report is None or found.report is None:
        if before.stand_ins or found.stand_ins or _header(before.draft) == _header(found.draft):
            return  # whether they are the same shows when they can be read
    elif before.report == found.report:
        message = f'the report "{show(found.id)}" is told twice, with the same content; it counts once'
        intake.warn("same-report-twice", message, found.span, "take one out", related)
        return
    message = f'the id "{show(found.id)}" belongs to another report already, with other content'
    hint = "give this one an id of its own; a correction is a report that retracts"
    intake.error("same-id-other-content", message, found.span, hint, related)


def _header(report: Report) -> Report:
    return evolve(report, statements=(), suggested=())


_WHOLE: Final = re.compile(r"[0-9]{4}(-[0-9]{2})?")
"""A year or a month, with nothing more said of it."""


def check_statements(
    intake: Intake, parties: Mapping[str, Party], subjects: Mapping[str, Subject], reports: Iterable[Report],
    stand_ins: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> None:  # fmt: skip
    """Report what is odd about the days and performers of statements.

    `stand_ins` are the keys of a report's header that could not be read: what rests on them is left unsaid.
    """
    for report in reports:
        unread = stand_ins.get(report.id, frozenset())
        on = None if "published" in unread else report.published.day
        for statement in report.statements:
            if on and is_before_event(report.published.ordinal, statement):
                _report_early(intake, report, statement)
            elif on and reaches_beyond(report.published.ordinal, statement):
                _report_reach(intake, report, statement)
            if statement.verb in SCHEDULING and not _denied(statement):
                _check_schedule(intake, statement, on)
            if statement.verb in PARTY_ONLY and not (statement.by or _denied(statement) or "said_by" in unread):
                _check_performer(intake, parties, subjects, statement, on)
            if statement.verb in DEMANDER_ONLY and statement.by:
                _check_demander(intake, parties, subjects, statement, on)


def _check_schedule(intake: Intake, statement: Statement, on: date | None) -> None:
    """That a meeting is set for a day, and for none that had passed when it was set."""
    day = statement.scheduled_for
    if day is None:
        if statement.verb == "schedule":
            message = "a meeting is scheduled without saying for when, so it can never be overdue"
            hint = "add for: with its day" + (f", or with an open end where that is not known: {on}.." if on else "")
            intake.warn("schedule-without-date", message, intake.place(statement.id, "verb"), hint)
        return
    said = statement.event_date
    if day.latest is None or day.last_ordinal >= said.first_ordinal or (on is None and (said.presumed or said.phrase)):
        return
    when = f"only reported on {said.interval}" if said.presumed else f"itself dated {show(said.text)}"
    message = f"the day {show(day.text)} had passed already when the meeting was set: the statement is {when}"
    hint = "correct the day, give the event_date on which it was set, or say what became of it, such as hold"
    intake.warn("scheduled-for-past-day", message, intake.place(statement.id, "for"), hint)


def _denied(statement: Statement) -> bool:
    return statement.polarity not in ("assert", "hedge")


def is_before_event(reported: int, statement: Statement) -> bool:
    """Whether a statement was published before what it reports can have happened."""
    happened = statement.event_date
    if happened.first_ordinal <= reported or happened.latest is None:
        return False
    return statement.verb not in SCHEDULING


def reaches_beyond(reported: int, statement: Statement) -> bool:
    """Whether a whole month or year is written of which some days came after the report.

    A range that was written out is taken at its word.
    """
    happened = statement.event_date
    return happened.last_ordinal > reported and _WHOLE.fullmatch(happened.text) is not None


def _report_reach(intake: Intake, report: Report, statement: Statement) -> None:
    happened, day = statement.event_date, report.published.day
    message = (
        f"{show(happened.text)} goes on after the report of {day}: until {happened.latest} the event is not certain, "
        "and comes after what is dated earlier"
    )
    hint = f"write what had passed by then, {happened.earliest}/{day}; or the range that is meant"
    intake.warn("event-beyond-report", message, intake.place(statement.id, "event_date"), hint)


def _report_early(intake: Intake, report: Report, statement: Statement) -> None:
    message = (
        f"the event is dated {show(statement.event_date.text)}, after the report of {report.published.day}: "
        "it was reported before it happened"
    )
    span = intake.place(statement.id, "event_date")
    intake.warn("reported-before-event", message, span, "check both dates; what is planned has a verb of its own")


def _check_performer(
    intake: Intake, parties: Mapping[str, Party], subjects: Mapping[str, Subject], statement: Statement, on: date | None
) -> None:
    origin = statement.chain.origin
    for name in statement.subjects:
        instrument = subjects.get(name)
        if not isinstance(instrument, Instrument):
            continue
        if origin.kind is LinkKind.PARTY and _may_speak_for(parties, origin.id, instrument.parties, on):
            continue
        message = (
            f'nobody is named who would {statement.verb.replace("_", " ")} "{name}", and the source is no party to it'
        )
        listed = ", ".join(instrument.parties) or "a party"
        hint = f"say who: by: {listed}"
        intake.error("needs-performer", message, intake.place(statement.id, "verb"), hint)


def _check_demander(
    intake: Intake, parties: Mapping[str, Party], subjects: Mapping[str, Subject], statement: Statement, on: date | None
) -> None:
    """That whoever is named as pressing a demand, or giving it up, has it or speaks for who has it."""
    for name in statement.subjects:
        demand = subjects.get(name)
        if not isinstance(demand, Demand):
            continue
        owners = {*demand.by, *(m for party in demand.by if party in parties for m in parties[party].members)}
        strangers = [who for who in statement.by if not _may_speak_for(parties, who, owners, on)]
        if not strangers or any(party not in parties for party in demand.by):
            continue
        listed, whose = ", ".join(strangers), ", ".join(demand.by)
        message = (
            f'{listed} would {statement.verb} "{name}", which is a demand of {whose}, for whom {listed} does not speak'
        )
        hint = f"take by out, or declare a demand of its own: {{by: {listed}, variant_of: {name}}}"
        related = (("declared here", intake.place(name, "by")),)
        intake.warn("by-another-party", message, intake.place(statement.id, "by"), hint, related)


def _may_speak_for(parties: Mapping[str, Party], who: str, whom: Collection[str], on: date | None) -> bool:
    """Whether a party is one of these or speaks for one on a day; it may, where day or party could not be read."""
    seen, todo = {who}, [who]
    while todo:
        here = todo.pop()
        if here in whom or here not in parties:
            return True
        new = {office.party for office in parties[here].speaks_for if on is None or office.on(on)} - seen
        seen |= new
        todo += new
    return False
