"""`pytest scenarios/`: every scenario folder is checked, asked the questions beside it and held to its goldens.

Owns: the hooks and the items. Must not know: how a log is read or what makes an answer right; nothing of negotrack
is imported before a scenario is found, so that other runs of pytest pay nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from negotrack.pytest_answers import Asked

MAIN: Final = "scenario.yaml"
CHECKS: Final = "checks.yaml"
EXPECTED: Final = "expected"
GOLDEN: Final = "status.json"
_UPDATE: Final = "--negotrack-update"
_HEAD: Final = 4096
# Other tools have files of this name too: only what begins like a log of ours is taken.
_OURS: Final = re.compile(rb"^(?:\xef\xbb\xbf)?(?:negotrack|scenario)[ \t]*:", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag that rewrites goldens."""
    group = parser.getgroup("negotrack", "negotrack: scenarios as tests")
    group.addoption(
        _UPDATE, action="store_true", help=f"rewrite {EXPECTED}/{GOLDEN} of every scenario from what it answers now"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A scenario for each `scenario.yaml` that is a log; nothing for any other file."""
    if file_path.name != MAIN or not _is_ours(file_path):
        return None
    found: ScenarioFile = ScenarioFile.from_parent(parent, path=file_path)
    return found


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _OURS.search(file.read(_HEAD)) is not None
    except OSError:
        return False


class ScenarioFile(pytest.File):
    """One scenario: an item for its problems, one for each question, one for each golden."""

    @cached_property
    def asked(self) -> Asked:
        """The scenario, read once for all of its items."""
        from negotrack.pytest_answers import Asked

        return Asked(folder=self.path.parent)

    def collect(self) -> Iterator[pytest.Item]:
        """The items, in the order in which they are worth reading when they fail."""
        yield self._item("check", self._check)
        if (self.path.parent / CHECKS).is_file():
            yield from self._questions()
        folder = self.path.parent / EXPECTED
        update = bool(self.config.getoption(_UPDATE))
        for path in sorted(folder.glob("status*.json")) or ([folder / GOLDEN] if update and folder.is_dir() else []):
            yield self._item(f"{EXPECTED}/{path.name}", _golden(self, path, update))

    def _check(self) -> None:
        self.asked.check()

    def _questions(self) -> Iterator[pytest.Item]:
        from negotrack.pytest_answers import read_checks

        checks, faults = read_checks(self.path.parent / CHECKS)
        for number, fault in enumerate(faults, 1):
            yield self._item(f"{CHECKS}-{number}", _refuse(fault))
        for number, check in checks:
            yield self._item(f"question-{number}", partial(self.asked.ask, check))

    def _item(self, name: str, run: Callable[[], None]) -> pytest.Item:
        item: ScenarioItem = ScenarioItem.from_parent(self, name=name, run=run)
        return item


class ScenarioItem(pytest.Item):
    """One thing that a scenario is held to."""

    def __init__(self, *, run: Callable[[], None], **given: Any) -> None:
        super().__init__(**given)
        self._run = run

    def runtest(self) -> None:
        """Ask and compare."""
        self._run()

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """A wrong answer is told in words; a fault of negotrack keeps its traceback."""
        from negotrack.problems import NegotrackError
        from negotrack.pytest_answers import Wrong

        if isinstance(excinfo.value, Wrong | NegotrackError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the item stands in pytest's own reports."""
        return self.path, None, f"{self.path.parent.name}: {self.name}"


def _golden(file: ScenarioFile, path: Path, update: bool) -> Callable[[], None]:
    return lambda: file.asked.compare(path, update=update)


def _refuse(message: str) -> Callable[[], None]:
    def refuse() -> None:
        from negotrack.pytest_answers import Wrong

        raise Wrong(message)

    return refuse
