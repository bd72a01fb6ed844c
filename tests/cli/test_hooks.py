"""The hooks for pre-commit: each names a command that does what the hook promises, for the files that it names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.running import GOLAN, ROOT, spawn

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}


def run(name: str, folder: Path) -> int:
    """Run a hook as pre-commit would when every file of the folder is committed."""
    hook = HOOKS[name]
    program, *words = hook["entry"].split()
    assert program == "negotrack"
    names = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file()]
    chosen = [one for one in names if re.search(hook["files"], one)] if hook.get("pass_filenames", True) else []
    return spawn(*words, *hook.get("args", ()), *chosen, cwd=folder).code


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLAN, tmp_path / "log"))


def test_there_are_the_two_hooks() -> None:
    assert sorted(HOOKS) == ["negotrack-check", "negotrack-fmt"]
    assert {hook["language"] for hook in HOOKS.values()} == {"python"}


def test_check_passes_a_sound_log_and_stops_a_broken_one(log: Path) -> None:
    assert run("negotrack-check", log) == 0
    report = log / "reports" / "2018-05-31-kan.yaml"
    report.write_text(report.read_text(encoding="utf-8").replace("press:", "pres:"), encoding="utf-8")
    assert run("negotrack-check", log) == 1


def test_fmt_rewrites_the_files_of_the_log_and_no_other(log: Path) -> None:
    other = (log / "checks.yaml", log / "README.md")
    other[0].write_text("b:   1\n", encoding="utf-8")
    before = [path.read_bytes() for path in other]
    assert run("negotrack-fmt", log) == 0
    assert [path.read_bytes() for path in other] == before
    assert spawn("fmt", "--check", log).code == 0


@pytest.mark.parametrize("path", ["scenario.yaml", "logs/x/scenario.yaml", "reports/a.yaml", "x/reports/y/b.jsonl"])
def test_the_files_of_a_log_set_off_the_check(path: str) -> None:
    assert re.search(HOOKS["negotrack-check"]["files"], path)
    assert not re.search(HOOKS["negotrack-check"]["files"], "src/report.py")
