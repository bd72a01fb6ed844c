"""Which part of an answer is wanted: some subjects, or what some parties have a part in.

Owns: what belongs to a subject or a party. Must not know: how an answer is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from attrs import define

from negotrack.engine.results import Anomaly, ClaimStanding, Standing, Step
from negotrack.model.reports import Statement
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import DeclaredClaim


@define(kw_only=True, slots=False)
class Selection:
    """Some subjects and parties; without any, everything is kept. With both, a subject must satisfy both."""

    scenario: Scenario
    subjects: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.subjects or self.parties)

    @cached_property
    def kept(self) -> frozenset[str]:
        """The subjects wanted, and the declared claims that bear on them."""
        wanted = {
            name
            for name in self.scenario.subjects
            if (not self.subjects or name in self.subjects)
            and (not self.parties or self.voices.intersection(self.scenario.involved(name)))
        }
        about = {c.id for c in self.scenario.of_kind(DeclaredClaim) if wanted.intersection(c.about)}
        return frozenset(wanted | about)

    @cached_property
    def voices(self) -> frozenset[str]:
        """The parties, and everybody who speaks for one of them."""
        found = set(self.parties)
        grown = True
        while grown:
            more = {
                party.id
                for party in self.scenario.parties.values()
                if party.id not in found and any(office.party in found for office in party.speaks_for)
            }
            found |= more
            grown = bool(more)
        return frozenset(found)

    @cached_property
    def _statements(self) -> dict[str, Statement]:
        return {statement.id: statement for _, statement in self.scenario.statements()}

    def subject(self, name: str) -> bool:
        """Whether a subject is wanted."""
        return self.everything or name in self.kept

    def standing(self, standing: Standing) -> bool:
        """Whether a standing is wanted: of a region of one party only with that party."""
        if not self.subject(standing.subject):
            return False
        own_region = "." in standing.region
        return not (self.parties and own_region and standing.party not in self.voices)

    def step(self, step: Step | Anomaly) -> bool:
        """Whether a step or an anomaly is wanted."""
        return self.subject(step.subject) or (not self.everything and self.statement(step.statement))

    def claim(self, claim: ClaimStanding) -> bool:
        """Whether a claim is wanted: by itself, or by the subject that it is about."""
        return self.everything or claim.claim in self.kept or claim.subject in self.kept

    def statement(self, name: str) -> bool:
        """Whether a statement bears on a subject that is wanted."""
        if self.everything:
            return True
        statement = self._statements.get(name)
        return statement is not None and self.bears(statement)

    def bears(self, statement: Statement, seen: frozenset[str] = frozenset()) -> bool:
        """Whether what a statement is about is wanted, directly or through the statements it refers to."""
        named: Iterable[str] = (*statement.subjects, *statement.about, statement.claim or "", *statement.refers_to)
        if any(name in self.kept for name in named) or self.voices.intersection((*statement.by, *statement.of)):
            return True
        if statement.id in seen:
            return False
        others = (self._statements.get(name) for name in statement.refers_to)
        return any(other is not None and self.bears(other, seen | {statement.id}) for other in others)
