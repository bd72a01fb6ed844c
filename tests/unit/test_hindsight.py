"""What was justified to believe of a day, and what is known of it now."""

from __future__ import annotations

import pytest

from negotrack.loading import loads
from negotrack.model.scenario import Scenario
from negotrack.problems import UsageError
from negotrack.queries.hindsight import hindsight
from negotrack.view.sides import hindsight_view
from tests.unit.test_agenda import HEAD
from tests.unit.test_view_timeline import drawn


def log(late: str = "") -> Scenario:
    return loads(
        HEAD
        + f"""
demands:
  exit: {{by: left, of: right}}
  pause: {{by: left, of: right}}
talks:
  round: {{between: [left, right]}}
reports:
  - {{id: w1, outlet: wire, published: 2018-05-01, statements: [{{press: exit}}]}}
  - id: w2
    outlet: wire
    published: 2018-05-03
    said_by: [anonymous left]
    statements: [{{advance: round}}]
{late}"""
    )


def test_what_is_only_possible_is_said_to_be_not_certain() -> None:
    late = report("w3", "2018-06-01", "{withdraw: exit, event_date: 2018-05-02/2018-05-20}")
    view = hindsight_view(hindsight(log(late), as_of="2018-05-03"), log(late))
    assert "pressed then, withdrawn [not certain] now" in drawn(view)


def report(name: str, day: str, statements: str, who: str = "left") -> str:
    said = f"said_by: [{who}], statements: [{statements}]"
    return f"  - {{id: {name}, outlet: wire, published: {day}, {said}}}\n"


SECRET = report("w3", "2018-06-01", "{withdraw: exit, event_date: 2018-05-02}")


def test_what_came_out_later_of_that_day() -> None:
    found = hindsight(log(SECRET), as_of="2018-05-03")
    (revision,) = found.revisions
    assert (revision.subject, revision.then.state, revision.now.state) == ("exit", "pressed", "withdrawn")
    assert revision.reports == revision.decisive == ("w3",)
    assert found.wrong == (revision,)
    assert [learning.statement for learning in found.late] == ["w3#1"]
    assert found.note.startswith("2018-05-03") is False


def test_what_happened_later_is_not_hindsight() -> None:
    found = hindsight(log(report("w3", "2018-06-01", "{withdraw: exit}")), as_of="2018-05-03")
    assert found.revisions == ()


def test_now_may_be_a_day_on_which_it_was_not_out_yet() -> None:
    found = hindsight(log(SECRET), as_of="2018-05-03", now="2018-05-20")
    assert found.revisions == ()
    assert "no report after 2018-05-03" in found.note


def test_a_retraction_changes_what_was_believed() -> None:
    late = report("w3", "2018-06-01", "{retract: w2#1}", "anonymous left")
    (revision,) = hindsight(log(late), as_of="2018-05-03").revisions
    assert (revision.then.state, revision.now.state) == ("advanced", "unreported")
    assert revision.reports == revision.decisive == ("w3",)


def test_a_denial_changes_how_the_claim_stands() -> None:
    (revision,) = hindsight(log(report("w3", "2018-06-01", "{deny: w2#1}", "right")), as_of="2018-05-03").revisions
    assert (revision.differs, revision.then.state) == ("standing of the claim", "advanced")
    assert (revision.then.status, revision.now.status) == ("reported", "disputed")


def test_two_reports_that_each_would_do_are_both_named_and_none_is_decisive() -> None:
    again = report("w4", "2018-06-02", "{withdraw: exit, event_date: 2018-05-02}")
    (revision,) = hindsight(log(SECRET + again), as_of="2018-05-03").revisions
    assert revision.reports == ("w3", "w4")
    assert revision.decisive == ()


def test_through_a_lens() -> None:
    found = hindsight(log(SECRET), as_of="2018-05-03", lens="officials")
    assert [(r.then.state, r.now.state) for r in found.wrong] == [("unreported", "withdrawn")]


def test_before_the_first_report_all_is_hindsight() -> None:
    found = hindsight(log(), as_of="2018-04-01")
    assert found.revisions == ()
    assert "no report was known on 2018-04-01" in found.note


@pytest.mark.parametrize(
    ("as_of", "now", "said"),
    [
        (None, None, "needs the day"),
        ("2018-05-03", "2018-05-01", "looks back"),
        ("soon", None, "write a day as 2018"),
    ],
)
def test_days_that_make_no_sense_are_misuse(as_of: str | None, now: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        hindsight(log(), as_of=as_of, now=now)
