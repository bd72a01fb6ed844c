"""Plants bugs, one at a time, in a copy of the package, and sees whether a law notices: `python -m tests.plant [WORD]`.

Every bug is a small change of one file (tests/planted.py). WORD leaves only those in whose name or file it occurs.
Two run at a time. A change that no longer fits the source stops it at once. The exit code is 1 when a bug survives.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.planted import PLANTS, Plant

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("negotrack", "tests", "conftest.py", "pyproject.toml", "README.md")
SUITE = (
    "tests/unit/test_tables.py",
    "tests/unit/test_couplings.py",
    "tests/unit/test_accusations.py",
    "tests/unit/test_claim_cases.py",
    "tests/unit/test_late_reports.py",
    "tests/unit/test_unnamed_sources.py",
    "tests/property",
)
APART = ("test_store.py", "test_scale.py", "test_stream.py", "test_imports.py")
"""Tests beside the laws, which concern other layers and take their time."""
AT_ONCE = 2
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


class Stale(Exception):
    """A planted bug does not fit the source any more."""


def planted(plant: Plant, package: Path = ROOT / "negotrack") -> str:
    """The text of the file with the bug in it. Raises Stale unless what it replaces stands there exactly once."""
    text = (package / plant.file).read_text(encoding="utf-8")
    count = text.count(plant.old)
    if count != 1:
        raise Stale(f"{plant.name}: what it replaces stands {count} times in {plant.file}; it must be once")
    return text.replace(plant.old, plant.new)


def copied(folder: Path) -> Path:
    """The package with its tests as they are now, and nothing else of the tree."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def suspects(folder: Path, plant: Plant) -> list[list[str]]:
    """The tests that should notice it, then all the others."""
    found = [str(path.relative_to(folder)) for part in SUITE for path in _tests(folder / part)]
    first = [name for name in found if name.startswith(plant.killer)]
    return [first, [name for name in found if name not in first]]


def _tests(path: Path) -> list[Path]:
    return sorted(p for p in path.glob("test_*.py") if p.name not in APART) if path.is_dir() else [path]


def first_failure(folder: Path, tests: list[str]) -> str:
    """The first test that fails in a copy, or an empty string."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider", *tests],
        cwd=folder,
        env={**os.environ, "HYPOTHESIS_PROFILE": "kill", "PYTHONPATH": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    found = _FAILED.search(done.stdout)
    return "" if not done.returncode else found[1] if found else f"{done.stdout[-200:]}{done.stderr[-200:]}"


def kill(plant: Plant, sound: Path) -> str:
    """The test that noticed the bug, or an empty string. A test that fails on the sound copy too proves nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "copy"
        shutil.copytree(sound, folder)
        (folder / "negotrack" / plant.file).write_text(planted(plant, sound / "negotrack"), encoding="utf-8")
        for tests in suspects(folder, plant):
            found = first_failure(folder, tests)
            if found:
                return f"UNSOUND {found}" if first_failure(sound, [found]) else found
    return ""


def timed(plant: Plant, sound: Path) -> tuple[Plant, str, float]:
    """A bug, what noticed it, and after how many seconds."""
    started = time.monotonic()
    return plant, kill(plant, sound), time.monotonic() - started


def main(word: str = "") -> int:
    """Plants every bug, prints a line for each, and says which survived."""
    chosen = [plant for plant in PLANTS if word in plant.name or word in plant.file]
    survivors = []
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(AT_ONCE) as pool:
        sound = copied(Path(name))
        for plant in chosen:
            planted(plant, sound / "negotrack")
        for plant, killer, seconds in pool.map(partial(timed, sound=sound), chosen):
            print(f"{plant.name:<50}{plant.file:<24}{killer or 'SURVIVED':<110}{seconds:6.0f} s", flush=True)
            if not killer or killer.startswith("UNSOUND"):
                survivors.append(plant.name)
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} planted bugs are killed")
    for name in survivors:
        print(f"SURVIVED: {name}")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
