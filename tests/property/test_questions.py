"""The analyst's questions on generated logs: total, deterministic, and claiming no more than the states do."""

from __future__ import annotations

import re
from datetime import timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from negotrack.engine.history import replay
from negotrack.engine.moment import Moment
from negotrack.exporters.brief import format_brief
from negotrack.exporters.documents import WRITERS
from negotrack.exporters.mermaid import format_mermaid
from negotrack.exporters.records_queries import agenda_record, graph_record, movement_record, outlook_record
from negotrack.exporters.records_sides import brief_record, compare_record, hindsight_record
from negotrack.machines.machine import step
from negotrack.machines.tables import DERIVED_TRIGGERS
from negotrack.model.scenario import Scenario
from negotrack.model.terms import QuantitySpec
from negotrack.queries.agenda import agenda
from negotrack.queries.brief import brief
from negotrack.queries.compare import compare
from negotrack.queries.diff import diff
from negotrack.queries.facts import states
from negotrack.queries.graph import Graph, Node, graph
from negotrack.queries.hindsight import hindsight
from negotrack.queries.movement import movement
from negotrack.queries.outlook import outlook
from negotrack.queries.positions import asks_more
from tests.strategies import FIRST, awkward_texts, quantity_specs, scenarios

DAYS = st.integers(-2, 60).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """A moment of a generated log, as known on any day."""
    scenario = draw(scenarios())
    known = draw(st.none() | DAYS)
    return replay(scenario, lens=draw(st.sampled_from(("credulous", "sceptical", "officials"))), as_known=known).at(
        draw(st.none() | DAYS)
    )


@given(moments())
def test_every_question_has_an_answer_in_every_format(moment: Moment) -> None:
    documents = [
        agenda_record(agenda(moment), moment),
        movement_record(movement(moment), moment),
        graph_record(graph(moment)),
        *(outlook_record(outlook(moment, subject), moment) for subject in moment.history.scenario.subjects),
    ]
    for document in documents:
        for write in WRITERS.values():
            assert write(document) == write(document)


@given(moments())
def test_the_agenda_names_only_statements_known_and_states_that_stand(moment: Moment) -> None:
    found = agenda(moment)
    known = moment.history.record.by_id
    for rows in (found.awaited, found.waiting, found.overdue, found.stale):
        assert all(name in known for row in rows for name in row.statements)
    for awaited in found.awaited:
        assert awaited.state == moment.state(awaited.subject, awaited.region)
    for waiting in found.waiting:
        assert moment.state(waiting.commitment) in ("signalled", "offered", "conditional", "suspended")
    assert all(row.days >= found.stale_after for row in found.stale)
    for row in found.expiring:
        assert row.days <= found.within
        assert row.days >= 0 or row.state == "detached", "only what binds is told of after its last day"


@given(moments())
def test_an_outlook_parts_the_triggers_of_the_tables_in_two(moment: Moment) -> None:
    wiring = moment.history.wiring
    for subject in moment.history.scenario.subjects:
        found = outlook(moment, subject)
        for axis in wiring.axes(subject):
            may = {row.trigger for row in found.may if row.region == axis.name}
            cannot = {row.trigger for row in found.cannot if row.region == axis.name}
            assert may | cannot == set(axis.region.triggers) - DERIVED_TRIGGERS
            assert not may & cannot
            state = states(moment)(axis)
            assert may == {t for t in may | cannot if step(axis.region.id, state, t) is not None}


@given(scenarios(), DAYS, DAYS)
def test_a_brief_tells_what_differs_and_nothing_else(scenario: Scenario, one: object, other: object) -> None:
    first, last = sorted((one, other), key=str)
    before = replay(scenario, as_known=first).at(first)  # type: ignore[arg-type]
    after = replay(scenario).at(last)  # type: ignore[arg-type]
    found = brief(before, after)
    moved = {(change.subject, change.region) for change in diff(before, after).changes}
    told = {(s.subject, s.region) for s in found.sentences if s.weight > 30 and s.kind != "claim"}
    assert told <= moved
    reports = {report.id for report in after.history.reports}
    assert all({*s.reports, *s.against} <= reports for s in found.sentences)
    assert [s.weight for s in found.sentences] == sorted((s.weight for s in found.sentences), reverse=True)
    assert format_brief(found) == format_brief(brief(before, after))
    assert WRITERS["json"](brief_record(found))


@given(moments())
def test_a_brief_of_no_time_says_that_nothing_changed(moment: Moment) -> None:
    found = brief(moment, moment)
    assert (found.sentences, found.further) == ((), 0)


@given(scenarios(), DAYS)
def test_hindsight_on_the_day_itself_changes_nothing(scenario: Scenario, day: object) -> None:
    same = hindsight(scenario, as_of=day, now=day)  # type: ignore[arg-type]
    assert (same.revisions, same.late) == ((), ())
    later = hindsight(scenario, as_of=day)  # type: ignore[arg-type]
    published = {report.id: report.published.day for report in scenario.reports}
    for revision in later.revisions:
        assert all(published[report] > day for report in (*revision.reports, *revision.decisive))  # type: ignore[operator]
        assert set(revision.decisive) <= set(revision.reports)
        alone = scenario.with_reports(r for r in scenario.reports if published[r.id] <= day)  # type: ignore[operator]
        assert replay(alone).at(day).standing(revision.subject, revision.then.region) == revision.then  # type: ignore[arg-type]
    assert WRITERS["json"](hindsight_record(later))


@given(scenarios())
def test_a_log_compared_with_itself_agrees_in_everything(scenario: Scenario) -> None:
    found = compare(scenario, scenario)
    assert found.agreeing == found.matched
    assert not (found.only_one or found.only_other or found.states or found.reports_only_one)
    assert all(field.alpha in (None, 1.0) for field in found.agreements)


@given(scenarios(), st.data())
def test_a_comparison_is_the_same_from_either_side(scenario: Scenario, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(scenario.reports), unique_by=lambda r: r.id)) if scenario.reports else []
    cut = [evolve(report, statements=report.statements[:1]) for report in kept]
    other = scenario.with_reports(cut)
    there, back = compare(scenario, other), compare(other, scenario)
    assert len(there.matched) == len(back.matched)
    assert {m.one for m in there.reports} == {m.other for m in back.reports}
    assert (len(there.only_one), len(there.only_other)) == (len(back.only_other), len(back.only_one))
    assert {(s.subject, s.region) for s in there.states} == {(s.subject, s.region) for s in back.states}
    assert [a.alpha for a in there.agreements] == [a.alpha for a in back.agreements]
    assert WRITERS["md"](compare_record(there))


@given(moments())
def test_movement_rests_on_statements_and_its_figures_chain(moment: Moment) -> None:
    found = movement(moment)
    assert all(shift.statement in moment.history.record.by_id for shift in found.shifts)
    assert sum(c + h for _, c, h in found.tally) <= sum(len(s.parties) for s in found.shifts)
    for line in found.terms:
        assert line.figures[0].change == "first"
        assert "first" not in [figure.change for figure in line.figures[1:]]


@given(quantity_specs(), quantity_specs())
def test_asking_more_one_way_is_asking_less_the_other(one: QuantitySpec, other: QuantitySpec) -> None:
    opposite = {"more": "less", "less": "more", "same": "same", "unclear": "unclear"}
    assert asks_more(other, one) == opposite[asks_more(one, other)]


@given(st.lists(awkward_texts(), min_size=1, max_size=3))
def test_no_text_breaks_out_of_a_label(texts: list[str]) -> None:
    nodes = tuple(
        Node(id=f"{text}{n}", kind="demand", title=text, state=text, states=((text, text),))
        for n, text in enumerate(texts)
    )
    found = Graph(scenario="s", as_of=None, as_known=None, lens="", nodes=nodes, edges=())
    head, *lines = format_mermaid(found).splitlines()
    assert head == "flowchart LR"
    assert len(lines) == len(texts)
    for line in lines:
        bare = re.sub(r"#\d+;", "", line.replace("<br/>", ""))
        assert re.fullmatch(r'  n\d+\["[^"`<>%;\[\]{}()|\\]*"\]', bare)
