"""`why`, `what-if` and `diff`: on whose word, what would change, what moved and what was learned.

Owns: the commands. Must not know: how answers are derived, drawn or written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from negotrack.cli.question import Question
from negotrack.cli.verbs import Day, asks, verb
from negotrack.problems import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from negotrack.engine.history import History
    from negotrack.queries.whatif import WhatIf


@verb(
    "why",
    "negotrack why scenarios/golan-2018 accept-assad",
    "negotrack why scenarios/golan-2018 iran-off-border.response --format json",
)
@asks
@click.argument("subject", metavar="SUBJECT[.REGION]")
def why(question: Question, subject: str) -> None:
    """Show why SUBJECT stands as it does: the smallest set of statements that it rests on, those against it, each
    with its chain of sources, the path of states, the rules that fired. Without REGION, every region of it; of a
    declared claim, who says so and who denies it.
    """
    from negotrack.exporters.records_reasons import why_record
    from negotrack.queries.why import why_all

    question.begin()
    found = why_all(question.moment, subject)
    claims = [claim for claim in question.moment.claims if claim.claim == subject]

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.reasons import claim_trees, why_trees

        return [*why_trees(found, question.moment), *claim_trees(claims, question.moment)]

    question.answer(lambda: why_record(found, question.moment, claims), draw)


@verb(
    "what-if",
    "negotrack what-if scenarios/golan-2018 --without outlet:hadashot",
    "negotrack what-if scenarios/golan-2018 --lens credulous --against officials --format json",
    "negotrack what-if scenarios/golan-2018 --load-bearing",
)
@asks
@click.option("--without", multiple=True, metavar="KIND:ID",
              help="Leave out source:ID, outlet:ID (all that passes through it), report:ID, statement:ID.")  # fmt: skip
@click.option("--add", "drafts", multiple=True, type=click.Path(allow_dash=True), metavar="FILE",
              help="Add the reports of a file; - is stdin.")  # fmt: skip
@click.option("--against", metavar="LENS", help="Look through this lens instead of --lens.")
@click.option("--load-bearing", is_flag=True, help="Rank the sources by the standings that hang on them alone.")
def what_if(
    question: Question, without: tuple[str, ...], drafts: tuple[str, ...], against: str | None, load_bearing: bool
) -> None:
    """Show what would change, and nothing else: without sources or reports, with the reports of a draft, or
    through another lens.
    """
    if load_bearing:
        if without or drafts or against:
            raise UsageError("--load-bearing looks at every source by itself; leave the other options out")
        _load(question)
        return
    if not (without or drafts or against):
        raise UsageError("say what would be different: --without, --add or --against, or ask for --load-bearing")
    from negotrack.queries.whatif import what_if as ask

    question.begin()
    added = question.drafts(drafts)
    _answer(question, ask(question.history, without=without, add=added, lens=against, as_of=question.as_of))


def set_against(question: Question, lens: str) -> None:
    """Show what stands otherwise through another lens."""
    from negotrack.queries.whatif import what_if as ask

    question.begin()
    _answer(question, ask(question.history, lens=lens, as_of=question.as_of))


def _answer(question: Question, found: WhatIf) -> None:
    from negotrack.exporters.records_reasons import what_if_record

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.differences import what_if_view

        return what_if_view(found, question.selection)

    question.answer(lambda: what_if_record(found, question.selection), draw)


def _load(question: Question) -> None:
    from negotrack.exporters.records_reasons import load_record
    from negotrack.queries.whatif import load_bearing

    question.begin()
    found = load_bearing(question.history, question.as_of)

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.differences import load_view

        return load_view(found, question.moment)

    question.answer(lambda: load_record(found, question.moment), draw)


@verb(
    "diff",
    "negotrack diff scenarios/golan-2018 --from 2018-05-30 --to 2018-06-06",
    "negotrack diff scenarios/golan-2018 --known-from 2018-05-30 --known-to 2018-05-31 --format json",
    "negotrack diff golan.db --recorded-from 3",
)
@asks
@click.option("--from", "since", type=Day(), metavar="D", help="What moved since this day ...")
@click.option("--to", "until", type=Day(), metavar="D", help="... until this one [--as-of].")
@click.option("--known-from", type=Day(), metavar="K", help="What was learned since this day ...")
@click.option("--known-to", type=Day(), metavar="K", help="... until this one [--as-known].")
@click.option("--recorded-from", type=click.IntRange(0), metavar="N",
              help="Of a store: what came after its first N reports were recorded ...")  # fmt: skip
@click.option("--recorded-to", type=click.IntRange(0), metavar="N", help="... until its first N were [all].")
@click.option("--exit-code", is_flag=True, help="Leave with 1 when anything differs.")
def diff(
    question: Question, since: date | None, until: date | None, known_from: date | None, known_to: date | None,
    recorded_from: int | None, recorded_to: int | None, exit_code: bool,
) -> None:  # fmt: skip
    """Show what moved between two days, or what was learned between two days of knowledge: corrections and
    retractions apart from new events. Of a store also what changed between two places in the order of recording:
    a report recorded late with an early date changes what was known by a day, and only this shows it.
    """
    if since is None and known_from is None and recorded_from is None:
        raise UsageError(
            "say from when: --from D for what moved, --known-from K for what was learned, --recorded-from N for what "
            "was recorded"
        )
    from negotrack.exporters.records_reasons import difference_record
    from negotrack.queries.diff import diff as ask

    question.begin()
    earlier, later = _sides(question, (known_from, known_to), (recorded_from, recorded_to))
    after = later.at(until or question.as_of)
    before = earlier.at(since or after.as_of)
    found = ask(before, after)

    def draw() -> Iterable[RenderableType]:
        from negotrack.view.differences import difference_view

        return difference_view(found, before, after, question.selection)

    question.answer(lambda: difference_record(found, before, after, question.selection), draw)
    if exit_code and found:
        question.terminal.code = 1


def _sides(
    question: Question, known: tuple[date | None, date | None], recorded: tuple[int | None, int | None]
) -> tuple[History, History]:
    """The histories to compare: of what was known by two days, of what had been recorded at two places."""
    from negotrack.engine.history import replay

    scenario, first = question.scenario, recorded[0]
    if recorded != (None, None):
        from negotrack.cli.storing import read_recorded

        scenario = read_recorded(question.path, recorded[1])
        if first is not None and first > len(scenario.reports):
            raise UsageError(f"--recorded-from {first} is later than the {len(scenario.reports)} reports compared")
    later = replay(scenario, lens=question.chosen_lens, as_known=known[1] or question.as_known)
    if first is None and known[0] is None:
        return later, later
    begun = scenario if first is None else scenario.with_reports(scenario.reports[:first])
    as_known = known[0] or (known[1] or question.as_known if first is not None else None)
    return replay(begun, lens=question.chosen_lens, as_known=as_known), later
