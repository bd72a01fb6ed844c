"""Looking through a lens: which claims count, and why one does not.

Owns: applying a lens to what was said of a claim. Must not know: folds, states.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache, partial

from attrs import define, frozen

from negotrack.engine.acts import ASSERTING, NOBODY, Order, Voice, day_of, second_hand, spoken_for
from negotrack.engine.axes import Axis
from negotrack.engine.claims import Claim, Said, independent, origin_key, sources, status
from negotrack.engine.wiring import Wiring
from negotrack.machines.verbs import ACCUSING
from negotrack.model.lens import CREDULOUS, Lens
from negotrack.model.parties import RELIABILITY
from negotrack.model.scenario import Scenario
from negotrack.model.sources import LinkKind

_FEW = 8
"""Voices that are looked through sooner than looked up."""
Speaks = Callable[[Voice], tuple[str, ...]]


@define(kw_only=True, eq=False)
class Verdict:
    """What is known of a claim, whoever counts, and whether it counts under the lens.

    `counted` are the asserting voices that carry it; `left_out` are voices that do not count, with reasons. Most
    claims rest on one voice, and a long log has hundreds of thousands: what they have in common is shared.
    """

    status: str
    supporting: tuple[Voice, ...]
    against: tuple[Voice, ...]
    origins: int
    hedged: bool
    admitted: bool
    because: str = ""
    counted: Collection[Voice] = ()
    left_out: tuple[tuple[Voice, str], ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()


@frozen(kw_only=True)
class Reckoning:
    """Who asserts and who denies, among some voices."""

    status: str
    asserting: tuple[Voice, ...]
    denying: tuple[Voice, ...]
    origins: int
    hedged: bool
    states: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


def reckon(said: Sequence[Said], principals: frozenset[str], speaks: Speaks, *, withdrawn: bool) -> Reckoning:
    """The status of a claim from what was said of it.

    Confirmed means asserted, unhedged, by a party that is a principal in the matter or somebody who speaks for
    one: for demands of its presser or addressee, for talks and meetings of who takes part, for promises of who makes
    them.
    """
    by_origin = sources(said)
    asserting = _live(by_origin, ("asserts", "hedges"), ASSERTING)
    denying = _live(by_origin, ("denies",), ("deny",))
    firm = _live(by_origin, ("asserts",), ("assert",))
    confirmed = any(_firm(v) and principals.intersection(speaks(v)) for v in firm)
    origins, names = independent(asserting) if asserting else (0, ())
    return Reckoning(
        status=status(len(asserting), len(denying), origins=origins, confirmed=confirmed, withdrawn=withdrawn),
        asserting=tuple(sorted(asserting, key=_order)),
        denying=tuple(sorted(denying, key=_order)),
        origins=origins,
        hedged=bool(asserting) and not firm,
        states=tuple((key, state) for key, (state, _) in sorted(by_origin.items())),
        names=names,
    )


def _live(by_origin: dict[str, tuple[str, list[Said]]], states: tuple[str, ...], verbs: tuple[str, ...]) -> list[Voice]:
    """What origins said by some verbs that now stand in some states towards the claim."""
    return [voice for state, said in by_origin.values() if state in states for voice, verb in said if verb in verbs]


def _firm(voice: Voice) -> bool:
    """Unhedged, and by a source whose name is not itself hearsay."""
    return not voice.statement.hedged and voice.named_by in ("", "corroborated", "confirmed")


def _order(voice: Voice) -> Order:
    return voice.order


def judge(claim: Claim, lens: Lens, wiring: Wiring, speaks: Speaks) -> Verdict:
    """The verdict on a claim under a lens. Both sides stay visible whatever the lens."""
    if claim.axis is not None and not claim.withdrawn and (lens is CREDULOUS or lens == CREDULOUS):
        if len(claim.said) == 1:
            return _judge_alone(claim, wiring, speaks)
        if all(verb == "assert" for _, verb in claim.said):
            return _judge_agreed(claim, _witnesses(claim, claim.axis, wiring), speaks)
    scenario = wiring.scenario
    principals, involved = _parties(claim, wiring)
    known = reckon(claim.said, principals, speaks, withdrawn=bool(claim.withdrawn))
    left_out = [(v, why) for v, _ in claim.said if (why := uncounted(v, lens, scenario, speaks))]
    out = {v for v, _ in left_out}
    counted = known
    if out:
        counted = reckon([(v, verb) for v, verb in claim.said if v not in out], principals, speaks, withdrawn=False)
    because = _refusal(counted, lens, involved, speaks, left_out)
    gone = {v for v, _ in left_out} | set(counted.asserting)
    changed = [(v, _changed_its_mind(v)) for v, verb in claim.said if verb in ASSERTING and v not in gone]
    return Verdict(
        status=known.status,
        supporting=known.asserting,
        against=known.denying,
        origins=known.origins,
        hedged=known.hedged,
        admitted=not because,
        because=because,
        counted=frozenset(counted.asserting),
        left_out=(*left_out, *changed),
        states=known.states,
        names=known.names,
    )


def _judge_alone(claim: Claim, wiring: Wiring, speaks: Speaks) -> Verdict:
    """The verdict on a claim of which one thing was said, without a limit of the lens: most of a long log."""
    voice, verb = claim.said[0]
    if verb not in ASSERTING or claim.axis is None:
        status, state = ("denied", "denies") if verb == "deny" else ("unreported", "no_comment")
        return Verdict(
            status=status,
            supporting=(),
            against=(voice,) if verb == "deny" else (),
            origins=0,
            hedged=False,
            admitted=False,
            because=_unasserted(status),
            states=((origin_key(voice), state),),
        )
    spoken, alone = speaks(voice), (voice,)
    confirmed = bool(spoken) and _firm(voice) and not _witnesses(claim, claim.axis, wiring).isdisjoint(spoken)
    return Verdict(
        status="confirmed" if confirmed else "reported",
        supporting=alone,
        against=(),
        origins=1,
        hedged=verb == "hedge",
        admitted=True,
        counted=alone,
        states=_only(origin_key(voice), "hedges" if verb == "hedge" else "asserts"),
        names=("unknown origin",) if voice.origin.kind is LinkKind.UNKNOWN else (),
    )


@lru_cache(maxsize=4096)
def _only(origin: str, state: str) -> tuple[tuple[str, str], ...]:
    """The state of the only source of a claim."""
    return ((origin, state),)


def _judge_agreed(claim: Claim, principals: frozenset[str], speaks: Speaks) -> Verdict:
    """The verdict on a claim that everybody asserts outright, without a limit of the lens."""
    voices = tuple(sorted((voice for voice, _ in claim.said), key=_order))
    confirmed = any(_firm(voice) and not principals.isdisjoint(speaks(voice)) for voice in voices)
    origins, names = independent(voices)
    return Verdict(
        status=status(1, 0, origins=origins, confirmed=confirmed, withdrawn=False),
        supporting=voices,
        against=(),
        origins=origins,
        hedged=False,
        admitted=True,
        counted=voices if len(voices) < _FEW else frozenset(voices),
        states=tuple((key, "asserts") for key in sorted({origin_key(voice) for voice in voices})),
        names=names,
    )


def _changed_its_mind(voice: Voice) -> str:
    return f"its source, {voice.origin}, has since denied it"


def _unasserted(status: str) -> str:
    return f"nobody asserts it: it is {status}"


def _witnesses(claim: Claim, axis: Axis, wiring: Wiring) -> frozenset[str]:
    """Whose own word confirms a claim: of what one party does that party's, of a breach that of whoever is accused.

    Where nobody is named as having broken it, it is whoever owes it, if that is one party.
    """
    if axis.region.per == "party":
        return frozenset((axis.party,))
    if claim.trigger not in ACCUSING:
        return wiring.standing(axis.subject, claim.trigger)[0]
    owing = wiring.owing(axis.subject)
    return claim.accused or (owing if len(owing) == 1 else NOBODY)


def _parties(claim: Claim, wiring: Wiring) -> tuple[frozenset[str], frozenset[str]]:
    """The principals of what a claim is about, and everybody with a role in it."""
    if claim.axis is not None:
        return _witnesses(claim, claim.axis, wiring), wiring.standing(claim.axis.subject, claim.trigger)[1]
    scenario = wiring.scenario
    if claim.key in scenario.subjects:
        subjects = (claim.key, *(act.axis.subject for act in claim.acts))
        principals = frozenset(p for s in subjects for p in scenario.principals(s))
        return principals, principals | {p for s in subjects for p in scenario.involved(s)}
    statement = claim.said[0][0].statement if claim.said else None
    about = [s for s in (*statement.about, *statement.subjects) if s in scenario.subjects] if statement else []
    principals = frozenset((*(statement.of if statement else ()), *(p for s in about for p in scenario.principals(s))))
    return principals, principals | {p for s in about for p in scenario.involved(s)}


def uncounted(voice: Voice, lens: Lens, scenario: Scenario, speaks: Speaks) -> str:
    """Why a voice does not count under a lens at all, or an empty string."""
    chain = voice.statement.chain
    passed = {key for link in chain.links for key in (link.id, link.key) if key}
    passed.update(spoken_for(scenario, voice.origin, day_of(voice)))
    excluded = sorted(passed.intersection(lens.exclude))
    if excluded:
        return f"its chain passes through {excluded[0]}, which lens {lens.name} excludes"
    if lens.only and not passed.intersection(lens.only):
        return f"its chain passes through none of {', '.join(lens.only)}, and lens {lens.name} counts only these"
    if passed.intersection(lens.trust):
        return ""
    return _unrated(voice, lens, scenario) or _unofficial(voice, lens, speaks, scenario)


def _unrated(voice: Voice, lens: Lens, scenario: Scenario) -> str:
    """Admiralty limits: reliability of the outlets, credibility of the item, kept apart."""
    if lens.min_reliability:
        ratings = {
            link.id: scenario.outlets[link.id].reliability
            for link in voice.statement.chain.links
            if link.id in scenario.outlets
        }
        for outlet, rating in ratings.items():
            if not rating or rating not in RELIABILITY or rating > lens.min_reliability:
                return (
                    f"{outlet} is rated {rating or 'not at all'}, under the {lens.min_reliability} of lens {lens.name}"
                )
    credibility = voice.statement.credibility
    if lens.max_credibility is not None and (credibility is None or credibility > lens.max_credibility):
        asked = f"lens {lens.name} asks for {lens.max_credibility} or better"
        return f"its credibility is {credibility or 'not rated'}; {asked}"
    return ""


def _unofficial(voice: Voice, lens: Lens, speaks: Speaks, scenario: Scenario) -> str:
    if not lens.officials_only or speaks(voice):
        return ""
    if teller := second_hand(voice, partial(spoken_for, scenario)):
        return f"only {teller} says that {voice.origin} said so"
    return f"its source, {voice.origin}, is no named official"


def _refusal(
    known: Reckoning,
    lens: Lens,
    involved: frozenset[str],
    speaks: Speaks,
    left_out: Sequence[tuple[Voice, str]],
) -> str:
    """Why a claim does not count, or an empty string."""
    if not known.asserting:
        return left_out[0][1] if left_out else _unasserted(known.status)
    if lens.trust and any(_trusted(voice, lens, speaks) for voice in known.asserting):
        return ""
    if known.status not in lens.admits:
        return f"it is {known.status}, with {_origins(known)}; lens {lens.name} asks for {' or '.join(lens.admits)}"
    if known.origins < lens.min_origins:
        return f"it has {_origins(known)}; lens {lens.name} asks for {lens.min_origins}"
    if known.hedged and not lens.allow_hedged:
        return f"every source hedges it, and lens {lens.name} does not count hedged claims"
    if lens.officials_only and involved and not any(involved.intersection(speaks(v)) for v in known.asserting):
        return "no official with standing in the matter says so"
    return ""


def _trusted(voice: Voice, lens: Lens, speaks: Speaks) -> bool:
    keys = {key for link in voice.statement.chain.links for key in (link.id, link.key)} | set(speaks(voice))
    return bool(keys.intersection(lens.trust))


def _origins(known: Reckoning) -> str:
    return "one origin" if known.origins == 1 else f"{known.origins} independent origins"
