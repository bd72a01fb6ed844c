"""PA-X releases: agreements as instruments, processes as talks, each release a day on which things became known.

One source speaks in all of them: what a later release corrects it takes back itself and asserts anew, so that
an answer as known on the day of an earlier release is the earlier one.
Owns: what a release says of an agreement, what it changes. Must not know: files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import define, evolve, field, frozen

from negotrack.files.tree import Node
from negotrack.importers.cast import Cast
from negotrack.importers.columns import ColumnMap, Days, parse_columns
from negotrack.importers.ledger import Summary
from negotrack.importers.opening import fault
from negotrack.importers.records import Placed
from negotrack.importers.settings import Settings, bad, load_text
from negotrack.importers.slugs import Ids, slug
from negotrack.machines.verbs import VERBS
from negotrack.model.dates import DateError, EventDate, ReportDate, day, presumed
from negotrack.model.frozen import frozen_map
from negotrack.model.parties import Outlet
from negotrack.model.reports import Report, Statement
from negotrack.model.sources import SourceChain, outlet_link
from negotrack.model.subjects import Instrument, Talks
from negotrack.problems import Problem, suggest

ROLES: Final = ("id", "process", "process_name", "name", "event_date", "stage", "status", "conflict")
DATABASE: Final = "pax"
UNCHANGED: Final = "known from an earlier release and unchanged"
REWORDED: Final = "known from an earlier release; only names were changed"


@frozen(kw_only=True)
class Says:
    """What a status or a stage says: a verb, if any, and how surely; a kind of agreement."""

    verb: str = ""
    hedged: bool = False
    kind: str = ""


@frozen(kw_only=True)
class Stages:
    """The mapping: columns, and what statuses and stages say."""

    columns: ColumnMap
    statuses: Mapping[str, Says]
    unstated: Says
    stages: Mapping[str, Says]


def load_stages(path: str | None, default: str) -> Stages:
    """The mapping given, or the shipped one. Raises ReadError and InvalidScenario."""
    settings = Settings.parse(*load_text(path, default), "the mapping of PA-X")
    columns = parse_columns(settings, ROLES, ("statuses", "unstated", "stages"))
    missing = [role for role in ROLES[:6] if role not in columns.columns]
    if missing:
        raise bad(f"the mapping has no column for {missing[0]}", settings.place("columns"))
    node = settings.node.get("unstated")
    return Stages(
        columns=columns,
        statuses=frozen_map((name, _says(value, "instrument")) for name, value in settings.entries("statuses")),
        unstated=_says(node, "instrument") if node is not None else Says(verb="sign"),
        stages=frozen_map((name, _says(value, "talks")) for name, value in settings.entries("stages")),
    )


def _says(node: Node, kind: str) -> Says:
    settings = Settings.of(node, "a status or stage")
    settings.only("verb", "certainty", "kind")
    verb = settings.text("verb", "")
    if verb and verb not in VERBS[kind]:
        hint = suggest(verb, VERBS[kind]) or f"one of {', '.join(VERBS[kind])}"
        raise bad(f'"{verb}" does not go with {kind}', settings.place("verb"), hint)
    hedged = settings.text("certainty", "asserted", among=("asserted", "hedged")) == "hedged"
    return Says(verb=verb, hedged=hedged, kind=settings.text("kind", ""))


@frozen(kw_only=True)
class Agreement:
    """What one release says of one agreement. `status` is None where the release does not say."""

    id: str
    process: str
    process_name: str
    name: str
    signed: EventDate
    stage: str
    status: str | None
    conflict: str


@frozen
class Said:
    """What a statement says."""

    verb: str
    subject: str
    signed: EventDate
    hedged: bool


@define(kw_only=True, eq=False)
class PaxImporter:
    """Turns releases into reports, the earliest first."""

    stages: Stages
    cast: Cast
    summary: Summary
    _known: dict[str, Agreement] = field(factory=dict, init=False)
    _standing: dict[str, dict[Said, str]] = field(factory=dict, init=False)
    """Agreement -> what is said of it and stands, with the id of the statement."""
    _days: Days = field(init=False)
    _agreements: Ids = field(factory=Ids, init=False)
    _processes: Ids = field(factory=Ids, init=False)

    def __attrs_post_init__(self) -> None:
        self._days = Days(self.stages.columns.dates)
        self.cast.outlets[DATABASE] = Outlet(id=DATABASE, name="PA-X Peace Agreements Database", kind="archive")

    def reports(self, rows: Iterable[Placed | Problem], file: str, released: date) -> Iterator[Report]:
        """A report for each agreement that a release adds, corrects or takes out."""
        stem = slug(os.path.basename(file).partition(".")[0])
        outlet = stem if stem.startswith(f"{DATABASE}-") else f"{DATABASE}-{stem}"
        if outlet in self.cast.outlets:  # files of several releases may have one name, each in a folder of its own
            outlet = f"{outlet}-{released.isoformat()}"
        name = f"PA-X release {stem.removeprefix(f'{DATABASE}-')} of {released.isoformat()}"
        self.cast.outlets[outlet] = Outlet(id=outlet, name=name, kind="archive")
        seen: set[str] = set()
        failed = self.summary.failed
        for found in rows:
            if isinstance(found, Problem):
                self.summary.fail(found)
                continue
            agreement = self._agreement(found, file, seen)
            if agreement is not None:
                yield from self._compare(agreement, outlet, released)
        if self.summary.failed == failed:
            yield from self._gone(seen, outlet, released)

    def _agreement(self, placed: Placed, file: str, seen: set[str]) -> Agreement | None:
        """The agreement of a row; None when the row has failed, which is counted."""
        row = placed.row
        try:
            signed = day(self._days.read(row["event_date"]).day)
        except DateError as error:
            self.summary.fail(fault("bad-date", str(error), file, placed.line, error.hint))
            return None
        name = row["id"]
        problem = self._fault(row, name, seen)
        if problem:
            self.summary.fail(fault(problem[0], problem[1], file, placed.line, "see the mapping of PA-X"))
            return None
        seen.add(name)
        return Agreement(
            id=name,
            process=row["process"],
            process_name=" ".join(row["process_name"].split()),
            name=" ".join(row["name"].split()),
            signed=signed,
            stage=row["stage"],
            status=row.get("status"),
            conflict=" / ".join(part.strip() for part in re.split(r"[\n/]", row.get("conflict", ""))),
        )

    def _fault(self, row: Mapping[str, str], name: str, seen: set[str]) -> tuple[str, str] | None:
        if not name:
            return "bad-row", "the agreement has no id"
        if name in seen:
            return "bad-row", f'the agreement "{name[:40]}" stands twice in one release'
        if row["stage"] not in self.stages.stages:
            return "unknown-code", f'there is no stage "{row["stage"][:40]}"'
        if "status" in row and row["status"] not in self.stages.statuses:
            return "unknown-code", f'there is no status "{row["status"][:40]}"'
        return None

    def _compare(self, agreement: Agreement, outlet: str, released: date) -> Iterator[Report]:
        """What a release brings: all of a new agreement, the corrections of a known one."""
        before = self._known.get(agreement.id)
        if before is not None and agreement.status is None:
            agreement = evolve(agreement, status=before.status)
        self._known[agreement.id] = agreement
        subject = self._declare(agreement)
        standing = self._standing.get(agreement.id, {})
        saying = self._saying(agreement, subject)
        gone = [name for said, name in standing.items() if said not in saying]
        new = [said for said in saying if said not in standing]
        if before is not None and not gone and not new:
            self.summary.merge(UNCHANGED if agreement == before else REWORDED)
            return
        note = "" if before is None else "a correction"
        report = self._report(f"{outlet}-{self._agreements.of(agreement.id)}", outlet, released, gone, new, note)
        ids = dict(zip(new, (statement.id for statement in report.statements if statement.subjects), strict=True))
        self._standing[agreement.id] = {said: standing.get(said) or ids[said] for said in saying}
        self.summary.became += 1
        yield report

    def _saying(self, agreement: Agreement, subject: str) -> tuple[Said, ...]:
        status = self.stages.unstated if agreement.status is None else self.stages.statuses[agreement.status]
        stage = self.stages.stages[agreement.stage]
        found = []
        if status.verb:
            found.append(Said(status.verb, subject, agreement.signed, status.hedged))
        if stage.verb:
            found.append(Said(stage.verb, self._process(agreement), agreement.signed, stage.hedged))
        return tuple(found)

    def _declare(self, agreement: Agreement) -> str:
        self._process(agreement)
        kind = self.stages.stages[agreement.stage].kind or "agreement"
        note = f"concerns {agreement.conflict}" if agreement.conflict else ""
        return self.cast.declare(
            Instrument(id=f"{DATABASE}-{self._agreements.of(agreement.id)}", name=agreement.name, kind=kind, note=note)
        )

    def _process(self, agreement: Agreement) -> str:
        name = f"process-{self._processes.of(agreement.process or 'none')}"
        return self.cast.declare(Talks(id=name, name=agreement.process_name))

    def _report(self, name: str, outlet: str, released: date, gone: list[str], new: list[Said], note: str) -> Report:
        """A report that takes back statements by their ids, and makes new ones."""
        chain = SourceChain(links=(outlet_link(outlet), outlet_link(DATABASE)))
        statements: list[Statement] = []
        if gone:
            statements.append(
                Statement(
                    id=f"{name}#1",
                    verb="retract",
                    polarity="retract",
                    refers_to=tuple(gone),
                    event_date=presumed(released),
                    chain=chain,
                )
            )
        for said in new:
            statements.append(
                Statement(
                    id=f"{name}#{len(statements) + 1}",
                    verb=said.verb,
                    subjects=(said.subject,),
                    polarity="hedge" if said.hedged else "assert",
                    event_date=said.signed,
                    chain=chain,
                )
            )
        self.summary.reports += 1
        self.summary.statements.update(statement.verb for statement in statements)
        published = ReportDate(day=released)
        return Report(id=name, outlet=outlet, published=published, statements=tuple(statements), note=note)

    def _gone(self, seen: set[str], outlet: str, released: date) -> Iterator[Report]:
        """Take back what a release no longer lists."""
        for name in [known for known in self._known if known not in seen]:
            standing = self._standing.pop(name, {})
            del self._known[name]
            if standing:
                note = "no longer listed"
                yield self._report(
                    f"{outlet}-{self._agreements.of(name)}", outlet, released, list(standing.values()), [], note
                )
