"""Acts: what a statement does to one axis, ready to be folded; and the order in which acts are folded.

Owns: turning statements into acts, who performs them, static guards, the tie-break rule.
Must not know: which claims count, what state anything is in.

The order (a rule of negotrack): by the last day on which the event may have happened, since only then is it
certain, and of those by the first day; then explicit before/after, then report date and time, then order in the
file, then place in the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from negotrack.engine.axes import Axis
from negotrack.engine.wiring import Wiring
from negotrack.machines.machine import GUARDED, Moves
from negotrack.machines.verbs import ACCUSING, OWN_ACTS, PARTY_ACTS
from negotrack.model.reports import CLAIM_VERBS, SPEECH_VERBS, Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.sources import Link, LinkKind, party_link
from negotrack.model.subjects import Commitment, Instrument

if TYPE_CHECKING:
    from negotrack.engine.claims import Run

Order = tuple[int, int, int, int, str, int]
FoldOrder = tuple[int, int, Order, int]
SpokenFor = Callable[[Link, date], tuple[str, ...]]


ASSERTING = ("assert", "hedge")
AT_ONE_SUBJECT = 1 << 16
"""More than the regions and parties of any subject, so that acts stand in the order of the subjects named."""
NOBODY: frozenset[str] = frozenset()
SAYING = frozenset((*CLAIM_VERBS, *SPEECH_VERBS))


class Voice:
    """One statement as said in one report: the unit that claims are made of.

    `triggers` says that its verb is a machine's, `acting` that it asserts so and moves something.
    `named_by` is the status of the identity claim that gave an anonymous origin its name, else empty.
    """

    __slots__ = ("acting", "day", "id", "named_by", "order", "origin", "places", "report", "statement", "triggers")

    def __init__(self, report: Report, statement: Statement, order: Order) -> None:
        self.report = report
        self.statement = statement
        self.id = statement.id
        self.order = order
        self.day = report.published.ordinal
        self.origin: Link = statement.chain.origin
        self.named_by = ""
        self.triggers = statement.verb not in SAYING
        self.acting = self.triggers and bool(statement.subjects) and statement.polarity in ASSERTING
        self.places: dict[str, int] | None = None

    def subjects_in(self, own: frozenset[str]) -> Iterable[tuple[int, str]]:
        """The subjects that belong to a negotiation, with their places in the statement.

        A statement may be about thousands of subjects, each a negotiation of its own: they are not gone through anew
        for each of them.
        """
        subjects = self.statement.subjects
        if len(subjects) <= len(own):
            return ((place, subject) for place, subject in enumerate(subjects) if subject in own)
        if self.places is None:
            self.places = {subject: place for place, subject in enumerate(subjects)}
        places = self.places
        return sorted((places[subject], subject) for subject in own if subject in places)

    def __repr__(self) -> str:
        return f"<{self.id}>"


class Act:
    """One trigger of one axis, by one voice. `first` and `last` are ordinals of days, narrowed by its claim.

    `run`, `base` and `opens` are set by grouping: the claim's acts it belongs to, the axis's own state before it,
    and whether an accepted transition begins with it. `quiet` acts come with another act of the same statement,
    and are not missed when they are refused. `accused` are those who are said to have broken something.
    """

    __slots__ = (
        "accused", "axis", "base", "content", "first", "guarded", "last", "moves", "opens", "place", "quiet", "run",
        "trigger", "voice",
    )  # fmt: skip

    def __init__(self, voice: Voice, axis: Axis, trigger: str, place: int, quiet: bool) -> None:
        self.voice = voice
        self.axis = axis
        self.trigger = trigger
        self.moves: Moves = axis.moves[trigger]
        self.place = place
        self.quiet = quiet
        date_ = voice.statement.event_date
        self.first: int = date_.first_ordinal
        self.last: int = date_.last_ordinal
        self.guarded = trigger in GUARDED[axis.region.id]
        self.accused = frozenset(voice.statement.by) if trigger in ACCUSING else NOBODY
        self.run: Run
        self.base = ""
        self.opens = False
        statement = voice.statement
        self.content: object = (
            (statement.terms, statement.scheduled_for) if statement.terms or statement.scheduled_for else None
        )

    def __repr__(self) -> str:
        return f"<{self.voice.id} {self.trigger} {self.axis!r}>"


def order_key(act: Act) -> FoldOrder:
    """The fold order, before explicit before/after."""
    return (act.last, act.first, act.voice.order, act.place)


def last_day_of(act: Act) -> int | None:
    """The ordinal of the last day that an act sets, if it sets one: a meeting's day, an offer's limit, a term's end."""
    statement = act.voice.statement
    day = statement.scheduled_for if act.axis.kind == "meeting" else statement.deadline
    return day.last_ordinal if day is not None else None


def rivals(earlier: Act, later: Act) -> bool:
    """Whether two reports say different things of what may be one moment: neither is surely the later word.

    Two outlets of one day that tell of two last days contradict each other, whichever was printed first.
    """
    if earlier.run is later.run or earlier.voice.report.id == later.voice.report.id or later.first > earlier.last:
        return False
    names = later.voice.statement.after
    return earlier.voice.id not in names and later.voice.id not in earlier.voice.statement.before


def voice_order(report: Report, place: int, position: int) -> Order:
    """Report date and time, then order in the file (a report not in the file goes by its id), then place."""
    return (*report.published.sort_key, position, report.id, place)


def spoken_for(scenario: Scenario, link: Link, on: date) -> tuple[str, ...]:
    """The parties whose own word a source's word is: itself if a party, and those it speaks for that day."""
    if link.kind is not LinkKind.PARTY or link.id not in scenario.parties:
        return ()
    found, todo = {link.id: None}, [link.id]
    while todo:
        for office in scenario.parties[todo.pop()].speaks_for:
            if office.party not in found and office.party in scenario.parties and office.on(on):
                found[office.party] = None
                todo.append(office.party)
    return tuple(found)


def acts_of(voice: Voice, wiring: Wiring, speaks: SpokenFor, own: frozenset[str]) -> Iterator[Act]:
    """The acts of a statement in a negotiation of some subjects, for each the one that its claim is about first."""
    verb = voice.statement.verb
    for place, subject in voice.subjects_in(own):
        first = place * AT_ONE_SUBJECT
        for number, (region, axes) in enumerate(wiring.route(subject, verb)):
            for axis in (
                axes if region.per == "" and axes[0].kind != "instrument" else _moved(axes, voice, wiring, speaks)
            ):
                yield Act(voice, axis, verb, first, quiet=number > 0 and first > 0)
                first += 1


def _moved(own: Sequence[Axis], voice: Voice, wiring: Wiring, speaks: SpokenFor) -> Sequence[Axis]:
    """The axes of one region that an act moves: those of the parties that perform it."""
    if own[0].kind == "demand":
        return _answering(own, voice, speaks)
    instrument = wiring.scenario.subjects[own[0].subject]
    if not isinstance(instrument, Instrument):
        return own
    performers = performers_of(voice, instrument, speaks)
    everybody = not performers or set(performers) >= set(instrument.parties)
    if own[0].region.per == "party":
        return own if everybody else [axis for axis in own if axis.party in performers]
    return own if everybody or voice.statement.verb not in ("sign", "reaffirm") else ()


def _answering(own: Sequence[Axis], voice: Voice, speaks: SpokenFor) -> Sequence[Axis]:
    """The response of the addressee who answers; when nobody can be told, of each, and the guard refuses."""
    if len(own) == 1:
        return own
    who = set(voice.statement.by) or set(speaks(voice.origin, day_of(voice)))
    return [axis for axis in own if axis.party in who] or own


def performers_of(voice: Voice, instrument: Instrument, speaks: SpokenFor) -> tuple[str, ...]:
    """The parties whose act it is: those named in `by` or spoken for by them, or for what a party does alone the
    party that speaks. Empty means all of them; so does a `by` that names no party, which the guard refuses."""
    named = [party for who in voice.statement.by for party in (who, *speaks(party_link(who), day_of(voice)))]
    if not named and voice.statement.verb in OWN_ACTS:
        named = list(speaks(voice.origin, day_of(voice)))
    return tuple(party for party in dict.fromkeys(named) if party in instrument.parties)


def outsiders(voice: Voice, instrument: Instrument, speaks: SpokenFor) -> tuple[str, ...]:
    """Who is named among those who do what only parties do, beside parties, and neither is nor speaks for one."""
    if voice.statement.verb not in PARTY_ACTS or not voice.statement.by:
        return ()
    day = day_of(voice)
    found = [who for who in voice.statement.by if not {who, *speaks(party_link(who), day)} & set(instrument.parties)]
    return tuple(found) if len(found) < len(voice.statement.by) else ()


def day_of(voice: Voice) -> date:
    """The day by which the event has happened, on which who acts must be entitled to."""
    return voice.statement.event_date.latest or voice.report.published.day


def second_hand(voice: Voice, speaks: SpokenFor) -> Link | None:
    """Who only tells what the origin is to have said: the first in the chain who is neither an outlet nor of its side.

    An outlet quotes; what an unnamed source, or the other side, says that somebody said is hearsay.
    """
    links = voice.statement.chain.links
    if len(links) < 3:
        return None
    day = day_of(voice)
    own = {voice.origin.id, *speaks(voice.origin, day)}
    for link in links[:-1]:
        if link.kind is not LinkKind.OUTLET and own.isdisjoint(speaks(link, day)):
            return link
    return None


def actors(voice: Voice, speaks: SpokenFor) -> tuple[str, ...]:
    """Who is said to act: those named in `by`, or else the party whose own word it is; empty when unknown."""
    return voice.statement.by or speaks(voice.origin, day_of(voice))


def refused_by(guard: str, act: Act, scenario: Scenario, speaks: SpokenFor) -> str:
    """Why a guard about who acts refuses, or an empty string. Guards about states are the fold's."""
    subject = scenario.subjects[act.axis.subject]
    match guard:
        case "speaks-for-addressee":
            speaking = act.axis.party in speaks(act.voice.origin, day_of(act.voice))
            teller = second_hand(act.voice, speaks) if speaking else None
            if speaking and teller is None:
                return ""
            whom = act.axis.party or "the addressee"
            told = f"only {teller} says that it did" if teller is not None else _no_office(act, scenario)
            return f"a claim about {whom}, who has not said so: {told}"
        case "by-a-party" if isinstance(subject, Instrument):
            return _only(subject.parties, "parties", _with_speakers(act.voice.statement.by, act, speaks))
        case "for-the-parties" if isinstance(subject, Instrument):
            entitled = (*subject.parties, *subject.proposer)
            return _only(entitled, "parties", _acting(act, speaks))
        case "by-the-beneficiary":
            return _only(scenario.beneficiaries(subject.id), "beneficiary", _acting(act, speaks))
        case "by-the-debtor" if isinstance(subject, Commitment):
            return _only(subject.debtor, "debtor", _acting(act, speaks))
        case "by-the-creditor" if isinstance(subject, Commitment):
            return _only(subject.creditor, "creditor", _acting(act, speaks))
        case _:
            return ""


def _no_office(act: Act, scenario: Scenario) -> str:
    """That a source does not speak for an addressee, or did not on the day, with the days of its office."""
    party, day = scenario.parties.get(act.voice.origin.id), day_of(act.voice)
    days = [office for office in party.speaks_for if office.party == act.axis.party] if party else []
    if not days:
        return "its source does not speak for it"
    terms = " and ".join(f"{office.since or ''}..{office.until or ''}" for office in days)
    return f"its source did not speak for it on {day}, only {terms}"


def _acting(act: Act, speaks: SpokenFor) -> tuple[str, ...]:
    return _with_speakers(actors(act.voice, speaks), act, speaks)


def _with_speakers(who: tuple[str, ...], act: Act, speaks: SpokenFor) -> tuple[str, ...]:
    """Those who act, and the parties for which they act."""
    day = day_of(act.voice)
    return tuple(dict.fromkeys(party for one in who for party in (one, *speaks(party_link(one), day))))


def _only(entitled: tuple[str, ...], role: str, who: tuple[str, ...]) -> str:
    """An act whose performer nobody named is taken to be the entitled party's."""
    if not who or set(who) & set(entitled):
        return ""
    return f"only the {role} ({', '.join(entitled) or 'nobody named'}) can do this, not {', '.join(who)}"
