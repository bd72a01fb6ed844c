"""Rows of the timeline, as values: every statement and every movement, at the day on which it is certain.

Owns: what is a row, what hangs beneath it, its marks, filters. Must not know: columns, colours, signs.
No statement that is known and may have happened is left out: what moved nothing is a lighter row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import define, field, frozen

from negotrack.engine.acts import Voice
from negotrack.engine.fold import CLOCK
from negotrack.engine.moment import Moment
from negotrack.engine.results import Anomaly, ClaimStanding, Since, Step
from negotrack.machines.couplings import CLOCK_RULES, COUPLINGS
from negotrack.machines.tables import REGIONS
from negotrack.model.dates import FAR_FUTURE
from negotrack.model.reports import SPEECH_VERBS, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.sources import LinkKind, SourceChain
from negotrack.queries.facts import is_threat, unasked
from negotrack.queries.lasting import lasted
from negotrack.view.choices import Choice, people_of, within
from negotrack.view.days import apart, span
from negotrack.view.gates import waits_for
from negotrack.view.words import Said, Wording, clean, plain_state

Weight = Literal["move", "clock", "again", "said", "anomaly", "held", "retracted"]
LONGEST_DATE = 12
REASONS = {rule.name: rule.reason for rule in COUPLINGS}
START_WORDS = {"none": "nothing signed yet"}
OF_THREATS = {
    "nothing-to-wait-for": "a threat that waits for nothing is due at once",
    "antecedent-holds": "when what it waits for holds, a threat is due",
    "antecedent-fell-back": "when what it waited for no longer holds, a threat is not due any more",
}
EARLY = frozenset(rule.name for rule in COUPLINGS if rule.stage == "first-word")


@frozen(kw_only=True)
class Beneath:
    """A line that hangs beneath a row: what followed from it, who denies it, what it waits for."""

    kind: Literal["follows", "against", "also", "because", "waits"]
    text: str
    reason: str = ""
    id: str = ""
    change: tuple[str, str] | None = None


@define(kw_only=True, eq=False)
class Row:
    """One row. `when` are the days of the event; the row stands at `day`, the last of them."""

    weight: Weight
    kind: str
    subject: str
    statement: str
    report: str
    said: Said
    when: Since
    day: int
    order: tuple[object, ...]
    certain: bool
    chain: SourceChain | None = None
    quote: str = ""
    change: tuple[str, str] | None = None
    begins: dict[str, list[str]] = field(factory=dict)
    presumed: bool = False
    written: str = ""
    status: str = ""
    origins: int = 0
    marks: list[str] = field(factory=list)
    beneath: list[Beneath] = field(factory=list)


def reason_of(step: Step, scenario: Scenario) -> str:
    """Why a rule moved what it moved, in words; a threat binds nobody."""
    if step.coupling in OF_THREATS and is_threat(scenario.subjects[step.subject]):
        return OF_THREATS[step.coupling]
    return REASONS.get(step.coupling, clean(step.coupling))


def last_day(when: Since) -> int:
    """The ordinal of the day on which an event is certain."""
    return when.latest.toordinal() if when.latest else FAR_FUTURE


def days_of(statement: Statement) -> Since:
    """The days of a statement's event."""
    return Since(earliest=statement.event_date.earliest, latest=statement.event_date.latest)


class Rows:
    """The rows of a moment."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.history = moment.history
        self.scenario = moment.history.scenario
        self.words = Wording(self.scenario, unasked(self.moment))
        self.voices = moment.history.record.by_id
        self.claims = {claim.claim: claim for claim in moment.claims}
        self.of_statement: dict[str, list[ClaimStanding]] = defaultdict(list)
        for claim in moment.claims:
            for name in (*claim.supporting, *claim.against):
                self.of_statement[name].append(claim)
        self.covered: set[tuple[str, str]] = set()
        self.moved: dict[str, list[Row]] = defaultdict(list)

    def build(self) -> list[Row]:
        """Every row, in the order of days, reports and places."""
        rows = [*self._moves(), *map(self._anomaly, self.moment.anomalies), *self._held(), *self._others()]
        by_day: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            by_day[row.day].append(row)
        return [row for day in sorted(by_day) for row in self._told(by_day[day])]

    def _told(self, rows: list[Row]) -> list[Row]:
        """The rows of one day report by report, each after the reports that it answers or comes after."""
        blocks: dict[str, list[Row]] = {}
        for row in sorted(rows, key=lambda row: row.order):
            blocks.setdefault(row.report, []).append(row)
        if len(blocks) < 2:
            return [row for block in blocks.values() for row in block]
        earlier = self._earlier({row.statement for row in rows})
        placed: dict[str, None] = dict.fromkeys(blocks) if not earlier else {}
        waiting = [] if placed else list(blocks)
        while waiting:
            ready = next((r for r in waiting if not earlier[r] - placed.keys() - {r}), waiting[0])
            waiting.remove(ready)
            placed[ready] = None
        return [row for report in placed for row in blocks[report]]

    def _earlier(self, names: set[str]) -> dict[str, set[str]]:
        """The reports that a report refers to or says that it comes after, among the statements of a day."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in names & self.voices.keys():
            voice = self.voices[name]
            statement = voice.statement
            answers = statement.polarity in ("deny", "decline", "retract")
            against = [s for c in self.of_statement.get(name, ()) if answers for s in c.supporting]
            for other in names.intersection((*statement.refers_to, *statement.after, *against)):
                found[voice.report.id].add(self.voices[other].report.id)
            for other in names.intersection(statement.before):
                found[self.voices[other].report.id].add(voice.report.id)
        return found

    def _moves(self) -> Iterator[Row]:
        root: Row | None = None
        for step in self.moment.steps:
            if step.coupling and step.coupling != CLOCK and root is not None and root.statement == step.statement:
                self._follow(root, step)
                continue
            root = self._clock(step) if step.coupling == CLOCK else self._move(step)
            yield root

    def _follow(self, row: Row, step: Step) -> None:
        """Hang a consequence beneath what caused it; what merely starts with it takes one line together."""
        party = _party(step.region)
        if step.coupling not in EARLY:
            who = f" ({self.words.party(party)})" if party else ""
            text = f"{self.words.subject(step.subject)}{who}:"
            reason = reason_of(step, self.scenario)
            change = (step.source, step.target)
            row.beneath.append(Beneath(kind="follows", text=text, reason=reason, id=step.coupling, change=change))
            return
        row.begins.setdefault(START_WORDS.get(step.target, plain_state(step.target)), []).append(party)

    def _row(self, weight: Weight, said: Said, name: str, kind: str, subject: str, when: Since) -> Row:
        """A row of a statement, with what is known of whoever said it."""
        voice = self.voices[name]
        statement = voice.statement
        row = Row(
            weight=weight, kind=kind, subject=subject, statement=name, report=voice.report.id, said=said, when=when,
            day=last_day(when), order=voice.order, certain=is_certain(when, statement), chain=statement.chain,
            quote=clean(statement.quote),
        )  # fmt: skip
        if statement.hedged:
            row.marks.append("hedged")
        date_ = statement.event_date
        if date_.approximate or date_.uncertain:
            row.marks.append("date approximate" if date_.approximate else "date doubtful")
            row.written = clean(date_.text) if len(date_.text) <= LONGEST_DATE and not date_.phrase else ""
        if date_.alternatives and when == days_of(statement):
            row.marks.append(f"one of {len(date_.alternatives)} dates")
        if when.earliest and when.latest and when.earliest.year != when.latest.year:
            row.marks.append(span(when))  # the date column has no room for both years with their days
        row.presumed = statement.event_date.presumed
        return row

    def _move(self, step: Step) -> Row:
        statement = self.voices[step.statement].statement
        said = self.words.moved(step.subject, step.trigger, statement, _party(step.region))
        row = self._row("move", said, step.statement, step.kind, step.subject, step.when)
        row.change = (step.source, step.target)
        self.covered.add((step.statement, step.subject))
        claim = self.claims.get(step.claim)
        if claim is not None:
            self.moved[claim.claim].append(row)
            self._judge(row, claim)
        if step.kind == "commitment" and step.trigger in ("signal", "offer", "commit"):
            waiting = waits_for(self.moment, step.subject, self.words, now=False)
            if waiting:
                row.beneath.insert(0, Beneath(kind="waits", text=waiting))
        return row

    def _judge(self, row: Row, claim: ClaimStanding) -> None:
        """The marks that a claim's standing puts on a row, and the other side where it is disputed."""
        unnamed = self.voices[row.statement].origin.kind in (LinkKind.ANONYMOUS, LinkKind.UNKNOWN)
        row.status, row.origins = claim.status, claim.origins
        if unnamed and claim.status == "confirmed":  # it is others who confirm it
            row.status = "corroborated" if claim.origins > 1 else "reported"
        if claim.status in ("disputed", "denied", "withdrawn"):
            row.marks.insert(0, claim.status)
        row.marks.extend(clean(name) for name in claim.names if _is_about(name, row.chain))
        mine = row.statement in claim.against
        for other in claim.supporting if mine else claim.against:
            voice = self.voices[other]
            verb = "asserted by" if mine else "denied by"
            row.beneath.append(Beneath(kind="against", text=f"{verb} {self._whose(voice)}", id=other))

    def _whose(self, voice: Voice) -> str:
        return self.words.chain(voice.statement.chain)

    def _clock(self, step: Step) -> Row:
        voice = self.voices.get(step.statement)
        said = self.words.moved(step.subject, step.trigger, voice.statement if voice else None)
        of = step.kind, step.region
        rule = next((r for name, r in CLOCK_RULES.items() if (REGIONS[name].kind, REGIONS[name].name) == of), None)
        row = Row(
            weight="clock", kind=step.kind, subject=step.subject, statement=step.statement, report="", said=said,
            when=step.when, day=last_day(step.when), order=(FAR_FUTURE, 0, 0, 0, step.subject, 0), certain=True,
            change=(step.source, step.target),
        )  # fmt: skip
        row.beneath.append(Beneath(kind="because", text=rule[2] if rule else CLOCK))
        return row

    def _anomaly(self, anomaly: Anomaly) -> Row:
        statement = self.voices[anomaly.statement].statement
        self.covered.add((anomaly.statement, anomaly.subject))
        if anomaly.subject in self.scenario.subjects:
            said = self.words.refused(anomaly, statement)
            kind = self.scenario.kind(anomaly.subject)
        else:
            said, kind = self.words.said(statement), "claim"
        row = self._row("anomaly", said, anomaly.statement, kind, anomaly.subject, anomaly.when)
        state = plain_state(anomaly.state)
        row.beneath.append(Beneath(kind="because", text=f"refused, it stays {state}: {clean(anomaly.because)}"))
        return row

    def _held(self) -> Iterator[Row]:
        for held in self.moment.held_out:
            statement = self.voices[held.statement].statement
            subjects = [s for s in statement.subjects if (held.statement, s) not in self.covered] or [""]
            for subject in subjects:
                self.covered.add((held.statement, subject))
                said = self.words.said(statement, subject)
                kind = self.scenario.kind(subject) if subject else _speech_kind(statement)
                row = self._row("held", said, held.statement, kind, subject, days_of(statement))
                row.beneath.append(Beneath(kind="because", text=f"held out: {clean(held.because)}"))
                self._judge_all(row, held.statement)
                yield row

    def _judge_all(self, row: Row, name: str) -> None:
        for claim in self.of_statement.get(name, ())[:1]:
            self._judge(row, claim)

    def _others(self) -> Iterator[Row]:
        """What moved nothing: positions, incidents, words about claims, repetitions, what was retracted."""
        as_of = self.moment.as_of.toordinal() if self.moment.as_of else 0
        fates = self.history.fates
        for name, voice in self.voices.items():
            statement = voice.statement
            if statement.event_date.first_ordinal > as_of:
                continue
            open_subjects = [s for s in statement.subjects if (name, s) not in self.covered]
            speech = statement.verb in SPEECH_VERBS
            if (name, "") in self.covered or (statement.subjects and not open_subjects):
                continue
            for subject in open_subjects[:1] if speech or not open_subjects else open_subjects:
                yield from self._other(name, statement, subject, fates[name] == "retracted")
            if not statement.subjects:
                yield from self._other(name, statement, "", fates[name] == "retracted")

    def _other(self, name: str, statement: Statement, subject: str, retracted: bool) -> Iterator[Row]:
        speech = statement.verb in SPEECH_VERBS
        weight: Weight = "retracted" if retracted else "said"
        if subject and not speech and not retracted:
            if self._also(name, statement, subject):
                return
            weight = "again" if statement.polarity in ("assert", "hedge") else "said"
        kind = self.scenario.kind(subject) if subject and not speech else _speech_kind(statement)
        row = self._row(weight, self.words.said(statement, subject), name, kind, subject, days_of(statement))
        if weight == "again":
            row.marks.append("again, with another day" if self._elsewhere(name, subject, row.when) else "again")
        if retracted:
            row.beneath.append(Beneath(kind="because", text="retracted by its own source"))
        self._judge_all(row, name)
        yield row

    def _is_named(self, name: str) -> bool:
        return self.voices[name].origin.kind is LinkKind.PARTY

    def _elsewhere(self, name: str, subject: str, when: Since) -> bool:
        """Whether a statement gives other days for the very event that another one moved its subject with."""
        moves = [row for c in self.of_statement.get(name, ()) for row in self.moved.get(c.claim, ())]
        days = [row.when for row in moves if row.subject == subject and not row.presumed]
        said = self.voices[name].statement.event_date
        return bool(days) and not said.presumed and all(apart(when, day) for day in days)

    def _also(self, name: str, statement: Statement, subject: str) -> bool:
        """Hang a statement beneath the movement that it supports, where both are about the same days."""
        if statement.polarity not in ("assert", "hedge"):
            return False
        date_ = statement.event_date
        for claim in self.of_statement.get(name, ()):
            for row in self.moved.get(claim.claim, ()):
                first = row.when.earliest.toordinal() if row.when.earliest else 0
                if row.subject == subject and date_.first_ordinal <= row.day and first <= date_.last_ordinal:
                    hedge = ", hedged" if statement.hedged else ""
                    confirms = claim.status == "confirmed" != row.status and self._is_named(name)
                    sure = ", which confirms it" if confirms and not hedge else ""
                    text = f"also {self.words.chain(statement.chain)}{hedge}{sure}"
                    row.beneath.append(Beneath(kind="also", text=text, id=name))
                    return True
        return False


def _is_about(finding: str, chain: SourceChain | None) -> bool:
    """Whether a finding about the chains of a claim is about this one: that it is circular, of unknown origin."""
    links = chain.links if chain is not None else ()
    if finding.startswith("circular("):
        outlets = finding.removeprefix("circular(").rstrip(")").split(", ")
        return any(link.id in outlets for link in links)
    return bool(links) and links[-1].kind is LinkKind.UNKNOWN


def _party(region: str) -> str:
    return region.partition(".")[2]


def _speech_kind(statement: Statement) -> str:
    return statement.verb if statement.verb in SPEECH_VERBS else "claim"


def is_certain(when: Since, statement: Statement | None = None) -> bool:
    """Whether the event has one day, without a mark of doubt, or is a meeting that lasted several."""
    if lasted(statement, when):
        return True
    doubtful = statement is not None and (statement.event_date.approximate or statement.event_date.uncertain)
    return when.earliest == when.latest and when.earliest is not None and not doubtful


def chosen(rows: Iterable[Row], choice: Choice, source: Rows) -> list[Row]:
    """The rows that were asked for."""
    people = people_of(choice.parties, source.scenario)
    wanted = frozenset(choice.subjects)
    found = []
    for row in rows:
        if not within(row.when, choice):
            continue
        names, parties = _about(row, source)
        if (not wanted or wanted & names) and (not people or people & parties):
            found.append(row)
    return found


def _about(row: Row, source: Rows) -> tuple[set[str], set[str]]:
    """The subjects and the parties that a row is about."""
    subjects, parties = {row.subject} - {""}, set[str]()
    voice = source.voices.get(row.statement)
    if voice is not None:
        statement = voice.statement
        parties.update((*statement.by, *statement.of, *statement.to))
        if statement.chain.origin.id:
            parties.add(statement.chain.origin.id)
        if not row.subject or statement.verb in SPEECH_VERBS:
            subjects.update((*statement.about, *statement.subjects, *statement.refers_to))
            subjects.update(filter(None, (statement.claim, statement.via)))
    declared = source.scenario.subjects
    parties.update(p for s in subjects if s in declared for p in source.scenario.involved(s))
    return subjects, parties
