"""The analyst's answers as plain records, in the vocabulary of `records`: subject, kind, region, state, statements.

Keys are only ever added, after those that are there. Every answer is the head followed by lists of records.
Owns: the shape of JSON of agenda, outlook, graph, movement, brief, compare and hindsight. Must not know: streams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from negotrack.engine.moment import Moment
from negotrack.exporters.records import Record, format_day, header_record, since_record
from negotrack.queries.agenda import Agenda, Awaited, Waiting
from negotrack.queries.deadlocks import Deadlock
from negotrack.queries.graph import Graph
from negotrack.queries.movement import Movement, Shift
from negotrack.queries.outlook import Outlook
from negotrack.queries.positions import PositionGap, TermLine
from negotrack.queries.unlocking import Need

Wanted = Callable[[str], bool]


def _everything(subject: str) -> bool:
    return True


def _rows(found: Iterable[Any], wanted: Iterable[bool], record: Callable[[Any], Record]) -> list[Record]:
    return [record(row) for row, keep in zip(found, wanted, strict=True) if keep]


def agenda_record(found: Agenda, moment: Moment, wanted: Wanted = _everything) -> Record:
    """The answer of `agenda`: one table, in which `sort` says why a row stands there."""
    return {
        **header_record(moment),
        "stale_after": found.stale_after,
        "within": found.within,
        "note": found.note or None,
        "agenda": [row for row, names in _agenda_rows(found, moment) if any(map(wanted, names))],
    }


def _agenda_rows(found: Agenda, moment: Moment) -> Iterator[tuple[Record, tuple[str, ...]]]:
    """Every row with the subjects by which it is chosen."""
    scenario = moment.history.scenario
    for knot in found.deadlocks:
        yield _deadlock(knot), knot.members
    for one in found.broken:
        at = one.standing
        row = _item("broken", at.subject, at.kind, at.region, at.state, at.statements, one.doubts)
        yield {**row, "parties": list(one.parties), "doers": list(one.doers), "held_against": list(at.held_against),
               "certain": at.certain}, (at.subject,)  # fmt: skip
    for awaited in found.awaited:
        yield _awaited(awaited), (awaited.subject,)
    for waiting in found.waiting:
        yield _waiting(waiting), (waiting.commitment,)
    for late in found.overdue:
        row = _item("overdue", late.meeting, "meeting", "meeting", "overdue", late.statements, late.doubts)
        yield (
            {**row, "days": late.days, "due": format_day(late.due), "parties": list(late.participants)},
            (late.meeting,),
        )
    for end in found.expiring:
        named = (end.statement,) if end.statement else ()
        row = _item("expiring", end.subject, end.kind, end.kind, end.state, named, end.doubts)
        yield {**row, "days": end.days, "due": format_day(end.deadline.latest)}, (end.subject,)
    for old in found.stale:
        row = _item("stale", old.demand, "demand", "stance", "pressed", old.statements, old.doubts)
        yield {**row, "days": old.days, "due": format_day(old.last), "parties": list(old.by)}, (old.demand,)
    for sort, names in (("guarantor_unknown", found.guarantor_unknown), ("open_list", found.open_lists)):
        for name in names:
            kind = scenario.kind(name)
            yield _item(sort, name, kind, kind, moment.state(name), moment.standing(name).statements), (name,)


def _item(
    sort: str, subject: str, kind: str, region: str, state: str, statements: Iterable[str], doubts: Iterable[str] = ()
) -> Record:  # fmt: skip
    """A row of the agenda; what does not apply is null or empty.

    `days` are overdue, left or since, as `sort` says; `due` is the day set, the deadline, or the last press.
    """
    return {
        "sort": sort,
        "subject": subject,
        "kind": kind,
        "region": region,
        "state": state,
        "days": None,
        "due": None,
        "parties": [],
        "unlocks": [],
        "unlocks_with_others": [],
        "sets": [],
        "circle": [],
        "statements": list(statements),
        "held_against": [],
        "wants": [],
        "negated": False,
        "certain": True,
        "guarantor_unknown": False,
        "open_list": False,
        "deadlocked": sort == "deadlock",
        "cut": False,
        "behind": [],
        "live": True,
        "threat": False,
        "doers": [],
        "doubts": list(doubts),
    }


def _deadlock(knot: Deadlock) -> Record:
    first = knot.circle[0]
    row = _item("deadlock", first, "commitment", "commitment", dict(knot.states)[first], ())
    waivers = dict.fromkeys(party for _, parties in knot.waivers for party in parties)
    return {
        **row,
        "parties": list(waivers),
        "circle": list(knot.circle),
        "behind": list(knot.behind),
        "live": knot.live,
    }


def _awaited(found: Awaited) -> Record:
    row = _item("awaited", found.subject, found.kind, found.region, found.state, found.statements, found.doubts)
    return {
        **row,
        "parties": list(found.waived_by),
        "unlocks": list(found.alone),
        "unlocks_with_others": [
            {"commitment": u.commitment, "size": u.size, "beside": [need_text(n) for n in u.beside]}
            for u in found.unlocks
            if not u.alone
        ],
        "held_against": list(found.held_against),
        "wants": list(found.wants),
        "negated": found.negated,
        "certain": found.certain,
        "guarantor_unknown": found.guarantor_unknown,
    }


def _waiting(found: Waiting) -> Record:
    row = _item("waiting", found.commitment, "commitment", "commitment", found.state, found.statements, found.doubts)
    return {
        **row,
        "parties": list(found.debtor),
        "sets": [" & ".join(map(need_text, needs)) for needs in found.sets],
        "cut": found.cut,
        "open_list": found.open_list,
        "deadlocked": found.deadlocked,
        "threat": found.threat,
    }


def need_text(need: Need) -> str:
    """A need in one word: `reaffirm-1974`, `not x`, `distance=discharged`."""
    wanted = f"={'|'.join(need.leaf.states)}" if need.leaf.states else ""
    whose = f".party.{'+'.join(need.leaf.by)}" if need.leaf.by else ""
    return f"{'not ' if need.negated else ''}{need.leaf.subject}{whose}{wanted}"


def outlook_record(found: Outlook, moment: Moment) -> Record:
    """The answer of `outlook`."""
    return {
        **header_record(moment),
        "subject": found.subject,
        "kind": found.kind,
        "note": found.note or None,
        "may": [
            {
                "region": may.region, "trigger": may.trigger, "target": may.target, "guard": may.guard or None,
                "only_by": list(may.only_by), "unmet": may.unmet or None, "reason": may.reason or None,
            }
            for may in found.may
        ],
        "must": [
            {
                "region": must.region, "state": must.state, "parties": list(must.parties), "what": must.what,
                "statements": list(must.statements),
            }
            for must in found.must
        ],
        "cannot": [{"region": c.region, "trigger": c.trigger, "state": c.state} for c in found.cannot],
    }  # fmt: skip


def graph_record(found: Graph) -> Record:
    """The answer of `graph`."""
    return {
        "scenario": found.scenario,
        "as_of": format_day(found.as_of),
        "as_known": format_day(found.as_known),
        "lens": found.lens,
        "note": found.note or None,
        "edges": [
            {"source": e.source, "relation": e.relation, "target": e.target, "detail": e.detail or None}
            for e in found.edges
        ],
        "nodes": [
            {
                "subject": n.id, "kind": n.kind, "title": n.title, "state": n.state,
                "states": [f"{r}={s}" for r, s in n.states],
                "parties": list(n.parties), "certain": n.certain, "disputed": n.disputed,
                "statements": list(n.statements),
            }
            for n in found.nodes
        ],
    }  # fmt: skip


def movement_record(found: Movement, moment: Moment, wanted: Wanted = _everything) -> Record:
    """The answer of `movement`."""
    return {
        **header_record(moment),
        "since": format_day(found.since),
        "note": found.note or None,
        "shifts": _rows(found.shifts, (wanted(s.subject) for s in found.shifts), shift_record),
        "terms": [figure for line in found.terms if wanted(line.subject) for figure in _figures(line)],
        "gaps": _rows(found.gaps, (wanted(g.demand) or wanted(g.source) for g in found.gaps), _gap),
        "ladders": [
            {
                "final": ladder.final, "subject": rung.demand, "kind": "demand", "depth": rung.depth,
                "stance": rung.stance, "responses": [f"{party}={state}" for party, state in rung.responses],
                "fulfilment": rung.fulfilment, "implied": rung.implied, "variant_of": rung.variant_of or None,
            }
            for ladder in found.ladders
            for rung in ladder.rungs
            if wanted(rung.demand)
        ],
    }  # fmt: skip


def shift_record(shift: Shift) -> Record:
    """One movement of a position."""
    return {
        "parties": list(shift.parties),
        "direction": shift.direction,
        "subject": shift.subject,
        "kind": shift.kind,
        "region": shift.region,
        "trigger": shift.trigger,
        "source": shift.source,
        "target": shift.target,
        "when": since_record(shift.when),
        "statement": shift.statement or None,
        "by_rule": shift.by_rule,
        "key": shift.key or None,
        "before": shift.before or None,
        "after": shift.after or None,
        "least": shift.least or None,
        "most": shift.most or None,
        "unit": shift.unit or None,
        "doubts": list(shift.doubts),
    }


def _figures(line: TermLine) -> Iterator[Record]:
    for figure in line.figures:
        yield {
            "subject": line.subject, "kind": line.kind, "key": line.key, "text": line.text,
            "quantity": figure.quantity, "when": since_record(figure.when), "change": figure.change,
            "statement": figure.statement or None,
        }  # fmt: skip


def _gap(gap: PositionGap) -> Record:
    return {
        "demand": gap.demand,
        "source": gap.source,
        "state": gap.source_state,
        "key": gap.key,
        "demanded": gap.demanded,
        "offered": gap.offered,
        "met": gap.met.value,
        "least": None if gap.least is None else f"{gap.least:f}",
        "most": None if gap.most is None else f"{gap.most:f}",
        "unit": gap.unit or None,
    }
