"""What is wrong with a log, as data, and what is wrong with a call, as exceptions.

Owns: places in a text (`Span`), faults in what was read (`Problem`), and the exceptions for callers.
Must not know: what a negotiation is, where text comes from, how a problem is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal

from attrs import frozen

Severity = Literal["error", "warning"]


@frozen(kw_only=True, order=True)
class Span:
    """A place in a text: file name, line and column, both counted from 1 (columns in code points).

    A line of 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@frozen(kw_only=True)
class Problem:
    """One fault in a log: one root cause is one problem, whatever follows from it is left unsaid.

    `code` is documented in the reference of problem codes; `related` are other places that matter, each
    with a word on why ("first declared here").
    """

    code: str
    message: str
    span: Span
    severity: Severity = "error"
    hint: str = ""
    related: tuple[tuple[str, Span], ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the log cannot be used until this is mended."""
        return self.severity == "error"


class NegotrackError(Exception):
    """Root of every exception that negotrack raises for its callers."""


class UsageError(NegotrackError):
    """The library or a command was called with something that it cannot take (exit code 2)."""


class ReadError(NegotrackError):
    """A file cannot be opened or read (exit code 3)."""


class InvalidScenario(NegotrackError):
    """A scenario has errors. `problems` holds every one of them, in file order.

    Its text names the first that has a place in a file, with what to do.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        errors = [p for p in self.problems if p.is_error]
        first = next((p for p in errors if p.span.line), errors[0] if errors else None)
        named = f": {first.span}: {first.message}{f'; {first.hint}' if first.hint else ''}" if first else ""
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{len(errors)} error(s) in the scenario{named}{more}")


def suggest(word: str, known: Iterable[str]) -> str:
    """`did you mean "…"?` with the nearest of the known words, or an empty string when none is near."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The nearest of the known words, deterministically, or None: by spelling, else the first that it begins."""
    folded: dict[str, str] = {}
    for name in sorted(known):
        folded.setdefault(name.casefold(), name)
    folded_word = word.casefold()
    alike = [name for name in folded if abs(len(name) - len(word)) <= 1]
    found: Sequence[str] = get_close_matches(folded_word, alike, n=1, cutoff=_SLIP)
    if not found:
        found = get_close_matches(folded_word, list(folded), n=1, cutoff=_NEAR)
    if not found and len(word) >= _LEAST:
        found = [name for name in folded if name.startswith(word.casefold())]
    return folded[found[0]] if found else None


#: Words of about one length need less likeness than others, which soon have some letters in common.
_SLIP = 0.6
_NEAR = 0.7
_LEAST = 3
