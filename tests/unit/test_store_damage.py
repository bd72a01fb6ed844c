"""Damage: what is not as it was written is found when it is read, never answered from, and the rest is saved."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from negotrack.model.scenario import Scenario
from negotrack.problems import NegotrackError
from negotrack.store import StoreDamaged, create, open_store, rebuild
from tests.unit.stores import reports_like, small, small_store

FLIPS = 150


def contents(path: str) -> tuple[object, ...]:
    """Everything that a store answers."""
    with open_store(path) as store:
        return (
            store.read(),
            store.scenario(subjects=["quiet"]),
            store.scenario(subjects=["withdrawal"], known_until="2018-05-30"),
            list(store.reports(known_until="2018-05-29")),
            list(store.lines()),
            store.last_day(),
        )


def found(path: str) -> bool:
    """Whether verifying finds anything."""
    try:
        with open_store(path) as store:
            return bool(store.verify())
    except NegotrackError:
        return True


def edit(path: str, *statements: str) -> None:
    """Change a store as nobody may."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


def larger() -> Scenario:
    """Enough reports for several pages."""
    scenario = small()
    return scenario.with_reports((*scenario.reports, *reports_like(scenario, 120)))


def test_bit_flips_never_change_an_answer_unseen(tmp_path: Path) -> None:
    """Each reading gives what was written, or is refused; and whenever one is refused, verifying says so too."""
    whole = Path(small_store(tmp_path, larger()))
    expected, raw = contents(str(whole)), whole.read_bytes()
    chance = random.Random(20180531)
    refused = 0
    for number in range(FLIPS):
        place, bit = chance.randrange(len(raw)), chance.randrange(8)
        damaged = tmp_path / f"flip{number}.db"
        damaged.write_bytes(raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :])
        try:
            assert contents(str(damaged)) == expected, (place, bit)
        except NegotrackError:
            refused += 1
            assert found(str(damaged)), (place, bit)
        damaged.unlink()
    assert refused > FLIPS / 3


def test_every_byte_of_a_report_is_guarded(tmp_path: Path) -> None:
    whole = Path(small_store(tmp_path))
    raw = whole.read_bytes()
    with open_store(str(whole)) as store:
        line = next(line for line in store.lines() if b'"kan-2"' in line)
    start = raw.index(line)
    damaged = tmp_path / "damaged.db"
    for place in range(start, start + len(line), 3):
        damaged.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        with open_store(str(damaged)) as store:
            assert [p.message for p in store.verify() if p.code == "store-report-damaged"] == [
                "report 3 is not as it was written"
            ]
            with pytest.raises(StoreDamaged, match="report 3"):
                store.read()


# what is done -> what is found first
DAMAGES = {
    "DELETE FROM reports WHERE seq = 2": "store-report-damaged",
    "DELETE FROM reports WHERE seq = 4": "store-report-damaged",
    "DELETE FROM reports": "store-report-damaged",
    "UPDATE reports SET seq = 9 WHERE seq = 4": "store-report-damaged",
    "UPDATE reports SET line = x'00ff' WHERE seq = 1": "store-report-damaged",
    "UPDATE reports SET line = 17 WHERE seq = 1": "store-report-damaged",
    "UPDATE reports SET hash = x'00' WHERE seq = 1": "store-report-damaged",
    "UPDATE reports SET id = 'other' WHERE seq = 1": "store-index-damaged",
    "UPDATE commits SET digest = x'00'": "store-file-damaged",
    "UPDATE commits SET last = 3": "store-file-damaged",
    "DELETE FROM commits": "store-file-damaged",
    "INSERT INTO commits VALUES (99999999999, x'00')": "store-file-damaged",
    "DELETE FROM marks WHERE name = 's:quiet'": "store-index-damaged",
    "DELETE FROM tally WHERE name = 's:quiet'": "store-index-damaged",
    "UPDATE tally SET total = 0 WHERE name = 'd:2018-05-29'": "store-index-damaged",
    "UPDATE tally SET number = 'x' WHERE name = 's:quiet'": "store-index-damaged",
    "INSERT INTO marks VALUES ('r:x', 3)": "store-index-damaged",
    "UPDATE declarations SET line = '{}'": "store-declarations-damaged",
    "UPDATE declarations SET after = 1": "store-declarations-damaged",
    "DELETE FROM declarations": "store-declarations-damaged",
    "INSERT INTO declarations SELECT 2, 4, hash, line FROM declarations": "store-declarations-damaged",
    "DELETE FROM tally": "store-declarations-damaged",
}

NO_DECLARATIONS = [done for done in DAMAGES if "declarations" in done and not done.startswith("INSERT")]


@pytest.mark.parametrize("done", DAMAGES)
def test_each_kind_of_damage_is_named_and_what_is_whole_is_saved(tmp_path: Path, done: str) -> None:
    path = small_store(tmp_path)
    expected = contents(path)
    edit(path, done)
    with open_store(path) as store:
        problems = store.verify()
    assert DAMAGES[done] in {problem.code for problem in problems}
    assert all(problem.span.file == path and problem.message and problem.hint for problem in problems)
    with suppress(StoreDamaged):
        assert contents(path) == expected
    before = Path(path).read_bytes()
    new = str(tmp_path / "new.db")
    if done in NO_DECLARATIONS:
        with pytest.raises(StoreDamaged, match="no declarations"):
            rebuild(path, new)
    else:
        saved = rebuild(path, new)
        assert saved.problems == problems
        with open_store(new) as store:
            kept = store.read().reports
            assert store.verify() == ()
        assert set(kept) <= set(small().reports) and len(kept) == saved.saved
        if DAMAGES[done] != "store-report-damaged":
            assert kept == small().reports
        elif done != "DELETE FROM reports":
            assert len(kept) == 3
    assert Path(path).read_bytes() == before


def test_a_damaged_store_takes_nothing(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    edit(path, "DELETE FROM reports WHERE seq = 4")
    with open_store(path, "w") as store, pytest.raises(StoreDamaged, match="missing at the end"):
        store.append(reports_like(small(), 1))


def test_the_first_bytes_are_guarded_too(tmp_path: Path) -> None:
    whole = Path(small_store(tmp_path))
    raw = bytearray(whole.read_bytes())
    for place, value in ((0, 0), (70, 0)):
        changed = raw.copy()
        changed[place] = value
        whole.write_bytes(changed)
        with pytest.raises(StoreDamaged):
            open_store(str(whole))


def test_a_page_that_cannot_be_read_costs_only_its_reports(tmp_path: Path) -> None:
    path = str(tmp_path / "s.db")
    create(path, larger())
    raw = bytearray(Path(path).read_bytes())
    at = raw.index(b'"more-60"')
    page = at // 4096 * 4096
    raw[page : page + 4096] = bytes(4096)
    Path(path).write_bytes(raw)
    done = rebuild(path, str(tmp_path / "new.db"))
    assert 80 < done.saved < 124 and done.lost >= 124 - done.saved
    with open_store(str(tmp_path / "new.db")) as store:
        names = {report.id for report in store.reports()}
        assert "more-60" not in names and {"kan-1", "more-0", "more-119"} <= names
        assert store.verify() == ()


def test_a_store_cut_short_is_damaged(tmp_path: Path) -> None:
    path = small_store(tmp_path, larger())
    size = Path(path).stat().st_size
    for kept in (0, 50, 100, 4096, size // 2, size - 4096):
        cut = tmp_path / "cut.db"
        shutil.copy(path, cut)
        with open(cut, "r+b") as file:
            file.truncate(kept)
        with pytest.raises(NegotrackError, match=r"damaged|no store"), open_store(str(cut)) as store:
            store.read()
        assert found(str(cut))


ONE_CAUSE = {
    "declarations": ("UPDATE declarations SET line = replace(line, 'Kan', 'Kam')", "version 1 of the declarations"),
    "their place": ("UPDATE declarations SET after = 3", "version 1 of the declarations"),
    "a report": ("UPDATE reports SET line = replace(line, 'border', 'bordes') WHERE seq = 1", "report 1 is not as it"),
    "a missing one": ("DELETE FROM reports WHERE seq = 2", "report 2 is missing"),
    "the last one": ("DELETE FROM reports WHERE seq = 4", "report 4 is missing"),
    "a subject": ("UPDATE tally SET total = 9 WHERE name = 's:quiet'", "the index of subject quiet is not what"),
    "a day": ("DELETE FROM marks WHERE name = 'd:2018-05-31'", "the index of the day 2018-05-31 is not what"),
    "references": ("DELETE FROM marks WHERE name = 'r:sohr-1'", "the index of references to sohr-1 is not what"),
    "a sum": ("UPDATE tally SET total = 9 WHERE name = 'days'", "the index of all days is not what"),
    "a stray name": ("INSERT INTO marks VALUES (x'1b5b41ff', 1)", "the index of what is called <U+001B>[A� is not"),
}


@pytest.mark.parametrize("cause", ONE_CAUSE)
def test_one_cause_is_told_once_in_plain_words(cause: str, tmp_path: Path) -> None:
    path = small_store(tmp_path)
    statement, said = ONE_CAUSE[cause]
    edit(path, statement)
    with open_store(path) as store:
        problems = store.verify()
    assert len(problems) == 1 and said in problems[0].message, [problem.message for problem in problems]


def test_no_bytes_of_the_language_are_shown(tmp_path: Path) -> None:
    whole = Path(small_store(tmp_path, larger()))
    raw = whole.read_bytes()
    chance = random.Random(5)
    for _ in range(60):
        place, bit = chance.randrange(len(raw)), chance.randrange(8)
        damaged = tmp_path / "flip.db"
        damaged.write_bytes(raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :])
        with suppress(NegotrackError), open_store(str(damaged)) as store:
            assert not [p.message for p in store.verify() if "b'" in p.message or 'b"' in p.message]
