"""Opening scenarios: folders, files and bytes; nothing outside the folder is opened, and nothing is waited for."""

from __future__ import annotations

import os
import socket
from itertools import permutations
from pathlib import Path

import pytest

from negotrack.files.tree import MAX_TEXT
from negotrack.loading import load, loads, read, read_text
from negotrack.problems import InvalidScenario, ReadError
from negotrack.store import create
from tests.logs import log

SECRET = "the content of another file"
HEAD = log().partition("reports:\n")[0]


def report(name: str, verb: str = "press: out") -> str:
    return f"id: {name}\noutlet: kan\npublished: 2018-05-31\nstatements:\n  - {verb}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "small"
    (made / "reports").mkdir(parents=True)
    (made / "scenario.yaml").write_text(HEAD, encoding="utf-8")
    (made / "reports" / "a.yaml").write_text(report("a"), encoding="utf-8")
    return made


def codes(path: Path) -> list[tuple[str, str]]:
    """Code and file of each problem, the file relative to what was asked for."""
    return [(p.code, os.path.relpath(p.span.file, path)) for p in read(path).problems]


def test_a_folder_holds_declarations_and_reports(folder: Path) -> None:
    (folder / "reports" / "c.yml").write_text(f"- {report('c1').replace(chr(10), chr(10) + '  ')}\n", encoding="utf-8")
    (folder / "reports" / "b").mkdir()
    (folder / "reports" / "b" / "x.yaml").write_text("reports:\n  - {id: b1, outlet: kan, published: 2018-05-31}\n")
    (folder / "reports" / "d.jsonl").write_text('{"id": "d1", "outlet": "kan", "published": "2018-05-31"}\n')
    assert [found.id for found in load(folder).reports] == ["a", "b1", "c1", "d1"]


def test_a_folder_and_a_file_with_the_same_content_are_the_same(folder: Path) -> None:
    item = report("a").replace("\n", "\n    ").rstrip()
    whole = folder.parent / "whole.yaml"
    whole.write_text(f"{HEAD}reports:\n  - {item}\n", encoding="utf-8")
    assert load(folder) == load(whole) == loads(whole.read_text(encoding="utf-8"))


def test_paths_may_be_text_with_and_without_a_slash(folder: Path) -> None:
    assert load(str(folder)) == load(f"{folder}/")
    assert read(folder).problems == ()


def test_names_are_as_the_user_gave_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "reports" / "b.yaml").write_text(report("b", "press: bordr"), encoding="utf-8")
    monkeypatch.chdir(folder.parent)
    (problem,) = read("small").problems
    assert str(problem.span) == "small/reports/b.yaml:5:12"
    assert set(read("small").texts) == {"small/scenario.yaml", "small/reports/a.yaml", "small/reports/b.yaml"}


def test_places_of_all_ids_are_known(folder: Path) -> None:
    spans = read(folder).spans
    assert str(spans["israel"]) == f"{folder}/scenario.yaml:4:3"
    assert str(spans["a"]) == f"{folder}/reports/a.yaml:1:5"
    assert str(spans["a#1"]) == f"{folder}/reports/a.yaml:5:5"


def test_load_raises_with_every_problem(folder: Path) -> None:
    (folder / "reports" / "b.yaml").write_text(report("b", "presss: out") + "texxt: x\n", encoding="utf-8")
    with pytest.raises(InvalidScenario) as caught:
        load(folder)
    assert [p.code for p in caught.value.problems] == ["unknown-verb", "unknown-key"]


def test_a_faulty_file_hides_no_other_and_brings_no_further_problems(folder: Path) -> None:
    (folder / "reports" / "b.yaml").write_text("id: [", encoding="utf-8")
    (folder / "reports" / "c.yaml").write_text(report("c", "retract: b"), encoding="utf-8")
    (folder / "reports" / "d.yaml").write_text(report("d", "press: bordr"), encoding="utf-8")
    assert codes(folder) == [("yaml-syntax", "reports/b.yaml"), ("unknown-subject", "reports/d.yaml")]


def test_declarations_do_not_stand_in_files_of_reports(folder: Path) -> None:
    (folder / "reports" / "b.yaml").write_text("parties: {}\nreports: []\n", encoding="utf-8")
    assert codes(folder) == [("unknown-key", "reports/b.yaml")]


def test_a_missing_path_is_answered_with_the_nearest(folder: Path) -> None:
    with pytest.raises(ReadError, match=r'smal: no such file or directory; did you mean ".*small"\?'):
        load(folder.parent / "smal")
    with pytest.raises(ReadError, match="no such file"):
        load(folder / "no" / "such" / "path")
    with pytest.raises(ReadError, match="names nothing"):
        load("")
    with pytest.raises(ReadError, match="names nothing"):
        load("a\0b")


@pytest.mark.parametrize(
    ("names", "hint"),
    [((), "negotrack init"), (("scenario.yml",), "rename scenario.yml"), (("x.yaml",), "name x.yaml itself")],
)
def test_a_folder_without_its_main_file(tmp_path: Path, names: tuple[str, ...], hint: str) -> None:
    for name in names:
        (tmp_path / name).write_text("negotrack: 1\n")
    (problem,) = read(tmp_path).problems
    assert (problem.code, problem.span.file) == ("missing-scenario-file", f"{tmp_path}/scenario.yaml")
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty-file"),
        (b" \n", "empty-file"),
        (b"# nothing\n", "empty-file"),
        (b"\xff\xfen\x00", "not-utf8"),
        (b"\x1f\x8b\x08", "not-text"),
        (b"<<<<<<< HEAD\nnegotrack: 1\n", "conflict-marker"),
        (b"negotrack: 1\nscenario: \xe9\n", "not-utf8"),
        (b"[" * 20_000, "too-deep"),
        (b"negotrack: 2\nnew: thing\n", "bad-version"),
        (b"- 1\n", "wrong-type"),
        (b"x" * (MAX_TEXT + 1), "too-large"),
    ],
    ids=range(11),
)
def test_what_is_no_log_is_one_problem(tmp_path: Path, raw: bytes, code: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    for reading in (read(path), read_text("x.yaml", raw)):
        assert [p.code for p in reading.problems] == [code]
        assert reading.scenario is None
        with pytest.raises(InvalidScenario):
            reading.checked()


def test_byte_order_marks_line_ends_and_missing_ends_are_fine() -> None:
    text = log().rstrip("\n")
    assert read_text("x", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()).scenario == loads(log())


def test_links_out_of_the_folder_are_refused_and_never_shown(folder: Path) -> None:
    outside = folder.parent / "other.yaml"
    outside.write_text(SECRET)
    for name, target in (
        ("b.yaml", outside),
        ("c.yaml", Path("../../other.yaml")),
        ("d.yaml", Path("/etc/hostname")),
        ("e.jsonl", outside),
        ("f.yaml", Path("nowhere.yaml")),
        ("g.yaml", Path("g.yaml")),
        ("h", Path("..")),
        ("i", Path("/")),
    ):
        (folder / "reports" / name).symlink_to(target)
    reading = read(folder)
    assert {p.code for p in reading.problems} == {"link-refused"}
    assert len(reading.problems) == 8
    assert SECRET not in str(reading)
    assert reading.scenario is None


def test_a_main_file_that_is_a_link_out_is_refused(folder: Path) -> None:
    (folder / "scenario.yaml").unlink()
    (folder / "scenario.yaml").symlink_to("/etc/hostname")
    assert codes(folder) == [("link-refused", "scenario.yaml")]


def test_a_folder_of_reports_that_is_a_link_is_refused_and_not_listed(folder: Path) -> None:
    outside = folder.parent / "elsewhere"
    outside.mkdir()
    (outside / "hidden.conf").write_text(SECRET)
    (folder / "reports").rename(folder / "kept")
    (folder / "reports").symlink_to(outside)
    assert ("link-refused", "reports") in codes(folder)
    assert "hidden" not in str(read(folder).problems)


def test_links_within_the_folder_are_followed(folder: Path) -> None:
    (folder / "drafts").mkdir()
    (folder / "drafts" / "b.yaml").write_text(report("b"))
    (folder / "reports" / "b.yaml").symlink_to("../drafts/b.yaml")
    (folder.parent / "alias").symlink_to(folder)
    assert [found.id for found in load(folder.parent / "alias").reports] == ["a", "b"]


def test_pipes_and_sockets_are_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "reports" / "b.yaml")
    os.mkfifo(folder.parent / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(folder / "reports" / "c.jsonl"))
        assert codes(folder) == [("not-a-file", "reports/b.yaml"), ("not-a-file", "reports/c.jsonl")]
    with pytest.raises(ReadError, match="is a pipe, not a file or folder"):
        load(folder.parent / "pipe.yaml")
    with pytest.raises(ReadError, match="is a device"):
        load("/dev/zero")


def test_what_is_not_read_is_said(folder: Path) -> None:
    (folder / "reports" / "b.yaml.bak").write_text("x")
    (folder / "reports" / "notes.md").write_text("x")
    (folder / "reports" / ".hidden").write_text("x")
    reading = read(folder)
    assert [(p.code, p.severity) for p in reading.problems] == [("file-not-read", "warning")]
    assert reading.scenario is not None


@pytest.mark.parametrize(
    ("path", "shown", "hint"),
    [
        ("Reports/x.yaml", "Reports", "name it reports"),
        ("report/x.yaml", "report", "name it reports"),
        ("reprots/x.jsonl", "reprots", "name it reports"),
        ("reports.yaml/x.yaml", "reports.yaml", "name it reports"),
        ("reports.yaml", "reports.yaml", "into the folder reports"),
        ("report.jsonl", "report.jsonl", "into the folder reports"),
        ("reports/.r1.yaml", "reports/.r1.yaml", "take the dot off"),
        ("reports/deep/.r1.jsonl", "reports/deep/.r1.jsonl", "take the dot off"),
    ],
)
def test_reports_that_are_not_read_are_told(folder: Path, path: str, shown: str, hint: str) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text(report("x"), encoding="utf-8")
    reading = read(folder)
    assert codes(folder) == [("file-not-read", shown)]
    assert hint in reading.problems[0].hint
    assert len(reading.checked().reports) == 1


@pytest.mark.parametrize("path", ["expected/x.yaml", "Reports/x.md", ".git/x.yaml", "reports/._a.yaml", "report.py"])
def test_what_is_no_report_is_passed_over(folder: Path, path: str) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text("x", encoding="utf-8")
    assert read(folder).problems == ()


def test_controls_in_names_are_made_visible(folder: Path) -> None:
    (folder / "reports" / "a\x1b[2J\n.yaml").write_text("id: [")
    (folder / "reports" / os.fsdecode(b"\xff.yaml")).write_text("id: [")
    for problem in read(folder).problems:
        assert problem.span.file.isprintable(), problem.span.file


def test_folders_too_deep_are_a_problem(folder: Path) -> None:
    deep = folder / "reports" / "/".join("d" * 40)
    deep.mkdir(parents=True)
    assert [code for code, _ in codes(folder)] == ["too-deep"]


def test_an_unreadable_folder_raises(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(ReadError, match="permission denied"):
        load(folder)


def test_a_file_of_lines_begins_with_its_declarations(folder: Path) -> None:
    path = folder.parent / "log.jsonl"
    first = '{"negotrack": 1, "scenario": "x", "outlets": {"kan": {"name": "Kan"}}}'
    path.write_text(f'{first}\n\n{{"id": "a", "outlet": "kan", "published": "2018-05-31"}}\n')
    assert [found.id for found in load(path).reports] == ["a"]
    path.write_text("")
    assert codes(path.parent / "log.jsonl") == [("empty-file", ".")]


def test_the_order_of_files_decides_nothing_but_ties(folder: Path) -> None:
    (folder / "reports" / "0.yaml").write_text(report("z", "deny: a#1"), encoding="utf-8")
    assert read(folder).problems == ()


def test_the_names_of_files_decide_nothing(folder: Path) -> None:
    day = "{id: %s, outlet: kan, published: 2018-05-%s}"
    texts = [[("y", 30), ("a", 31)], [("z", 29), ("b", 31), ("c", 30)], [("x", 31)], [("w", 31)]]
    orders = set()
    for names in permutations("abcd"):
        for name, reports in zip(names, texts, strict=True):
            text = "".join(f"- {day % found}\n" for found in reports)
            (folder / "reports" / f"{name}.yaml").write_text(text, encoding="utf-8")
        orders.add(tuple(found.id for found in load(folder).reports))
    assert orders == {("z", "y", "a", "b", "c", "w", "x")}


def test_declarations_alone_will_do_for_a_stream() -> None:
    assert loads(HEAD, need_reports=False).reports == ()
    with pytest.raises(InvalidScenario):
        loads(HEAD)


def test_a_line_beyond_the_limit_is_one_problem(folder: Path) -> None:
    path = folder / "reports" / "b.jsonl"
    long = b'{"id": "' + b"x" * (2 * MAX_TEXT + 9) + b'"}\n'
    path.write_bytes(long + b'{"id": "b", "outlet": "kann", "published": "2018-05-31"}\n')
    assert [(p.code, p.span.line) for p in read(folder).problems] == [("too-large", 1), ("unknown-outlet", 2)]


def test_the_number_of_problems_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotrack.files.intake.MAX_KEPT", 10)
    problems = read_text("x", log(*["press: bordr"] * 30).encode()).problems
    assert [p.code for p in problems] == ["unknown-subject"] * 10 + ["too-many-problems"]
    assert "20 more" in problems[-1].message


def test_did_you_mean_is_looked_up_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotrack.files.intake.MAX_COMPARISONS", 30)
    text = log("press: bordr", "press: bordr", "press: bordr", "press: bordr")
    hints = [problem.hint for problem in read_text("x", text.encode()).problems]
    assert 0 < sum("did you mean" in hint for hint in hints) < len(hints) == 4


def test_the_folder_of_reports_is_taken_for_its_parent(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(folder / "reports").problems[0].hint == f'did you mean its parent, "{folder}"?'
    assert read(f"{folder}/reports/").problems[0].hint == f'did you mean its parent, "{folder}"?'
    monkeypatch.chdir(folder)
    assert read("reports").problems[0].hint == 'did you mean its parent, "."?'
    monkeypatch.chdir(folder / "reports")
    assert read(".").problems[0].hint == 'did you mean its parent, "./.."?'


def test_a_store_given_as_text_is_told_how_to_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "golan.db"
    create(path, loads(log("press: out")))
    with pytest.raises(InvalidScenario, match=r"this is a store, not text; .*open_store\(path\)\.read\(\)"):
        load(path)
    other = tmp_path / "other.db"
    other.write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(InvalidScenario) as found:
        load(other)
    assert "this is an SQLite database, not text" in str(found.value) and "open_store" not in str(found.value)


def test_what_is_wrong_is_named_where_it_has_a_place() -> None:
    with pytest.raises(InvalidScenario) as found:
        loads("negotrack: 1\nscenario: x\ntalk: {}\nparties: {a: {nam: A}}\n")
    assert 'error(s) in the scenario: <text>:3:1: there is no key "talk"' in str(found.value)
    assert 'did you mean "talks"?' in str(found.value) and str(found.value).endswith(" more)")
    problems = found.value.problems
    assert problems[-1].code == "no-reports" and {p.span.line for p in problems[:-1]} == {3, 4}
    with pytest.raises(InvalidScenario, match="<text>: there are no reports"):
        loads("negotrack: 1\nscenario: x\n")
