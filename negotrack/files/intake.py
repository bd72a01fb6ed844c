"""What is being read: the ids that are declared, the places of everything, the problems so far.

Owns: the state of one reading, and how a fault is reported and the value around it given up.
Must not know: what any section or field means, where text comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from attrs import Factory, define, field

from negotrack.files.builder import show
from negotrack.files.tree import ListNode, MapNode, Node, TextNode
from negotrack.files.vocabulary import SECTION_OF, SUBJECT
from negotrack.problems import Problem, Span, nearest

MAX_COMPARISONS: Final = 100_000
"""Words that are compared in all to find the nearest to unknown ones, which takes two seconds at most."""
MAX_KEPT: Final = 100_000
"""Problems that are kept; of more than these only the number is said."""

Related = tuple[tuple[str, Span], ...]

UNKNOWN_CODES = {
    "party": "unknown-party",
    "outlet": "unknown-outlet",
    "channel": "unknown-channel",
    "claim": "unknown-claim",
    "lens": "unknown-lens",
}


class HasPlace(Protocol):
    """What knows its place."""

    @property
    def span(self) -> Span:
        """The place."""
        ...


def report_of(statement: str) -> str:
    """The id of the report of a statement."""
    return statement.partition("#")[0].partition("/")[0]


class Refused(Exception):
    """A value cannot be had; its problem has been reported. Whatever needs the value is given up in silence."""


@define(kw_only=True, eq=False)
class Intake:
    """One reading. `declared` is kind -> id -> place; `places` is (id, key) -> the value there, and (id, "") ->
    the id itself, both with their places, for subjects, other declarations, reports and statements alike."""

    problems: list[Problem] = Factory(list)
    declared: dict[str, dict[str, Span]] = field(factory=lambda: {kind: {} for kind in SECTION_OF})
    subject_kinds: dict[str, str] = Factory(dict)
    places: dict[tuple[str, str], HasPlace] = Factory(dict)
    unsure: set[str] = Factory(set)
    """Kinds of which some declarations could not be read: an unknown id of theirs may be one of those."""
    told: Mapping[str, HasPlace] = Factory(dict)
    """The reports by id, once all have been read."""
    blamed: set[Span] = Factory(set)
    """Places of which something was said that is the cause of whatever else may be said of them."""
    compared: int = 0
    dropped: int = 0

    def error(self, code: str, message: str, span: Span, hint: str = "", related: Related = ()) -> Refused:
        """Report an error; raise what is returned where no value can be given."""
        if span not in self.blamed:
            self.take((Problem(code=code, message=message, span=span, hint=hint, related=related),))
        return Refused()

    def warn(self, code: str, message: str, span: Span, hint: str = "", related: Related = ()) -> None:
        """Report a warning: the value is kept as written."""
        problem = Problem(code=code, message=message, span=span, hint=hint, related=related, severity="warning")
        self.take((problem,))

    def take(self, problems: Iterable[Problem]) -> None:
        """Keep problems, as far as there is room."""
        for problem in problems:
            if len(self.problems) < MAX_KEPT:
                self.problems.append(problem)
            else:
                self.dropped += 1

    def place(self, owner: str, key: str = "") -> Span:
        """Where a value stands, or else its owner, or else the report that the owner belongs to."""
        found = self.places.get((owner, key)) or self.places.get((owner, ""))
        return found.span if found is not None else self.report_place(owner)

    def report_place(self, name: str) -> Span:
        """The place of a report, or of the report of a statement; nowhere for other ids."""
        placed = self.told.get(name) or self.told.get(report_of(name))
        return placed.span if placed is not None else Span(file="")

    def known(self, kinds: Iterable[str]) -> list[str]:
        """Every declared id of these kinds."""
        return [name for kind in kinds for name in self.declared[kind]]

    def suggest(self, found: str, known: Iterable[str]) -> str:
        """A did-you-mean; none any more after very many comparisons."""
        near = self.nearest(found, known)
        return f'did you mean "{near}"?' if near else ""

    def nearest(self, found: str, known: Iterable[str]) -> str | None:
        """The nearest of the known words, or None."""
        words = list(known)
        self.compared += len(words)
        return nearest(found, words) if self.compared <= MAX_COMPARISONS else None

    def check_id(self, found: str, kinds: tuple[str, ...], at: HasPlace, likely: tuple[str, ...] = ()) -> str:
        """The id, when something of these kinds is declared under it; otherwise a problem with the nearest one.

        `likely` are those of the kinds that would do here.
        """
        for kind in kinds:
            if found in self.declared[kind]:
                return found
        if not self.unsure.isdisjoint(kinds):
            raise Refused
        raise self._unknown(found, kinds, at.span, likely)

    def _unknown(self, found: str, kinds: tuple[str, ...], span: Span, likely: tuple[str, ...]) -> Refused:
        wanted = kinds_named(kinds)
        other = next((kind for kind, ids in self.declared.items() if found in ids), None)
        if other is not None and not (other in SUBJECT and set(kinds) >= set(SUBJECT)):
            related = (("declared here", self.declared[other][found]),)
            message = f'"{show(found)}" is {article(other)}; expected {wanted}'
            hint = self.suggest(found, self.known(kinds))
            if not hint and likely:
                acts = "who acts stands under by; " if other == "party" else ""
                hint = f"{acts}name {kinds_named(likely)} here"
            return self.error("wrong-kind", message, span, hint, related)
        code = UNKNOWN_CODES.get(kinds[0], "unknown-subject") if len(kinds) == 1 else "unknown-subject"
        if kinds == ("channel", "talks", "meeting"):
            code = "unknown-channel"
        sections = " or ".join(SECTION_OF[kind].key for kind in likely or kinds[:3])
        hint = self.suggest(found, self.known(kinds)) or f"declare it under {sections}"
        return self.error(code, f'nothing called "{show(found)}" is declared; expected {wanted}', span, hint)


def kinds_named(kinds: tuple[str, ...]) -> str:
    """The kinds in words: `a channel, talks or meeting`."""
    if set(kinds) >= set(SUBJECT):
        return "a subject"
    if len(kinds) == 1:
        return article(kinds[0])
    if len(kinds) == 2:
        return f"{article(kinds[0])} or {kinds[1]}"
    return f"{article(kinds[0])}, {', '.join(kinds[1:-1])} or {kinds[-1]}"


def article(kind: str) -> str:
    """The kind with its article; talks have none."""
    if kind == "talks":
        return kind
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def described(node: Node) -> str:
    """What a node is, for a message."""
    match node:
        case TextNode(null=True):
            return "nothing"
        case TextNode(value=value):
            return f'"{show(value, 40)}"'
        case ListNode():
            return "a list"
        case MapNode():
            return "a map"
