"""Event data coded by CAMEO or PLOVER: rows into reports, a report a story.

Rows of one story that stand together are one report. Where they stand apart, as in GDELT, each place is a report, and
what one has told is merged in the other. Where there are no stories, a row is a report.
Owns: grouping, merging what says the same, what is left out. Must not know: files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from attrs import define, field, frozen

from negotrack.importers.actors import Actors, Refusal
from negotrack.importers.cast import Cast
from negotrack.importers.codebook import Codebook, Entry
from negotrack.importers.columns import ColumnMap, Days
from negotrack.importers.events import Event, actor, describe, key_of, statement_of, subject_of
from negotrack.importers.events_again import SeenIds, ToldEvents
from negotrack.importers.ledger import Summary
from negotrack.importers.opening import fault
from negotrack.importers.records import Placed, Row
from negotrack.importers.slugs import slug
from negotrack.model.dates import DateError, EventDate, ReportDate, day
from negotrack.model.reports import Report, Statement
from negotrack.problems import Problem

SAME_ROW = "the same row again"
SAME_PARTY = "both actors are the same party"
MIRRORED = "the same event again in one story, or seen from the other side"
SAME_DAY = "the same event of the day seen from the other side, or told again"
OTHER_PARTIES = "not between the parties asked for"
OTHER_DAYS = "outside the days asked for"
_NAME = 100
"""Characters of the name of a source."""


@frozen(kw_only=True)
class Wanted:
    """Which rows are taken: between two parties, of some days; None for all."""

    between: tuple[str, str] | None = None
    since: date | None = None
    until: date | None = None


@define(kw_only=True, eq=False)
class _Story:
    """The rows of one story so far."""

    key: tuple[str, str, str]
    line: int
    published: ReportDate
    outlet: str
    url: str
    note: str
    events: list[tuple[Event, str]] = field(factory=list)


@define(kw_only=True, eq=False)
class EventImporter:
    """Turns the rows of a corpus into reports, and accounts for each of them."""

    name: str
    columns: ColumnMap
    codebook: Codebook
    actors: Actors
    cast: Cast
    summary: Summary
    wanted: Wanted = Wanted()
    file: str = ""
    _prefix: str = ""
    _days: Days = field(init=False)
    _seen: SeenIds = field(factory=SeenIds, init=False)
    _told: ToldEvents = field(factory=ToldEvents, init=False)

    def __attrs_post_init__(self) -> None:
        self._days = Days(self.columns.dates)

    def reports(self, rows: Iterable[Placed | Problem], file: str, place: int) -> Iterator[Report]:
        """The reports of a file, which is the `place`-th one."""
        self.file = file
        self._prefix = f"{slug(self.name)}-" if place == 1 else f"{slug(self.name)}-{place}-"
        story: _Story | None = None
        for found in self._once(rows, place):
            if isinstance(found, Problem):
                self.summary.fail(found)
                continue
            key = self._story_key(found.row)
            if story is not None and (key is None or key != story.key):
                yield from self._report(story)
                story = None
            event = self._event(found)
            if event is None:
                continue
            if story is None:
                story = self._begin(found, event, key)
            self._take(story, event, key is None)
            if key is None:
                yield from self._report(story)
                story = None
        if story is not None:
            yield from self._report(story)

    def _once(self, rows: Iterable[Placed | Problem], place: int) -> Iterator[Placed | Problem]:
        """The rows without those that stood there before, under their id, which are counted."""
        if not self.columns.unique_ids:
            yield from rows
            return
        for found in rows:
            again = self._seen.check(found, self.file, place) if isinstance(found, Placed) else False
            if again is True:
                self.summary.merge(SAME_ROW)
            else:
                yield again or found

    def _event(self, placed: Placed) -> Event | None:
        """The event of a row; None when the row is left out or has failed, which is counted."""
        row = placed.row
        try:
            published = self._days.read(row.get("published", ""))
            when = self._when(row)
        except DateError as error:
            self.summary.fail(fault("bad-date", str(error), self.file, placed.line, error.hint))
            return None
        entry, problem = self._entry(row), self._lost_zeros(row, placed.line)
        if entry is None or problem is not None:
            self.summary.fail(problem or self._unknown_code(row, placed.line))
            return None
        happened = (when.latest if when is not None else None) or published.day
        if not self._in_time(happened):
            self.summary.leave_out(OTHER_DAYS)
            return None
        pair = self._pair(row, entry, happened)
        if pair is None:
            return None
        note = f"event {row['id']}" if row.get("id") else f"row {placed.line}"
        return Event(
            entry=entry, source=pair[0], target=pair[1], text=describe(entry, row), published=published, when=when,
            names=tuple(sorted((row.get("source", ""), row.get("target", "")))), note=note,
        )  # fmt: skip

    def _entry(self, row: Row) -> Entry | None:
        return self.codebook.find(row.get("code", ""), row.get("modes", ""), row.get("event", ""))

    def _when(self, row: Row) -> EventDate | None:
        text = row.get("event_date", "")
        return day(self._days.read(text).day) if text else None

    def _in_time(self, happened: date) -> bool:
        since, until = self.wanted.since, self.wanted.until
        return (since is None or happened >= since) and (until is None or happened <= until)

    def _lost_zeros(self, row: Row, line: int) -> Problem | None:
        """That a code fits neither its root nor the event's name: a spreadsheet makes 10, another code, of 010."""
        code, root = row.get("code", ""), row.get("root", "")
        named = self.codebook.by_name.get(row.get("event", "").casefold())
        if root and (len(root) < 2 or not code.startswith(root)):
            message = f'the code "{code[:60]}" has the root "{root[:60]}", which it does not begin with or which lacks'
        elif code and named is not None and named.code == f"0{code}":
            message = f'the code "{code[:60]}" stands beside "{named.name}", which is {named.code}: it lacks'
        else:
            return None
        hint = "take the file as it was published, codes as text"
        return fault("unknown-code", f"{message} its leading zero", self.file, line, hint)

    def _unknown_code(self, row: Row, line: int) -> Problem:
        said = row.get("code") or row.get("event") or ""
        message = f'the code "{said[:60]}" is not in {self.codebook.name}' if said else "the row has no code"
        return fault("unknown-code", message, self.file, line, "add it to a table of your own, with --mapping")

    def _pair(self, row: Row, entry: Entry, on: date) -> tuple[str, str] | None:
        """The two parties; None when there are none, which is counted."""
        found = self.actors.find(actor(row, "source"), on)
        other = self.actors.find(actor(row, "target"), on)
        pair = None if isinstance(found, Refusal) or isinstance(other, Refusal) else (found, other)
        if pair is not None and self.wanted.between is not None and set(pair) != set(self.wanted.between):
            self.summary.leave_out(OTHER_PARTIES)
        elif not entry.verb:
            self.summary.leave_out(f"{entry.reason} ({entry.code[:2] if entry.code.isdigit() else entry.code})")
        elif isinstance(found, Refusal) or isinstance(other, Refusal):
            self._refuse(found, other)
        elif found == other:
            self.summary.leave_out(SAME_PARTY)
        else:
            return found, other
        return None

    def _refuse(self, found: str | Refusal, other: str | Refusal) -> None:
        """Leave a row out for its first actor that is no party; a name in no table is the lesser reason."""
        refusals = [refusal for refusal in (found, other) if isinstance(refusal, Refusal)]
        chosen = min(refusals, key=lambda refusal: bool(refusal.unknown))
        self.summary.leave_out(chosen.reason, chosen.unknown)

    def _story_key(self, row: Row) -> tuple[str, str, str] | None:
        """What rows of one report share; None where nothing tells."""
        story = row.get("story") or (row.get("url") if _host(row) else "")
        return (row.get("published", ""), row.get("outlet", ""), story) if story else None

    def _begin(self, placed: Placed, event: Event, key: tuple[str, str, str] | None) -> _Story:
        row = placed.row
        return _Story(
            key=key or ("", "", ""),
            line=placed.line,
            published=event.published,
            outlet=self._outlet(row),
            url=row.get("url", "") if _host(row) else "",
            note=f"story {row['story']}" if row.get("story") else "",
        )

    def _outlet(self, row: Row) -> str:
        """Who published: the publisher, or the host of the address, or what stands for one, or the corpus itself."""
        if row.get("outlet"):
            return self.cast.outlet(row["outlet"])
        host = _host(row)
        if host:
            return self.cast.outlet(host, "news-site")
        cited = row.get("url", "")
        if any(sign.isalnum() for sign in cited) and "/" not in cited:
            return self.cast.outlet(cited[:_NAME])
        return self.cast.outlet(self.columns.name, "archive")

    def _take(self, story: _Story, event: Event, alone: bool) -> None:
        """Keep an event, or merge it with one that says the same."""
        subject = subject_of(event, self.cast)
        key = key_of(event, subject)
        where = (story.outlet, event.published.day.isoformat(), *event.names) if alone else story.key
        if self._told.again((*where, *key)):
            self.summary.merge(SAME_DAY if alone else MIRRORED)
            return
        story.events.append((event, subject))
        self.summary.became += 1
        self.summary.statements[event.entry.verb] += 1

    def _report(self, story: _Story) -> Iterator[Report]:
        """The report of a story, if anything of it is kept."""
        if not story.events:
            return
        name = f"{self._prefix}{story.line}"
        statements: list[Statement] = []
        for place, (event, subject) in enumerate(story.events, start=1):
            statements.append(statement_of(event, subject, self.cast, story.outlet, f"{name}#{place}"))
        self.summary.reports += 1
        yield Report(
            id=name,
            outlet=story.outlet,
            published=story.published,
            statements=tuple(statements),
            url=story.url,
            note=story.note,
        )


def _host(row: Row) -> str:
    """The host of the address of a row; empty where it is no address but the name of a source."""
    address = row.get("url", "")
    if " " in address or "." not in address:
        return ""
    try:
        return (urlsplit(address if "//" in address else f"//{address}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
