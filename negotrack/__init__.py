"""negotrack: plain-text accounting for what is on the table in a negotiation. The public names, no logic.

Every name is imported when it is first asked for: the command line's help need not wait for the engine, and
nobody who does not open files waits for a reader of YAML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negotrack.engine.history import History, replay
    from negotrack.engine.ledger import Ledger
    from negotrack.engine.moment import Moment
    from negotrack.engine.results import Anomaly, ClaimStanding, HeldOut, Since, Standing, Step
    from negotrack.engine.tracker import Tracker
    from negotrack.loading import Reading, load, loads, read
    from negotrack.model.lens import CREDULOUS, OFFICIALS, SCEPTICAL, Lens
    from negotrack.model.reports import Report, Statement
    from negotrack.model.scenario import Scenario
    from negotrack.problems import InvalidScenario, NegotrackError, Problem, ReadError, Span, UsageError
    from negotrack.queries.agenda import Agenda, agenda
    from negotrack.queries.brief import Brief, brief
    from negotrack.queries.compare import Comparison, compare
    from negotrack.queries.diff import Difference, diff
    from negotrack.queries.hindsight import Hindsight, hindsight
    from negotrack.queries.movement import Movement, movement
    from negotrack.queries.whatif import Load, WhatIf, load_bearing, what_if
    from negotrack.queries.why import Why, why
    from negotrack.stream.finals import final_standings

__version__ = "0.1.0"

_HOMES = {
    "engine.ledger": ("Ledger",),
    "engine.history": ("History", "replay"),
    "engine.moment": ("Moment",),
    "engine.results": ("Anomaly", "ClaimStanding", "HeldOut", "Since", "Standing", "Step"),
    "engine.tracker": ("Tracker",),
    "loading": ("Reading", "load", "loads", "read"),
    "model.lens": ("CREDULOUS", "OFFICIALS", "SCEPTICAL", "Lens"),
    "model.reports": ("Report", "Statement"),
    "model.scenario": ("Scenario",),
    "problems": ("InvalidScenario", "NegotrackError", "Problem", "ReadError", "Span", "UsageError"),
    "queries.agenda": ("Agenda", "agenda"),
    "queries.brief": ("Brief", "brief"),
    "queries.compare": ("Comparison", "compare"),
    "queries.diff": ("Difference", "diff"),
    "queries.hindsight": ("Hindsight", "hindsight"),
    "queries.movement": ("Movement", "movement"),
    "queries.whatif": ("Load", "WhatIf", "load_bearing", "what_if"),
    "queries.why": ("Why", "why"),
    "stream.finals": ("final_standings",),
}
_WHEN_ASKED = {name: f"negotrack.{home}" for home, names in _HOMES.items() for name in names}

__all__ = [
    "CREDULOUS",
    "OFFICIALS",
    "SCEPTICAL",
    "Agenda",
    "Anomaly",
    "Brief",
    "ClaimStanding",
    "Comparison",
    "Difference",
    "HeldOut",
    "Hindsight",
    "History",
    "InvalidScenario",
    "Ledger",
    "Lens",
    "Load",
    "Moment",
    "Movement",
    "NegotrackError",
    "Problem",
    "ReadError",
    "Reading",
    "Report",
    "Scenario",
    "Since",
    "Span",
    "Standing",
    "Statement",
    "Step",
    "Tracker",
    "UsageError",
    "WhatIf",
    "Why",
    "agenda",
    "brief",
    "compare",
    "diff",
    "final_standings",
    "hindsight",
    "load",
    "load_bearing",
    "loads",
    "movement",
    "read",
    "replay",
    "what_if",
    "why",
]


if not TYPE_CHECKING:  # to a checker of types, a name that is not listed above is a mistake

    def __getattr__(name: str) -> object:
        module = _WHEN_ASKED.get(name)
        if module is None:
            raise AttributeError(f"module 'negotrack' has no attribute {name!r}")
        found: object = getattr(import_module(module), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
