"""What a view was asked to show: which parties, which subjects, which period.

Owns: the choice, and what it takes in. Must not know: what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import frozen

from negotrack.engine.moment import Moment
from negotrack.engine.results import Since
from negotrack.model.scenario import Scenario


@frozen(kw_only=True)
class Choice:
    """What is wanted: by party, subject and period. Empty is all."""

    parties: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def part(self) -> bool:
        """Whether only a part was asked for."""
        return self != Choice()


def within(when: Since, choice: Choice) -> bool:
    """Whether something may have happened in the period asked for."""
    late_enough = choice.since is None or when.latest is None or when.latest >= choice.since
    return late_enough and (choice.until is None or when.earliest is None or when.earliest <= choice.until)


def wanted_by(choice: Choice, moment: Moment) -> Callable[[str], bool]:
    """Tells of a declared subject whether it was asked for."""
    scenario = moment.history.scenario
    subjects, people = frozenset(choice.subjects), people_of(choice.parties, scenario)

    def wanted(subject: str) -> bool:
        if subject not in scenario.subjects:
            return not subjects and not people
        return (not subjects or subject in subjects) and (not people or bool(people & {*scenario.involved(subject)}))

    return wanted


def people_of(parties: tuple[str, ...], scenario: Scenario) -> frozenset[str]:
    """The parties with everybody who speaks for them."""
    found = set(parties)
    if not found:
        return frozenset()
    for _ in range(len(scenario.parties)):
        more = {
            p.id for p in scenario.parties.values()
            if p.id not in found and any(office.party in found for office in p.speaks_for)
        }  # fmt: skip
        if not more:
            break
        found |= more
    return frozenset(found)
