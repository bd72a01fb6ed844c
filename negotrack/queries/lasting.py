"""Meetings of several days: whether the days of a meeting that was held say how long it lasted.

Owns: that reading. Must not know: how certain a state is (the engine), how days are shown.

`2019-02-27/2019-02-28` of a meeting that was held is read as its first and its last day, where the span is short
enough for a meeting; what may be any one of several days is written `[2019-02-27..2019-02-28]`. This is a rule of
negotrack.
"""

from __future__ import annotations

import re

from negotrack.engine.moment import Moment
from negotrack.engine.results import Since, Standing
from negotrack.model.dates import EventDate
from negotrack.model.reports import Statement
from negotrack.queries.facts import moves_of

LONGEST_MEETING = 14
"""Days from the first to the last of a meeting, at the most; a longer span is one day between."""
_SPAN = re.compile(r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}", re.ASCII)


def is_stretch(day: EventDate) -> bool:
    """Whether a date is written as a span of days, from one to another, that a meeting can take."""
    if day.phrase or not _SPAN.fullmatch(day.text.strip()):
        return False
    return 1 < day.last_ordinal - day.first_ordinal + 1 <= LONGEST_MEETING


def lasted(statement: Statement | None, when: Since) -> bool:
    """Whether these days are those that a meeting lasted, as a statement that it was held says."""
    if statement is None or statement.verb != "hold" or not is_stretch(statement.event_date):
        return False
    return (statement.event_date.earliest, statement.event_date.latest) == (when.earliest, when.latest)


def held_over(moment: Moment, standing: Standing) -> bool:
    """Whether a meeting was held for several days, which are those since when it stands as held."""
    if standing.state != "held":
        return False
    moves = moves_of(moment, moment.history.wiring.axis(standing.subject, standing.region))
    act = next((move.act for move in reversed(moves) if move.source != move.target), None)
    return act is not None and lasted(act.voice.statement, standing.since)
