"""A tracker, fed and asked in any order, answers as a model that is too simple to be wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

import negotrack as nt
from negotrack.machines.tables import REGIONS
from negotrack.model.dates import day, parse_report_date
from negotrack.model.parties import Outlet, Party
from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario
from negotrack.model.sources import SourceChain, outlet_link
from negotrack.model.subjects import Demand, Talks
from tests.naive import Naive, Word
from tests.strategies import FIRST

REGION = {"t1": "talks", "t2": "talks", "d1": "demand.stance"}
SUBJECTS = tuple(REGION)
SOURCES = ("o1", "o2", "o3")
VERBS = st.sampled_from([(name, verb) for name, region in REGION.items() for verb in REGIONS[region].triggers])
DECLARED: dict[str, Any] = {
    "parties": {name: Party(id=name, name=name) for name in "ab"},
    "outlets": {name: Outlet(id=name, name=name) for name in SOURCES},
    "subjects": {
        "t1": Talks(id="t1", between=("a", "b")),
        "t2": Talks(id="t2", between=("a", "b")),
        "d1": Demand(id="d1", by=("a",), of=("b",)),
    },
}
DAYS = st.integers(0, 12)


def on(offset: int) -> date:
    """The day so many days after the first."""
    return FIRST + timedelta(offset)


class Following(RuleBasedStateMachine):
    """Reports come on any day about any day; questions are asked in between."""

    words: Bundle[Word] = Bundle("words")

    def __init__(self) -> None:
        super().__init__()
        self.naive = Naive()
        self.reports: list[Report] = []
        self.tracker = nt.Tracker(Scenario(id="x", **DECLARED))

    def _feed(self, word: Word, statement: dict[str, Any]) -> Word:
        """Tell both the same, as a report of one statement."""
        made = Statement(id=word.id, chain=SourceChain(links=(outlet_link(word.source),)), **statement)
        published = parse_report_date(str(on(word.reported)))
        report = Report(id=word.id.partition("#")[0], outlet=word.source, published=published, statements=(made,))
        self.tracker.feed(report)
        self.reports.append(report)
        self.naive.words.append(word)
        return word

    def _next(self) -> tuple[str, int]:
        """An id that sorts as it was given: reports that are in no file are told apart by their ids."""
        place = len(self.reports)
        return f"r{place:03}#1", place

    @initialize(target=words, said=st.tuples(VERBS, DAYS, DAYS))
    def begin(self, said: tuple[tuple[str, str], int, int]) -> Word:
        """There is always something to speak about."""
        return self._tell(*said[0], SOURCES[0], *said[1:])

    @rule(target=words, act=VERBS, source=st.sampled_from(SOURCES), happened=DAYS, reported=DAYS)
    def report(self, act: tuple[str, str], source: str, happened: int, reported: int) -> Word:
        """Something happened."""
        return self._tell(*act, source, happened, reported)

    def _tell(self, subject: str, verb: str, source: str, happened: int, reported: int) -> Word:
        name, place = self._next()
        word = Word(
            id=name, source=source, reported=reported, place=place, verb=verb, subject=subject, region=REGION[subject],
            happened=happened,
        )  # fmt: skip
        return self._feed(word, {"verb": verb, "subjects": (subject,), "event_date": day(on(happened))})

    @rule(target=words, said=words, source=st.sampled_from(SOURCES), later=st.integers(0, 2), reported=DAYS)
    def repeat(self, said: Word, source: str, later: int, reported: int) -> Any:
        """The same on another's word, or on the same source's again, perhaps of another day."""
        if not said.subject:
            return multiple()
        return self._tell(said.subject, said.verb, source, said.happened + later, reported)

    @rule(target=words, said=words, source=st.sampled_from(SOURCES), reported=DAYS)
    def deny(self, said: Word, source: str, reported: int) -> Any:
        """Somebody says that it is not so."""
        if not said.subject:
            return multiple()
        name, place = self._next()
        word = Word(id=name, source=source, reported=reported, place=place, verb="deny", about=said.id)
        statement = {"verb": "deny", "polarity": "deny", "refers_to": (said.id,), "event_date": day(on(reported))}
        return self._feed(word, statement)

    @rule(target=words, said=consumes(words), later=st.integers(-1, 4), own=st.integers(0, 3))
    def retract(self, said: Word, later: int, own: int) -> Word:
        """A source takes back what it said, or tries to take back what another said."""
        name, place = self._next()
        source = said.source if own else SOURCES[(SOURCES.index(said.source) + 1) % 3]
        reported = max(0, said.reported + later)
        word = Word(id=name, source=source, reported=reported, place=place, verb="retract", about=said.id)
        statement = {
            "verb": "retract", "polarity": "retract", "refers_to": (said.id,), "event_date": day(on(reported)),
        }  # fmt: skip
        return self._feed(word, statement)

    @rule(place=st.integers(0, 100))
    def feed_again(self, place: int) -> None:
        """A report that was fed before changes nothing."""
        if self.reports:
            assert self.tracker.feed(self.reports[place % len(self.reports)]) == ()

    @rule(at=DAYS, known=DAYS)
    def ask_as_known(self, at: int, known: int) -> None:
        """Where all stood on a day, as known on another."""
        history = nt.replay(Scenario(id="x", reports=tuple(self.reports), **DECLARED), as_known=on(known))
        for subject in SUBJECTS:
            assert history.at(on(at)).state(subject) == self.naive.state(subject, REGION[subject], at, known)

    @invariant()
    def the_tracker_stands_where_the_model_does(self) -> None:
        """On a few days, after every report."""
        for subject in SUBJECTS:
            for at in (0, 4, 8, 12):
                assert self.tracker.at(on(at)).state(subject) == self.naive.state(subject, REGION[subject], at, 99)


TestFollowing = Following.TestCase
TestFollowing.settings = settings(max_examples=120, stateful_step_count=30)
