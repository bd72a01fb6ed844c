"""The record: every statement read, filed under the negotiation that it is about.

Owns: filing reports under components, duplicates, references to statements not read yet.
Must not know: lenses, folds, questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from negotrack.engine.acts import Voice, voice_order
from negotrack.engine.wiring import Wiring
from negotrack.model.reports import Report, Statement
from negotrack.problems import UsageError

BESIDE = -1


def must_agree(known: Report, report: Report) -> None:
    """Raise UsageError for a report of the same id with other content: that is another report."""
    if known is not report and known != report:
        raise UsageError(f"report {report.id!r} was read before with other content")


class Record:
    """Reports filed by component; positions and incidents about nothing declared stand beside them.

    `positions` are report -> place in the log, where the wiring's scenario does not hold the reports itself.
    `revived` are the components with statements of others that refer to what the last report brought.
    """

    def __init__(self, wiring: Wiring, positions: Mapping[str, int] | None = None) -> None:
        self.wiring = wiring
        self.reports: dict[str, Report] = {}
        self.voices: dict[int, list[Voice]] = {}
        self.places: dict[str, tuple[int, ...]] = {}
        self.by_id: dict[str, Voice] = {}
        self._filed: dict[int, tuple[list[Voice], tuple[int, ...]]] = {}
        self.revived: set[int] = set()
        self._referring: dict[str, dict[Voice, None]] = {}
        if positions is None:
            positions = {report.id: number for number, report in enumerate(wiring.scenario.reports)}
        self._position = positions
        self._unlisted = len(positions)

    def file(self, report: Report) -> set[int]:
        """File a report and say which components it bears on: none for one that was filed before.

        Raises UsageError for a report of the same id with other content: that is another report.
        """
        self.revived = set()
        known = self.reports.get(report.id)
        if known is not None:
            must_agree(known, report)
            return set()
        self.reports[report.id] = report
        touched: set[int] = set()
        position = self._position.get(report.id, self._unlisted)
        for place, statement in enumerate(report.statements):
            voice = Voice(report, statement, voice_order(report, place, position))
            self.by_id[statement.id] = voice
            component = self._simply(statement) if voice.acting else None
            if component is None:
                touched |= self._place(voice)
                continue
            found = self._filed.get(component)
            if found is None:
                found = self._filed[component] = self.voices.setdefault(component, []), (component,)
            found[0].append(voice)
            self.places[statement.id] = found[1]
            touched.add(component)
        if self._referring:
            for statement in report.statements:
                touched |= self._place_referring(self.by_id[statement.id])
        return touched

    def _place(self, voice: Voice) -> set[int]:
        """File a voice under each component that it bears on, once."""
        references = self._references(voice.statement)
        for name in references:
            self._referring.setdefault(name, {})[voice] = None
        return self._replace(voice)

    def _replace(self, voice: Voice) -> set[int]:
        """File a voice where it is now known to belong, and say under which components that changes anything."""
        before = set(self.places.get(voice.id, ()))
        found = self._components(voice.statement)
        if not found and all(self._known(name) for name in self._references(voice.statement)):
            found = {BESIDE}
        for component in found - before:
            self.voices.setdefault(component, []).append(voice)
        for component in before - found:
            self.voices[component].remove(voice)
        self.places[voice.id] = tuple(sorted(found))
        return found ^ before

    def _place_referring(self, voice: Voice) -> set[int]:
        """File anew what refers to a voice, and what refers to that: it came before what it is about."""
        touched: set[int] = set()
        todo = [voice]
        while todo:
            at = todo.pop()
            for name in (at.id, at.report.id):
                for other in self._referring.get(name, ()):
                    new = self._replace(other)
                    self.revived |= {*new, *self.places[other.id]}
                    touched |= self.revived
                    if new:
                        todo.append(other)
        return touched

    def _simply(self, statement: Statement) -> int | None:
        """The component of what is about one subject and refers to nothing, as most of a long log; else None."""
        if statement.about or statement.claim or statement.before or statement.after or len(statement.subjects) != 1:
            return None
        return self.wiring.component_of[statement.subjects[0]]

    def without(self, dropped: set[str]) -> Record | None:
        """A record of its own without some statements, nothing filed anew; None where others refer to these."""
        gone = {self.by_id[name] for name in dropped if name in self.by_id}
        if self._referring and any(voice.id in self._referring or voice.report.id in self._referring for voice in gone):
            return None
        if any(self._references(voice.statement) for voice in gone):
            return None
        twin = Record(self.wiring)
        twin.reports, twin.places, twin.by_id = self.reports.copy(), self.places.copy(), self.by_id.copy()
        twin._referring = {name: voices.copy() for name, voices in self._referring.items()}
        thinned = {component for voice in gone for component in self.places[voice.id]}
        for component, voices in self.voices.items():
            left = [voice for voice in voices if voice not in gone] if component in thinned else voices.copy()
            twin.voices[component] = left
        for voice in gone:
            del twin.places[voice.id], twin.by_id[voice.id]
        for report in {id(voice.report): voice.report for voice in gone}.values():
            kept = tuple(s for s in report.statements if s.id in twin.by_id)
            twin.reports[report.id] = evolve(report, statements=kept)
        return twin

    @staticmethod
    def _references(statement: Statement) -> tuple[str, ...]:
        return (*statement.refers_to, *statement.before, *statement.after)

    def _known(self, name: str) -> bool:
        return name in self.by_id or name in self.reports or name in self.wiring.component_of

    def _components(self, statement: Statement) -> set[int]:
        named = self.wiring.component_of
        own = (*statement.subjects, *statement.about, *((statement.claim,) if statement.claim else ()))
        found = {named[name] for name in own if name in named}
        for name in statement.refers_to:
            if name in named:
                found.add(named[name])
            found.update(self._places_of(name))
        return found

    def _places_of(self, name: str) -> Iterable[int]:
        if name in self.reports:
            return {c for s in self.reports[name].statements for c in self.places.get(s.id, ())}
        return self.places.get(name, ())
