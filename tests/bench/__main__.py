"""Runs the rows asked for and prints their figures."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import asking, late, machines, reading, replaying, scaling, showing, storing
from tests.bench.harness import Found, load, table

Row = Callable[[bool], Iterator[Found]]

ROWS: dict[str, Row] = {
    **machines.ROWS, **replaying.ROWS, **reading.ROWS, **storing.ROWS, **asking.ROWS, **late.ROWS, **showing.ROWS,
    **scaling.ROWS,
}  # fmt: skip


def main() -> None:
    """Measure, print, and write JSON where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; all of them without any")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--quick", action="store_true", help="smaller logs: ratios are rougher")
    asked = parser.parse_args()
    unknown = [row for row in asked.rows if row not in ROWS]
    if unknown:
        parser.error(f"no row {unknown[0]!r}; there are {', '.join(ROWS)}")
    found: list[Found] = []
    print(f"python {platform.python_version()}, {load()}")
    for row in asked.rows or ROWS:
        for one in ROWS[row](asked.quick):
            found.append(one)
            print("\n".join(table([one])), flush=True)
    print(load())
    if asked.json:
        figures = [one.as_json() for one in found]
        facts = {"python": platform.python_version(), "machine": platform.machine(), "load": load()}
        asked.json.write_text(json.dumps({**facts, "quick": asked.quick, "figures": figures}, indent=1) + "\n")
    sys.exit(0)


if __name__ == "__main__":
    main()
