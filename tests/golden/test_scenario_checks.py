"""Every shipped scenario tells its story: the checks beside it hold, it loads, its anomalies are known ones.

A scenario's `checks.yaml` asks questions of its source and gives the answers found by reading that source. Its
`expected/anomalies.txt` lists what the tables refuse, one a line: statement, subject.region, trigger, ` -- `, why.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from attrs import frozen

import negotrack as nt
from tests.cli.running import negotrack

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
FOLDERS = sorted(path.parent for path in SCENARIOS.glob("*/scenario.yaml"))


@frozen(kw_only=True)
class Check:
    """A question about one region, the states that answer it, and the item of the source that says so."""

    question: str
    as_of: str
    as_known: str
    subject: str
    region: str
    state: str | list[str]
    because: str
    lens: str = "credulous"

    @property
    def answers(self) -> list[str]:
        return [self.state] if isinstance(self.state, str) else self.state


def checks_in(folder: Path) -> list[Check]:
    text = (folder / "checks.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, str | list[str]]] = yaml.load(text, Loader=yaml.BaseLoader)
    return [Check(**row) for row in rows]  # type: ignore[arg-type]


CHECKS = [
    pytest.param(folder, check, id=f"{folder.name}-{number}")
    for folder in FOLDERS
    if (folder / "checks.yaml").exists()
    for number, check in enumerate(checks_in(folder), start=1)
]


def names(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize(("folder", "check"), CHECKS)
def test_the_log_answers_as_its_source_does(folder: Path, check: Check) -> None:
    history = nt.replay(nt.load(folder), lens=check.lens, as_known=check.as_known)
    assert history.at(check.as_of).state(check.subject, check.region) in check.answers, check.question


@pytest.mark.parametrize("folder", FOLDERS, ids=names)
def test_it_loads_without_errors(folder: Path) -> None:
    reading = nt.read(folder)
    assert [p for p in reading.problems if p.severity == "error"] == []
    assert reading.scenario is not None
    assert reading.scenario.reports


def known_anomalies(folder: Path) -> list[tuple[str, ...]]:
    listed = folder / "expected" / "anomalies.txt"
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    found = []
    for line in (line for line in lines if line and not line.startswith("# ")):
        what, dashes, reason = line.partition(" -- ")
        assert dashes and reason.strip(), f"{listed}: no reason given in {line!r}"
        found.append(tuple(what.split()))
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=names)
def test_it_has_the_anomalies_that_are_listed_with_a_reason(folder: Path) -> None:
    found = [(a.statement, f"{a.subject}.{a.region}", a.trigger) for a in nt.replay(nt.load(folder)).anomalies]
    assert sorted(found) == sorted(known_anomalies(folder))


@pytest.mark.parametrize("folder", FOLDERS, ids=names)
def test_what_is_taken_from_others_is_credited(folder: Path) -> None:
    assert nt.load(folder).credit


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_log_is_written_as_fmt_writes_it(folder: Path) -> None:
    found = negotrack("fmt", "--check", folder)
    assert found.code == 0, found.out
