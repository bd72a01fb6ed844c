"""Two sides for people: two coders' logs, and one day as seen then and now.

Owns: their sections and words. Must not know: how they are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from negotrack.engine.results import Standing
from negotrack.model.scenario import Scenario
from negotrack.queries.compare import Comparison, UnitMatch
from negotrack.queries.hindsight import Hindsight, Revision
from negotrack.queries.matching import Unit
from negotrack.view.days import span
from negotrack.view.layout import Build, Line, Page, View, wrap
from negotrack.view.listing import Section, name, noted, sections, sources, state
from negotrack.view.words import Wording, claim_name, clean, join

Wanted = Callable[[str], bool]


def _everything(subject: str) -> bool:
    return True


def compare_view(found: Comparison, *, wanted: Wanted = _everything, ascii_only: bool | None = None) -> View:
    """Two codings of one material, side by side."""
    share = found.coded_by_both
    both = "" if share is None else f"{share:.0%} of what either coded was coded by both"
    line = f"as of {found.as_of or 'no day'}, lens {clean(found.lens)}. {both}"
    title = f"{clean(found.one)} and {clean(found.other)}"
    return View(lambda: _parts(title, line, found.note, _comparison(found, wanted)), ascii_only=ascii_only)


def hindsight_view(
    found: Hindsight, scenario: Scenario, *, wanted: Wanted = _everything, ascii_only: bool | None = None
) -> View:
    """One day as known on it, and as known now."""
    title = clean(scenario.title or scenario.id)
    line = f"{found.as_of} as known on that day, and as known on {found.now or 'no day'}, lens {clean(found.lens)}"
    return View(lambda: _parts(title, line, found.note, _looking_back(found, scenario, wanted)), ascii_only=ascii_only)


def _parts(title: str, line: str, note: str, found: Iterable[Section]) -> Iterator[Build]:
    def top(page: Page) -> Iterator[Line]:
        yield from wrap([(title, "title")], page.width)
        yield from wrap([(line, "dim")], page.width)
        yield []

    yield top
    shown = [section for section in found if section.rows]
    yield from sections([*noted(note), *shown])
    if not shown:
        yield lambda page: [[("Nothing differs.", "")]]


def _comparison(found: Comparison, wanted: Wanted) -> Iterator[Section]:
    yield Section(
        title="Agreement", hint="Krippendorff's alpha, nominal", rows=[_agreement(found)] if found.matched else []
    )
    differing = [m for m in found.matched if m.differs and (wanted(m.one.subject) or wanted(m.other.subject))]
    yield Section(title="Coded otherwise", rows=[_match(match) for match in differing])
    for units, whose in ((found.only_one, found.one), (found.only_other, found.other)):
        yield Section(title=f"Only in {clean(whose)}", rows=[_unit(unit) for unit in units if wanted(unit.subject)])
    for reports, whose in ((found.reports_only_one, found.one), (found.reports_only_other, found.other)):
        yield Section(title=f"Reports only in {clean(whose)}", rows=[[[(clean(r), "report")]] for r in reports])
    by_rule = [match for match in found.reports if match.how != "id"]
    yield Section(
        title="Reports matched by outlet and date",
        rows=[[[(clean(m.one), "report"), (" and ", "dim"), (clean(m.other), "report")]] for m in by_rule],
    )
    yield Section(
        title="States that come out otherwise",
        rows=[
            [
                [
                    *name(s.subject),
                    (f" {clean(s.region)}  ", "dim"),
                    state(s.one.state),
                    (" / ", "dim"),
                    state(s.other.state),
                ],
                [*sources(s.one.statements), (" / ", "dim"), *sources(s.other.statements)],
            ]
            for s in found.states
            if wanted(s.subject)
        ],
    )


def _agreement(found: Comparison) -> list[Line]:
    rows: list[Line] = [[(f"{len(found.agreeing)} of {len(found.matched)} alike in every field", "")]]
    for field in found.agreements:
        alpha = "not defined: one value only" if field.alpha is None else f"{field.alpha:.3f}"
        rows.append(
            [(f"{field.field.replace('_', ' '):<12}", "lead"), (f"{field.same} of {field.units}, alpha {alpha}", "")]
        )
    return rows


def _match(match: UnitMatch) -> list[Line]:
    rows: list[Line] = [[*name(match.one.subject), ("  ", ""), *sources([match.one.statement, match.other.statement])]]
    for field in match.differs:
        said = f"{clean(match.one.value(field))} / {clean(match.other.value(field))}"
        rows.append([(f"{field.replace('_', ' ')}: ", "dim"), (said, "")])
    return rows


def _unit(unit: Unit) -> list[Line]:
    verb = (
        unit.value("verb") if unit.value("polarity") == "assert" else f"{unit.value('polarity')}: {unit.value('verb')}"
    )
    return [[(clean(verb), "lead"), (f" {clean(unit.subject)}  ", ""), *sources([unit.statement])]]


def _looking_back(found: Hindsight, scenario: Scenario, wanted: Wanted) -> Iterator[Section]:
    words = Wording(scenario)
    revisions = [revision for revision in found.revisions if wanted(revision.subject)]
    otherwise = [r for r in revisions if r.differs == "state"]
    believed, unknown = ([r for r in otherwise if r.then.reported is known] for known in (True, False))
    footing = [r for r in revisions if r.differs != "state"]
    yield Section(title="Believed otherwise", rows=[_revision(r, words) for r in believed])
    yield Section(title="Not known then", rows=[_revision(r, words) for r in unknown])
    yield Section(title="Believed, on another footing", rows=[_revision(r, words) for r in footing])
    yield Section(
        title="Claims",
        rows=[
            [[(claim_name(change.claim), "claim"), (f"  {_status(change.before)} to {_status(change.after)}", "")]]
            for change in found.claims
            if _status(change.before) != _status(change.after)
        ],
    )
    if found.further:
        rests = "region rests" if found.further == 1 else "regions rest"
        yield Section(title="As before", rows=[[[(f"{found.further} {rests} on further or other reports", "dim")]]])


def _status(claim: object) -> str:
    return str(getattr(claim, "status", "not known"))


def _sure(standing: Standing) -> Line:
    """A state, and whether it is certain."""
    return [state(standing.state), *([] if standing.certain else [(" [not certain]", "mark")])]


def _revision(revision: Revision, words: Wording) -> list[Line]:
    then, now = revision.then, revision.now
    rows: list[Line] = [[*name(now.subject, words.subject(now.subject), now.kind), (f"  {clean(now.region)}", "dim")]]
    change: Line = [*_sure(then), (" then, ", "dim"), *_sure(now), (" now", "dim")]
    if revision.differs == "since":
        change.append((f": since {span(then.since)}, now {span(now.since)}", ""))
    if then.status != now.status and then.status and now.status:
        change.append((f": {clean(then.status)}, now {clean(now.status)}", ""))
    rows.append(change)
    if revision.reports:
        rows.append([("because of ", "dim"), (join(map(clean, revision.reports)), "report")])
    if revision.decisive and revision.decisive != revision.reports:
        rows.append([("decisive: ", "dim"), (join(map(clean, revision.decisive)), "report")])
    return rows
