"""What is broken: breached, violated, suspended, broken off, left, denounced. None of it is at rest.

Owns: which states of which regions these are, and whose it is to make them good. Must not know: how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.machines.couplings import TAKEN_BACK
from negotrack.model.subjects import Commitment, Demand, Instrument, Subject
from negotrack.queries.doers import brought_about_by, sides
from negotrack.queries.doubts import doubts
from negotrack.queries.facts import is_threat

BROKEN: dict[str, tuple[str, ...]] = {
    "talks": ("suspended", "broken_off"),
    "fulfilment": ("breached",),
    "commitment": ("violated", "suspended"),
    "instrument": ("suspended",),
    "party": ("withdrawn",),
}
"""By the name of a region, the states in which something that stood does not hold."""
_GONE = ("terminated", "rejected", "dropped", "superseded")


@frozen(kw_only=True)
class Broken:
    """One region that is broken, who did it where that can be told, and whose it is to make it good.

    `mendable` is false where nothing is left to be made good: of an agreement that has ended, of a threat.
    """

    standing: Standing
    doubts: tuple[str, ...]
    doers: tuple[str, ...]
    parties: tuple[str, ...]
    mendable: bool


def broken(moment: Moment, among: Iterable[Standing] | None = None) -> tuple[Broken, ...]:
    """Every region that is broken, or those of some standings, in the order in which the subjects are declared."""
    return tuple(_broken(moment, moment.standings if among is None else among))


def _broken(moment: Moment, among: Iterable[Standing]) -> Iterator[Broken]:
    scenario = moment.history.scenario
    for standing in among:
        name = standing.region.partition(".")[0]
        subject = scenario.subjects[standing.subject]
        ended = name == "instrument" and standing.state == "terminated"
        if standing.state not in BROKEN.get(name, ()) and not ended:
            continue
        if isinstance(subject, Demand) and moment.state(standing.subject, "stance") in TAKEN_BACK:
            continue
        doers = brought_about_by(moment, standing.subject, standing.region)
        if ended and not (doers and isinstance(subject, Instrument) and set(doers) < set(subject.parties)):
            continue  # it ran out, or all of them ended it
        yield Broken(
            standing=standing,
            doubts=doubts(moment, standing),
            doers=doers,
            parties=_owing(moment, subject, standing, doers),
            mendable=not is_threat(subject) and moment.state(standing.subject) not in _GONE,
        )


def _owing(moment: Moment, subject: Subject, standing: Standing, doers: tuple[str, ...]) -> tuple[str, ...]:
    match subject:
        case Demand() as demand:
            return doers or demand.performers
        case Commitment(debtor=debtor):
            return debtor
        case Instrument() if standing.party:
            return (standing.party,)
        case _:
            return sides(moment.history.scenario, subject)
