"""Writers of answers: a document (a record whose lists of records are its tables) as text in one format.

Data never becomes markup, a formula or an escape sequence: what could is shown by a stand-in, quoted or escaped.
Owns: JSON, JSON lines, CSV and Markdown. Must not know: what a document says.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from negotrack.exporters.columns import COLUMNS
from negotrack.exporters.records import Record, flat
from negotrack.model.unseen import HIDING, IGNORABLE

Document = Mapping[str, Any]

# Escaped in JSON beyond what JSON asks for: they could steer a terminal or hide in it.
_STEERING: Final = re.compile(f"[\x7f-\x9f{IGNORABLE}\u2028\u2029\ufff9-\ufffb\ud800-\udfff]")
# Bidi embeddings, overrides and isolates too: one that is not closed turns the next cells round.
_CONTROLS: Final = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]|{HIDING}")
# A spreadsheet may take a cell for a formula when it begins so, full-width signs and what precedes them included.
_FORMULA: Final = re.compile(r"[\s\u200b\ufeff'\"]*[=+\-@|%＝＋－＠]")
_NUMBER: Final = re.compile(r"-?[0-9]+")
# Within words `_` is no markup, and what only matters at the start of a line never stands there.
# Addresses, mentions, numbers of issues and names of pictures are found by their `:`, `@`, `#` and `www.`.
_MARKUP: Final = re.compile(r"([\\`*\[\]{}<>|~&^$@#]|(?<!\w)_|_(?!\w)|:(?=\S)|!(?=\[)|(?<=www)\.)", re.I)


def format_json(document: Any) -> str:
    """The document as indented JSON with its own order of keys."""
    return escape_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def format_jsonl(document: Document) -> str:
    """One line a record, which names its table under `record`; the first one is the head."""
    head = {key: value for key, value in document.items() if not _is_table(value)}
    lines = [{"record": "answer", **head}]
    lines += [{"record": name, **row} for name, rows in tables(document) for row in rows]
    return "".join(map(format_line, lines))


def format_line(record: Record) -> str:
    """One record as a line of JSON lines."""
    return escape_json(json.dumps(record, ensure_ascii=False, separators=(", ", ": "))) + "\n"


def format_csv(document: Document) -> str:
    """The first table of the document, with a row of headers even if it is empty; formulas are defused by `'`."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for name, rows in tables(document):
        cells = [flat(row) for row in rows]
        if columns := cells[0] if cells else COLUMNS.get(name):
            writer.writerow(columns)
            writer.writerows([defused(value) for value in row.values()] for row in cells)
        break
    return written.getvalue()


def format_md(document: Document) -> str:
    """Every table under a heading, after the head; cells are escaped, so that they stay text."""
    head = [f"- {name}: {escaped(value)}" for name, value in flat(_head(document)).items() if value]
    parts = ["\n".join(head)] if head else []
    for name, rows in tables(document):
        parts.append(f"## {name.replace('_', ' ').capitalize()}")
        parts.append("\n".join(_md_rows([flat(row) for row in rows])) if rows else "None.")
    return "\n\n".join(parts) + "\n"


def tables(document: Document) -> Iterator[tuple[str, list[Record]]]:
    """Every list of records of a document with its name."""
    return ((name, value) for name, value in document.items() if _is_table(value))


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula and no terminal for a command; whole numbers stay."""
    shown = visible(cell)
    runs = _FORMULA.match(cell) or _FORMULA.match(shown)
    return f"'{shown}" if runs and not _NUMBER.fullmatch(shown) else shown


def escaped(cell: str) -> str:
    """A cell of Markdown that shows the text as it is."""
    return inline(visible(cell).replace("\n", " ").replace("\t", " "))


def inline(line: str) -> str:
    """One line with every sign escaped that Markdown reads within a line: no emphasis, link, address or mention."""
    return _MARKUP.sub(r"\\\1", line)


def visible(text: str) -> str:
    """The text with stand-ins for controls; line feeds and tabs stay."""
    return _CONTROLS.sub(_stand_in, text)


def _head(document: Document) -> Record:
    return {key: value for key, value in document.items() if not _is_table(value)}


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _md_rows(rows: list[dict[str, str]]) -> Iterator[str]:
    yield f"| {' | '.join(name.replace('_', ' ') for name in rows[0])} |"
    yield f"|{'|'.join(' --- ' for _ in rows[0])}|"
    for row in rows:
        yield f"| {' | '.join(escaped(cell) for cell in row.values())} |"


def escape_json(text: str) -> str:
    """JSON text with escapes for what could steer a terminal or hide in it; it reads back as the same values."""
    return _STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _stand_in(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd" if 0xD800 <= code <= 0xDFFF else f"‹{code:02X}›"


WRITERS: Final[Mapping[str, Callable[[Document], str]]] = {
    "json": format_json,
    "jsonl": format_jsonl,
    "csv": format_csv,
    "md": format_md,
}
