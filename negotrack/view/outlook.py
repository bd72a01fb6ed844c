"""The outlook of a subject for people: what may, must and cannot happen next.

Owns: its sections and words. Must not know: the tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.engine.moment import Moment
from negotrack.queries.doubts import doubts
from negotrack.queries.outlook import May, Outlook
from negotrack.view.header import head
from negotrack.view.layout import Build, Line, Page, View, wrap
from negotrack.view.listing import Section, name, noted, sections, sources, state
from negotrack.view.turns import doubt_marks
from negotrack.view.words import Wording, clean, join, plain_state


def outlook_view(found: Outlook, moment: Moment, *, ascii_only: bool | None = None) -> View:
    """What may, must and cannot happen next."""
    return View(lambda: _parts(found, moment), ascii_only=ascii_only)


def _parts(found: Outlook, moment: Moment) -> Iterator[Build]:
    words = Wording(moment.history.scenario)

    def top(page: Page) -> Iterator[Line]:
        yield from head(moment, page)
        yield []
        yield from wrap(name(found.subject, words.subject(found.subject), found.kind), page.width)
        for region, at in found.states:
            unsure = doubts(moment, moment.standing(found.subject, region))
            yield [(f"  {clean(region)} ", "dim"), state(at), *doubt_marks(unsure)]
        yield []

    yield top
    yield from sections(_sections(found, words))


def _sections(found: Outlook, words: Wording) -> Iterator[Section]:
    yield from noted(found.note)
    yield Section(
        title="Must",
        hint="what is owed",
        rows=[
            [[(words.parties(m.parties), "lead"), (f": {clean(m.what)}", "")], sources(m.statements)]
            for m in found.must
        ],
    )
    yield Section(title="May", hint="what the tables take", rows=[_may(may, words) for may in found.may])
    cannot: dict[tuple[str, str], list[str]] = {}
    for one in found.cannot:
        cannot.setdefault((one.region, one.state), []).append(plain_state(one.trigger))
    yield Section(
        title="Cannot",
        hint="no row for it in this state",
        rows=[
            [[(f"{clean(region)} ", "dim"), state(at), (f": {join(triggers, 'or')}", "")]]
            for (region, at), triggers in cannot.items()
        ],
    )


def _may(may: May, words: Wording) -> list[Line]:
    first: Line = [
        (f"{clean(may.region)} ", "dim"),
        (plain_state(may.trigger), "lead"),
        (" to ", "dim"),
        state(may.target),
    ]
    if may.only_by:
        first.append((f"  only by {words.parties(may.only_by)}", ""))
    elif may.guard:
        first.append((f"  if {clean(may.guard).replace('-', ' ')}", ""))
    lines = [first]
    if may.unmet:
        lines.append([(f"not now: {clean(may.unmet)}", "bad")])
    return lines
