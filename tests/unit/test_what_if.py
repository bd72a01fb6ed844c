"""What if, of a scenario and of a history: the day of knowing, and selectors that mean nothing."""

from __future__ import annotations

import pytest

import negotrack as nt
from tests.cli.running import negotrack
from tests.logs import log

TWO_DAYS = """
- id: first
  outlet: kan
  published: 2018-05-30
  statements:
    - press: out
- id: second
  outlet: sohr
  published: 2018-05-31
  statements:
    - withdraw: out
    - assert: withdrawal
      said_by: [anonymous israel official]
"""
SCENARIO = nt.loads(log(reports=TWO_DAYS))
HISTORY = nt.replay(SCENARIO)


def test_a_history_is_asked_as_known_on_a_day_as_a_scenario_is() -> None:
    of_scenario = nt.what_if(SCENARIO, without=["outlet:kan"], as_known="2018-05-30")
    of_history = nt.what_if(HISTORY, without=["outlet:kan"], as_known="2018-05-30")
    assert of_history.before.as_known == of_scenario.before.as_known
    assert of_history.before.state("out") == of_scenario.before.state("out") == "pressed"
    assert of_history.difference == of_scenario.difference


def test_a_history_knows_itself_on_later_days_while_no_report_came() -> None:
    assert nt.what_if(HISTORY, without=["outlet:kan"], as_known="2018-06-30").before.state("out") == "withdrawn"


def test_a_history_that_was_cut_cannot_be_asked_as_known_later() -> None:
    cut = nt.replay(SCENARIO, as_known="2018-05-30")
    with pytest.raises(nt.UsageError, match=r"knows the reports up to 2018-05-30.*give the scenario"):
        nt.what_if(cut, without=["outlet:kan"], as_known="2018-05-31")


@pytest.mark.parametrize("selector", ["outlet:", "source:", "report:", "statement:", "source: "])
def test_a_selector_names_something(selector: str) -> None:
    with pytest.raises(nt.UsageError, match="names nothing; write"):
        nt.what_if(HISTORY, without=[selector])


def test_the_command_refuses_a_selector_without_a_name() -> None:
    done = negotrack("what-if", "-", "--without", "outlet:", stdin=log(reports=TWO_DAYS).encode())
    assert done.code == 2 and "names nothing" in done.err
