"""Turns in words: what somebody must do next, for when, and what is to be known of it.

Owns: the words of every act, and the marks of doubt. Must not know: how turns are read off states (next_moves).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotrack.engine.moment import Moment
from negotrack.engine.results import Since, Standing
from negotrack.model.subjects import Demand
from negotrack.queries.doubts import CONTESTED
from negotrack.queries.expiring import last_day
from negotrack.queries.next_moves import NextMove
from negotrack.view.days import short_since, span
from negotrack.view.layout import Piece
from negotrack.view.words import Wording, join, plain_state

ACTS = {
    "answer": "Answer {by}",
    "decide": "Decide on what {by} ask{s}",
    "fulfil": "Do what was accepted",
    "react": "React to the refusal by {of}",
    "restore": "Restore what {it} broke",
    "bring-about": "Bring about",
    "guarantee": "Guarantee",
    "settle": "Settle whether it is met",
    "reaffirm": "Reaffirm",
    "firm-up": "Make firm what is only hinted at",
    "bind": "Make the offer binding",
    "perform": "Deliver, since {it} {is} bound to",
    "carry-out": "Carry out the threat, or let it go",
    "make-good": "Make good what {it} broke",
    "resume": "Resume",
    "agree": "Agree, or drop it",
    "sign": "Sign",
    "ratify": "Ratify",
    "bring-into-force": "Bring into force",
    "revive": "Revive",
    "talk": "Carry on",
    "meet": "Meet",
    "report-or-hold": "Overdue: hold, postpone or cancel",
    "set-day": "Set a new day",
}
LEFT = "withdrawn"
PARTY_ACTS = {
    "none": "not signed by",
    "signed": "signed by",
    "ratified": "ratified by",
    "reaffirmed": "reaffirmed by",
    LEFT: "left by",
}
"""What one party to an instrument did, by the state of its region."""
_MENDING = ("restore", "make-good")
_SET = {"overdue": "set for", "postponed": "to"}


def in_groups(moves: Iterable[NextMove]) -> list[tuple[tuple[str, ...], list[NextMove]]]:
    """The turns of each, those first who have most, nobody last; what is broken before what is only open."""
    found: dict[tuple[str, ...], list[NextMove]] = {}
    for move in moves:
        found.setdefault(move.parties, []).append(move)
    ordered = sorted(found, key=lambda who: (not who, -len(found[who])))
    return [(who, sorted(found[who], key=lambda move: move.act not in _MENDING)) for who in ordered]


def act_words(move: NextMove, moment: Moment, words: Wording) -> str:
    """What is to be done, without of what."""
    subject = moment.history.scenario.subjects[move.subject]
    by, of = getattr(subject, "by", ()), getattr(subject, "of", ())
    if "." in move.region:
        of = (move.region.partition(".")[2],)
    many = len(move.parties) > 1
    return ACTS[move.act].format(
        by=words.parties(by), of=words.parties(of), s="" if len(by) > 1 else "s", it="they" if many else "it",
        **{"is": "are" if many else "is"},
    )  # fmt: skip


def turn_notes(move: NextMove, moment: Moment, words: Wording) -> Iterator[Piece]:
    """What is to be known of what is to be done: that it is a step, who left, who brought it to where it is."""
    subject = moment.history.scenario.subjects[move.subject]
    if isinstance(subject, Demand) and subject.horizon == "interim":
        yield "a step", "dim"
    if move.due is None and (end := last_day(moment, move.subject)) is not None:
        yield until(end, moment)
    if move.kind == "instrument" and "." not in move.region and (gone := left_by(moment, move.subject, words)):
        yield gone, "bad"
    if move.doers and set(move.doers) != set(move.parties):
        yield f"{plain_state(move.state)} by {words.parties(move.doers)}", "bad"


def until(end: Since, moment: Moment) -> Piece:
    """Until when something stands, and where that has passed, that it has."""
    if end.latest is not None and moment.as_of is not None and end.latest < moment.as_of:
        return f"its last day, {span(end)}, has passed", "bad"
    return f"until {span(end)}", "mark"


def left_by(moment: Moment, subject: str, words: Wording) -> str:
    """Who left an instrument, and when, in words; empty where nobody did."""
    acts = [moment.standing(subject, axis.name) for axis in moment.history.wiring.axes(subject) if axis.party]
    gone = [f"{words.party(act.party)} {short_since(act.since, 'held')}" for act in acts if act.state == LEFT]
    return f"{PARTY_ACTS[LEFT]} {join(gone)}" if gone else ""


def party_words(standing: Standing, words: Wording) -> str:
    """What one party to an instrument did: `ratified by Syria`."""
    return f"{PARTY_ACTS[standing.state]} {words.party(standing.party)}"


def turn_when(move: NextMove) -> str:
    """For when something is set, or else since when it waits."""
    if move.due is None:
        return short_since(move.since, move.state)
    return f"{_SET.get(move.state, 'for')} {span(move.due)}"


def doubt_marks(found: Iterable[str]) -> list[Piece]:
    """Doubts as marks behind what is doubtful."""
    return [(f" [{doubt}]", "bad" if doubt.rpartition(" ")[2] in CONTESTED else "mark") for doubt in found]
