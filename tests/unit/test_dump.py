"""Law 10: what is written reads back as it was, and writing it again changes nothing."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from negotrack.files.dump import (
    format_declarations,
    format_json_header,
    format_json_line,
    format_report,
    format_scenario,
)
from negotrack.loading import loads, read_text
from negotrack.model.scenario import Scenario
from negotrack.model.sources import SourceChain, party_link
from negotrack.problems import UsageError
from tests.logs import log
from tests.strategies import scenarios

EVERYTHING = log(
    "press: [out, border]\nid: mine\nevent_date: thursday = 2018-05-31\nsaid_by: [anonymous israel official]\n"
    "certainty: hedged\nby: israel\nto: iran\nvia: back\nclaim: withdrawal\ntext: 'yes'\nquote: '# no'\n"
    "note: |\n  two\n  lines\nterms: [{achieve: Go, distance: at least 3 km, place: 'a, b'}]\n"
    "independent: true\ncredibility: 1",
    "postpone: paris\nfor: '[2018-06-01, 2018-06-03]'\ndeadline: 2018-07~\nafter: r/mine",
    "deny: {hold: [paris]}\nsaid_by: []",
    "retract: r/mine",
    "position: '- Peace: now'\nkind: wish\nof: [iran, syria]\nabout: out",
    "incident: A strike near the border",
    "incident: strike\ntext: more of it",
    "identify: r/mine\nas: liberman\ncertainty: hedged",
    parties="x:\n  name: ''\n  kind: other\n  note: \"a\\e\"\n"
    "  speaks_for: [{party: iran, office: a, since: 2018-01-01}, syria]",
    conditions="k: {follows: {instrument: treaty, party_act: [signed, ratified], by: any},"
    " guarantee: true, terms: {maintain: Stay}}",
    commitments="c: {debtor: iran, deadline: 2019,"
    " antecedent: {at_least: 1, of: [{not: k}, {demand: out, response: accepted}]}}",
    instruments="i: {provisions: [{demand: out}, {maintain: Stay, demand: border, performer: iran}],"
    " roles: {mediator: russia}}",
    lenses="l: {based_on: officials, admits: [], exclude: [sohr, anonymous iran general], max_credibility: 3}",
)  # fmt: skip


def test_everything_reads_back() -> None:
    scenario = loads(EVERYTHING)
    text = format_scenario(scenario)
    assert loads(text) == scenario
    assert format_scenario(loads(text)) == text


def test_one_canonical_form() -> None:
    assert format_scenario(loads(log("press: out", "press: border\nsaid_by: iran"))) == (
        "negotrack: 1\n"
        "scenario: small\n"
        "\n"
        "parties:\n"
        "  israel: {name: Israel}\n"
        "  iran: {name: Iran}\n"
        "  syria: {name: Syria}\n"
        "  russia: {name: Russia}\n"
        "  liberman: {name: Liberman, kind: person, speaks_for: israel}\n"
        "\n"
        "outlets:\n"
        "  kan: {name: Kan}\n"
        "  sohr: {name: SOHR}\n"
        "\n"
        "channels:\n"
        "  back: {kind: back-channel, between: [israel, russia]}\n"
        "\n"
        "talks:\n"
        "  moscow:\n"
        "    channel: back\n"
        "\n"
        "meetings:\n"
        "  paris:\n"
        "    participants: [israel, russia]\n"
        "\n"
        "demands:\n"
        "  out:\n"
        "    by: israel\n"
        "    of: iran\n"
        "  border:\n"
        "    by: israel\n"
        "    of: iran\n"
        "    horizon: interim\n"
        "    step_to: out\n"
        "    terms:\n"
        "      - {maintain: Away}\n"
        "\n"
        "conditions:\n"
        "  quiet:\n"
        "    text: It is quiet\n"
        "\n"
        "commitments:\n"
        "  accept:\n"
        "    debtor: israel\n"
        "    antecedent: quiet\n"
        "\n"
        "instruments:\n"
        "  treaty:\n"
        "    parties: [israel, syria]\n"
        "\n"
        "incidents:\n"
        "  strike:\n"
        "    text: A strike\n"
        "\n"
        "claims:\n"
        "  withdrawal:\n"
        "    text: They leave\n"
        "\n"
        "reports:\n"
        "  - id: r\n"
        "    outlet: kan\n"
        "    published: 2018-05-31\n"
        "    statements:\n"
        "      - press: out\n"
        "      - press: border\n"
        "        said_by: iran\n"
    )


@given(scenarios())
def test_every_scenario_reads_back(scenario: Scenario) -> None:
    text = format_scenario(scenario)
    reading = read_text("log.yaml", text.encode())
    assert {p.code for p in reading.problems if p.is_error} <= {"retract-of-nothing"}
    assume(reading.scenario is not None)
    assert reading.scenario == scenario
    assert format_scenario(reading.checked()) == text


def test_reports_may_stand_in_files_of_their_own() -> None:
    scenario = loads(EVERYTHING)
    reports = "".join(
        f"  - {format_report(report).replace(chr(10), chr(10) + '    ').rstrip()}\n" for report in scenario.reports
    )
    assert loads(f"{format_declarations(scenario)}\nreports:\n{reports}") == scenario


def test_json_lines_read_back() -> None:
    scenario = loads(EVERYTHING)
    lines = [format_json_header(scenario), *map(format_json_line, scenario.reports)]
    assert all("\n" not in line for line in lines)
    assert loads("\n".join(lines)) == scenario


@given(st.text(st.characters(codec="utf-8")))
def test_lines_are_written_as_the_json_of_python_writes_them(text: str) -> None:
    """Stores hold lines of both: there is one canonical line of a report."""
    report = evolve(loads(log()).reports[0], text=text, url="https://example.org/\x7f\x80\u2028\U0001f600")
    line = format_json_line(report)
    assert json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":")) == line


def test_what_no_file_can_hold_is_refused() -> None:
    scenario = loads(log())
    report = scenario.reports[0]
    statement = report.statements[0]
    for wrong in (
        evolve(statement, id="other#1"),
        evolve(statement, chain=SourceChain(links=(party_link("iran"),))),
        evolve(statement, verb="position", polarity="deny"),
        evolve(statement, quote="\ud800"),
    ):
        with pytest.raises(UsageError):
            format_report(evolve(report, statements=(wrong,)))
        with pytest.raises(UsageError):
            format_json_line(evolve(report, statements=(wrong,)))
