"""What a store's callers give wrongly is refused in a sentence, and leaves the store as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import negotrack as nt
from negotrack.store import Store, create, open_store
from tests.logs import log
from tests.unit.stores import reports_like, small, small_store

OPENING: list[tuple[Callable[[Any, Any], object], str]] = [
    (lambda opened, _: opened(None), "a path is expected as text or as a pathlib.Path, not None"),
    (lambda opened, _: opened(b"x"), "not a bytes, b'x'; name the file of a store"),
    (lambda opened, path: opened(path, "zz"), "with 'r' or for writing with 'w', not with 'zz'"),
    (lambda opened, path: opened(path, None), "not with None"),
]
MAKING: list[tuple[Callable[[Any, Any], object], str]] = [
    (lambda made, path: made(path, "x"), "create takes a scenario, not a str, 'x'; load it first: nt.load('x')"),
    (lambda made, path: made(None, small()), "a path is expected"),
    (lambda made, path: made(path, small(), "x"), "create takes a list, not a str, 'x'"),
    (lambda made, path: made(path, small(), [3]), "create, each time, takes a report, not an int, 3"),
    (lambda made, path: made(path, small(), lines=["x"]), "takes a line of bytes, not a str, 'x'; lines are bytes"),
]
WRITING: list[tuple[Callable[[Any], object], str]] = [
    (lambda store: store.append("x"), "append takes a list, not a str, 'x'; put a report into brackets: [...]"),
    (lambda store: store.append([3]), "append, each time, takes a report, not an int, 3"),
    (lambda store: store.append(small().reports[0]), "append takes a list, not a report"),
    (lambda store: store.append([*reports_like(small(), 2), None]), "takes a report, not None"),
    (lambda store: store.append_lines("x"), "append_lines takes a list, not a str, 'x'; put a line of bytes into"),
    (lambda store: store.append_lines(b"x"), "append_lines takes a list, not a bytes"),
    (lambda store: store.append_lines(["x"]), "takes a line of bytes, not a str, 'x'; lines are bytes: line.encode()"),
    (lambda store: store.declare("x"), "declare takes a scenario"),
    (lambda store: store.take("x"), "take takes a scenario"),
    (lambda store: store.scenario(subjects="quiet"), "subjects takes a list, not a str, 'quiet'; put a text into"),
    (lambda store: store.scenario(subjects=[3]), "subjects, each time, takes a text, not an int, 3"),
    (lambda store: store.declarations("2"), "recorded_until takes a whole number"),
    (lambda store: [*store.lines(recorded_until="2")], "recorded_until takes a whole number"),
    (lambda store: store.scenario(recorded_until="2"), "recorded_until takes a whole number, not a str, '2'"),
]


@pytest.mark.parametrize(("call", "said"), OPENING, ids=range(len(OPENING)))
def test_what_opens_no_store(call: Callable[[Any, Any], object], said: str, tmp_path: Path) -> None:
    with pytest.raises(nt.UsageError) as found:
        call(open_store, small_store(tmp_path))
    assert said in str(found.value)


@pytest.mark.parametrize(("call", "said"), MAKING, ids=range(len(MAKING)))
def test_what_makes_no_store(call: Callable[[Any, Any], object], said: str, tmp_path: Path) -> None:
    with pytest.raises(nt.UsageError) as found:
        call(create, str(tmp_path / "new.db"))
    assert said in str(found.value) and [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(("call", "said"), WRITING, ids=range(len(WRITING)))
def test_what_is_not_recorded(call: Callable[[Any], object], said: str, tmp_path: Path) -> None:
    with open_store(small_store(tmp_path), "w") as store:
        with pytest.raises(nt.UsageError) as found:
            call(store)
        assert said in str(found.value) and store.recorded == 4 and store.verify() == ()


def test_paths_are_taken_as_paths(tmp_path: Path) -> None:
    create(tmp_path / "new.db", small())
    with open_store(tmp_path / "new.db") as store:
        assert store.read() == small() and store.path == str(tmp_path / "new.db")


ASKED: list[Callable[[Store], object]] = [
    lambda store: store.scenario(), lambda store: store.recorded, lambda store: store.verify(),
    lambda store: [*store.reports()], lambda store: [*store.lines()], lambda store: store.last_day(),
    lambda store: store.append(small().reports), lambda store: store.append_lines([b"{}"]),
    lambda store: store.declare(small()),
]  # fmt: skip


@pytest.mark.parametrize("ask", ASKED, ids=range(len(ASKED)))
def test_a_closed_store_is_not_called_damaged(ask: Callable[[Store], object], tmp_path: Path) -> None:
    store = open_store(small_store(tmp_path), "w")
    store.close()
    with pytest.raises(nt.UsageError, match="the store is closed; open it again"):
        ask(store)


LATER = """
- {id: late, outlet: sohr, published: 2018-05-30, statements: [{assert: withdrawal}]}
- {id: early, outlet: sohr, published: 2018-05-31, statements: [%s]}
"""


@pytest.mark.parametrize("said", ["{retract: withdrawal}", "{retract: late}", '{deny: "late#1"}'])
def test_what_is_taken_back_is_recorded_before_or_with_it(said: str, tmp_path: Path) -> None:
    scenario = nt.loads(log(reports=LATER % said))
    late, early = scenario.reports
    path = tmp_path / "new.db"
    create(path, scenario, ())
    with open_store(path, "w") as store:
        with pytest.raises(nt.InvalidScenario) as found:
            store.append([early])
        assert found.value.problems[0].hint.endswith("record what it is about first, or both in one append")
        assert store.recorded == 0 and store.append([early, late]).recorded == 2
        assert nt.replay(store.read()).at() == nt.replay(scenario.with_reports((early, late))).at()
