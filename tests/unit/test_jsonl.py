"""JSON lines: the fast way and the slow way are one; what is not plainly fine has its place in its line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.files.dump import format_json_header, format_json_line
from negotrack.files.jsonl import looks_like_lines, read_lines, read_reports_jsonl
from negotrack.files.structure import Structured, Structuring
from negotrack.loading import loads, read_text
from negotrack.model.reports import Report
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario, Problem
from tests.logs import log
from tests.strategies import scenarios

WORLD = loads(log())
HEADER = format_json_header(WORLD).encode()
PLAIN: dict[str, Any] = {
    "id": "a",
    "outlet": "kan",
    "published": "2018-05-31",
    "statements": [{"press": "out", "event_date": "2018-05-30", "quote": "few words", "by": ["israel"]}],
}


def line(**changed: Any) -> str:
    return json.dumps({**PLAIN, **changed}, ensure_ascii=False)


def statement(**fields: Any) -> str:
    return line(statements=[fields])


def read_both(lines: list[bytes]) -> tuple[Structured, Structured, int]:
    """What the lines come to with the fast way and without, and how many went the fast way."""
    found = []
    fast = 0
    for allowed in (True, False):
        structuring = Structuring()
        read_lines(structuring, "log.jsonl", [HEADER], with_header=True)
        if not allowed:
            structuring.fast = None
        elif structuring.fast is not None:
            fast = sum(structuring.fast.read(raw) is not None for raw in lines)
        read_lines(structuring, "log.jsonl", lines)
        found.append(structuring.finish())
    return found[0], found[1], fast


def assert_same(lines: list[bytes]) -> int:
    one, other, fast = read_both(lines)
    assert one.scenario == other.scenario
    assert [(p.code, p.message, p.hint) for p in one.problems] == [(p.code, p.message, p.hint) for p in other.problems]
    if len(lines) == 1:  # of reports told twice, only the first has its places
        assert set(one.spans) == set(other.spans)
    return fast


PLAIN_LINES = [
    line(),
    line(relayed_by="sohr", said_by=["anonymous israel official", "unknown"], title="t", text="Ω", url="u", note="n"),
    line(said_by="liberman", statements=[]),
    line(published="2018-05-31T18:00+03:00"),
    statement(press=["out", "border"], to="iran", of=["syria"], via="back", claim="withdrawal", about=["paris", "out"]),
    statement(position="Peace: now", kind="wish", of="iran", credibility=2, independent=True),
    statement(deny="withdrawal", text="no"),
    statement(**{"assert": "withdrawal", "certainty": "hedged"}),
    statement(hedge=["withdrawal"]),
    statement(accept="out", certainty="hedged", event_date="2018-05", note="line\nbreak \u2028"),
    line().replace('": ', '"  : '),
    line(statements=[{"press": "out"}, {"consider": "out"}]),
    line().replace("few", "\x85 \x7f"),
]

SLOW_LINES = [
    line(id="b", said_by="kan"),
    line(id="unknown"),
    line(id="é"),
    line(id=7),
    line(outlet=["kan"]),
    line(outlet="kann"),
    line(published="2081-01-01"),
    line(published="2018"),
    line(published=None),
    line(said_by="anon"),
    line(relayed_by=["sohr", "sohr"]),
    line(more="x"),
    line(text=["x"]),
    line(statements={"press": "out"}),
    line(statements={}),
    line(statements=["press"]),
    line(said_by={}),
    line(statements=None),
    line(suggested=[{"press": "out"}]),
    line(note='a "quoted" word'),
    statement(press="bordr"),
    statement(press={"out": 1}),
    statement(press=[]),
    statement(press=["out", "out"]),
    statement(press="out", accept="out"),
    statement(sign="out"),
    statement(meet="border"),
    statement(quote="x"),
    statement(press="out", credibility=True),
    statement(press="out", credibility="2"),
    statement(press="out", credibility=1.0),
    statement(press="out", independent=1),
    statement(press="out", independent="true"),
    statement(press="out", event_date="2018-06-01"),
    statement(press="out", event_date="yesterday"),
    statement(press="out", event_date="2081"),
    statement(press="out", event_date=["2018-05-01", "2018-05-03"]),
    statement(press="out", kind="wish"),
    statement(press="out", by=["israel", "israel"]),
    statement(press="out", by="rusia"),
    statement(press="out", via=["back"]),
    statement(press="out", terms=[{"achieve": "Go"}]),
    statement(press="out", id="mine"),
    statement(press="out", **{"as": "iran"}),
    statement(deny="a#1"),
    statement(deny={"hold": "paris"}),
    statement(hedge="withdrawal", certainty="hedged"),
    statement(retract="a"),
    statement(schedule="paris"),
    statement(withdraw_from="treaty"),
    statement(position=" "),
    statement(position="x", text="y"),
    statement(incident="strike"),
    line()[:-1] + ', "id": "b"}',
    line().replace('"press": "out"', '"press": "border", "press": "out"'),
    line().replace('"quote": "few words"', '"quote": ":", "quote" :"few words"'),
    line()[:40],
    "[]",
    '"x"',
    "{}",
    "null",
    line() + line(),
    line().replace("few", "\\ud800"),
    "no",
]


@pytest.mark.parametrize("text", PLAIN_LINES)
def test_what_is_plainly_fine_goes_the_fast_way_to_the_same_values(text: str) -> None:
    assert assert_same([text.encode()]) == 1


@pytest.mark.parametrize("text", SLOW_LINES)
def test_all_else_goes_the_slow_way(text: str) -> None:
    assert assert_same([text.encode(errors="surrogatepass")]) == 0


def test_a_line_that_was_read_first_changes_none_that_follow() -> None:
    lines = [text.encode(errors="surrogatepass") for text in (*PLAIN_LINES, *SLOW_LINES)]
    assert assert_same([*lines, *reversed(lines)]) == 2 * len(PLAIN_LINES)


@given(st.sampled_from(PLAIN_LINES), st.data())
def test_both_ways_agree_on_damaged_lines(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 3))
    piece = data.draw(
        st.sampled_from(['"', ":", ",", "{", "}", "[", "]", "1", " ", "\\", "\r", "é", "null", ', "id": "z"'])
    )
    assert_same([(text[:place] + piece + text[place + cut :]).encode()])


@given(st.sampled_from(PLAIN_LINES), st.data())
def test_both_ways_agree_on_changed_values(text: str, data: st.DataObject) -> None:
    value = json.loads(text)
    part = data.draw(st.sampled_from([value, *value["statements"]]))
    key = data.draw(st.sampled_from([*part, "by", "note", "published", "retract"]))
    part[key] = data.draw(
        st.sampled_from(
            [True, 1, 1.0, None, "", " ", "x", "out", "israel", [], ["out"], ["israel"], [1], {}, {"hold": "paris"}]
        )
    )
    assert_same([json.dumps(value).encode()])


@given(scenarios())
def test_lines_read_back_as_the_same_scenario(scenario: Scenario) -> None:
    lines = [format_json_header(scenario), *map(format_json_line, scenario.reports)]
    reading = read_text("log.jsonl", "\n".join(lines).encode())
    if {p.code for p in reading.problems if p.is_error} <= {"retract-of-nothing"}:
        assert reading.scenario in (scenario, None)
    else:
        pytest.fail(str(reading.problems))


def test_a_fault_is_at_its_column_of_its_line() -> None:
    text = "\n".join((HEADER.decode(), line(), "", statement(press="bordr")))
    (problem,) = read_text("log.jsonl", text.encode()).problems
    assert (problem.span.line, problem.span.column, problem.hint) == (4, 82, 'did you mean "border"?')


@pytest.mark.parametrize(
    ("raw", "code", "place"),
    [
        (b'{"id": "a"', "json-syntax", (1, 11)),
        (b'{"id": "\xff"}', "not-utf8", (1, 9)),
        (b'{"id": "a\x00b", "outlet": "kan"}', "not-text", (1, 10)),
    ],
)
def test_a_line_that_is_no_line(raw: bytes, code: str, place: tuple[int, int]) -> None:
    problems = read_text("log.jsonl", HEADER + b"\n" + raw).problems
    assert [(p.code, p.span.line - 1, p.span.column) for p in problems] == [(code, *place)]


def test_duplicate_keys_are_never_lost() -> None:
    twice = line()[:-1] + ', "published": "2018-05-30"}'
    (problem,) = read_text("log.jsonl", HEADER + b"\n" + twice.encode()).problems
    assert (problem.code, problem.span.line) == ("duplicate-key", 2)


def test_reports_told_twice_are_found_at_their_lines() -> None:
    text = "\n".join((HEADER.decode(), line(), line(), line(published="2018-05-30", statements=[])))
    problems = read_text("log.jsonl", text.encode()).problems
    assert [(p.code, p.span.line) for p in problems] == [("same-report-twice", 3), ("same-id-other-content", 4)]
    assert [p.related[0][1].line for p in problems] == [2, 2]


def test_places_of_plain_lines_are_known() -> None:
    reading = read_text("log.jsonl", b"\n".join((HEADER, line().encode())))
    assert (reading.spans["a"].line, reading.spans["a#1"].line, reading.spans["out"].line) == (2, 2, 1)
    assert "a#2" not in reading.spans
    assert "nobody" not in reading.spans
    assert len(reading.spans) == len(set(reading.spans))


def test_bytes_without_a_name_are_told_apart() -> None:
    assert looks_like_lines(HEADER + b"\n" + line().encode())
    assert not looks_like_lines(log().encode())
    assert not looks_like_lines(b'{"negotrack": 1,\n"scenario": "x"}')
    assert read_text("-", HEADER + b"\n" + line().encode()).scenario is not None


def stream(*lines: str, problems: list[Problem] | None = None) -> list[Report]:
    return list(read_reports_jsonl([text.encode() for text in lines], WORLD, name="x", problems=problems))


def test_reports_stream_against_declarations() -> None:
    found = stream(line(), "", statement(press="out", event_date="yesterday"))
    assert [report.id for report in found] == ["a", "a"]
    assert found[1].statements[0].event_date.phrase == "yesterday"


def test_a_stream_stops_at_the_first_fault_or_collects_them() -> None:
    lines = (line(), statement(press="bordr"), statement(press="out", event_date="2018-06-01"), line())
    with pytest.raises(InvalidScenario) as caught:
        stream(*lines)
    assert [(p.code, p.span.line) for p in caught.value.problems] == [("unknown-subject", 2)]
    problems: list[Problem] = []
    assert len(stream(*lines, problems=problems)) == 3
    assert [(p.code, p.span.line) for p in problems] == [("unknown-subject", 2), ("reported-before-event", 3)]
