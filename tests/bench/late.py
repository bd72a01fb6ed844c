"""A late report into a long negotiation, against replaying that negotiation."""

from __future__ import annotations

import random
from collections.abc import Iterator
from time import process_time

import negotrack as nt
from tests.bench.harness import Found, compared, once
from tests.bench.logs import scenario

TURNS = 11


def late(quick: bool) -> Iterator[Found]:
    """Reports taken out of one negotiation at random, fed after all the others."""
    count = 2000 if quick else 10_000
    log = scenario(count, 1)
    chance = random.Random(3)
    held_back = chance.sample(log.reports, TURNS)
    names = {report.id for report in held_back}
    tracker = nt.Tracker(log)
    first = log.with_reports(report for report in log.reports if report.id not in names)
    _bulk(tracker, first)
    mine, theirs = [], []
    for report in held_back:
        start = process_time()
        tracker.feed(report)
        mine.append(process_time() - start)
        theirs.append(once(lambda: list(nt.replay(first).tapes())))
    yield compared("late", f"a late report into {count:,}", "replay of the negotiation", mine, theirs, 0.01)


def _bulk(tracker: nt.Tracker, log: nt.Scenario) -> None:
    for report in log.reports:
        tracker.feed(report)


ROWS = {"late": late}
