"""One run of an import: tables loaded, files opened, reports made one by one.

Owns: which reader goes with which table. Must not know: where the log is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from attrs import frozen

from negotrack.importers.actors import Actors
from negotrack.importers.cameo import EventImporter, Wanted
from negotrack.importers.cast import Cast
from negotrack.importers.codebook import load_codebook
from negotrack.importers.columns import EVENT_ROLES, ColumnMap, parse_columns
from negotrack.importers.ledger import Summary
from negotrack.importers.news import NewsImporter, load_rules
from negotrack.importers.opening import Path, open_lines
from negotrack.importers.pax import PaxImporter, load_stages
from negotrack.importers.records import read_rows
from negotrack.importers.settings import Settings, bad, load_text
from negotrack.model.reports import Report
from negotrack.problems import UsageError, suggest


@frozen(kw_only=True)
class Options:
    """How to import. Paths of tables of one's own are None for the shipped ones.

    `keep_going` writes what could be read although rows failed; `force` replaces a log that is there.
    `released` are the days of the releases of PA-X, in the order of the files.
    """

    mapping: str | None = None
    columns: str | None = None
    actors: str | None = None
    released: tuple[date, ...] = ()
    between: tuple[str, str] | None = None
    since: date | None = None
    until: date | None = None
    keep_going: bool = False
    force: bool = False


class Run(Protocol):
    """What makes reports of files."""

    cast: Cast
    summary: Summary

    def reports(self, paths: Sequence[Path]) -> Iterator[Report]:
        """The reports of all files, in order."""
        ...


class EventsRun:
    """Event data of any kind."""

    def __init__(self, source: str, mapping: str, columns: str, options: Options) -> None:
        self._columns = _columns(options.columns, columns)
        actors = Actors(options.actors, by_codes=self._columns.by_codes)
        for party in options.between or ():
            if party not in actors.parties:
                raise UsageError(f"there is no party {party!r}; {suggest(party, actors.parties) or 'see --actors'}")
        self.cast = Cast(actors.parties)
        self.summary = Summary(source=source)
        self._importer = EventImporter(
            name=self._columns.name,
            columns=self._columns,
            codebook=load_codebook(options.mapping, mapping),
            actors=actors,
            cast=self.cast,
            summary=self.summary,
            wanted=Wanted(between=options.between, since=options.since, until=options.until),
        )

    def reports(self, paths: Sequence[Path]) -> Iterator[Report]:
        """The reports of all files, in order."""
        for place, path in enumerate(paths, start=1):
            with open_lines(path) as opened:
                yield from self._importer.reports(read_rows(opened, self._columns), opened.name, place)


def _columns(path: str | None, default: str) -> ColumnMap:
    settings = Settings.parse(*load_text(path, default), "a map of columns")
    found = parse_columns(settings, EVENT_ROLES)
    roles = {*found.columns, *found.optional}
    missing = [role for role in ("published", "source", "target") if role not in roles]
    if missing or not roles & {"code", "event"}:
        what = missing[0] if missing else "code or event"
        raise bad(f"the map has no column for {what}", settings.place("columns"), f"add {what}: name of the column")
    return found


class PaxRun:
    """Releases of PA-X, the earliest first."""

    def __init__(self, source: str, mapping: str, options: Options) -> None:
        if len(set(options.released)) < len(options.released):
            raise UsageError("two releases have the same day")
        if options.between or options.actors or options.columns:
            raise UsageError("pax takes no parties and no columns; its columns are in its mapping")
        if options.since or options.until:
            raise UsageError(
                "pax takes no days: what a release no longer lists could not be told from what is left out"
            )
        self._released = options.released
        self._stages = load_stages(options.mapping, mapping)
        self.cast = Cast({})
        self.summary = Summary(source=source)
        self._importer = PaxImporter(stages=self._stages, cast=self.cast, summary=self.summary)

    def reports(self, paths: Sequence[Path]) -> Iterator[Report]:
        """The reports of all releases, in the order of their days."""
        for released, path in sorted(zip(self._released, paths, strict=True)):
            with open_lines(path) as opened:
                yield from self._importer.reports(read_rows(opened, self._stages.columns), opened.name, released)


class NewsRun:
    """Items of news as drafts."""

    def __init__(self, source: str, mapping: str, options: Options) -> None:
        if options.between or options.columns:
            raise UsageError("news takes no parties and no columns; the names of its fields are in its mapping")
        actors = Actors(options.actors)
        self.cast = Cast(actors.parties)
        self.summary = Summary(source=source)
        self._importer = NewsImporter(
            rules=load_rules(options.mapping, mapping),
            actors=actors,
            cast=self.cast,
            summary=self.summary,
            since=options.since,
            until=options.until,
        )

    def reports(self, paths: Sequence[Path]) -> Iterator[Report]:
        """The drafts of all files, in order."""
        for path in paths:
            with open_lines(path) as opened:
                yield from self._importer.reports(opened)
