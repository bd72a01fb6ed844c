"""`brief`, `hindsight` and `compare`: two moments, two states of knowledge, or two coders beside each other.

Owns: the commands. Must not know: how answers are derived, drawn or written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click
from attrs import evolve

from negotrack.cli.question import Question
from negotrack.cli.reading import read_path
from negotrack.cli.verbs import PATH, Day, asks, verb
from negotrack.problems import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType


@verb(
    "brief",
    "negotrack brief scenarios/golan-2018 --since 2018-05-30",
    "negotrack brief scenarios/golan-2018 --since 2018-05-31 --known-since 2018-05-30 --format json",
)
@asks
@click.option("--since", type=Day(), required=True, metavar="D", help="What changed after this day.")
@click.option("--known-since", type=Day(), metavar="K", help="Beginning from what was known on this day [D].")
def brief(question: Question, since: date, known_since: date | None) -> None:
    """Tell what changed since a day as short sentences in Markdown, the weightiest first, each with its reports.
    What is uncertain, disputed, hedged or the word of one origin is said to be.
    """
    from negotrack.engine.history import replay
    from negotrack.exporters.brief import format_brief
    from negotrack.exporters.records_sides import brief_record
    from negotrack.queries.brief import brief as ask

    question.begin()
    then = replay(question.scenario, lens=question.chosen_lens, as_known=known_since or since).at(since)
    found = ask(then, question.moment)
    wanted = question.selection.subject
    if question.form in ("table", "md"):
        kept = evolve(found, sentences=tuple(s for s in found.sentences if wanted(s.subject)))
        question.terminal.write(format_brief(kept))
        return
    question.answer(lambda: brief_record(found, wanted), lambda: ())


@verb(
    "hindsight",
    "negotrack hindsight scenarios/golan-2018 --as-of 2018-05-30",
    "negotrack hindsight scenarios/golan-2018 --as-of 2018-05-30 --as-known 2018-05-31 --format json",
)
@asks
def hindsight(question: Question) -> None:
    """Show what was justified to believe of the day --as-of with what was known on it, against what is known of it
    on --as-known, and which later reports made the difference.
    """
    from negotrack.exporters.records_sides import hindsight_record
    from negotrack.queries.hindsight import hindsight as ask

    question.begin()
    if question.as_of is None:
        raise UsageError("say which day to look back on: --as-of 2018-05-31")
    found = ask(question.scenario, as_of=question.as_of, now=question.as_known, lens=question.chosen_lens)
    wanted = question.selection.subject

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.sides import hindsight_view

        return hindsight_view(found, question.scenario, wanted=wanted)

    question.answer(lambda: hindsight_record(found, wanted), draw)


@verb(
    "compare",
    "negotrack compare scenarios/golan-2018 scenarios/golan-2018",
    "negotrack compare scenarios/golan-2018 scenarios/golan-2018 --subject accept-assad --format json",
)
@asks
@click.argument("other", type=PATH)
def compare(question: Question, other: str) -> None:
    """Compare two coders' logs of the same material, PATH and OTHER: reports and statements matched, what each left
    out, agreement field by field with Krippendorff's alpha, and the states that come out otherwise.
    """
    from negotrack.exporters.records_sides import compare_record
    from negotrack.queries.compare import compare as ask

    if question.path == other == "-":
        raise UsageError("both logs cannot be read from stdin")
    question.begin()
    names = (question.path, other) if question.path != other else ("", "")
    found = ask(
        question.scenario, read_path(other, question.terminal, warns=False), as_of=question.as_of,
        as_known=question.as_known, lens=question.lens, names=names,
    )  # fmt: skip
    wanted = question.selection.subject

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.sides import compare_view

        return compare_view(found, wanted=wanted)

    question.answer(lambda: compare_record(found, wanted), draw)
