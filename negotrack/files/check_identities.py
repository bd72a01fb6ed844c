"""Problems in what statements say of who an anonymous source is.

Owns: the checks on identities. Must not know: what becomes of a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.files.builder import show
from negotrack.files.check_references import Told, retracted
from negotrack.model.reports import Statement


def check_identities(told: Told) -> None:
    """Warn of sources that need no name, and of those that get two from one and the same source."""
    found = [(s, name) for s in told.statements.values() if s.verb == "identify" for name in s.refers_to]
    if not found:
        return
    retractions = [s for s in told.statements.values() if s.polarity == "retract"]
    taken_back = {s.id for retraction in retractions for s in retracted(told, retraction)}
    for statement, target in found:
        _check_needed(told, statement, target)
    for before, after, target in _twice([pair for pair in found if pair[0].id not in taken_back]):
        names = f"{before.identity} and {after.identity}"
        message = f'{after.chain.origin} calls the source of "{show(target)}" both {names}'
        hint = "take one back, or say certainty: hedged of both"
        related = (("the other name", told.intake.place(before.id)),)
        told.intake.warn("identified-twice", message, told.intake.place(after.id, "as"), hint, related)


def _check_needed(told: Told, statement: Statement, target: str) -> None:
    other = told.statements.get(target)
    if other is None or other is statement or not other.chain.origin.named:
        return
    message = f'the source of "{show(target)}" is {other.chain.origin}, which has a name already'
    hint = f"name the statement whose source is anonymous; {show(target)} needs said_by if its source is"
    related = (("this statement", told.intake.place(target)),)
    told.intake.warn("identifies-named", message, told.intake.place(statement.id, "verb"), hint, related)


def _twice(found: list[tuple[Statement, str]]) -> Iterator[tuple[Statement, Statement, str]]:
    """Pairs of statements by which one source is sure of two names for another."""
    first: dict[tuple[str, str], Statement] = {}
    for statement, target in found:
        if statement.polarity == "assert":
            before = first.setdefault((target, statement.chain.origin.key), statement)
            if before.identity != statement.identity:
                yield before, statement, target
