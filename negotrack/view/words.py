"""Wording: what moved, in the words of the field and with the names of who moved it.

Owns: filling the sentence of a verb, names in place of ids, how days and chains are written out.
Must not know: where a sentence is drawn. Every string from data goes through `view.text.safe` here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import frozen

from negotrack.engine.acts import spoken_for
from negotrack.engine.results import Anomaly, Since
from negotrack.machines.verbs import ACCUSING
from negotrack.model.reports import Statement
from negotrack.model.scenario import Scenario
from negotrack.model.sources import Link, LinkKind, SourceChain, party_link
from negotrack.model.subjects import (
    Commitment,
    Condition,
    DeclaredClaim,
    Demand,
    Incident,
    Instrument,
    Meeting,
    Talks,
)
from negotrack.queries.dues import Due
from negotrack.queries.facts import is_threat
from negotrack.queries.lasting import is_stretch
from negotrack.view.days import span
from negotrack.view.templates import (
    BY_ONE,
    COMMITMENT,
    CONDITION,
    DEMAND,
    IMPERSONAL,
    INSTRUMENT,
    MEETING,
    OF_THE_DEBTOR,
    OF_THE_DEMANDER,
    TALKS,
    THREAT,
    UNASKED,
)  # fmt: skip
from negotrack.view.text import safe

NOBODY = "nobody named"


@frozen(kw_only=True)
class Said:
    """A sentence in two parts: who moves what, and its content."""

    lead: str
    content: str = ""

    def __str__(self) -> str:
        return f"{self.lead}: {self.content}" if self.content else self.lead


def join(names: Iterable[str], word: str = "and") -> str:
    """`Israel`, `Israel and Syria`, `the United States, Russia and Jordan`."""
    found = list(names)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {word} {found[-1]}"


def clean(value: str) -> str:
    """A string from data on its way into a sentence."""
    return safe(value, bidi=False).strip()


def figure_words(text: str) -> str:
    """A figure with its long numbers as people write them: `100 billion USD`, `2.5 million t`."""
    return _LONG_NUMBER.sub(_shortened, clean(text))


def _shortened(found: re.Match[str]) -> str:
    value = Decimal(found[0])
    for word, size in _SIZES.items():
        parts = value / size
        if parts >= 1 and parts == round(parts, 3):
            return f"{parts.normalize():f} {word}"
    return found[0]


def due_words(due: Due) -> str:
    """What is to come, or ought to have come: scheduled, overdue, to which day a meeting was put off."""
    if due.what == "deadline" and due.passed:
        return "should have ended"
    if due.perhaps:
        return f"perhaps {_DUE_WORDS[due.what]}"
    if due.what != "postponed":
        return _DUE_WORDS[due.what]
    return f"postponed to {span(due.when)}" if due.dated else "postponed, no new day"


def plain_state(state: str) -> str:
    """A state or trigger as words."""
    return clean(state).replace("_", " ")


def claim_name(name: str) -> str:
    """The name of a claim; of one that is the second of its kind, that it is."""
    stem, mark, number = clean(name).rpartition("~")
    if not mark or not number.isdecimal():
        return clean(name)
    ending = "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{stem}~{number} (the {number}{ending} time)"


class Wording:
    """The names and sentences of one scenario; of demands that are `unasked` none says that somebody asks."""

    def __init__(self, scenario: Scenario, unasked: frozenset[str] = frozenset()) -> None:
        self.scenario = scenario
        self.unasked = unasked
        self._links: dict[Link, str] = {}

    def party(self, party: str) -> str:
        """The name of a party."""
        found = self.scenario.parties.get(party)
        return clean(found.name if found else party) or NOBODY

    def parties(self, parties: Iterable[str], nobody: str = NOBODY) -> str:
        """The names of parties, joined."""
        return join(self.party(p) for p in dict.fromkeys(parties)) or nobody

    def link(self, link: Link) -> str:
        """A link of a chain in words: `anonymous (Israel, diplomatic)`."""
        found = self._links.get(link)
        if found is None:
            found = self._links[link] = self._link(link)
        return found

    def _link(self, link: Link) -> str:
        match link.kind:
            case LinkKind.OUTLET:
                outlet = self.scenario.outlets.get(link.id)
                return clean(outlet.name if outlet else link.id)
            case LinkKind.PARTY:
                return self.party(link.id)
            case LinkKind.ANONYMOUS:
                about = ", ".join((*map(self.party, link.of), *map(clean, link.words)))
                return f"anonymous ({about})" if about else "anonymous"
            case LinkKind.UNKNOWN:
                return "source unknown"

    def chain(self, chain: SourceChain, after: int = 0, until: int | None = None) -> str:
        """A chain, outermost first, or a part of it."""
        return " < ".join(self.link(link) for link in chain.links[after:until])

    def subject(self, subject: str) -> str:
        """What people call a subject: its text or name, else its id."""
        match self.scenario.subjects.get(subject):
            case Demand(text=text) | Condition(text=text) | Commitment(text=text):
                return clean(text) or clean(subject)
            case Incident(text=text) | DeclaredClaim(text=text):
                return clean(text) or clean(subject)
            case Talks() as talks:
                sides = "–".join(map(self.party, self.scenario.principals(talks.id)))
                return clean(talks.name) or f"Talks {sides or clean(subject)}"
            case Meeting() as meeting:
                return clean(meeting.name) or f"{meeting.kind} of {self.parties(meeting.participants)}"
            case Instrument(name=name):
                return clean(name) or clean(subject)
            case None:
                return clean(subject)

    def moved(
        self, subject: str, trigger: str, statement: Statement | None = None, party: str = "",
        acting: tuple[str, ...] = (),
    ) -> Said:  # fmt: skip
        """Who moves what, by this trigger: of several sides those `acting`, or whom a statement tells of."""
        by = statement.by if statement else ()
        match self.scenario.subjects[subject]:
            case Demand() as demand:
                who = self.parties((party,) if party else by or demand.of, "the addressee")
                many = not party and len(by or demand.of) > 1
                asking = self._acting(demand.by, statement) if trigger in OF_THE_DEMANDER else demand.by
                broke = f" by {who}" if by and trigger in ACCUSING else ""
                return self._roles(DEMAND, trigger, acting or asking, demand.of, subject, who, many, broke)
            case Condition() as condition:
                said = self._roles(CONDITION, trigger, by or self._requiring(condition, statement), (), subject)
                return self._guaranteed(condition, said)
            case Commitment(debtor=debtor) as commitment:
                table = THREAT if is_threat(commitment) else COMMITMENT
                by = (
                    self._acting(debtor, statement, own_word=trigger != "violate")
                    if trigger in OF_THE_DEBTOR
                    else debtor
                )
                return self._roles(table, trigger, acting or by, commitment.creditor, subject)
            case Instrument() as instrument:
                return self._instrument(instrument, trigger, (party,) if party else by, statement)
            case Talks() as talks:
                return Said(lead=self.subject(talks.id), content=TALKS.get(trigger, plain_state(trigger)))
            case Meeting() as meeting:
                return Said(lead=self.subject(meeting.id), content=_meeting(trigger, statement))
            case Incident() | DeclaredClaim():
                return Said(lead=self.subject(subject))

    def refused(self, anomaly: Anomaly, statement: Statement) -> Said:
        """What a statement said that was refused; by whom, as it says itself."""
        party = "" if statement.by else anomaly.region.partition(".")[2]
        return self.moved(anomaly.subject, anomaly.trigger, statement, party)

    def _roles(
        self, table: dict[str, str], trigger: str, by: tuple[str, ...], of: tuple[str, ...], subject: str,
        who: str = "", who_many: bool = False, broke: str = "",
    ) -> Said:  # fmt: skip
        template = table.get(trigger, "{by}: " + plain_state(trigger))
        if subject in self.unasked:
            template = UNASKED.get(trigger, template)
        if table is CONDITION and not by:
            template = IMPERSONAL.get(trigger, template)
        many = len(by) > 1
        pledge = table is COMMITMENT or table is THREAT
        target = self.parties(of, "") if not pledge else (f"to {self.parties(of)}" if of else "")
        if table is COMMITMENT and trigger in ("offer", "release"):
            target = self.parties(of, "" if trigger == "offer" else "The creditor")
        lead = template.format(
            by=self.parties(by, "somebody"),
            of=target or ("" if pledge else "nobody named"),
            who=who,
            broke=broke,
            s="" if many else "s",
            es="" if many else "es",
            ws="" if who_many else "s",
            os="" if len(of) > 1 else "s",
            its="their" if many else "its",
            **{"is": "are" if many else "is"},
        )
        return Said(lead=lead.strip(), content=self.subject(subject))

    def _acting(
        self, owners: tuple[str, ...], statement: Statement | None, *, own_word: bool = True
    ) -> tuple[str, ...]:
        """Who of several sides acts: those named, else the one whose own word it is, else all of them."""
        if statement is None:
            return owners
        whose = [party_link(party) for party in statement.by] or ([statement.chain.origin] if own_word else [])
        said = {party for link in whose for party in spoken_for(self.scenario, link, _day_of(statement))}
        return tuple(party for party in owners if party in said) or owners

    def _requiring(self, condition: Condition, statement: Statement | None) -> tuple[str, ...]:
        """Who requires a condition or waives it; nobody, where that cannot be told."""
        owners = tuple(dict.fromkeys(self.scenario.beneficiaries(condition.id)))
        if statement is None:
            return owners
        found = self._acting(owners, statement)
        told = set(spoken_for(self.scenario, statement.chain.origin, _day_of(statement)))
        return found if told & set(found) or (len(owners) == 1 and not told) else ()

    def _guaranteed(self, condition: Condition, said: Said) -> Said:
        if not condition.guarantee:
            return said
        who = self.party(condition.guarantor) if condition.guarantor else NOBODY
        return Said(lead=said.lead, content=f"{said.content} (guarantor: {who})")

    def _instrument(
        self, instrument: Instrument, trigger: str, by: tuple[str, ...], statement: Statement | None
    ) -> Said:
        state = INSTRUMENT.get(trigger, plain_state(trigger))
        if not by and trigger in ("float", "table"):
            by = instrument.proposer
        if not by and trigger in BY_ONE and statement is not None:
            by = self._own_word(instrument, statement)
        if by:
            return Said(lead=self.subject(instrument.id), content=f"{state} by {self.parties(by)}")
        sides = f" ({self.parties(instrument.parties)})" if instrument.parties and trigger not in BY_ONE else ""
        return Said(lead=self.subject(instrument.id), content=f"{state}{sides}")

    def _own_word(self, instrument: Instrument, statement: Statement) -> tuple[str, ...]:
        """The party to an instrument whose own word a statement is."""
        whose = spoken_for(self.scenario, statement.chain.origin, _day_of(statement))
        return tuple(party for party in whose if party in (*instrument.parties, *instrument.proposer))

    def said(self, statement: Statement, subject: str = "") -> Said:
        """What a statement says of one of its subjects, or of none."""
        match statement.verb:
            case "position":
                whose = self.parties(statement.of, self.link(statement.chain.origin))
                return Said(lead=f"{whose}, {clean(statement.kind or 'position')}", content=clean(statement.text))
            case "incident":
                return Said(lead="Incident", content=self._incident(statement))
            case "identify":
                whose = join(map(clean, statement.refers_to))
                return Said(lead=f"The source of {whose} is named", content=self.party(statement.identity or ""))
            case "assert" | "hedge" | "deny" | "decline" | "retract":
                return Said(lead=_CLAIMED[statement.verb], content=self._claimed(statement))
            case verb:
                found = self.moved(subject, verb, statement) if subject else Said(lead=plain_state(verb))
                if statement.polarity in ("assert", "hedge"):
                    return found
                return Said(lead=_CLAIMED[statement.polarity], content=str(found))

    def _incident(self, statement: Statement) -> str:
        named = [self.subject(s) for s in statement.subjects]
        return join(named) or clean(statement.text)

    def _claimed(self, statement: Statement) -> str:
        names = dict.fromkeys((*statement.subjects, *statement.refers_to, *filter(None, (statement.claim,))))
        return join(self.subject(name) for name in names) or clean(statement.text)


_LONG_NUMBER = re.compile(r"(?<![0-9.])[0-9]{7,24}(?![0-9.])")
_SIZES = {"billion": Decimal(10**9), "million": Decimal(10**6)}
_DUE_WORDS = {"scheduled": "scheduled", "overdue": "overdue", "deadline": "ends"}
_CLAIMED = {
    "assert": "Said to be so",
    "hedge": "Said to be so, with a hedge",
    "deny": "Denied",
    "decline": "No comment",
    "retract": "Taken back",
}


def _day_of(statement: Statement) -> date:
    """The day on which it is asked for whom somebody spoke."""
    return statement.event_date.latest or statement.event_date.earliest or date.max


def _meeting(trigger: str, statement: Statement | None) -> str:
    word = MEETING.get(trigger, plain_state(trigger))
    if statement is not None and trigger == "hold" and is_stretch(statement.event_date):
        return f"{word} {statement.event_date.earliest} to {statement.event_date.latest}"
    if statement is not None and statement.scheduled_for is not None:
        when = span(Since(earliest=statement.scheduled_for.earliest, latest=statement.scheduled_for.latest))
        if trigger == "fall_overdue":
            return f"{word}, it was set for {when}"
        return f"{word} {'to' if trigger == 'postpone' else 'for'} {when}"
    return word
