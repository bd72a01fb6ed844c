"""What if: the same log without a source or report, with a further report, or through another lens.

Owns: which statements a selector means, what then differs, which sources carry standings alone.
Must not know: how answers are shown, where drafts come from.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from attrs import frozen

from negotrack.engine.bulk import COLLECTING_PAUSED
from negotrack.engine.declared import check_declared
from negotrack.engine.given import Day, as_day, expect, expect_all, find_lens
from negotrack.engine.history import History, replay
from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.model.lens import Lens
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import UsageError, suggest
from negotrack.queries.diff import Difference, diff
from negotrack.queries.drawn import Drawn

SELECTORS = ("source", "outlet", "report", "statement")


@frozen(kw_only=True)
class WhatIf(Drawn):
    """What changes: the moment as it is, as it would be, and the difference; nothing else."""

    before: Moment
    after: Moment
    difference: Difference
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[tuple[Standing, Standing], ...]:
        """Before and after of each region whose state would differ."""
        return tuple((change.before, change.after) for change in self.difference.moved)


@frozen(kw_only=True)
class Load:
    """A source and the standings that hang on it alone, as `subject.region`."""

    source: str
    statements: int
    standings: tuple[str, ...]
    claims: tuple[str, ...] = ()


class Loads(Drawn, tuple[Load, ...]):
    """The sources of a log by what hangs on them alone, at a moment."""

    moment: Moment

    def __new__(cls, found: Iterable[Load], moment: Moment) -> Self:
        made = super().__new__(cls, found)
        made.moment = moment
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return Loads, (tuple(self), self.moment)


def what_if(
    scenario: Scenario | History, *, without: Iterable[str] = (), add: Iterable[Report] = (),
    lens: Lens | str | None = None, as_of: Day = None, as_known: Day = None,
) -> WhatIf:  # fmt: skip
    """What would change without some statements, with further reports, or through another lens.

    `without` holds selectors: `source:ID` and `outlet:ID` mean every statement whose chain passes through it,
    `report:ID` a whole report, `statement:ID` one statement. Only what these can reach is derived anew.
    Raises UsageError for a selector that means nothing in the log, with a suggestion, and where `as_known` is
    later than what a history knows.
    """
    expect(scenario, Scenario, History, where="what_if")
    base = _known(scenario, as_day(as_known)) if isinstance(scenario, History) else replay(scenario, as_known=as_known)
    reports = expect_all(add, Report, "add")
    check_declared(base.scenario, reports)
    without = expect_all(without, str, "without")
    removed = tuple(dict.fromkeys(name for selector in without for name in selected(base, selector)))
    through = find_lens(base.scenario, lens) if lens is not None else None
    with COLLECTING_PAUSED:
        other = base.variant(drop=removed, add=reports, lens=through)
        day = as_day(as_of) or _later(base, reports)
        before, after = base.at(day), other.at(day)
        difference = diff(before, after)
    return WhatIf(
        before=before,
        after=after,
        difference=difference,
        removed=removed,
        added=tuple(report.id for report in reports),
    )


def _known(history: History, day: date | None) -> History:
    """A history as known on a day. Raises UsageError for a day with reports that were kept from it."""
    if day is None or history.as_known is None or day == history.as_known:
        return history
    if day < history.as_known:
        return History(history.scenario, history.reports, lens=history.lens, wiring=history.wiring, as_known=day)
    if any(history.as_known < report.published.day <= day for report in history.scenario.reports):
        raise UsageError(
            f"the history knows the reports up to {history.as_known}, not those up to {day}; give the scenario itself"
        )
    return history


def _later(base: History, reports: tuple[Report, ...]) -> Day:
    """The day asked of by default: that of the last report, added ones included."""
    days = [r.published.day for r in reports]
    return max([*days, base.last_report] if base.last_report else days, default=None)


def selected(history: History, selector: str) -> tuple[str, ...]:
    """The ids of the statements that a selector means, in the order filed."""
    kind, colon, name = selector.partition(":")
    if not colon or kind not in SELECTORS:
        hint = suggest(kind, SELECTORS) or "write source:ID, outlet:ID, report:ID or statement:ID"
        raise UsageError(f"cannot leave out {selector[:60]!r}; {hint}")
    if not name.strip():
        raise UsageError(f"{selector!r} names nothing; write {kind}:ID")
    voices = history.record.by_id
    match kind:
        case "report":
            found = tuple(n for n, v in voices.items() if v.report.id == name)
            known: Iterable[str] = history.record.reports
        case "statement":
            found, known = ((name,) if name in voices else ()), voices
        case _:
            chains = {id(v.statement.chain): v.statement.chain for v in voices.values()}
            passing = {number for number, chain in chains.items() if chain.passes(name)}
            found = tuple(n for n, v in voices.items() if id(v.statement.chain) in passing) if passing else ()
            if found:
                return found
            known = {key for chain in chains.values() for link in chain.links for key in (link.id, link.key) if key}
            known = {*known, *(history.scenario.outlets if kind == "outlet" else history.scenario.parties)}
    if not found and name not in set(known):
        raise UsageError(f"no {kind} {name[:60]!r} in the log; {suggest(name, known) or 'nothing is left out'}")
    return found


def load_bearing(history: History, as_of: Day = None) -> Loads:
    """The sources ranked by the standings that hang on them alone, heaviest first; a tuple that draws itself.

    A source is load-bearing when some standing's state differs without every statement that passes through it. A
    source that carries no state is among them nevertheless, last: its `standings` are empty, and its `claims` are
    those that nobody else makes.
    """
    expect(history, History, where="load_bearing")
    sources: dict[str, None] = {}
    for voice in history.record.by_id.values():
        for link in voice.statement.chain.links:
            sources[link.key] = None
    found = []
    for source in sources:
        answer = what_if(history, without=[f"source:{source}"], as_of=as_of)
        found.append(
            Load(
                source=source,
                statements=len(answer.removed),
                standings=tuple(f"{c.subject}.{c.region}" for c in answer.difference.moved),
                claims=tuple(c.claim for c in answer.difference.claims if (c.before and not c.after)),
            )
        )
    heaviest = sorted(found, key=lambda load: (-len(load.standings), -load.statements, load.source))
    return Loads(heaviest, history.at(as_of))
