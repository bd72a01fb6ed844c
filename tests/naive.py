"""A model of the engine that is too simple to be wrong: dictionaries, straight from the rows of the tables.

It covers unrelated subjects with exact dates and nothing that couples: talks, and demands' stances. Everything
is worked out from scratch at each question. Retractions and denials are by statement id.
"""

from __future__ import annotations

from attrs import field, frozen, mutable

from negotrack.machines.tables import REGIONS

Cells = dict[tuple[str, str], str]
CELLS: dict[str, Cells] = {r.id: {(row.source, row.trigger): row.target for row in r.rows} for r in REGIONS.values()}


@frozen(kw_only=True)
class Word:
    """One statement: an act (`verb` of `subject` in `region`), or a denial or retraction of `about`."""

    id: str
    source: str
    reported: int
    place: int
    verb: str
    subject: str = ""
    region: str = ""
    happened: int = 0
    about: str = ""


@frozen
class Claim:
    """The acts that say the same: one verb of one subject, with no movement in between."""

    verb: str
    words: tuple[Word, ...]


@mutable
class Naive:
    """Every word fed, in any order, and what follows from them."""

    words: list[Word] = field(factory=list)

    def known(self, by: int) -> list[Word]:
        """What was reported by a day, as reported, without what its own source took back."""
        told = sorted((w for w in self.words if w.reported <= by), key=lambda w: (w.reported, w.place))
        gone: set[str] = set()
        for word in reversed(told):
            if word.verb == "retract" and word.id not in gone:
                earlier = told[: told.index(word)]
                gone |= {w.id for w in earlier if w.id == word.about and w.source == word.source}
        return [w for w in told if w.id not in gone]

    def state(self, subject: str, region: str, day: int, known: int) -> str:
        """Where a subject stood on a day, as known on another."""
        state, moved_by = "unreported", -1
        told = self.known(known)
        counted: list[tuple[Word, int]] = []
        for number, claim in enumerate(self.claims(subject, region, told)):
            asserting = sources(claim, told)
            counted += [(w, number) for w in claim.words if w.source in asserting]
        for word, number in sorted(counted, key=lambda pair: by_event(pair[0])):
            if word.happened <= day and number != moved_by:  # who says again what moved it last only supports that
                moved = moves(region, state, word.verb)
                if moved is not None:
                    state, moved_by = moved, number
        return state.partition("<")[0]

    def claims(self, subject: str, region: str, told: list[Word]) -> list[Claim]:
        """The claims about a subject, by the day of their first event; ties in the order told."""
        acts = [w for w in told if (w.subject, w.region) == (subject, region)]
        acts.sort(key=by_event)
        found: list[Claim] = []
        open_now: dict[str, int] = {}
        state = "unreported"
        for word in acts:
            if word.verb in open_now:
                place = open_now[word.verb]
                found[place] = Claim(word.verb, (*found[place].words, word))
                continue
            moved = moves(region, state, word.verb)
            if moved is not None:
                open_now, state = {}, moved
            open_now[word.verb] = len(found)
            found.append(Claim(word.verb, (word,)))
        return found


def moves(region: str, state: str, verb: str) -> str | None:
    """Where a verb leads; None where the table refuses it, and where the state includes what it says."""
    moved = CELLS[region].get((state, verb))
    alone = CELLS[region].get(("unreported", verb), state)
    return moved if moved != state or alone == state else None


def by_event(word: Word) -> tuple[int, int, int]:
    """The order of what happened; ties in the order told."""
    return word.happened, word.reported, word.place


def sources(claim: Claim, told: list[Word]) -> set[str]:
    """The sources that still assert a claim: each by what it said last."""
    said = {w.id for w in claim.words}
    last: dict[str, str] = {}
    for word in told:
        if word.id in said:
            last[word.source] = "assert"
        elif word.verb == "deny" and word.about in said:
            last[word.source] = "deny"
    return {source for source, verb in last.items() if verb == "assert"}
