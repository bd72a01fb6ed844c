"""`agenda`, `outlook`, `movement` and `graph`: what is missing, what may come, who moved, how it hangs together.

Owns: the commands. Must not know: how answers are derived, drawn or written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from negotrack.cli.question import Question
from negotrack.cli.verbs import Day, Declared, Word, asks, verb

if TYPE_CHECKING:
    from rich.console import RenderableType

NOTATIONS: Final = ("mermaid", "dot")


@verb(
    "agenda",
    "negotrack agenda scenarios/golan-2018",
    "negotrack agenda scenarios/golan-2018 --as-of 2018-07-15 --stale-after 14 --format jsonl",
)
@asks
@click.option("--stale-after", type=click.IntRange(0), default=30, metavar="N",
              help="Demands not pressed again for N days are stale [30].")  # fmt: skip
@click.option("--within", type=click.IntRange(0), default=30, metavar="N",
              help="Offers that end within N days are about to lapse [30].")  # fmt: skip
def agenda(question: Question, stale_after: int, within: int) -> None:
    """Show what is missing: open conditions and what each would unlock, deadlocks with their circle, overdue
    meetings, stale demands, offers that end soon, guarantees that nobody gives.
    """
    from negotrack.exporters.records_queries import agenda_record
    from negotrack.queries.agenda import agenda as ask

    question.begin()
    found = ask(question.moment, stale_after=stale_after, within=within)
    wanted = question.selection.subject

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.agenda import agenda_view

        return agenda_view(found, question.moment, wanted=wanted)

    question.answer(lambda: agenda_record(found, question.moment, wanted), draw)


@verb(
    "outlook",
    "negotrack outlook scenarios/golan-2018 accept-assad",
    "negotrack outlook scenarios/golan-2018 paris-meeting --as-of 2018-06-06 --format json",
)
@asks
@click.argument("subject", type=Declared("subject"))
def outlook(question: Question, subject: str) -> None:
    """Show what may, must and cannot happen next with SUBJECT: every trigger that its state takes, where it leads,
    whose act it must be; what is owed, and by whom; what its state does not take.
    """
    from negotrack.exporters.records_queries import outlook_record
    from negotrack.queries.outlook import outlook as ask

    question.begin()
    found = ask(question.moment, subject)

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.outlook import outlook_view

        return outlook_view(found, question.moment)

    question.answer(lambda: outlook_record(found, question.moment), draw)


@verb(
    "movement",
    "negotrack movement scenarios/golan-2018",
    "negotrack movement scenarios/golan-2018 --since 2018-05-15 --subject accept-assad --format json",
)
@asks
@click.option("--since", type=Day(), metavar="D", help="Only what moved on this day or later.")
def movement(question: Question, since: date | None) -> None:
    """Show who moved, when and how far: concessions and hardenings, figures over time, the gap between what is
    demanded and what is offered, and the ladders from interim demands to final ones.
    """
    from negotrack.exporters.records_queries import movement_record
    from negotrack.queries.movement import movement as ask

    question.begin()
    found = ask(question.moment, since=since)
    wanted = question.selection.subject

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.movement import movement_view

        return movement_view(found, question.moment, wanted=wanted)

    question.answer(lambda: movement_record(found, question.moment, wanted), draw)


@verb(
    "graph",
    "negotrack graph scenarios/golan-2018",
    "negotrack graph scenarios/golan-2018 --subject accept-assad --to mermaid",
)
@asks
@click.option("--to", "notation", type=Word(*NOTATIONS), help="Print a diagram in this notation instead.")
def graph(question: Question, notation: str | None) -> None:
    """Show how the bargain hangs together: what gates, follows, implies, answers or contains what, with the state of
    each. With --subject or --party, these and what is linked to them.
    """
    from negotrack.exporters.records_queries import graph_record
    from negotrack.queries.graph import graph as ask

    question.begin()
    found = ask(question.moment)
    if not question.selection.everything:
        found = found.around(question.selection.kept)
    if notation is not None:
        from negotrack.exporters.dot import format_dot
        from negotrack.exporters.mermaid import format_mermaid

        question.terminal.write((format_mermaid if notation == "mermaid" else format_dot)(found))
        return

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.graph import graph_tree

        yield graph_tree(found, question.scenario.title)

    question.answer(lambda: graph_record(found), draw)
