"""Logs made for measuring: talks in many negotiations, told by fifty outlets, some of it late.

Owns: what the logs hold, the same for the same numbers. Must not know: what is measured.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import negotrack as nt
from negotrack.model.scenario import Scenario

VERBS = ("negotiate", "advance", "set_back", "stall", "resume", "suspend", "explore", "break_off")
FIRST = date(2010, 1, 1)
DAYS = 3000
PARTIES, OUTLETS = 200, 50


def header(negotiations: int) -> dict[str, object]:
    """The declarations: as many talks as negotiations, each between two of the parties."""
    return {
        "negotrack": 1,
        "scenario": "measured",
        "title": "A log made for measuring",
        "parties": {f"p{i}": {"name": f"Party {i}"} for i in range(PARTIES)},
        "outlets": {f"o{i}": {"name": f"Outlet {i}"} for i in range(OUTLETS)},
        "talks": {f"t{i}": {"between": [f"p{i % PARTIES}", f"p{(i * 7 + 1) % PARTIES}"]} for i in range(negotiations)},
    }


def reports(count: int, negotiations: int, seed: int = 1) -> Iterator[dict[str, object]]:
    """Reports in order of their dates, each with one statement whose event is up to five days older."""
    chance = random.Random(seed)
    for number in range(count):
        published = FIRST + timedelta(days=number * DAYS // count)
        happened = published - timedelta(days=chance.choice((0, 0, 0, 1, 1, 2, 5)))
        verb, about = chance.choice(VERBS), f"t{chance.randrange(negotiations)}"
        yield {
            "id": f"r{number}",
            "outlet": f"o{chance.randrange(OUTLETS)}",
            "published": published.isoformat(),
            "statements": [{verb: about, "event_date": happened.isoformat()}],
        }


def lines(count: int, negotiations: int) -> bytes:
    """The log as JSON lines."""
    rows = [json.dumps(header(negotiations)), *(json.dumps(row) for row in reports(count, negotiations))]
    return ("\n".join(rows) + "\n").encode()


@cache
def scenario(count: int, negotiations: int) -> Scenario:
    """The log as a scenario."""
    return nt.loads(lines(count, negotiations).decode(), "measured.jsonl")


def middle() -> date:
    """A day in the middle of every log."""
    return FIRST + timedelta(days=DAYS // 2)
