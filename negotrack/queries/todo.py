"""What is left to code: reports without statements, and proposals that nobody has accepted or thrown out.

Owns: which reports these are. Must not know: who proposed, how they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario


def uncoded(scenario: Scenario) -> Iterator[Report]:
    """The reports that wait for a coder, in the order of their dates and then of the file."""
    waiting = (report for report in scenario.reports if report.suggested or not report.statements)
    yield from sorted(waiting, key=lambda report: report.published.sort_key)
