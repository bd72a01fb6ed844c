"""The record: every statement read, filed under the negotiation that it is about.

Owns: filing reports under components, duplicates, references to statements not read yet.
Must not know: lenses, folds, questions.
"""

from __future__ import annotations

from collections.abc import Iterable

from negotrack.engine.acts import Voice, voice_order
from negotrack.engine.wiring import Wiring
from negotrack.model.reports import Report, Statement
from negotrack.problems import UsageError

BESIDE = -1


class Record:
    """Reports filed by component; positions and incidents about nothing declared stand beside them."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        self.reports: dict[str, Report] = {}
        self.voices: dict[int, list[Voice]] = {}
        self.places: dict[str, tuple[int, ...]] = {}
        self.by_id: dict[str, Voice] = {}
        self._waiting: dict[str, list[Voice]] = {}
        order = {report.id: number for number, report in enumerate(wiring.scenario.reports)}
        self._position = order
        self._unlisted = len(order)

    def file(self, report: Report) -> set[int]:
        """File a report and say which components it bears on: none for one that was filed before.

        Raises UsageError for a report of the same id with other content: that is another report.
        """
        known = self.reports.get(report.id)
        if known is not None:
            if known != report:
                raise UsageError(f"report {report.id!r} was read before with other content")
            return set()
        self.reports[report.id] = report
        touched: set[int] = set()
        position = self._position.get(report.id, self._unlisted)
        for place, statement in enumerate(report.statements):
            voice = Voice(report, statement, voice_order(report, place, position))
            self.by_id[statement.id] = voice
            touched |= self._place(voice)
        for name in (report.id, *(statement.id for statement in report.statements)):
            for voice in self._waiting.pop(name, ()):
                touched |= self._place(voice)
        return touched

    def _place(self, voice: Voice) -> set[int]:
        """File a voice under each component that it bears on, once."""
        if voice.acting and not voice.statement.about and self._simple(voice):
            return self._place_simply(voice)
        missing = [name for name in self._references(voice.statement) if not self._known(name)]
        for name in missing:
            self._waiting.setdefault(name, []).append(voice)
        found = self._components(voice.statement) or ({BESIDE} if not missing else set())
        new = found - set(self.places.get(voice.id, ()))
        for component in new:
            self.voices.setdefault(component, []).append(voice)
        self.places[voice.id] = (*self.places.get(voice.id, ()), *sorted(new))
        return found if new else set()

    def _simple(self, voice: Voice) -> bool:
        statement = voice.statement
        return len(statement.subjects) == 1 and not (statement.claim or statement.before or statement.after)

    def _place_simply(self, voice: Voice) -> set[int]:
        """File a voice that is about one subject and refers to nothing: most of a long log."""
        component = self.wiring.component_of[voice.statement.subjects[0]]
        self.voices.setdefault(component, []).append(voice)
        self.places[voice.id] = (component,)
        return {component}

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
