"""The history: what a scenario's reports come to, as known on one day and through one lens.

Owns: `History` and `Moment`, the answers to "where does this stand". Must not know: how answers are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from heapq import merge
from typing import TYPE_CHECKING

from attrs import evolve

from negotrack.engine.acts import Act, Order, Voice
from negotrack.engine.axes import Axis
from negotrack.engine.claims import Claim
from negotrack.engine.fold import Move
from negotrack.engine.negotiation import Derived, Speakers, derive
from negotrack.engine.record import Record
from negotrack.engine.results import Anomaly, ClaimStanding, Fate, HeldOut, Since, Standing, Step
from negotrack.engine.tape import Tape, claims_behind, entry, voices_for
from negotrack.engine.wiring import Wiring
from negotrack.machines.regions import left_behind, plain
from negotrack.model.dates import FAR_FUTURE
from negotrack.model.lens import CREDULOUS, SHIPPED, Lens
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import UsageError, suggest

if TYPE_CHECKING:
    from negotrack.queries.why import Why

Day = date | str | None
NO_ORDER: Order = (0, 0, 0, 0, "", 0)


def as_day(day: Day) -> date | None:
    """A day given as a date or as `2018-05-31`. Raises UsageError for anything else."""
    if day is None or (isinstance(day, date) and type(day) is date):
        return day
    if isinstance(day, str) and len(day) == 10 and day.isascii():
        try:
            return date(int(day[:4]), int(day[5:7]), int(day[8:])) if day[4] + day[7] == "--" else _no_day(day)
        except ValueError:
            pass
    return _no_day(day)


def _no_day(day: object) -> date:
    raise UsageError(f"expected a day such as 2018-05-31, not {str(day)[:40]!r}")


def find_lens(scenario: Scenario, lens: Lens | str) -> Lens:
    """A lens by name, the scenario's own before the shipped ones. Raises UsageError with a suggestion."""
    if isinstance(lens, Lens):
        return lens
    known = {**SHIPPED, **scenario.lenses}
    if lens not in known:
        raise UsageError(f"no lens {lens!r}; {suggest(lens, known) or 'there are ' + ', '.join(known)}")
    return known[lens]


def span(first: int, last: int) -> Since:
    """An interval of ordinals as days."""
    return Since(
        earliest=date.fromordinal(first) if first > 0 else None,
        latest=date.fromordinal(last) if last < FAR_FUTURE else None,
    )


class History:
    """What the reports known by `as_known` come to under a lens. Made by `replay` or a tracker."""

    def __init__(
        self, scenario: Scenario, reports: Iterable[Report], *, lens: Lens = CREDULOUS, as_known: date | None = None,
        wiring: Wiring | None = None,
    ) -> None:  # fmt: skip
        self.scenario = scenario
        self.lens = lens
        self.wiring = wiring or Wiring(scenario)
        self.speakers = Speakers(self.wiring)
        known = [r for r in reports if as_known is None or r.published.day <= as_known]
        self.record = Record(self.wiring)
        for report in sorted(known, key=lambda r: r.published.sort_key):
            self.record.file(report)
        self.last_report = max((r.published.day for r in known), default=None)
        self.as_known = as_known or self.last_report
        self._tapes: dict[int, Tape] = {}

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports known, by report date."""
        return tuple(self.record.reports.values())

    def tape(self, component: int) -> Tape:
        """What follows for one negotiation; derived when first asked for."""
        if component not in self._tapes:
            derived = derive(
                self.record.voices.get(component, []),
                self.wiring,
                self.lens,
                self.members(component),
                self.speakers,
            )
            self._tapes[component] = Tape(derived, self.wiring, self.speakers)
        return self._tapes[component]

    def variant(self, *, drop: Iterable[str] = (), add: Iterable[Report] = (), lens: Lens | None = None) -> History:
        """This history without some statements, with more reports, or through another lens.

        What neither of them can reach is shared with this history, not derived anew.
        """
        dropped = set(drop)
        kept = [_without(report, dropped) for report in self.reports] if dropped else self.reports
        other = lens or self.lens
        twin = History(self.scenario, [*kept, *add], lens=other, as_known=self.as_known, wiring=self.wiring)
        if other == self.lens:
            touched = {c for name in dropped for c in self.record.places.get(name, ())}
            touched |= {c for r in add for s in r.statements for c in twin.record.places.get(s.id, ())}
            twin._tapes = {c: tape for c, tape in self._tapes.items() if c not in touched}
        return twin

    def refresh(self, component: int) -> None:
        """Forget what was derived for a negotiation, since its record has grown."""
        self._tapes.pop(component, None)

    def copy(self) -> History:
        """The same history, which later reports do not change; what was derived is shared."""
        twin = History(self.scenario, self.reports, lens=self.lens, wiring=self.wiring)
        twin._tapes = {component: self.tape(component) for component in self.record.voices}
        return twin

    def members(self, component: int) -> Sequence[str]:
        """The subjects of a negotiation."""
        return self._members.get(component, ())

    @cached_property
    def _members(self) -> dict[int, list[str]]:
        members: dict[int, list[str]] = {}
        for subject, component in self.wiring.component_of.items():
            members.setdefault(component, []).append(subject)
        return members

    def tapes(self) -> Iterator[Tape]:
        """Every negotiation, those without reports included, and what stands beside them."""
        return (self.tape(component) for component in sorted({*self._members, *self.record.voices}))

    def tape_of(self, axis: Axis) -> Tape:
        """The negotiation that an axis belongs to."""
        return self.tape(self.wiring.component_of[axis.subject])

    def at(self, day: Day = None) -> Moment:
        """The moment of a day; by default the day of the last report known."""
        return Moment(self, as_day(day) or self.last_report or self.as_known)

    def why(self, subject: str, region: str | None = None, *, as_of: Day = None) -> Why:
        """Why a region of a subject stands as it does; see `negotrack.queries.why`."""
        from negotrack.queries.why import why

        return why(self.at(as_of), subject, region)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step up to the last report, by the day on which it became certain."""
        return self.at().steps

    @property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """Every refused statement."""
        return self.at(date.max).anomalies

    @property
    def held_out(self) -> tuple[HeldOut, ...]:
        """Every statement that does not count under the lens."""
        return self.at(date.max).held_out

    @cached_property
    def fates(self) -> dict[str, Fate]:
        """What became of every statement known: each has exactly one fate."""
        fates: dict[str, Fate] = dict.fromkeys(self.record.by_id, "noted")
        rank = ("noted", "supports", "anomaly", "applied", "held_out", "retracted")
        for tape in self.tapes():
            for name, fate in _fates(tape.derived):
                if rank.index(fate) > rank.index(fates[name]):
                    fates[name] = fate
        return fates


def _without(report: Report, dropped: set[str]) -> Report:
    kept = tuple(s for s in report.statements if s.id not in dropped)
    return report if len(kept) == len(report.statements) else evolve(report, statements=kept)


def _fates(derived: Derived) -> Iterator[tuple[str, Fate]]:
    for name in derived.retracted:
        yield name, "retracted"
    for claim in (*derived.claims, *derived.speech):
        verdict = derived.verdict(claim)
        out = {voice for voice, _ in verdict.left_out} | (set() if verdict.admitted else set(verdict.supporting))
        yield from ((voice.id, "held_out") for voice in out)
    for refusal in derived.refusals:
        yield refusal.act.voice.id, "anomaly"
    for retraction, _, _ in derived.idle_retractions:
        yield retraction.id, "anomaly"
    for act in derived.admitted:
        yield act.voice.id, "supports"
    for move in derived.moves:
        if move.act is not None and not move.rule:
            yield move.act.voice.id, "applied"


class Moment:
    """Where everything stands as of one day, as known on the history's day."""

    def __init__(self, history: History, day: date | None) -> None:
        self.history = history
        self.as_of = day
        self.as_known = history.as_known
        self.lens = history.lens
        self._day = day.toordinal() if day else 0

    def state(self, subject: str, region: str | None = None) -> str:
        """The state of a region of a subject; without a region, of its first. UsageError if there is none."""
        axis = self.history.wiring.axis(subject, region)
        return plain(self.history.tape_of(axis).state(axis, self._day))

    def standing(self, subject: str, region: str | None = None) -> Standing:
        """The standing of a region of a subject; without a region, of its first."""
        return self._standing(self.history.wiring.axis(subject, region))

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every region of every subject, in the order declared; unreported ones included."""
        return tuple(self._standing(axis) for axis in self.history.wiring.all_axes())

    def _standing(self, axis: Axis) -> Standing:
        tape = self.history.tape_of(axis)
        move = entry(tape.possible(axis, self._day))
        sure = tape.sure(axis, self._day)
        surely = plain(sure[-1].target) if sure else axis.region.initial
        if move is None:
            return Standing(
                subject=axis.subject, kind=axis.kind, region=axis.name, party=axis.party, state=axis.region.initial,
                since=Since(earliest=None, latest=None), certain=surely == axis.region.initial, surely=surely,
            )  # fmt: skip
        return self._reported(axis, tape, move, surely)

    def _reported(self, axis: Axis, tape: Tape, move: Move, surely: str) -> Standing:
        state = plain(tape.possible(axis, self._day)[-1].target)
        claims = claims_behind(tape, axis, self._day)
        supporting, against = voices_for(tape, claims, self._day)
        own = move.act.run.claim if move.act is not None else None
        verdict = tape.derived.verdict(own) if own else None
        return Standing(
            subject=axis.subject,
            kind=axis.kind,
            region=axis.name,
            party=axis.party,
            state=state,
            since=span(move.first, move.last),
            certain=surely == state and move.last <= self._day,
            statements=tuple(voice.id for voice in supporting),
            held_against=tuple(voice.id for voice in against),
            surely=surely,
            resumes_to=plain(left) if (left := left_behind(move.target)) else None,
            claim=own.key if own else "",
            status=verdict.status if verdict else "",
            origins=verdict.origins if verdict else 0,
            hedged=any(tape.derived.verdict(claim).hedged for claim in claims),
            presumed=bool(move.act and move.act.voice.statement.event_date.presumed and not move.rule),
            coupling=move.rule,
        )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step that may have happened by the day, in fold order."""
        streams = [[m for m in tape.derived.moves if m.first <= self._day] for tape in self.history.tapes()]
        return tuple(step_of(move) for move in merge(*streams, key=_told))

    @cached_property
    def claims(self) -> tuple[ClaimStanding, ...]:
        """Every claim whose event may have happened by the day: declared ones first, then by axis."""
        return tuple(
            claim_standing(claim, tape.derived)
            for tape in self.history.tapes()
            for claim in (*tape.derived.claims, *(c for c in tape.derived.speech if len(c.said) > 1))
            if self._heard(claim)
        )

    def _heard(self, claim: Claim) -> bool:
        voices = [*(voice for voice, _ in claim.said), *claim.withdrawn]
        return any(voice.statement.event_date.first_ordinal <= self._day for voice in voices)

    @cached_property
    def held_out(self) -> tuple[HeldOut, ...]:
        """Every statement that does not count under the lens, with the reason, by report."""
        found: dict[str, tuple[Voice, HeldOut]] = {}
        for tape in self.history.tapes():
            for claim in (*tape.derived.claims, *tape.derived.speech):
                verdict = tape.derived.verdict(claim)
                reasons = dict(verdict.left_out)
                if not verdict.admitted:
                    reasons = {**dict.fromkeys(verdict.supporting, verdict.because), **reasons}
                for voice, because in reasons.items():
                    if voice.statement.event_date.first_ordinal <= self._day:
                        held = HeldOut(statement=voice.id, because=because, claim=claim.key)
                        found.setdefault(voice.id, (voice, held))
        return tuple(held for _, held in sorted(found.values(), key=lambda pair: pair[0].order))

    @cached_property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """Every statement whose trigger was refused, with the rule that refused it."""
        found: list[tuple[Act | None, Voice, Anomaly]] = []
        for tape in self.history.tapes():
            for refusal in tape.derived.refusals:
                act = refusal.act
                if act.first <= self._day:
                    found.append((act, act.voice, _anomaly(act, refusal.state, refusal.rule)))
            found.extend(
                (None, voice, _idle(voice, target, rule)) for voice, target, rule in tape.derived.idle_retractions
            )
        ordered = sorted(found, key=lambda row: (row[0].last if row[0] else row[1].day, row[1].order))
        return tuple(anomaly for *_, anomaly in ordered)


def _anomaly(act: Act, state: str, rule: str) -> Anomaly:
    return Anomaly(
        statement=act.voice.id,
        subject=act.axis.subject,
        region=act.axis.name,
        state=plain(state),
        trigger=act.trigger,
        rule=rule,
        when=span(act.first, act.last),
    )


def _idle(voice: Voice, target: Voice, rule: str) -> Anomaly:
    return Anomaly(
        statement=voice.id, subject=target.id, region="claim", state="asserts", trigger="retract", rule=rule,
        when=span(voice.day, voice.day),
    )  # fmt: skip


def _told(move: Move) -> tuple[int, Order]:
    """Where a move of one negotiation stands among those of others: by day, then by report."""
    return (move.last, move.act.voice.order if move.act else NO_ORDER)


def step_of(move: Move) -> Step:
    """A move as a step."""
    act = move.act
    return Step(
        subject=move.axis.subject,
        kind=move.axis.kind,
        region=move.axis.name,
        source=plain(move.source),
        trigger=move.trigger,
        target=plain(move.target),
        when=span(move.first, move.last),
        presumed=bool(act and act.voice.statement.event_date.presumed),
        statement=act.voice.id if act else "",
        coupling=move.rule,
        claim=act.run.claim.key if act else "",
    )


def claim_standing(claim: Claim, derived: Derived) -> ClaimStanding:
    """A claim as known, for showing."""
    verdict = derived.verdict(claim)
    return ClaimStanding(
        claim=claim.key,
        status=verdict.status,
        supporting=tuple(voice.id for voice in verdict.supporting),
        against=tuple(voice.id for voice in verdict.against),
        origins=verdict.origins,
        subject=claim.axis.subject if claim.axis else "",
        region=claim.axis.name if claim.axis else "",
        trigger=claim.trigger,
        hedged=verdict.hedged,
        declared=claim.declared,
        admitted=verdict.admitted,
        because=verdict.because,
        sources=verdict.states,
        names=verdict.names,
    )


def replay(scenario: Scenario, *, lens: Lens | str = CREDULOUS, as_known: Day = None) -> History:
    """The history of a scenario's reports in one go: those with a report date up to `as_known`."""
    return History(scenario, scenario.reports, lens=find_lens(scenario, lens), as_known=as_day(as_known))
