"""Differences for people: what moved, what was learned, what would change, which sources carry what.

Owns: their sections and words. Must not know: how differences are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from negotrack.engine.moment import Moment
from negotrack.engine.results import ClaimStanding, Standing
from negotrack.queries.diff import Change, ClaimChange, DayChange, Difference
from negotrack.queries.whatif import Load, WhatIf
from negotrack.view.days import span
from negotrack.view.header import counted
from negotrack.view.layout import Build, Line, Page, View, wrap
from negotrack.view.listing import Section, name, sections, sources, state
from negotrack.view.words import Wording, claim_name, clean


class Wanted(Protocol):
    """Which of the findings are wanted."""

    def standing(self, standing: Standing, /) -> bool:
        """Whether a standing is."""
        ...

    def subject(self, name: str, /) -> bool:
        """Whether a subject is."""
        ...

    def claim(self, claim: ClaimStanding, /) -> bool:
        """Whether a claim is."""
        ...

    def statement(self, name: str, /) -> bool:
        """Whether a statement is."""
        ...


_ORDER = (
    "new event", "earlier event", "correction", "further source", "denial", "no comment", "retraction", "identity",
    "speech",
)  # fmt: skip


def difference_view(found: Difference, before: Moment, after: Moment, selection: Wanted) -> View:
    """What moved from one moment to another, and what was learned in between."""
    words = Wording(after.history.scenario)
    shown = [*_changed(found, words, selection), *_learned(found, selection)]
    return _view(after.history.scenario.title, [_moments(before, after)], shown, "Nothing differs.")


def what_if_view(found: WhatIf, selection: Wanted) -> View:
    """What would change; nothing else."""
    words = Wording(found.before.history.scenario)
    lines = [_moments(found.before, found.after)]
    if found.removed:
        lines.append(f"without {counted(len(found.removed), 'statement')}: {', '.join(found.removed)}")
    if found.added:
        lines.append(f"with {', '.join(found.added)}")
    shown = _changed(found.difference, words, selection)
    return _view(found.before.history.scenario.title, lines, shown, "Nothing would change.")


def load_view(found: Sequence[Load], moment: Moment) -> View:
    """The sources by what hangs on them alone."""
    rows: list[list[Line]] = []
    for load in found:
        carried = (
            f"carries {counted(len(load.standings), 'standing')} alone, with {counted(load.statements, 'statement')}"
        )
        what: list[Line] = [[(", ".join(load.standings), "dim")]] if load.standings else []
        rows.append([[(clean(load.source), "lead"), (f"  {carried}", "")], *what])
    head = f"as of {moment.as_of or 'no day'}, lens {moment.lens.name}"
    shown = [Section(title="Sources", hint="whose removal changes a standing, heaviest first", rows=rows)]
    return _view(moment.history.scenario.title, [head], shown, "No source is in the log.")


def _moments(before: Moment, after: Moment) -> str:
    one, other = _moment(before), _moment(after)
    return one if one == other else f"{one}  against  {other}"


def _moment(moment: Moment) -> str:
    return f"as of {moment.as_of or 'no day'}, known {moment.as_known or 'nothing'}, lens {moment.lens.name}"


def _view(title: str, lines: list[str], shown: Sequence[Section], nothing: str) -> View:
    def top(page: Page) -> Iterator[Line]:
        yield from wrap([(clean(title), "title")], page.width)
        for line in lines:
            yield from wrap([(clean(line), "dim")], page.width)
        yield []
        if not any(section.rows for section in shown):
            yield [(nothing, "")]

    def parts() -> Iterator[Build]:
        yield top
        yield from sections(shown)

    return View(parts)


def _changed(found: Difference, words: Wording, selection: Wanted) -> list[Section]:
    kept = [change for change in found.changes if selection.standing(change.after)]
    return [
        Section(title="Stands otherwise", rows=[_change(change, words) for change in kept if change.moved]),
        Section(
            title="Stands the same, on other grounds",
            hint="since another day, on other statements, or with other certainty",
            rows=[_grounds(change, words) for change in kept if not change.moved],
        ),
        Section(
            title="Set for another day",
            rows=[_day(change, words) for change in found.rescheduled if selection.subject(change.subject)],
        ),
        Section(title="Claims", rows=[_claim(change) for change in found.claims if _wanted(change, selection)]),
    ]


def _wanted(change: ClaimChange, selection: Wanted) -> bool:
    side = change.after or change.before
    return side is not None and selection.claim(side)


def _change(change: Change, words: Wording) -> list[Line]:
    subject = f"{change.subject}.{change.region}"
    first: Line = [*name(subject, words.subject(change.subject))]
    moved: Line = [state(change.before.state), (" -> ", "dim"), state(change.after.state), ("  ", "")]
    grounds = change.after.statements or change.before.statements
    rests = [*moved, *sources(grounds, change.after.held_against)]
    return [first, rests]


def _grounds(change: Change, words: Wording) -> list[Line]:
    subject = f"{change.subject}.{change.region}"
    lines: list[Line] = [[*name(subject, words.subject(change.subject)), ("  ", ""), state(change.after.state)]]
    if change.before.statements != change.after.statements:
        was, now = ", ".join(change.before.statements), ", ".join(change.after.statements)
        lines.append([(clean(f"rested on {was or 'nothing'}; rests on {now or 'nothing'}"), "dim")])
    if change.before.since != change.after.since:
        lines.append([(f"was since {span(change.before.since)}; now since {span(change.after.since)}", "dim")])
    if change.before.certain != change.after.certain:
        lines.append([("certain" if change.after.certain else "not certain any more", "mark")])
    return lines


def _day(change: DayChange, words: Wording) -> list[Line]:
    first: Line = [*name(change.subject, words.subject(change.subject)), ("  ", ""), state(change.after.what)]
    was, now = (span(due.when) if due.dated else "no day" for due in (change.before, change.after))
    return [first, [(f"{was} -> {now}  ", ""), *sources(list(filter(None, [change.after.statement])))]]


def _claim(change: ClaimChange) -> list[Line]:
    line: Line = [
        (claim_name(change.claim), "lead"),
        ("  ", ""),
        *_side(change.before),
        (" -> ", "dim"),
        *_side(change.after),
    ]
    after = change.after or change.before
    said = sources(after.supporting, after.against) if after else []
    return [line, said] if said else [line]


def _side(claim: ClaimStanding | None) -> Line:
    if claim is None:
        return [("not made", "dim")]
    out = "" if claim.admitted else " (held out)"
    return [(f"{claim.status}{out}", "bad" if claim.status in ("disputed", "denied", "withdrawn") else "good")]


def _learned(found: Difference, selection: Wanted) -> list[Section]:
    """What only one side knows, by kind of news: corrections and retractions apart from new events."""
    kept = [one for one in found.learned if selection.statement(one.statement)]
    made = [
        Section(
            title=f"Learned: {kind}",
            rows=[
                [[(clean(one.statement), "report"), (f"  reported {one.published}", "dim")]]
                for one in kept
                if one.kind == kind
            ],
        )
        for kind in _ORDER
    ]
    gone = [[[(clean(one.statement), "report"), (f"  {one.kind}", "dim")]] for one in found.forgotten]
    return [*made, Section(title="Not known on the other side", rows=gone)]
