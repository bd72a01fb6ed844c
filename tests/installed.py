"""Builds the distributions, installs the wheel alone, and uses it away from the checkout.

Run by `python -m tests.check`. The wheel is built from the source distribution, so both are tried.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "scenarios" / "golan-2018"
LIGHT_IMPORT = """
import sys, negotrack
heavy = {"rich", "yaml", "click"} & set(sys.modules)
assert not heavy, f"import negotrack pulls in {heavy}"
assert sys.prefix in negotrack.__file__, f"not the installed package: {negotrack.__file__}"
"""


def call(*command: str | Path, cwd: Path) -> None:
    """Runs a command outside the reach of the checkout; a failure ends the whole stage."""
    shown = [str(part) for part in command]
    print("+", *(part if part != LIGHT_IMPORT else "…" for part in shown), flush=True)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(shown, cwd=cwd, env=env, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        sys.exit(f"exit code {done.returncode}")


def build(place: Path) -> Path:
    """The wheel, built through the source distribution, with nothing in it but the package."""
    call(sys.executable, "-m", "build", "--outdir", place, ROOT, cwd=place)
    wheel = next(place.glob("*.whl"))
    names = ZipFile(wheel).namelist()
    stray = [name for name in names if not name.startswith(("negotrack/", "negotrack-"))]
    lacking = {"negotrack/py.typed", "negotrack/view/page/page.css", "negotrack/view/page/page.js"} - {*names}
    if stray or lacking:
        sys.exit(f"the wheel holds {stray} or lacks {lacking}")
    return wheel


def main() -> None:
    """Builds, installs and tries."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        wheel = build(place)
        call(sys.executable, "-m", "venv", place / "venv", cwd=place)
        programs = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
        call(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=place)
        call(programs / "python", "-c", LIGHT_IMPORT, cwd=place)
        call(programs / "negotrack", "--version", cwd=place)
        scenario = shutil.copytree(EXAMPLE, place / "scenario")
        call(programs / "negotrack", "check", scenario, cwd=place)
        call(programs / "negotrack", "status", scenario, cwd=place)
        call(programs / "negotrack", "export", scenario, "--to", "html", "-o", place / "page.html", cwd=place)


if __name__ == "__main__":
    main()
