"""Strategies of whole scenarios: declarations with a log, half of it steered along the tables.

Report dates are independent of event dates: reports come late, and a log's file order is no order in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from attrs import evolve, field, mutable
from hypothesis import strategies as st

from negotrack.machines.verbs import TRIGGER_VERBS, moved_by, verbs_for
from negotrack.model.dates import EventDate, day, parse_event_date, parse_report_date, presumed
from negotrack.model.reports import CLAIM_VERBS, Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.sources import UNKNOWN, Link, LinkKind, SourceChain, outlet_link, party_link
from negotrack.model.subjects import DeclaredClaim
from tests.strategies.walks import Saying, Walk, steered
from tests.strategies.worlds import FIRST, LEAVE, OUTLETS, STATES, STAY_AWAY, gating, some, worlds

ASSERTING = ("assert", "hedge")
ANONYMOUS = (
    Link(kind=LinkKind.ANONYMOUS, of=("a",), words=("official",)),
    Link(kind=LinkKind.ANONYMOUS, of=("b",), words=("official",)),
    Link(kind=LinkKind.ANONYMOUS, words=("source",)),
)
SPOKEN: tuple[tuple[Link, ...], ...] = (
    (), (), (), (ANONYMOUS[0],), (ANONYMOUS[0],), (ANONYMOUS[1],), (ANONYMOUS[2],), (UNKNOWN,),
    *((party_link(name),) for name in (*STATES, "pa", "pb", "pc", "u")),
    (outlet_link("o2"),), (outlet_link("o3"), outlet_link("o2")), (outlet_link("o1"), ANONYMOUS[0]),
    (outlet_link("o3"), party_link("pb")), (party_link("u"), party_link("b")),
)  # fmt: skip
"""Chains below an outlet: its own voice, somebody named or not, relays of relays."""
SIZES = (1, 2, 3, 5, 7, 9, 11, 12, 12, 12, 12)
LAST = 45
"""Days after the first one in which a log ends."""


@mutable(kw_only=True)
class Log:
    """A log while it is written: the statements so far, and the day that the walk has come to."""

    world: Scenario
    walk: Walk | None
    exact: bool = False
    asserting: bool = False
    plain: bool = False
    offset: int = 0
    tie: str = "after"
    told: list[Statement] = field(factory=list)
    reports: list[Report] = field(factory=list)


@st.composite
def scenarios(
    draw: st.DrawFn,
    *,
    exact: bool = False,
    asserting: bool = False,
    plain: bool = False,
    most: int = 12,
    steer: bool | None = None,
) -> Scenario:
    """A scenario with up to `most` reports, half of them steered.

    `exact` leaves out imprecise dates and before/after; `asserting` leaves out all that is said of claims but
    assertions, and what names a source afterwards; `plain` declared claims besides.
    """
    world = draw(worlds())
    walk = draw(_walks(world)) if (draw(st.booleans()) if steer is None else steer) else None
    tie = draw(st.sampled_from(("after", "before")))
    log = Log(world=world, walk=walk, exact=exact or plain, asserting=asserting or plain, plain=plain, tie=tie)
    for number in range(1, min(most, draw(st.sampled_from(SIZES))) + 1):
        log.reports.append(draw(_report(log, f"r{number}")))
    return world.with_reports(log.reports)


@st.composite
def _walks(draw: st.DrawFn, world: Scenario) -> Walk:
    """A walk that keeps to one to three subjects, commitments before others, so as to go far with them."""
    names = [subject.id for subject in gating(tuple(world.subjects.values()))]
    likely = [name for name in names if name.startswith("k")]
    focus = draw(some(names, least=1, most=2))
    return Walk(world=world, focus=(*focus, *(draw(some(likely, most=1)) if likely else ())))


@st.composite
def _report(draw: st.DrawFn, log: Log, name: str) -> Report:
    outlet = draw(st.sampled_from(OUTLETS))
    relays = draw(some([o for o in OUTLETS if o != outlet], most=1)) if draw(st.integers(0, 4)) == 0 else ()
    drafts = draw(_drafts(log))
    latest = max((offset for _, offset in drafts), default=0)
    late = draw(st.sampled_from((0, 0, 0, 0, 1, 3, 12, 25))) if log.walk else draw(st.integers(-5, 30))
    published = FIRST + timedelta(max(0, latest + late))
    clock = draw(st.sampled_from(("", "", "", "T08:00", "T20:00+03:00")))
    statements: list[Statement] = []
    for draft, offset in drafts:
        made = draw(_statement(log, draft, offset, published, (*relays, outlet), f"{name}#{len(statements) + 1}"))
        statements.append(made)
        log.told.append(made)
    return Report(
        id=name,
        outlet=outlet,
        published=parse_report_date(f"{published}{clock}"),
        relayed_by=relays,
        statements=tuple(statements),
    )


Draft = dict[str, Any]
"""Attributes of a statement to be; `inner` is the chain below the outlet where that is settled."""


@st.composite
def _drafts(draw: st.DrawFn, log: Log) -> list[tuple[Draft, int]]:
    """What one report says, with the days of the events: one to three things, or a whole step of the walk."""
    found: list[tuple[Draft, int]] = []
    for _ in range(draw(st.sampled_from((1, 1, 2, 3)))):
        if log.walk is not None:
            log.offset += draw(st.sampled_from((0, 1, 1, 2, 4)))
        else:
            log.offset = draw(st.integers(0, LAST - 10))
        found += [(draft, log.offset) for draft in draw(_thing(log))]
    return found


@st.composite
def _thing(draw: st.DrawFn, log: Log) -> list[Draft]:
    """An act, steered or not, something said of what was said before, or a position or incident."""
    kind = draw(st.integers(0, 19))
    if log.told and kind < (4 if log.walk else 8):
        return [draw(_repeat(log)) if log.asserting or draw(st.booleans()) else draw(_response(log))]
    if kind == 19:
        return [draw(_speech(log))]
    if log.walk is not None and kind < 18:
        return [_as_draft(saying) for saying in draw(steered(log.walk))]
    return [draw(_act(log))]


def _as_draft(saying: Saying) -> Draft:
    draft: Draft = {"verb": saying.verb, "subjects": (saying.subject,), "by": saying.by}
    return draft | ({"inner": (saying.speaker,)} if saying.speaker else {})


@st.composite
def _act(draw: st.DrawFn, log: Log) -> Draft:
    """Any verb of any subject, by anybody; sometimes of two subjects, or naming a declared claim."""
    subjects = gating(tuple(log.world.subjects.values()))
    subject = draw(st.sampled_from(subjects))
    verb = draw(st.sampled_from(verbs_for(subject)))
    others = [s.id for s in subjects if s is not subject and moved_by(s, verb)]
    extra = draw(some(others, most=1)) if others and draw(st.integers(0, 5)) == 0 else ()
    draft: Draft = {"verb": verb, "subjects": (subject.id, *extra)}
    if verb in ("ratify", "withdraw_from") or draw(st.integers(0, 5)) == 0:
        draft["by"] = draw(some(STATES, least=1))
    claimed = log.world.subjects["q1"]
    assert isinstance(claimed, DeclaredClaim)
    if subject.id in claimed.about and not log.plain and draw(st.booleans()):
        draft |= {"claim": "q1", "subjects": (subject.id,)}
    return draft


@st.composite
def _repeat(draw: st.DrawFn, log: Log) -> Draft:
    """What was said before, on somebody's word; or a declared claim."""
    before = [s for s in log.told if s.verb in TRIGGER_VERBS and s.polarity in ASSERTING]
    if not before or draw(st.integers(0, 6)) == 0:
        return draw(_speech(log)) if log.plain else {"verb": draw(st.sampled_from(ASSERTING)), "refers_to": ("q1",)}
    said = draw(st.sampled_from(before[-6:]))
    same = draw(st.integers(0, 2))
    return {
        "verb": said.verb,
        "subjects": said.subjects,
        "by": said.by,
        "claim": said.claim,
        "terms": said.terms,
        "scheduled_for": said.scheduled_for,
    } | ({"event_date": said.event_date} if same and not said.event_date.presumed else {})


@st.composite
def _response(draw: st.DrawFn, log: Log) -> Draft:
    """A denial, no comment, retraction or naming of the source of something said before."""
    said = draw(st.sampled_from(log.told[-8:]))
    verb = draw(st.sampled_from(("deny", "deny", "deny", "decline", "retract", "retract", "retract", "identify")))
    if verb == "identify":
        return {"verb": verb, "refers_to": (said.id,), "identity": draw(st.sampled_from(("pa", "pb", "b")))}
    draft: Draft = {"verb": verb, "refers_to": (said.id,)}
    how = draw(st.integers(0, 5))
    if how == 0 and verb == "retract":
        draft["refers_to"] = (said.id.partition("#")[0],)
    elif how == 1 and said.subjects and said.verb in TRIGGER_VERBS:
        draft = {"verb": said.verb, "subjects": said.subjects, "polarity": verb}
    elif how == 2 and (said.claim or verb != "retract"):
        draft["refers_to"] = (said.claim or "q1",)
    elif how == 3:
        draft["refers_to"] = tuple(dict.fromkeys((said.id, draw(st.sampled_from(log.told)).id)))
    if verb == "retract" and draw(st.integers(0, 4)):
        draft["inner"] = (draw(st.sampled_from(said.chain.links[-2:])),)
    return draft


@st.composite
def _speech(draw: st.DrawFn, log: Log) -> Draft:
    if draw(st.booleans()):
        return {"verb": "incident", "subjects": ("n1",)}
    about = draw(some([*log.world.subjects], most=2))
    return {"verb": "position", "text": "activities matter more", "kind": "priority", "of": ("a",), "about": about}


@st.composite
def _statement(
    draw: st.DrawFn, log: Log, draft: Draft, offset: int, published: date, outer: tuple[str, ...], name: str
) -> Statement:
    """A draft with its day, its chain and whatever else goes with the verb."""
    given = dict(draft)
    verb = given["verb"]
    inner = given.pop("inner", None) or draw(st.sampled_from(SPOKEN))
    given.setdefault("event_date", draw(_event_date(log.exact, offset, published)))
    given.setdefault("polarity", verb if verb in CLAIM_VERBS else draw(st.sampled_from(("assert",) * 5 + ("hedge",))))
    if verb in TRIGGER_VERBS and given["polarity"] in ASSERTING:
        given |= draw(_details(log, verb, offset)) if not given.get("terms") else {}
    if log.told and not log.exact and draw(st.integers(0, 11)) == 0:
        given[log.tie] = (draw(st.sampled_from(log.told)).id,)
    return Statement(id=name, chain=_chain(outer, inner), **given)


def _chain(outer: tuple[str, ...], inner: tuple[Link, ...]) -> SourceChain:
    """From the outlets inwards; nobody who is named stands in it twice."""
    return SourceChain(links=tuple(_once([*map(outlet_link, outer), *inner])))


def _once(links: list[Link]) -> Iterator[Link]:
    seen: set[str] = set()
    for link in links:
        if not link.named or link.key not in seen:
            yield link
        seen.add(link.key)


@st.composite
def _details(draw: st.DrawFn, log: Log, verb: str, offset: int) -> Draft:
    """What a meeting is set for, until when an offer stands, new content, a marked further source."""
    found: Draft = {}
    ahead = FIRST + timedelta(offset + draw(st.sampled_from((0, 2, 6, 20))))
    chance = draw(st.integers(0, 9))
    if verb in ("schedule", "postpone") and chance < 8:
        found["scheduled_for"] = day(ahead) if chance < 6 or log.exact else parse_event_date(f"{ahead}/..")
    elif verb in ("signal", "offer", "commit", "float", "enter_into_force", "take_effect") and chance < 2:
        found["deadline"] = day(ahead)
    elif verb in ("press", "amend", "require") and chance < 2:
        found["terms"] = (STAY_AWAY,) if chance else (LEAVE,)
    elif chance == 9:
        found["independent"] = True
    elif chance == 8:
        found["credibility"] = draw(st.integers(1, 6))
    return found


@st.composite
def _event_date(draw: st.DrawFn, exact: bool, offset: int, published: date) -> EventDate:
    """Mostly the exact day; else unsaid, a span, a month, an open start, one of two days."""
    on = FIRST + timedelta(offset)
    kind = draw(st.integers(0, 15))
    if exact or kind < 9:
        return day(on)
    if kind < 12:
        return presumed(published)
    wide = timedelta(draw(st.integers(1, 6)))
    shapes = (f"{on - wide}/{on}", f"..{on}", f"{on:%Y-%m}", f"[{on}, {on + wide}]")
    return parse_event_date(shapes[kind - 12])


def without_statements(scenario: Scenario, names: set[str]) -> Scenario:
    """The same scenario, some of its statements never made."""
    return scenario.with_reports(
        evolve(report, statements=tuple(s for s in report.statements if s.id not in names))
        for report in scenario.reports
    )
