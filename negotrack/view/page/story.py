"""What a page tells: the rows of a moment that were asked for, each with a place on the page to point at.

Owns: anchors, and which row tells of which movement. Must not know: lanes, elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import define, field

from negotrack.engine.fold import CLOCK
from negotrack.engine.moment import Moment
from negotrack.engine.results import ClaimStanding, Since, Step
from negotrack.model.dates import LAST_DAY
from negotrack.queries.dues import Due, dues
from negotrack.view.choices import Choice, people_of
from negotrack.view.rows import Row, Rows, chosen
from negotrack.view.words import Wording

MOVES = ("move", "clock")


@define(kw_only=True, slots=False)
class Story:
    """A moment as rows with anchors. `told_by` has the row of each step, `heard` the row of each statement."""

    moment: Moment
    choice: Choice
    source: Rows
    rows: list[Row]
    anchors: dict[int, str] = field(factory=dict)
    heard: dict[str, Row] = field(factory=dict)
    told_by: dict[int, Row] = field(factory=dict)

    @property
    def words(self) -> Wording:
        """The names of the scenario."""
        return self.source.words

    @property
    def as_of(self) -> date:
        """The day that is asked about; the last one of the calendar where there is none."""
        return self.moment.as_of or LAST_DAY

    def anchor(self, row: Row | None) -> str | None:
        """The id of a row on the page."""
        return self.anchors.get(id(row)) if row is not None else None

    def statement_anchor(self, name: str) -> str | None:
        """The id of the row that tells of a statement, itself or among what hangs beneath it."""
        return self.anchor(self.heard.get(name))

    def claim_of(self, row: Row) -> ClaimStanding | None:
        """The claim that a row makes, joins or denies."""
        found = self.source.of_statement.get(row.statement, [])
        return next((c for c in found if c.subject == row.subject), next(iter(found), None))

    def steps(self) -> Iterator[tuple[Step, Row | None]]:
        """Every movement, with the row that tells of it or of its cause."""
        for step in self.moment.steps:
            yield step, self.told_by.get(id(step))

    def dues(self) -> list[Due]:
        """What is scheduled, overdue or ends, of what was asked for."""
        return [due for due in dues(self.moment) if self._due_wanted(due)]

    def _due_wanted(self, due: Due) -> bool:
        choice, scenario = self.choice, self.moment.history.scenario
        if choice.subjects and due.subject not in choice.subjects:
            return False
        day = due.when.latest or due.when.earliest
        if day and ((choice.until and day > choice.until) or (choice.since and day < choice.since)):
            return False
        people = people_of(choice.parties, scenario)
        return not people or bool(people & set(scenario.involved(due.subject)))


def story_of(moment: Moment, choice: Choice) -> Story:
    """The story of a moment."""
    source = Rows(moment)
    rows = chosen(source.build(), choice, source)
    story = Story(moment=moment, choice=choice, source=source, rows=rows)
    for number, row in enumerate(rows, 1):
        story.anchors[id(row)] = f"e{number}"
        if row.weight != "clock":
            story.heard.setdefault(row.statement, row)
        for beneath in row.beneath:
            if beneath.kind == "also":
                story.heard.setdefault(beneath.id, row)
    _tell(story)
    return story


def _tell(story: Story) -> None:
    """Find the row of every step: its own, or that of what it follows from."""
    by_key: dict[tuple[str, str, tuple[str, str] | None], Row] = {}
    for row in story.rows:
        if row.weight in MOVES:
            by_key.setdefault((row.statement, row.subject, row.change), row)
    root: Step | None = None
    told: Row | None = None
    for step in story.moment.steps:
        if root is None or not step.coupling or step.coupling == CLOCK or root.statement != step.statement:
            root, told = step, by_key.get((step.statement, step.subject, (step.source, step.target)))
        if told is not None:
            story.told_by[id(step)] = told


def day_numbers(when: Since) -> list[int]:
    """The days that an interval names."""
    return [day.toordinal() for day in (when.earliest, when.latest) if day]
