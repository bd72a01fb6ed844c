"""Words claim no more than is reported: of sections, presumed days, demands nobody made, what enters into force."""

from __future__ import annotations

import pytest

from docs.pages.verbs import verbs_page
from negotrack.exporters.brief import format_brief
from negotrack.exporters.calendar import format_calendar
from negotrack.exporters.selection import Selection
from negotrack.queries.brief import brief
from negotrack.queries.next_moves import next_moves
from negotrack.view.board import board
from negotrack.view.timeline import timeline_by_time
from tests.unit.test_view_timeline import drawn, flat, moment

WORLD = """
negotrack: 1
scenario: words
parties: {a: {name: Alpha}, b: {name: Beta}}
outlets: {w: {name: Wire}}
talks: {t: {name: Talks, between: [a, b]}}
demands:
  calm: {by: a, of: b, text: It stays calm, terms: [{maintain: It stays calm}]}
  go: {by: a, of: b, text: They go}
conditions: {vote: {text: A vote}}
commitments: {aid: {debtor: a, text: Aid, antecedent: vote}}
instruments:
  i: {name: NAME, parties: [a, b], kind: KIND}
meetings: {m: {name: Summit, participants: [a, b]}}
reports:
"""


def log(*statements: str) -> str:
    """One report a day from the first of May on."""
    return WORLD.replace("NAME", "Text").replace("KIND", "treaty") + "".join(
        f"  - {{id: r{day}, outlet: w, published: 2018-05-{day:02}, statements: [{said}]}}\n"
        for day, said in enumerate(statements, 1)
    )


def briefed(*statements: str) -> dict[str, str]:
    """The headings of a brief, with what stands beneath each."""
    now = moment(log(*statements))
    _, *parts = format_brief(brief(now.history.at("2018-04-01"), now)).split("\n## ")
    return {part.split("\n")[0]: part for part in parts}


def test_a_brief_keeps_talks_together_and_conditions_with_what_is_asked() -> None:
    found = briefed("negotiate: t", "break_off: t", "require: vote", "{schedule: m, for: 2018-06-01}", "press: go")
    assert list(found) == ["What is asked, offered and answered", "Talks, meetings and claims"]
    asked, talks = found.values()
    assert "A vote" in asked and "They go" in asked and "broken off" not in asked
    assert "broken off" in talks and "Summit" in talks


def test_a_presumed_day_is_called_presumed() -> None:
    now = moment(log("hold: m"))
    text = format_calendar(now, Selection(scenario=now.history.scenario)).text.replace("\r\n ", "")
    assert r"it is presumed to be that of the report\, 2018-05-01." in text and "The day is not certain" not in text


def test_the_day_of_a_cancellation_is_no_day_of_the_meeting() -> None:
    text = flat(drawn(board(moment(log("{schedule: m, for: 2018-06-01}", "cancel: m"))), 300))
    assert "cancelled: Summit, called off on 2018-05-02" in text


def test_what_takes_effect_without_a_demand_is_told_without_one() -> None:
    assert "Takes effect: It stays calm" in flat(drawn(timeline_by_time(moment(log("take_effect: calm"))), 300))
    told = flat(drawn(timeline_by_time(moment(log("press: calm", "take_effect: calm"))), 300))
    assert "Takes effect, what Alpha asks of Beta: It stays calm" in told


@pytest.mark.parametrize(
    ("kind", "name", "asked"),
    [
        ("treaty", "Treaty on Peace", True),
        ("ceasefire", "Ceasefire", True),
        ("agreement", "Accord", True),
        ("agreement", "Declaration Committee Accord", True),
        ("agreement", "Panmunjom Declaration", False),
        ("declaration of principles", "Oslo", False),
        ("memorandum of understanding", "Note", False),
        ("ceasefire statement", "Statement", False),
        ("joint_communiqué", "Text", False),
    ],
)
def test_nobody_is_asked_to_bring_into_force_what_is_only_declared(kind: str, name: str, asked: bool) -> None:
    text = log("sign: i").replace("name: Text", f"name: {name}").replace("kind: treaty", f"kind: {kind}")
    assert [move.act for move in next_moves(moment(text))] == (["bring-into-force"] if asked else [])


def test_the_page_of_verbs_says_of_which_suspension_a_reversal_is_taken() -> None:
    text = verbs_page()
    assert "| `revert` | `commitment` | `suspended` that left `detached` | the same |" in text
    assert "without any it binds at once" in text
