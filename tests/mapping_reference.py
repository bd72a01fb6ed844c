"""Writes the reference of event codes anew: `python -m tests.mapping_reference`."""

from __future__ import annotations

from pathlib import Path

from negotrack.importers.reference import format_reference

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "cameo-mapping.md"

if __name__ == "__main__":
    PAGE.write_text(format_reference(), encoding="utf-8")
    print(PAGE)
