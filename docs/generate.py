"""Writes the generated pages of the reference: `python -m docs.generate`, and `--check` to only compare.

Owns: which pages there are and where they lie. Must not know: what they say.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from docs.pages.api import api_page
from docs.pages.command_line import command_line_page
from docs.pages.couplings import couplings_page
from docs.pages.diagrams import diagram
from docs.pages.format_keys import format_keys_page
from docs.pages.json_shapes import json_page
from docs.pages.machines import PICTURES, machines_page
from docs.pages.problem_codes import problem_codes_page
from docs.pages.verbs import verbs_page
from negotrack.machines.tables import REGIONS

REFERENCE: Final = Path(__file__).resolve().parent / "reference"

PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "machines.md": machines_page,
    "couplings.md": couplings_page,
    "verbs.md": verbs_page,
    "format-keys.md": format_keys_page,
    "problem-codes.md": problem_codes_page,
    "command-line.md": command_line_page,
    "json.md": json_page,
    "api.md": api_page,
    **{f"{PICTURES}/{name}.svg": partial(diagram, region) for name, region in REGIONS.items()},
}
"""File under docs/reference -> what makes its text."""


def stale() -> list[str]:
    """The files whose text is not what would be written now."""
    return [name for name, make in PAGES.items() if _text(REFERENCE / name) != make()]


def write() -> list[str]:
    """Write what is stale, and say which files that was."""
    found = stale()
    for name in found:
        path = REFERENCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGES[name](), encoding="utf-8")
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main(args: list[str]) -> int:
    """Write, or with --check only name what is stale; the exit code is 1 if anything is."""
    if args not in ([], ["--check"]):
        sys.stderr.write("python -m docs.generate [--check]\n")
        return 2
    found = stale() if args else write()
    for name in found:
        sys.stdout.write(f"{'stale' if args else 'written'}: {(REFERENCE / name).relative_to(Path.cwd())}\n")
    return int(bool(args and found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
