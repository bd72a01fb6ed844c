"""What bad input gets on the command line: its problem at its place, an exit code, and never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import SMALL, negotrack, spawn

Row = tuple[bytes, int, str, int]


def changed(old: str, new: str) -> bytes:
    """The small scenario with a change."""
    assert old in SMALL
    return SMALL.replace(old, new).encode()


def statement(text: str) -> bytes:
    """The small scenario with another statement."""
    return (SMALL + f"      - {text}\n").encode()


def report(text: str) -> bytes:
    """The small scenario with another report."""
    return (SMALL + f"  - {text}\n").encode()


# bytes of the file -> exit code, code of a problem, its line (0: the file as a whole)
ROWS: dict[str, Row] = {
    "not UTF-8": (SMALL.encode() + b"# \xff\n", 1, "not-utf8", 16),
    "UTF-16": (SMALL.encode("utf-16"), 1, "not-utf8", 0),
    "NUL": (SMALL.encode() + b"\x00", 1, "not-text", 16),
    "random bytes": (bytes(range(256)), 1, "not-text", 1),
    "a gzip": (b"\x1f\x8b\x08" + bytes(40), 1, "not-text", 0),
    "a merge conflict": (b"<<<<<<< ours\n" + SMALL.encode(), 1, "conflict-marker", 1),
    "cut in mid-report": (SMALL.encode()[:-14], 1, "", 0),
    "nothing": (b"", 1, "empty-file", 0),
    "BOM": (b"\xef\xbb\xbf" + SMALL.encode(), 0, "", 0),
    "CRLF": (SMALL.replace("\n", "\r\n").encode(), 0, "", 0),
    "no final newline": (SMALL.rstrip().encode(), 0, "", 0),
    "Arabic and Hebrew text": (changed("Forces pull back", "انسحاب القوات; נסיגה"), 0, "", 0),
    "markup in text": (changed("Forces pull back", '"[unnamed] :warning: [/x]"'), 0, "", 0),
    "ESC in text": (changed("Forces pull back", '"\\e[31m"'), 0, "", 0),
    "ESC in an id": (changed("pull-back: {", '"pull\\eback": {'), 1, "invisible-in-id", 9),
    "joiner in an id": (changed("pull-back: {", "می\u200cخواهد: {"), 1, "invisible-in-id", 9),
    "zero-width in an id": (changed("pull-back: {", "pull\u200bback: {"), 1, "invisible-in-id", 9),
    "no-break space in an id": (changed("pull-back: {", "pull\u00a0back: {"), 1, "invisible-in-id", 9),
    "bidi in an id": (changed("pull-back: {", "pull\u202eback: {"), 1, "invisible-in-id", 9),
    "look-alike ids": (changed("  south:", "  nоrth: {name: Look-alike}\n  south:"), 0, "look-alike-id", 5),
    "ids that differ in case": (changed("  south:", "  North: {name: N}\n  south:"), 0, "look-alike-id", 5),
    "no such day": (changed("2024-03-01", "2018-02-30"), 1, "bad-date", 13),
    "month 13": (changed("2024-03-01", "2018-13-01"), 1, "bad-date", 13),
    "year 0": (changed("2024-03-01", "0000-01-01"), 1, "bad-date", 13),
    "slashes": (changed("2024-03-01", "05/06/2018"), 1, "bad-date", 13),
    "no hyphens": (changed("2024-03-01", "20180531"), 1, "bad-date", 13),
    "a week": (changed("2024-03-01", "2018-W22-4"), 1, "bad-date", 13),
    "Arabic digits": (changed("2024-03-01", "٢٠٢٤-٠٣-٠١"), 1, "bad-date", 13),
    "the year 2081": (changed("2024-03-01", "2081-03-01"), 0, "far-future", 13),
    "reported before it happened": (statement("press: pull-back\n        event_date: 2024-05-01"), 0, "", 17),
    "a huge number": (changed("text: Forces", "terms: {maintain: x, distance: 1e999 km}, text: Forces"), 1, "", 9),
    "no number": (changed("text: Forces", "terms: {maintain: x, distance: NaN km}, text: Forces"), 1, "", 9),
    "5,000 digits": (changed("text: ", f"terms: {{maintain: x, count: {'9' * 5000}}}, text: "), 1, "bad-quantity", 9),
    "a range backwards": (
        changed("text: Forces", "terms: {maintain: x, distance: 80-70 km}, text: Forces"), 0, "reversed-range", 9,
    ),
    "a key twice": (changed("by: north, of", "by: north, by: south, of"), 1, "duplicate-key", 9),
    "an unknown key": (changed("text: Forces", "txt: Forces"), 1, "unknown-key", 9),
    "retract: for retracts:": (statement("press: pull-back\n        retracts: r1"), 1, "unknown-key", 17),
    "an undeclared subject": (statement("press: pul-back"), 1, "unknown-subject", 16),
    "an unknown verb": (statement("pres: pull-back"), 1, "unknown-verb", 16),
    "an id twice": (report("{id: r1, outlet: daily, published: 2025-01-01}"), 1, "same-id-other-content", 16),
    "retraction of nothing": (statement("retract: nowhere#1"), 1, "", 16),
    "a cycle of demands": (changed("by: north, of", "by: north, step_to: pull-back, of"), 1, "", 9),
    "20,000 brackets": (b"[" * 20_000, 1, "too-deep", 1),
    "an alias bomb": (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, "yaml-anchor", 1),
    "a tag": (changed("name: North", "name: !!python/object/apply:os.system [x]"), 1, "yaml-tag", 4),
    "a second document": (SMALL.encode() + b"---\na: 1\n", 1, "yaml-second-document", 16),
    "a newer version": (changed("negotrack: 1", "negotrack: 99"), 1, "bad-version", 1),
    "a verb naming code": (statement("os.system: pull-back"), 1, "unknown-verb", 16),
    "a torn JSON line": (b'{"negotrack": 1, "scenario": "x"}\n{"id": "r1", "outl', 1, "", 2),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "code", "problem", "line"), ROWS.values(), ids=list(ROWS))
def test_bad_input_gets_its_problem_at_its_place(raw: bytes, code: int, problem: str, line: int) -> None:
    found = negotrack("check", "--format", "json", "-", stdin=raw)
    problems = found.json
    assert found.code == code, found.out
    if code:
        assert problems and all(p["message"] and p["severity"] in ("error", "warning") for p in problems)
    if problem:
        assert problem in [p["code"] for p in problems], problems
        assert line in [p["line"] for p in problems if p["code"] == problem], problems
    elif line:
        assert line in [p["line"] for p in problems], problems
    if not code and not problem and not line:
        assert problems == []


@pytest.mark.parametrize(("raw", "code", "problem", "line"), ROWS.values(), ids=list(ROWS))
@pytest.mark.parametrize("verb", ["check", "status", "fmt"])
def test_bad_input_never_traces_back_or_steers(verb: str, raw: bytes, code: int, problem: str, line: int) -> None:
    found = negotrack(verb, "-", stdin=raw)
    if verb != "fmt":
        assert found.code == code
    assert "Traceback" not in found.err
    assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(found.err)
    if verb == "check":
        assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(found.out)


def test_both_places_are_named(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "scenario.yaml").write_text(SMALL, encoding="utf-8")
    again = "{id: r1, outlet: daily, published: 2024-03-02}"
    (tmp_path / "reports" / "again.yaml").write_text(again, encoding="utf-8")
    found = negotrack("check", tmp_path)
    assert found.code == 1 and "again.yaml:1:" in found.out and "scenario.yaml:11:" in found.out


def test_what_leads_out_of_the_folder_is_refused_and_never_shown(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    folder = tmp_path / "talks"
    (folder / "reports").mkdir(parents=True)
    (folder / "scenario.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "reports" / "out.yaml").symlink_to(secret)
    os.mkfifo(folder / "reports" / "pipe.yaml")
    found = negotrack("check", "--format", "json", folder)
    assert found.code == 1 and "hunter2" not in found.out
    assert {p["code"] for p in found.json} >= {"link-refused", "not-a-file"}


def test_no_code_beside_the_scenario_is_run(tmp_path: Path) -> None:
    for name in ("rich.py", "yaml.py", "click.py", "negotrack.py", "attrs.py"):
        (tmp_path / name).write_text("raise SystemExit('run')\n", encoding="utf-8")
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    found = spawn("check", tmp_path / "small.yaml")
    assert (found.code, found.err) == (0, "")


def test_no_code_in_the_working_folder_is_run(tmp_path: Path) -> None:
    for name in ("rich.py", "yaml.py", "click.py", "attrs.py"):
        (tmp_path / name).write_text("raise SystemExit('run')\n", encoding="utf-8")
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    found = spawn("status", "small.yaml", cwd=tmp_path)
    assert (found.code, found.err) == (0, "")
    assert "lens credulous" in found.out


@pytest.mark.parametrize("path", ["/dev/null", "/", "/proc/self/mem", "x" * 5000])
def test_odd_paths_are_input_and_output(path: str) -> None:
    found = negotrack("check", path)
    assert found.code in (1, 3) and "Traceback" not in found.err
