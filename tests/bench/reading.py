"""Loading a scenario of YAML, against beancount loading as many directives."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import negotrack as nt
from tests.bench.harness import Found, Skipped, compared, interleaved
from tests.bench.logs import header, reports


def load(quick: bool) -> Iterator[Found]:
    """Positions and all checks included, on both sides."""
    if util.find_spec("beancount") is None:
        yield Skipped("load", "beancount is not installed")
        return
    from beancount import loader

    count = 300 if quick else 2000
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "scenario.yaml", Path(folder) / "ledger.beancount"
        ours.write_text(_yaml(count))
        theirs.write_text(_ledger(count))
        found, errors, _ = loader.load_file(str(theirs))
        if errors or len(nt.load(ours).reports) != count:
            raise AssertionError(errors[:1])

        def rival() -> object:
            return loader._load([(str(theirs), True)], None, None, None)

        turns = interleaved(lambda: nt.load(ours), rival)
    size = (count, len(found))
    against = "a directive in beancount, its cache unused"
    yield compared("load", f"a report of {count:,} in YAML", against, *turns, 1, per=size)


def _yaml(count: int) -> str:
    import yaml

    declared = {**header(max(10, count // 100)), "reports": list(reports(count, max(10, count // 100)))}
    return str(yaml.safe_dump(declared, sort_keys=False, width=200))


def _ledger(count: int) -> str:
    """Transactions of two postings between accounts, as many as there are reports."""
    chance = random.Random(4)
    accounts = [f"Assets:A{number}" for number in range(50)]
    rows = [f"2009-01-01 open {account} EUR" for account in accounts]
    for report in reports(count - len(accounts), 10):
        one, other = chance.sample(accounts, 2)
        rows.append(f'{report["published"]} * "{report["outlet"]}" "{report["id"]}"')
        rows += [f"  {one}  10 EUR", f"  {other}  -10 EUR"]
    return "\n".join(rows) + "\n"


ROWS = {"load": load}
