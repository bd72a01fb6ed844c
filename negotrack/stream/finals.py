"""Where everything stands in the end, one negotiation after the other.

Owns: `final_standings` and `moments`. Must not know: where lines lie, how answers are shown.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from attrs import frozen

from negotrack.engine.given import Day, as_day, as_path, find_lens
from negotrack.engine.history import History, replay
from negotrack.engine.moment import Moment
from negotrack.engine.record import Record
from negotrack.engine.results import Standing
from negotrack.engine.wiring import Wiring
from negotrack.files.jsonl import LineReader
from negotrack.loading import load
from negotrack.model.lens import CREDULOUS, Lens
from negotrack.model.scenario import Scenario
from negotrack.problems import ReadError
from negotrack.store.lines import read_header
from negotrack.stream.index import index, reports_of
from negotrack.stream.logs import Log, can_stream, open_log


@frozen
class Part:
    """One negotiation: its subjects in the order declared, and a moment that holds for these alone."""

    subjects: tuple[str, ...]
    moment: Moment

    def standings(self) -> Iterator[Standing]:
        """Every region of every subject of the negotiation, in the order declared."""
        wiring = self.moment.history.wiring
        for subject in self.subjects:
            for axis in wiring.axes(subject):
                yield self.moment.standing(axis.subject, axis.name)


def final_standings(
    path: str | os.PathLike[str], *, as_of: Day = None, as_known: Day = None, lens: Lens | str = CREDULOUS
) -> Iterator[Standing]:
    """Every standing of a log that may be too long to be held, one negotiation after the other.

    They are those of `replay(load(path), …).at(as_of)`. Of a file of JSON lines (`.jsonl`) and of a store no more
    is held than one negotiation and two or three numbers for each report; any other log is read whole. Negotiations
    come in the order in which the first subject of each is declared. Raises InvalidScenario before the first standing
    when the log has errors, ReadError when it cannot be read or changes meanwhile, UsageError for an unknown lens.
    """
    found = parts(as_path(path, "name the log"), as_of=as_of, as_known=as_known, lens=lens)
    return (standing for part in found for standing in part.standings())


def parts(path: str, *, as_of: Day, as_known: Day, lens: Lens | str) -> Iterator[Part]:
    """Every negotiation of a log, each replayed when it is asked for; the log is opened at once."""
    until, day = as_day(as_known), as_day(as_of)
    if not can_stream(path):
        history = replay(load(path), lens=lens, as_known=until)
        return (Part(tuple(names), history.at(day)) for names in history.wiring.members.values())
    with open_log(path) as log:
        header = log.header()
        if not header.strip():
            load(path)  # which says what is wrong with it
        declared = read_header(log.name, header)
    return _streamed(path, header, declared, day, until, find_lens(declared, lens))


def _streamed(
    path: str, header: bytes, declared: Scenario, as_of: Day, as_known: Day, lens: Lens
) -> Iterator[Part]:  # fmt: skip
    with open_log(path) as log:
        if log.header() != header:
            raise ReadError(f"{log.name} was changed while it was read")
        yield from _replayed(log, header, declared, as_of, as_known, lens)


def _replayed(
    log: Log, header: bytes, declared: Scenario, as_of: Day, as_known: Day, lens: Lens
) -> Iterator[Part]:  # fmt: skip
    wiring, until = Wiring(declared), as_day(as_known)
    found = index(log, header, wiring, until)
    reader = LineReader(declared, log.name)
    for component, names in wiring.members.items():
        placed = list(reports_of(log, reader, found.numbers(component)))
        known = [(number, report) for number, report in placed if until is None or report.published.day <= until]
        positions: dict[str, int] = {}
        for place, (_, report) in enumerate(placed):
            positions.setdefault(report.id, place)
        record = Record(wiring, positions)
        for _, report in sorted(known, key=lambda pair: pair[1].published.sort_key):
            record.file(report)
        history = History(declared, (), lens=lens, as_known=until or found.last_report, wiring=wiring, record=record)
        history.know(found.last_report, history.as_known)
        yield Part(tuple(names), history.at(as_of))
