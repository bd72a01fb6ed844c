"""The ledger: the state of anything on any day, as known on any other day, looked up by two bisects.

A negotiation is gone through once, in the order of report dates: each report is spliced in, and where that moves
an axis otherwise than before, the axis gets a new version from that day on. Versions share their list while reports
only add to its end. A negotiation in which dates are imprecise, statements refer to one another or the clock
moves something is derived as known on each day that is asked for, and that is kept.
Owns: versions by day of knowing. Must not know: files, what rests on what.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import groupby

from negotrack.engine.acts import Voice
from negotrack.engine.axes import Axis
from negotrack.engine.bulk import COLLECTING_PAUSED
from negotrack.engine.declared import check_declared
from negotrack.engine.fold import CLOCK, Move
from negotrack.engine.given import Day, as_day, counted, expect, find_axis, find_lens
from negotrack.engine.negotiation import Derived, Speakers, derive
from negotrack.engine.record import Record
from negotrack.engine.splice import Spliced, splice
from negotrack.engine.tape import Tape
from negotrack.engine.wiring import Wiring
from negotrack.machines.regions import plain
from negotrack.model.lens import CREDULOUS, Lens
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario

KEPT = 64
"""How many days of knowing are kept of a negotiation that must be derived for each."""


class _Versions:
    """One axis: since which day of knowing its states are those of which list, up to which length.

    Days are kept as bare numbers beside each other: a look-up in a long ledger waits for memory most of all.
    """

    __slots__ = ("days", "known", "lists", "states")

    def __init__(self) -> None:
        self.known = array("i")
        self.lists: list[tuple[array[int], list[str], int]] = []
        self.days = array("i")
        self.states: list[str] = []

    def replace(self, known: int, place: int, gone: int, moves: Sequence[Move]) -> None:
        """From a day of knowing on, other moves stand in the place of some."""
        if gone or place < len(self.days):
            self.days, self.states = self.days[:], self.states.copy()
        self.days[place : place + gone] = array("i", [move.last for move in moves])
        self.states[place : place + gone] = [plain(move.target) for move in moves]
        if self.known and self.known[-1] == known:
            self.lists.pop()
        else:
            self.known.append(known)
        self.lists.append((self.days, self.states, len(self.days)))

    def state(self, day: int, known: int) -> str | None:
        """The state by both days, None where nothing had moved."""
        version = bisect_right(self.known, known) - 1
        if version < 0:
            return None
        days, states, length = self.lists[version]
        place = bisect_right(days, day, 0, length)
        return states[place - 1] if place else None


class _Stages:
    """One negotiation: which statements were filed under it since which day of knowing."""

    __slots__ = ("component", "known", "lengths", "lists", "tapes", "versions")

    def __init__(self, component: int) -> None:
        self.component = component
        self.known: list[int] = []
        self.lists: list[list[Voice]] = []
        self.lengths: list[int] = []
        self.tapes: dict[int, Tape] = {}
        self.versions: dict[Axis, _Versions] | None = None

    def note(self, known: int, voices: list[Voice]) -> None:
        """Note what is filed by the end of a day; while voices only come, one list does for all days."""
        shared = self.lists[-1] if self.lists else None
        if shared is None or len(voices) < len(shared) or voices[: len(shared)] != shared:
            shared = voices.copy()
        else:
            shared.extend(voices[len(shared) :])
        self.known.append(known)
        self.lists.append(shared)
        self.lengths.append(len(shared))

    def voices(self, stage: int) -> list[Voice]:
        """What was filed at a stage."""
        return self.lists[stage][: self.lengths[stage]]


class Ledger:
    """States by both times: `ledger.state(subject, region, as_of=D, as_known=K)`.

    Equal to `replay(scenario, as_known=K).at(D).state(subject, region)`, which refilters and derives each time.
    """

    def __init__(self, scenario: Scenario, *, lens: Lens | str = CREDULOUS) -> None:
        self.scenario = expect(scenario, Scenario, where="Ledger")
        check_declared(scenario, scenario.reports)
        self.lens = find_lens(scenario, lens)
        self.wiring = Wiring(scenario)
        self._speakers = Speakers(self.wiring)
        self._record = Record(self.wiring)
        self._stages: dict[int, _Stages] = {}
        self._members: dict[int, list[str]] = {}
        self._days: list[int] = []
        self._axes: dict[tuple[str, str | None], Axis] = {}
        self._versions_of: dict[tuple[str, str | None], tuple[_Versions, str]] = {}
        for subject, component in self.wiring.component_of.items():
            self._members.setdefault(component, []).append(subject)
        with COLLECTING_PAUSED:
            self._file(sorted(scenario.reports, key=lambda report: report.published.sort_key))

    def __repr__(self) -> str:
        return f"<Ledger of {self.scenario.id}: {counted(self.scenario.reports)}, lens {self.lens.name}>"

    def __reduce__(self) -> tuple[object, ...]:
        """A copy is made anew of the same scenario."""
        return partial(Ledger, lens=self.lens), (self.scenario,)

    def _file(self, reports: Sequence[Report]) -> None:
        """File the reports day by day, and note the stages of what they bear on."""
        for known, together in groupby(reports, key=lambda report: report.published.ordinal):
            self._days.append(known)
            touched: set[int] = set()
            for report in together:
                touched |= self._record.file(report)
            for component in touched:
                stages = self._stages.setdefault(component, _Stages(component))
                stages.note(known, self._record.voices.get(component, []))

    def state(self, subject: str, region: str | None = None, *, as_of: Day = None, as_known: Day = None) -> str:
        """The state of a region of a subject on a day, as known on a day; without a region, of its first.

        Without `as_known` everything is known, and without `as_of` it is the day of the last report known. Raises
        UsageError for a subject or region that does not exist, and for what is no day.
        """
        known = _ordinal(as_known) or date.max.toordinal()
        day = _ordinal(as_of) or self._last_by(known)
        try:
            found = self._versions_of.get((subject, region))
        except TypeError:  # what cannot be looked up is no subject, which is said as of any other
            find_axis(self.wiring, subject, region)
            raise
        if found is not None:
            versions, initial = found
            return versions.state(day, known) or initial
        return self._state(subject, region, day, known)

    def _state(self, subject: str, region: str | None, day: int, known: int) -> str:
        """The same, of what is asked for the first time or is derived for each day of knowing."""
        axis = self._axes.get((subject, region))
        if axis is None:
            axis = self._axes[subject, region] = find_axis(self.wiring, subject, region)
        stages = self._stages.get(self.wiring.component_of[axis.subject])
        if stages is None:
            return axis.region.initial
        if stages.versions is None:
            stages.versions = self._versions(stages)
        if not stages.versions:
            return self._derived(axis, stages, day, known)
        versions = stages.versions.setdefault(axis, _Versions())
        self._versions_of[subject, region] = versions, axis.region.initial
        return versions.state(day, known) or axis.region.initial

    def _last_by(self, known: int) -> int:
        """The day of the last report that is known on a day; that day where none is."""
        place = bisect_right(self._days, known)
        return self._days[place - 1] if place else known

    def _derived(self, axis: Axis, stages: _Stages, day: int, known: int) -> str:
        """The state in a negotiation that is derived for each day of knowing."""
        stage = bisect_right(stages.known, known) - 1
        if stage < 0:
            return axis.region.initial
        tape = stages.tapes.get(stage)
        if tape is None:
            if len(stages.tapes) >= KEPT:
                stages.tapes.clear()
            derived = self._derive(stages.voices(stage), stages)
            tape = stages.tapes[stage] = Tape(derived, self.wiring, self._speakers)
        return plain(tape.state(axis, day))

    def _derive(self, voices: Sequence[Voice], stages: _Stages) -> Derived:
        return derive(voices, self.wiring, self.lens, self._members.get(stages.component, ()), self._speakers)

    def _versions(self, stages: _Stages) -> dict[Axis, _Versions]:
        """The versions of every axis of a negotiation; empty when it must be derived for each day of knowing."""
        if any(shared is not stages.lists[0] for shared in stages.lists):
            return {}
        versions: dict[Axis, _Versions] = {}
        with COLLECTING_PAUSED:
            derived = self._derive(stages.voices(0), stages)
            fit = derived.plain and not derived.blurred
            fit = fit and _noted(versions, derived, stages.known[0], Spliced(start=0, old=[], new=derived.moves))
            for stage in range(1, len(stages.known) if fit else 0):
                for voice in stages.lists[0][stages.lengths[stage - 1] : stages.lengths[stage]]:
                    spliced = splice(derived, voice, self.wiring, self.lens, self._speakers)
                    if spliced is None or not _noted(versions, derived, stages.known[stage], spliced):
                        return {}
        return versions if fit else {}


def _noted(versions: dict[Axis, _Versions], derived: Derived, known: int, spliced: Spliced) -> bool:
    """Give each axis that moves otherwise than before its version; says False where the clock moves something."""
    if any(move.rule == CLOCK for move in spliced.new):
        return False
    gone, come = _by_axis(spliced.old), _by_axis(spliced.new)
    for axis in {**gone, **come}:
        before, after = gone.get(axis, []), come.get(axis, [])
        same = 0
        while same < min(len(before), len(after)) and _same(before[same], after[same]):
            same += 1
        if same == len(before) == len(after):
            continue
        held = versions.setdefault(axis, _Versions())
        place = _place(held, derived, spliced.start, axis, (before or after)[0].last) + same
        held.replace(known, place, len(before) - same, after[same:])
    return True


def _place(held: _Versions, derived: Derived, start: int, axis: Axis, day: int) -> int:
    """How many moves of an axis stand before a stretch of moves."""
    place = bisect_left(held.days, day)
    while start and derived.moves[start - 1].last >= day:
        start -= 1
        place += derived.moves[start].axis is axis
    return place


def _same(one: Move, other: Move) -> bool:
    return one.last == other.last and one.target == other.target


def _by_axis(moves: Sequence[Move]) -> dict[Axis, list[Move]]:
    found: dict[Axis, list[Move]] = {}
    for move in moves:
        found.setdefault(move.axis, []).append(move)
    return found


def _ordinal(day: Day) -> int:
    """The ordinal of a day, 0 for none."""
    if type(day) is date:
        return day.toordinal()
    found = as_day(day)
    return found.toordinal() if found is not None else 0
