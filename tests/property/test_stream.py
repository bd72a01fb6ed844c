"""A log asked one negotiation at a time says what it says when it is held as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import negotrack as nt
from negotrack.files.dump import format_json_header, format_json_line
from negotrack.loading import read_text
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario
from negotrack.store import create
from negotrack.stream.finals import parts
from tests.answers import days_of
from tests.property.test_store import MEMORY
from tests.strategies import scenarios


@contextmanager
def logs(scenario: Scenario) -> Iterator[list[str]]:
    """The log as a file of lines and as a store, where a text can hold it."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        lines, store = Path(folder) / "log.jsonl", Path(folder) / "log.db"
        text = "\n".join([format_json_header(scenario), *map(format_json_line, scenario.reports)])
        lines.write_text(f"{text}\n\n", encoding="utf-8", newline="")
        if read_text("log.jsonl", lines.read_bytes()).scenario is None:
            yield []
            return
        create(str(store), scenario)
        yield [str(lines), str(store)]


@settings(max_examples=60, deadline=None)
@given(scenarios(), st.data())
def test_one_negotiation_at_a_time_says_what_the_whole_says(scenario: Scenario, data: st.DataObject) -> None:
    """As of any day, as known on any, through any lens; statements about several negotiations included."""
    days = st.none() | st.sampled_from(days_of(scenario))
    as_of, as_known = data.draw(days), data.draw(days)
    lens = data.draw(st.sampled_from(sorted(SHIPPED)))
    history = nt.replay(scenario, lens=lens, as_known=as_known)
    moment = history.at(as_of)
    expected = moment.standings
    order = {(s.subject, s.region): place for place, s in enumerate(expected)}
    with logs(scenario) as paths:
        for path in paths:
            found = nt.final_standings(path, as_of=as_of, as_known=as_known, lens=lens)
            assert tuple(sorted(found, key=lambda s: order[s.subject, s.region])) == expected
            for part in parts(path, as_of=as_of, as_known=as_known, lens=lens):
                assert (part.moment.as_of, part.moment.as_known) == (moment.as_of, moment.as_known)


HEADER = (
    '{"negotrack":1,"scenario":"s","title":"t","parties":{"a":{"name":"A"},"b":{"name":"B"}},'
    '"outlets":{"o":{"name":"O"},"p":{"name":"P"}},"talks":{"t1":{"between":["a","b"]},"t2":{"between":["a","b"]},'
    '"t3":{"between":["a","b"]}}}'
)
REPORTS = (
    '{"id":"r1","outlet":"o","published":"2020-01-01","statements":[{"explore":["t1","t2"]}]}',
    '{"id":"r2","outlet":"o","published":"2020-01-02","statements":[{"stall":"t1"},{"stall":"t3"}]}',
    '{"id":"r3","outlet":"p","published":"2020-01-03","statements":[{"deny":"r2#2"}]}',
    '{"id":"r4","outlet":"o","published":"2020-01-04","statements":[{"retract":"r3"},{"stall":"t2"}]}',
    '{"id":"r1","outlet":"o","published":"2020-01-01","statements":[{"explore":["t1","t2"]}]}',
)


def written(folder: Path, *lines: str) -> str:
    path = folder / "log.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_of_one_day_the_order_of_the_file_holds(tmp_path: Path) -> None:
    """Not that of ids."""
    said = '{{"id":"{}","outlet":"o","published":"2020-01-01","statements":[{{"{}":"t1"}}]}}'
    lines = [said.format(name, verb) for name, verb in (("z", "negotiate"), ("b", "stall"), ("a", "resume"))]
    path = written(tmp_path, HEADER, *lines)
    found = {s.subject: s for s in nt.final_standings(path)}
    assert found["t1"] == nt.replay(nt.load(path)).at().standing("t1")
    assert found["t1"].state == "substantive"


def test_chains_of_references_and_reports_told_twice(tmp_path: Path) -> None:
    path = written(tmp_path, "", HEADER, *REPORTS)
    assert list(nt.final_standings(path)) == list(nt.replay(nt.load(path)).at().standings)


@pytest.mark.parametrize(
    "wrong",
    [
        ('{"id":"r9","outlet":"o","published":"2020-01-04","statements":[{"deny":"r8#1"}]}',),
        ('{"id":"r9","outlet":"o","published":"2020-01-04","statements":[{"retract":{"suspend":"t1"}}]}',),
        ('{"id":"r1","outlet":"p","published":"2020-01-01","statements":[{"explore":["t1","t2"]}]}',),
        ('{"id":"r9","outlet":"q","published":"2020-01-04","statements":[{"stall":"t9"}]}', "{half"),
    ],
)
def test_an_error_is_the_one_of_the_whole_at_its_place(wrong: tuple[str, ...], tmp_path: Path) -> None:
    """Of a line by itself, or of lines together."""
    path = written(tmp_path, HEADER, *REPORTS[:4], *wrong)
    with pytest.raises(InvalidScenario) as whole:
        nt.load(path)
    with pytest.raises(InvalidScenario) as streamed:
        list(nt.final_standings(path))
    places = [[(p.code, p.span.line) for p in caught.value.problems if p.is_error] for caught in (whole, streamed)]
    assert places[0] == places[1]


@pytest.mark.parametrize("text", ["", "\n\n", HEADER, "{}", "no lines\n"])
def test_what_is_no_log_is_refused(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(nt.NegotrackError):
        list(nt.final_standings(path))
    with pytest.raises(nt.ReadError):
        list(nt.final_standings(str(tmp_path / "none.jsonl")))


def test_a_log_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, *REPORTS)
    found = nt.final_standings(path)
    next(found)
    with open(path, "a", encoding="utf-8") as file:
        file.write("\n" + REPORTS[0])
    with pytest.raises(nt.ReadError, match="changed while it was read"):
        list(found)


def test_folders_and_yaml_are_read_whole() -> None:
    path = "scenarios/golan-2018"
    assert {s.subject for s in nt.final_standings(path)} == set(nt.load(path).subjects) - set(_without_states(path))


def _without_states(path: str) -> set[str]:
    scenario = nt.load(path)
    return set(scenario.subjects) - {s.subject for s in nt.replay(scenario).at().standings}


def test_what_cannot_be_asked_of_a_log_is_refused_before_the_first_standing(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, *REPORTS)
    with pytest.raises(nt.UsageError, match="no lens 'zz'"):
        nt.final_standings(path, lens="zz")
    with pytest.raises(nt.UsageError, match="a day is given as text"):
        nt.final_standings(path, as_of=3)  # type: ignore[arg-type]
