"""What one report brought about when it came in: its steps, and the fate of each of its statements.

Owns: the account of feeding one report to a tracker. Must not know: where reports come from, how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from negotrack.engine.history import History
from negotrack.engine.negotiation import Derived
from negotrack.engine.results import Anomaly, Fate, HeldOut, Step
from negotrack.engine.told import could_do_nothing, fates_of, refused
from negotrack.engine.tracker import Tracker
from negotrack.model.reports import Report

_RANK: tuple[Fate, ...] = ("noted", "supports", "anomaly", "applied", "held_out", "retracted")


@frozen(kw_only=True)
class Received:
    """One report as it came in. `fates` holds every statement of it, as known on its day.

    `steps` are what it caused, whichever report's statements moved; `undone` are steps that no longer hold.
    """

    report: Report
    steps: tuple[Step, ...]
    undone: tuple[Step, ...]
    held_out: tuple[HeldOut, ...]
    anomalies: tuple[Anomaly, ...]
    fates: tuple[tuple[str, Fate], ...]


def receive(tracker: Tracker, report: Report) -> Received:
    """Feed a report and account for it. Only the negotiations that it bears on are looked at."""
    steps = tracker.feed(report)
    held: dict[str, HeldOut] = {}
    anomalies: list[Anomaly] = []
    fates: dict[str, Fate] = {statement.id: "noted" for statement in report.statements}
    for derived in _touched(tracker.at().history, report):
        for out in _held_out(derived, report):
            held.setdefault(out.statement, out)
        anomalies += _anomalies(derived, report)
        for name, fate in fates_of(derived):
            if name in fates and _RANK.index(fate) > _RANK.index(fates[name]):
                fates[name] = fate
    for name in held:
        fates[name] = "held_out"
    return Received(
        report=report,
        steps=steps,
        undone=tracker.undone,
        held_out=tuple(held[name] for name in fates if name in held),
        anomalies=tuple(anomalies),
        fates=tuple(fates.items()),
    )


def _touched(history: History, report: Report) -> Iterator[Derived]:
    places = history.record.places
    components = {place for statement in report.statements for place in places.get(statement.id, ())}
    return (history.tape(component).derived for component in sorted(components))


def _held_out(derived: Derived, report: Report) -> Iterator[HeldOut]:
    for claim in (*derived.claims, *derived.speech):
        verdict = derived.verdict(claim)
        reasons = dict(verdict.left_out)
        if not verdict.admitted:
            reasons = {**dict.fromkeys(verdict.supporting, verdict.because), **reasons}
        for voice, because in reasons.items():
            if voice.report.id == report.id:
                yield HeldOut(statement=voice.id, because=because, claim=claim.key)


def _anomalies(derived: Derived, report: Report) -> Iterator[Anomaly]:
    for refusal in derived.refusals:
        if refusal.act.voice.report.id == report.id:
            yield refused(refusal.act, refusal.state, refusal.rule)
    for idle in derived.idle:
        if idle.voice.report.id == report.id:
            yield could_do_nothing(idle)
