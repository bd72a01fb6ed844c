"""The status board: what is on the table, by who must move next.

Owns: the board. Must not know: how turns are read off states (queries.next_moves).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from negotrack.engine.moment import Moment
from negotrack.engine.results import ClaimStanding
from negotrack.model.reports import Statement
from negotrack.model.subjects import DeclaredClaim
from negotrack.queries.doubts import CONTESTED
from negotrack.queries.facts import coverage, is_threat, unasked
from negotrack.queries.next_moves import NextMove, next_moves
from negotrack.queries.taken_back import TakenBack, taken_back
from negotrack.view.choices import Choice, people_of, wanted_by
from negotrack.view.glyphs import state_style
from negotrack.view.header import counted, head
from negotrack.view.html import html_of
from negotrack.view.layout import Build, Line, Page, Piece, View, glued, indented, wrap
from negotrack.view.resting import FARTHEST, aligned, broken_lines, rest_lines, resting, title, waiting_lines
from negotrack.view.summary import summary
from negotrack.view.turns import act_words, doubt_marks, in_groups, turn_notes, turn_when
from negotrack.view.words import Wording, clean, join, plain_state

MOST_NAMED = 5


def board(moment: Moment, *, choice: Choice | None = None, ascii: bool | None = None, header: bool = True) -> View:
    """Everything on the table grouped by whose turn it is; below it disputes, refusals and what is held out."""
    wanted = choice or Choice()
    return View(lambda: _parts(moment, wanted, header), ascii_only=ascii)


def _parts(moment: Moment, choice: Choice, header: bool) -> Iterator[Build]:
    words = Wording(moment.history.scenario, unasked(moment))
    if header:
        yield lambda page: _head(moment, page, choice)
    moves = [move for move in next_moves(moment) if _wanted(move, moment, choice)]
    yield lambda page: _turns(moves, moment, words, page, bool(choice.subjects or choice.parties))
    quiet = resting(moves, moment, choice)
    yield lambda page: waiting_lines(quiet, moment, words, page)
    yield lambda page: broken_lines(quiet, moment, words, page)
    yield lambda page: rest_lines(quiet, moment, words, page)
    yield lambda page: _declared(moment, words, page, choice)
    yield lambda page: _claims(moment, words, page, choice)
    yield lambda page: _refused(moment, words, page, choice)
    yield lambda page: _held(moment, words, page, choice)
    yield lambda page: _unreported(moment, words, page, choice)


def _wanted(move: NextMove, moment: Moment, choice: Choice) -> bool:
    return about((move.subject,), moment, choice, move.parties)


def about(subjects: Iterable[str], moment: Moment, choice: Choice, parties: Iterable[str] = ()) -> bool:
    """Whether something about these subjects is wanted; nothing is left out when nothing was chosen."""
    declared = moment.history.scenario.subjects
    named = [name for name in subjects if name in declared]
    if choice.subjects and not set(named) & set(choice.subjects):
        return False
    involved = {*parties, *(party for name in named for party in moment.history.scenario.involved(name))}
    return not choice.parties or bool(people_of(choice.parties, moment.history.scenario) & involved)


def said_about(statement: str, moment: Moment, choice: Choice) -> bool:
    said = moment.history.record.by_id[statement].statement
    others = [
        moment.history.record.by_id[name].statement for name in said.refers_to if name in moment.history.record.by_id
    ]
    subjects = [name for one in (said, *others) for name in (*one.subjects, *one.about, *one.refers_to)]
    return about(subjects, moment, choice, (*said.by, *said.of))


def _head(moment: Moment, page: Page, choice: Choice) -> Iterator[Line]:
    reported = sum(standing.reported for standing in moment.standings)
    counts = [counted(len(moment.history.reports), "report"), counted(reported, "standing")]
    yield from head(moment, page, counts, part=choice.part)
    if note := coverage(moment):
        yield from wrap([(clean(f"Note: {note}"), "mark")], page.width)
    yield from summary(moment, page, wanted_by(choice, moment))
    yield []


def _turns(moves: Sequence[NextMove], moment: Moment, words: Wording, page: Page, picked: bool) -> Iterator[Line]:
    yield title("Who must move next", page)
    if not moves:
        yield [("Nothing is open of what was chosen." if picked else "Nothing that counts is open.", "dim")]
    for parties, turns in in_groups(moves):
        yield from _group(parties, turns, moment, words, page)


def _group(
    parties: tuple[str, ...], moves: Sequence[NextMove], moment: Moment, words: Wording, page: Page
) -> Iterator[Line]:
    together = " together" if len(parties) > 1 else ""
    yield [(words.parties(parties, "Nobody named"), "lead"), (together, "dim")]
    for move in moves:
        yield from _turn(move, moment, words, page)


def _turn(move: NextMove, moment: Moment, words: Wording, page: Page) -> Iterator[Line]:
    glyphs = page.glyphs
    left: list[Piece] = [(act_words(move, moment, words), move.kind), (f": {words.subject(move.subject)}", "")]
    left += [(f" ({note})", style) for note, style in turn_notes(move, moment, words)]
    when = turn_when(move)
    right: list[Piece] = [
        (plain_state(move.state), state_style(move.state)),
        (glued(f" {when}" if when else ""), "dim"),
        *doubt_marks(move.doubts),
    ]
    first: Line = [("  ", ""), (glyphs.sign(move.kind), move.kind), (" ", "")]
    yield from aligned(left, right, min(page.width, FARTHEST), first)
    for commitment in move.unlocks:
        threat = is_threat(moment.history.scenario.subjects[commitment])
        text = f"{'would set off the threat' if threat else 'opens the way to'}: {words.subject(commitment)}"
        yield from indented(
            wrap([(text, "dim")], page.width - 8),
            [("      ", ""), (glyphs.follows, "condition"), (" ", "")],
            [("        ", "")],
        )


def _declared(moment: Moment, words: Wording, page: Page, choice: Choice) -> Iterator[Line]:
    """Declared claims that nobody contests, by status."""
    statuses: dict[str, list[ClaimStanding]] = {}
    for claim in moment.claims:
        if claim.declared and claim.status not in CONTESTED and about((claim.subject, claim.claim), moment, choice):
            statuses.setdefault(claim.status, []).append(claim)
    if statuses:
        yield []
        yield title("Claims", page)
    for status, claims in statuses.items():
        pieces: list[Piece] = [(plain_state(status), state_style(status)), (": ", "")]
        for number, claim in enumerate(claims):
            pieces += [("; ", "dim")] if number else []
            pieces += [(claim_text(claim, words), ""), (glued(f" ({counted(claim.origins, 'origin')})"), "dim")]
            pieces += doubt_marks(("hedged",) if claim.hedged else ())
        first: Line = [("  ", ""), (page.glyphs.sign("claim"), "claim"), (" ", "")]
        yield from indented(wrap(pieces, page.width - 4), first, [("    ", "")])


def _claims(moment: Moment, words: Wording, page: Page, choice: Choice) -> Iterator[Line]:
    contested = [claim for claim in moment.claims if claim.status in CONTESTED]
    found = [claim for claim in contested if about((claim.subject, claim.claim), moment, choice)]
    if not found:
        return
    yield []
    yield title("Disputed, denied or withdrawn", page, "bad")
    back = taken_back(moment)
    for claim in found:
        yield from _claim(claim, back.get(claim.claim, ()), moment, words, page)


def claim_text(claim: ClaimStanding, words: Wording, statement: Statement | None = None) -> str:
    """What a claim says, in words; a statement of it tells who is said to act."""
    if claim.subject:
        return str(words.moved(claim.subject, claim.trigger, statement, claim.region.partition(".")[2]))
    return words.subject(claim.claim)


def _claim(
    claim: ClaimStanding, gone: Sequence[TakenBack], moment: Moment, words: Wording, page: Page
) -> Iterator[Line]:  # fmt: skip
    glyphs = page.glyphs
    first = next((moment.history.record.by_id[name].statement for name in (*claim.supporting, *claim.against)), None)
    pieces: list[Piece] = [(claim_text(claim, words, first), ""), (f" [{claim.status}]", "bad")]
    yield from indented(
        wrap(pieces, page.width - 4), [("  ", ""), (glyphs.sign("claim"), "claim"), (" ", "")], [("    ", "")]
    )
    for sign, style, names in ((glyphs.yes, "good", claim.supporting), (glyphs.no, "bad", claim.against)):
        for name in names:
            yield from _side(_sourced(name, moment, words), sign, style, page)
    for back in gone:
        pieces = _sourced(back.statement, moment, words)
        for number, name in enumerate(back.by):
            pieces += [(", taken back by " if not number else " and ", ""), *_sourced(name, moment, words)]
        yield from _side(pieces, glyphs.held, "dim", page)


def _sourced(name: str, moment: Moment, words: Wording) -> list[Piece]:
    chain = moment.history.record.by_id[name].statement.chain
    return [(words.chain(chain), ""), (f"  {clean(name)}", "dim")]


def _side(text: Sequence[Piece], sign: str, style: str, page: Page) -> Iterator[Line]:
    yield from indented(wrap(text, page.width - 6), [("    ", ""), (sign, style), (" ", "")], [("      ", "")])


def _refused(moment: Moment, words: Wording, page: Page, choice: Choice) -> Iterator[Line]:
    found = [anomaly for anomaly in moment.anomalies if said_about(anomaly.statement, moment, choice)]
    if not found:
        return
    yield []
    yield title("Refused by a rule", page, "bad")
    for anomaly in found:
        known = anomaly.subject in moment.history.scenario.subjects
        statement = moment.history.record.by_id[anomaly.statement].statement
        said = str(words.refused(anomaly, statement)) if known else clean(anomaly.subject)
        pieces: list[Piece] = [
            (said, ""), (f"  stays {plain_state(anomaly.state)}: {clean(anomaly.because)}", "faint"),
            (f"  {clean(anomaly.statement)}", "dim"),
        ]  # fmt: skip
        yield from indented(
            wrap(pieces, page.width - 4), [("  ", ""), (page.glyphs.anomaly, "bad"), (" ", "")], [("    ", "")]
        )


def _held(moment: Moment, words: Wording, page: Page, choice: Choice) -> Iterator[Line]:
    """What the lens holds out, together by reason."""
    found = [held for held in moment.held_out if said_about(held.statement, moment, choice)]
    if not found:
        return
    yield []
    yield title(f"Held out by the lens {clean(moment.lens.name)}", page)
    reasons: dict[str, list[str]] = {}
    for held in found:
        reasons.setdefault(held.because, []).append(held.statement)
    for because, names in reasons.items():
        pieces: list[Piece] = [(clean(because), "dim"), (f": {', '.join(map(clean, names))}", "faint")]
        yield from indented(
            wrap(pieces, page.width - 4), [("  ", ""), (page.glyphs.held, "dim"), (" ", "")], [("    ", "")]
        )


def _unreported(moment: Moment, words: Wording, page: Page, choice: Choice) -> Iterator[Line]:
    """Subjects of which nothing was reported, and how much is left open elsewhere: one line each."""
    silent: dict[str, bool] = {}
    some = 0
    wanted = [standing for standing in moment.standings if about((standing.subject,), moment, choice)]
    for standing in wanted:
        silent[standing.subject] = silent.get(standing.subject, True) and not standing.reported
        some += not standing.reported
    heard = {claim.claim for claim in moment.claims}
    claims = [claim.id for claim in moment.history.scenario.of_kind(DeclaredClaim) if claim.id not in heard]
    unheard = [name for name in claims if about((name,), moment, choice)]
    quiet = [*(subject for subject, nothing in silent.items() if nothing), *unheard]
    names = [words.subject(subject) for subject in quiet]
    if len(names) > MOST_NAMED:
        kinds = Counter(moment.history.scenario.kind(subject) for subject in quiet)
        names = [kind if kind == "talks" else counted(number, kind) for kind, number in kinds.items()]
    if not some and not unheard:
        return
    yield []
    text = f"Nothing reported of: {join(names)}." if names else ""
    rest = f"{counted(some, 'region')} of {len(wanted)} unreported." if some else ""
    yield from wrap([(f"{text} {rest}".strip(), "dim")], page.width)


def board_html(moment: Moment) -> str:
    """The board as HTML, for notebooks."""
    return html_of(board(moment))
