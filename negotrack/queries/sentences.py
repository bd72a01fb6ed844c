"""The sentences of a brief: what is said of each state, in words that claim no more than the state does.

Owns: a phrase for every state of every region, how much it weighs, and the words for doubt. Must not know: which
sentences a brief has, Markdown.

Weights, heaviest first, are a rule of negotrack: what binds (instruments, commitments that fell due or were broken)
before what was answered, asked and talked about; a change of footing alone weighs `FOOTING` less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Formatter

from attrs import evolve, frozen

from negotrack.engine.results import Anomaly, Since, Standing
from negotrack.machines.machine import ROWS
from negotrack.model.scenario import Scenario
from negotrack.model.sources import Link, LinkKind
from negotrack.model.subjects import Commitment, Demand, Subject
from negotrack.queries.facts import is_threat, plural, title_of

FOOTING = 10
CLAIM, ANOMALY, INCIDENT, POSITION = 58, 30, 25, 20
SELF_EVIDENT = ("pressed-is-unanswered", "pressed-is-unfulfilled", "not-yet-signed")
"""Rules whose consequences go without saying: a demand that is pressed is not yet answered or fulfilled."""

_Phrases = dict[str, tuple[int, str]]
_IS = "{what} is "

PHRASES: dict[str, _Phrases] = {
    "instrument": {
        "in_force": (100, _IS + "in force"),
        "terminated": (99, _IS + "terminated"),
        "signed": (98, _IS + "signed"),
        "suspended": (97, _IS + "suspended"),
        "initialled": (94, _IS + "initialled"),
        "agreed_in_principle": (93, _IS + "agreed in principle"),
        "rejected": (92, _IS + "rejected"),
        "dormant": (88, _IS + "dormant"),
        "superseded": (87, _IS + "superseded"),
        "dropped": (86, _IS + "dropped"),
        "in_negotiation": (80, _IS + "in negotiation"),
        "tabled": (79, _IS + "on the table"),
        "floated": (78, _IS + "floated"),
    },
    "party": {
        "withdrawn": (96, "{party} left {what}"),
        "ratified": (85, "{what} is ratified by {party}"),
        "signed": (84, "{what} is signed by {party}"),
        "reaffirmed": (83, "{what} is reaffirmed by {party}"),
        "none": (10, "{what} is not signed by {party}"),
    },
    "commitment": {
        "violated": (95, "the commitment {what} is violated by {debtor}"),
        "detached": (91, "the commitment {what} now binds {debtor}"),
        "discharged": (90, "the commitment {what} is discharged by {debtor}"),
        "cancelled": (77, "the commitment {what} is cancelled"),
        "released": (76, "{debtor} was released from the commitment {what}"),
        "expired": (75, "the commitment {what} has expired"),
        "suspended": (74, "the commitment {what} is suspended"),
        "conditional": (73, "{debtor} stand{s} committed to {what}{creditor}, on conditions"),
        "offered": (69, "{what} is offered by {debtor}{creditor}"),
        "signalled": (65, "{what} is signalled by {debtor}{creditor}"),
    },
    "fulfilment": {
        "breached": (72, "what is demanded, {what}, is breached"),
        "met": (71, "what is demanded, {what}, is met"),
        "holding": (71, "what is demanded, {what}, is kept"),
        "ended": (70, "what is demanded, {what}, has ended"),
        "met_in_part": (67, "what is demanded, {what}, is met in part"),
        "moot": (52, "what is demanded, {what}, no longer matters"),
        "unmet": (51, "what is demanded, {what}, is not met"),
        "not_in_effect": (51, "what is demanded, {what}, is not in effect"),
    },
    "response": {
        "accepted": (70, "the demand {what} is accepted by {party}"),
        "rejected": (70, "the demand {what} is rejected by {party}"),
        "accepted_in_part": (68, "the demand {what} is accepted in part by {party}"),
        "under_consideration": (55, "the demand {what} is under consideration by {party}"),
        "unanswered": (11, "the demand {what} is not answered by {party}"),
    },
    "condition": {
        "failed": (66, "the condition {what} can no longer be met"),
        "met": (66, "the condition {what} is met"),
        "waived": (66, "the condition {what} is waived"),
        "disputed": (64, "whether the condition {what} is met is disputed"),
        "open": (45, "the condition {what} is open"),
    },
    "stance": {
        "withdrawn": (63, "the demand {what} is withdrawn by {by}"),
        "shelved": (62, "the demand {what} is shelved by {by}"),
        "superseded": (61, "the demand {what} of {by} is superseded"),
        "pressed": (60, "{what} is demanded by {by}{of}"),
    },
    "talks": {
        "concluded": (68, "the talks {what} are concluded"),
        "broken_off": (67, "the talks {what} are broken off"),
        "advanced": (57, "the talks {what} are advanced"),
        "suspended": (56, "the talks {what} are suspended"),
        "stalled": (55, "the talks {what} are stalled"),
        "lapsed": (54, "the talks {what} have lapsed"),
        "substantive": (50, "the talks {what} are substantive"),
        "exploratory": (49, "the talks {what} are exploratory"),
        "agreed_to_talk": (48, "the talks {what} are agreed to"),
        "mooted": (47, "the talks {what} are mooted"),
    },
    "meeting": {
        "overdue": (42, "the meeting {what} is overdue: its day passed without a report of it"),
        "cancelled": (41, "the meeting {what} is cancelled"),
        "held": (40, "the meeting {what} was held"),
        "postponed": (36, "the meeting {what} is postponed{day}"),
        "scheduled": (35, "the meeting {what} is scheduled{day}"),
    },
}
_OF_THREATS = (
    ("the commitment ", "the threat "),
    (" now binds ", " falls due for "),
    (" stand{s} committed to ", " threaten{s} "),
)
_NO_ROW = "no row for "
_GUARDS = frozenset(guard for rows in ROWS.values() for row in rows.values() if (guard := row.guard))
GONE = (59, "nothing that counts is known any more of {what}, {region}")


@frozen(kw_only=True)
class Words:
    """A piece of a sentence; `data` says that it comes from the scenario and must be escaped wherever it goes."""

    text: str
    data: bool = False


def refusal_words(scenario: Scenario, anomaly: Anomaly) -> str:
    """Why something that was reported moved nothing: what a guard says, or that there is no place for it."""
    name, colon, reason = anomaly.rule.partition(": ")
    party = anomaly.region.partition(".")[2]
    if name == "speaks-for-addressee" and party:
        return f"whoever said so does not speak for {party_name(scenario, party)}"
    if colon and name in _GUARDS:
        return reason
    if anomaly.rule.startswith(_NO_ROW):
        return f"“{anomaly.trigger.replace('_', ' ')}” does not follow upon that"
    return anomaly.rule


def weight_of(standing: Standing) -> int:
    """How much the state of a region weighs in a brief."""
    return _phrase(standing)[0]


def _phrase(standing: Standing) -> tuple[int, str]:
    if not standing.reported:
        return GONE
    return PHRASES[standing.region.partition(".")[0]][standing.state]


def state_words(
    scenario: Scenario, standing: Standing, scheduled: str = "", acting: tuple[str, ...] = ()
) -> tuple[Words, ...]:
    """What is said of a region in a state: the phrase with its names filled in; of several sides those `acting`."""
    subject = scenario.subjects[standing.subject]
    match subject:
        case Demand() if acting and standing.region == "stance":
            subject = evolve(subject, by=acting)
        case Commitment() if acting:
            subject = evolve(subject, debtor=acting)
        case _:
            pass
    names = {**_names(scenario, subject), "what": (f"“{title_of(subject)}”",), "region": (standing.region,)}
    names["party"] = (
        (party_name(scenario, standing.party),) if standing.party else names.get("of_all", ("its addressee",))
    )
    names["day"] = (" to " if standing.state == "postponed" else " for ", scheduled) if scheduled else ("",)
    found: list[Words] = []
    phrase = _phrase(standing)[1]
    for one, other in _OF_THREATS if is_threat(subject) else ():
        phrase = phrase.replace(one, other)
    for literal, name, _, _ in Formatter().parse(phrase):
        found.append(Words(text=literal))
        if name is not None:
            found.extend(_filled(names.get(name, ("",)), name))
    return tuple(words for words in found if words.text)


def _filled(parts: tuple[str, ...], name: str) -> Iterator[Words]:
    """A name in place of a placeholder; before an optional one stands its preposition, which is no data."""
    optional = name in ("of", "creditor", "day") and len(parts) == 2
    for place, part in enumerate(parts):
        yield Words(text=part, data=not (optional and place == 0))


def _names(scenario: Scenario, subject: Subject) -> dict[str, tuple[str, ...]]:
    match subject:
        case Demand(by=by, of=of):
            whom = joined(scenario, of)
            return {
                "by": (joined(scenario, by),), "of": (" of ", whom) if of else ("",),
                "of_all": (whom or "its addressee",),
            }  # fmt: skip
        case Commitment(debtor=debtor, creditor=creditor):
            return {
                "debtor": (joined(scenario, debtor),),
                "s": ("" if len(debtor) > 1 else "s",),
                "creditor": (" to ", joined(scenario, creditor)) if creditor else ("",),
            }
        case _:
            return {}


def party_name(scenario: Scenario, party: str) -> str:
    """The name of a party."""
    found = scenario.parties.get(party)
    return found.name if found and found.name else party


def joined(scenario: Scenario, parties: Iterable[str]) -> str:
    """`Israel`, `Israel and Syria`, `Israel, Syria and Jordan`."""
    names = [party_name(scenario, party) for party in dict.fromkeys(parties)]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def source_name(scenario: Scenario, link: Link) -> str:
    """A source as people name it."""
    match link.kind:
        case LinkKind.OUTLET:
            found = scenario.outlets.get(link.id)
            return found.name if found and found.name else link.id
        case LinkKind.PARTY:
            return party_name(scenario, link.id)
        case LinkKind.ANONYMOUS:
            described = ", ".join((*(party_name(scenario, party) for party in link.of), *link.words))
            return f"an anonymous source ({described})" if described else "an anonymous source"
        case LinkKind.UNKNOWN:
            return "somebody unnamed"


def when_words(since: Since) -> str:
    """The days of an event in words: on, by, from, between."""
    match since.earliest, since.latest:
        case None, None:
            return "at a time unknown"
        case None, latest:
            return f"by {latest}"
        case earliest, None:
            return f"on {earliest} or later"
        case earliest, latest if earliest == latest:
            return f"on {earliest}"
        case earliest, latest:
            return f"between {earliest} and {latest}"


def doubts(standing: Standing) -> Iterator[str]:
    """Everything that qualifies a standing, in words; what follows by rule says so."""
    if standing.coupling == "clock":
        yield "which follows from the date alone"
    elif standing.coupling:
        yield f"which follows by rule ({standing.coupling.replace('-', ' ')})"
    if standing.presumed:
        yield "dated by its report, since no day is given"
    if not standing.certain:
        yield f"not certain to have happened yet (otherwise {standing.surely.replace('_', ' ')})"
    yield from footing(standing.status, standing.origins, hedged=standing.hedged)
    if standing.held_against and standing.status != "disputed":
        yield f"with {len(standing.held_against)} {plural('statement', len(standing.held_against))} held against it"


def footing(status: str, origins: int, *, hedged: bool) -> Iterator[str]:
    """On whose word a claim stands, in words."""
    match status:
        case "reported":
            yield "on the word of one origin"
        case "corroborated":
            yield f"on the word of {origins} independent origins"
        case "confirmed":
            yield "confirmed by a party to it"
        case "disputed":
            yield f"disputed ({origins} {plural('origin', origins)} for it)"
        case "":
            pass
        case other:
            yield other
    if hedged:
        yield "hedged"
