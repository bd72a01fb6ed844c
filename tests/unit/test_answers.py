"""Answers draw themselves in rich and in notebooks as the command line draws them."""

from __future__ import annotations

import copy
import io
import pickle
import re
from html import unescape
from typing import Any

import pytest
from rich.console import Console

import negotrack as nt
from negotrack.queries.drawn import Drawn
from tests.cli.running import GOLAN, negotrack

SCENARIO = nt.load(GOLAN)
HISTORY = nt.replay(SCENARIO)
DAY = "2018-05-31"
MOMENT = HISTORY.at(DAY)
EARLIER = nt.replay(SCENARIO, as_known="2018-05-30").at("2018-05-30")

ANSWERS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "moment": (MOMENT, ("status", "--as-of", DAY)),
    "history": (HISTORY, ("status",)),
    "why": (nt.why(MOMENT, "accept-assad"), ("why", "accept-assad.commitment", "--as-of", DAY)),
    "what_if": (nt.what_if(HISTORY, without=["outlet:sohr"]), ("what-if", "--without", "outlet:sohr")),
    "diff": (nt.diff(HISTORY.at("2018-05-30"), MOMENT), ("diff", "--from", "2018-05-30", "--to", DAY)),
    "agenda": (nt.agenda(MOMENT), ("agenda", "--as-of", DAY)),
    "movement": (nt.movement(MOMENT), ("movement", "--as-of", DAY)),
    "hindsight": (nt.hindsight(SCENARIO, as_of="2018-05-30"), ("hindsight", "--as-of", "2018-05-30")),
    "compare": (nt.compare(SCENARIO, SCENARIO), ("compare", str(GOLAN))),
    "load_bearing": (nt.load_bearing(HISTORY), ("what-if", "--load-bearing")),
    "brief": (nt.brief(EARLIER, MOMENT), ("brief", "--since", "2018-05-30", "--as-of", DAY)),
}
each = pytest.mark.parametrize("name", ANSWERS)


def printed(name: str) -> str:
    verb, *rest = ANSWERS[name][1]
    return negotrack(verb, GOLAN, *rest).out


def plain(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


@each
def test_rich_prints_an_answer_as_the_command_line_does(name: str) -> None:
    console = Console(file=io.StringIO(), width=100, force_terminal=False)
    console.print(ANSWERS[name][0], soft_wrap=name == "brief")
    assert isinstance(console.file, io.StringIO)
    assert plain(console.file.getvalue()) == plain(printed(name))


@each
def test_a_notebook_shows_the_same(name: str) -> None:
    answer = ANSWERS[name][0]
    if name == "brief":
        assert answer._repr_markdown_() == printed(name)
        return
    shown = answer._repr_html_()
    assert shown.startswith("<pre")
    assert plain(unescape(re.sub("<[^>]*>", "", shown))) == plain(printed(name))


@each
def test_a_copied_answer_is_equal_and_draws_itself(name: str) -> None:
    answer = ANSWERS[name][0]
    for twin in (copy.deepcopy(answer), pickle.loads(pickle.dumps(answer))):
        assert twin == answer
        if name != "brief":
            assert twin._repr_html_() == answer._repr_html_()


def test_what_no_view_is_for_says_so() -> None:
    class Other(Drawn):
        pass

    with pytest.raises(TypeError, match="no drawing of a Other"):
        Other().__rich__()
