"""Runs everything that must hold, stage by stage, and says at the end what did not: `python -m tests.check`.

All stages run, so that one run shows every fault; names of stages as arguments run only those.
The exit code is 1 when any stage failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from attrs import field, frozen

ROOT = Path(__file__).resolve().parent.parent
WORKERS = str(min(4, os.cpu_count() or 1))


@frozen
class Stage:
    """One command of the check, run as `python -m …` with the interpreter that runs the check."""

    name: str
    module: tuple[str, ...]
    environment: dict[str, str] = field(factory=dict)


STAGES = (
    Stage("style", ("ruff", "check", ".")),
    Stage("format", ("ruff", "format", "--check", ".")),
    Stage("types", ("mypy",)),
    # Examples of one document share their names, so a file stays with one worker.
    Stage("tests", ("pytest", "-n", WORKERS, "--dist", "loadfile"), {"HYPOTHESIS_PROFILE": "ci"}),
    Stage("documentation", ("sphinx", "-W", "--keep-going", "-q", "-E", "docs", "docs/_build")),
    Stage("wheel", ("tests.installed",)),
)


def run(stage: Stage) -> tuple[bool, float]:
    """Runs a stage with its output left as it comes; whether it held, and its seconds."""
    print(f"\n== {stage.name}: {' '.join(stage.module)}", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", *stage.module],
        cwd=ROOT,
        env={**os.environ, **stage.environment},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    seconds = time.monotonic() - started
    print(f"-- {stage.name}: {'ok' if done.returncode == 0 else 'FAILED'}, {seconds:.1f} s", flush=True)
    return done.returncode == 0, seconds


def main(names: list[str]) -> int:
    """Runs the named stages, or all of them, and prints the summary."""
    unknown = set(names) - {stage.name for stage in STAGES}
    if unknown:
        print(f"no stage {', '.join(sorted(unknown))}; there are {', '.join(s.name for s in STAGES)}")
        return 2
    results = {stage.name: run(stage) for stage in STAGES if not names or stage.name in names}
    print("\n== summary")
    for name, (held, seconds) in results.items():
        print(f"{name:<14} {'ok' if held else 'FAILED':<7} {seconds:6.1f} s")
    return 0 if all(held for held, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
