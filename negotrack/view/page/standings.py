"""The board of a page: every standing grouped as `status` does it, then claims, refusals, what is held out.

Owns: the tables. Must not know: whose turn it is (queries.next_moves), lanes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from negotrack.engine.results import Standing
from negotrack.queries.actors import acting
from negotrack.queries.broken import broken
from negotrack.queries.doubts import NOT_CERTAIN, doubts
from negotrack.queries.lasting import held_over
from negotrack.queries.next_moves import NextMove, next_moves
from negotrack.queries.taken_back import taken_back
from negotrack.view.board import about, claim_text, said_about
from negotrack.view.days import short_since
from negotrack.view.gates import waits_for
from negotrack.view.glyphs import UNICODE
from negotrack.view.lanes import wanted
from negotrack.view.page.entries import pointer, state_span, statement_link
from negotrack.view.page.markup import Child, Html, el, own
from negotrack.view.page.story import Story
from negotrack.view.resting import STATED, region_words
from negotrack.view.turns import act_words, in_groups, turn_notes, turn_when
from negotrack.view.words import plain_state

COLUMNS = ("What", "State", "Since", "On whose word")


@frozen(kw_only=True)
class Line:
    """One row of the table."""

    kind: str
    what: tuple[Child, ...]
    standing: Standing
    when: str
    state: str = ""


def standings(story: Story) -> Html:
    """The section with everything that stands."""
    parts = [_table(story), *_claims(story), *_refused(story), *_held(story)]
    return el("section", el("h2", "Where it stands", id="board"), *parts, class_="board")


def _table(story: Story) -> Html:
    head = el("thead", el("tr", *[el("th", name, scope="col") for name in COLUMNS]))
    bodies = []
    for title, lines in _groups(story):
        heading = el("tr", el("th", own(title), colspan=len(COLUMNS), scope="rowgroup"), class_="who")
        bodies.append(el("tbody", heading, *[_row(line, story) for line in lines]))
    if not bodies:
        return el("p", "Nothing that was asked for is reported.")
    return el("div", el("table", head, *bodies), class_="wide", tabindex=0, role="region", aria_label="Standings")


def _groups(story: Story) -> Iterator[tuple[str, list[Line]]]:
    """Who must move next, party by party; what waits for others; what rests."""
    moment, words = story.moment, story.words
    moves = [m for m in next_moves(moment) if about((m.subject,), moment, story.choice, m.parties)]
    for parties, turns in in_groups(moves):
        together = " together" if len(parties) > 1 else ""
        who = words.parties(parties, "Nobody named") + together
        yield f"{who} must move next", [_turn(move, story) for move in turns]
    told = {(move.subject, move.region) for move in moves}
    rest = [s for s in moment.standings if s.reported and (s.subject, s.region) not in told and _asked(s, story)]
    fallen = {(found.standing.subject, found.standing.region) for found in broken(moment, rest)}
    quiet = [s for s in rest if not _waits(s)]
    for title, lines in (
        ("Waiting for others", [_waiting(s, story) for s in rest if _waits(s)]),
        ("Broken, left or suspended", [_resting(s, story) for s in quiet if (s.subject, s.region) in fallen]),
        ("Nobody has the turn", [_resting(s, story) for s in quiet if (s.subject, s.region) not in fallen]),
    ):
        if lines:
            yield title, lines


def _asked(standing: Standing, story: Story) -> bool:
    return wanted(story.moment.history.scenario.subjects[standing.subject], story.moment, story.choice)


def _waits(standing: Standing) -> bool:
    return standing.kind == "commitment" and standing.state in STATED


def _turn(move: NextMove, story: Story) -> Line:
    words = story.words
    moment = story.moment
    notes = [el("span", f" ({note})") for note, _ in turn_notes(move, moment, words)]
    opens = [el("span", "opens the way to: ", own(words.subject(name)), class_="under") for name in move.unlocks]
    standing = moment.standing(move.subject, move.region)
    act, subject = own(act_words(move, moment, words)), own(words.subject(move.subject))
    what: tuple[Child, ...] = (act, ": ", subject, *notes, *opens)
    return Line(kind=move.kind, what=what, standing=standing, when=turn_when(move), state=move.state)


def _waiting(standing: Standing, story: Story) -> Line:
    said = story.words.moved(standing.subject, STATED[standing.state], acting=acting(story.moment, standing))
    waiting = waits_for(story.moment, standing.subject, story.words)
    under = [el("span", own(waiting), class_="under")] if waiting else []
    what: tuple[Child, ...] = (own(said.lead), ": ", own(said.content), *under)
    return Line(kind="commitment", what=what, standing=standing, when=short_since(standing.since, standing.state))


def _resting(standing: Standing, story: Story) -> Line:
    main = standing.region in (standing.kind, "stance")
    region: tuple[Child, ...] = () if main else (", ", own(region_words(standing, story.words)))
    what = (own(story.words.subject(standing.subject)), *region)
    when = short_since(standing.since, standing.state, lasted=held_over(story.moment, standing))
    return Line(kind=standing.kind, what=what, standing=standing, when=when)


def _row(line: Line, story: Story) -> Html:
    sign = el("span", UNICODE.sign(line.kind), class_=f"sign {line.kind}", aria_hidden="true")
    what = el("td", sign, " ", *line.what, " ", el("code", line.standing.subject), class_="what")
    state = el("td", state_span(line.state or line.standing.state), *_marks(line.standing, story))
    return el("tr", what, state, el("td", line.when), el("td", *_word(line.standing, story)))


def _marks(standing: Standing, story: Story) -> Iterator[Html]:
    if standing.status == "confirmed" and not standing.coupling:
        yield el("span", f" {UNICODE.confirmed}", class_="good", title="confirmed by a side itself")
    elif standing.origins and not standing.coupling:
        yield el("span", UNICODE.origins(standing.origins), title=f"independent origins: {standing.origins}")
    surely = plain_state(standing.surely)
    day = "day not certain" if standing.surely == standing.state else f"surely only {surely}"
    for doubt in (day if found == NOT_CERTAIN else found for found in doubts(story.moment, standing)):
        yield el("span", f" {doubt}", class_="badge")


def _word(standing: Standing, story: Story) -> Iterator[Child]:
    if standing.coupling:
        yield el("span", "by the clock; " if standing.coupling == "clock" else f"by the rule {standing.coupling}; ")
    yield from _joined(standing.statements, story)
    if standing.held_against:
        yield " against: "
        yield from _joined(standing.held_against, story)


def _joined(names: Iterable[str], story: Story) -> Iterator[Child]:
    for number, name in enumerate(names):
        if number:
            yield ", "
        yield statement_link(name, story)


def _claims(story: Story) -> Iterator[Html]:
    contested = [claim for claim in story.moment.claims if claim.status in ("disputed", "denied", "withdrawn")]
    found = [claim for claim in contested if about((claim.subject, claim.claim), story.moment, story.choice)]
    if found:
        yield el("h3", "Disputed, denied or withdrawn")
    taken = taken_back(story.moment) if found else {}
    for claim in found:
        yield el("p", own(claim_text(claim, story.words)), " ", el("span", claim.status, class_="badge"))
        if claim.supporting or claim.against:
            yield _sided("For", claim.supporting, story)
            yield _sided("Against", claim.against, story)
        if back := taken.get(claim.claim):
            yield _sided("Said, and taken back", [one.statement for one in back], story)
            yield _sided("Taken back by", list(dict.fromkeys(name for one in back for name in one.by)), story)


def _sided(title: str, names: Sequence[str], story: Story) -> Html:
    return el("ul", *[pointer(name, story) for name in names] or [el("li", "nobody")], class_="side", title=title,
              aria_label=title)  # fmt: skip


def _refused(story: Story) -> Iterator[Html]:
    found = [anomaly for anomaly in story.moment.anomalies if said_about(anomaly.statement, story.moment, story.choice)]
    if not found:
        return
    yield el("h3", "Refused by a rule")
    items = []
    for anomaly in found:
        known = anomaly.subject in story.moment.history.scenario.subjects
        said = str(story.words.moved(anomaly.subject, anomaly.trigger)) if known else anomaly.subject
        stays = f" stays {plain_state(anomaly.state)}: "
        items.append(el("li", own(said), stays, own(anomaly.because), " ", statement_link(anomaly.statement, story)))
    yield el("ul", *items)


def _held(story: Story) -> Iterator[Html]:
    found = [held for held in story.moment.held_out if said_about(held.statement, story.moment, story.choice)]
    if not found:
        return
    yield el("h3", "Held out by the lens ", own(story.moment.lens.name))
    reasons: dict[str, list[str]] = {}
    for held in found:
        reasons.setdefault(held.because, []).append(held.statement)
    yield el("ul", *[el("li", own(because), ": ", *_joined(names, story)) for because, names in reasons.items()])
