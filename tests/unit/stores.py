"""Stores for tests, and what is done to their files.

Owns: making a small store, damaging its bytes. Must not know: what a test expects.
"""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from negotrack.loading import loads
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.store import create
from tests.logs import log

REPORTS = """
- {id: kan-1, outlet: kan, published: 2018-05-28, statements: [{press: border}, {hold: paris}]}
- {id: sohr-1, outlet: sohr, published: 2018-05-29, statements: [{assert: withdrawal}]}
- {id: kan-2, outlet: kan, published: 2018-05-29, statements: [{deny: "sohr-1#1"}, {float: treaty}]}
- {id: kan-3, outlet: kan, published: 2018-05-31, statements: [{require: quiet}]}
"""


def small() -> Scenario:
    """A scenario of four reports, one of which refers to another."""
    return loads(log(reports=REPORTS))


def reports_like(scenario: Scenario, number: int, first: int = 0) -> list[Report]:
    """Reports that differ in their ids, each about one of two subjects."""
    model = scenario.reports[3]
    found = []
    for place in range(first, first + number):
        name = f"more-{place}"
        subject = ("quiet", "treaty")[place % 2]
        verb = {"quiet": "require", "treaty": "float"}[subject]
        said = [evolve(s, id=f"{name}#1", subjects=(subject,), verb=verb) for s in model.statements]
        found.append(evolve(model, id=name, statements=tuple(said)))
    return found


def small_store(folder: Path, scenario: Scenario | None = None, name: str = "small.db") -> str:
    """The path of a new store."""
    path = str(folder / name)
    create(path, scenario or small())
    return path
