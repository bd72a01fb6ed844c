"""The history: what a scenario's reports come to, as known on one day and through one lens.

Owns: `History` and how it is made. Must not know: files, how answers are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve

from negotrack.engine.acts import Voice
from negotrack.engine.axes import Axis
from negotrack.engine.bulk import COLLECTING_PAUSED
from negotrack.engine.declared import check_declared
from negotrack.engine.given import Day, as_day, counted, expect, find_lens
from negotrack.engine.moment import Moment
from negotrack.engine.negotiation import Speakers, derive
from negotrack.engine.record import Record
from negotrack.engine.results import Anomaly, Fate, HeldOut, Step
from negotrack.engine.splice import Spliced, splice
from negotrack.engine.tape import Tape
from negotrack.engine.told import fates_of
from negotrack.engine.wiring import Wiring
from negotrack.model.frozen import frozen_map
from negotrack.model.lens import CREDULOUS, Lens
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.model.sealed import Sealed, keep

if TYPE_CHECKING:
    from negotrack.queries.why import Why


__all__ = ["Day", "History", "as_day", "find_lens", "replay"]


class History(Sealed):
    """What the reports known by `as_known` come to under a lens. Made by `replay` or a tracker.

    Two histories are equal when they know the same reports of the same scenario by the same day through one lens.
    """

    scenario: Scenario
    lens: Lens
    as_known: date | None
    last_report: date | None
    wiring: Wiring
    speakers: Speakers
    record: Record
    _tapes: dict[int, Tape]

    def __init__(
        self, scenario: Scenario, reports: Iterable[Report], *, lens: Lens = CREDULOUS, as_known: date | None = None,
        wiring: Wiring | None = None, record: Record | None = None,
    ) -> None:  # fmt: skip
        wiring = wiring or Wiring(scenario)
        known = [r for r in reports if as_known is None or r.published.day <= as_known]
        filed = record or Record(wiring)
        with COLLECTING_PAUSED:
            for report in sorted(known, key=lambda r: r.published.sort_key) if record is None else ():
                filed.file(report)
        made = {"scenario": scenario, "lens": lens, "wiring": wiring, "speakers": Speakers(wiring), "record": filed}
        for name, value in {**made, "_tapes": {}}.items():
            keep(self, name, value)
        last = max((r.published.day for r in known), default=None)
        self.know(last, as_known or last)

    def know(self, last_report: date | None, as_known: date | None) -> None:
        """Say until when reports are known."""
        keep(self, "last_report", last_report)
        keep(self, "as_known", as_known)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        return self is other or self._held() == other._held()

    def __hash__(self) -> int:
        return hash((self.scenario.id, self.lens))

    def _held(self) -> tuple[object, ...]:
        return self.as_known, self.lens, self.record.reports, self.scenario

    def __repr__(self) -> str:
        known = f"{counted(self.record.reports)}, known {self.as_known or 'nothing'}"
        return f"<History of {self.scenario.id}: {known}, lens {self.lens.name}>"

    def __rich__(self) -> object:
        """The board of its last moment, when printed with rich."""
        return self.at().__rich__()

    def _repr_html_(self) -> str:
        """The board of its last moment, in a notebook."""
        return self.at()._repr_html_()

    def __reduce__(self) -> tuple[object, ...]:
        """A copy is derived anew from the same reports."""
        return _again, (self.scenario, self.reports, self.lens, self.as_known)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports known, by report date."""
        return tuple(self.record.reports.values())

    def tape(self, component: int) -> Tape:
        """What follows for one negotiation; derived when first asked for."""
        if component not in self._tapes:
            derived = derive(
                self.record.voices.get(component, []),
                self.wiring,
                self.lens,
                self.members(component),
                self.speakers,
            )
            self._tapes[component] = Tape(derived, self.wiring, self.speakers)
        return self._tapes[component]

    def variant(self, *, drop: Iterable[str] = (), add: Iterable[Report] = (), lens: Lens | None = None) -> History:
        """This history without some statements, with more reports, or through another lens.

        What neither of them can reach is shared with this history, not derived anew.
        """
        dropped = set(drop)
        other = lens or self.lens
        added = tuple(add)
        record = None if added else self.record.without(dropped)
        kept = [_without(report, dropped) for report in self.reports] if record is None else record.reports.values()
        twin = History(self.scenario, [*kept, *added], lens=other, wiring=self.wiring, record=record)
        days = [day for day in (self.as_known, *(report.published.day for report in added)) if day]
        twin.know(twin.last_report, max(days, default=None))
        if other == self.lens:
            touched = {c for name in dropped for c in self.record.places.get(name, ())}
            touched |= {c for r in added for s in r.statements for c in twin.record.places.get(s.id, ())}
            twin._tapes.update({c: tape for c, tape in self._tapes.items() if c not in touched})
            for tape in twin._tapes.values():
                tape.derived.shared = True
        return twin

    def shared_with(self, other: History) -> frozenset[int]:
        """The negotiations that were derived once for both histories."""
        return frozenset(c for c, tape in self._tapes.items() if other._tapes.get(c) is tape)

    def forget(self, component: int) -> None:
        """Derive a negotiation anew when next asked."""
        self._tapes.pop(component, None)

    def splice(self, component: int, voices: Sequence[Voice]) -> Spliced | None:
        """Take late statements into a negotiation: the stretch that one reached, or None when more was derived anew."""
        tape = self._tapes.pop(component, None)
        spliced = [splice(tape.derived, v, self.wiring, self.lens, self.speakers) for v in voices] if tape else [None]
        if tape is None or None in spliced:
            return None
        self._tapes[component] = Tape(tape.derived, self.wiring, self.speakers)
        return spliced[0] if len(spliced) == 1 else None

    def copy(self) -> History:
        """The same history, which later reports do not change; what was derived is shared."""
        twin = History(self.scenario, self.reports, lens=self.lens, wiring=self.wiring)
        twin.know(self.last_report, self.as_known)
        twin._tapes.update({component: self.tape(component) for component in self.record.voices})
        for tape in twin._tapes.values():
            tape.derived.shared = True
        return twin

    def members(self, component: int) -> Sequence[str]:
        """The subjects of a negotiation."""
        return self.wiring.members.get(component, ())

    def tapes(self) -> Iterator[Tape]:
        """Every negotiation, those without reports included, and what stands beside them."""
        return iter(self.tapes_but(frozenset()))

    def tapes_but(self, passed_over: frozenset[int]) -> list[Tape]:
        """Every negotiation but some."""
        with COLLECTING_PAUSED:
            wanted = {*self.wiring.members, *self.record.voices} - passed_over
            return [self.tape(component) for component in sorted(wanted)]

    def tape_of(self, axis: Axis) -> Tape:
        """The negotiation that an axis belongs to."""
        return self.tape(self.wiring.component_of[axis.subject])

    def at(self, day: Day = None) -> Moment:
        """The moment of a day; by default the day of the last report known."""
        return Moment(self, as_day(day) or self.last_report or self.as_known)

    def why(self, subject: str, region: str | None = None, *, as_of: Day = None) -> Why:
        """Why a region of a subject stands as it does; see `negotrack.queries.why`."""
        from negotrack.queries.why import why

        return why(self.at(as_of), subject, region)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step up to the last report, by the day on which it became certain."""
        return self.at().steps

    @property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """Every refused statement."""
        return self.at(date.max).anomalies

    @property
    def held_out(self) -> tuple[HeldOut, ...]:
        """Every statement that does not count under the lens."""
        return self.at(date.max).held_out

    @cached_property
    def fates(self) -> Mapping[str, Fate]:
        """What became of every statement known: each has exactly one fate."""
        fates: dict[str, Fate] = dict.fromkeys(self.record.by_id, "noted")
        rank = ("noted", "supports", "anomaly", "applied", "held_out", "retracted")
        for tape in self.tapes():
            for name, fate in fates_of(tape.derived):
                if rank.index(fate) > rank.index(fates[name]):
                    fates[name] = fate
        return frozen_map(fates)


def _again(scenario: Scenario, reports: Iterable[Report], lens: Lens, as_known: date | None) -> History:
    found = History(scenario, reports, lens=lens)
    found.know(found.last_report, as_known)
    return found


def _without(report: Report, dropped: set[str]) -> Report:
    kept = tuple(s for s in report.statements if s.id not in dropped)
    return report if len(kept) == len(report.statements) else evolve(report, statements=kept)


def replay(scenario: Scenario, *, lens: Lens | str = CREDULOUS, as_known: Day = None) -> History:
    """The history of a scenario's reports in one go: those with a report date up to `as_known`."""
    expect(scenario, Scenario, where="replay")
    check_declared(scenario, scenario.reports)
    return History(scenario, scenario.reports, lens=find_lens(scenario, lens), as_known=as_day(as_known))
