"""Reports of several files in one order, which no name of a file bears upon.

Owns: that order: each file keeps its own, and of what comes next in each, the earliest goes first, then the lesser id.
Must not know: files.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import merge

from negotrack.files.check_reports import Placed


def joined(parts: Sequence[Sequence[Placed]]) -> list[Placed]:
    """The reports of all parts; as the parts stand when one of them has faults, since then no scenario comes of it."""
    parts = [part for part in parts if part]
    if len(parts) < 2 or any(placed.report is None for part in parts for placed in part):
        return [placed for part in parts for placed in part]
    return list(merge(*parts, key=_next))


def _next(placed: Placed) -> tuple[tuple[int, int, int], str]:
    assert placed.report is not None
    return placed.report.published.sort_key, placed.id
