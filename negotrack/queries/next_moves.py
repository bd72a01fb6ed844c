"""Who must move next: read off the standings, as values.

Owns: the reading of a state as somebody's turn. Must not know: how it is shown.
A turn is not a forecast: it says whom the state of the reports waits for, not what will happen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import evolve, frozen

from negotrack.engine.moment import Moment
from negotrack.engine.results import Since, Standing
from negotrack.machines.couplings import OPEN_COMMITMENT, PARTY_ACT_COUNTS, SATISFIED
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import (
    Antecedent,
    Commitment,
    Condition,
    DeclaredClaim,
    Demand,
    Gate,
    Incident,
    Instrument,
    Leaf,
    Meeting,
    Subject,
    Talks,
)
from negotrack.queries.broken import broken
from negotrack.queries.doers import sides
from negotrack.queries.doubts import doubts
from negotrack.queries.dues import TO_AGREE, meeting_due
from negotrack.queries.facts import NOT_ASKED, is_threat, surely_over
from negotrack.queries.needs import needs_of

Act = Literal[
    "answer", "decide", "fulfil", "react", "restore", "bring-about", "guarantee", "settle", "reaffirm", "firm-up",
    "bind", "perform", "carry-out", "make-good", "resume", "agree", "sign", "ratify", "bring-into-force", "revive",
    "talk", "meet", "report-or-hold", "set-day",
]  # fmt: skip


@frozen(kw_only=True)
class NextMove:
    """What a state waits for. `parties` are ids, persons counted as the party that they speak for; empty when
    nobody is named. `act` is what they must do; `unlocks` are the commitments that wait for this subject. `due` is
    the day set for a meeting; one whose day has passed is in the `state` overdue. `doubts` say how far the state can be
    relied on, and `doers` who brought it about, where it is broken and that can be told.
    """

    parties: tuple[str, ...]
    act: Act
    subject: str
    kind: str
    region: str
    state: str
    since: Since
    certain: bool
    due: Since | None = None
    statements: tuple[str, ...] = ()
    unlocks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    doers: tuple[str, ...] = ()


def next_moves(moment: Moment) -> tuple[NextMove, ...]:
    """Every turn, in the order in which the subjects are declared."""
    return _Turns(moment).all()


_INSTRUMENT: dict[str, Act] = {
    **dict.fromkeys(TO_AGREE, "agree"), "agreed_in_principle": "sign", "initialled": "sign",
    "signed": "bring-into-force", "suspended": "revive", "dormant": "revive",
}  # fmt: skip
_TALKS: dict[str, Act] = {
    **dict.fromkeys(("mooted", "agreed_to_talk", "exploratory", "substantive", "advanced"), "talk"),
    **dict.fromkeys(("stalled", "suspended", "broken_off", "lapsed"), "resume"),
}
_MEETING: dict[str, Act] = {"scheduled": "meet", "postponed": "meet", "overdue": "report-or-hold"}
_PARTY_ACTS: dict[str, Act] = {"signed": "sign", "ratified": "ratify", "reaffirmed": "reaffirm"}
"""What a party must do to come to the state that is wanted of it."""
ENDS_WITH_SIGNATURE = ("statement", "declaration", "communique", "communiqué", "memorandum", "minutes")
"""What is done when it is signed, by a word of its kind or, where no kind is said, by the last of its name: nothing of
it enters into force."""
_NO_KIND = "agreement"


def _asked_for(antecedent: Antecedent | None, asked: bool = True) -> Iterator[Leaf]:
    """The leaves that an antecedent wants to be so. What it wants not to be so is nobody's to bring about."""
    match antecedent:
        case None:
            return
        case Leaf():
            if asked:
                yield antecedent
        case Gate(op=op, operands=operands):
            for operand in operands:
                yield from _asked_for(operand, asked is not (op == "not"))


def _needed(moment: Moment, commitment: Commitment) -> tuple[Leaf, ...]:
    """The leaves that a commitment still needs to be so: of alternatives none, once one of them is so. Where there
    are more sets than are searched, all that it asks for.
    """
    found = needs_of(moment, commitment)
    if found.cut:
        return tuple(_asked_for(commitment.antecedent))
    missing = {need.leaf for needs in found.sets for need in needs if not need.negated}
    return tuple(leaf for leaf in _asked_for(commitment.antecedent) if leaf in missing)


def _to_come_about(leaf: Leaf) -> bool:
    """Whether a leaf of a condition wants it met, and not that it fails or stays open."""
    return leaf.region != "condition" or not leaf.states or bool({*leaf.states} & {*SATISFIED["condition"]})


def _guarantors(condition: Condition) -> tuple[str, ...]:
    """Who is named to guarantee something: by the key of its own, or as a role."""
    named = [party for role in condition.roles if role.role == "guarantor" for party in role.parties]
    return tuple(dict.fromkeys((*filter(None, (condition.guarantor,)), *named)))


def _done_when_signed(instrument: Instrument) -> bool:
    """Whether signature is all that an instrument has to come to: of its kind, or by its name where none is said."""
    words = _words_of(instrument.kind)
    if instrument.kind == _NO_KIND:
        words = _words_of(instrument.name)[-1:]
    return not {*words}.isdisjoint(ENDS_WITH_SIGNATURE)


def _words_of(text: str) -> list[str]:
    return text.casefold().replace("-", " ").replace("_", " ").split()


def _party_act(leaf: Leaf) -> Act:
    """What a party must do to come to a state that is wanted of it."""
    return next((_PARTY_ACTS[state] for state in leaf.states if state in _PARTY_ACTS), "bring-about")


class _Turns:
    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.scenario: Scenario = moment.history.scenario
        self.by_subject: dict[str, list[Standing]] = {}
        for standing in moment.standings:
            self.by_subject.setdefault(standing.subject, []).append(standing)
        self.broken = {(found.standing.subject, found.standing.region): found for found in broken(moment)}
        self.needed: dict[str, tuple[Leaf, ...]] = {}
        self.unlocks: dict[str, list[tuple[Leaf, str]]] = {}
        gating: dict[bool, set[str]] = {True: set(), False: set()}
        for commitment in self.scenario.of_kind(Commitment):
            wanted = [leaf.subject for leaf in _asked_for(commitment.antecedent) if _to_come_about(leaf)]
            gating[is_threat(commitment)].update(wanted)
            if moment.state(commitment.id) in OPEN_COMMITMENT:
                self.needed[commitment.id] = _needed(moment, commitment)
            for leaf in filter(_to_come_about, self.needed.get(commitment.id, ())):
                self.unlocks.setdefault(leaf.subject, []).append((leaf, commitment.id))
        self.dreaded = gating[True] - gating[False]

    def all(self) -> tuple[NextMove, ...]:
        found = [move for subject in self.scenario.subjects.values() for move in self._of(subject)]
        known = {move.subject for move in found}
        for commitment in self.scenario.of_kind(Commitment):  # what would set off a threat is nobody's to bring about
            if not is_threat(commitment):
                found += [m for leaf in self.needed.get(commitment.id, ()) for m in self._leaf(leaf, known, found)]
        return tuple(evolve(m, unlocks=tuple(dict.fromkeys(self._unlocked(m)))) for m in found)

    def _unlocked(self, move: NextMove) -> Iterator[str]:
        """The commitments that wait for what a move would bring about: of acts of parties, for the act of these."""
        for leaf, commitment in self.unlocks.get(move.subject, ()):
            if leaf.region != "party" or self._is_act(move, leaf):
                yield commitment

    def _is_act(self, move: NextMove, leaf: Leaf) -> bool:
        """Whether a move is the act of a party that a leaf asks for."""
        late = {self._side(s.party) for s in self._late(leaf)}
        return move.act == _party_act(leaf) and bool(late & set(move.parties))

    def _late(self, leaf: Leaf) -> Iterator[Standing]:
        """The parties that have not done yet what a leaf asks of them."""
        wanted = {s for state in leaf.states for s in PARTY_ACT_COUNTS[state]}
        anybody = leaf.by in ((), ("all",), ("any",))
        acts = self._region(leaf.subject, "party")
        return (s for s in acts if s.state not in wanted and (anybody or s.party in leaf.by))

    def _of(self, subject: Subject) -> Iterator[NextMove]:
        match subject:
            case Demand():
                yield from self._demand(subject)
            case Condition():
                yield from self._condition(subject)
            case Commitment():
                yield from self._commitment(subject)
            case Instrument():
                yield from self._instrument(subject)
            case Talks():
                if act := _TALKS.get(self._main(subject.id).state):
                    yield self._move(self.scenario.principals(subject.id), act, self._main(subject.id))
            case Meeting():
                if due := meeting_due(self.moment, subject):
                    act = "set-day" if due.what == "postponed" and not due.dated else _MEETING[due.what]
                    move = self._move(subject.participants, act, self._main(subject.id))
                    yield evolve(move, state=due.what, due=due.when if due.dated else None)
            case Incident() | DeclaredClaim():
                return

    def _main(self, subject: str) -> Standing:
        return self.by_subject[subject][0]

    def _region(self, subject: str, region: str) -> Iterator[Standing]:
        return (s for s in self.by_subject[subject] if s.region.partition(".")[0] == region)

    def _move(self, parties: tuple[str, ...], act: Act, standing: Standing) -> NextMove:
        who = tuple(dict.fromkeys(self._side(party) for party in parties if party))
        found = self.broken.get((standing.subject, standing.region))
        return NextMove(
            parties=who, act=act, subject=standing.subject, kind=standing.kind, region=standing.region,
            state=standing.state, since=standing.since, certain=standing.certain, statements=standing.statements,
            doubts=doubts(self.moment, standing), doers=found.doers if found else (),
        )  # fmt: skip

    def _side(self, party: str) -> str:
        """The party that somebody speaks for on the day, in the end; itself when for nobody."""
        seen = {party}
        while True:
            found = self.scenario.parties.get(party)
            offices = found.speaks_for if found else ()
            day = self.moment.as_of
            above = [office.party for office in offices if day is None or office.on(day)]
            if not above or above[0] in seen:
                return party
            party = above[0]
            seen.add(party)

    def _demand(self, demand: Demand) -> Iterator[NextMove]:
        if breach := self.broken.get((demand.id, "fulfilment")):
            yield self._move(breach.parties, "restore", breach.standing)
        if self._main(demand.id).state != "pressed" or any(map(surely_over, self.by_subject[demand.id])):
            return
        for response in self._region(demand.id, "response"):
            addressee = (response.party,) if response.party else demand.of
            match response.state:
                case "unanswered":
                    yield self._move(addressee, "answer", response)
                case "under_consideration":
                    yield self._move(addressee, "decide", response)
                case "rejected":
                    yield self._move(demand.by, "react", response)
                case "accepted" | "accepted_in_part" if breach is None:
                    yield self._move(addressee, "fulfil", response)
                case _:
                    pass

    def _condition(self, condition: Condition) -> Iterator[NextMove]:
        standing = self._main(condition.id)
        if standing.state == "disputed":
            yield self._move(self._performers(condition.id), "settle", standing)
        elif standing.state == "open" and condition.id not in self.dreaded:  # nobody asks to set off a threat
            yield self._asked(condition, standing)

    def _asked(self, condition: Condition, standing: Standing) -> NextMove:
        """Whose act a condition waits for: of a party act, of those who have not done it yet."""
        follows = condition.follows
        if condition.guarantee:
            return self._move(_guarantors(condition), "guarantee", standing)
        if follows is None or follows.region != "party":
            return self._move(self._performers(condition.id), "bring-about", standing)
        acts = self._region(follows.subject, "party")
        late = tuple(s.party for s in acts if s.state not in follows.states)
        named = tuple(p for p in late if p in follows.by) or late
        act: Act = "reaffirm" if "reaffirmed" in follows.states else "bring-about"
        return self._move(named or self._performers(condition.id), act, standing)

    def _commitment(self, commitment: Commitment) -> Iterator[NextMove]:
        standing = self._main(commitment.id)
        match standing.state:
            case "detached" if is_threat(commitment):
                yield self._move(commitment.debtor, "carry-out", standing)
            case _ if is_threat(commitment):
                return  # nobody is asked to make a threat, nor to keep it up
            case "signalled" | "offered" as state if commitment.antecedent is None:
                yield self._move(commitment.debtor, "firm-up" if state == "signalled" else "bind", standing)
            case "detached":
                yield self._move(commitment.debtor, "perform", standing)
            case "violated":
                yield self._move(commitment.debtor, "make-good", standing)
            case "suspended":
                yield self._move(commitment.debtor, "resume", standing)
            case _:
                return

    def _instrument(self, instrument: Instrument) -> Iterator[NextMove]:
        standing = self._main(instrument.id)
        acts = list(self._region(instrument.id, "party"))
        begun = not standing.reported and any(s.state in PARTY_ACT_COUNTS["signed"] for s in acts)
        act = "sign" if begun else _INSTRUMENT.get(standing.state)
        gone = {s.party for s in acts if s.state == "withdrawn"}
        parties = tuple(p for p in instrument.parties or instrument.proposer if p not in gone)
        if act is None or (gone and len(parties) < 2) or (act == "bring-into-force" and _done_when_signed(instrument)):
            return
        if act == "sign":
            waiting = tuple(s.party for s in acts if s.state in ("unreported", "none"))
            if (gone or begun) and not waiting:
                return  # those who are left have signed
            parties = waiting or parties
        yield self._move(parties, act, standing)

    def _leaf(self, leaf: Leaf, known: set[str], found: list[NextMove]) -> Iterator[NextMove]:
        """What a commitment waits for and nobody was found to have the turn in: nothing was reported of it."""
        if leaf.region == "party":
            asked = {party for m in found if m.subject == leaf.subject and self._is_act(m, leaf) for party in m.parties}
            late = [s for s in self._late(leaf) if self._side(s.party) not in asked]
            yield from (self._move((s.party,), _party_act(leaf), s) for s in late)
            return
        if leaf.subject in known:
            return
        for standing in self._region(leaf.subject, leaf.region):
            satisfied = leaf.states or (*NOT_ASKED, *(s for states in SATISFIED.values() for s in states))
            if standing.state not in satisfied:
                known.add(leaf.subject)
                subject = self.scenario.subjects[leaf.subject]
                if isinstance(subject, Condition):
                    yield self._asked(subject, standing)
                else:
                    yield self._move(self._performers(leaf.subject), "bring-about", standing)
                return

    def _performers(self, subject: str) -> tuple[str, ...]:
        """Whose it is to bring something about; of a condition that names nobody, of what it follows."""
        seen: set[str] = set()
        while subject not in seen:
            seen.add(subject)
            match self.scenario.subjects[subject]:
                case Condition(of=(), follows=follows) if follows is not None:
                    subject = follows.subject
                case Condition(of=of):
                    return of
                case Demand() as demand:
                    return demand.performers
                case Commitment(debtor=debtor):
                    return debtor
                case found:
                    return sides(self.scenario, found)
        return ()
