"""The recipe for what a log said on a day gives that for any name of a branch, and fails where there is nothing."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

import negotrack as nt
from tests.doc_examples import ROOT
from tests.logs import log

PAGE = (ROOT / "docs/how-to/share-with-git.md").read_text(encoding="utf-8")
RECIPE = next(line[2:] for line in PAGE.splitlines() if line.startswith("$ git") and "worktree add" in line)


def shell(command: str, folder: Path, committed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, as of the day on which it is committed."""
    dates = {f"GIT_{who}_DATE": committed for who in ("AUTHOR", "COMMITTER")} if committed else {}
    names = {f"GIT_{who}_{key}": "x@x" for who in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC", **names, **dates}
    return subprocess.run(["bash", "-c", command], cwd=folder, env=environ, capture_output=True, text=True, check=False)


def committed(folder: Path, branch: str, *days: str) -> None:
    """A log with a commit a day, each with one more report."""
    made = folder / "golan"
    made.mkdir()
    assert shell(f"git init -q -b {branch} golan", folder).returncode == 0
    for number in range(1, len(days) + 1):
        reports = "\n".join(
            f"- {{id: r{place}, outlet: kan, published: 2018-05-{place:02}, statements: [{{press: out}}]}}"
            for place in range(1, number + 1)
        )
        (made / "scenario.yaml").write_text(log(reports=reports), encoding="utf-8")
        done = shell("git -C golan add . && git -C golan commit -q -m more", folder, days[number - 1])
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("branch", ["main", "master", "coding/ana"])
def test_the_log_is_that_of_the_day(branch: str, tmp_path: Path) -> None:
    committed(tmp_path, branch, "2018-05-20T10:00:00Z", "2018-06-01T23:30:00Z", "2018-06-02T00:30:00Z")
    before = shell("git -C golan branch --list", tmp_path).stdout
    done = shell(RECIPE, tmp_path)
    assert done.returncode == 0, done.stderr
    assert [report.id for report in nt.load(tmp_path / "then" / "scenario.yaml").reports] == ["r1", "r2"]
    after = shell("git -C golan branch --list", tmp_path).stdout
    assert [line for line in after.splitlines() if "detached" not in line] == before.splitlines()


@pytest.mark.parametrize("branch", ["main", "master"])
def test_where_nothing_was_committed_by_then_it_fails(branch: str, tmp_path: Path) -> None:
    committed(tmp_path, branch, "2026-01-01T10:00:00Z")
    done = shell(RECIPE, tmp_path)
    assert done.returncode != 0 and "fatal" in done.stderr and not (tmp_path / "then").exists()


def test_the_phrase_that_the_readme_names_is_kept() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (phrase,) = re.findall(r"`(over recent weeks[^`]*)`", readme)
    (report,) = nt.loads(log(f"explore: moscow\nevent_date: {phrase}")).reports
    assert report.statements[0].event_date.phrase == "over recent weeks"
