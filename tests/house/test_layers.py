"""Every module keeps to its layer and its size, and the checker of this finds what does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import (
    IMPURE_MODULES,
    MAY_IMPORT,
    MOST_FUNCTION_LINES,
    MOST_LINES,
    Module,
    faults,
    reach,
)

PACKAGE = Path(__file__).resolve().parents[2] / "negotrack"
MODULES = [
    Module(".".join(path.relative_to(PACKAGE).with_suffix("").parts), path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_module_keeps_the_house_rules(module: Module) -> None:
    assert faults(module) == []


def test_importing_the_package_stays_light() -> None:
    heavy = "{'rich', 'yaml', 'ruamel', 'click', 'rich_click'}"
    script = f"import sys, negotrack; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def snippet(layer: str, body: str) -> list[str]:
    return faults(Module(f"{layer}.part", f'"""Docstring."""\n{body}\n'))


@pytest.mark.parametrize(
    ("layer", "body"),
    [
        ("model", "from negotrack.engine.fold import replay"),
        ("model", "from negotrack import engine"),
        ("model", "from ..engine import fold"),
        ("model", "import negotrack"),
        ("view", "from negotrack import replay"),
        ("engine", "def f():\n    import negotrack.view.text"),
        ("files", "from negotrack.engine import fold"),
        ("exporters", "from negotrack.view.text import safe"),
        ("view", "from negotrack.loading import load"),
        ("engine", "import transitions"),
        ("queries", "from rich.text import Text"),
        ("loading", "import yaml"),
        ("cli", "from ruamel.yaml import YAML"),
        ("nowhere", "import attrs"),
        ("engine", "open('x')"),
        ("files", "print('x')"),
        ("model", "import datetime\ndatetime.datetime.now()"),
        ("model", "from datetime import date\ndate.today()"),
        ("queries", "import os\nos.environ['X']"),
        ("machines", "import logging"),
        ("engine", "from random import random"),
        ("files", "import pathlib\npathlib.Path('x').read_text()"),
        ("view", "x = 1\n" * (MOST_LINES + 1)),
        ("view", "def f():\n" + "    x = 1\n" * MOST_FUNCTION_LINES),
    ],
)
def test_checker_finds_a_broken_rule(layer: str, body: str) -> None:
    assert len(snippet(layer, body)) == 1


@pytest.mark.parametrize(
    ("layer", "body"),
    [
        ("machines", "import transitions"),
        ("engine", "from negotrack.problems import Problem\nfrom negotrack.model import dates"),
        ("engine", "from . import claims\nfrom .lens import Lens\nfrom ..machines import tables"),
        ("files", "import yaml\nfrom ruamel.yaml import YAML\nfrom io import StringIO"),
        ("cli", "import os\nfrom rich.text import Text\nprint(os.environ)"),
        ("loading", "open('x')"),
        ("model", "from datetime import date\ndate(2018, 5, 31)\ntalks.open()"),
    ],
)
def test_checker_leaves_good_code_alone(layer: str, body: str) -> None:
    assert snippet(layer, body) == []


def test_checker_finds_a_missing_docstring() -> None:
    assert len(faults(Module("model.part", "x = 1\n"))) == 1


def test_layers_form_no_circle_and_only_cli_reaches_view() -> None:
    assert [layer for layer in MAY_IMPORT if "view" in reach(layer)] == ["view", "cli", "__main__"]
    assert "os" in IMPURE_MODULES
