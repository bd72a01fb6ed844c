"""What is known and may have happened is drawn: every statement and every step, at any width, within its columns."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from negotrack.engine.history import replay
from negotrack.model.lens import SHIPPED
from negotrack.model.scenario import Scenario
from negotrack.view.board import board
from negotrack.view.console import make_console
from negotrack.view.layout import View
from negotrack.view.text import cell_width
from negotrack.view.timeline import TimelineOptions, timeline_by_subject, timeline_by_time
from tests.strategies.logs import scenarios


def drawn(view: View, width: int) -> str:
    out = io.StringIO()
    make_console(file=out, environ={}, width=width).print(view)
    return out.getvalue()


@given(
    scenario=scenarios(),
    lens=st.sampled_from(list(SHIPPED)),
    late=st.integers(-40, 400),
    width=st.sampled_from((60, 80, 160)),
)
def test_views_draw_every_statement_and_state_within_their_columns(
    scenario: Scenario, lens: str, late: int, width: int
) -> None:
    history = replay(scenario, lens=lens)
    last = history.last_report
    now = history.at(type(last).fromordinal(last.toordinal() + late) if last else None)
    text = drawn(timeline_by_time(now, options=TimelineOptions(header=False)), width)
    views = [text, drawn(timeline_by_subject(now), width), drawn(board(now), width)]
    assert all(cell_width(line) <= width for view in views for line in view.splitlines())
    as_of = now.as_of.toordinal() if now.as_of else 0
    for name, voice in history.record.by_id.items():
        if voice.statement.event_date.first_ordinal <= as_of:
            assert name.removeprefix(voice.report.id) in text
    words = " ".join(text.replace("│", " ").split())
    for step in now.steps:
        wrapped = (word in words for word in step.target.split("_"))  # a column may break between two words
        assert step.target == "none" or all(wrapped)
