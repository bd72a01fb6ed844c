"""Positioned trees into one scenario: top level, declarations, reports, and then what holds between them.

Owns: the order of reading, the top level of a file, which problems hide which. Must not know: where trees
come from, how states move.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from negotrack.files.builder import show
from negotrack.files.check_identities import check_identities
from negotrack.files.check_ids import check_look_alikes
from negotrack.files.check_links import check_links
from negotrack.files.check_references import Told, check_references
from negotrack.files.check_reports import Placed, check_statements, first_told
from negotrack.files.declarations import collect_ids, read_declarations
from negotrack.files.fast_lines import FastLines
from negotrack.files.intake import Intake, Refused, described, report_of
from negotrack.files.parts import unknown_key
from negotrack.files.reports import LineReport, PlacedReport, ReportReader
from negotrack.files.statements import Reference
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.files.values import read_new_id, read_text
from negotrack.files.vocabulary import BY_NAME, SECTION_OF, SECTIONS, SUBJECT, TOP, VERSION
from negotrack.model.frozen import FrozenMap
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import Problem, Span

_TOP = BY_NAME["top"]
NOWHERE = Span(file="")
_VERSION = re.compile(r"[1-9][0-9]{0,5}")


@frozen(kw_only=True)
class Structured:
    """What a reading came to: the scenario unless there are errors, its problems in the order of the text, and
    the places of ids of declarations, reports and statements."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    spans: Mapping[str, Span]


class Spans(Mapping[str, Span]):
    """Id -> place, of everything declared, of reports and of statements; for lines made when asked for."""

    def __init__(self, intake: Intake, told: Mapping[str, Placed]) -> None:
        self._places = intake.places
        self._told = told

    def __getitem__(self, name: str) -> Span:
        found = self._places.get((name, ""))
        if found is not None:
            return found.span
        placed = self._told.get(name) or self._told[report_of(name)]
        if isinstance(placed, LineReport) and (name == placed.id or name in {s.id for s in placed.report.statements}):
            return placed.span
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        yield from (owner for owner, key in self._places if not key)
        for placed in self._told.values():
            if isinstance(placed, LineReport):
                yield placed.id
                yield from (statement.id for statement in placed.report.statements)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy holds the places alone, not what they were read from."""
        return FrozenMap, (dict(self),)


@define(kw_only=True, eq=False)
class Structuring:
    """One scenario being read: first `declare` with the main file, then `add_reports`, then `finish`."""

    intake: Intake = field(factory=Intake)
    header: dict[str, Any] = field(factory=dict)
    declarations: dict[str, dict[str, Any]] = field(factory=dict)
    drafts: dict[str, dict[str, Any]] = field(factory=dict)
    """What could be read of declarations with errors, by kind."""
    references: list[Reference] = field(factory=list)
    reports: list[Placed] = field(factory=list)
    reader: ReportReader | None = None
    fast: FastLines | None = None
    main: Span = NOWHERE
    need_reports: bool = True
    lost: bool = False
    """Whether some text could not be read, so that reports may be missing."""
    torn: set[str] = field(factory=set)
    """Reports in whose text something was left out, so that statements may be missing."""

    def declare(self, root: Node, faults: Sequence[Problem] = ()) -> None:
        """Read the main file: everything that is declared, and the reports that it holds itself.

        `faults` are the problems of its text: what was left out because of them is not missed a second time.
        """
        self.main = Span(file=root.span.file)
        self._blame(faults)
        if not isinstance(root, MapNode):
            if not any(problem.is_error for problem in faults):
                message = f"the file holds {described(root)}; a map that begins with negotrack: 1 is expected"
                self.intake.error("wrong-type", message, root.span, "see the reference of the format")
            self.lost = True
            self._prepare(MapNode(root.file, root.start, root.end))
            return
        if self._version_is_read(root):
            self._forgive(root, faults)
            self._forgive_slips(root)
            self._prepare(root)
            self._read_header(root)
            reports = root.get("reports")
            if reports is not None:
                self._add(reports, "reports")

    def _forgive(self, root: MapNode, faults: Sequence[Problem]) -> None:
        """Sections that a fault of the text lies in may lack some of their ids."""
        for problem in faults:
            if not problem.is_error:
                continue
            places = [problem.span, *(span for _, span in problem.related)]
            for key, value in root.entries:
                if not any(key.span.line <= place.line <= max(value.span.end_line, key.span.line) for place in places):
                    continue
                if key.value == "reports":
                    self._tear(value, problem.span)
                elif not _keeps_ids(value, problem):
                    self.intake.unsure.update(s.kind for s in SECTIONS if s.key == key.value)

    def _blame(self, faults: Sequence[Problem]) -> None:
        """Words without a colon are left in the tree, where they would be unknown keys as well."""
        self.intake.blamed.update(fault.span for fault in faults if fault.code == "key-without-value")

    def _tear(self, reports: Node, fault: Span) -> None:
        """Note which report lacks what was left out at a fault of the text; any may be lost where none is there."""
        for node in reports.items if isinstance(reports, ListNode) else (reports,):
            name = node.get("id") if isinstance(node, MapNode) else None
            if isinstance(name, TextNode) and _lies_in(fault, node.span):
                self.torn.add(name.value)
                return
        self.lost = True

    def _forgive_slips(self, root: MapNode) -> None:
        """A section whose key is misspelled is not there, and its ids are not missed a second time."""
        keys = {section.key: section.kind for section in SECTIONS}
        for key, _ in root.entries:
            meant = self.intake.nearest(key.value, _TOP) if key.value not in _TOP else None
            if meant in keys:
                self.intake.unsure.add(keys[meant])
            self.lost = self.lost or meant == "reports"

    def add_reports(self, root: Node, faults: Sequence[Problem] = ()) -> None:
        """Read a file of reports: one, a list, or a map with `reports`."""
        self._blame(faults)
        inner = root.get("reports") if isinstance(root, MapNode) and root.get("outlet") is None else None
        for problem in faults:
            if problem.is_error:
                self._tear(inner or root, problem.span)
        if isinstance(root, MapNode) and (reports := root.get("reports")) is not None and root.get("outlet") is None:
            for key, _ in root.entries:
                if key.value not in ("negotrack", "reports"):
                    hint = "declarations belong into scenario.yaml" if key.value in _TOP else ""
                    message = f'there is no key "{show(key.value)}" beside reports in a file of reports'
                    self.intake.error("unknown-key", message, key.span, hint)
            self._add(reports, "reports")
        else:
            self._add(root, "the file")

    def _add(self, node: Node, what: str) -> None:
        if self.reader is not None:
            self.reports += self.reader.read_list(node, what)

    def _prepare(self, root: MapNode) -> None:
        collect_ids(self.intake, root)
        self.declarations = read_declarations(self.intake, root, self.drafts)
        self.reader = ReportReader(intake=self.intake, subjects=self.subjects, references=self.references)
        if not self.intake.unsure:
            self.fast = FastLines(self.intake, self.subjects)

    @property
    def subjects(self) -> dict[str, Any]:
        """Every subject that was read without errors, in the order of the sections."""
        return {name: value for kind in SUBJECT for name, value in self.declarations[kind].items()}

    def _version_is_read(self, root: MapNode) -> bool:
        """Only a version that is known can be judged: of a newer one nothing else is said."""
        node = root.get("negotrack")
        if node is None:
            return True
        text = node.value if isinstance(node, TextNode) else ""
        if not _VERSION.fullmatch(text):
            message = f"negotrack is {described(node)}; the version of the format is expected"
            self.intake.error("bad-version", message, node.span, f"write negotrack: {VERSION}")
            return False
        if int(text) > VERSION:
            message = f"the file is of version {text} of the format; this negotrack reads up to version {VERSION}"
            self.intake.error("bad-version", message, node.span, "read it with a newer negotrack")
            return False
        self.header["version"] = int(text)
        return True

    def _read_header(self, root: MapNode) -> None:
        for key, value in root.entries:
            entry = _TOP.get(key.value)
            try:
                if entry is None:
                    raise unknown_key(self.intake, key, tuple(_TOP), "a scenario")
                if entry.type == "own_id":
                    self.header[entry.target] = read_new_id(self.intake, value, "the id of the scenario")
                elif entry.type == "text":
                    self.header[entry.target] = read_text(self.intake, value, key.value)
            except Refused:
                continue
        for entry in TOP:
            if entry.required and root.get(entry.name) is None:
                message = f"the scenario has no {entry.name}"
                hint = f"begin the file with {entry.name}: {VERSION if entry.type == 'version' else 'id'}"
                self.intake.error("missing-key", message, root.span, hint)

    def adopt(self, scenario: Scenario) -> None:
        """Take the declarations of a scenario, to read more reports against them."""
        intake = self.intake
        for kind, values in (
            ("party", scenario.parties), ("outlet", scenario.outlets), ("channel", scenario.channels),
            ("lens", scenario.lenses),
        ):  # fmt: skip
            intake.declared[kind] = dict.fromkeys(values, NOWHERE)
        for name in scenario.subjects:
            intake.declared[scenario.kind(name)][name] = NOWHERE
            intake.subject_kinds[name] = scenario.kind(name)
        self.declarations = {kind: {} for kind in SECTION_OF} | {"party": dict(scenario.parties)}
        subjects = dict(scenario.subjects)
        self.reader = ReportReader(intake=intake, subjects=subjects, references=self.references)
        self.fast = FastLines(intake, subjects)

    def take_problems(self, reports: Sequence[Report]) -> list[Problem]:
        """The problems so far, with those of single statements, which are then forgotten."""
        if self.reader is not None:
            check_statements(self.intake, self.declarations["party"], self.reader.subjects, reports)
        found = self.intake.problems
        self.intake.problems = []
        return found

    def scenario(self, reports: Iterable[Report]) -> Scenario:
        """What was read, as one value; for a reading without errors."""
        found = self.declarations
        return Scenario(
            **self.header,
            parties=found["party"],
            outlets=found["outlet"],
            channels=found["channel"],
            subjects=self.subjects,
            lenses=found["lens"],
            reports=tuple(reports),
        )

    def add_line(self, raw: bytes, name: str, number: int) -> bool:
        """Read a line of JSON as a report, if it is plainly fine."""
        if self.fast is None:
            return False
        report = self.fast.read(raw)
        if report is not None:
            self.reports.append(LineReport(report, name, number))
        return report is not None

    def finish(self) -> Structured:
        """Everything that holds between declarations and reports, and the result."""
        told = first_told(self.intake, self.reports)
        self.intake.told = told
        if self.reader is not None:
            self._check(told)
        problems = (*sorted(self.intake.problems, key=place_key), *self._dropped())
        failed = any(problem.is_error for problem in problems) or self.reader is None
        kept = (placed.report for placed in told.values() if placed.report is not None)
        scenario = None if failed else self.scenario(kept)
        return Structured(scenario=scenario, problems=problems, spans=Spans(self.intake, told))

    def _dropped(self) -> list[Problem]:
        """What is said of the problems for which there was no room."""
        if not self.intake.dropped:
            return []
        message = f"there are {self.intake.dropped} more problems that are not shown"
        return [Problem(code="too-many-problems", message=message, span=self.main)]

    def _check(self, told: Mapping[str, Placed]) -> None:
        parties, subjects = self.declarations["party"], self.subjects
        check_links(self.intake, parties, subjects, self.drafts)
        misnamed = self.reader.misnamed if self.reader is not None else []
        careful = [*(placed for placed in told.values() if isinstance(placed, PlacedReport)), *misnamed]
        drafts, stand_ins = [placed.draft for placed in careful], {placed.id: placed.stand_ins for placed in careful}
        check_statements(self.intake, parties, subjects, drafts, stand_ins)
        if self.references or any(s.polarity == "retract" for report in drafts for s in report.statements):
            self._check_references([*told.values(), *misnamed])
        self._check_ids(told)
        if self.need_reports and not (self.reports or misnamed or self.lost or self._lost_reports()):
            message = "there are no reports, and nothing has a state without one"
            hint = "add them under reports, or as files in the folder reports"
            self.intake.error("no-reports", message, self.main, hint)

    def _check_references(self, placed: Iterable[Placed]) -> None:
        told = Told(
            intake=self.intake,
            reports={found.id: found for found in placed},
            lost=self.lost or self._lost_reports(),
            torn=frozenset(self.torn),
        )
        check_references(told, self.references)
        check_identities(told)

    def _check_ids(self, told: Mapping[str, Placed]) -> None:
        declared, place = self.intake.declared, self.intake.place
        lenses = [name for name, span in declared["lens"].items() if span.line]
        for names in (
            [*declared["party"], *declared["outlet"]],
            declared["channel"],
            self.intake.subject_kinds,
            lenses,
        ):
            check_look_alikes(self.intake, names, place)
        check_look_alikes(self.intake, told, self.intake.report_place)

    def _lost_reports(self) -> bool:
        """Whether a report was too faulty to have an id."""
        return self.reader is not None and self.reader.lost


def _lies_in(place: Span, whole: Span) -> bool:
    start, end = (whole.line, whole.column), (whole.end_line, whole.end_column)
    return start <= (place.line, place.column) <= end


def _keeps_ids(section: Node, fault: Problem) -> bool:
    """Whether what was left out of a section is a part of one declaration, or a second one of the same id."""
    if not isinstance(section, MapNode):
        return False
    ids = {key.span for key, _ in section.entries}
    repeated = fault.code == "duplicate-key" and any(span in ids for _, span in fault.related)
    return repeated or any(_lies_in(fault.span, value.span) for _, value in section.entries)


def place_key(problem: Problem) -> tuple[bool, str, int, int, str, str]:
    """The order of problems: by file, line and column; that there are no reports may follow from any of them."""
    span = problem.span
    return (problem.code == "no-reports", span.file, span.line, span.column, problem.code, problem.message)
