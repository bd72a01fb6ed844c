"""Comparing two coders' logs of the same material: where they agree, and what their differences come to.

Owns: the comparison of codings and of the states that result. Must not know: who is right, how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from negotrack.engine.given import Day, as_day, expect, find_lens
from negotrack.engine.history import History
from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.model.lens import CREDULOUS, Lens
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.queries.agreement import Agreement, agreement
from negotrack.queries.drawn import Drawn
from negotrack.queries.matching import FIELDS, ReportMatch, Unit, differing, match_reports, match_units, units_of


@frozen(kw_only=True)
class UnitMatch:
    """One thing that both coded: a statement about a subject; `differs` are the fields coded otherwise."""

    one: Unit
    other: Unit
    differs: tuple[str, ...]


@frozen(kw_only=True)
class StateDifference:
    """One region that both logs know and that stands otherwise in them on the day."""

    subject: str
    region: str
    one: Standing
    other: Standing


@frozen(kw_only=True)
class Comparison(Drawn):
    """Two codings, side by side. What is `only_` in one was not coded, or not found again, in the other.

    `agreements` are over the matched units, field by field; `coded_by_both` is the share of all units that were
    matched. `subjects_only_` are declarations that the other lacks.
    """

    one: str
    other: str
    as_of: date | None
    lens: str
    reports: tuple[ReportMatch, ...]
    reports_only_one: tuple[str, ...]
    reports_only_other: tuple[str, ...]
    matched: tuple[UnitMatch, ...]
    only_one: tuple[Unit, ...]
    only_other: tuple[Unit, ...]
    agreements: tuple[Agreement, ...]
    states: tuple[StateDifference, ...]
    subjects_only_one: tuple[str, ...]
    subjects_only_other: tuple[str, ...]
    note: str = ""

    @property
    def agreeing(self) -> tuple[UnitMatch, ...]:
        """What both coded alike in every field."""
        return tuple(match for match in self.matched if not match.differs)

    @property
    def coded_by_both(self) -> float | None:
        """The share of units that both coded, of all that either did; None when there are none."""
        total = len(self.matched) + len(self.only_one) + len(self.only_other)
        return len(self.matched) / total if total else None


def compare(
    one: Scenario, other: Scenario, *, as_of: Day = None, as_known: Day = None, lens: Lens | str = CREDULOUS,
    names: tuple[str, str] = ("", ""),
) -> Comparison:  # fmt: skip
    """Where two logs of the same material agree. The states are compared as of one day, by default the last report.

    Reports after `as_known` are left out of both. Raises UsageError for a lens or a day that is none.
    """
    for scenario in (one, other):
        expect(scenario, Scenario, where="compare")
    known = as_day(as_known)
    left, right = (_known(found, known) for found in (one, other))
    matches = match_reports(left, right)
    pairs, alone, beside = _units(left, right, matches)
    moments = _moments(left, right, as_day(as_of), lens)
    return Comparison(
        one=names[0] or one.id,
        other=names[1] or other.id,
        as_of=moments[0].as_of,
        lens=moments[0].lens.name,
        reports=matches,
        reports_only_one=_missing(left.reports, {match.one for match in matches}),
        reports_only_other=_missing(right.reports, {match.other for match in matches}),
        matched=pairs,
        only_one=alone,
        only_other=beside,
        agreements=tuple(agreement(f, [(m.one.value(f), m.other.value(f)) for m in pairs]) for f in FIELDS),
        states=_states(*moments),
        subjects_only_one=tuple(name for name in one.subjects if name not in other.subjects),
        subjects_only_other=tuple(name for name in other.subjects if name not in one.subjects),
        note="" if matches else "no report of one log was found in the other: nothing can be compared but the states",
    )


def _known(scenario: Scenario, as_known: date | None) -> Scenario:
    if as_known is None:
        return scenario
    return scenario.with_reports(report for report in scenario.reports if report.published.day <= as_known)


def _missing(reports: Iterable[Report], matched: set[str]) -> tuple[str, ...]:
    return tuple(report.id for report in reports if report.id not in matched)


def _units(
    one: Scenario, other: Scenario, matches: tuple[ReportMatch, ...]
) -> tuple[tuple[UnitMatch, ...], tuple[Unit, ...], tuple[Unit, ...]]:
    """What both coded in the reports that both have, and what only one did."""
    left, right = ({report.id: report for report in found.reports} for found in (one, other))
    said, heard = ({statement.id: statement for _, statement in found.statements()} for found in (one, other))
    matched: list[UnitMatch] = []
    alone: list[Unit] = []
    beside: list[Unit] = []
    for match in matches:
        mine = list(units_of(left[match.one], one, said))
        theirs = list(units_of(right[match.other], other, heard))
        pairs = dict(match_units(mine, theirs))
        for place, spot in pairs.items():
            a, b = mine[place], theirs[spot]
            matched.append(UnitMatch(one=a, other=b, differs=differing(a, b)))
        found = set(pairs.values())
        alone += [unit for place, unit in enumerate(mine) if place not in pairs]
        beside += [unit for spot, unit in enumerate(theirs) if spot not in found]
    return tuple(matched), tuple(alone), tuple(beside)


def _moments(one: Scenario, other: Scenario, as_of: date | None, lens: Lens | str) -> tuple[Moment, Moment]:
    """Both logs on one day: the one asked for, or that of the last report of either."""
    histories = [History(found, found.reports, lens=find_lens(found, lens)) for found in (one, other)]
    last = max((h.last_report for h in histories if h.last_report), default=None)
    return histories[0].at(as_of or last), histories[1].at(as_of or last)


def _states(one: Moment, other: Moment) -> tuple[StateDifference, ...]:
    """The regions that both know and that stand otherwise, in the order of the first."""
    theirs = {(standing.subject, standing.region): standing for standing in other.standings}
    found: list[StateDifference] = []
    for mine in one.standings:
        match = theirs.get((mine.subject, mine.region))
        if match is not None and (mine.state, mine.certain) != (match.state, match.certain):
            found.append(StateDifference(subject=mine.subject, region=mine.region, one=mine, other=match))
    return tuple(found)
