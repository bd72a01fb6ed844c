"""The agenda for people: what is awaited and what it unlocks, what is blocked, overdue, stale or about to lapse.

Owns: its sections and their words. Must not know: how the agenda comes about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from negotrack.engine.moment import Moment
from negotrack.queries.agenda import Agenda, Awaited, Overdue, Stale, Waiting
from negotrack.queries.broken import Broken
from negotrack.queries.deadlocks import Deadlock
from negotrack.queries.expiring import Expiring
from negotrack.queries.facts import plural
from negotrack.queries.unlocking import Need
from negotrack.view.days import short_since
from negotrack.view.gates import states_of, wanted_of, whom, whose
from negotrack.view.header import head
from negotrack.view.layout import Build, Line, Page, View
from negotrack.view.listing import Section, name, noted, sections, sources, state
from negotrack.view.turns import doubt_marks
from negotrack.view.words import Wording, clean, join, plain_state

Wanted = Callable[[str], bool]
Told = Callable[[Need], str]
_MOST_SETS = 6


def agenda_view(
    found: Agenda, moment: Moment, *, wanted: Wanted = lambda subject: True, ascii_only: bool | None = None
) -> View:
    """The agenda, of the subjects that are wanted."""
    return View(lambda: _parts(found, moment, wanted), ascii_only=ascii_only)


def _parts(found: Agenda, moment: Moment, wanted: Wanted) -> Iterator[Build]:
    words = Wording(moment.history.scenario)

    def top(page: Page) -> Iterator[Line]:
        yield from head(moment, page)
        yield []

    yield top
    shown = [section for section in _sections(found, words, _telling(moment, words), wanted) if section.rows]
    yield from sections([*noted(found.note), *shown])
    if not shown:
        yield lambda page: [[("Nothing is missing, broken, blocked, overdue, stale or about to lapse.", "")]]


def _sections(found: Agenda, words: Wording, told: Told, wanted: Wanted) -> Iterator[Section]:
    yield Section(
        title="Deadlocks",
        hint="they wait for each other",
        rows=[_deadlock(row, words) for row in found.deadlocks if any(map(wanted, row.members))],
    )
    yield Section(
        title="Broken or suspended",
        hint="what is to be made good or taken up again",
        rows=[_broken(row, words) for row in found.broken if wanted(row.standing.subject)],
    )
    yield Section(
        title="Awaited",
        hint="what it would unlock: alone, or with others",
        rows=[_awaited(row, words, told) for row in found.awaited if wanted(row.subject)],
    )
    yield Section(
        title="Waiting",
        hint="the smallest sets that would bind",
        rows=[_waiting(row, words, told) for row in found.waiting if wanted(row.commitment)],
    )
    yield from _by_day(found, words, wanted)
    yield Section(
        title="Open lists",
        hint="more conditions than are named",
        rows=[[[*name(c, words.subject(c))]] for c in found.open_lists if wanted(c)],
    )


def _by_day(found: Agenda, words: Wording, wanted: Wanted) -> Iterator[Section]:
    yield Section(title="Overdue meetings", rows=[_overdue(row, words) for row in found.overdue if wanted(row.meeting)])
    yield Section(
        title="Ends soon",
        hint=f"within {_days(found.within)}",
        rows=[_expiring(row, words) for row in found.expiring if wanted(row.subject)],
    )
    yield Section(
        title="Not pressed again",
        hint=f"for {_days(found.stale_after)} or more",
        rows=[_stale(row, words) for row in found.stale if wanted(row.demand)],
    )


def _broken(row: Broken, words: Wording) -> list[Line]:
    standing = row.standing
    by = f"  by {words.parties(row.doers)}" if row.doers and set(row.doers) != set(row.parties) else ""
    first: Line = [*name(standing.subject, words.subject(standing.subject)), ("  ", ""), state(standing.state)]
    first += [(by, "bad"), (f"  {short_since(standing.since, standing.state)}", "dim"), *doubt_marks(row.doubts)]
    return [first, [(f"up to {words.parties(row.parties)}", "")], sources(standing.statements, standing.held_against)]


def _overdue(row: Overdue, words: Wording) -> list[Line]:
    late = (f"  due {row.due}, {_days(row.days)} ago", "bad")
    first: Line = [*name(row.meeting, words.subject(row.meeting)), late, *doubt_marks(row.doubts)]
    return [first, sources(row.statements)]


def _expiring(row: Expiring, words: Wording) -> list[Line]:
    passed = f"  its last day, {row.deadline.latest}, passed {_days(-row.days)} ago", "bad"
    left = passed if row.days < 0 else (f"  {_days(row.days)} left, until {row.deadline.latest}", "mark")
    said = sources([row.statement]) if row.statement else [("as declared", "dim")]
    return [[*name(row.subject, words.subject(row.subject)), ("  ", ""), state(row.state), left,
             *doubt_marks(row.doubts)], [*said]]  # fmt: skip


def _stale(row: Stale, words: Wording) -> list[Line]:
    last = f"last {row.last}{' (the day of its report)' if row.presumed else ''}, {_days(row.days)} ago"
    first: Line = [*name(row.demand, words.subject(row.demand)), (f"  {words.parties(row.by)}, {last}", "dim"),
                   *doubt_marks(row.doubts)]  # fmt: skip
    return [first, sources(row.statements)]


def _days(number: int) -> str:
    return f"{number} {plural('day', number)}"


def _awaited(row: Awaited, words: Wording, told: Told) -> list[Line]:
    title = words.subject(row.subject) + (f", by {whom(row.by, words)}" if row.by else "")
    lines: list[Line] = [[*name(row.subject, title, row.kind), ("  ", ""), state(row.state)]]
    lines[0].extend(doubt_marks(row.doubts))
    if row.wants or row.negated:
        lines.append([(f"must {'not be' if row.negated else 'be'} {_or(row.wants) or 'so'}", "")])
    for threat, does in ((False, "unlocks"), (True, "sets off the threat")):
        found = [unlock for unlock in row.unlocks if unlock.threat is threat]
        if alone := [unlock.commitment for unlock in found if unlock.alone]:
            lines.append([(f"{does} alone: ", ""), (join(map(clean, alone)), "bad" if threat else "commitment")])
        for unlock in found:
            if not unlock.alone:
                beside = join(map(told, unlock.beside))
                which = (clean(unlock.commitment), "bad" if threat else "commitment")
                lines.append([(f"{does} ", ""), which, (f" together with {beside}", "")])
    if not row.unlocks:
        lines.append([("no commitment that stands waits for it", "dim")])
    if row.guarantor_unknown:
        lines.append([("a guarantee is asked for, and nobody is named to give it", "mark")])
    if row.waived_by:
        lines.append([(f"may be waived by {words.parties(row.waived_by)}", "dim")])
    lines.append(sources(row.statements, row.held_against) or [("nothing was reported of it", "dim")])
    return lines


def _or(found: Iterable[str]) -> str:
    return join(map(plain_state, found), "or")


def _telling(moment: Moment, words: Wording) -> Told:
    """How a need is told: what is wanted, and how that stands."""

    def told(need: Need) -> str:
        present = states_of(moment, need.leaf, words)
        name_ = clean(need.leaf.subject) + whose(need.leaf, words)
        return wanted_of(name_, need.leaf.states, present, so=not need.negated)

    return told


def _waiting(row: Waiting, words: Wording, told: Told) -> list[Line]:
    lines: list[Line] = [[*name(row.commitment, words.subject(row.commitment)), ("  ", ""), state(row.state)]]
    lines[0].extend(doubt_marks(row.doubts))
    for needs in row.sets[:_MOST_SETS]:
        lines.append([("if ", "dim"), (join(map(told, needs)) or "nothing more", "")])
    if len(row.sets) > _MOST_SETS or row.cut:
        more = "more sets than were searched" if row.cut else f"{len(row.sets) - _MOST_SETS} more sets"
        lines.append([(f"and {more}", "dim")])
    if not row.sets:
        lines.append([("what it waits for cannot come any more", "bad")])
    if row.threat:
        lines.append([("a threat", "mark")])
    if row.deadlocked:
        lines.append([("deadlocked", "bad")])
    if row.open_list:
        lines.append([("the list of conditions is open: there are more than are named", "mark")])
    return lines


def _deadlock(row: Deadlock, words: Wording) -> list[Line]:
    states = dict(row.states)
    way = [f"{clean(one)} ({plain_state(states[one])})" for one in row.circle]
    lines: list[Line] = [[(" waits for ".join([*way, clean(row.circle[0])]), "bad")]]
    if not row.live:
        lines.append([("no longer live: one of them is over", "dim")])
    if row.behind:
        lines.append([(f"behind it: {join(map(clean, row.behind))}", "")])
    for condition, parties in row.waivers:
        lines.append([(f"{words.parties(parties)} may waive {clean(condition)}", "dim")])
    return lines
