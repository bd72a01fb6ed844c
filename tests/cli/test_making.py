"""`init` and `new report`: beginnings that pass `check`, and never at the cost of what is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import GOLAN, negotrack, spawn


def test_init_makes_a_scenario_that_passes_check_and_is_in_form(tmp_path: Path) -> None:
    folder = tmp_path / "My talks (é)"
    assert negotrack("init", folder).code == 0
    assert negotrack("check", "--strict", folder).out == "my-talks: 1 report, 3 statements, no problems\n"
    assert negotrack("fmt", "--check", folder).code == 0
    assert negotrack("timeline", folder).code == 0
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    assert text.count("#") > 5


@pytest.mark.parametrize("there", ["scenario.yaml", "reports/2024-03-01-daily.yaml", "reports"])
def test_init_overwrites_nothing(tmp_path: Path, there: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    found = negotrack("init", tmp_path)
    assert found.code == 2 and "nothing was written" in found.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == [path.name]


def test_init_says_when_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert negotrack("init", tmp_path / "file" / "inside").code == 2


def scenario(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    negotrack("init", folder)
    return folder


def test_new_report_passes_check_and_says_where_it_is(tmp_path: Path) -> None:
    folder = scenario(tmp_path)
    made = negotrack("new", "report", folder, "--published", "2024-03-05")
    assert made.code == 0
    path = Path(made.out.strip())
    assert path == folder / "reports" / "2024-03-05-daily.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("id: daily-2024-03-05\noutlet: daily\npublished: 2024-03-05\n") and "- press:" in text
    assert negotrack("check", "--strict", folder).out == "talks: 2 reports, 3 statements, no problems\n"


def test_a_second_report_of_the_day_gets_a_number_and_today_is_the_default(tmp_path: Path) -> None:
    folder = scenario(tmp_path)
    made = [Path(negotrack("new", "report", folder).out.strip()).name for _ in range(3)]
    assert made == ["2018-06-06-daily.yaml", "2018-06-06-daily-2.yaml", "2018-06-06-daily-3.yaml"]
    assert negotrack("check", folder).code == 0
    assert not [name for name in os.listdir(folder / "reports") if name.startswith(".")]


def test_what_is_given_is_written_as_it_is(tmp_path: Path) -> None:
    folder = scenario(tmp_path)
    odd = 'a: "b" #c\nNO'
    made = negotrack("new", "report", folder, "--title", odd, "--text", "- x", "--url", "https://example.org/a#b")
    assert made.code == 0, made.err
    stated = negotrack("timeline", folder, "--format", "json")
    assert stated.code == 0 and negotrack("check", folder).code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--outlet", "daly"), 'did you mean "daily"?'),
        (("--relayed-by", "nobody"), "there are daily"),
        (("--id", "daily-2024-03-01"), "there is a report 'daily-2024-03-01' already"),
        (("--id", "a b"), "ids are made of letters"),
        (("--id", "a\u200bb"), "U+200B"),
        (("--published", "2024-13-01"), "2024-13"),
    ],
)
def test_a_report_that_check_would_refuse_is_not_made(tmp_path: Path, args: tuple[str, str], said: str) -> None:
    folder = scenario(tmp_path)
    found = negotrack("new", "report", folder, *args)
    assert found.code == 2 and said in found.err
    assert os.listdir(folder / "reports") == ["2024-03-01-daily.yaml"]


def test_an_outlet_must_be_named_where_there_are_several(tmp_path: Path) -> None:
    found = negotrack("new", "report", GOLAN)
    assert found.code == 2 and "--outlet" in found.err and "times-of-israel" in found.err


def test_reports_are_made_in_folders_alone(tmp_path: Path) -> None:
    assert negotrack("new", "report", GOLAN / "scenario.yaml").code == 2
    assert negotrack("new", "report", "-").code == 2
    assert negotrack("new", "report", tmp_path / "nowhere").code == 3


def test_new_alone_says_what_can_be_made() -> None:
    assert "report" in spawn("new", "--help").out
    assert negotrack("new").code == 2
    found = negotrack("new", "reprot", GOLAN)
    assert found.code == 2 and "report" in found.err


def test_init_refuses_a_name_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = negotrack("init", "")
    assert found.code == 3 and "names nothing" in found.err
    assert list(tmp_path.iterdir()) == []


def test_init_advises_what_can_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = negotrack("init", "--", "--help")
    assert found.code == 0 and "negotrack check ./--help; negotrack timeline ./--help" in found.err
    assert negotrack("check", "./--help").code == 0
