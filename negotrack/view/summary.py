"""Where it all stands, in three lines: how much of what is in which state.

Owns: the counting and its wording. Must not know: the views that show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.model.subjects import Meeting
from negotrack.queries.doubts import CONTESTED, NOT_CERTAIN, doubts
from negotrack.queries.dues import Due, dues
from negotrack.queries.facts import is_threat, leading
from negotrack.view.days import short_since, span
from negotrack.view.layout import Line, Page, Piece, wrap
from negotrack.view.turns import doubt_marks
from negotrack.view.words import Wording, due_words, join, plain_state

SUMMED = ("talks", "demand", "commitment", "threat", "condition", "instrument")
NAMED = 2
BINDING = ("detached", "violated")
_COUNTED = (NOT_CERTAIN, *CONTESTED)
Wanted = Callable[[str], bool]


def everything(subject: str) -> bool:
    """Every subject is wanted."""
    return True


def summary(moment: Moment, page: Page, wanted: Wanted = everything) -> Iterator[Line]:
    """`Now: 1 talks advanced; 6 demands pressed, all unanswered; …`, of the subjects wanted, and the next day set."""
    by_kind: dict[str, list[Standing]] = {}
    for subject, standing in leading(moment).items():
        threat = is_threat(moment.history.scenario.subjects[subject])
        if wanted(subject):
            by_kind.setdefault("threat" if threat else standing.kind, []).append(standing)
    parts = [part for kind in SUMMED if (part := _kind(kind, by_kind.get(kind, ()), moment))]
    disputed = sum(c.status == "disputed" and wanted(c.subject or c.claim) for c in moment.claims)
    if disputed:
        parts.append([(f"{disputed} claim{'' if disputed == 1 else 's'} ", ""), ("disputed", "bad")])
    parts += _days(moment, wanted)
    pieces: list[Piece] = [("Now  ", "day")]
    for number, part in enumerate(parts):
        pieces += [("; ", "dim"), *part] if number else part
    if parts:
        yield from wrap(pieces, page.width)


def _kind(kind: str, standings: list[Standing] | tuple[()], moment: Moment) -> list[Piece]:
    """How many of a kind are in which state, and of the other regions in short."""
    main = (kind, "stance", "fulfilment", "response", *(("commitment",) if kind == "threat" else ()))
    found = [standing for standing in standings if standing.region.partition(".")[0] in main]
    if not found:
        return []
    states = Counter(standing.state for standing in found)
    several = len(states) > 1
    word = kind if kind == "talks" else f"{kind}{'' if len(found) == 1 else 's'}"
    number = "" if kind == "talks" and len(found) == 1 else f"{len(found)} "
    pieces: list[Piece] = [(f"{number}{word}{', ' if several else ' '}", "")]
    pressed = [standing.subject for standing in found if standing.state == "pressed"]
    answers = _answers(moment, pressed) if pressed else ""
    within = f" ({answers})" if several else f", {answers}"
    counted = [
        (f"{n} " if several else "") + plain_state(s) + (within if s == "pressed" else "")
        for s, n in states.most_common()
    ]
    pieces.append((join(counted), "commitment" if kind == "threat" else kind))
    unsure = Counter(doubt for standing in found for doubt in doubts(moment, standing) if doubt in _COUNTED)
    pieces += doubt_marks(f"{unsure[doubt]} {doubt}" for doubt in _COUNTED if unsure[doubt])
    if kind == "commitment":
        bound = sum(states[state] for state in BINDING)
        if bound or not set(states) - {"signalled", "offered", "conditional"}:
            pieces.append((f", {bound or 'none'} binding", ""))
    return pieces


def _answers(moment: Moment, demands: list[str]) -> str:
    """How the addressees of these demands answered: a demand has an answer from each of its addressees."""
    asked = set(demands)
    found = Counter(
        s.state for s in moment.standings
        if s.subject in asked and s.region.partition(".")[0] == "response" and s.reported
    )  # fmt: skip
    if set(found) <= {"unanswered"}:
        return "none answered"
    said = join(f"{number} {plain_state(state)}" for state, number in found.most_common())
    if found.total() == len(asked):
        return plain_state(next(iter(found))) if found.total() == 1 else said
    return f"put to {found.total()} addressees: {said}"


def _days(moment: Moment, wanted: Wanted) -> Iterator[list[Piece]]:
    """What is overdue, what is set next or waits for a new day, and what was called off without one."""
    words = Wording(moment.history.scenario)
    ahead = [due for due in dues(moment) if wanted(due.subject)]
    groups: dict[str, list[Due]] = {}
    for due in ahead:
        groups.setdefault(due_words(due), []).append(due)
    for what in sorted(groups, key=lambda word: not word.endswith("overdue")):
        named = [
            words.subject(due.subject) + (f", {span(due.when)}" if due.dated and due.what != "postponed" else "")
            for due in groups[what]
        ]
        yield [(f"{what}: ", "bad" if what.endswith("overdue") else "day"), (_some(named), "")]
    if off := [standing for standing in _called_off(moment) if wanted(standing.subject)]:
        named = [f"{words.subject(s.subject)}, called off {short_since(s.since, s.state)}" for s in off]
        yield [("cancelled: ", "bad"), (_some(named), "")]


def _called_off(moment: Moment) -> list[Standing]:
    """Meetings called off, the last one first, but for those in whose place another one was reported."""
    meetings = moment.history.scenario.of_kind(Meeting)
    replaced = {m.follows for m in meetings if m.follows and moment.state(m.id) not in ("unreported", "cancelled")}
    off = [moment.standing(m.id) for m in meetings if m.id not in replaced and moment.state(m.id) == "cancelled"]
    return sorted(off, key=lambda standing: standing.since.latest or date.max, reverse=True)


def _some(named: list[str]) -> str:
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return f"{'; '.join(named[:NAMED])}{more}"
