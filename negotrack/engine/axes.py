"""Axes: one region of one subject, or of one party to it.

Owns: which axes a subject has and how they are named (`stance`, `response`, `party.israel`).
Must not know: statements, claims, how axes move one another.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.machines.machine import MOVES, Moves
from negotrack.machines.regions import Region
from negotrack.machines.verbs import regions_of
from negotrack.model.subjects import Demand, Instrument, Subject, kind_of


class Axis:
    """One region of one subject, in one scenario; compared by identity.

    `links` and `incoming` are the numbers of the couplings that it sets off and that can move it.
    """

    __slots__ = (
        "incoming",
        "kind",
        "links",
        "moves",
        "name",
        "party",
        "place",
        "region",
        "subject",
    )

    def __init__(self, subject: str, kind: str, region: Region, party: str, shared: bool, place: int) -> None:
        self.subject = subject
        self.kind = kind
        self.region = region
        self.party = party
        self.name = f"{region.name}.{party}" if party and not shared else region.name
        self.place = place
        self.moves: dict[str, Moves] = MOVES[region.id]
        self.links: tuple[int, ...] = ()
        self.incoming: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"{self.subject}.{self.name}"


def axes_of(subject: Subject, place: int) -> Iterator[Axis]:
    """The axes of a subject in the order of the tables; a single addressee needs no name of its own."""
    kind = kind_of(subject)
    for region in regions_of(subject):
        for party in _parties(subject, region):
            sole = region.per == "addressee" and isinstance(subject, Demand) and len(subject.of) < 2
            yield Axis(subject.id, kind, region, party, sole, place)
            place += 1


def _parties(subject: Subject, region: Region) -> tuple[str, ...]:
    if region.per == "party" and isinstance(subject, Instrument):
        return subject.parties
    if region.per == "addressee" and isinstance(subject, Demand):
        return subject.of or ("",)
    return ("",)
