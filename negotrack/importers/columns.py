"""Maps of columns: which column of a file holds what, how cells are written.

Owns: the roles that columns can have, the styles of dates. Must not know: what a row becomes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from negotrack.files.tree import ListNode
from negotrack.importers.settings import Settings, as_text, bad
from negotrack.model.dates import DateError, ReportDate, parse_report_date
from negotrack.model.frozen import frozen_map

EVENT_ROLES: Final = (
    "id", "published", "event_date", "code", "root", "modes", "event", "outlet", "story", "url",
    "source", "source_country", "source_group", "source_sectors",
    "target", "target_country", "target_group", "target_sectors",
)  # fmt: skip
_KEYS: Final = (
    "name", "format", "delimiter", "encoding", "multiline", "unique_ids", "nothing", "dates", "actors", "layouts",
    "columns", "optional",
)  # fmt: skip
DELIMITERS: Final = (",", ";", "|")
_STYLES: Final[dict[str, tuple[str, str]]] = {
    "YYYY-MM-DD": (r"([0-9]{4})-([0-9]{2})-([0-9]{2})", r"\1-\2-\3"),
    "YYYYMMDD": (r"([0-9]{4})([0-9]{2})([0-9]{2})", r"\1-\2-\3"),
    "YYYYMMDDHHMMSS": (r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})[0-9]{2}", r"\1-\2-\3T\4:\5Z"),
    "DD/MM/YYYY": (r"([0-9]{2})/([0-9]{2})/([0-9]{4})", r"\3-\2-\1"),
    "MM/DD/YYYY": (r"([0-9]{2})/([0-9]{2})/([0-9]{4})", r"\3-\1-\2"),
    "DD.MM.YYYY": (r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})", r"\3-\2-\1"),
}
_ESCAPING: Final = ("iso2022", "hz", "idna", "punycode", "unicode-escape", "raw-unicode-escape")
"""Encodings in which what a byte stands for depends on those around it."""


@frozen(kw_only=True)
class ColumnMap:
    """How a file is laid out. `columns` and `optional` are role -> names of columns, several joined by commas.

    `delimiter` parts the cells of a row of CSV.
    `layouts` are the headers of files that have none; which one holds is told by the number of columns.
    `unique_ids`: no two rows have one id.
    `by_codes`: actors are told by codes of country and sector, where a country without a sector is the state.
    """

    name: str
    tabs: bool
    delimiter: str = ","
    encoding: str = "utf-8"
    multiline: bool = False
    unique_ids: bool = False
    nothing: frozenset[str] = frozenset(("",))
    dates: tuple[str, ...] = ("YYYY-MM-DD",)
    by_codes: bool = False
    layouts: tuple[tuple[str, ...], ...] = ()
    columns: Mapping[str, tuple[str, ...]]
    optional: Mapping[str, tuple[str, ...]] = frozen_map()


def parse_columns(settings: Settings, roles: Sequence[str], also: Sequence[str] = ()) -> ColumnMap:
    """A map of columns from its settings. Raises InvalidScenario with the place of what is wrong."""
    settings.only(*_KEYS, *also)
    dates = settings.texts("dates") or ("YYYY-MM-DD",)
    for style in dates:
        if style not in _STYLES:
            raise bad(f'no date is written as "{style}"', settings.place("dates"), f"one of {', '.join(_STYLES)}")
    if {"DD/MM/YYYY", "MM/DD/YYYY"} <= set(dates):
        raise bad("days and months could not be told apart", settings.place("dates"), "choose one of the two")
    columns, optional = _named(settings, "columns", roles), _named(settings, "optional", roles)
    if not columns:
        raise bad("the map names no columns", settings.span, "columns: {published: …, source: …}")
    tabs = settings.text("format", "csv", among=("csv", "tsv")) == "tsv"
    for key in ("delimiter", "multiline") if tabs else ():
        if settings.text(key, "false") != "false":
            raise bad(f"{key} goes with csv: between tabs, every tab and every line end parts", settings.place(key))
    return ColumnMap(
        name=settings.text("name", "the corpus"),
        tabs=tabs,
        delimiter=settings.text("delimiter", ",", among=DELIMITERS),
        encoding=_encoding(settings),
        multiline=settings.flag("multiline"),
        unique_ids=settings.flag("unique_ids"),
        nothing=frozenset((*settings.texts("nothing"), "")),
        dates=dates,
        by_codes=settings.text("actors", "names", among=("names", "codes")) == "codes",
        layouts=_layouts(settings),
        columns=columns,
        optional=optional,
    )


def _layouts(settings: Settings) -> tuple[tuple[str, ...], ...]:
    found = []
    for node in settings.nodes("layouts"):
        if not isinstance(node, ListNode):
            raise bad("a layout is a list of columns", node.span)
        if not node.items:
            raise bad("a layout has no columns", node.span)
        found.append(tuple(as_text(item, "a column") for item in node.items))
    if len({len(layout) for layout in found}) < len(found):
        raise bad("two layouts have the same number of columns", settings.place("layouts"))
    return tuple(found)


def _named(settings: Settings, key: str, roles: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    node = settings.node.get(key)
    if node is None:
        return frozen_map()
    named = Settings.of(node, key)
    named.only(*roles)
    found = {role: named.texts(role) for role in named.named()}
    for role, columns in found.items():
        if not all(columns) or not columns:
            raise bad(f"{role} names no column", named.place(role), f"{role}: name of the column")
    return frozen_map(found)


def _encoding(settings: Settings) -> str:
    name = settings.text("encoding", "utf-8")
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        raise bad(f'there is no encoding "{name}"', settings.place("encoding"), "utf-8, cp1252, …") from None
    if not getattr(found, "_is_text_encoding", True) or not _keeps_ascii(found):
        message = f'"{name}" is no encoding in which lines and cells can be told apart'
        raise bad(message, settings.place("encoding"), "utf-8, cp1252, …")
    return found.name


def _keeps_ascii(encoding: codecs.CodecInfo) -> bool:
    """Whether the bytes of ASCII are themselves, so that rows can be parted before they are decoded."""
    plain = bytes(range(128))
    if encoding.name.startswith(_ESCAPING):
        return False
    try:
        return encoding.decode(plain)[0] == plain.decode("ascii")
    except ValueError:
        return False


class Days:
    """Reads days in the styles of a map, each text once. Raises DateError."""

    def __init__(self, styles: Sequence[str]) -> None:
        self._styles = [(re.compile(_STYLES[style][0]), _STYLES[style][1]) for style in styles]
        self._expected = " or ".join(styles)
        self._known: dict[str, ReportDate] = {}

    def read(self, text: str) -> ReportDate:
        """The day, with its time where there is one."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > 100_000:
                self._known.clear()
            found = self._known[text] = self._parse(text)
        return found

    def _parse(self, text: str) -> ReportDate:
        for pattern, form in self._styles:
            match = pattern.fullmatch(text)
            if match is not None:
                return parse_report_date(match.expand(form))
        said = f'"{text[:40]}" is no date as this file writes them' if text else "the row has no date"
        raise DateError(said, f"expected {self._expected}")
