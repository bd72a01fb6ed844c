"""One canonical form for files that people write, with their comments kept.

Keys stand in the order of the vocabulary, two spaces indent, lists are indented under their key; quotes are
written where the text needs them or would be taken for a number, date or truth value by other readers; a list of
texts stands on one line where it fits, a map stays on one line where its writer put it there and it fits; long
texts are folded; one blank line at most, and one around every section. A byte order mark and the ends of lines
stay as found. Comments stay with the entry that they stood before, behind or below.
Owns: that form. Must not know: how files are read and replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from negotrack.files.canonical import Order, order_for
from negotrack.files.comments import BLANK, Branch, Entry, Page, Scalar, read_page
from negotrack.files.decode import BOM
from negotrack.files.emit import format_node, format_scalar
from negotrack.files.profile import parse_profile
from negotrack.files.tree import TextNode
from negotrack.problems import NegotrackError, Problem

WIDTH: Final = 110
# What other readers of YAML take for something else than text.
_TYPED: Final = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?[0-9.][0-9_.,:eE+-]*|0[xob][0-9a-fA-F_]+|"
    r"[-+]?\.(?:inf|nan)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?",
    re.IGNORECASE,
)
_MODELINE: Final = "# yaml-language-server:"
_UNFOLDABLE: Final = re.compile("\t|  |^ | $|\n\n\n|\n |[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_LONGEST_KEY: Final = 1000


class CannotFormat(NegotrackError):
    """The canonical form would not be the same log with the same comments, so the file is left as it is."""


def format_text(name: str, text: str) -> tuple[str | None, list[Problem]]:
    """The text of one file in canonical form; None with problems when the strict profile refuses it.

    Raises CannotFormat when the result would not read back as the same tree with the same comments.
    """
    mark = BOM if text.startswith(BOM) else ""
    line_end = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
    plain = text.removeprefix(BOM).replace("\r\n", "\n")
    root, problems = parse_profile(name, plain)
    errors = [problem for problem in problems if problem.is_error]
    if root is None or errors:
        return None, errors
    page = read_page(plain, root)
    order = order_for(root)
    kept = sorted(comment.text for comment in page.comments)
    arrange(page, order)
    written = write(page)
    _check(name, order.tree(root), kept, written, order)
    return mark + written.replace("\n", line_end), problems


def _check(name: str, expected: object, kept: list[str], written: str, order: Order) -> None:
    """That what was written reads back the same, and that writing it again would change nothing."""
    root, problems = parse_profile(name, written)
    if root is None or any(problem.is_error for problem in problems) or order.tree(root) != expected:
        raise CannotFormat("the result would not be the same log")
    page = read_page(written, root)
    if sorted(comment.text for comment in page.comments) != kept:
        raise CannotFormat("a comment would be lost")
    arrange(page, order)
    if write(page) != written:
        raise CannotFormat("the result would not stay as it is")


def arrange(page: Page, order: Order) -> None:
    """Put every map in order; what stands at the top of the file stays there."""
    root = page.root
    if not isinstance(root, Branch):
        return
    if root.entries:
        first = root.entries[0]
        page.head += _take_head(first)
    order.arrange(root)
    if root.is_map:
        _set_apart(root)


def _take_head(first: Entry) -> list[str]:
    """The comments above the first entry, but for those that stand right upon it."""
    before = first.before
    cut = max((place for place, line in enumerate(before) if line == BLANK), default=-1) + 1
    cut = max([cut, *(place + 1 for place, line in enumerate(before) if line.startswith(_MODELINE))])
    head, first.before = before[:cut], before[cut:]
    return head


def _set_apart(root: Branch) -> None:
    """A blank line around every section of a scenario."""
    apart = [isinstance(e.value, Branch) and bool(e.value.entries) and not _on_a_line(e, 0) for e in root.entries]
    for place, entry in enumerate(root.entries):
        if place and (apart[place] or apart[place - 1]):
            entry.before = [BLANK, *entry.before]


def write(page: Page) -> str:
    """The lines of a page."""
    lines = list(page.head)
    if isinstance(page.root, Scalar):
        lines.append(format_scalar(page.root.node.value))
    else:
        if lines and page.root.entries and not (lines[-1].startswith(_MODELINE) or lines[-1] == BLANK):
            lines.append(BLANK)
        lines += (
            _block(page.root, "") if page.root.entries else ["[]" if not page.root.is_map else "{}", *page.root.tail]
        )
    return "\n".join(_single_blanks(lines)) + "\n"


def _single_blanks(lines: Iterable[str]) -> Iterator[str]:
    """The lines without blank ones at the ends, and never two together."""
    due, begun = False, False
    for line in lines:
        if not line:
            due = begun
            continue
        if due:
            yield ""
        yield from line.split("\n")
        due, begun = False, True


def _block(branch: Branch, pad: str) -> Iterator[str]:
    """The lines of a list or map; a text of several lines is one of them, so that its blank lines stay."""
    for place, entry in enumerate(branch.entries):
        before = entry.before
        if not place:
            before = before[next((n for n, line in enumerate(before) if line), len(before)) :] if before else before
        lines = list(_entry(entry, pad))
        hoisted = [] if branch.is_map else _hoisted(entry, len(pad))
        yield from (f"{pad}{line}" if line else "" for line in (*before, *hoisted))
        yield from lines
    yield from (f"{pad}{line}" if line else "" for line in branch.tail)


def _hoisted(item: Entry, indent: int) -> list[str]:
    """The comments of an item whose map begins on the line of the dash."""
    if not _opens_on_dash(item, indent):
        return []
    assert isinstance(item.value, Branch)
    first = item.value.entries[0]
    return [*([item.after] if item.after else []), *(line for line in first.before if line)]


def _opens_on_dash(item: Entry, indent: int) -> bool:
    value = item.value
    return isinstance(value, Branch) and value.is_map and bool(value.entries) and not _on_a_line(item, indent)


def _entry(entry: Entry, pad: str) -> Iterator[str]:
    if entry.key is None and _opens_on_dash(entry, len(pad)):
        assert isinstance(entry.value, Branch)
        yield from _map_on_dash(entry.value, pad)
        return
    head = pad + ("-" if entry.key is None else f"{_key(entry.key)}:")
    comment = f"  {entry.after}" if entry.after else ""
    value = entry.value
    if isinstance(value, Scalar):
        yield _scalar(value, head, pad, comment)
        return
    line = _flow(value) if _on_a_line(entry, len(pad)) else None
    if line is not None:
        yield f"{head} {line}{comment}"
        if value.tail:
            yield from (f"{pad}  {line}" if line else "" for line in value.tail)
        return
    yield head + comment
    yield from _block(value, pad + "  ")


def _map_on_dash(branch: Branch, pad: str) -> Iterator[str]:
    """A map as an item: its first entry on the line of the dash, its comments before that."""
    first = branch.entries[0]
    kept, first.before = first.before, []
    lines = _block(branch, pad + "  ")
    yield f"{pad}- {next(lines)[len(pad) + 2 :]}"
    yield from lines
    first.before = kept


def _on_a_line(entry: Entry, indent: int) -> bool:
    """Whether a value goes on the line of its key: lists of texts do, maps where their writer wanted it."""
    value = entry.value
    if not isinstance(value, Branch):
        return False
    if not value.entries:
        return True
    if any(inner.commented for inner in value.entries) or value.tail:
        return False
    texts = not value.is_map and all(isinstance(inner.value, Scalar) for inner in value.entries)
    line = _flow(value) if value.flow or texts else None
    head = len(_key(entry.key)) + 1 if entry.key else 1
    return line is not None and indent + head + 1 + len(line) <= WIDTH


def _flow(branch: Branch) -> str | None:
    """A list or map on one line, or None where that is impossible."""
    parts: list[str] = []
    for entry in branch.entries:
        value = entry.value
        if isinstance(value, Branch):
            inner = _flow(value)
        elif value.node.null:
            inner = "" if branch.is_map else None
        else:
            inner = _on_line(value, in_flow=True)
        if inner is None or "\n" in inner:
            return None
        key = f"{_key(entry.key, in_flow=True)}: " if entry.key else ""
        parts.append(f"{key}{inner}".rstrip() if key else inner)
    return "{" + ", ".join(parts) + "}" if branch.is_map else "[" + ", ".join(parts) + "]"


def _key(key: TextNode, *, in_flow: bool = False) -> str:
    written = _spelled(key, in_flow=in_flow)
    if len(written) > _LONGEST_KEY:
        raise CannotFormat("a key is too long")
    return written


def _on_line(value: Scalar, *, in_flow: bool = False) -> str:
    return _spelled(value.node, in_flow=in_flow)


def _spelled(node: TextNode, *, in_flow: bool = False) -> str:
    """The text on one line; what its writer quoted because other readers would take it for a number stays so."""
    if node.quoted and _TYPED.fullmatch(node.value):
        return f'"{node.value}"'
    return format_scalar(node.value, in_flow=in_flow)


def _scalar(value: Scalar, head: str, pad: str, comment: str) -> str:
    node = value.node
    if node.null:
        return head + comment
    line = f"{head} {_on_line(value)}"
    long = len(line) + len(comment) > WIDTH
    if _foldable(node.value) and ((long and "\n" not in node.value) or (value.style == ">" and "\n" in node.value)):
        return "\n".join(_folded(node.value, head, pad, comment))
    if "\n" in node.value:
        first, *rest = format_node({"k": node.value}).removesuffix("\n").split("\n")
        return "\n".join([f"{head}{first[2:]}{comment}", *(f"{pad}{line}" if line else "" for line in rest)])
    return line + comment


def _foldable(text: str) -> bool:
    body = text.removesuffix("\n")
    return " " in body and _UNFOLDABLE.search(body) is None and not body.startswith("\n")


def _folded(text: str, head: str, pad: str, comment: str) -> Iterator[str]:
    """A text as a folded block: broken at spaces, an empty line for each of its own line feeds."""
    body = text.removesuffix("\n")
    yield f"{head} {'>' if text.endswith(chr(10)) else '>-'}{comment}"
    inner = pad + "  "
    for place, paragraph in enumerate(body.split("\n")):
        if place:
            yield ""
        yield from (inner + line for line in _filled(paragraph, WIDTH - len(inner)))


def _filled(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line
