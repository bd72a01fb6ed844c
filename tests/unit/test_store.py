"""The store: what goes in comes out, nothing else goes in, and what is asked for alone is read."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve

import negotrack as nt
from negotrack.files.dump import format_json_header, format_json_line
from negotrack.loading import loads, read_text
from negotrack.problems import InvalidScenario, ReadError, UsageError
from negotrack.store import NewerStore, NotAStore, StoreDamaged, create, is_store, layout, open_store, rebuild
from negotrack.store.layout import connect, migrate
from tests.logs import log
from tests.unit.stores import REPORTS, reports_like, small, small_store


def test_what_is_recorded_reads_back_in_its_order(tmp_path: Path) -> None:
    scenario = small()
    with open_store(small_store(tmp_path)) as store:
        assert store.read() == scenario
        assert (store.recorded, store.last_day(), store.verify()) == (4, nt.replay(scenario).last_report, ())
        assert [r.id for r in store.reports(known_until="2018-05-29")] == ["kan-1", "sohr-1", "kan-2"]
        assert [r.id for r in store.reports(recorded_until=1)] == ["kan-1"]
        assert [r.id for r in store.reports(known_until="2018-05-28", recorded_until=0)] == []
        assert list(store.reports(known_until="2018-05-01")) == []


def test_its_lines_are_a_log_in_text(tmp_path: Path) -> None:
    scenario = small()
    with open_store(small_store(tmp_path)) as store:
        lines = list(store.lines())
    assert [line.decode() for line in lines] == [
        format_json_header(scenario), *map(format_json_line, scenario.reports)
    ]  # fmt: skip
    assert read_text("log.jsonl", b"\n".join(lines)).scenario == scenario


def test_only_what_bears_on_a_subject_is_read(tmp_path: Path) -> None:
    with open_store(small_store(tmp_path)) as store:
        assert [r.id for r in store.scenario(subjects=["treaty"]).reports] == ["sohr-1", "kan-2"]
        assert [r.id for r in store.scenario(subjects=["quiet"]).reports] == ["kan-3"]
        assert [r.id for r in store.scenario(subjects=["withdrawal"]).reports] == ["sohr-1", "kan-2"]
        part = store.scenario(subjects=["withdrawal", "quiet"], known_until="2018-05-29")
        assert [r.id for r in part.reports] == ["sohr-1", "kan-2"]
        assert part.subjects == small().subjects
        with pytest.raises(UsageError, match='did you mean "quiet"'):
            store.scenario(subjects=["quite"])


def test_reports_are_added_once_and_numbered(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    more = reports_like(small(), 3)
    with open_store(path, "w") as store:
        done = store.append([*more, small().reports[0], more[0]])
        assert (done.count, done.duplicates, done.recorded) == (3, 2, 7)
        assert store.append([]).recorded == 7
        assert store.verify() == ()
    with open_store(path) as store:
        assert store.read().reports == (*small().reports, *more)
        assert [r.id for r in store.scenario(subjects=["quiet"]).reports] == ["kan-3", "more-0", "more-2"]


def test_lines_are_recorded_as_their_reports_would_be(tmp_path: Path) -> None:
    """Canonical or not, with line feeds or empty lines between: what is kept is canonical."""
    scenario = small()
    plain = [json.loads(format_json_line(report)) for report in scenario.reports]
    one, two = str(tmp_path / "one.db"), str(tmp_path / "two.db")
    create(one, scenario)
    with_spaces = [json.dumps({**row, "title": ""}).encode() + b"\r\n" for row in plain]
    done = create(two, scenario, lines=[with_spaces[0], b"\n", *with_spaces[1:], with_spaces[0]])
    assert (done.count, done.duplicates) == (4, 1)
    with open_store(one) as first, open_store(two) as second:
        assert list(first.lines()) == list(second.lines())
        lines = list(first.lines())[1:]
    with open_store(two, "w") as store:
        assert store.append_lines(lines).duplicates == 4


def test_a_wrong_line_is_refused_at_its_number_and_nothing_is_recorded(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    good, bad = (format_json_line(report).encode() for report in reports_like(small(), 2))
    with open_store(path, "w") as store:
        with pytest.raises(InvalidScenario) as caught:
            store.append_lines([good, bad.replace(b"treaty", b"treatise")])
        assert [(p.code, p.span.line) for p in caught.value.problems] == [("unknown-subject", 2)]
        assert store.recorded == 4 and store.verify() == ()


def test_a_report_that_is_late_by_its_date_is_early_by_no_number(tmp_path: Path) -> None:
    """A backfilled report changes what was known by a day, and not what was recorded by a number."""
    path = small_store(tmp_path)
    late = loads(log(reports="- {id: old, outlet: kan, published: 2018-05-01, statements: [{press: out}]}")).reports
    with open_store(path, "w") as store:
        store.append(late)
        assert [r.id for r in store.reports(known_until="2018-05-01")] == ["old"]
        assert store.scenario(recorded_until=4) == small()
        for wrong in (-1, 6):
            with pytest.raises(UsageError, match="5 reports recorded"):
                store.scenario(recorded_until=wrong)


def test_an_id_with_other_content_is_refused_naming_both(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    fresh, *_ = reports_like(small(), 1)
    with open_store(path, "w") as store:
        changed = evolve(small().reports[1], note="changed")
        with pytest.raises(InvalidScenario) as caught:
            store.append([fresh, changed])
        (problem,) = caught.value.problems
        assert (problem.code, problem.related[0][0]) == ("same-id-other-content", "report 2 of the store")
        assert '"sohr-1"' in problem.message and "report 2 of the store" in problem.message
        with pytest.raises(InvalidScenario, match="another report"):
            store.append([fresh, evolve(fresh, note="changed")])
        assert (store.read(), store.verify()) == (small(), ())


@pytest.mark.parametrize(
    ("reports", "code"),
    [
        ("- {id: x, outlet: kan, published: 2018-06-01, statements: [{press: other}]}", "unknown-subject"),
        ("- {id: x, outlet: bbc, published: 2018-06-01, statements: [{press: out}]}", "unknown-outlet"),
        ("- {id: x, outlet: kan, published: 2018-06-01, statements: [{deny: 'gone#1'}]}", "unknown-report"),
        ("- {id: x, outlet: kan, published: 2018-06-01, statements: [{retract: 'kan-1#7'}]}", "unknown-statement"),
        ("- {id: x, outlet: kan, published: 2018-06-01, statements: [{retract: withdrawal}]}", "retract-of-nothing"),
    ],
)
def test_what_fits_no_declaration_is_refused(tmp_path: Path, reports: str, code: str) -> None:
    """The same problems as in a log of text, so that what a store gives back can be read."""
    wide = log(
        reports="- {id: gone, outlet: kan, published: 2018-06-01, statements: [{press: out}]}\n"
        "- {id: kan-1, outlet: kan, published: 2018-05-28, statements: [{press: out}, {press: out}, {press: out}, "
        "{press: out}, {press: out}, {press: out}, {press: out}]}\n"
        "- {id: y, outlet: kan, published: 2018-05-31, statements: [{assert: withdrawal}]}\n" + reports,
        demands="other: {by: israel, of: iran}",
        outlets="bbc: {name: BBC}",
    )
    report = loads(wide).reports[-1]
    path = small_store(tmp_path, loads(log(reports=REPORTS.replace("{assert: withdrawal}", "{press: out}")
                                           .replace('deny: "sohr-1#1"', "press: out"))))  # fmt: skip
    with open_store(path, "w") as store:
        before = store.read()
        with pytest.raises(InvalidScenario) as caught:
            store.append([report])
        assert code in {problem.code for problem in caught.value.problems}
        assert (store.read(), store.verify()) == (before, ())


def test_references_may_lead_to_what_was_recorded_before_and_in_the_same_call(tmp_path: Path) -> None:
    scenario = small()
    path = str(tmp_path / "s.db")
    create(path, scenario, scenario.reports[:2])
    with open_store(path, "w") as store:
        store.append(scenario.reports[2:])
        assert store.read() == scenario
    backwards = str(tmp_path / "b.db")
    create(backwards, scenario, reversed(scenario.reports))
    with open_store(backwards) as store:
        assert store.read().reports == scenario.reports[::-1]


def test_declarations_have_versions(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    wider = loads(log(reports=REPORTS, outlets="bbc: {name: BBC}"))
    report = evolve(small().reports[3], id="bbc-1", outlet="bbc", statements=())
    with open_store(path, "w") as store:
        store.declare(wider)
        store.declare(wider)
        added = loads(log(reports="- {id: bbc-1, outlet: bbc, published: 2018-06-01}", outlets="bbc: {name: BBC}"))
        store.append(added.reports)
        assert store.read() == wider.with_reports((*wider.reports, *added.reports))
        assert store.declarations(3).outlets == small().outlets
        assert store.verify() == ()
        narrower = small().with_reports(())
        with pytest.raises(InvalidScenario, match="bbc"):
            store.declare(narrower)
        assert report.id in {r.id for r in store.reports()}


def test_opening_makes_no_store(tmp_path: Path) -> None:
    for mode in ("r", "w"):
        with pytest.raises(ReadError, match="makes no store"):
            open_store(str(tmp_path / "typo.db"), mode)
    for path in ("", "a\0b"):
        with pytest.raises(UsageError):
            open_store(path)
    assert os.listdir(tmp_path) == []


def test_making_never_overwrites(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with pytest.raises(UsageError, match="exists"):
        create(path, small())
    text = tmp_path / "log.yaml"
    text.write_text(log(), encoding="utf-8")
    with pytest.raises(UsageError, match="no store"):
        create(str(text), small(), replace=True)
    create(path, small(), [], replace=True)
    with open_store(path) as store:
        assert store.recorded == 0 and store.read().reports == () and store.last_day() is None
    (tmp_path / "new.db-journal").write_bytes(b"x")
    with pytest.raises(UsageError, match="journal"):
        create(str(tmp_path / "new.db"), small())
    assert sorted(os.listdir(tmp_path)) == ["log.yaml", "new.db-journal", "small.db"]


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    broken = evolve(small().reports[0], id="unknown", statements=())
    with pytest.raises(InvalidScenario):
        create(str(tmp_path / "s.db"), small(), [broken])
    with pytest.raises(ReadError):
        create(str(tmp_path / "no-such-folder" / "s.db"), small())
    assert os.listdir(tmp_path) == []


def test_what_is_no_store_is_said_to_be_none(tmp_path: Path) -> None:
    text, other, folder = tmp_path / "log.yaml", tmp_path / "other.db", tmp_path / "folder"
    text.write_text(log(), encoding="utf-8")
    folder.mkdir()
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    os.mkfifo(tmp_path / "pipe")
    for path in (text, folder, tmp_path / "pipe"):
        assert not is_store(str(path))
        with pytest.raises(NotAStore, match="no store"):
            open_store(str(path))
    with pytest.raises(NotAStore, match="SQLite database"):
        open_store(str(other))
    with pytest.raises(NotAStore, match="SQLite database"):
        rebuild(str(other), str(tmp_path / "rebuilt.db"))


def test_a_newer_store_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    for mode in ("r", "w"):
        with pytest.raises(NewerStore, match=r"version 2; this negotrack reads up to version 1"):
            open_store(path, mode)
    with pytest.raises(NewerStore, match="use a newer negotrack"):
        rebuild(path, str(tmp_path / "rebuilt.db"))
    assert not (tmp_path / "rebuilt.db").exists()


def test_an_older_store_is_brought_forward_in_one_step(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with closing(connect(path, "w")) as connection:
        broken = {1: ("CREATE TABLE extra (x)", "CREATE TABLE extra (x)")}
        with pytest.raises(StoreDamaged, match="already exists"):
            migrate(connection, path, broken, to=2)
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)
        migrate(connection, path, {1: ("CREATE TABLE extra (x)",), 2: ("DROP TABLE extra",)}, to=3)
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        migrate(connection, path, {}, to=3)


def test_a_schema_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """A store from a stranger can hold triggers and views that act when it is read."""
    path = small_store(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON reports BEGIN DELETE FROM tally; END")
    with pytest.raises(StoreDamaged, match="tables"):
        open_store(path)


def test_nothing_recorded_is_changed_or_deleted(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        for table in layout.APPEND_ONLY:
            for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = 99"):
                with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                    connection.execute(statement)


def test_reading_is_no_writing(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with open_store(path) as store:
        with pytest.raises(UsageError, match="mode 'w'"):
            store.append([])
        with pytest.raises(UsageError, match="mode 'w'"):
            store.declare(small())


def test_rebuilding_a_whole_store_gives_the_same(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with open_store(path, "w") as store:
        store.declare(loads(log(reports=REPORTS, outlets="bbc: {name: BBC}")))
        store.append(reports_like(small(), 2))
        expected = list(store.lines())
    done = rebuild(path, str(tmp_path / "new.db"))
    assert (done.saved, done.lost, done.problems) == (6, 0, ())
    with open_store(str(tmp_path / "new.db")) as store:
        assert list(store.lines()) == expected
        assert store.scenario(recorded_until=3).outlets == small().outlets
        assert store.verify() == ()
