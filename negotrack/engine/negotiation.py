"""One negotiation, derived: from the statements about a component of subjects to its claims and movements.

Owns: the pipeline retractions -> identities -> acts -> claims -> verdicts -> fold for one component.
Must not know: other components, dates of questions, how results are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from attrs import define, field, frozen

from negotrack.engine.acts import (
    ASSERTING,
    Act,
    Voice,
    acts_of,
    day_of,
    outsiders,
    refused_by,
    second_hand,
    spoken_for,
)
from negotrack.engine.axes import Axis
from negotrack.engine.claims import Claim, Siblings, group, narrow, sort_acts, stem_of
from negotrack.engine.fold import Fold, Mark, Move, Refusal
from negotrack.engine.lens import Verdict, judge
from negotrack.engine.wiring import Wiring
from negotrack.machines.machine import ROWS
from negotrack.model.dates import FAR_FUTURE
from negotrack.model.lens import Lens
from negotrack.model.reports import CLAIM_VERBS, SPEECH_VERBS
from negotrack.model.sources import Link, LinkKind, party_link
from negotrack.model.subjects import DeclaredClaim, Instrument


@frozen(kw_only=True, eq=False)
class Idle:
    """A statement that could do nothing at all, and why."""

    voice: Voice
    subject: str
    region: str
    state: str
    rule: str


@define(eq=False)
class Derived:
    """What follows from the statements about one component, under one lens.

    `acts` are all live acts in fold order, `admitted` those that count; `moves` stand in order of the day on
    which they became certain. `speech` are claims of positions and incidents, which move nothing.
    `own` are the subjects of the negotiation. `marks` are places where folding can be taken up again; a `plain`
    one holds nothing but dated assertions, so that a late one can be spliced in, on axes that are not `blurred`
    by imprecise dates; not when it is `shared` with a history that must not change. `worded` are claims that
    somebody denied in words and nobody asserts.
    """

    declared: dict[str, Claim] = field(factory=dict)
    worded: list[Claim] = field(factory=list)
    speech: list[Claim] = field(factory=list)
    verdicts: dict[Claim, Verdict] = field(factory=dict)
    retracted: dict[str, Voice] = field(factory=dict)
    idle: list[Idle] = field(factory=list)
    acts: list[Act] = field(factory=list)
    admitted: list[Act] = field(factory=list)
    moves: list[Move] = field(factory=list)
    refusals: list[Refusal] = field(factory=list)
    voices: list[Voice] = field(factory=list)
    own: frozenset[str] = frozenset()
    by_axis: dict[Axis, list[Act]] = field(factory=dict)
    marks: list[Mark] = field(factory=list)
    siblings: Siblings = field(factory=dict)
    blurred: frozenset[Axis] = frozenset()
    plain: bool = False
    shared: bool = False
    _claims: list[Claim] | None = None

    @property
    def claims(self) -> list[Claim]:
        """Declared claims first, then axis by axis in fold order of their first acts, then merely denied ones."""
        if self._claims is None:
            axes = sorted(self.by_axis, key=lambda axis: axis.place)
            acted = dict.fromkeys(act.run.claim for axis in axes for act in self.by_axis[axis])
            self._claims = [*self.declared.values(), *(c for c in acted if not c.declared), *self.worded]
        return self._claims

    def forget(self) -> None:
        """The claims have changed."""
        self._claims = None

    def verdict(self, claim: Claim) -> Verdict:
        """The verdict on a claim of this negotiation."""
        return self.verdicts[claim]


class Speakers:
    """Whose own word a voice is, remembered per source and day."""

    def __init__(self, wiring: Wiring) -> None:
        self._scenario = wiring.scenario
        self._known: dict[tuple[str, date], tuple[str, ...]] = {}

    def __call__(self, voice: Voice) -> tuple[str, ...]:
        """The parties whose own word a voice is: for which its origin spoke on the day, and not by hearsay."""
        if voice.origin.kind is not LinkKind.PARTY or second_hand(voice, self.link) is not None:
            return ()
        return self.link(voice.origin, day_of(voice))

    def link(self, link: Link, on: date) -> tuple[str, ...]:
        """The parties for which a source speaks on a day."""
        if link.kind is not LinkKind.PARTY:
            return ()
        key = (link.id, on)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = spoken_for(self._scenario, link, on)
        return found


def derive(voices: Sequence[Voice], wiring: Wiring, lens: Lens, subjects: Iterable[str], speakers: Speakers) -> Derived:
    """Everything that follows from these statements, which must be all that is known of the component."""
    members = tuple(subjects)
    result = Derived(own=frozenset(members))
    live = _retract(sorted(voices, key=lambda voice: voice.order), result)
    live = _identify(live, wiring, lens, speakers)
    result.voices = live
    result.declared = {
        s: Claim(s, None, "", declared=True) for s in members if isinstance(wiring.scenario.subjects[s], DeclaredClaim)
    }
    for voice in live:
        if voice.acting:
            axis = wiring.only_axis(voice.statement) if len(voice.statement.subjects) == 1 else None
            if axis is not None and axis.subject in result.own:
                result.acts.append(Act(voice, axis, voice.statement.verb, 0, False))
            else:
                result.acts.extend(_own_acts(voice, wiring, speakers, result))
    result.acts = sort_acts(result.acts)
    _group(result, wiring, speakers)
    if not all(voice.acting for voice in live):
        _say(live, wiring, speakers, result)
    _withdraw(wiring, speakers, result)
    for claim in (*result.claims, *result.speech):
        result.verdicts[claim] = judge(claim, lens, wiring, speakers)
    _fold(result, wiring, speakers)
    return result


def _own_acts(voice: Voice, wiring: Wiring, speakers: Speakers, result: Derived) -> list[Act]:
    """The acts of a voice in this negotiation: one statement may be about subjects of several."""
    acts = [*acts_of(voice, wiring, speakers.link, result.own)]
    result.idle.extend(idle_of(voice, acts, wiring, speakers, result.own))
    return acts


def idle_of(
    voice: Voice, acts: Sequence[Act], wiring: Wiring, speakers: Speakers, own: frozenset[str]
) -> Iterator[Idle]:
    """What a statement says in a negotiation and cannot do: an act of parties where there are none, or of one that is
    none beside those who are."""
    moved = {act.axis.subject for act in acts}
    for _, name in voice.subjects_in(own):
        if name not in moved:
            rule = f"{voice.statement.verb} is an act of its parties, and it has none"
            yield Idle(voice=voice, subject=name, region="party", state="unreported", rule=rule)
            continue
        subject = wiring.scenario.subjects[name]
        outside = outsiders(voice, subject, speakers.link) if isinstance(subject, Instrument) and voice.acting else ()
        if isinstance(subject, Instrument) and outside:
            rule = f"only the parties ({', '.join(subject.parties)}) can do this, not {', '.join(outside)}"
            yield Idle(voice=voice, subject=name, region="party", state="no party", rule=f"{rule}; the others did")


def _retract(voices: list[Voice], result: Derived) -> list[Voice]:
    """Leave out what its own source retracted, later ones first, so that a retraction can be retracted too."""
    retracting = [voice for voice in voices if voice.statement.polarity == "retract"]
    if not retracting:
        return voices
    gone: dict[str, Voice] = {}
    for retraction in reversed(retracting):
        if retraction.id in gone:
            continue
        for target in _targets(retraction, voices):
            if target.order >= retraction.order:
                continue
            if any(link.key == retraction.origin.key for link in target.statement.chain.links):
                gone[target.id] = target
            else:
                rule = "only a source in its chain can retract a statement"
                result.idle.append(
                    Idle(voice=retraction, subject=target.id, region="claim", state="asserts", rule=rule)
                )
    result.retracted = gone
    return [voice for voice in voices if voice.id not in gone]


def _targets(word: Voice, voices: Iterable[Voice]) -> list[Voice]:
    """The statements that a claim verb is about: by statement or report, by what they claim, or the same words."""
    statement = word.statement
    names = set(statement.refers_to)
    found = [v for v in voices if v.id in names or v.report.id in names or v.statement.claim in names]
    if statement.verb not in CLAIM_VERBS and statement.subjects:
        found += [v for v in voices if v is not word and _same_words(v, word)]
    found += [v for v in voices if v.statement.polarity in ASSERTING and names & set(v.statement.refers_to)]
    return [v for v in found if v is not word]


def _same_words(voice: Voice, word: Voice) -> bool:
    one, other = voice.statement, word.statement
    return one.verb == other.verb and bool(set(one.subjects) & set(other.subjects)) and one.polarity in ASSERTING


def _identify(voices: list[Voice], wiring: Wiring, lens: Lens, speakers: Speakers) -> list[Voice]:
    """Give anonymous sources the names that admitted identity claims give them."""
    claims: dict[tuple[str, str], Claim] = {}
    for voice in voices:
        statement = voice.statement
        if statement.verb == "identify" and statement.identity:
            for target in statement.refers_to:
                claim = claims.setdefault((target, statement.identity), Claim(voice.id, None, "identify"))
                claim.say(voice, statement.polarity)
    for voice in voices:
        if voice.statement.polarity in ("deny", "decline"):
            for claim in claims.values():
                if any(other.id in voice.statement.refers_to for other, _ in claim.said):
                    claim.say(voice, voice.statement.polarity)
    verdicts = {key: judge(claim, lens, wiring, speakers) for key, claim in claims.items()}
    names = {target: (who, found.status) for (target, who), found in verdicts.items() if found.admitted}
    if not names:
        return voices
    by_chain = {(v.report.id, v.statement.chain): names[v.id] for v in voices if v.id in names and not v.origin.named}
    return [_named(v, by_chain.get((v.report.id, v.statement.chain))) for v in voices]


def _named(voice: Voice, name: tuple[str, str] | None) -> Voice:
    """The voice with its origin named; the name is as good as the claim that gave it."""
    if name is None:
        return voice
    named = Voice(voice.report, voice.statement, voice.order)
    named.origin, named.named_by = party_link(name[0]), name[1]
    return named


def static_refusal(wiring: Wiring, speakers: Speakers) -> Callable[[Act], bool]:
    """Whether a guard about who acts refuses an act, wherever its axis stands."""

    def refused(act: Act) -> bool:
        row = ROWS[act.axis.region.id].get((act.axis.region.initial, act.trigger))
        return bool(row and row.guard and refused_by(row.guard, act, wiring.scenario, speakers.link))

    return refused


def _group(result: Derived, wiring: Wiring, speakers: Speakers) -> None:
    """Find the claims of all axes."""
    refused = static_refusal(wiring, speakers)
    for act in result.acts:
        result.by_axis.setdefault(act.axis, []).append(act)
    for axis, acts in result.by_axis.items():
        group(axis, acts, result.declared, refused, result.siblings)


def _say(live: list[Voice], wiring: Wiring, speakers: Speakers, result: Derived) -> None:
    """Attach what is said of claims without acting: denials, no comment, assertions of declared claims, speech."""
    by_voice: dict[str, list[Claim]] = {}
    for act in result.acts:
        by_voice.setdefault(act.voice.id, []).append(act.run.claim)
    for voice in live:
        statement = voice.statement
        if not voice.acting and statement.verb in SPEECH_VERBS and statement.polarity in ASSERTING:
            claim = result.declared.get(statement.claim or "") or Claim(voice.id, None, statement.verb)
            if not claim.declared:
                result.speech.append(claim)
            claim.say(voice, statement.polarity)
            by_voice.setdefault(voice.id, []).append(claim)
    for voice in live:
        statement = voice.statement
        if voice.acting or (statement.verb in SPEECH_VERBS and statement.polarity in ASSERTING):
            continue
        if statement.polarity != "retract":
            for claim in _claims_meant(voice, by_voice, wiring, speakers, result):
                claim.say(voice, statement.polarity)


def _claims_meant(
    voice: Voice, by_voice: dict[str, list[Claim]], wiring: Wiring, speakers: Speakers,
    result: Derived,
) -> list[Claim]:  # fmt: skip
    """The claims that a claim verb is about; for words that nobody asserted yet, a claim of its own."""
    found: list[Claim] = []
    for name in voice.statement.refers_to:
        if name in result.declared:
            found.append(result.declared[name])
        found.extend(by_voice.get(name, ()))
        for other in result.voices:
            if other.report.id == name:
                found.extend(by_voice.get(other.id, ()))
    if voice.triggers and voice.statement.subjects:
        found.extend(_worded(voice, wiring, speakers, result))
    return list(dict.fromkeys(found))


def _worded(voice: Voice, wiring: Wiring, speakers: Speakers, result: Derived) -> list[Claim]:
    """The claims of the same axis and verb: the last one whose event is not after this one's, else the first."""
    found: list[Claim] = []
    for act in _own_acts(voice, wiring, speakers, result):
        if act.quiet:
            continue
        same = [c for c in result.claims if c.axis is act.axis and c.trigger == act.trigger]
        same = _accusing_whom(voice, act, same, speakers)
        before = [c for c in same if c.acts and c.acts[0].first <= act.last]
        if not same:
            same = [Claim(stem_of(act.axis, act.trigger), act.axis, act.trigger)]
            result.worded.append(same[0])
            result.forget()
        found.append(before[-1] if before else same[0])
    return found


def _accusing_whom(voice: Voice, act: Act, claims: list[Claim], speakers: Speakers) -> list[Claim]:
    """Of accusations those that a voice is about: of whom it names, or else of itself, where any is."""
    about = act.accused or frozenset(speakers(voice))
    meant = [claim for claim in claims if not claim.accused.isdisjoint(about)]
    nobody = [claim for claim in claims if not claim.accused]
    return meant or nobody or ([] if act.accused else claims)


def _withdraw(wiring: Wiring, speakers: Speakers, result: Derived) -> None:
    """Keep what was retracted in sight, with the claim that it made."""
    for voice in result.retracted.values():
        names = (voice.statement.claim, *voice.statement.refers_to)
        meant = [result.declared[name] for name in names if name in result.declared]
        if voice.acting and not meant:
            meant = _worded(voice, wiring, speakers, result)
        for claim in meant:
            claim.withdrawn = (*claim.withdrawn, voice)


def _fold(result: Derived, wiring: Wiring, speakers: Speakers) -> None:
    """Fold the acts that count, with dates narrowed by those of the same claim."""
    for act in result.acts:
        verdict = result.verdict(act.run.claim)
        if verdict.admitted and act.voice in verdict.counted:
            result.admitted.append(act)
    narrowed = narrow(result.admitted)
    result.admitted = sort_acts(result.admitted)
    fold = refold(result.admitted, wiring, speakers)
    result.moves, result.refusals, result.marks = fold.moves, fold.refusals, fold.marks
    result.blurred = frozenset(act.axis for act in result.acts if act.first != act.last)
    result.plain = not narrowed and not result.retracted and all(map(plain_voice, result.voices))


def plain_voice(voice: Voice) -> bool:
    """Whether a voice only asserts, or says what moves nothing, without reference to other statements."""
    statement = voice.statement
    if statement.verb in ("position", "incident"):
        return statement.polarity in ASSERTING and not statement.claim
    return voice.acting and not (statement.claim or statement.before or statement.after)


def refold(acts: Sequence[Act], wiring: Wiring, speakers: Speakers, until: int = FAR_FUTURE) -> Fold:
    """The fold of some acts from nothing, with the clock stopped at a day."""
    fold = new_fold(wiring, speakers)
    fold.run(acts, until)
    return fold


def new_fold(wiring: Wiring, speakers: Speakers) -> Fold:
    """A fold in which nothing has moved yet."""
    return Fold(wiring, lambda guard, act: refused_by(guard, act, wiring.scenario, speakers.link))
