"""Pieces of Markdown. Owns: tables, code, escapes. Must not know: what a page says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

GENERATED = "<!-- Made by `python -m docs.generate`; edit what it reads, not this page. -->"


def page(title: str, *parts: str) -> str:
    """A page: mark, title, parts, each part by a blank line from the next."""
    return "\n\n".join([GENERATED, f"# {title}", *(part.strip("\n") for part in parts if part.strip())]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table. Cells are Markdown already; only what would end a cell is escaped."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def code(text: str) -> str:
    """Text as code; nothing for nothing."""
    return f"`{text}`" if text else ""


def codes(texts: Iterable[str]) -> str:
    """Several texts as code."""
    return ", ".join(map(code, texts))


def block(text: str) -> str:
    """Text as it is, in a block that nobody runs or colours."""
    return f"```text\n{text.rstrip()}\n```"


def plain(text: str) -> str:
    """Prose in which nothing is markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#$" else sign for sign in text)


def prose(text: str) -> str:
    """Prose in which only `code` is markup."""
    return "".join(part if part.startswith("`") else plain(part) for part in re.split(r"(`[^`]+`)", text))


def joined(text: str) -> str:
    """The paragraphs of a docstring, each on one line."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
