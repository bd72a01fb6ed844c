"""Lanes: a subject each, with its states as bands over time and everything else that was said of it as marks.

Owns: which lanes there are, in which order, what lies in them. Must not know: elements, colours, percents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import define, field, frozen

from negotrack.engine.results import Since, Standing, Step
from negotrack.model.reports import SPEECH_VERBS
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
)
from negotrack.queries.dues import Due
from negotrack.view.lanes import wanted
from negotrack.view.page.story import Story
from negotrack.view.resting import region_words
from negotrack.view.rows import EARLY, START_WORDS, Row
from negotrack.view.turns import LEFT
from negotrack.view.words import join, plain_state

GROUPS: tuple[tuple[str, type[Subject]], ...] = (
    ("Demands", Demand), ("Conditions", Condition), ("Commitments", Commitment), ("Instruments", Instrument),
    ("Talks", Talks), ("Meetings", Meeting), ("Incidents", Incident), ("Claims", DeclaredClaim),
)  # fmt: skip
POINTS = ("held", "cancelled")
"""States that take a day and do not last."""
Shape = Literal["move", "again", "said", "anomaly", "held", "retracted"]


@frozen(kw_only=True)
class Band:
    """A state of a region: perhaps from `start.earliest`, surely from `start.latest`, until the next one begins."""

    name: str
    state: str
    start: Since
    until: Since | None
    row: Row | None
    lasts: bool = True


@frozen(kw_only=True)
class Mark:
    """Something said that began no band."""

    shape: Shape
    when: Since
    row: Row


@define(kw_only=True)
class Lane:
    """What is drawn of one subject, or of one voice that spoke beside the subjects."""

    kind: str
    text: str
    note: str = ""
    id: str = ""
    depth: int = 0
    now: str = ""
    bands: list[list[Band]] = field(factory=list)
    marks: list[Mark] = field(factory=list)
    dues: list[Due] = field(factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.bands or self.marks or self.dues)


@frozen(kw_only=True)
class Group:
    """The lanes of one kind, and the names of subjects of which nothing was reported."""

    name: str
    lanes: tuple[Lane, ...]
    silent: tuple[str, ...] = ()


def groups_of(story: Story) -> Iterator[Group]:
    """Every kind of which there is something to show; then what was said beside all subjects."""
    maker = _Maker(story)
    for name, kind in GROUPS:
        lanes = [maker.lane(subject, depth) for subject, depth in maker.ordered(kind)]
        shown = tuple(lane for lane in lanes if not lane.empty)
        silent = tuple(lane.text for lane in lanes if lane.empty)
        if kind is Incident:
            shown += tuple(maker.others("incident"))
        if shown or silent:
            yield Group(name=name, lanes=shown, silent=silent)
    beside = tuple(maker.others(""))
    if beside:
        yield Group(name="Positions and words", lanes=beside)


class _Maker:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.scenario = story.moment.history.scenario
        self.steps: dict[str, dict[str, list[Step]]] = {}
        self.begun: set[int] = set()
        for step, row in story.steps():
            if step.moved:
                self.steps.setdefault(step.subject, {}).setdefault(step.region, []).append(step)
                if row is not None and not step.coupling and row.subject == step.subject:
                    self.begun.add(id(row))
        self.standings: dict[str, list[Standing]] = {}
        for standing in story.moment.standings:
            self.standings.setdefault(standing.subject, []).append(standing)
        self.rows: dict[str, list[Row]] = {}
        for row in story.rows:
            for key in self._places(row):
                self.rows.setdefault(key, []).append(row)
        self.due: dict[str, list[Due]] = {}
        for due in story.dues():
            self.due.setdefault(due.subject, []).append(due)

    def _places(self, row: Row) -> Sequence[str]:
        """The lanes that a row belongs to: subjects, or who spoke."""
        subjects = self.scenario.subjects
        voice = self.story.source.voices.get(row.statement)
        if voice is None or (row.subject and row.kind not in SPEECH_VERBS and row.kind != "claim"):
            return [row.subject]
        said = voice.statement
        if said.verb == "incident":
            return [name for name in said.subjects if name in subjects] or ["incident:"]
        named = [name for name in (*said.subjects, *said.refers_to, said.claim or "") if name in subjects]
        if said.verb != "position" and named:
            return list(dict.fromkeys(named))
        return [f":{self.story.words.parties(said.of, self.story.words.link(said.chain.origin))}"]

    def ordered(self, kind: type[Subject]) -> Iterator[tuple[Subject, int]]:
        """The subjects of a kind that were asked for; interim demands beneath the final one that they lead to."""
        moment, choice = self.story.moment, self.story.choice
        found = [s for s in self.scenario.of_kind(kind) if s.id in self.rows or wanted(s, moment, choice)]
        beneath: dict[str, list[Subject]] = {}
        names = {subject.id for subject in found}
        for subject in found:
            if isinstance(subject, Demand) and subject.step_to in names:
                beneath.setdefault(str(subject.step_to), []).append(subject)
        steps = {subject.id for some in beneath.values() for subject in some}
        for subject in found:
            if subject.id not in steps:
                yield subject, 0
                yield from ((step, 1) for step in beneath.get(subject.id, ()))

    def lane(self, subject: Subject, depth: int) -> Lane:
        """What is drawn of a subject."""
        standings = [s for s in self.standings.get(subject.id, []) if s.reported]
        lane = Lane(
            kind=kind_of(subject), text=self.story.words.subject(subject.id), note=self._note(subject), id=subject.id,
            depth=depth, now=self._now(subject, standings), dues=self.due.get(subject.id, []),
        )  # fmt: skip
        for place, standing in enumerate(standings):
            steps = self.steps.get(subject.id, {}).get(standing.region, [])
            if place and standing.coupling in EARLY and len(steps) < 2:
                continue
            name = region_words(standing, self.story.words) if place or standing.party else ""
            if bands := list(self._bands(steps, name)):
                lane.bands.append(bands)
        lane.marks = [self._mark(row) for row in self.rows.get(subject.id, []) if self._is_mark(row)]
        if lane.marks and not lane.now and not isinstance(subject, Incident):
            lane.now = "nothing that counts"
        return lane

    def _is_mark(self, row: Row) -> bool:
        return id(row) not in self.begun and row.weight != "clock"

    def _mark(self, row: Row) -> Mark:
        shape: Shape = "move" if row.weight == "clock" else row.weight
        return Mark(shape="again" if shape == "move" else shape, when=row.when, row=row)

    def _bands(self, steps: Sequence[Step], name: str) -> Iterator[Band]:
        for step, later in zip(steps, (*steps[1:], None), strict=True):
            if not self._within(step, later):
                continue
            yield Band(
                name=name, state=step.target, start=step.when, until=later.when if later else None,
                row=self.story.told_by.get(id(step)), lasts=step.target not in POINTS,
            )  # fmt: skip

    def _within(self, step: Step, later: Step | None) -> bool:
        """Whether a state lies in the period that was asked for, in part at least."""
        since, until = self.story.choice.since, self.story.choice.until
        end = step.when.latest if step.target in POINTS else later.when.latest if later else None
        late_enough = since is None or end is None or end >= since
        return late_enough and (until is None or step.when.earliest is None or step.when.earliest <= until)

    def _note(self, subject: Subject) -> str:
        words = self.story.words
        match subject:
            case Demand():
                asks = f"{words.parties(subject.by)} of {words.parties(subject.of)}"
                return f"{asks}, {'variant' if subject.variant_of else subject.horizon}"
            case Commitment():
                return words.parties(subject.debtor) + (
                    f" to {words.parties(subject.creditor)}" if subject.creditor else ""
                )
            case Instrument() if subject.parties:
                return words.parties(subject.parties)
            case _:
                return ""

    def _now(self, subject: Subject, standings: Sequence[Standing]) -> str:
        """The present states in short, those that merely began with the first one included."""
        if isinstance(subject, DeclaredClaim):
            claims = [c for c in self.story.moment.claims if c.claim == subject.id]
            return join(f"{c.status}, {len(c.supporting)} for, {len(c.against)} against" for c in claims)
        alone = isinstance(subject, Instrument) and not self.story.moment.standing(subject.id).reported
        parties: dict[str, list[str]] = {}
        for s in standings:
            found = parties.setdefault(START_WORDS.get(s.state, plain_state(s.state)), [])
            found += [s.party] if alone or s.state == LEFT else []
        return ", ".join(
            f"{state} ({self.story.words.parties(who)})" if who else state for state, who in parties.items()
        )

    def others(self, prefix: str) -> Iterator[Lane]:
        """Lanes of who spoke beside the subjects; of incidents that have no name."""
        for key, rows in self.rows.items():
            kind, colon, text = key.partition(":")
            if not colon or kind != prefix or key in self.scenario.subjects:
                continue
            marks = [self._mark(row) for row in rows]
            yield Lane(kind=kind or "position", text=text or "Other incidents", marks=marks)
