"""Answers that set two sides beside each other, as plain records: brief, compare, hindsight.

Keys are only ever added, after those that are there. Owns: their shape in JSON. Must not know: streams.
"""

from __future__ import annotations

from collections.abc import Callable

from negotrack.exporters.records import Record, format_day, since_record
from negotrack.queries.brief import Brief
from negotrack.queries.compare import Comparison, StateDifference
from negotrack.queries.diff import ClaimChange
from negotrack.queries.hindsight import Hindsight, Revision
from negotrack.queries.matching import FIELDS, Unit

Wanted = Callable[[str], bool]


def _everything(subject: str) -> bool:
    return True


def brief_record(found: Brief, wanted: Wanted = _everything) -> Record:
    """The answer of `brief`: one sentence a record, heaviest first."""
    return {
        "scenario": found.scenario,
        "since": format_day(found.since),
        "since_known": format_day(found.since_known),
        "as_of": format_day(found.as_of),
        "as_known": format_day(found.as_known),
        "lens": found.lens,
        "further": found.further,
        "sentences": [
            {
                "weight": s.weight, "subject": s.subject, "kind": s.kind, "region": s.region, "text": s.text,
                "reports": list(s.reports), "against": list(s.against),
            }
            for s in found.sentences
            if wanted(s.subject)
        ],
        "notes": list(found.notes),
    }  # fmt: skip


def compare_record(found: Comparison, wanted: Wanted = _everything) -> Record:
    """The answer of `compare`."""
    return {
        "one": found.one,
        "other": found.other,
        "as_of": format_day(found.as_of),
        "lens": found.lens,
        "note": found.note or None,
        "coded_by_both": found.coded_by_both,
        "statements": [
            {
                "subject": m.one.subject, "one": m.one.statement, "other": m.other.statement, "agree": not m.differs,
                "differs": [f"{f}: {m.one.value(f)} / {m.other.value(f)}" for f in m.differs],
            }
            for m in found.matched
            if wanted(m.one.subject) or wanted(m.other.subject)
        ],
        "only_one": [_unit(unit) for unit in found.only_one if wanted(unit.subject)],
        "only_other": [_unit(unit) for unit in found.only_other if wanted(unit.subject)],
        "agreement": [
            {"field": a.field, "units": a.units, "same": a.same, "share": a.share, "alpha": a.alpha}
            for a in found.agreements
        ],
        "reports": [
            {
                "one": m.one, "other": m.other, "how": m.how, "shared": list(m.shared),
                "outlet_differs": m.outlet_differs, "published_differs": m.published_differs,
            }
            for m in found.reports
        ],
        "states": [_state(difference) for difference in found.states if wanted(difference.subject)],
        "reports_only_one": list(found.reports_only_one),
        "reports_only_other": list(found.reports_only_other),
        "subjects_only_one": list(found.subjects_only_one),
        "subjects_only_other": list(found.subjects_only_other),
    }  # fmt: skip


def _state(found: StateDifference) -> Record:
    return {
        "subject": found.subject,
        "kind": found.one.kind,
        "region": found.region,
        "one": found.one.state,
        "other": found.other.state,
        "one_certain": found.one.certain,
        "other_certain": found.other.certain,
        "one_statements": list(found.one.statements),
        "other_statements": list(found.other.statements),
    }


def _unit(unit: Unit) -> Record:
    return {"statement": unit.statement, **{field: unit.value(field) for field in FIELDS}}


def hindsight_record(found: Hindsight, wanted: Wanted = _everything) -> Record:
    """The answer of `hindsight`."""
    return {
        "scenario": found.scenario,
        "as_of": format_day(found.as_of),
        "now": format_day(found.now),
        "lens": found.lens,
        "note": found.note or None,
        "further": found.further,
        "tried": found.tried,
        "revisions": [_revision(revision) for revision in found.revisions if wanted(revision.subject)],
        "claims": [_claim(change) for change in found.claims],
        "late": [
            {"statement": x.statement, "kind": x.kind, "report": x.report, "published": x.published}
            for x in found.late
        ],
    }  # fmt: skip


def _revision(revision: Revision) -> Record:
    then, now = revision.then, revision.now
    return {
        "subject": now.subject,
        "kind": now.kind,
        "region": now.region,
        "differs": revision.differs,
        "then": then.state,
        "now": now.state,
        "then_since": since_record(then.since),
        "now_since": since_record(now.since),
        "then_status": then.status or None,
        "now_status": now.status or None,
        "reports": list(revision.reports),
        "decisive": list(revision.decisive),
        "then_statements": list(then.statements),
        "now_statements": list(now.statements),
    }


def _claim(change: ClaimChange) -> Record:
    return {
        "claim": change.claim,
        "then": change.before.status if change.before else None,
        "now": change.after.status if change.after else None,
    }
