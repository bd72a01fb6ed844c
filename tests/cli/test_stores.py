"""Stores on the command line: every question has the answer of the log in text, and what goes wrong has its code."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import GOLAN, SMALL, negotrack, spawn

BACKFILLED = """\
  - id: r0
    outlet: daily
    published: 2024-02-01
    statements:
      - press: pull-back
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The founding case in a store."""
    path = tmp_path / "golan.db"
    found = negotrack("import", "log", GOLAN, "-o", path)
    assert (found.code, found.out) == (0, "") and "12 reports recorded" in found.err
    return path


def small_store(folder: Path, text: str = SMALL) -> tuple[Path, Path]:
    """A log in text and a store of it."""
    log, path = folder / "log.yaml", folder / "small.db"
    log.write_text(text, encoding="utf-8")
    assert negotrack("import", "log", log, "-o", path).code == 0
    return log, path


@pytest.mark.parametrize("more", [(), ("--as-of", "2018-05-30"), ("--as-known", "2018-05-30", "--lens", "sceptical")])
def test_the_standings_of_a_store_as_csv_are_those_of_the_text(store: Path, more: tuple[str, ...]) -> None:
    """They are had from a stream."""
    of_store, of_text = (negotrack("status", path, "--format", "csv", *more) for path in (store, GOLAN))
    assert of_store == of_text and of_text.code == 0
    found = negotrack("status", store, "--format", "csv", "--lens", "septical")
    assert found.code == 2 and "sceptical" in found.err


@pytest.mark.parametrize(
    "args",
    [
        ("status",),
        ("status", "--subject", "accept-assad", "--as-known", "2018-05-30"),
        ("timeline",),
        ("why", "accept-assad"),
        ("what-if", "--without", "outlet:kan"),
        ("diff", "--known-from", "2018-05-30"),
        ("replay", "--lens", "sceptical"),
        ("agenda",),
        ("outlook", "accept-assad"),
        ("movement",),
        ("graph",),
        ("brief", "--since", "2018-05-30"),
        ("hindsight", "--as-of", "2018-05-30"),
    ],
    ids=" ".join,
)
def test_every_question_has_the_answer_of_the_text(store: Path, args: tuple[str, ...]) -> None:
    verb, *more = args
    of_store = negotrack(verb, store, *more, "--format", "json")
    of_text = negotrack(verb, GOLAN, *more, "--format", "json")
    assert (of_store.code, of_store.out) == (0, of_text.out), of_store.err


@pytest.mark.parametrize("subject", ["accept-assad", "israel-russia", "paris-meeting", "withdrawal", "russian-package"])
def test_a_part_of_a_store_is_enough_for_its_subjects(store: Path, subject: str) -> None:
    for more in ((), ("--as-known", "2018-05-30", "--format", "csv"), ("--lens", "officials", "--format", "json")):
        for verb in ("status", "timeline"):
            of_store = negotrack(verb, store, "--subject", subject, *more)
            assert of_store == negotrack(verb, GOLAN, "--subject", subject, *more)
            assert of_store.code == 0
    assert negotrack("status", store, "--subject", subject, "--subject", "gone").code == 2


def test_a_log_leaves_the_store_as_it_came(store: Path, tmp_path: Path) -> None:
    log = tmp_path / "golan.jsonl"
    assert negotrack("export", store, "--to", "jsonl", "-o", log).code == 0
    assert negotrack("export", GOLAN, "--to", "jsonl").out == log.read_text(encoding="utf-8")
    again = negotrack("export", store, "--to", "jsonl", "-o", log)
    assert again.code == 2 and "exists" in again.err
    assert negotrack("export", store, "--to", "jsonl", "-o", log, "--force").code == 0
    whole = tmp_path / "golan.yaml"
    assert negotrack("export", store, "--to", "yaml", "-o", whole).code == 0
    for text in (log, whole):
        assert negotrack("status", text, "--format", "json").out == negotrack("status", GOLAN, "--format", "json").out
    assert negotrack("export", store, "--to", "jsonl", "-o", tmp_path / "no" / "log.jsonl").code == 3
    assert negotrack("export", store, "--to", "jsonl", "-o", tmp_path, "--force").code == 2
    assert negotrack("check", store).out == "golan-2018: 12 reports, 41 statements, no problems\n"


def test_a_log_is_taken_in_as_far_as_it_is_new(tmp_path: Path) -> None:
    log, path = small_store(tmp_path)
    log.write_text(SMALL + BACKFILLED, encoding="utf-8")
    found = negotrack("import", "log", log, "-o", path)
    assert found.code == 0 and "1 reports recorded" in found.err and "1 there already" in found.err
    log.write_text(SMALL.replace("press", "amend") + BACKFILLED, encoding="utf-8")
    changed = negotrack("import", "log", log, "-o", path)
    assert changed.code == 1 and "same-id-other-content" in changed.err and "report 1 of the store" in changed.err
    log.write_text(SMALL.replace("pull-back", "leave").replace("r1", "r9"), encoding="utf-8")
    assert negotrack("import", "log", log, "-o", path).code == 1, "the old reports no longer fit"
    assert negotrack("doctor", path).err == f"{path}: 2 reports, nothing is damaged\n"
    assert negotrack("import", "log", log, "-o", path, "--force").code == 0
    assert negotrack("check", path).out.startswith("small: 1 report,")


def test_what_was_recorded_late_shows_only_in_the_order_of_recording(tmp_path: Path) -> None:
    """The third time: a backfilled report changes what was known by a day, and this alone tells since when."""
    log, path = small_store(tmp_path)
    known = ("status", path, "--as-known", "2024-02-15", "--format", "json")
    before = negotrack(*known).json["standings"]
    log.write_text(SMALL + BACKFILLED, encoding="utf-8")
    assert negotrack("import", "log", log, "-o", path).code == 0
    assert negotrack(*known).json["standings"] != before
    found = negotrack("diff", path, "--recorded-from", "1", "--recorded-to", "2", "--format", "json").json
    assert [(one["statement"], one["published"]) for one in found["learned"]] == [("r0#1", "2024-02-01")]
    assert negotrack("diff", path, "--recorded-from", "2", "--exit-code").code == 0
    assert negotrack("diff", path, "--recorded-from", "1", "--exit-code").code == 1
    then = negotrack("diff", path, "--recorded-from", "0", "--recorded-to", "1", "--format", "json").json
    assert [one["statement"] for one in then["learned"]] == ["r1#1"]
    for wrong in (("--recorded-from", "3"), ("--recorded-from", "0", "--recorded-to", "9"), ("--recorded-to", "1")):
        assert negotrack("diff", path, *wrong).code == 2
    refused = negotrack("diff", log, "--recorded-from", "1")
    assert refused.code == 2 and "no store" in refused.err


def test_imports_go_into_stores(tmp_path: Path) -> None:
    rows = "date,source,event,target\n2014-05-30,Japan,Engage in negotiation,North Korea\n"
    events, path = tmp_path / "events.csv", tmp_path / "corpus.db"
    events.write_text(rows, encoding="utf-8")
    as_text = negotrack("import", "icews-quads", events, "-o", tmp_path / "corpus.jsonl")
    as_store = negotrack("import", "icews-quads", events, "-o", path)
    assert as_store.code == as_text.code == 0, as_store.err
    assert as_store.err.replace("corpus.db", "corpus.jsonl") == as_text.err
    assert negotrack("export", path, "--to", "jsonl").out == (tmp_path / "corpus.jsonl").read_text(encoding="utf-8")
    assert negotrack("import", "icews-quads", events, "-o", path).code == 2
    assert negotrack("import", "icews-quads", events, "-o", path, "--force").code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["corpus.db", "corpus.jsonl", "events.csv"]


def test_drafts_are_added_to_a_store_for_one_question(tmp_path: Path) -> None:
    _, path = small_store(tmp_path)
    draft = tmp_path / "draft.yaml"
    draft.write_text("{id: r2, outlet: daily, published: 2024-03-02, statements: [{shelve: pull-back}]}")
    found = negotrack("what-if", path, "--add", draft, "--format", "json")
    assert found.code == 0 and "shelved" in found.out
    assert negotrack("check", path).out.startswith("small: 1 report,")


def test_damage_is_told_and_what_is_whole_saved(tmp_path: Path) -> None:
    _, path = small_store(tmp_path, SMALL + BACKFILLED)
    path.write_bytes(path.read_bytes().replace(b'"2024-02-01"', b'"2024-02-09"'))
    assert negotrack("status", path).code == 5
    found = negotrack("doctor", path)
    assert found.code == 5 and "store-report-damaged" in found.out and "report 2" in found.out
    assert {problem["code"] for problem in negotrack("doctor", path, "--format", "json").json} >= {
        "store-report-damaged"
    }
    saved = negotrack("doctor", path, "--rebuild", tmp_path / "new.db")
    assert saved.code == 5 and "1 whole reports were saved" in saved.err
    assert negotrack("doctor", tmp_path / "new.db").code == 0
    assert negotrack("doctor", path, "--rebuild", tmp_path / "new.db").code == 2


def test_what_is_no_store_is_refused_clearly(tmp_path: Path) -> None:
    log, path = small_store(tmp_path)
    assert "negotrack check" in negotrack("doctor", log).err
    assert negotrack("doctor", log).code == 2
    missing = negotrack("doctor", tmp_path / "none.db")
    assert missing.code == 3 and not (tmp_path / "none.db").exists()
    assert negotrack("import", "log", log, "-o", tmp_path / "other").code == 2
    assert negotrack("import", "log", log, log, "-o", path).code == 2
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    newer = negotrack("status", path)
    assert newer.code == 5 and "use a newer negotrack" in newer.err


def test_ids_are_completed_from_a_store(store: Path) -> None:
    words = ("negotrack", "status", str(store), "--subject", "iran-off")
    environ = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": "4", "_NEGOTRACK_COMPLETE": "bash_complete"}
    assert spawn(environ=environ).out == "plain,iran-off-border\n"
