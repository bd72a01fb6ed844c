"""Reasons and differences as plain records: why, what-if, diff, load-bearing sources.

Keys are only ever added, after those that are there. Owns: their shape in JSON. Must not know: streams.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.engine.moment import Moment
from negotrack.engine.results import ClaimStanding
from negotrack.exporters.records import (
    Record,
    claim_record,
    header_record,
    since_record,
    standing_record,
    step_record,
)
from negotrack.exporters.selection import Selection
from negotrack.queries.diff import Difference, Learning
from negotrack.queries.whatif import Load, WhatIf
from negotrack.queries.why import Why


def why_record(found: Sequence[Why], moment: Moment, claims: Sequence[ClaimStanding] = ()) -> Record:
    """The answer of `why`: one reason a region; for a declared claim, the claim itself."""
    return {
        **header_record(moment),
        "reasons": [_why(one) for one in found],
        "claims": [claim_record(claim) for claim in claims],
    }


def _why(found: Why) -> Record:
    chains = dict(found.chains)
    return {
        **standing_record(found.standing),
        "statements": list(found.statements),
        "supporting": list(found.supporting),
        "held_against": list(found.against),
        "chains": [{"statement": name, "chain": chains[name]} for name in found.named if name in chains],
        "path": [step_record(step) for step in found.path],
        "gates": [step_record(step) for step in found.gates],
        "rules": [
            {
                "rule": reason.rule,
                "subject": reason.subject,
                "region": reason.region,
                "because": reason.because,
                "tested": list(reason.tested),
            }
            for reason in found.rules
        ],
        "claims": [claim_record(claim) for claim in found.claims],
    }


def difference_record(found: Difference, before: Moment, after: Moment, selection: Selection) -> Record:
    """The answer of `diff`: both moments, then what differs."""
    return {
        "scenario": after.history.scenario.id,
        "before": _side(before),
        "after": _side(after),
        **_differences(found, selection),
        "learned": [_learning(one) for one in found.learned if selection.statement(one.statement)],
        "forgotten": [_learning(one) for one in found.forgotten],
        "rescheduled": _rescheduled(found, selection),
    }


def what_if_record(found: WhatIf, selection: Selection) -> Record:
    """The answer of `what-if`: what was taken away or added, and what changes; nothing else."""
    return {
        "scenario": found.before.history.scenario.id,
        "before": _side(found.before),
        "after": _side(found.after),
        **_differences(found.difference, selection),
        "without": list(found.removed),
        "with": list(found.added),
        "rescheduled": _rescheduled(found.difference, selection),
    }


def load_record(found: Sequence[Load], moment: Moment) -> Record:
    """The answer of `what-if --load-bearing`: the sources, heaviest first."""
    return {
        **header_record(moment),
        "sources": [
            {
                "source": load.source,
                "statements": load.statements,
                "standings": list(load.standings),
                "claims": list(load.claims),
            }
            for load in found
        ],
    }


def _side(moment: Moment) -> Record:
    record = header_record(moment)
    record.pop("scenario")
    return record


def _differences(found: Difference, selection: Selection) -> Record:
    return {
        "changes": [
            {
                "subject": change.subject,
                "kind": change.after.kind,
                "region": change.region,
                "moved": change.moved,
                "before": standing_record(change.before),
                "after": standing_record(change.after),
            }
            for change in found.changes
            if selection.standing(change.after)
        ],
        "claims": [
            {
                "claim": change.claim,
                "before": claim_record(change.before) if change.before else None,
                "after": claim_record(change.after) if change.after else None,
            }
            for change in found.claims
            if any(selection.claim(side) for side in (change.after, change.before) if side)
        ],
    }


def _rescheduled(found: Difference, selection: Selection) -> list[Record]:
    return [
        {
            "subject": change.subject,
            "before": since_record(change.before.when),
            "after": since_record(change.after.when),
            "statement": change.after.statement,
        }
        for change in found.rescheduled
        if selection.subject(change.subject)
    ]


def _learning(found: Learning) -> Record:
    return {
        "statement": found.statement,
        "kind": found.kind,
        "report": found.report,
        "published": found.published,
    }
