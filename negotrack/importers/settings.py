"""Settings in YAML (column maps, stages, rules) and tables in CSV, read strictly and with their places.

Owns: how a settings file is opened and its values taken out; where the shipped tables lie.
Must not know: what any setting means.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from importlib.resources import files

from attrs import frozen

from negotrack.files.builder import show
from negotrack.files.decode import decode_text
from negotrack.files.profile import parse_profile
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.importers.opening import read_small
from negotrack.problems import InvalidScenario, Problem, Span, suggest


def shipped(name: str) -> tuple[str, str]:
    """A table of the package: the name shown, and its text."""
    return name, files("negotrack.importers").joinpath("tables", name).read_text(encoding="utf-8")


def load_text(path: str | None, default: str) -> tuple[str, str]:
    """The file given, or the shipped one: the name shown, and its text. Raises ReadError, InvalidScenario."""
    if path is None:
        return shipped(default)
    name, raw = read_small(path)
    text, problems = decode_text(name, raw)
    if text is None:
        raise InvalidScenario(problems)
    return name, text


def bad(message: str, span: Span, hint: str = "") -> InvalidScenario:
    """That a settings file is wrong at a place."""
    return InvalidScenario([Problem(code="bad-mapping", message=message, span=span, hint=hint)])


@frozen
class Settings:
    """A map of settings. Every taker raises InvalidScenario for a value of another kind."""

    node: MapNode
    what: str

    @classmethod
    def parse(cls, name: str, text: str, what: str) -> Settings:
        """The settings in a text of YAML."""
        node, problems = parse_profile(name, text)
        if any(problem.is_error for problem in problems) or node is None:
            raise InvalidScenario(problems)
        return cls.of(node, what)

    @classmethod
    def of(cls, node: Node, what: str) -> Settings:
        """The settings in a node."""
        if not isinstance(node, MapNode):
            raise bad(f"{what} is no map", node.span, "write it as key: value")
        return cls(node, what)

    @property
    def span(self) -> Span:
        """Where they stand."""
        return self.node.span

    def only(self, *known: str) -> None:
        """Refuse every other key."""
        for key, _ in self.node.entries:
            if key.value not in known:
                hint = suggest(key.value, known) or f"{self.what} takes {', '.join(known)}"
                raise bad(f'there is no key "{show(key.value)}" in {self.what}', key.span, hint)

    def text(self, key: str, default: str | None = None, *, among: Sequence[str] = ()) -> str:
        """A text; one of some words where these are given."""
        node = self.node.get(key)
        if node is None:
            if default is None:
                raise bad(f"{self.what} has no {key}", self.span, f"add {key}: …")
            return default
        found = as_text(node, key)
        if among and found not in among:
            hint = suggest(found, among) or f"one of {', '.join(among)}"
            raise bad(f'{key} cannot be "{show(found)}"', node.span, hint)
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text is a list of one, nothing an empty one."""
        node = self.node.get(key)
        if node is None:
            return ()
        nodes = node.items if isinstance(node, ListNode) else (node,)
        return tuple(as_text(item, key) for item in nodes)

    def flag(self, key: str) -> bool:
        """`true` or `false`; false when absent."""
        return self.text(key, "false", among=("true", "false")) == "true"

    def nodes(self, key: str) -> Sequence[Node]:
        """The items of a list."""
        node = self.node.get(key)
        if node is None:
            return ()
        return node.items if isinstance(node, ListNode) else (node,)

    def entries(self, key: str) -> Iterator[tuple[str, Node]]:
        """The entries of a map below a key; none when it is absent."""
        node = self.node.get(key)
        if node is None:
            return
        for name, value in Settings.of(node, key).node.entries:
            yield name.value, value

    def named(self) -> tuple[str, ...]:
        """Every key, in the order written."""
        return tuple(key.value for key, _ in self.node.entries)

    def place(self, key: str) -> Span:
        """Where the value of a key stands, or else the settings."""
        node = self.node.get(key)
        return node.span if node is not None else self.span


def as_text(node: Node, what: str) -> str:
    """The text of a node."""
    if not isinstance(node, TextNode) or (node.null and not node.quoted):
        raise bad(f"{what} is no text", node.span, "write one text, in quotes where it is empty")
    return node.value


@frozen
class TableRow:
    """A row of a table in CSV, with its place."""

    span: Span
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def table_rows(name: str, text: str, columns: Sequence[str], optional: Sequence[str] = ()) -> Iterator[TableRow]:
    """The rows of a table in CSV with these columns; lines that begin with # are comments."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(name, header, columns, optional)
        for cells in reader:
            span = Span(file=name, line=reader.line_num, column=1, end_line=reader.line_num, end_column=2)
            if not any(cells) or cells[0].startswith("#"):
                continue
            if len(cells) != len(header):
                raise bad(f"{len(cells)} cells under {len(header)} columns", span, "put cells with commas in quotes")
            row = dict.fromkeys(optional, "") | dict(zip(header, map(str.strip, cells), strict=True))
            yield TableRow(span, row)
    except csv.Error as error:
        span = Span(file=name, line=max(reader.line_num, 1), column=1)
        raise bad(f"this is no row of CSV: {error}", span) from None


def _check_header(name: str, header: list[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    span = Span(file=name, line=1, column=1, end_line=1, end_column=2)
    for column in columns:
        if column not in header:
            raise bad(f'the table has no column "{column}"', span, suggest(column, header))
    for column in header:
        if column not in (*columns, *optional) or header.count(column) > 1:
            known = ", ".join((*columns, *optional))
            raise bad(f'the column "{show(column)}" is unknown or stands twice', span, f"the columns are {known}")
