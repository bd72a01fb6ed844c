"""Runs the command line: in this process with streams of its own, or as a process where streams matter."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from negotrack.cli.main import run
from negotrack.cli.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
GOLAN = ROOT / "scenarios" / "golan-2018"
TODAY = date(2018, 6, 6)

SMALL = """\
negotrack: 1
scenario: small
parties:
  north: {name: North}
  south: {name: South}
outlets:
  daily: {name: The Daily}
demands:
  pull-back: {by: north, of: south, text: Forces pull back}
reports:
  - id: r1
    outlet: daily
    published: 2024-03-01
    statements:
      - press: pull-back
"""

ODD = SMALL.replace("- press: pull-back", "- press: pull-back\n      - accept: pull-back")
"""The same with an acceptance by nobody who could accept: an anomaly."""


@frozen(kw_only=True)
class Ran:
    """What came of a run."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Stdout as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def negotrack(*args: str | Path, stdin: bytes = b"", environ: Mapping[str, str] | None = None) -> Ran:
    """Run a command in this process, with stdout and stderr that are no terminals."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    terminal = Terminal(out=out, err=err, stdin=io.BytesIO(stdin), environ=environ or {}, clock=lambda: TODAY)
    code = run([str(arg) for arg in args], terminal)
    return Ran(code=code, out=_text(out), err=_text(err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def spawn(
    *args: str | Path, stdin: bytes = b"", environ: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Ran:
    """Run a command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "negotrack", *map(str, args)],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), **(environ or {})},
        timeout=60,
    )
    return Ran(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())
