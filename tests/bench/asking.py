"""Questions: the state on a day, as known on another; why; what if."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

import negotrack as nt
from negotrack.machines.machine import MOVES
from negotrack.machines.tables import REGIONS
from tests.bench.harness import Found, compared, interleaved
from tests.bench.logs import DAYS, FIRST, middle, scenario

ASKED = 2000
INDEX = """
create table standing (subject text, region text, happened int, place int, known int, gone int, state text);
create index by_both on standing (subject, region, happened desc, place desc, known, gone, state);
"""
LOOKUP = (
    "select state from standing where subject = ? and region = ? and happened <= ? and known <= ? and gone > ?"
    " order by happened desc, place desc limit 1"
)
Question = tuple[str, date, date]


def _sizes(quick: bool) -> list[int]:
    return [1000, 10_000] if quick else [1000, 10_000, 100_000]


def _questions(negotiations: int) -> list[Question]:
    chance = random.Random(2)
    asked = []
    for _ in range(ASKED):
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        known = min(day + timedelta(days=chance.randrange(30)), FIRST + timedelta(DAYS))
        asked.append((f"t{chance.randrange(negotiations)}", day, known))
    return asked


def _indexed(count: int, negotiations: int) -> sqlite3.Connection:
    """Every standing of a log, with since when it happened, since when it is known and until when it was believed."""
    log = scenario(count, negotiations)
    tracker = nt.Tracker(log)
    rows: dict[nt.Step, list[list[object]]] = {}
    for place, report in enumerate(log.reports):
        known = report.published.ordinal
        caused = tracker.feed(report)
        for step in tracker.undone:
            rows[step].pop()[5] = known
        for step in caused:
            latest = step.when.latest.toordinal() if step.when.latest else 0
            row: list[object] = [step.subject, step.region, latest, place, known, 10**9, step.target]
            rows.setdefault(step, []).append(row)
            _ALL.append(row)
    database = sqlite3.connect(":memory:")
    database.executescript(INDEX)
    database.executemany("insert into standing values (?, ?, ?, ?, ?, ?, ?)", _ALL)
    database.commit()
    _ALL.clear()
    return database


_ALL: list[list[object]] = []


def _asking_sqlite(database: sqlite3.Connection, asked: list[Question], *, known: bool) -> Callable[[], object]:
    def work() -> object:
        found = []
        for subject, day, until in asked:
            at = until.toordinal() if known else 10**8
            row = database.execute(LOOKUP, (subject, "talks", day.toordinal(), at, at)).fetchone()
            found.append(row[0] if row else "unreported")
        return found

    return work


def _asking_refold(count: int, negotiations: int, asked: list[Question]) -> Callable[[], object]:
    """The bare fold of a negotiation's statements known and happened, without claims, sources or history."""
    cells, initial = MOVES["talks"], REGIONS["talks"].initial
    log: dict[str, list[tuple[int, int, str]]] = {}
    for report in scenario(count, negotiations).reports:
        for said in report.statements:
            for subject in said.subjects:
                row = (said.event_date.last_ordinal, report.published.ordinal, said.verb)
                log.setdefault(subject, []).append(row)
    for rows in log.values():
        rows.sort()

    def work() -> object:
        found = []
        for subject, day, until in asked:
            state, last, known = initial, day.toordinal(), until.toordinal()
            for happened, told, verb in log.get(subject, ()):
                if happened > last:
                    break
                if told <= known:
                    state = cells[verb].get(state, state)
            found.append(state)
        return found

    return work


def as_of(quick: bool) -> Iterator[Found]:
    """The state on a day, everything known: `history.at(day).state(subject, region)`."""
    works: list[Callable[[], object]] = []
    for count in _sizes(quick):
        history = nt.replay(scenario(count, count // 100))
        list(history.tapes())
        works.append(partial(_asking_history, history, _questions(count // 100)))
    yield from _rivals("as-of", works, quick, known=False)


def _asking_history(history: nt.History, asked: list[Question]) -> object:
    return [history.at(day).state(subject, "talks") for subject, day, _ in asked]


def _asking_ledger(ledger: nt.Ledger, asked: list[Question]) -> object:
    return [ledger.state(subject, "talks", as_of=day, as_known=known) for subject, day, known in asked]


def as_known(quick: bool) -> Iterator[Found]:
    """The state on a day as known on another, from a ledger."""
    works: list[Callable[[], object]] = []
    for count in _sizes(quick):
        ledger = nt.Ledger(scenario(count, count // 100))
        works.append(partial(_asking_ledger, ledger, _questions(count // 100)))
        works[-1]()
    yield from _rivals("as-known", works, quick, known=True)


def _rivals(row: str, works: list[Callable[[], object]], quick: bool, *, known: bool) -> Iterator[Found]:
    count = 10_000
    asked = _questions(count // 100)
    sizes, per = _sizes(quick), (ASKED, ASKED)
    middle_one = works[sizes.index(count)]
    theirs = _asking_sqlite(_indexed(count, count // 100), asked, known=known)
    yield compared(row, f"a look-up in {count:,} reports, warm", "an index of both times in SQLite, in memory",
                   *interleaved(middle_one, theirs), 1, per=per)  # fmt: skip
    refold = _asking_refold(count, count // 100, asked)
    yield compared(row, f"a look-up in {count:,} reports, warm", "a bare refold of the negotiation",
                   *interleaved(middle_one, refold), round(5 / 12, 2), per=per)  # fmt: skip
    yield compared(row, f"a look-up in {sizes[-1]:,} reports", f"one in {sizes[0]:,}",
                   *interleaved(works[-1], works[0]), 2, per=per)  # fmt: skip


def why(quick: bool) -> Iterator[Found]:
    """Why a region stands as it does, against a replay of everything; talks of a hundred reports each."""
    count = 1000 if quick else 10_000
    log = scenario(count, count // 100)
    history = nt.replay(log)
    list(history.tapes())
    asked = [f"t{number}" for number in range(min(10, count // 100))]

    def ours() -> object:
        return [history.why(subject, "talks", as_of=middle()) for subject in asked]

    yield compared("why", f"why one of {count // 100} talks stands so", f"replay of {count:,} reports",
                   *interleaved(ours, _replaying(log)), 0.1, per=(len(asked), 1))  # fmt: skip


def what_if(quick: bool) -> Iterator[Found]:
    """What if one outlet had said nothing, against a replay of the negotiations that it told of."""
    count = 1000 if quick else 10_000
    log = scenario(count, count // 10)
    history = nt.replay(log)
    list(history.tapes())
    touched = {s for r in log.reports if r.outlet == "o7" for said in r.statements for s in said.subjects}
    fewer = log.with_reports(r for r in log.reports if touched.intersection(*[said.subjects for said in r.statements]))

    def ours() -> object:
        return nt.what_if(history, without=["outlet:o7"]).after.history

    def theirs() -> object:
        return _replaying(fewer)()

    yield compared("what-if", f"without one outlet of {count:,} reports",
                   f"replay of the {len(fewer.reports):,} reports of the negotiations that it told of",
                   *interleaved(ours, theirs), 1.2)  # fmt: skip


def _replaying(log: nt.Scenario) -> Callable[[], object]:
    def work() -> object:
        history = nt.replay(log)
        return history, list(history.tapes())

    return work


ROWS = {"as-of": as_of, "as-known": as_known, "why": why, "what-if": what_if}
