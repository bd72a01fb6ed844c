"""Text from data on its way to a terminal.

Owns: `safe`, the one function through which every string from data goes before it is drawn, and the
measuring and cropping of what it returns.
Must not know: what a text says, which console draws it, where it came from.

Nothing is removed in silence: what could steer a terminal, or could not be seen, is shown by a stand-in.
Plain text comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rich.cells import cell_len, split_graphemes
from rich.text import Text

from negotrack.model.unseen import IGNORABLE, JOINED, JOINERS
from negotrack.problems import UsageError

ELLIPSIS = "…"
LINE_END = "⏎"

# Written out, because Python's own tables differ between versions: same input, same bytes.
_CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 but the line feed, DEL, C1
_BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = f"{IGNORABLE}\u2028\u2029\ufff9-\ufffb"  # line and paragraph separators and annotation marks too
_SURROGATES = "\ud800-\udfff"
_UNSEEN = re.compile(f"(?![{_BIDI_CONTROLS}]|{JOINED})[{_CONTROLS}{_INVISIBLE}{_SURROGATES}]")
_BIDI = re.compile(f"([{_BIDI_CONTROLS}])")

_PDF, _PDI = "\u202c", "\u2069"
_CLOSED_BY = {**dict.fromkeys("\u202a\u202b\u202d\u202e", _PDF), **dict.fromkeys("\u2066\u2067\u2068", _PDI)}
_MOST_OPEN = 60  # an embedding takes up to 2 of the 125 levels of UAX #9; beyond them its rules change


def safe(text: str, *, limit: int | None = None, newlines: bool = False, bidi: bool = True) -> str:
    """The text with visible stand-ins for everything that could steer a terminal or hide in it.

    C0 and DEL become control pictures (`␛`), C1 and invisible characters their code point (`‹9B›`),
    lone surrogates U+FFFD, and line feeds `⏎` unless `newlines`. A joiner stays where a script or a picture is
    spelled with it. Bidi embeddings, overrides and isolates are closed within their line and stray closers shown
    (UAX #9); with `bidi` false all are shown.
    At most `limit` characters are kept, the mark of the cut included and bidi controls not counted.
    Applying it again changes nothing. Raises UsageError for a limit below 1.
    """
    shown = _UNSEEN.sub(_stand_in, text)
    if not newlines:
        shown = shown.replace("\n", LINE_END)
    shown = _balance(shown) if bidi else _BIDI.sub(_stand_in, shown)
    if limit is None:
        return shown
    if limit < 1:
        raise UsageError(f"a text cannot be cut to {limit} characters")
    return _balance(_shorten(shown, limit, _characters))


def cell_width(text: str) -> int:
    """How many columns of a terminal the text takes: wide characters two, combining marks none."""
    return cell_len(text)


def crop(text: str, width: int) -> str:
    """The text, made safe, on one line of at most `width` columns; `…` ends it where something was cut.

    Wide characters are not halved, and combining marks stay with the character that bears them.
    """
    return _balance(_shorten(safe(text), max(width, 0), cell_width))


def text(value: str, style: str = "", *, limit: int | None = None, newlines: bool = False) -> Text:
    """A rich Text that shows the value literally: no markup, no emoji names, no links.

    Bidi controls are shown, not kept: rich may break the text at any place, which would part a pair.
    """
    return Text(safe(value, limit=limit, newlines=newlines, bidi=False), style=style)


def _stand_in(found: re.Match[str]) -> str:
    return _shown(found[0])


def _shown(character: str) -> str:
    """What stands for one character that must not reach the terminal."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"‹{code:02X}›"


def _balance(text: str) -> str:
    """Bidi controls closed within their line: a line feed ends a paragraph, and with it all of them."""
    if _BIDI.search(text) is None:
        return text
    return "\n".join(map(_balance_line, text.split("\n")))


def _balance_line(line: str) -> str:
    due: list[str] = []
    done = [_turn(piece, due) for piece in _BIDI.split(line)]
    return "".join(done) + "".join(reversed(due))


def _turn(piece: str, due: list[str]) -> str:
    """One piece of a line: an opener adds to what is due, a closer takes off, a stray one is shown."""
    closer = _CLOSED_BY.get(piece)
    if closer is not None and len(due) < _MOST_OPEN:
        due.append(closer)
        return piece
    if piece == _PDF and due[-1:] == [_PDF]:
        return due.pop()
    if piece == _PDI and _PDI in due:  # it also closes the embeddings opened inside the isolate
        inner = len(due) - 1 - due[::-1].index(_PDI)
        closed = due[inner:]
        del due[inner:]
        return "".join(reversed(closed))
    return _shown(piece) if _BIDI.fullmatch(piece) else piece


def _shorten(text: str, room: int, size: Callable[[str], int]) -> str:
    """The longest start, in whole characters, that fits the room together with the mark of the cut."""
    if size(text) <= room:
        return text
    kept, used = 0, size(ELLIPSIS)
    for start, end, _ in split_graphemes(text)[0]:
        used += size(text[start:end])
        if used > room:
            break
        kept = end
    return text[:kept].rstrip(JOINERS) + ELLIPSIS[:room]


def _characters(text: str) -> int:
    return len(_BIDI.sub("", text))
