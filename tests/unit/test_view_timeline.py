"""The terminal views: every step and statement is there, marks are honest, no line is too long, text stays text."""

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import RenderableType

import negotrack as nt
from negotrack.engine.moment import Moment
from negotrack.machines.verbs import VERBS
from negotrack.view import templates
from negotrack.view.board import board, board_html
from negotrack.view.console import make_console
from negotrack.view.steps import render_anomaly, render_report, render_step
from negotrack.view.text import cell_width
from negotrack.view.timeline import TimelineOptions, timeline_by_subject, timeline_by_time
from negotrack.view.words import Wording
from tests.cli.running import GOLAN, negotrack

LOG = """
negotrack: 1
scenario: border
title: The border
parties:
  a: {name: Aland}
  b: {name: Beria}
  min: {name: Minister M, kind: person, speaks_for: b}
outlets:
  post: {name: The Post}
  wire: {name: The Wire}
talks:
  t: {name: Talks on the border, between: [a, b]}
meetings:
  m: {name: Summit, participants: [a, b]}
demands:
  goal: {by: a, of: b, text: All leave, implies: step}
  step: {by: a, of: b, horizon: interim, step_to: goal, text: Some leave}
conditions:
  pact: {text: The pact is kept, of: b}
commitments:
  deal: {debtor: a, creditor: b, text: Aland opens the road, antecedent: {all: [goal, pact]}}
instruments:
  treaty: {name: Old treaty, parties: [a, b]}
claims:
  moving: {text: Troops are packing, about: goal}
reports:
  - id: one
    outlet: post
    published: 2020-01-10
    said_by: [anonymous b official]
    statements:
      - press: [goal, step]
        event_date: ..2020-01-09
      - negotiate: t
        event_date: 2020-01-05~
      - signal: deal
        certainty: hedged
      - schedule: m
        for: 2020-01-20
      - assert: moving
      - position: Nothing moves without trust
        kind: priority
        of: a
  - id: two
    outlet: wire
    published: 2020-01-12
    statements:
      - deny: moving
      - accept: goal
      - accept: step
        said_by: [min]
      - require: pact
      - meet: goal
        event_date: 2020-01
      - meet: pact
        event_date: 2020-01-12
"""


def moment(text: str = LOG, day: str | None = None, lens: str = "credulous") -> Moment:
    return nt.replay(nt.loads(text), lens=lens).at(day)


def drawn(renderable: RenderableType, width: int = 80, *, color: bool = False) -> str:
    out = io.StringIO()
    make_console(file=out, environ={"TERM": "xterm-256color"}, width=width, color=color).print(renderable)
    return out.getvalue()


def flat(text: str) -> str:
    """The text without the spine and without line ends, for finding what was wrapped."""
    return " ".join(" ".join(line.strip(" │") for line in text.splitlines()).split())


def by_time(now: Moment, width: int = 80, **options: object) -> str:
    return drawn(timeline_by_time(now, options=TimelineOptions(**options)), width)  # type: ignore[arg-type]


def test_who_moved_what_on_whose_word() -> None:
    text = flat(by_time(moment()))
    assert "Aland presses Beria: All leave" in text
    assert "unreported → pressed, unanswered, unmet" in text
    assert "The Post < anonymous (Beria, official)" in text
    assert "Minister M" in text and "Beria accepts what Aland asks: Some leave" in text


@pytest.mark.parametrize("day", ["2020-01-11", "2020-01-12", "2020-03-01"])
@pytest.mark.parametrize("lens", ["credulous", "sceptical", "officials"])
@pytest.mark.parametrize("width", [80, 160])
def test_every_step_and_every_statement_appears(day: str, lens: str, width: int) -> None:
    now = moment(day=day, lens=lens)
    text = by_time(now, width)
    words = flat(text)
    for step in now.steps:
        assert step.target.replace("_", " ") in words
    known = [
        v
        for v in now.history.record.by_id.values()
        if v.statement.event_date.first_ordinal <= date.fromisoformat(day).toordinal()
    ]
    for voice in known:
        assert f"#{voice.id.partition('#')[2]}" in text


def test_consequence_stands_beneath_with_its_reason() -> None:
    text = flat(by_time(moment(day="2020-02-01")))
    assert "↳ Some leave: unmet → met – a demand that is met meets every demand that it implies" in text
    assert "↳ Aland opens the road: signalled → detached" in text


def test_disputed_claim_shows_both_sides() -> None:
    text = flat(by_time(moment()))
    assert text.count("[disputed]") == 2
    assert "denied by The Wire" in text and "asserted by The Post < anonymous (Beria, official)" in text
    onboard = flat(drawn(board(moment())))
    assert "Troops are packing [disputed]" in onboard and "✓ The Post" in onboard and "✗ The Wire" in onboard


def test_marks_say_hedged_origins_presumed_and_confirmed() -> None:
    lines = by_time(moment()).splitlines()
    assert any("[hedged] ¹°" in line for line in lines)
    assert any("✓" in line and "accepted" in line for line in lines)


def test_uncertain_dates_are_hollow_with_their_interval() -> None:
    lines = by_time(moment(day="2020-02-01")).splitlines()
    assert any(line.startswith("..01-09      ▻ Aland presses Beria") for line in lines)
    assert any(line.startswith("2020-01-05~  ○ Talks on the border") for line in lines)
    assert any(line.startswith("2020-01      ▻ Met, what Aland asks") for line in lines)


def test_what_may_have_happened_stands_beyond_the_day() -> None:
    text = by_time(moment(day="2020-01-15"))
    before, after = text.split("as of this day")
    assert "May have happened already" in after and "Met, what Aland asks" in after
    assert "Met, what Aland asks" not in before
    assert "2020-01-20   ▯ Summit: scheduled, in 5 days" in after


def test_overdue_meeting_is_said_on_its_day_and_ahead() -> None:
    text = by_time(moment(day="2020-02-01"))
    assert "2020-01-21   ▮ Summit: overdue, it was set for 2020-01-20" in text
    assert "Summit: overdue, 12 days ago" in text.split("as of this day")[1]
    assert "Overdue: hold, postpone or cancel: Summit" in flat(drawn(board(moment(day="2020-02-01"))))


def test_anomaly_names_the_rule_that_refused() -> None:
    text = flat(by_time(moment()))
    assert "✗ Beria accepts what Aland asks: All leave" in text
    assert "refused, it stays unanswered: speaks-for-addressee" in text
    assert "Refused by a rule" in drawn(board(moment()))


def test_held_out_statements_stay_with_the_reason() -> None:
    text = flat(by_time(moment(lens="officials")))
    assert "× Talks on the border: reported under way" in text and "held out: its source" in text
    assert "Held out by the lens officials" in drawn(board(moment(lens="officials")))


def test_filters_by_party_subject_and_period() -> None:
    now = moment()
    assert "Talks on the border" not in by_time(now, subjects=("goal",)).split("\n\n")[1]
    assert "All leave" in by_time(now, parties=("b",))
    late = by_time(now, since=date(2020, 1, 11)).split("\n\n", 1)[1]
    assert "Aland presses" not in late and "Denied" in late
    early = by_time(now, until=date(2020, 1, 9)).split("\n\n", 1)[1]
    assert "Denied" not in early and "Aland presses" in early


STEPS = """
  - {id: s1, outlet: post, published: 2020-02-01, statements: [{suspend: t}, {incident: A shot}]}
  - {id: s2, outlet: post, published: 2020-02-10, statements: [{resume: t}]}
  - {id: s3, outlet: post, published: 2020-03-01, statements: [{break_off: t}]}
"""


def by_subject(**options: object) -> str:
    now = moment(LOG + STEPS)
    return flat(drawn(timeline_by_subject(now, options=TimelineOptions(subjects=("t",), **options)), 300))  # type: ignore[arg-type]


def test_lanes_keep_to_a_period_and_show_the_state_before_it() -> None:
    path = by_subject().partition("Talks on the border")[2]
    assert path.count("→") == 3 and "Only steps" not in by_subject()
    late = by_subject(since=date(2020, 2, 5))
    assert "Only steps from 2020-02-05, after the state before them." in late
    assert "Talks on the border suspended since 2020-02-01 → substantive since 2020-02-10 → broken off" in late
    assert "substantive since 2020-01-05" not in late
    early = by_subject(until=date(2020, 2, 5))
    assert early.rstrip(" t").endswith("→ suspended since 2020-02-01 ¹") and "broken off" not in early.split("Only")[1]
    assert "Talks on the border broken off since 2020-03-01 ¹" in by_subject(since=date(2020, 3, 5))
    assert "nothing by 2020-01-01" in by_subject(until=date(2020, 1, 1))


def test_the_legend_has_every_sign_that_is_drawn() -> None:
    told, _, story = by_time(moment(LOG + STEPS, day="2020-03-02"), 160).partition("\n\n")
    for sign in "●○►▻◆▲▮▯◉✶–✓¹°┿┊↳✗→":
        assert (sign in story) <= (sign in told), sign
    assert "day presumed: that of the report" in told
    assert "from state before to state after; after the comma, what begins with it" in told


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 160])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_wider_than_the_page(width: int, ascii_only: bool) -> None:
    now = moment(
        LOG.replace("Some leave", "国境から撤退する" * 12).replace("Old treaty", "اتفاقية فض الاشتباك " * 9),
        "2020-02-01",
    )
    views = [
        timeline_by_time(now, options=TimelineOptions(ascii=ascii_only)),
        timeline_by_subject(now, options=TimelineOptions(ascii=ascii_only)),
        board(now, ascii=ascii_only),
    ]
    for view in views:
        wide = [line for line in drawn(view, width).splitlines() if cell_width(line) > width]
        assert wide == []


def test_ascii_draws_no_sign_beyond_ascii() -> None:
    now = moment(day="2020-02-01")
    options = TimelineOptions(ascii=True)
    for view in (
        timeline_by_time(now, options=options),
        timeline_by_subject(now, options=options),
        board(now, ascii=True),
    ):
        assert drawn(view, 80).isascii()


def test_without_colour_there_is_no_escape_and_colour_changes_no_text() -> None:
    for view in (timeline_by_time(moment()), timeline_by_subject(moment()), board(moment())):
        plain, colored = drawn(view), drawn(view, color=True)
        assert "\x1b" not in plain and "\x1b[" in colored


HOSTILE = r"[unnamed] [/x] :warning: \x1b]8;;http://x\x07 \u202e \u200b"


def test_text_from_data_is_only_text() -> None:
    text = LOG.replace("All leave", f'"{HOSTILE}"').replace("Nothing moves without trust", f'"{HOSTILE}"')
    now = moment(text.replace("{name: Aland}", f'{{name: "{HOSTILE}"}}'))
    for view in (timeline_by_time(now), timeline_by_subject(now), board(now)):
        shown = drawn(view)
        assert "[unnamed]" in shown and "[/x]" in flat(shown) and ":warning:" in flat(shown)
        assert not set("\x1b\x07\u202e\u200b") & set(shown)
        assert "␛]8;;http://x␇" in flat(shown)


def test_lanes_show_ladder_path_and_what_gates_what() -> None:
    text = drawn(timeline_by_subject(moment(day="2020-01-12")))
    assert "► All leave" in text and "└─ ► Some leave" in text
    assert "waits for all of:" in text and "✓ All leave  met, not certain" in text
    assert "✓ The pact is kept  met" in text
    assert "Old treaty" in text and "nothing reported" in text


def test_the_width_asked_for_is_drawn_in_also_where_there_is_no_terminal() -> None:
    for width in (60, 160):
        out = negotrack("timeline", GOLAN, "--width", str(width)).out
        assert max(map(cell_width, out.splitlines())) == width


def test_parts_give_what_the_whole_gives() -> None:
    view = timeline_by_time(moment())
    assert "".join(drawn(part) for part in view) == drawn(view)


def test_empty_log_is_drawn() -> None:
    empty = nt.replay(nt.loads(LOG), as_known="2019-12-31").at("2019-12-31")
    for view in (timeline_by_time(empty), timeline_by_subject(empty), board(empty)):
        assert "The border" in drawn(view)


def test_steps_are_drawn_as_reports_are_fed() -> None:
    scenario = nt.loads(LOG)
    words = Wording(scenario)
    tracker = nt.Tracker(scenario.with_reports(()))
    lines = []
    for report in scenario.reports:
        lines.append(drawn(render_report(report, words)))
        lines += [drawn(render_step(step, words)) for step in tracker.feed(report)]
    text = "".join(lines)
    assert "2020-01-10 The Post" in text and "Aland presses Beria: All leave unreported → pressed" in flat(text)
    refused = drawn(render_anomaly(nt.replay(scenario).anomalies[0], words))
    assert "refused, it stays unanswered" in flat(refused)


def test_board_says_what_waits_and_what_rests() -> None:
    text = flat(drawn(board(nt.replay(nt.loads(LOG), as_known="2020-01-11").at())))
    assert "Answer Aland: All leave" in text and "Answer Aland: Some leave (a step)" in text
    assert "↳ opens the way to: Aland opens the road" in text
    assert "Aland signals to Beria: Aland opens the road" in text and "↳ if All leave; The pact is kept" in text
    assert "Nothing reported of: " in text


def test_html_for_notebooks_escapes_what_data_says() -> None:
    shown = board_html(moment(LOG.replace("Some leave", "<script>x</script> & more")))
    assert "<script>" not in shown and "&lt;script&gt;x&lt;/script&gt; &amp; more" in shown


@pytest.mark.parametrize("kind", VERBS)
def test_every_verb_has_words_of_its_own(kind: str) -> None:
    """None is shown by the bare name of its trigger."""
    tables = {
        "talks": templates.TALKS, "meeting": templates.MEETING, "demand": templates.DEMAND,
        "condition": templates.CONDITION, "commitment": templates.COMMITMENT, "instrument": templates.INSTRUMENT,
    }  # fmt: skip
    assert set(VERBS[kind]) <= set(tables[kind])
    assert set(templates.THREAT) == set(templates.COMMITMENT)
