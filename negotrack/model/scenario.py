"""A scenario: who and what a negotiation is about, and the log of what was reported of it.

Owns: the scenario as one immutable value and look-ups in it. Must not know: files, states, lenses' working.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import evolve, field, frozen

from negotrack.model.frozen import frozen_map
from negotrack.model.lens import Lens
from negotrack.model.parties import Channel, Outlet, Party
from negotrack.model.reports import Report, Statement
from negotrack.model.subjects import (
    KIND_NAMES,
    Commitment,
    Condition,
    DeclaredClaim,
    Demand,
    Incident,
    Instrument,
    Meeting,
    Subject,
    Talks,
    kind_of,
    leaves,
)
from negotrack.problems import UsageError, suggest

V = TypeVar("V")


@frozen(kw_only=True)
class Scenario:
    """One log with everything declared for it. Subjects of all kinds share one space of ids.

    `version` is the format's. Reports stand in file order, which breaks the last ties.
    """

    id: str
    title: str = ""
    note: str = ""
    credit: str = ""
    version: int = 1
    parties: Mapping[str, Party] = field(factory=frozen_map, converter=frozen_map)
    outlets: Mapping[str, Outlet] = field(factory=frozen_map, converter=frozen_map)
    channels: Mapping[str, Channel] = field(factory=frozen_map, converter=frozen_map)
    subjects: Mapping[str, Subject] = field(factory=frozen_map, converter=frozen_map)
    lenses: Mapping[str, Lens] = field(factory=frozen_map, converter=frozen_map)
    reports: tuple[Report, ...] = ()

    def kind(self, subject: str) -> str:
        """The kind of a declared subject. This and what else is asked of one raise UsageError for any other."""
        return kind_of(self._subject(subject))

    def _subject(self, name: str) -> Subject:
        try:
            return self.subjects[name]
        except (KeyError, TypeError):
            near = suggest(name, self.subjects) if isinstance(name, str) else "subjects are named by text"
            said = f"no subject {name!r:.60} in scenario {self.id!r}{'; ' if near else ''}{near}"
            raise UsageError(said) from None

    def of_kind(self, *kinds: type[V]) -> tuple[V, ...]:
        """Every subject of these kinds, in the order declared; kinds are classes of `negotrack.model.subjects`."""
        for kind in kinds:
            if not isinstance(kind, type):
                named = ", ".join(found.__name__ for found in KIND_NAMES)
                hint = f"from negotrack.model.subjects import {named}"
                raise UsageError(f"of_kind takes classes of subjects, not {kind!r:.60}; {hint}")
        return tuple(s for s in self.subjects.values() if isinstance(s, kinds))

    def with_reports(self, reports: Iterable[Report]) -> Scenario:
        """The same declarations over other reports."""
        if isinstance(reports, Report | str | Mapping) or not isinstance(reports, Iterable):
            raise UsageError(f"with_reports takes a list of reports, not {reports!r:.60}; put it into brackets: [...]")
        given = tuple(reports)
        for one in given:
            if not isinstance(one, Report):
                raise UsageError(f"with_reports takes reports, not {one!r:.60}; a log has them: nt.load(path).reports")
        return evolve(self, reports=given)

    def statements(self) -> Iterable[tuple[Report, Statement]]:
        """Every statement with its report, in file order."""
        return ((report, statement) for report in self.reports for statement in report.statements)

    def principals(self, subject: str) -> tuple[str, ...]:
        """The parties that are principals in a subject: whose own word on it has standing."""
        match self._subject(subject):
            case Demand(by=by, of=of):
                return (*by, *of)
            case Condition() as condition:
                return self._principals_of_condition(condition)
            case Commitment(debtor=debtor, creditor=creditor):
                return (*debtor, *creditor)
            case Instrument(parties=parties, proposer=proposer):
                return (*parties, *proposer)
            case Talks(between=between, channel=channel):
                return between or (self.channels[channel].between if channel and channel in self.channels else ())
            case Meeting(participants=participants):
                return participants
            case Incident(parties=parties):
                return parties
            case DeclaredClaim() as claim:
                return tuple(p for s in self._borne_on(claim) for p in self.principals(s))

    def _borne_on(self, claim: DeclaredClaim) -> tuple[str, ...]:
        """What a claim is about in the end, through the claims that it is about: these may form a circle."""
        seen: set[str] = set()
        found: list[str] = []
        todo = [*reversed(claim.about)]
        while todo:
            name = todo.pop()
            subject = self.subjects.get(name)
            if subject is None or name in seen:
                continue
            seen.add(name)
            if isinstance(subject, DeclaredClaim):
                todo += reversed(subject.about)
            else:
                found.append(name)
        return tuple(found)

    def _principals_of_condition(self, condition: Condition) -> tuple[str, ...]:
        guarantor = (condition.guarantor,) if condition.guarantor else ()
        return (*condition.of, *guarantor, *self.beneficiaries(condition.id))

    def beneficiaries(self, condition: str) -> tuple[str, ...]:
        """Who may waive a condition: its beneficiary, or else the debtors of what waits for it."""
        found = self._subject(condition)
        if isinstance(found, Condition) and found.beneficiary:
            return found.beneficiary
        return tuple(
            debtor
            for commitment in self.of_kind(Commitment)
            if any(leaf.subject == condition for leaf in leaves(commitment.antecedent))
            for debtor in commitment.debtor
        )

    def involved(self, subject: str) -> tuple[str, ...]:
        """The parties with any role in a subject, principals first."""
        found = self._subject(subject)
        extra = tuple(p for r in found.roles for p in r.parties) if not isinstance(found, DeclaredClaim) else ()
        if isinstance(found, Talks):
            extra = (*found.mediators, *extra)
        return tuple(dict.fromkeys((*self.principals(subject), *extra)))
