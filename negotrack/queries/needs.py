"""What a commitment still needs, at a moment: the minimal sets of what would make its antecedent hold.

Owns: what counts as so, and as impossible, at a moment. Must not know: how sets are found (unlocking).
"""

from __future__ import annotations

from negotrack.engine.moment import Moment
from negotrack.machines.couplings import IMPOSSIBLE
from negotrack.model.subjects import Commitment, Leaf
from negotrack.queries.facts import holds
from negotrack.queries.unlocking import Unlocking, unlocking


def needs_of(moment: Moment, commitment: Commitment) -> Unlocking:
    """What would make the antecedent of a commitment hold, as things stand."""

    def impossible(leaf: Leaf) -> bool:
        state, failed = moment.state(leaf.subject), IMPOSSIBLE["condition"]
        return scenario.kind(leaf.subject) == "condition" and state in failed and not set(failed) & set(leaf.states)

    scenario = moment.history.scenario
    return unlocking(commitment.antecedent, lambda leaf: holds(moment, leaf), impossible)
