"""Whether reports are about what a scenario declares, by whom it declares, in verbs that exist.

Owns: that check, made of every report that a caller hands in. Must not know: what is then done with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from negotrack.machines.verbs import TRIGGER_VERBS
from negotrack.model.reports import CLAIM_VERBS, SPEECH_VERBS, Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.sources import LinkKind, SourceChain
from negotrack.problems import UsageError, suggest

MOST_CHAINS: Final = 4096
"""How many chains are remembered."""
VERBS: Final = frozenset((*TRIGGER_VERBS, *CLAIM_VERBS, *SPEECH_VERBS))


class Declared:
    """What one scenario declares, looked up report by report; a chain that many statements share is looked up once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._chains: dict[int, SourceChain] = {}

    def check(self, report: Report) -> None:
        """Raises UsageError for a report of something that is not declared."""
        scenario = self._scenario
        subjects = scenario.subjects
        if report.outlet not in scenario.outlets or report.relayed_by:
            self._all(report, "comes from outlet", (report.outlet, *report.relayed_by), scenario.outlets)
        for said in report.statements:
            if said.verb not in VERBS:
                self._all(report, "has the verb", (said.verb,), VERBS)
            for name in said.subjects:
                if name not in subjects:
                    self._all(report, "is about", (name,), subjects)
            if said.about or said.claim:
                self._all(report, "is about", (*said.about, *((said.claim,) if said.claim else ())), subjects)
            if said.by or said.to or said.of or said.identity or said.via:
                self._roles(report, said)
            if id(said.chain) not in self._chains:
                self._chain(report, said.chain)

    def _chain(self, report: Report, chain: SourceChain) -> None:
        for link in chain.links:
            if link.named:
                known = self._scenario.outlets if link.kind is LinkKind.OUTLET else self._scenario.parties
                self._all(report, f"has in a chain the {link.kind.value}", (link.id,), known)
            self._all(report, "has in a chain the party", link.of, self._scenario.parties)
        if len(self._chains) >= MOST_CHAINS:
            self._chains.clear()
        self._chains[id(chain)] = chain

    def _roles(self, report: Report, said: Statement) -> None:
        scenario = self._scenario
        parties = (*said.by, *said.to, *said.of, *((said.identity,) if said.identity else ()))
        self._all(report, "names the party", parties, scenario.parties)
        if said.via:
            self._all(report, "came by", (said.via,), (*scenario.channels, *scenario.subjects))

    def _all(self, report: Report, what: str, names: Iterable[str], known: Collection[str]) -> None:
        for name in names:
            if name not in known:
                near = suggest(name, known)
                missing = "which no kind of subject takes" if known is VERBS else self._missing
                raise UsageError(f"report {report.id!r} {what} {name!r}, {missing}{'; ' if near else ''}{near}")

    @property
    def _missing(self) -> str:
        return f"which scenario {self._scenario.id!r} does not declare"


def check_declared(scenario: Scenario, reports: Iterable[Report]) -> None:
    """Raise UsageError for reports of something that the scenario does not declare."""
    declared = Declared(scenario)
    for report in reports:
        declared.check(report)
