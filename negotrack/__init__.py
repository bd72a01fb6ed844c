"""negotrack: plain-text accounting for what is on the table in a negotiation. The public names, no logic.

What opens files or pulls in a reader of YAML is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from negotrack.engine.history import History, Moment, replay
from negotrack.engine.results import Anomaly, ClaimStanding, HeldOut, Since, Standing, Step
from negotrack.engine.tracker import Tracker
from negotrack.model.lens import CREDULOUS, OFFICIALS, SCEPTICAL, Lens
from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario, NegotrackError, Problem, ReadError, Span, UsageError

if TYPE_CHECKING:
    from negotrack.loading import load, loads, read
    from negotrack.queries.diff import diff
    from negotrack.queries.whatif import load_bearing, what_if
    from negotrack.queries.why import why

__version__ = "0.1.0"

_WHEN_ASKED = {
    "load": "negotrack.loading",
    "loads": "negotrack.loading",
    "read": "negotrack.loading",
    "diff": "negotrack.queries.diff",
    "load_bearing": "negotrack.queries.whatif",
    "what_if": "negotrack.queries.whatif",
    "why": "negotrack.queries.why",
}

__all__ = [
    "CREDULOUS",
    "OFFICIALS",
    "SCEPTICAL",
    "Anomaly",
    "ClaimStanding",
    "HeldOut",
    "History",
    "InvalidScenario",
    "Lens",
    "Moment",
    "NegotrackError",
    "Problem",
    "ReadError",
    "Report",
    "Scenario",
    "Since",
    "Span",
    "Standing",
    "Statement",
    "Step",
    "Tracker",
    "UsageError",
    "diff",
    "load",
    "load_bearing",
    "loads",
    "read",
    "replay",
    "what_if",
    "why",
]


def __getattr__(name: str) -> object:
    module = _WHEN_ASKED.get(name)
    if module is None:
        raise AttributeError(f"module 'negotrack' has no attribute {name!r}")
    found: object = getattr(import_module(module), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
