"""The timeline by subject: a lane each, with the path of its states, ladders of demands, trees of conditions.

Owns: the lanes. Must not know: how states come about, how a tree is evaluated (gates).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from negotrack.engine.moment import Moment
from negotrack.engine.results import ClaimStanding, Standing, Step
from negotrack.model.subjects import (
    Commitment,
    Condition,
    DeclaredClaim,
    Demand,
    Incident,
    Instrument,
    Meeting,
    Subject,
    Talks,
    kind_of,
    leaves,
)
from negotrack.model.truth import Truth
from negotrack.queries.doubts import doubts_of_claim
from negotrack.queries.facts import unasked
from negotrack.queries.lasting import held_over
from negotrack.view.board import claim_text
from negotrack.view.choices import Choice, people_of, wanted_by, within
from negotrack.view.days import short_since, span
from negotrack.view.gates import Node, gate_tree
from negotrack.view.glyphs import state_style
from negotrack.view.header import counted, head
from negotrack.view.layout import Build, Line, Page, Piece, glued, indented, padded, spread, width_of, wrap
from negotrack.view.resting import aligned, region_words, title
from negotrack.view.rowlines import WIDE
from negotrack.view.rows import EARLY, START_WORDS, days_of
from negotrack.view.summary import summary
from negotrack.view.turns import doubt_marks
from negotrack.view.words import Wording, clean, plain_state

GROUPS: tuple[tuple[str, type], ...] = (
    ("Talks", Talks), ("Demands", Demand), ("Commitments", Commitment), ("Conditions", Condition),
    ("Instruments", Instrument), ("Meetings", Meeting), ("Incidents", Incident), ("Claims", DeclaredClaim),
)  # fmt: skip


PATH_COLUMN = 45


@frozen(kw_only=True)
class Lanes:
    """What lanes are drawn from."""

    moment: Moment
    choice: Choice
    words: Wording
    steps: dict[tuple[str, str], list[Step]]
    standings: dict[str, list[Standing]]
    claims: dict[str, ClaimStanding]


def lanes_of(moment: Moment, choice: Choice, *, header: bool) -> Iterator[Build]:
    """The parts of the view: the head, then a kind of subject at a time; up to the last day asked for, as of it."""
    if header:
        yield lambda page, now=moment: _head(now, choice, page)  # type: ignore[misc]
    if choice.until and (moment.as_of is None or choice.until < moment.as_of):
        moment = moment.history.at(choice.until)
    steps: dict[tuple[str, str], list[Step]] = {}
    for step in moment.steps:
        steps.setdefault((step.subject, step.region), []).append(step)
    standings: dict[str, list[Standing]] = {}
    for standing in moment.standings:
        standings.setdefault(standing.subject, []).append(standing)
    lanes = Lanes(
        moment=moment, choice=choice, words=Wording(moment.history.scenario, unasked(moment)), steps=steps,
        standings=standings, claims={claim.claim: claim for claim in moment.claims},
    )  # fmt: skip
    for name, kind in GROUPS:
        subjects = [s for s in _unplaced(moment, kind) if wanted(s, moment, choice)]
        if subjects:
            yield _part(name, subjects, lanes)


def _part(name: str, subjects: Sequence[Subject], lanes: Lanes) -> Build:
    return lambda page: _group(name, subjects, lanes, page)


def wanted(subject: Subject, moment: Moment, choice: Choice) -> bool:
    """Whether a lane was asked for."""
    scenario = moment.history.scenario
    if choice.subjects and subject.id not in choice.subjects:
        return False
    return not choice.parties or bool(people_of(choice.parties, scenario) & set(scenario.involved(subject.id)))


def _unplaced(moment: Moment, kind: type) -> list[Subject]:
    """The subjects of a kind; conditions that a commitment waits for are drawn beneath it."""
    scenario = moment.history.scenario
    found: list[Subject] = list(scenario.of_kind(kind))
    if kind is Condition:
        gating = {leaf.subject for c in scenario.of_kind(Commitment) for leaf in leaves(c.antecedent)}
        found = [s for s in found if s.id not in gating]
    return found


def _head(moment: Moment, choice: Choice, page: Page) -> Iterator[Line]:
    yield from head(moment, page, [counted(len(moment.history.reports), "report")], part=choice.part)
    yield from summary(moment, page, wanted_by(choice, moment))
    if choice.since or choice.until:
        days = " ".join(f"{word} {day}" for word, day in (("from", choice.since), ("to", choice.until)) if day)
        first = ", after the state before them" if choice.since else ""
        yield from wrap([(f"Only steps {days}{first}.", "dim")], page.width)


def _group(name: str, subjects: Sequence[Subject], lanes: Lanes, page: Page) -> Iterator[Line]:
    yield []
    yield title(name, page)
    match subjects[0]:
        case Demand():
            yield from _ladders([s for s in subjects if isinstance(s, Demand)], lanes, page)
        case Incident():
            for subject in subjects:
                yield from _plain(subject, lanes, page)
        case DeclaredClaim():
            for subject in subjects:
                yield from _claim(subject, lanes, page)
        case _:
            for subject in subjects:
                yield from _lane(subject, lanes, page, (), lanes.words.subject(subject.id))
                if isinstance(subject, Commitment):
                    yield from _gates(subject, lanes, page)


def _ladders(demands: Sequence[Demand], lanes: Lanes, page: Page) -> Iterator[Line]:
    """Final demands with the interim ones beneath that lead to them."""
    shown = {demand.id for demand in demands}
    steps: dict[str, list[Demand]] = {}
    for demand in demands:
        if demand.step_to in shown:
            steps.setdefault(str(demand.step_to), []).append(demand)
    for demand in demands:
        if demand.step_to not in shown:
            yield from _ladder(demand, steps, lanes, page, (), frozenset())


def _ladder(
    demand: Demand,
    steps: dict[str, list[Demand]],
    lanes: Lanes,
    page: Page,
    trunk: tuple[bool, ...],
    above: frozenset[str],
) -> Iterator[Line]:
    words = lanes.words
    asks = f"{words.parties(demand.by)} of {words.parties(demand.of)}"
    kind = "variant" if demand.variant_of else demand.horizon
    yield from _lane(
        demand, lanes, page, trunk, words.subject(demand.id), f"{asks}, {kind}", below=bool(steps.get(demand.id))
    )
    beneath = steps.get(demand.id, []) if demand.id not in above else []
    for number, step in enumerate(beneath):
        last = number == len(beneath) - 1
        yield from _ladder(step, steps, lanes, page, (*trunk, not last), above | {demand.id})


def _margins(trunk: tuple[bool, ...], page: Page, below: bool) -> tuple[Line, Line]:
    """The branches before the first line of a lane, and before those that follow."""
    glyphs = page.glyphs
    first = "".join(f"{glyphs.trunk}  " if more else "   " for more in trunk[:-1])
    rest = "".join(f"{glyphs.trunk}  " if more else "   " for more in trunk)
    if trunk:
        first += (glyphs.branch if trunk[-1] else glyphs.last_branch) + " "
    return [(first, "spine")], [(rest + (f"{glyphs.trunk} " if below else "  "), "spine")]


def _lane(
    subject: Subject, lanes: Lanes, page: Page, trunk: tuple[bool, ...], text: str, note: str = "", below: bool = False
) -> Iterator[Line]:
    first, rest = _margins(trunk, page, below)
    sign: Line = [(page.glyphs.sign(kind_name(subject)), kind_name(subject)), (" ", "")]
    left: list[Piece] = [(text, "lead")]
    paths = list(_paths(subject, lanes, page))
    right: list[Piece] = (
        [(note, "dim"), ("  ", ""), (clean(subject.id), "faint")] if note else [(clean(subject.id), "faint")]
    )
    head_ = [*first, *sign, *left]
    if len(paths) == 1 and (line := _in_one(head_, paths[0], right, page)):
        yield line
        return
    yield from aligned(left, right, page.width, [*first, *sign])
    for pieces in paths:
        yield from indented(
            wrap(pieces, page.width - sum(len(t) for t, _ in rest) - 2), [*rest, ("  ", "")], [*rest, ("    ", "")]
        )


def _in_one(left: Line, path: list[Piece], right: list[Piece], page: Page) -> Line:
    """A lane in one line, its path in a column of its own on wide pages; empty when it does not fit."""
    column = page.width * PATH_COLUMN // 100 if page.width >= WIDE else 0
    start = padded(left, column) if width_of(left) + 2 <= column else [*left, ("  ", "")]
    if width_of(start) + width_of(path) + 2 + width_of(right) > page.width:
        return []
    return spread([*start, *path], right, page.width)[0]


def kind_name(subject: Subject) -> str:
    """The kind of a subject, for its sign."""
    return kind_of(subject)


def _paths(subject: Subject, lanes: Lanes, page: Page) -> Iterator[list[Piece]]:
    """The path of each region; regions that merely started with the first one stand beside it."""
    standings = lanes.standings.get(subject.id, [])
    reported = [s for s in standings if s.reported]
    beside: dict[tuple[str, str], list[str]] = {}
    longer: list[Standing] = []
    for standing in reported[1:]:
        if standing.coupling in EARLY:
            key = (standing.region.partition(".")[0], standing.state)
            beside.setdefault(key, []).append(standing.region.partition(".")[2])
        else:
            longer.append(standing)
    if reported:
        first = _path(reported[0], lanes, page, named=bool(longer) or reported[0] is not standings[0])
        for (_, state), parties in beside.items():
            first += [(", ", "dim"), (START_WORDS.get(state, plain_state(state)), state_style(state))]
            if any(parties):
                first.append((f" ({lanes.words.parties(parties)})", "dim"))
        yield first
    for standing in longer:
        yield _path(standing, lanes, page, named=True)
    silent = [region_words(s, lanes.words) for s in standings if not s.reported]
    if silent:
        nothing = f"nothing by {lanes.choice.until}" if lanes.choice.until else "nothing reported"
        yield [(f"unreported: {', '.join(silent)}" if reported else nothing, "dim")]


def _path(standing: Standing, lanes: Lanes, page: Page, *, named: bool) -> list[Piece]:
    """The states with their days, the present one standing out."""
    glyphs = page.glyphs
    pieces: list[Piece] = [(f"{region_words(standing, lanes.words)} ", "dim")] if named else []
    steps = [s for s in lanes.steps.get((standing.subject, standing.region), []) if s.moved]
    past = steps[:-1] if steps and steps[-1].target == standing.state else steps
    for step in _since(past, standing, lanes.choice):
        when = short_since(step.when, step.target)
        pieces.append((f"{plain_state(step.target)} {when}", "dim"))
        pieces += doubt_marks(doubts_of_claim(lanes.moment, lanes.claims.get(step.claim)))
        pieces.append((f" {glyphs.arrow} ", "spine"))
    over = held_over(lanes.moment, standing)
    since = glued(f" {short_since(standing.since, standing.state, lasted=over)}")
    pieces += [(plain_state(standing.state), state_style(standing.state)), (since, "dim")]
    pieces += standing_marks(standing, page)
    return pieces


def _since(past: Sequence[Step], standing: Standing, choice: Choice) -> Sequence[Step]:
    """The steps on the way from the first day asked for, with the one that led to the state on that day."""
    since = choice.since
    if since is None:
        return past
    before = sum(step.when.latest is not None and step.when.latest < since for step in past)
    if standing.since.latest is not None and standing.since.latest < since:
        before += 1  # it stands as it stood on that day
    return past[max(before - 1, 0) :] if before <= len(past) else ()


def standing_marks(standing: Standing, page: Page) -> Iterator[Piece]:
    """How far a standing can be relied on."""
    if standing.coupling == "" and standing.status == "confirmed":
        yield (f" {page.glyphs.confirmed}", "good")
    elif standing.coupling == "" and standing.origins:
        yield (f" {page.glyphs.origins(standing.origins)}", "mark")
    if standing.status in ("disputed", "denied"):
        yield (f" [{standing.status}]", "bad")
    if standing.hedged and not standing.coupling:
        yield (" [hedged]", "mark")
    if not standing.certain:
        surely = (
            f"surely only {plain_state(standing.surely)}" if standing.surely != standing.state else "day not certain"
        )
        yield (f" [{surely}]", "mark")


def _gates(commitment: Commitment, lanes: Lanes, page: Page) -> Iterator[Line]:
    node = gate_tree(lanes.moment, commitment, lanes.words)
    if node is None:
        return
    text = f"waits for {node.text}:" if node.beneath else "waits for:"
    more = " (an open list: there is more that is not named)" if commitment.open_list else ""
    yield [("    ", ""), (text, "condition"), (more, "dim")]
    nodes = node.beneath or (node,)
    for number, beneath in enumerate(nodes):
        yield from _node(beneath, page, (number < len(nodes) - 1,))


def _node(node: Node, page: Page, trunk: tuple[bool, ...]) -> Iterator[Line]:
    first, rest = _margins(trunk, page, bool(node.beneath))
    sign, style = _answer(node, page)
    pieces: list[Piece] = [(node.text, "")]
    if node.state:
        pieces += [("  ", ""), (node.state, state_style(node.state))]
    if node.note:
        pieces.append((f"  ({node.note})", "dim"))
    margin: Line = [("    ", ""), *first, (sign, style), (" ", "")]
    yield from indented(wrap(pieces, page.width - sum(len(t) for t, _ in margin)), margin, [("    ", ""), *rest])
    for number, beneath in enumerate(node.beneath):
        yield from _node(beneath, page, (*trunk, number < len(node.beneath) - 1))


def _answer(node: Node, page: Page) -> tuple[str, str]:
    """Whether a condition holds: yes, not yet, never any more, unknown."""
    glyphs = page.glyphs
    if node.holds is Truth.TRUE:
        return glyphs.yes, "good"
    if node.holds is Truth.UNKNOWN:
        return glyphs.unknown, "mark"
    return (glyphs.no, "bad") if node.state == "failed" else (glyphs.waiting, "mark")


def _plain(subject: Subject, lanes: Lanes, page: Page) -> Iterator[Line]:
    said = [v.statement for v in lanes.moment.history.record.by_id.values() if subject.id in v.statement.subjects]
    found = [days for days in map(days_of, said) if within(days, lanes.choice)]
    if said and not found:
        return
    when = ", ".join(map(span, found)) or "nothing reported"
    kind = kind_name(subject)
    first: Line = [(page.glyphs.sign(kind), kind), (" ", "")]
    yield from aligned([(lanes.words.subject(subject.id), "")], [(when, "dim")], page.width, first)


def _claim(subject: Subject, lanes: Lanes, page: Page) -> Iterator[Line]:
    for claim in lanes.moment.claims:
        if claim.claim == subject.id:
            style = state_style(claim.status)
            right: list[Piece] = [
                (claim.status, style),
                (f", {len(claim.supporting)} for, {len(claim.against)} against", "dim"),
            ]
            yield from aligned(
                [(claim_text(claim, lanes.words), "")],
                right,
                page.width,
                [(page.glyphs.sign("claim"), "claim"), (" ", "")],
            )
