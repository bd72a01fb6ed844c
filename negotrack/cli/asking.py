"""`status` and `timeline`: where everything stands, and how it came to that.

Owns: the commands. Must not know: how answers are derived, drawn or written.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from negotrack.cli.question import Question
from negotrack.cli.verbs import Day, Word, asks, verb
from negotrack.exporters.records import status_record, timeline_record
from negotrack.problems import UsageError
from negotrack.store.telling import is_store


@verb(
    "status",
    "negotrack status scenarios/golan-2018",
    "negotrack status scenarios/golan-2018 --lens officials --party russia --format json",
    "negotrack status scenarios/golan-2018 --lens credulous --against sceptical",
)
@asks
@click.option(
    "--against", metavar="LENS", help="Show only what stands otherwise through this lens, and by which claim."
)
def status(question: Question, against: str | None) -> None:
    """Show the board: the state of everything that is negotiated, since when and on whose word."""
    if against is not None:
        from negotrack.cli.reasons import set_against

        set_against(question, against)
        return
    question.narrow = question.warns = True
    if question.form == "csv" and not (question.subjects or question.parties) and is_store(question.path):
        _write_standings(question)
        return

    def draw() -> Any:
        from negotrack.view.board import board
        from negotrack.view.choices import Choice

        return board(question.moment, choice=Choice(parties=question.parties, subjects=question.subjects))

    question.answer(lambda: status_record(question.moment, question.selection), draw)


def _write_standings(question: Question) -> None:
    """The standings of a store, which are all that CSV holds, without holding the log."""
    from negotrack.cli.reading import declarations
    from negotrack.exporters.documents import WRITERS
    from negotrack.exporters.records import standing_record
    from negotrack.stream.finals import final_standings

    declared = declarations(question.path)
    places = {name: place for place, name in enumerate(declared.subjects if declared else ())}
    found = final_standings(question.path, as_of=question.as_of, as_known=question.as_known, lens=question.lens)
    rows = [standing_record(one) for one in sorted(found, key=lambda one: places[one.subject])]
    question.terminal.write(WRITERS["csv"]({"standings": rows}))


@verb(
    "timeline",
    "negotrack timeline scenarios/golan-2018",
    "negotrack timeline scenarios/golan-2018 --by subject --since 2018-05-30 --width 100",
)
@asks
@click.option("--by", type=Word("time", "subject"), default="time", help="Day by day, or a lane a subject [time].")
@click.option("--since", type=Day(), metavar="D", help="Leave out what happened before this day.")
@click.option("--until", type=Day(), metavar="D", help="Leave out what happened after this day.")
@click.option("--width", type=click.IntRange(20, 1000), metavar="N", help="Columns to draw in [the terminal's].")
def timeline(question: Question, by: str, since: date | None, until: date | None, width: int | None) -> None:
    """Show what happened when: who moved what from which state to which, and on whose word."""
    if since and until and since > until:
        raise UsageError(f"--since {since} is later than --until {until}")
    question.narrow = question.warns = True

    def draw() -> Any:
        from negotrack.view import timeline as views

        options = views.TimelineOptions(parties=question.parties, subjects=question.subjects, since=since, until=until)
        view = views.timeline_by_time if by == "time" else views.timeline_by_subject
        return view(question.moment, options=options)

    question.answer(lambda: timeline_record(question.moment, question.selection, since, until), draw, width=width)
