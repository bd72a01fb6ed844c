"""negotrack: plain-text accounting for what is on the table in a negotiation. The public names, no code."""

from negotrack.engine.history import History, Moment, replay
from negotrack.engine.tracker import Tracker
from negotrack.model.lens import CREDULOUS, OFFICIALS, SCEPTICAL, Lens
from negotrack.model.scenario import Scenario

__version__ = "0.1.0"
