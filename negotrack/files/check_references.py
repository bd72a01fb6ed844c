"""Problems in what statements say of other statements: unknown ones, retractions, order.

Owns: looking up what statements refer to, and the checks on it. Must not know: what becomes of a claim.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from negotrack.files.builder import show
from negotrack.files.check_reports import Placed
from negotrack.files.circles import find_circles
from negotrack.files.intake import Intake, report_of
from negotrack.files.statements import Reference
from negotrack.model.reports import Statement
from negotrack.model.sources import LinkKind


@define(kw_only=True, eq=False)
class Told:
    """Everything that was told, for looking up, as far as it could be read.

    `lost` says that whole reports may be missing; `torn` are those of which statements may be.
    """

    intake: Intake
    reports: dict[str, Placed]
    lost: bool
    torn: frozenset[str]
    statements: dict[str, Statement] = field(factory=dict)
    ids: set[str] = field(factory=set)
    """The ids of all statements, of those that were refused too."""
    refused: set[str] = field(factory=set)
    """Verbs that stand in statements that were refused."""
    unsourced: set[str] = field(factory=set)
    """Statements whose chain has a part that could not be read."""
    undated: set[str] = field(factory=set)
    """Statements of reports whose date could not be read."""
    claimed: dict[str, list[Statement]] = field(factory=dict)
    """Declared claim -> the statements that make it or speak of it, retractions aside."""
    said: dict[tuple[str, str], list[Statement]] = field(factory=dict)
    """(verb, subject) -> the statements that say it, retractions aside."""

    def __attrs_post_init__(self) -> None:
        for placed in self.reports.values():
            self.ids.update(placed.ids)
            self.refused |= placed.refused
            for statement in placed.draft.statements:
                self.statements[statement.id] = statement
                if placed.stand_ins - {"id", "published"}:
                    self.unsourced.add(statement.id)
                if "published" in placed.stand_ins:
                    self.undated.add(statement.id)
                if statement.polarity != "retract":
                    self._index(statement)

    def _index(self, statement: Statement) -> None:
        for name in (*statement.refers_to, *((statement.claim,) if statement.claim else ())):
            self.claimed.setdefault(name, []).append(statement)
        for subject in statement.subjects:
            self.said.setdefault((statement.verb, subject), []).append(statement)

    def may_have_said(self, statement: Statement) -> bool:
        """Whether what a retraction takes back may stand in what could not be read."""
        if self.lost or self.torn:
            return True
        return bool(self.refused if statement.refers_to else statement.verb in self.refused)


def check_references(told: Told, references: Iterable[Reference]) -> None:
    """Report every reference to nothing, and what does not fit together among those to something."""
    for reference in references:
        _check_target(told, reference)
    for statement in told.statements.values():
        if statement.polarity == "retract":
            _check_retraction(told, statement)
    _check_retraction_circles(told)
    _check_order(told)


def _check_target(told: Told, reference: Reference) -> None:
    intake, target = told.intake, reference.target
    if target == reference.owner and reference.key in ("deny", "decline", "identify"):
        message = f'"{show(target)}" is the statement that says this, and cannot {reference.key} itself'
        intake.warn("refers-to-itself", message, reference.span, "name another statement")
    claims = reference.key in ("deny", "decline", "retract")
    if target in told.ids or (claims and target in intake.declared["claim"]):
        return
    if reference.key == "retract" and target in told.reports:
        return
    report = target.partition("#")[0].partition("/")[0]
    if report in told.torn or (told.lost and not (claims and target in intake.subject_kinds)):
        return  # it may stand in what could not be read
    if "#" in target or "/" in target or not claims:
        _report_unknown_statement(told, reference, report)
    elif target in told.reports:
        message = f'"{show(target)}" is a report; {reference.key} takes a claim or a statement'
        intake.error("wrong-kind", message, reference.span, f"name a statement of it: {target}#1")
    elif target in intake.subject_kinds:
        hint = f"say what of it: {reference.key}: {{verb: {target}}}"
        message = f'"{show(target)}" is no claim but of kind {intake.subject_kinds[target]}'
        intake.error("wrong-kind", message, reference.span, hint)
    else:
        _report_unknown_claim(told, reference)


def _report_unknown_claim(told: Told, reference: Reference) -> None:
    """A retraction may have meant a report, which the nearest id decides."""
    intake, target = told.intake, reference.target
    if intake.unsure & {"claim"}:
        return
    code, hint = "unknown-claim", intake.suggest(target, intake.declared["claim"])
    if not hint and reference.key == "retract" and (hint := intake.suggest(target, told.reports)):
        code = "unknown-report"
    what = "no claim and no report" if reference.key == "retract" else "no claim"
    hint = hint or "declare it under claims, or name a statement: report#1"
    intake.error(code, f'there is {what} "{show(target)}"', reference.span, hint)


def _report_unknown_statement(told: Told, reference: Reference, report: str) -> None:
    intake, target = told.intake, reference.target
    found = told.reports.get(report)
    message = f'there is no statement "{show(target)}"'
    if found is not None and ("#" in target or "/" in target):
        named = found.ids
        place = target.partition("#")[2]
        if place.isascii() and place.isdigit() and 1 <= int(place[:9]) <= len(named):
            hint = f'that statement has an id of its own: "{named[int(place[:9]) - 1]}"'
        else:
            hint = f"the report has {', '.join(named[:8]) or 'no statements'}"
        intake.error("unknown-statement", message, reference.span, hint)
    elif found is not None:
        intake.error("unknown-statement", message, reference.span, f"name one of that report: {target}#1")
    elif "#" in target or "/" in target:
        hint = intake.suggest(report, told.reports) or "statements are named report#1"
        intake.error("unknown-report", f'there is no report "{show(report)}"', reference.span, hint)
    else:
        intake.error("unknown-statement", message, reference.span, "statements are named report#1")


def _check_retraction(told: Told, statement: Statement) -> None:
    if statement.id in statement.refers_to or report_of(statement.id) in _reports_in(told, statement):
        return  # it takes itself back, a circle of one
    targets = list(retracted(told, statement))
    span = told.intake.place(statement.id, "verb")
    if not targets:
        if _names_something(told, statement) and not told.may_have_said(statement):
            message = "this retracts what nobody has said"
            hint = "name the statement, report or claim that is taken back"
            told.intake.error("retract-of-nothing", message, span, hint)
        return
    origin = statement.chain.origin
    if not told.unsourced.isdisjoint((statement.id, *(target.id for target in targets))):
        return
    if origin.kind is LinkKind.UNKNOWN or any(target.chain.passes(origin.key) for target in targets):
        return
    message = f'"{origin}" takes back what came from {targets[0].chain}, where it has no part'
    hint = "only a source in the chain can retract; others deny"
    related = (("this is retracted", told.intake.place(targets[0].id)),)
    told.intake.warn("retracts-another-source", message, span, hint, related)


def _names_something(told: Told, statement: Statement) -> bool:
    """Whether every target of a retraction exists, so that nothing else was reported of it."""
    claims = told.intake.declared["claim"]
    return all(name in told.ids or name in told.reports or name in claims for name in statement.refers_to)


def retracted(told: Told, statement: Statement) -> Iterable[Statement]:
    """What a retraction takes back."""
    for name in statement.refers_to:
        if name in told.statements:
            yield told.statements[name]
        elif name in told.intake.declared["claim"]:
            yield from told.claimed.get(name, ())
        elif name in told.reports:
            yield from (s for s in told.reports[name].draft.statements if s is not statement)
    for subject in statement.subjects:
        yield from told.said.get((statement.verb, subject), ())


def _check_retraction_circles(told: Told) -> None:
    links = {
        statement.id: [target.id for target in _retracted_retractions(told, statement)]
        for statement in told.statements.values()
        if statement.polarity == "retract"
    }
    for circle in find_circles(links):
        message = f"retractions take one another back in a circle: {' -> '.join(circle)}"
        if len(set(circle)) == 1:
            message = f'"{circle[0]}" takes itself back'
        hint = "a retraction is taken back by saying the thing again"
        told.intake.warn("cycle-retractions", message, told.intake.place(circle[0], "verb"), hint)


def _retracted_retractions(told: Told, statement: Statement) -> Iterable[Statement]:
    found: list[Statement] = [told.statements[name] for name in statement.refers_to if name in told.statements]
    for name in _reports_in(told, statement):
        found += told.reports[name].draft.statements
    yield from (s for s in found if s.polarity == "retract")


def _reports_in(told: Told, statement: Statement) -> list[str]:
    """The whole reports that a retraction names."""
    claims = told.intake.declared["claim"]
    return [name for name in statement.refers_to if name in told.reports and name not in claims]


def _check_order(told: Told) -> None:
    """Before and after agree with each other and with the dates."""
    links: dict[str, list[str]] = {}
    for statement in told.statements.values():
        for key, names in (("before", statement.before), ("after", statement.after)):
            for name in names:
                other = told.statements.get(name)
                if other is None:
                    continue
                first, then = (statement, other) if key == "before" else (other, statement)
                links.setdefault(first.id, []).append(then.id)
                links.setdefault(then.id, [])
                if told.undated.isdisjoint((statement.id, other.id)):
                    _check_pair(told.intake, statement, key, first, then)
    for circle in find_circles(links):
        key = "before" if told.statements[circle[0]].before else "after"
        message = f"each of these is said to come before the next: {' -> '.join(circle)}"
        span = told.intake.place(circle[0], key)
        told.intake.error("cycle-order", message, span, "take one before or after out")


def _check_pair(intake: Intake, owner: Statement, key: str, first: Statement, then: Statement) -> None:
    if first.event_date.first_ordinal <= then.event_date.last_ordinal:
        return
    message = (
        f'"{first.id}" is said to come before "{then.id}", but its event is dated {first.event_date.interval} '
        f"and the other {then.event_date.interval}"
    )
    intake.warn("order-contradicts-dates", message, intake.place(owner.id, key), "correct the order or a date")
