"""What a moment holds of one axis: its machine state, the acts that count, the moves so far; and names looked up.

Owns: reading a moment for the analyst's questions, and words for days on which nothing was known.
Must not know: any one question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from negotrack.engine.acts import Act
from negotrack.engine.axes import Axis
from negotrack.engine.conditions import StateOf, reference_test
from negotrack.engine.fold import Move
from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.machines.couplings import SATISFIED, TAKEN_BACK
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import (
    Commitment,
    Condition,
    DeclaredClaim,
    Demand,
    Follow,
    Incident,
    Instrument,
    Leaf,
    Meeting,
    Subject,
    Talks,
)
from negotrack.model.truth import Truth
from negotrack.problems import UsageError, suggest

BOUND = ("detached", "discharged", "violated")
"""States of a commitment that it reaches by being detached."""
OVER = ("discharged", "expired", "cancelled", "released")
"""States in which a commitment waits for nothing any more."""
NOT_ASKED = (*SATISFIED["fulfilment.achieve"], *SATISFIED["fulfilment.maintain"], "moot", "ended")
"""States of a fulfilment in which a demand asks for nothing any more."""
MOST_NAMED = 8
"""How many names a hint lists."""
THREAT = "threat"
"""The kind of a commitment to do harm: making it presses, taking it back gives way."""


def find_subject(scenario: Scenario, name: str) -> Subject:
    """A declared subject. Raises UsageError with the nearest name for any other."""
    found = scenario.subjects.get(name)
    if found is None:
        hint = suggest(name, scenario.subjects) or f"it declares {some_of([*scenario.subjects])}"
        raise UsageError(f"no subject {name!r} in scenario {scenario.id!r}; {hint}")
    return found


def some_of(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}" or "none"


def title_of(subject: Subject) -> str:
    """What people call a subject: its text or name, else its id."""
    match subject:
        case Demand(text=words) | Condition(text=words) | Commitment(text=words):
            return words or subject.id
        case Incident(text=words) | DeclaredClaim(text=words):
            return words or subject.id
        case Talks(name=words) | Meeting(name=words) | Instrument(name=words):
            return words or subject.id


def is_threat(subject: Subject) -> bool:
    """Whether a subject is a commitment to do harm."""
    return isinstance(subject, Commitment) and subject.kind == THREAT


def surely_over(standing: Standing) -> bool:
    """Whether a demand asks for nothing any more in this fulfilment: certainly met, kept, ended, or of no matter."""
    return standing.region == "fulfilment" and standing.certain and standing.state in NOT_ASKED


def asks_nothing(moment: Moment, demand: str) -> bool:
    """Whether a demand asks for nothing any more, though it was never taken back."""
    return surely_over(moment.standing(demand, "fulfilment"))


def unasked(moment: Moment) -> frozenset[str]:
    """The demands that nobody is reported to make, though something is reported of how they are fulfilled."""
    demands = (s for s in moment.standings if s.region == "stance" and not s.reported)
    return frozenset(standing.subject for standing in demands)


def leading(moment: Moment) -> dict[str, Standing]:
    """subject -> the standing that says most of it: its first reported one, but of a demand that was never taken back
    how it was met, once it asks for nothing any more, and that it is breached. What nothing was reported of is left
    out.
    """
    found: dict[str, Standing] = {}
    for standing in moment.standings:
        if standing.reported:
            first = found.setdefault(standing.subject, standing)
            if _says_more(standing, first):
                found[standing.subject] = standing
    return found


def party_acts(moment: Moment, instrument: str) -> tuple[Standing, ...]:
    """What is reported of single parties to an instrument of which itself nothing is reported."""
    axes = moment.history.wiring.axes(instrument)
    if moment.standing(instrument).reported:
        return ()
    found = (moment.standing(instrument, axis.name) for axis in axes if axis.party)
    return tuple(standing for standing in found if standing.reported)


def _says_more(standing: Standing, first: Standing) -> bool:
    """Whether how a demand is fulfilled says more of it than its first reported region."""
    if standing.region == "fulfilment" and standing.state == "breached":
        return first.state not in TAKEN_BACK
    return surely_over(standing) and (first.region != "stance" or first.state == "pressed")


def ordinal(moment: Moment) -> int:
    """The day of a moment; 0 where nothing is known of any day."""
    return moment.as_of.toordinal() if moment.as_of else 0


def states(moment: Moment) -> StateOf:
    """The machine state of every axis at a moment."""
    history, day = moment.history, ordinal(moment)
    return lambda axis: history.tape_of(axis).state(axis, day)


def holds(moment: Moment, reference: Leaf | Follow) -> Truth:
    """Whether what an antecedent or a condition refers to is so."""
    return reference_test(reference, moment.history.wiring)(states(moment))


def axis_of(moment: Moment, subject: str, region: str) -> Axis | None:
    """The axis of a subject by the plain name of its region; the first one where there are several."""
    axes = moment.history.wiring.axes(subject)
    return next((axis for axis in axes if axis.region.name == region), None)


def moves_of(moment: Moment, axis: Axis) -> tuple[Move, ...]:
    """The moves of an axis that may have happened by the day, in fold order."""
    return tuple(moment.history.tape_of(axis).possible(axis, ordinal(moment)))


def acts_on(moment: Moment, axis: Axis, triggers: Iterable[str]) -> Iterator[Act]:
    """The acts that count under the lens and may have happened by the day, those that moved nothing included."""
    wanted, day = set(triggers), ordinal(moment)
    for act in moment.history.tape_of(axis).derived.admitted:
        if act.axis is axis and act.trigger in wanted and act.first <= day:
            yield act


def day_of(number: int) -> date | None:
    """The day of an ordinal, None for an open end."""
    return date.fromordinal(number) if 0 < number <= date.max.toordinal() else None


def coverage(moment: Moment) -> str:
    """What to say of a moment before the first or after the last report known; empty in between."""
    days = [report.published.day for report in moment.history.reports]
    if moment.as_of is None or not days:
        known = f" known by {moment.as_known}" if moment.as_known and moment.history.scenario.reports else ""
        return f"no report is{known or ' in the log'}: nothing can be said"
    first, last = min(days), max(days)
    if moment.as_of < first:
        return f"{moment.as_of} is before the first report known, of {first}: only what reports look back on is here"
    if moment.as_of > last:
        gap = (moment.as_of - last).days
        return f"{moment.as_of} is {gap} {plural('day', gap)} after the last report known, of {last}"
    return ""


def plural(word: str, number: int) -> str:
    """`day`, or `days` for any number but one."""
    return word if number == 1 else f"{word}s"
