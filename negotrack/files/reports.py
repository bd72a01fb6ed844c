"""Reports: the header of one published item, and its statements in order.

Owns: the notation of reports, the ids of statements. Must not know: other reports, how states move.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import Factory, define, frozen

from negotrack.files.builder import show
from negotrack.files.chains import make_chain, outlet_chain, read_links
from negotrack.files.declarations import READERS
from negotrack.files.guesses import REPORT_KEY_GUESSES
from negotrack.files.intake import Intake, Refused, described
from negotrack.files.parts import MERGE, unknown_key
from negotrack.files.statements import Frame, Reference, read_statement, statement_id, verbs_written
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.files.values import items, read_new_id, read_report_date
from negotrack.files.vocabulary import BY_NAME
from negotrack.model.dates import ReportDate
from negotrack.model.reports import Report, Statement
from negotrack.model.sources import Link, SourceChain
from negotrack.model.subjects import Subject
from negotrack.problems import Span

FIELDS = BY_NAME["report"]
NO_DAY = ReportDate(day=date(2079, 12, 31))
"""Stands for a report date that could not be read: late enough that nothing comes after it."""
_APART = ("id", "published", "said_by", "statements", "suggested")
_NEEDED = tuple(field for field in FIELDS.values() if field.required)


@frozen(kw_only=True)
class PlacedReport:
    """A report with the place of its id; `report` is None when it has errors.

    `draft` is what can be judged all the same: the header, and the statements without errors. `stand_ins` are the
    keys of the header that could not be read, so that nothing may be concluded from their values in the draft.
    `ids` are those of all its statements, of which the `refused` ones are not in the draft, with their verbs.
    """

    id: str
    place: Node
    report: Report | None
    draft: Report
    stand_ins: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()

    @property
    def span(self) -> Span:
        """The place of the id."""
        return self.place.span


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
    def draft(self) -> Report:
        """The report: nothing of it is in doubt."""
        return self.report

    @property
    def stand_ins(self) -> frozenset[str]:
        """No key of its header."""
        return frozenset()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its statements."""
        return tuple(statement.id for statement in self.report.statements)

    @property
    def refused(self) -> frozenset[str]:
        """No verb."""
        return frozenset()

    @property
    def span(self) -> Span:
        """The place of the line."""
        return Span(file=self.file, line=self.line, column=1, end_line=self.line, end_column=2)


@define(kw_only=True, eq=False)
class _Statements:
    """The statements of one list as far as they were read; `refused` are the verbs of those with errors."""

    found: dict[str, Statement] = Factory(dict)
    ids: dict[str, None] = Factory(dict)
    refused: set[str] = Factory(set)
    faulty: bool = False


@define(kw_only=True, eq=False)
class ReportReader:
    """Reads reports against what is declared. `references` are looked up when the last one has been read."""

    intake: Intake
    subjects: Mapping[str, Subject]
    references: list[Reference]
    lost: bool = False
    """Whether a report had no id at all, so that it may be any that is missed."""
    misnamed: list[PlacedReport] = Factory(list)
    """Reports whose id cannot be one, under what is written there."""

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
        identity = node.get("id")
        place = identity if identity is not None else node
        stand_ins = _stand_ins(node, header) if refused else {}
        unread = {"relayed_by"} if refused and "relayed_by" in node.named and "relayed_by" not in header else ()
        header |= stand_ins
        self.intake.places.setdefault((header["id"], ""), place)
        frame, broken = self._frame(node, header)
        read = _Statements()
        self._statements(read, frame, node.get("statements"), f"{header['id']}#")
        suggested = _Statements()
        if "suggested" in node.named:
            referring = len(self.references)
            self._statements(suggested, frame, node.get("suggested"), f"{header['id']}#s")
            del self.references[referring:]  # what is only proposed may refer to what is not there yet
        draft = Report(**header, statements=tuple(read.found.values()), suggested=tuple(suggested.found.values()))
        faulty = refused or broken or read.faulty or suggested.faulty
        placed = PlacedReport(
            id=draft.id,
            place=place,
            report=None if faulty else draft,
            draft=draft,
            stand_ins=frozenset((*stand_ins, *unread, "said_by") if broken else (*stand_ins, *unread)),
            ids=tuple(read.ids),
            refused=frozenset(read.refused),
        )
        if "id" not in stand_ins:
            return placed
        self.misnamed.append(placed)
        self.lost = self.lost or not isinstance(identity, TextNode) or identity.null
        return None

    def _header(self, node: MapNode) -> tuple[dict[str, Any], bool]:
        given: dict[str, Any] = {}
        refused = False
        for key, value in node.entries:
            field = FIELDS.get(key.value)
            try:
                if field is None:
                    raise unknown_key(self.intake, key, tuple(FIELDS), "a report", REPORT_KEY_GUESSES)
                if field.name == "id":
                    given["id"] = read_new_id(self.intake, value, "the id of this report")
                elif field.name == "published":
                    given["published"] = read_report_date(self.intake, value, "published")
                elif field.name not in _APART:
                    given[field.target] = READERS[field.type](self.intake, value, field)
            except Refused:
                refused = True
        missing = [field.name for field in _NEEDED if field.name not in node.named]
        if missing and MERGE not in node.named:
            named = f' "{show(given["id"])}"' if "id" in given else ""
            for name in missing:
                self.intake.error("missing-key", f"the report{named} has no {name}", node.span, f"add {name}: …")
        return given, refused or bool(missing)

    def _frame(self, node: MapNode, header: dict[str, Any]) -> tuple[Frame, bool]:
        outer = outlet_chain((*header.get("relayed_by", ()), header["outlet"])).links
        said_by = node.get("said_by")
        inner: tuple[Link, ...] = ()
        broken, circling = False, len(outer) > 1 and len(set(outer)) < len(outer)
        try:
            if said_by is not None:
                inner = read_links(self.intake, said_by, "said_by")
            chain = make_chain(self.intake, outer, inner, said_by or node.get("relayed_by") or node)
        except Refused:
            chain, broken = SourceChain(links=outer), True
        frame = Frame(
            intake=self.intake,
            subjects=self.subjects,
            report=header["id"],
            published=header["published"],
            dated=header["published"] is not NO_DAY,
            outer=outer,
            inner=inner,
            chain=chain,
            circling=circling,
            references=self.references,
        )
        return frame, broken

    def _statements(self, read: _Statements, frame: Frame, node: Node | None, prefix: str) -> None:
        if node is None or (isinstance(node, TextNode) and node.null):
            return
        if not isinstance(node, ListNode):
            message = f"statements is {described(node)}; a list is expected"
            self.intake.error("wrong-type", message, node.span, 'begin each statement with "- "')
            read.faulty = True
            return
        for place, item in enumerate(items(self.intake, node, "statements"), start=1):
            name = statement_id(frame, item, f"{prefix}{place}")
            if name in read.ids:
                read.faulty = True
                self._repeated(name, item)
            read.ids[name] = None
            try:
                read.found[name] = read_statement(frame, item, name)
            except Refused:
                read.faulty = True
                read.refused |= verbs_written(item)

    def _repeated(self, name: str, node: Node) -> None:
        message = f'two statements of one report have the id "{show(name)}"'
        self.intake.error("duplicate-id", message, node.span, "choose another id for one of them")


def _stand_ins(node: MapNode, header: Mapping[str, Any]) -> dict[str, Any]:
    """What stands for those keys that a report cannot be without and that are not in its header."""
    nameless = f"? {node.span}"
    name = node.get("id")
    written = name.value if isinstance(name, TextNode) and name.value else nameless
    found = {"id": written, "outlet": nameless, "published": NO_DAY}
    return {key: value for key, value in found.items() if key not in header}
