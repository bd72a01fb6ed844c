"""Which verb moves which region of which kind of subject.

Owns: the routing from a statement's verb to regions, read off the tables. Must not know: reports, scenarios.
"""

from __future__ import annotations

from negotrack.machines.regions import Region
from negotrack.machines.tables import CLAIM, DERIVED_TRIGGERS, REGIONS
from negotrack.model.subjects import Demand, Subject, kind_of


def _verbs() -> dict[str, dict[str, tuple[Region, ...]]]:
    found: dict[str, dict[str, tuple[Region, ...]]] = {}
    for region in REGIONS.values():
        if region is CLAIM:
            continue
        verbs = found.setdefault(region.kind, {})
        for trigger in region.triggers:
            if trigger not in DERIVED_TRIGGERS:
                verbs[trigger] = (*verbs.get(trigger, ()), region)
    return found


#: kind -> verb -> regions that it can move, the main one first
VERBS: dict[str, dict[str, tuple[Region, ...]]] = _verbs()

#: every verb that moves a machine, in the order of the tables
TRIGGER_VERBS: tuple[str, ...] = tuple(dict.fromkeys(verb for verbs in VERBS.values() for verb in verbs))

#: party acts that one party does alone: without `by`, the speaker's own
OWN_ACTS = frozenset({"ratify", "reaffirm", "withdraw_from"})

#: what each party to an instrument does for itself
PARTY_ACTS: frozenset[str] = frozenset(t for r in REGIONS.values() if r.per == "party" for t in r.triggers)

#: kind and verb -> the role whose own act it is, so that what the other side says of it is not a party's own word:
#: a promise is the debtor's, letting it go the creditor's (Singh's commitments)
OWN_WORD: dict[tuple[str, str], str] = {
    **{("commitment", verb): "debtor" for verb in ("signal", "offer", "commit", "suspend", "resume", "cancel")},
    ("commitment", "release"): "creditor",
}


#: verbs by which one side is said to have broken what it owed: who else says so accuses, and is no witness of its own
ACCUSING: frozenset[str] = frozenset({"breach", "violate"})


#: verbs of what happens on one day and once, so that two days told of it are a disagreement; others say what goes on
ONCE: frozenset[str] = frozenset({"initial", "sign", "ratify", "enter_into_force", "withdraw_from", "hold"})


def regions_of(subject: Subject) -> tuple[Region, ...]:
    """The regions that a subject has, in the order of the tables; a demand has one of the two fulfilments."""
    kind = kind_of(subject)
    regions = tuple(r for r in REGIONS.values() if r.kind == kind and r is not CLAIM)
    if isinstance(subject, Demand):
        other = "fulfilment.achieve" if subject.mode == "maintain" else "fulfilment.maintain"
        regions = tuple(r for r in regions if r.id != other)
    return regions


def moved_by(subject: Subject, verb: str) -> tuple[Region, ...]:
    """The regions of a subject that a verb can move; empty when it does not take the verb."""
    own = regions_of(subject)
    return tuple(r for r in VERBS.get(kind_of(subject), {}).get(verb, ()) if r in own)


def verbs_for(subject: Subject) -> tuple[str, ...]:
    """Every verb that a subject takes, in the order of its tables."""
    return tuple(dict.fromkeys(t for r in regions_of(subject) for t in r.triggers if t not in DERIVED_TRIGGERS))
