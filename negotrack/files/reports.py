"""Reports: the header of one published item, and its statements in order.

Owns: the notation of reports, the ids of statements. Must not know: other reports, how states move.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, frozen

from negotrack.files.builder import show
from negotrack.files.chains import make_chain, read_links
from negotrack.files.declarations import READERS
from negotrack.files.intake import Intake, Refused, described
from negotrack.files.parts import MERGE, unknown_key
from negotrack.files.statements import Frame, Reference, read_statement
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.files.values import items, read_new_id, read_report_date
from negotrack.files.vocabulary import BY_NAME
from negotrack.model.reports import Report, Statement
from negotrack.model.sources import Link, outlet_link
from negotrack.model.subjects import Subject
from negotrack.problems import Span

FIELDS = BY_NAME["report"]
_APART = ("id", "published", "said_by", "statements", "suggested")


@frozen(kw_only=True)
class PlacedReport:
    """A report with the place of its id; `report` is None when it has errors."""

    id: str
    span: Span
    report: Report | None


class LineReport:
    """A report that is plainly fine, with the line it stands on; its place is made only when somebody asks."""

    __slots__ = ("file", "line", "report")

    def __init__(self, report: Report, file: str, line: int) -> None:
        self.report = report
        self.file = file
        self.line = line

    @property
    def id(self) -> str:
        """The id of the report."""
        return self.report.id

    @property
    def span(self) -> Span:
        """The place of the line."""
        return Span(file=self.file, line=self.line, column=1, end_line=self.line, end_column=2)


@define(kw_only=True, eq=False)
class ReportReader:
    """Reads reports against what is declared. `references` are looked up when the last one has been read."""

    intake: Intake
    subjects: Mapping[str, Subject]
    references: list[Reference]
    lost: bool = False
    """Whether a report had no id that could be read."""

    def read_list(self, node: Node, what: str) -> list[PlacedReport]:
        """Every report of a list; one map stands for a list of one."""
        if isinstance(node, TextNode) and node.null:
            return []
        return [found for item in items(self.intake, node, what) if (found := self.read(item)) is not None]

    def read(self, node: Node) -> PlacedReport | None:
        """One report; None when not even its id can be told."""
        if not isinstance(node, MapNode):
            message = f"a report is {described(node)}; a map with id, outlet and published is expected"
            self.intake.error("wrong-type", message, node.span, "write it as id: …, outlet: …, published: …")
            self.lost = True
            return None
        header, refused = self._header(node)
        name = header.get("id")
        if name is None:
            self.lost = True
            return None
        identity = node.get("id")
        span = identity.span if identity is not None else node.span
        self.intake.places.setdefault((name, ""), span)
        if header.get("published") is None or header.get("outlet") is None:
            return PlacedReport(id=name, span=span, report=None)
        frame, broken = self._frame(node, header)
        statements, bad = self._statements(frame, node.get("statements"), f"{name}#")
        suggested, worse = self._statements(frame, node.get("suggested"), f"{name}#s")
        if refused or broken or bad or worse:
            return PlacedReport(id=name, span=span, report=None)
        report = Report(**header, statements=statements, suggested=suggested)
        return PlacedReport(id=name, span=span, report=report)

    def _header(self, node: MapNode) -> tuple[dict[str, Any], bool]:
        given: dict[str, Any] = {}
        refused = False
        for key, value in node.entries:
            field = FIELDS.get(key.value)
            try:
                if field is None:
                    raise unknown_key(self.intake, key, tuple(FIELDS), "a report")
                if field.name == "id":
                    given["id"] = read_new_id(self.intake, value, "the id of this report")
                elif field.name == "published":
                    given["published"] = read_report_date(self.intake, value, "published")
                elif field.name not in _APART:
                    given[field.target] = READERS[field.type](self.intake, value, field)
            except Refused:
                refused = True
        for field in FIELDS.values():
            if field.required and node.get(field.name) is None:
                refused = True
                if node.get(MERGE) is not None:
                    continue
                named = f' "{show(given["id"])}"' if "id" in given else ""
                message = f"the report{named} has no {field.name}"
                self.intake.error("missing-key", message, node.span, f"add {field.name}: …")
        return given, refused

    def _frame(self, node: MapNode, header: dict[str, Any]) -> tuple[Frame, bool]:
        outer = tuple(outlet_link(name) for name in (*header.get("relayed_by", ()), header["outlet"]))
        said_by = node.get("said_by")
        inner: tuple[Link, ...] = ()
        chain, broken = None, False
        circling = len(set(outer)) < len(outer)
        try:
            if said_by is not None:
                inner = read_links(self.intake, said_by, "said_by")
            relayed = node.get("relayed_by")
            span = (said_by or relayed or node).span
            chain = make_chain(self.intake, outer, inner, span)
        except Refused:
            broken = True
        frame = Frame(
            intake=self.intake,
            subjects=self.subjects,
            report=header["id"],
            published=header["published"],
            outer=outer,
            inner=inner,
            chain=chain,
            circling=circling,
            references=self.references,
        )
        return frame, broken

    def _statements(self, frame: Frame, node: Node | None, prefix: str) -> tuple[tuple[Statement, ...], bool]:
        if node is None or (isinstance(node, TextNode) and node.null):
            return (), False
        found: dict[str, Statement] = {}
        refused = False
        if not isinstance(node, ListNode):
            message = f"statements is {described(node)}; a list is expected"
            self.intake.error("wrong-type", message, node.span, 'begin each statement with "- "')
            return (), True
        for place, item in enumerate(items(self.intake, node, "statements"), start=1):
            try:
                statement = read_statement(frame, item, f"{prefix}{place}")
            except Refused:
                refused = True
                continue
            if statement.id in found:
                refused = True
                self._repeated(statement.id, item)
            found[statement.id] = statement
        return tuple(found.values()), refused

    def _repeated(self, name: str, node: Node) -> None:
        message = f'two statements of one report have the id "{show(name)}"'
        self.intake.error("duplicate-id", message, node.span, "choose another id for one of them")
