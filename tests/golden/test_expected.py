"""Every golden of the shipped scenarios is what the command line prints now; `--negotrack-update` takes the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ROOT, negotrack

SCENARIOS = ROOT / "scenarios"
STATUS: dict[str, tuple[str, ...]] = {"status.json": ("status", "--format", "json")}
PLAIN = {**STATUS, "timeline.txt": ("timeline", "--width", "100")}
GOLAN = {
    "status.json": ("status", "--format", "json", "--as-of", "2018-05-31"),
    "timeline-80.txt": ("timeline", "--width", "80"),
    "timeline-160.txt": ("timeline", "--width", "160"),
    "subjects.txt": ("timeline", "--by", "subject", "--width", "100"),
    "board.txt": ("status",),
}
COMMANDS: dict[str, dict[str, tuple[str, ...]]] = {
    "colombia-2012": PLAIN,
    "golan-2018": GOLAN,
    "jcpoa-2013": PLAIN,
    "prespa-2018": PLAIN,
}
ELSEWHERE = {"anomalies.txt", "README.md"}
"""Files beside the goldens that are written by hand."""


@pytest.mark.parametrize(
    ("scenario", "name"), [(scenario, name) for scenario, names in COMMANDS.items() for name in names]
)
def test_the_golden_is_what_is_printed(scenario: str, name: str, request: pytest.FixtureRequest) -> None:
    verb, *options = COMMANDS[scenario][name]
    ran = negotrack(verb, SCENARIOS / scenario, *options)
    assert ran.code == 0, ran.err
    golden = SCENARIOS / scenario / "expected" / name
    if request.config.getoption("--negotrack-update"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(ran.out, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == ran.out


def test_every_scenario_and_every_file_of_it_is_held_to_something() -> None:
    folders = {path.parent.name: path.parent / "expected" for path in SCENARIOS.glob("*/scenario.yaml")}
    assert set(folders) == set(COMMANDS)
    for scenario, folder in folders.items():
        assert _names(folder) - ELSEWHERE == set(COMMANDS[scenario])


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
