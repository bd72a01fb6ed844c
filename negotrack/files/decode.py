"""From bytes to text: what is UTF-8 text and what is not, and where it stops being so.

Owns: encodings, binary content, leftover merge conflicts, and characters that no log may hold unescaped.
Must not know: any format. Messages never echo bytes or control characters.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import name as character_name

from negotrack.files.tree import MAX_TEXT
from negotrack.problems import Problem, Span

BOM: Final = "\ufeff"
"""A byte order mark; `decode_text` strips it, so a writer that wants to keep one looks at the raw bytes."""

_MAGIC: Final = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip archive (or an office document)"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
STORE_MARK: Final = b"ngot"
STORE_MARK_AT: Final = 68
"""What an SQLite database of ours says of itself, and where."""
_STORE: Final = "the command line reads it as it is; in Python: negotrack.store.open_store(path).read()"
_WIDE: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_MARKERS: Final = ("<<<<<<< ", "=======", "||||||| ", ">>>>>>> ")
_CONFLICT: Final = re.compile(r"^(<{7} |={7}\r?$|\|{7} |>{7} )", re.MULTILINE)

# What YAML calls not printable, and the line breaks and lone CRs that editors and parsers count differently.
_REFUSED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
_PLAIN: Final = bytes((9, 10, *range(32, 127)))
"""All of ASCII that is never refused."""
_NAMES: Final = {8: "BACKSPACE", 12: "FORM FEED", 13: "CARRIAGE RETURN", 27: "ESCAPE", 133: "NEXT LINE"}
_SHOWN: Final = 20


def decode_text(name: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """The text of a UTF-8 file without its byte order mark, line ends untouched; or None and the reasons."""
    if len(raw) > MAX_TEXT:
        message = f"the file has {len(raw)} bytes; the limit is {MAX_TEXT}"
        return None, [Problem(code="too-large", message=message, span=Span(file=name), hint="split the file")]
    problem = _check_bytes(name, raw)
    if problem is not None:
        return None, [problem]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_invalid(name, raw, error.start)]
    if not text.strip():
        return None, [Problem(code="empty-file", message="the file is empty", span=Span(file=name))]
    conflicts = _check_conflicts(name, text)
    return (None, conflicts) if conflicts else (text, [])


def check_characters(name: str, text: str) -> list[Problem]:
    """A problem for each of the first characters that a log may hold only as escapes in double quotes."""
    problems: list[Problem] = []
    if text.isascii() and not text.encode("ascii").translate(None, _PLAIN):
        return problems
    for found in _REFUSED.finditer(text):
        problems.append(_refused_character(name, text, found.start()))
        if len(problems) == _SHOWN:
            break
    return problems


def place_at(name: str, text: str, index: int, width: int = 1) -> Span:
    """The place of a character, `width` columns wide, where only a line feed ends a line."""
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    return Span(file=name, line=line, column=column, end_line=line, end_column=column + width)


def _check_bytes(name: str, raw: bytes) -> Problem | None:
    if raw.startswith(_MAGIC[-1][0]) and raw[STORE_MARK_AT:].startswith(STORE_MARK):
        return Problem(code="not-text", message="this is a store, not text", span=Span(file=name), hint=_STORE)
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            return _not_text(f"this is {what}, not text", Span(file=name))
    for mark, encoding in _WIDE:
        if raw.startswith(mark):
            return _not_utf8(f"this is {encoding} text; only UTF-8 is read", Span(file=name))
    nul = raw.find(b"\x00")
    if nul < 0:
        return None
    if _looks_wide(raw):
        return _not_utf8("this looks like UTF-16 text; only UTF-8 is read", Span(file=name))
    before = raw[:nul].decode("utf-8", errors="replace")
    place = place_at(name, before, len(before))
    return _not_text("a NUL byte: this is not a text file", place)


def _looks_wide(raw: bytes) -> bool:
    # Latin text in UTF-16 has a NUL in every other byte.
    head = raw[:200]
    return head[::2].count(0) * 3 > len(head) or head[1::2].count(0) * 3 > len(head)


def _not_text(message: str, span: Span) -> Problem:
    return Problem(code="not-text", message=message, span=span)


def _not_utf8(message: str, span: Span) -> Problem:
    return Problem(code="not-utf8", message=message, span=span, hint="save the file as UTF-8")


def _invalid(name: str, raw: bytes, start: int) -> Problem:
    before = raw[:start].decode("utf-8-sig", errors="replace")
    return _not_utf8(f"byte 0x{raw[start]:02X} is not UTF-8", place_at(name, before, len(before)))


def _check_conflicts(name: str, text: str) -> list[Problem]:
    """One problem for each conflict, however many of its markers were left."""
    conflicts: list[list[Span]] = []
    if not any(marker in text for marker in _MARKERS):
        return []
    closed = True
    for found in _CONFLICT.finditer(text):
        place = place_at(name, text, found.start(), 7)
        kind = text[found.start()]
        if closed or kind == "<":
            conflicts.append([])
        conflicts[-1].append(place)
        closed = kind == ">"
        if len(conflicts) > _SHOWN:
            break
    return [_conflict(places) for places in conflicts[:_SHOWN]]


def _conflict(places: list[Span]) -> Problem:
    return Problem(
        code="conflict-marker",
        message="a merge conflict was left in the file",
        span=places[0],
        hint="keep one side, or both, and delete the marker lines",
        related=tuple(("and here", place) for place in places[1:4]),
    )


def _refused_character(name: str, text: str, index: int) -> Problem:
    code = ord(text[index])
    label = character_name(text[index], "") or _NAMES.get(code, "")
    what = f"U+{code:04X} {label}".rstrip()
    if code == 0xFEFF:
        what += " (a byte order mark) in the middle of the text"
    hint = "delete it, or write it as an escape in double quotes"
    if code == 13:
        hint = "end lines with LF or CRLF"
    message = f"{what} cannot stand in a log as it is"
    return Problem(code="control-character", message=message, span=place_at(name, text, index), hint=hint)
