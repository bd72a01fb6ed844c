"""What waits and what rests: the part of the board in which nobody has the turn.

Owns: commitments that wait for others, what is broken, standings at rest, lines with something at their right.
Must not know: whose turn it is (queries.next_moves).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.machines.couplings import OPEN_COMMITMENT
from negotrack.queries.actors import acting
from negotrack.queries.broken import broken
from negotrack.queries.doubts import doubts
from negotrack.queries.expiring import last_day
from negotrack.queries.facts import leading, party_acts
from negotrack.queries.lasting import held_over
from negotrack.queries.next_moves import NextMove
from negotrack.view.choices import Choice, people_of
from negotrack.view.days import short_since, span
from negotrack.view.gates import waits_for
from negotrack.view.glyphs import state_style
from negotrack.view.layout import Line, Page, Piece, glued, indented, spread, width_of, wrap
from negotrack.view.turns import doubt_marks, left_by, party_words, until
from negotrack.view.words import Wording, plain_state

STATED = {"signalled": "signal", "offered": "offer", "conditional": "commit"}
FARTHEST = 120
"""The column beyond which nothing is set to the right: an eye loses the line on its way."""


def title(text: str, page: Page, style: str = "day") -> Line:
    """A heading across the page."""
    return [(f"{text} ", style), (page.glyphs.rule * max(page.width - len(text) - 1, 0), "spine")]


def aligned(left: Sequence[Piece], right: Sequence[Piece], width: int, first: Line) -> Iterator[Line]:
    """A text with something short at the right edge; right behind the text where both do not fit on a line."""
    indent = width_of(first)
    if indent + width_of(left) + width_of(right) + 2 <= width:
        yield from spread([*first, *left], list(right), width)
        return
    rest: Line = [(" " * indent, "")]
    lines = wrap(left, width - indent)
    if width_of(lines[-1]) + width_of(right) + 2 <= width - indent:
        lines[-1] = [*lines[-1], ("  ", ""), *right]
    else:
        lines += wrap(right, width - indent)
    yield from indented(lines, first, rest)


def standing_words(standing: Standing, moment: Moment) -> list[Piece]:
    """A state with since when, and what is doubtful of it."""
    since = short_since(standing.since, standing.state)
    pieces: list[Piece] = [(plain_state(standing.state), state_style(standing.state))]
    pieces.append((glued(f" {since}" if since else ""), "dim"))
    return [*pieces, *doubt_marks(doubts(moment, standing))]


def resting(moves: Sequence[NextMove], moment: Moment, choice: Choice) -> list[Standing]:
    """The standing that says most of every reported subject in which nobody has the turn.

    Of an instrument of which only acts of single parties are reported, each of them.
    """
    scenario = moment.history.scenario
    busy = {move.subject for move in moves}
    people = people_of(choice.parties, scenario)
    return [
        standing
        for first in leading(moment).values()
        for standing in (party_acts(moment, first.subject) if _of_party(first) else (first,))
        if (_of_party(standing) or standing.subject not in busy)
        and (not choice.subjects or standing.subject in choice.subjects)
        and (not people or people & set(scenario.involved(standing.subject)))
    ]


def _of_party(standing: Standing) -> bool:
    """Whether a standing is an act of a single party to an instrument."""
    return standing.kind == "instrument" and bool(standing.party)


def waiting_lines(quiet: Sequence[Standing], moment: Moment, words: Wording, page: Page) -> Iterator[Line]:
    """Commitments that wait for what others must do first."""
    found = [standing for standing in quiet if _waits(standing)]
    if not found:
        return
    yield []
    yield title("Waiting for others", page)
    for standing in found:
        said = words.moved(standing.subject, STATED[standing.state], acting=acting(moment, standing))
        left: list[Piece] = [(said.lead, "commitment"), (f": {said.content}", "")]
        if (end := last_day(moment, standing.subject)) is not None:
            left += [(" (", ""), until(end, moment), (")", "")]
        first: Line = [("  ", ""), (page.glyphs.sign("commitment"), "commitment"), (" ", "")]
        yield from aligned(left, standing_words(standing, moment), min(page.width, FARTHEST), first)
        if waiting := waits_for(moment, standing.subject, words):
            margin: Line = [("      ", ""), (page.glyphs.follows, "condition"), (" ", "")]
            yield from indented(wrap([(waiting, "dim")], page.width - 8), margin, [("        ", "")])


def _waits(standing: Standing) -> bool:
    return standing.kind == "commitment" and standing.state in OPEN_COMMITMENT


def region_words(standing: Standing, words: Wording) -> str:
    """A region by name, with its party."""
    region, _, party = standing.region.partition(".")
    return f"{region} of {words.party(party)}" if party else region


def broken_lines(quiet: Sequence[Standing], moment: Moment, words: Wording, page: Page) -> Iterator[Line]:
    """What is broken, left or suspended though nobody has the turn in it."""
    fallen = _fallen(quiet, moment)
    yield from _grouped("Broken, left or suspended", [s for s in quiet if s in fallen], moment, words, page)


def rest_lines(quiet: Sequence[Standing], moment: Moment, words: Wording, page: Page) -> Iterator[Line]:
    """What rests: nobody has the turn in it, it waits for nobody, and nothing of it is broken."""
    fallen = _fallen(quiet, moment)
    found = [standing for standing in quiet if standing not in fallen and not _waits(standing)]
    yield from _grouped("At rest", found, moment, words, page)


def _fallen(quiet: Sequence[Standing], moment: Moment) -> list[Standing]:
    """What of it is broken: a subject in any of its regions, the act of a party by itself."""
    found = {(one.standing.subject, one.standing.region) for one in broken(moment)}
    subjects = {subject for subject, _ in found}
    return [s for s in quiet if ((s.subject, s.region) in found if _of_party(s) else s.subject in subjects)]


def _grouped(heading: str, found: Sequence[Standing], moment: Moment, words: Wording, page: Page) -> Iterator[Line]:
    """Standings together by kind and state."""
    groups: dict[tuple[str, str, str], list[Standing]] = {}
    for standing in found:
        main = standing.region in (standing.kind, "stance", "fulfilment") or _of_party(standing)
        region = "" if main else region_words(standing, words)
        state = party_words(standing, words) if _of_party(standing) else plain_state(standing.state)
        groups.setdefault((standing.kind, region, state), []).append(standing)
    if not groups:
        return
    yield []
    yield title(heading, page)
    for (kind, region, state), standings in groups.items():
        pieces: list[Piece] = [(f"{region} ", "dim")] if region else []
        pieces += [(state, state_style(standings[0].state)), (": ", "")]
        for number, standing in enumerate(standings):
            pieces += [("; ", "dim")] if number else []
            pieces += _resting(standing, moment, words)
        first: Line = [("  ", ""), (page.glyphs.sign(kind), kind), (" ", "")]
        yield from indented(wrap(pieces, page.width - 4), first, [("    ", "")])


def _resting(standing: Standing, moment: Moment, words: Wording) -> Iterator[Piece]:
    yield words.subject(standing.subject), ""
    days = short_since(standing.since, lasted=True) if held_over(moment, standing) else span(standing.since)
    yield glued(f" ({days})"), "dim"
    if (end := last_day(moment, standing.subject)) is not None:
        text, style = until(end, moment)
        yield f", {text}", style
    if standing.kind == "instrument" and not standing.party:
        ended = broken(moment, (standing,))
        if ended and ended[0].doers:
            yield f", {plain_state(standing.state)} by {words.parties(ended[0].doers)}", "bad"
        if gone := left_by(moment, standing.subject, words):
            yield f", {gone}", "bad"
    yield from doubt_marks(doubts(moment, standing))
