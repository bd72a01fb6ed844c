"""The tree names no machine that it was written on: it must read the same everywhere."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("README.md", "pyproject.toml", "conftest.py", ".ci", "docs", "negotrack", "scenarios", "tests")
# In parts, so that this file does not break its own rule.
MACHINE_PATHS = ("work", "tmp/venv", "opt", "root")
REGISTRY_HOSTS = ("files" + r"\.pythonhosted\.org", "pypi" + r"\.org/simple")
FORBIDDEN = re.compile(
    rf"(?<![\w.:~-])/(?:{'|'.join(MACHINE_PATHS)})/|{'|'.join(REGISTRY_HOSTS)}|--(?:extra-)?index-url"
)


def texts() -> list[tuple[Path, str]]:
    """Every text file of the tree; what does not decode is no text, what was generated is not ours."""
    found = []
    for place in PLACES:
        top = ROOT / place
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and "_build" not in path.parts:
                found.append((path.relative_to(ROOT), path.read_text(encoding="utf-8", errors="ignore")))
    return found


def test_no_machine_is_named() -> None:
    named = [f"{path}: {hit[0]}" for path, text in texts() for hit in FORBIDDEN.finditer(text)]
    assert named == []


def test_the_rule_finds_what_it_forbids() -> None:
    slash = "/"
    assert FORBIDDEN.search(f"see {slash}work{slash}main")
    assert FORBIDDEN.search(f"{slash}tmp{slash}venv{slash}bin")
    assert not FORBIDDEN.search("https://example.org/work/, tests/work/x")
