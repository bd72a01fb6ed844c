"""What has a last day that is near: as declared, or as last said.

Owns: what can have a last day, and which one counts. Must not know: what else is missing (agenda).
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from negotrack.engine.acts import Act, rivals
from negotrack.engine.axes import Axis
from negotrack.engine.moment import Moment
from negotrack.engine.results import Since
from negotrack.machines.couplings import AGREED_ANEW, BEFORE_SIGNATURE, CLOCK_RULES, OPEN_COMMITMENT
from negotrack.machines.regions import plain
from negotrack.model.dates import EventDate
from negotrack.model.subjects import Commitment, Demand, Instrument, Subject
from negotrack.queries.doubts import doubts
from negotrack.queries.dues import one_of
from negotrack.queries.facts import moves_of

WAITING = (*OPEN_COMMITMENT, "suspended")
"""States of a commitment in which its antecedent matters."""
BOUND = "detached"
FULFILLED = ("met", "holding")


@frozen(kw_only=True)
class Expiring:
    """What ends soon: an offer, a text on the table, an agreement, a ceasefire, the time given to meet a demand.

    `days` are left until the last day possible. A promise that binds does not end by itself, nor does an instrument
    whose last day is only declared: below zero, so many days have passed since, and nobody reported what became of it.
    """

    subject: str
    kind: str
    state: str
    deadline: Since
    days: int
    statement: str = ""
    doubts: tuple[str, ...] = ()


def _limits(subject: Subject) -> Iterator[tuple[str, tuple[str, ...], EventDate | None]]:
    """What of a subject can have a last day: the region, the states in which it is ahead or kept, the day declared."""
    match subject:
        case Commitment(deadline=declared):
            yield "commitment", (*WAITING, BOUND), declared
        case Instrument(deadline=declared):
            yield "instrument", (*BEFORE_SIGNATURE, *CLOCK_RULES["instrument"][1]), declared
        case Demand(mode="maintain"):
            yield "stance", ("pressed",), None
            yield "fulfilment", CLOCK_RULES["fulfilment.maintain"][1], None
        case Demand():
            yield "stance", ("pressed",), None
        case _:
            pass


def _ends(moment: Moment, subject: Subject) -> Iterator[tuple[str, str, Since, str]]:
    """The last days that a subject has at a moment: region, state, days, by which statement."""
    for region, alive, declared in _limits(subject):
        state = moment.state(subject.id, region)
        found = _deadline(moment, moment.history.wiring.axis(subject.id, region), alive, declared)
        met = region == "stance" and moment.state(subject.id, "fulfilment") in FULFILLED
        if state in alive and found is not None and not met:
            yield region, state, *found


def last_day(moment: Moment, subject: str) -> Since | None:
    """Until when something stands or is to be done, where a day was set and what it was set for goes on."""
    return next((days for _, _, days, _ in _ends(moment, moment.history.scenario.subjects[subject])), None)


def expiring(moment: Moment, within: int) -> Iterator[Expiring]:
    """What ends within so many days from a moment on, and what binds although its last day has passed."""
    scenario, today = moment.history.scenario, moment.as_of
    for subject in scenario.subjects.values():
        for region, state, deadline, statement in _ends(moment, subject):
            days = (deadline.latest - today).days if deadline.latest is not None and today is not None else -1
            stays = state == BOUND or (isinstance(subject, Instrument) and not statement)
            late = stays and days < 0 and deadline.latest is not None
            if 0 <= days <= within or late:
                yield Expiring(
                    subject=subject.id, kind=scenario.kind(subject.id), state=state, deadline=deadline, days=days,
                    statement=statement, doubts=doubts(moment, moment.standing(subject.id, region)),
                )  # fmt: skip


def _deadline(
    moment: Moment, axis: Axis, alive: tuple[str, ...], declared: EventDate | None
) -> tuple[Since, str] | None:
    """Until when something stands: as last said by what moved it to where it is, else as declared.

    What was said of an offer says nothing of what was signed: a limit ends with the stage that it was a limit of.
    Where reports of one moment tell of several last days, it is one of these.
    """
    signed = plain(moment.state(axis.subject, axis.name)) not in BEFORE_SIGNATURE
    told: list[tuple[Act, EventDate]] = []
    for move in reversed(moves_of(moment, axis)):
        act = move.act if not move.rule else None
        if told and (act is None or not rivals(act, told[-1][0])):
            break
        if act is not None and (said := _said(moment, act)) is not None:
            told.append(said)
        if not told and act is not None and (plain(move.source), move.trigger) in AGREED_ANEW:
            return None
        if not told and axis.kind == "instrument" and signed and plain(move.source) in BEFORE_SIGNATURE:
            return None
    if told:
        return one_of([said for _, said in told]), told[0][0].voice.id
    if declared is None or (axis.kind == "instrument" and plain(moment.state(axis.subject, axis.name)) == "signed"):
        return None
    return one_of([declared]), ""


def _said(moment: Moment, act: Act) -> tuple[Act, EventDate] | None:
    """The last day that an act sets, or that a further source of the same claim names."""
    counted = moment.history.tape_of(act.axis).derived.verdict(act.run.claim).counted
    same = (other for other in act.run.claim.acts if other.run is act.run and other.voice in counted)
    return next(((o, day) for o in (act, *same) if (day := o.voice.statement.deadline) is not None), None)
