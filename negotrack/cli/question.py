"""A question put to a scenario: PATH and the options that all questions share, and how it is answered.

Owns: reading what PATH names, refusing names that it does not declare, printing in the format asked for.
Must not know: what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import define

from negotrack.cli.reading import read_path
from negotrack.cli.terminal import Terminal
from negotrack.engine.history import History, find_lens, replay
from negotrack.engine.moment import Moment
from negotrack.exporters.selection import Selection
from negotrack.model.lens import Lens
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import UsageError, suggest
from negotrack.queries.facts import some_of
from negotrack.store.telling import is_store

if TYPE_CHECKING:
    from rich.console import RenderableType

    from negotrack.cli.storing import Part


@define(kw_only=True, slots=False)
class Question:
    """What was asked, of which scenario; everything is worked out when it is first needed."""

    terminal: Terminal
    path: str
    as_of: date | None = None
    as_known: date | None = None
    lens: str = "credulous"
    subjects: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    form: str = "table"
    narrow: bool = False
    """Whether the answer is about the subjects asked for alone, so that of a store no more need be read."""

    warns: bool = False
    """Whether it is told that the log has warnings: where a log is looked at first, not with every question."""

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario under PATH, without errors; its problems are shown where there are any."""
        return self._part.scenario if self._part is not None else self._whole()

    def _whole(self) -> Scenario:
        return read_path(self.path, self.terminal, warns=self.warns)

    @cached_property
    def _part(self) -> Part | None:
        """What a store holds of the subjects asked for, when that is enough: tables tell of the whole log too."""
        enough = self.narrow and self.form != "table" and self.subjects and not self.parties
        if not enough or not is_store(self.path):
            return None
        from negotrack.cli.storing import read_part

        return read_part(self.path, self.subjects, self.as_known)

    @cached_property
    def chosen_lens(self) -> Lens:
        """The lens of the name given."""
        return find_lens(self.scenario, self.lens)

    @cached_property
    def selection(self) -> Selection:
        """The subjects that --subject and --party leave."""
        _must_be_declared(self.subjects, self.scenario.subjects, "subject")
        _must_be_declared(self.parties, self.scenario.parties, "party")
        return Selection(scenario=self.scenario, subjects=self.subjects, parties=self.parties)

    @cached_property
    def history(self) -> History:
        """The history as known on --as-known, through --lens."""
        as_known = self.as_known or (self._part.last_day if self._part is not None else None)
        return replay(self.scenario, lens=self.chosen_lens, as_known=as_known)

    @cached_property
    def moment(self) -> Moment:
        """Where things stood on --as-of."""
        return self.history.at(self.as_of or (self._part.last_day if self._part is not None else None))

    def drafts(self, files: Sequence[str]) -> tuple[Report, ...]:
        """The reports of further files, read against the scenario."""
        if not files:
            return ()
        known = {report.id for report in self.scenario.reports}
        whole = read_path(self.path, self.terminal, files)
        added = tuple(report for report in whole.reports if report.id not in known)
        if not added:
            listed = ", ".join(files)
            self.terminal.say(f"{listed}: every report there is in the log already, so that adding it changes nothing")
        return added

    def begin(self) -> None:
        """Refuse names that are not declared, before anything is printed."""
        _ = (self.chosen_lens, self.selection)

    def answer(
        self,
        document: Callable[[], Mapping[str, Any]],
        draw: Callable[[], Iterable[RenderableType]],
        *,
        width: int | None = None,
    ) -> None:
        """Print the answer: for people by `draw`, for machines from `document`, whichever the format needs."""
        self.begin()
        if self.form == "table":
            self.terminal.draw(draw(), width=width)
            return
        from negotrack.exporters.documents import WRITERS

        self.terminal.write(WRITERS[self.form](document()))


def _must_be_declared(names: Iterable[str], known: Iterable[str], what: str) -> None:
    declared = list(known)
    for name in names:
        if name not in declared:
            listed = some_of(declared) if declared else f"no {what} at all"
            hint = suggest(name, declared) or f"the scenario declares {listed}"
            raise UsageError(f"there is no {what} {name!r}; {hint}")
