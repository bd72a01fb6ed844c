"""Who and what an import speaks of: parties, outlets and subjects, declared when they are first needed.

Owns: the ids and texts of what is declared. Must not know: rows, reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

from attrs import evolve

from negotrack.importers.slugs import Ids, digest, slug
from negotrack.model.frozen import frozen_map
from negotrack.model.parties import Outlet, Party, RoleOf
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Commitment, Demand, Instrument, Meeting, Subject, Talks, kind_of

NO_CONTENT: Final = "content not coded"


class Cast:
    """The declarations of a log in the making. `known` are the parties that tables describe."""

    def __init__(self, known: Mapping[str, Party]) -> None:
        self._known = known
        self.parties: dict[str, Party] = {}
        self.outlets: dict[str, Outlet] = {}
        self.subjects: dict[str, Subject] = {}
        self._outlets = Ids()
        self._made: dict[tuple[str, ...], str] = {}

    def party(self, name: str) -> str:
        """Declare a party of the tables."""
        if name not in self.parties:
            self.parties[name] = evolve(self._known[name], aliases=())
        return name

    def outlet(self, name: str, kind: str = "other") -> str:
        """Declare an outlet by its name; its id never is that of a party."""
        found = self._outlets.of(name)
        if found in self._known:
            found = self._outlets.reserve(name, f"{found}-outlet")
        if found not in self.outlets:
            self.outlets[found] = Outlet(id=found, name=name, kind=kind)
        return found

    def talks(self, one: str, other: str) -> str:
        """The talks of two parties, whoever is named first."""
        a, b = sorted((one, other))
        made = self._made.get(("talks", a, b))
        if made is None:
            made = self._make("talks", a, b)
            self.subjects[made] = Talks(id=made, between=(self.party(a), self.party(b)))
        return made

    def meeting(self, kind: str, one: str, other: str, day: str, mediator: str = "") -> str:
        """The meeting of that kind of two parties on a day."""
        a, b = sorted((one, other))
        made = self._made.get((kind, a, b, day))
        if made is None:
            talks = self.talks(a, b)
            made = self._make(kind, a, b, day)
            roles = (RoleOf(role="mediator", parties=(mediator,)),) if mediator else ()
            self.subjects[made] = Meeting(id=made, kind=kind, participants=(a, b), part_of=talks, roles=roles)
        return made

    def demand(self, by: str, of: str, topic: str) -> str:
        """What one party demands of the other on a topic."""
        made = self._made.get(("demand", by, of, topic))
        if made is None:
            made = self._make("demand", by, "of", of, topic, key=("demand", by, of, topic))
            text = self._text(f"demand of {self._name(by)} on {self._name(of)}", topic)
            self.subjects[made] = Demand(id=made, by=(self.party(by),), of=(self.party(of),), text=text)
        return made

    def commitment(self, debtor: str, creditor: str, topic: str) -> str:
        """What one party would do for the other on a topic."""
        made = self._made.get(("offer", debtor, creditor, topic))
        if made is None:
            made = self._make("offer", debtor, "to", creditor, topic, key=("offer", debtor, creditor, topic))
            text = self._text(f"offer of {self._name(debtor)} to {self._name(creditor)}", topic)
            self.subjects[made] = Commitment(
                id=made, debtor=(self.party(debtor),), creditor=(self.party(creditor),), text=text
            )
        return made

    def agreement(self, one: str, other: str, day: str) -> str:
        """The agreement of two parties of a day."""
        a, b = sorted((one, other))
        made = self._made.get(("agreement", a, b, day))
        if made is None:
            made = self._make("agreement", a, b, day)
            parties = (self.party(a), self.party(b))
            name = self._text(f"agreement of {self._name(a)} and {self._name(b)}, {day}")
            self.subjects[made] = Instrument(id=made, name=name, parties=parties)
        return made

    def _name(self, party: str) -> str:
        return self._known[party].name

    def _text(self, what: str, topic: str = "") -> str:
        """What is on the table between two parties: the topic alone would be the same for every pair."""
        return f"{what}: {topic} ({NO_CONTENT})" if topic else f"{what} ({NO_CONTENT})"

    def declare(self, subject: Subject) -> str:
        """Declare a subject of one's own making; a later one of the same id replaces it."""
        self.subjects[subject.id] = subject
        return subject.id

    def _make(self, *parts: str, key: tuple[str, ...] = ()) -> str:
        made = "-".join(slug(part) for part in parts if part)
        made = made if len(made) <= 180 else f"{made[:160]}-{digest(made)}"
        while made in self.subjects:
            made += "-2"
        self._made[key or parts] = made
        return made

    def scenario(self, name: str, title: str, credit: str) -> Scenario:
        """Everything declared, in the order of ids."""
        declared: tuple[Mapping[str, Any], ...] = (self.parties, self.outlets, self.subjects)
        parties, outlets, subjects = (frozen_map(sorted(values.items())) for values in declared)
        return Scenario(id=name, title=title, credit=credit, parties=parties, outlets=outlets, subjects=subjects)

    def counts(self) -> Counter[str]:
        """How many there are of each kind."""
        counted = Counter(kind_of(subject) for subject in self.subjects.values())
        pairs = chain(counted.items(), (("party", len(self.parties)), ("outlet", len(self.outlets))))
        return Counter({kind: count for kind, count in pairs if count})
