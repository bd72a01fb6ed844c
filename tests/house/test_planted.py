"""Every planted bug still fits the source: otherwise `python -m tests.plant` would prove nothing in silence."""

from __future__ import annotations

import ast

import pytest

from tests.plant import ROOT, Stale, planted
from tests.planted import PLANTS, Plant


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_planted_bug_fits_and_leaves_a_module(plant: Plant) -> None:
    text = planted(plant)
    assert text != (ROOT / "negotrack" / plant.file).read_text(encoding="utf-8")
    ast.parse(text)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_the_tests_that_should_notice_it_exist(plant: Plant) -> None:
    folder, _, name = plant.killer.rpartition("/")
    assert list((ROOT / folder).glob(f"{name}*"))


def test_there_are_enough_and_each_has_its_name() -> None:
    assert len({plant.name for plant in PLANTS}) == len(PLANTS) >= 32


def test_a_bug_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Stale, match="stands 0 times"):
        planted(Plant("gone", "engine/fold.py", "what never stood there", "", "tests"))
