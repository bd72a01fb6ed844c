"""A lens made in Python is held to what one in YAML is held to."""

from __future__ import annotations

from typing import Any

import pytest

import negotrack as nt
from tests.logs import log

make: Any = nt.Lens
SCENARIO = nt.loads(log("press: out"))

REFUSED: list[tuple[dict[str, object], str]] = [
    ({"exclude": "sohr"}, "exclude of a lens takes several names; write exclude=('sohr',)"),
    ({"only": "sohr"}, "write only=('sohr',)"),
    ({"trust": {"sohr"}}, "trust of a lens takes a tuple of texts, not {'sohr'}"),
    ({"trust": (3,)}, "a tuple of texts, not (3,)"),
    ({"admits": "reported"}, "write admits=('reported',)"),
    ({"admits": ("confirmd",)}, "no claim is ever 'confirmd', which admits of a lens asks for; did you mean"),
    ({"admits": ("zzz",)}, "there are reported, corroborated"),
    ({"min_reliability": "G"}, "min_reliability of a lens takes a letter of A, B, C, D, E, F, not 'G'"),
    ({"min_reliability": None}, "not None"),
    ({"officials_only": "yes"}, "officials_only of a lens takes True or False, not 'yes'"),
    ({"allow_hedged": 0}, "takes True or False, not 0"),
    ({"min_origins": "2"}, "min_origins of a lens takes a whole number from 0 to 1000, not '2'"),
    ({"min_origins": True}, "not True"),
    ({"min_origins": None}, "not None"),
    ({"min_origins": -1}, "not -1"),
    ({"max_credibility": 7}, "a whole number from 1 to 6, not 7"),
    ({"name": 3}, "name of a lens takes a text, not 3"),
    ({"note": None}, "note of a lens takes a text"),
]


@pytest.mark.parametrize(("limits", "said"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_limit_is_refused_when_the_lens_is_made(limits: dict[str, object], said: str) -> None:
    with pytest.raises(nt.UsageError) as found:
        make(**{"name": "mine", **limits})
    assert said in str(found.value)


def test_lists_are_taken_as_tuples() -> None:
    assert make(name="x", exclude=["kan"]) == nt.Lens(name="x", exclude=("kan",))


@pytest.mark.parametrize("limit", ["exclude", "only", "trust"])
def test_sources_that_are_not_declared_are_refused_with_the_nearest_name(limit: str) -> None:
    with pytest.raises(nt.UsageError, match=r"names 'sohrr'.*did you mean .sohr."):
        nt.replay(SCENARIO, lens=make(name="mine", **{limit: ("sohrr",)}))


def test_somebody_unnamed_is_named_by_description() -> None:
    unnamed = nt.Lens(name="x", exclude=("unknown", "anonymous(israel, official)", "kan", "iran"))
    assert nt.replay(SCENARIO, lens=unnamed).at().state("out") == "unreported"
    with pytest.raises(nt.UsageError, match=r"written as in a chain: anonymous\(israel, official\)"):
        nt.Tracker(SCENARIO, lens=nt.Lens(name="x", exclude=("anonymous israel official",)))
