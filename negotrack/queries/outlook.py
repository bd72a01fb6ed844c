"""The outlook of a subject: what may, must and cannot happen next, read off the tables.

Owns: triggers by state, the guards that they must pass, what is owed. Must not know: what is likely.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from negotrack.engine.axes import Axis
from negotrack.engine.conditions import antecedent_test
from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.machines.couplings import TAKEN_BACK
from negotrack.machines.machine import ROWS
from negotrack.machines.regions import plain
from negotrack.machines.tables import DERIVED_TRIGGERS
from negotrack.model.subjects import Commitment, Condition, Demand, Instrument, Meeting, Subject
from negotrack.model.truth import Truth
from negotrack.queries.broken import broken
from negotrack.queries.dues import meeting_due
from negotrack.queries.facts import coverage, find_subject, states, surely_over, title_of


@frozen(kw_only=True)
class May:
    """A trigger that the table takes now. `guard` names what it must pass, `only_by` who must be behind it.

    `unmet` says why the guard would refuse it as things stand, where that can be told without a speaker.
    """

    region: str
    trigger: str
    target: str
    guard: str = ""
    only_by: tuple[str, ...] = ()
    unmet: str = ""
    reason: str = ""


@frozen(kw_only=True)
class Must:
    """Something owed: by whom (nobody, where none is named), what, and because of which state."""

    region: str
    state: str
    parties: tuple[str, ...]
    what: str
    statements: tuple[str, ...] = ()


@frozen(kw_only=True)
class Cannot:
    """A trigger that the table has no row for in this state."""

    region: str
    trigger: str
    state: str


@frozen(kw_only=True)
class Outlook:
    """What may, must and cannot happen next. What nobody pulls (the clock, the rules) is not among it."""

    subject: str
    kind: str
    states: tuple[tuple[str, str], ...]
    may: tuple[May, ...]
    must: tuple[Must, ...]
    cannot: tuple[Cannot, ...]
    note: str = ""


def outlook(moment: Moment, subject: str) -> Outlook:
    """What may, must and cannot happen next. Raises UsageError with the nearest name for an unknown subject."""
    scenario = moment.history.scenario
    found = find_subject(scenario, subject)
    axes = moment.history.wiring.axes(subject)
    cells = [cell for axis in axes for cell in _cells(moment, axis, found)]
    standings = [moment.standing(subject, axis.name) for axis in axes]
    return Outlook(
        subject=subject,
        kind=scenario.kind(subject),
        states=tuple((standing.region, standing.state) for standing in standings),
        may=tuple(cell for cell in cells if isinstance(cell, May)),
        must=tuple(_duties(moment, found, standings)),
        cannot=tuple(cell for cell in cells if isinstance(cell, Cannot)),
        note=coverage(moment) or ("" if axes else f"{scenario.kind(subject)} has no lifecycle: nothing moves it"),
    )


def _cells(moment: Moment, axis: Axis, subject: Subject) -> Iterator[May | Cannot]:
    state = states(moment)(axis)
    for trigger in axis.region.triggers:
        if trigger in DERIVED_TRIGGERS:
            continue
        row = ROWS[axis.region.id].get((state, trigger))
        if row is None:
            yield Cannot(region=axis.name, trigger=trigger, state=plain(state))
            continue
        yield May(
            region=axis.name,
            trigger=trigger,
            target=plain(row.target),
            guard=row.guard,
            only_by=_entitled(moment, axis, subject, row.guard),
            unmet=_unmet(moment, subject, row.guard),
            reason=row.reason,
        )


def _entitled(moment: Moment, axis: Axis, subject: Subject, guard: str) -> tuple[str, ...]:
    """Whose act it must be."""
    match guard, subject:
        case "speaks-for-addressee", Demand(of=of):
            return (axis.party,) if axis.party else of
        case "by-the-beneficiary", Condition():
            return tuple(dict.fromkeys(moment.history.scenario.beneficiaries(subject.id)))
        case "by-the-debtor", Commitment(debtor=debtor):
            return debtor
        case "by-the-creditor", Commitment(creditor=creditor):
            return creditor
        case _:
            return ()


def _unmet(moment: Moment, subject: Subject, guard: str) -> str:
    """Why a guard about states refuses, or an empty string."""
    if not isinstance(subject, Commitment) or subject.antecedent is None:
        return ""
    now = antecedent_test(subject.antecedent, moment.history.wiring)(states(moment))
    if guard == "antecedent-holds" and now is not Truth.TRUE:
        return f"what it waits for is {'not so' if now is Truth.FALSE else 'unknown'}"
    if guard == "antecedent-fell-back" and now is Truth.TRUE:
        return "what it waits for still holds"
    return ""


def _duties(moment: Moment, subject: Subject, standings: list[Standing]) -> Iterator[Must]:
    """What their states oblige whom to. To what asks for nothing any more no answer is owed."""
    over = any(surely_over(s) or (s.region == "stance" and s.state in TAKEN_BACK) for s in standings)
    for standing in standings:
        if standing.region.partition(".")[0] == "response" and over:
            continue
        for parties, what in (*_set(moment, subject), *_owed(subject, standing), *_restored(moment, standing)):
            yield Must(
                region=standing.region, state=standing.state, parties=parties, what=what,
                statements=standing.statements,
            )  # fmt: skip


def _set(moment: Moment, subject: Subject) -> Iterator[tuple[tuple[str, ...], str]]:
    """What the day set for a meeting asks for, once it has passed or was taken away."""
    if not isinstance(subject, Meeting) or (due := meeting_due(moment, subject)) is None:
        return
    if due.what == "overdue":
        what = "hold it, set another day or call it off; or somebody must report that it was held"
        yield subject.participants, what
    elif due.what == "postponed" and not due.dated:
        yield subject.participants, "set another day"


def _restored(moment: Moment, standing: Standing) -> Iterator[tuple[tuple[str, ...], str]]:
    if standing.state == "breached":
        yield from ((found.parties, "restore it") for found in broken(moment, (standing,)))


def _owed(subject: Subject, standing: Standing) -> Iterator[tuple[tuple[str, ...], str]]:
    match subject, standing.region.partition(".")[0], standing.state:
        case Commitment(debtor=debtor, kind="threat"), _, "detached":
            yield debtor, f"carry out the threat, or let it go: {_content(subject)}"
        case Commitment(kind="threat"), _, _:
            return
        case Commitment(debtor=debtor), _, "detached":
            yield debtor, f"discharge it: {_content(subject)}"
        case Commitment(debtor=debtor), _, "violated":
            yield debtor, f"discharge it still, or be released: {_content(subject)}"
        case Demand(of=of), "response", "unanswered":
            yield ((standing.party,) if standing.party else of), "answer it"
        case Demand(of=of), "response", "under_consideration":
            yield ((standing.party,) if standing.party else of), "decide on it"
        case Condition(of=of), _, "open" if of:
            yield of, f"bring it about: {title_of(subject)}"
        case Instrument(), "party", "none":
            yield (standing.party,), "sign it"
        case _:
            return


def _content(commitment: Commitment) -> str:
    return "; ".join(term.text for term in commitment.consequent if term.text) or title_of(commitment)
