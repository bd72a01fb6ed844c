"""Movement: who gave way, who hardened, when and how far.

What counts as which is a table of negotrack, by region and trigger, and reads the states moved between. A first
demand is a position, not movement, as is a refusal before which nothing was known. A movement is of whoever acted:
what follows by a rule from another's act, or from the clock, is listed and is nobody's own, and so is what nobody
is said to have done.
Owns: the table and the list. Must not know: figures' arithmetic (positions), how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Literal

from attrs import field, frozen

from negotrack.engine.axes import Axis
from negotrack.engine.fold import Move
from negotrack.engine.given import Day, as_day, expect
from negotrack.engine.moment import Moment
from negotrack.engine.results import Since
from negotrack.engine.told import span
from negotrack.machines.regions import plain
from negotrack.model.subjects import Demand, Instrument
from negotrack.model.terms import gap
from negotrack.problems import UsageError
from negotrack.queries.doers import doers, owners
from negotrack.queries.doubts import doubts_of_move
from negotrack.queries.drawn import Drawn
from negotrack.queries.facts import coverage, is_threat, moves_of, ordinal
from negotrack.queries.positions import (
    Figure,
    Ladder,
    PositionGap,
    TermLine,
    ladders,
    position_gaps,
    term_lines,
)

Direction = Literal["concession", "hardening", "unclear"]

STANCE = {"unreported": 2, "pressed": 2, "shelved": 1, "withdrawn": 0}
"""How hard a demand is held; one that is superseded has become another."""
RESPONSE = {
    "rejected": 0,
    "unreported": 1,
    "unanswered": 1,
    "under_consideration": 2,
    "accepted_in_part": 3,
    "accepted": 4,
}
"""How far an addressee has come; to refuse what was put to it hardens, but not what is first known of as refused."""
OFFER = {
    "unreported": 0,
    "expired": 0,
    "cancelled": 0,
    "released": 0,
    "signalled": 1,
    "offered": 2,
    "conditional": 3,
    "violated": 0,
    "suspended": 0,
}
"""How firmly something is offered."""
COMMITMENT: dict[str, Direction] = {
    "resume": "concession", "discharge": "concession", "release": "concession", "cancel": "hardening",
    "suspend": "hardening", "revert": "hardening", "violate": "hardening",
}  # fmt: skip
_REVERSED: dict[Direction, Direction] = {
    "concession": "hardening", "hardening": "concession", "unclear": "unclear",
}  # fmt: skip
"""A commitment of the kind `threat` presses as far as another would give way."""
CONDITION: dict[tuple[str, str], Direction] = {
    ("open", "waive"): "concession", ("disputed", "waive"): "concession", ("unreported", "waive"): "concession",
    ("waived", "require"): "hardening",
}  # fmt: skip


ACTS: dict[str, dict[str, Direction]] = {
    "talks": {"suspend": "hardening", "break_off": "hardening", "resume": "concession"},
    "meeting": {"cancel": "hardening"},
    "fulfilment.maintain": {"breach": "hardening", "restore": "concession"},
    "instrument": {
        "suspend": "hardening", "terminate": "hardening", "reject": "hardening", "resume": "concession",
        "reaffirm": "concession",
    },
    "instrument.party": {"withdraw_from": "hardening"},
}  # fmt: skip
"""What breaks, leaves, suspends or calls off hardens, whoever does it; what takes that back gives way."""
_ANSWERS = ("resume", "restore", "reaffirm", "reject")
"""What takes back or refuses what somebody did: no movement where nobody did it."""
_BY_NOBODY = ("unreported", "stalled", "lapsed")
"""States into which nobody is said to have brought something."""


@frozen(kw_only=True)
class Shift:
    """One movement of a position: of whom, in which direction, from where to where.

    `parties` are those who acted, none where it is nobody's own act. `by_rule` says that it follows from a coupling
    rule, `doubts` how far it can be relied on. With new figures, `key`, `before`, `after` say which, and
    `least` and `most` how far apart they are, in `unit`.
    """

    parties: tuple[str, ...]
    direction: Direction
    subject: str
    kind: str
    region: str
    trigger: str
    source: str
    target: str
    when: Since
    statement: str
    by_rule: bool = False
    doubts: tuple[str, ...] = ()
    key: str = ""
    before: str = ""
    after: str = ""
    least: str = ""
    most: str = ""
    unit: str = ""


@frozen(kw_only=True)
class Movement(Drawn):
    """Everything that moved up to a moment, in order of event, and where positions stand apart."""

    as_of: date | None
    as_known: date | None
    lens: str
    since: date | None
    shifts: tuple[Shift, ...]
    terms: tuple[TermLine, ...]
    gaps: tuple[PositionGap, ...]
    ladders: tuple[Ladder, ...]
    note: str = ""
    moment: Moment = field(eq=False, repr=False)

    def of(self, party: str) -> tuple[Shift, ...]:
        """The shifts of one party."""
        return tuple(shift for shift in self.shifts if party in shift.parties)

    @property
    def tally(self) -> tuple[tuple[str, int, int], ...]:
        """(party, concessions, hardenings), in order of first movement."""
        parties = dict.fromkeys(party for shift in self.shifts for party in shift.parties)
        return tuple((party, self._count(party, "concession"), self._count(party, "hardening")) for party in parties)

    def _count(self, party: str, direction: Direction) -> int:
        return sum(shift.direction == direction for shift in self.of(party))


def movement(moment: Moment, *, since: Day = None) -> Movement:
    """Who moved up to a moment, from `since` on where given; figures and ladders stand as they are then.

    Raises UsageError for a `since` that is no day, or a day after the moment.
    """
    scenario, start = expect(moment, Moment, where="movement").history.scenario, as_day(since)
    if start is not None and start.toordinal() > ordinal(moment):
        raise UsageError(f"nothing can have moved since {start}: that is after {moment.as_of or 'any report'}")
    moved: list[tuple[int, bool, int, Shift]] = []
    lines: dict[str, tuple[TermLine, ...]] = {}
    for subject in scenario.subjects.values():
        if isinstance(subject, Demand | Instrument):
            lines[subject.id] = term_lines(moment, subject)
        for axis in moment.history.wiring.axes(subject.id):
            for move in moves_of(moment, axis):
                for shift in _shifts(moment, axis, move, lines.get(subject.id, ())):
                    moved.append((move.last, bool(move.rule), len(moved), shift))
    first = start.toordinal() if start else 0
    return Movement(
        as_of=moment.as_of,
        as_known=moment.as_known,
        lens=moment.lens.name,
        since=start,
        shifts=tuple(shift for last, *_, shift in sorted(moved, key=lambda row: row[:3]) if last >= first),
        terms=tuple(line for found in lines.values() for line in found),
        gaps=position_gaps(moment, lines),
        ladders=ladders(moment),
        note=coverage(moment),
        moment=moment,
    )


def _shifts(moment: Moment, axis: Axis, move: Move, lines: tuple[TermLine, ...]) -> Iterator[Shift]:
    """What one move comes to: a change of state, or of figures, or of both."""
    source, target = plain(move.source), plain(move.target)
    direction = _direction(axis, move, source, target)
    if direction is not None and is_threat(moment.history.scenario.subjects[axis.subject]):
        direction = _REVERSED[direction]
    if direction is not None:
        yield _shift(moment, axis, move, direction)
    if axis.region.name == "stance" and move.act is not None and not move.rule:
        for line in lines:
            for before, after in pairwise(line.figures):
                if after.statement == move.act.voice.id:
                    yield _shift(moment, axis, move, _of_change(after), line.key, before, after)


def _direction(axis: Axis, move: Move, source: str, target: str) -> Direction | None:
    match axis.region.id:
        case "demand.stance" if {source, target} <= STANCE.keys():
            return _by_rank(STANCE[target] - STANCE[source], up="hardening", down="concession")
        case "demand.response":
            unheard = (source, target) == ("unreported", "rejected")
            return None if unheard else _by_rank(RESPONSE[target] - RESPONSE[source])
        case "commitment" if move.trigger in ("signal", "offer", "commit") and {source, target} <= OFFER.keys():
            return _by_rank(OFFER[target] - OFFER[source])
        case "commitment" if source != target:
            return COMMITMENT.get(move.trigger)
        case "condition":
            return CONDITION.get((source, move.trigger))
        case region if source != target and not move.rule:
            answers_nobody = move.trigger in _ANSWERS and source in _BY_NOBODY
            return None if answers_nobody else ACTS.get(region, {}).get(move.trigger)
        case _:
            return None


def _by_rank(steps: int, *, up: Direction = "concession", down: Direction = "hardening") -> Direction | None:
    return (up if steps > 0 else down) if steps else None


def _of_change(figure: Figure) -> Direction:
    """A demand that asks more is a hardening, one that asks less a concession."""
    match figure.change:
        case "more":
            return "hardening"
        case "less":
            return "concession"
        case _:
            return "unclear"


def _shift(
    moment: Moment, axis: Axis, move: Move, direction: Direction,
    key: str = "", before: Figure | None = None, after: Figure | None = None,
) -> Shift:  # fmt: skip
    apart = gap(after.spec, before.spec) if before and after else None
    return Shift(
        parties=_whose(moment, axis, move),
        direction=direction,
        subject=axis.subject,
        kind=axis.kind,
        region=axis.name,
        trigger=move.trigger,
        source=plain(move.source),
        target=plain(move.target),
        when=span(move.first, move.last),
        statement=move.act.voice.id if move.act else "",
        by_rule=bool(move.rule),
        doubts=doubts_of_move(moment, axis, move),
        key=key,
        before=before.quantity if before else "",
        after=after.quantity if after else "",
        least=f"{apart[0]:f}" if apart else "",
        most=f"{apart[1]:f}" if apart else "",
        unit=apart[2] if apart else "",
    )


def _whose(moment: Moment, axis: Axis, move: Move) -> tuple[str, ...]:
    """Who moved: whoever acted, of what follows by a rule only those whose position it is."""
    acted = doers(moment, axis, move)
    if not move.rule:
        return acted
    return tuple(party for party in owners(moment.history.scenario, axis, move.trigger) if party in acted)
