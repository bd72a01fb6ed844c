"""Where it all stands, in three lines: how much of what is in which state.

Owns: the counting and its wording. Must not know: the views that show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from negotrack.engine.moment import Moment
from negotrack.engine.results import Standing
from negotrack.queries.next_moves import dues
from negotrack.view.layout import Line, Page, Piece, wrap
from negotrack.view.words import Wording, join, plain_state, span

SUMMED = ("talks", "demand", "commitment", "condition", "instrument")
NAMED = 2


def summary(moment: Moment, page: Page) -> Iterator[Line]:
    """`Now: 1 talks advanced; 6 demands pressed, all unanswered; …`, and the next day that is set."""
    parts = [part for kind in SUMMED if (part := _kind(kind, moment))]
    disputed = sum(claim.status == "disputed" for claim in moment.claims)
    if disputed:
        parts.append([(f"{disputed} claim{'' if disputed == 1 else 's'} ", ""), ("disputed", "bad")])
    ahead = [due for due in dues(moment) if due.when.latest or due.when.earliest]
    words = Wording(moment.history.scenario)
    late = [due for due in ahead if due.what == "overdue"]
    for what, style, some in (("overdue", "bad", late), ("", "day", [due for due in ahead if due not in late])):
        if some:
            named = [f"{words.subject(due.subject)}, {span(due.when)}" for due in some[:NAMED]]
            more = f" and {len(some) - NAMED} more" if len(some) > NAMED else ""
            parts.append([(f"{what or some[0].what}: ", style), (f"{'; '.join(named)}{more}", "")])
    pieces: list[Piece] = [("Now  ", "day")]
    for number, part in enumerate(parts):
        pieces += [("; ", "dim"), *part] if number else part
    if parts:
        yield from wrap(pieces, page.width)


def _kind(kind: str, moment: Moment) -> list[Piece]:
    """How many of a kind are in which state of their first region, and of the others in short."""
    firsts: dict[str, Standing] = {}
    for standing in moment.standings:
        if standing.kind == kind:
            firsts.setdefault(standing.subject, standing)
    firsts = {subject: standing for subject, standing in firsts.items() if standing.reported}
    if not firsts:
        return []
    states = Counter(standing.state for standing in firsts.values())
    word = kind if kind == "talks" else f"{kind}{'' if len(firsts) == 1 else 's'}"
    shown = join(f"{n} {plain_state(s)}" if len(states) > 1 else plain_state(s) for s, n in states.most_common())
    number = "" if kind == "talks" and len(firsts) == 1 else f"{len(firsts)} "
    pieces: list[Piece] = [(f"{number}{word}{', ' if len(states) > 1 else ' '}", ""), (shown, kind)]
    unsure = sum(not standing.certain for standing in firsts.values())
    if unsure:
        pieces.append((f" [{unsure} not certain]", "mark"))
    if kind == "demand":
        pieces.append((f", {_answers(moment)}", ""))
    if kind == "commitment":
        bound = sum(states[state] for state in ("detached", "violated"))
        if bound or not set(states) - {"signalled", "offered", "conditional"}:
            pieces.append((f", {bound or 'none'} binding", ""))
    return pieces


def _answers(moment: Moment) -> str:
    """How the addressees answered."""
    found = Counter(s.state for s in moment.standings if s.region.partition(".")[0] == "response" and s.reported)
    if set(found) <= {"unanswered"}:
        return "none answered"
    return f"answers: {join(f'{number} {plain_state(state)}' for state, number in found.most_common())}"
