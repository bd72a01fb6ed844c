"""`check` and `explain`: every problem with its place, for people and for machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotrack.files.codes import CODES
from tests.cli.running import GOLAN, SMALL, negotrack

BROKEN = SMALL.replace("by: north", "by: nort").replace("outlet: daily", "outlet: dialy")
KEYS = ["code", "severity", "message", "file", "line", "column", "hint"]


def test_a_good_log_is_said_to_be_good() -> None:
    found = negotrack("check", GOLAN)
    assert (found.code, found.out, found.err) == (0, "golan-2018: 12 reports, 41 statements, no problems\n", "")


def test_every_problem_is_shown_with_its_place_and_line() -> None:
    found = negotrack("check", "-", stdin=BROKEN.encode())
    assert found.code == 1
    assert "<stdin>:9:19: error[unknown-party]: " in found.out
    assert "<stdin>:12:13: error[unknown-outlet]: " in found.out
    assert "pull-back: {by: nort, of: south" in found.out and "^" in found.out
    assert found.out.endswith("2 errors\n")


def test_json_has_the_keys_of_the_contract_first() -> None:
    found = negotrack("check", "--format", "json", "-", stdin=BROKEN.encode())
    assert found.code == 1
    assert [list(problem)[: len(KEYS)] for problem in found.json] == [KEYS, KEYS]
    assert [(p["code"], p["line"], p["column"]) for p in found.json] == [
        ("unknown-party", 9, 19), ("unknown-outlet", 12, 13),
    ]  # fmt: skip
    assert negotrack("check", "--format", "json", GOLAN).json == []


def test_github_gets_workflow_commands(tmp_path: Path) -> None:
    path = tmp_path / "a,b:c%.yaml"
    path.write_text(BROKEN.replace("nort,", '"no\\nrt%",'), encoding="utf-8")
    found = negotrack("check", "--format", "github", path)
    assert found.code == 1
    first, second = found.out.splitlines()
    assert first.startswith("::error file=") and "a%2Cb%3Ac%25.yaml,line=9," in first and ",col=19," in first
    assert "::" in first[2:] and "\n" not in first and "%25" in first.partition("::")[2]
    assert ",title=unknown-outlet::" in second


def test_warnings_count_only_when_strict() -> None:
    text = SMALL.replace("2024-03-01", "2091-03-01").encode()
    assert negotrack("check", "-", stdin=text).code == 0
    strict = negotrack("check", "--strict", "-", stdin=text)
    assert strict.code == 1 and "warning[far-future]" in strict.out and strict.out.endswith("1 warning\n")


def test_the_first_hundred_are_shown_and_all_are_counted() -> None:
    many = SMALL + "".join(f"  - {{id: x{n}, outlet: nobody, published: 2024-03-01}}\n" for n in range(150))
    found = negotrack("check", "-", stdin=many.encode())
    assert found.out.count("error[unknown-outlet]") == 100
    assert found.out.endswith("150 errors; the first 100 are shown\n")
    as_json = negotrack("check", "--format", "json", "-", stdin=many.encode())
    assert len(as_json.json) == 100 and "150 errors; the first 100 are shown" in as_json.err
    assert len(negotrack("check", "--format", "json", "--limit", "0", "-", stdin=many.encode()).json) == 150


def test_several_paths_are_checked_together(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    found = negotrack("check", GOLAN, path)
    assert found.code == 1 and found.out.endswith("2 errors\n")
    assert negotrack("check", GOLAN, GOLAN).code == 0


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str) -> None:
    found = negotrack("explain", code)
    assert found.code == 0 and found.out.startswith(code)


def test_codes_are_listed_and_the_nearest_is_named() -> None:
    assert len(negotrack("explain").out.splitlines()) == len(CODES)
    found = negotrack("explain", "unknown-prty")
    assert (found.code, found.out) == (2, "") and 'did you mean "unknown-party"?' in found.err
    assert negotrack("explain", "error[unknown-party]").code == 0
