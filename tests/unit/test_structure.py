"""What a right log becomes: every notation of the format, as the model's values."""

from __future__ import annotations

from datetime import date

import pytest

from negotrack.loading import loads
from negotrack.model.parties import RoleOf, SpeaksFor
from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.sources import UNKNOWN, Link, LinkKind, outlet_link, party_link
from negotrack.model.subjects import Commitment, Condition, Demand, Follow, Gate, Instrument, Leaf
from negotrack.problems import InvalidScenario
from tests.logs import log


def scenario(*statements: str, reports: str = "", **more: str) -> Scenario:
    return loads(log(*statements, reports=reports, **more))


def statement(text: str, **more: str) -> Statement:
    return scenario(text, **more).reports[0].statements[0]


def report(text: str) -> Report:
    return scenario(reports=text).reports[0]


def commitment(antecedent: str) -> Commitment:
    found = scenario(commitments=f"x: {{debtor: iran, antecedent: {antecedent}}}").subjects["x"]
    assert isinstance(found, Commitment)
    return found


def follows(text: str) -> Follow | None:
    found = scenario(conditions=f"x: {{follows: {text}}}").subjects["x"]
    assert isinstance(found, Condition)
    return found.follows


def leaf(subject: str, region: str, *states: str, by: tuple[str, ...] = ()) -> Leaf:
    return Leaf(subject=subject, region=region, states=states, by=by)


def test_every_scalar_is_text_until_its_field_says_otherwise() -> None:
    found = scenario(parties="no: {name: NO, code: 0x1F, note: 2018-05-31, aliases: [yes, ~, 20:30:00]}").parties["no"]
    assert (found.name, found.code, found.note) == ("NO", "0x1F", "2018-05-31")
    assert found.aliases == ("yes", "~", "20:30:00")


@pytest.mark.parametrize("text", ["by: israel", "by: [israel]", "by:\n    - israel"])
def test_one_id_stands_for_a_list(text: str) -> None:
    found = scenario(demands=f"x:\n  {text}").subjects["x"]
    assert isinstance(found, Demand)
    assert found.by == ("israel",)


def test_references_may_come_before_what_they_name() -> None:
    found = scenario(demands="x: {by: israel, step_to: y, horizon: interim}\ny: {by: israel}").subjects["x"]
    assert isinstance(found, Demand)
    assert found.step_to == "y"


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("iran", (SpeaksFor(party="iran"),)),
        (
            "{party: iran, office: Minister, since: 2018-01-02}",
            (SpeaksFor(party="iran", office="Minister", since=date(2018, 1, 2)),),
        ),
        ("[iran, {party: syria}]", (SpeaksFor(party="iran"), SpeaksFor(party="syria"))),
    ],
)
def test_speaks_for(text: str, offices: tuple[SpeaksFor, ...]) -> None:
    assert scenario(parties=f"x: {{name: X, speaks_for: {text}}}").parties["x"].speaks_for == offices


def test_roles_are_in_something() -> None:
    found = scenario(talks="x: {roles: {mediator: russia, supporter: [iran, syria]}}").subjects["x"]
    assert found.roles == (  # type: ignore[union-attr]
        RoleOf(role="mediator", parties=("russia",)),
        RoleOf(role="supporter", parties=("iran", "syria")),
    )


def test_a_provision_may_only_name_a_demand() -> None:
    found = scenario(instruments="x: {provisions: [{demand: out}, {maintain: Stay, duration: 6 months}]}").subjects["x"]
    assert isinstance(found, Instrument)
    assert [(t.text, t.mode, t.demand) for t in found.provisions] == [
        ("", "achieve", "out"),
        ("Stay", "maintain", None),
    ]
    assert [key for key, _ in found.provisions[1].quantities] == ["duration"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{demand: out}", Follow(subject="out", region="fulfilment", states=())),
        ("{demand: border, fulfilment: holding}", Follow(subject="border", region="fulfilment", states=("holding",))),
        ("{demand: out, stance: withdrawn}", Follow(subject="out", region="stance", states=("withdrawn",))),
        (
            "{talks: moscow, state: [stalled, lapsed]}",
            Follow(subject="moscow", region="talks", states=("stalled", "lapsed")),
        ),
        (
            "{instrument: treaty, party_act: reaffirmed, by: all}",
            Follow(subject="treaty", region="party", states=("reaffirmed",), by=("all",)),
        ),
        (
            "{demand: out, response: accepted, by: [iran]}",
            Follow(subject="out", region="response", states=("accepted",), by=("iran",)),
        ),
    ],
)  # fmt: skip
def test_follows(text: str, expected: Follow) -> None:
    assert follows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quiet", leaf("quiet", "condition")),
        ("[out]", Gate(op="all", operands=(leaf("out", "fulfilment"),))),
        ("[quiet, treaty]", Gate(op="all", operands=(leaf("quiet", "condition"), leaf("treaty", "instrument")))),
        ("{any: [paris, moscow]}", Gate(op="any", operands=(leaf("paris", "meeting"), leaf("moscow", "talks")))),
        ("{not: accept}", Gate(op="not", operands=(leaf("accept", "commitment"),))),
        (
            "{at_least: 1, of: [quiet, {all: [out]}]}",
            Gate(
                op="at_least",
                n=1,
                operands=(leaf("quiet", "condition"), Gate(op="all", operands=(leaf("out", "fulfilment"),))),
            ),
        ),
        ("{instrument: treaty, party_act: signed, by: any}", leaf("treaty", "party", "signed", by=("any",))),
    ],
)
def test_antecedents(text: str, expected: Leaf | Gate) -> None:
    assert commitment(text).antecedent == expected


def test_a_lens_starts_from_another() -> None:
    lenses = scenario(lenses="b: {based_on: a, min_origins: 3}\na: {based_on: sceptical, allow_hedged: false}").lenses
    assert (lenses["b"].admits, lenses["b"].allow_hedged, lenses["b"].min_origins) == (
        ("corroborated", "confirmed"),
        False,
        3,
    )
    assert (lenses["b"].name, lenses["b"].note, list(lenses)) == ("b", "", ["b", "a"])


def test_a_lens_names_sources_as_chains_do() -> None:
    lens = scenario(lenses="a: {exclude: [sohr, anonymous official israel], only: iran}").lenses["a"]
    assert (lens.exclude, lens.only) == (("sohr", "anonymous(israel, official)"), ("iran",))


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("sohr", (outlet_link("sohr"),)),
        ("[sohr, iran]", (outlet_link("sohr"), party_link("iran"))),
        ("unknown", (UNKNOWN,)),
        ("anonymous", (Link(kind=LinkKind.ANONYMOUS),)),
        (
            "anonymous senior israel official",
            (Link(kind=LinkKind.ANONYMOUS, of=("israel",), words=("senior", "official")),),
        ),
        ("anonymous(israel, official)", (Link(kind=LinkKind.ANONYMOUS, of=("israel",), words=("official",)),)),
    ],
)
def test_chains_go_on_below_the_outlets(text: str, links: tuple[Link, ...]) -> None:
    one = f"- {{id: q, outlet: kan, published: 2018-05-31, said_by: {_quoted(text)}, statements: [{{press: out}}]}}"
    assert report(one).statements[0].chain.links == (outlet_link("kan"), *links)
    assert statement(f"press: out\nsaid_by: {text}").chain.links == (outlet_link("kan"), *links)


def _quoted(text: str) -> str:
    return text if text.startswith("[") else f"'{text}'"


def test_relaying_outlets_come_first_and_a_statement_has_its_own_chain() -> None:
    found = report(
        "- {id: q, outlet: kan, relayed_by: sohr, published: 2018-05-31, said_by: iran,"
        " statements: [{press: out}, {press: out, said_by: syria}, {press: out, said_by: []}]}"
    )
    assert [str(s.chain) for s in found.statements] == ["sohr < kan < iran", "sohr < kan < syria", "sohr < kan"]
    assert found.relayed_by == ("sohr",)


def test_statements_are_numbered_or_have_an_id() -> None:
    found = scenario("press: out", "press: border\nid: mine", "press: out").reports[0]
    assert [s.id for s in found.statements] == ["r#1", "r/mine", "r#3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("press: out", ("press", "assert", ("out",), ())),
        ("press: [out, border]\ncertainty: hedged", ("press", "hedge", ("out", "border"), ())),
        ("deny: withdrawal", ("deny", "deny", (), ("withdrawal",))),
        ("deny: [withdrawal, r#1]", ("deny", "deny", (), ("withdrawal", "r#1"))),
        ("deny: {hold: paris}", ("hold", "deny", ("paris",), ())),
        ("decline: {press: [out]}", ("press", "decline", ("out",), ())),
        ("assert: withdrawal\ncertainty: hedged", ("assert", "hedge", (), ("withdrawal",))),
        ("hedge: withdrawal", ("hedge", "hedge", (), ("withdrawal",))),
        ("identify: r#1\nas: liberman", ("identify", "assert", (), ("r#1",))),
        ("incident: strike", ("incident", "assert", ("strike",), ())),
    ],
)
def test_verbs(text: str, expected: tuple[object, ...]) -> None:
    found = statement(text)
    assert (found.verb, found.polarity, found.subjects, found.refers_to) == expected


def test_positions_and_incidents_may_be_told_in_words() -> None:
    position = statement("position: Activities matter more\nkind: priority\nof: israel\nabout: [border]")
    assert (position.text, position.kind, position.of, position.about) == (
        "Activities matter more",
        "priority",
        ("israel",),
        ("border",),
    )
    assert statement("incident: A strike near Damascus").text == "A strike near Damascus"


def test_an_event_without_a_date_is_presumed_to_be_of_the_day_of_its_report() -> None:
    found = statement("press: out").event_date
    assert (found.presumed, found.earliest) == (True, date(2018, 5, 31))


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("thursday", date(2018, 5, 31)),
        ("yesterday", date(2018, 5, 30)),
        ("last month = 2018-04-03", date(2018, 4, 3)),
        ("[2018-05-03, 2018-05-09]", date(2018, 5, 3)),
        ('"[2018-05-03, 2018-05-09]"', date(2018, 5, 3)),
    ],
)
def test_dates_are_relative_to_the_report(text: str, earliest: date) -> None:
    assert statement(f"press: out\nevent_date: {text}").event_date.earliest == earliest


def test_the_other_fields_of_a_statement() -> None:
    found = statement(
        "postpone: paris\nfor: 2018-06-05\nby: israel\nto: [iran]\nvia: back\nclaim: withdrawal\nquote: a few\n"
        "note: n\ntext: t\nindependent: true\ncredibility: 2\ndeadline: 2018-07-01"
    )
    assert found.scheduled_for is not None
    assert found.deadline is not None
    assert (found.scheduled_for.text, found.by, found.to, found.via) == ("2018-06-05", ("israel",), ("iran",), "back")
    assert (found.claim, found.quote, found.note, found.text) == ("withdrawal", "a few", "n", "t")
    assert (found.independent, found.credibility, found.deadline.text) == (True, 2, "2018-07-01")


def test_suggested_statements_never_count() -> None:
    found = report("- {id: q, outlet: kan, published: 2018-05-31, suggested: [{press: out}]}")
    assert found.statements == ()
    assert [s.id for s in found.suggested] == ["q#s1"]


def test_an_invalid_scenario_raises_with_every_problem() -> None:
    with pytest.raises(InvalidScenario) as caught:
        scenario("press: bordr", "sing: treaty")
    assert [p.code for p in caught.value.problems] == ["unknown-subject", "unknown-verb"]


def test_text_is_kept_byte_for_byte() -> None:
    words = "[unnamed] :warning: אמת ‮ <script> =1+1"
    found = statement(f'position: "{words}"', parties=r'ء: {name: "\e[31m"}')
    assert found.text == words
    assert loads(log("position: x y", parties=r'ء: {name: "\e[31m"}')).parties["ء"].name == "\x1b[31m"
