"""`import` and `todo`: exit codes, the account, where it goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from negotrack.cli.importing import SOURCES
from negotrack.importers import SOURCES as KNOWN
from tests.cli.running import negotrack

HEAD = "date,source,event,target\n"
GOOD = "2014-05-30,Japan,Engage in negotiation,North Korea\n"
BROKEN = "2014-05-30,Japan,Engage in negotiation\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    return path


def test_the_command_knows_the_sources_of_the_library() -> None:
    assert tuple(KNOWN) == SOURCES


def test_an_import_gives_account_on_stderr_and_its_log_passes_check(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    found = negotrack("import", "icews-quads", data, "-o", out)
    assert (found.code, found.out) == (0, "")
    assert found.err.startswith("1 row read: 1 became statements, 0 merged, 0 left out, 0 failed\n")
    assert negotrack("check", "--strict", out).code == 0
    folder = tmp_path / "log"
    assert negotrack("import", "icews-quads", data, "-o", folder).code == 0
    assert negotrack("check", "--strict", folder).code == 0


def test_the_account_as_json_goes_to_stdout(data: Path, tmp_path: Path) -> None:
    found = negotrack("import", "icews-quads", data, "-o", tmp_path / "log", "--summary", "json")
    assert found.err == ""
    assert {key: found.json[key] for key in ("read", "became", "merged", "left_out", "failed")} == {
        "read": 1, "became": 1, "merged": 0, "left_out": 0, "failed": 0,
    }  # fmt: skip
    assert found.json["statements"] == {"negotiate": 1}


def test_a_broken_row_fails_the_import_unless_it_is_to_keep_going(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data.write_text(HEAD + BROKEN + GOOD, encoding="utf-8")
    out = Path("log")
    found = negotrack("import", "icews-quads", data.name, "-o", out)
    assert found.code == 1
    assert "data.csv:2:1: error[bad-row]: 3 cells in a row of 4 columns" in found.err
    assert "nothing was written" in found.err
    assert not out.exists()
    found = negotrack("import", "icews-quads", data.name, "-o", out, "--keep-going")
    assert found.code == 1
    assert "2 rows read: 1 became statements, 0 merged, 0 left out, 1 failed" in found.err
    assert negotrack("check", out).code == 0


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["icews-quads", "nothing.csv", "-o", "out"], 3),
        (["icews-quads", ".", "-o", "out"], 3),
        (["icews-quads", "data.csv"], 2),
        (["icewz", "data.csv", "-o", "out"], 2),
        (["icews-quads", "data.csv", "-o", "data.csv"], 2),
        (["icews-quads", "data.csv", "-o", "out", "--between", "japan"], 2),
        (["icews-quads", "data.csv", "-o", "out", "--released", "2024-01-15"], 2),
        (["cameo", "data.csv", "-o", "out"], 2),
        (["pax", "data.csv", "-o", "out"], 2),
        (["pax", "data.csv:2024-01-15", "other.csv", "-o", "out"], 2),
        (["pax", "data.csv:2024-02-30", "-o", "out"], 2),
        (["icews", "data.csv", "-o", "out"], 1),
        (["icews-quads", "data.csv", "-o", "nowhere/out"], 3),
        (["icews-quads", "data.csv", "-o", "out", "--since", "2015-01-01"], 1),
    ],
)
def test_what_cannot_be_done_has_its_exit_code(
    data: Path, tmp_path: Path, args: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = negotrack("import", *args)
    assert (found.code, found.out) == (code, "")
    assert found.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.csv"]
    assert data.read_text(encoding="utf-8") == HEAD + GOOD


def test_releases_are_dated_beside_the_file_or_by_an_option(tmp_path: Path) -> None:
    path = tmp_path / "v8.csv"
    path.write_text("PP,PPName,AgtId,Agt,Dat,Stage\n1,One,7,Accord,2013-05-28,Cea\n", encoding="utf-8")
    assert negotrack("import", "pax", f"{path}:2024-01-15", "-o", tmp_path / "a.jsonl").code == 0
    assert negotrack("import", "pax", path, "--released", "2024-01-15", "-o", tmp_path / "b.jsonl").code == 0
    lines = [(tmp_path / name).read_text(encoding="utf-8").splitlines()[1] for name in ("a.jsonl", "b.jsonl")]
    assert lines[0] == lines[1]


def test_todo_lists_what_is_left_to_code(tmp_path: Path) -> None:
    items = tmp_path / "items.jsonl"
    items.write_text(
        '{"date": "2018-06-12", "text": "Rain.\\u001b[2J", "sources": ["BBC"]}\n'
        '{"date": "2018-06-11", "text": "Greece and Macedonia sign an agreement.", "sources": []}\n',
        encoding="utf-8",
    )
    out = tmp_path / "drafts"
    assert negotrack("import", "news", items, "-o", out).code == 0
    found = negotrack("todo", out)
    assert found.code == 0
    assert found.err.endswith("2 of 2 reports to code, 1 with proposals\n")
    first, second = found.out.splitlines()
    assert "[sign: agreement-greece-macedonia-2018-06-11]" in first
    assert second.startswith("2018-06-12-1  bbc  Rain.") and "\x1b" not in second
    found = negotrack("todo", out, "--format", "json")
    assert [report["report"] for report in found.json["reports"]] == ["2018-06-11-1", "2018-06-12-1"]


@pytest.mark.parametrize("name", ["log.jsonl", "log", "log.db"])
def test_a_file_may_come_from_stdin(data: Path, tmp_path: Path, name: str) -> None:
    found = negotrack("import", "icews-quads", "-", "-o", tmp_path / name, stdin=data.read_bytes())
    assert found.code == 0 and found.err.startswith("1 row read: 1 became statements")
    assert negotrack("check", "--strict", tmp_path / name).code == 0


def test_faults_of_stdin_are_shown_at_stdin(tmp_path: Path) -> None:
    found = negotrack("import", "icews-quads", "-", "-o", tmp_path / "x.jsonl", stdin=(HEAD + BROKEN).encode())
    assert found.code == 1 and found.err.startswith("<stdin>:2:1: error[bad-row]")
    twice = negotrack("import", "icews-quads", "-", "-", "-o", tmp_path / "x.jsonl")
    assert twice.code == 2 and "once" in twice.err


@pytest.mark.parametrize(
    "option", [("--since", "2018-01-01"), ("--until", "2018-01-01"), ("--mapping", "m"), ("--columns", "m"),
               ("--actors", "m"), ("--between", "a,b"), ("--released", "2018-01-01"), ("--keep-going",),
               ("--summary", "json")],
)  # fmt: skip
def test_an_option_that_a_source_has_no_use_for_is_refused(tmp_path: Path, option: tuple[str, ...]) -> None:
    log, store = tmp_path / "log.yaml", tmp_path / "log.db"
    log.write_text("negotrack: 1\nscenario: log\n", encoding="utf-8")
    found = negotrack("import", "log", log, "-o", store, *option)
    assert found.code == 2 and option[0] in found.err and not store.exists()
    if option[0] in ("--since", "--until"):
        data = tmp_path / "v1.csv"
        data.write_text("PP,PPName,AgtId,Agt,Dat,Stage\n1,P,1,A,2018-06-01,Cea\n", encoding="utf-8")
        found = negotrack("import", "pax", f"{data}:2020-01-01", "-o", tmp_path / "pax", *option)
        assert found.code == 2 and "pax takes no days" in found.err and not (tmp_path / "pax").exists()


def test_a_store_is_not_made_where_there_is_no_folder(data: Path, tmp_path: Path) -> None:
    found = negotrack("import", "icews-quads", data, "-o", tmp_path / "none" / "log.db")
    assert found.code == 3 and "there is no folder" in found.err


def test_a_file_that_may_not_be_read_is_told_on_opening_it(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is a matter of input and output, not of misuse; only opening a file says for sure whether it can be read."""
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    assert negotrack("import", "icews-quads", data, "-o", tmp_path / "log.jsonl").code == 0
    monkeypatch.undo()
    data.chmod(0)
    if os.geteuid() != 0:
        assert negotrack("import", "icews-quads", data, "-o", tmp_path / "other.jsonl").code == 3
