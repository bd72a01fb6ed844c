"""What was said: statements, and the reports that carry them.

Owns: reports and statements as frozen values, their ids, the chain behind a statement.
Must not know: what a statement does to a state (machines, engine), how it is written (files).
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from negotrack.model.dates import EventDate, ReportDate
from negotrack.model.sources import SourceChain
from negotrack.model.terms import Term

Polarity = Literal["assert", "hedge", "deny", "decline", "retract"]
CLAIM_VERBS = ("assert", "hedge", "deny", "decline", "retract")
SPEECH_VERBS = ("position", "incident", "identify")
POSITION_KINDS = (
    "interest", "priority", "red-line", "characterisation", "forecast", "purpose", "wish",
    "justification", "topic", "other",
)  # fmt: skip


@frozen(kw_only=True)
class Statement:
    """One thing that a report says: a verb, its subjects, when it happened, on whose word.

    `verb` is a trigger of a machine (`press`, `sign`), a verb about claims (`deny`), or one of `position`,
    `incident`, `identify`, which move nothing. `event_date` is when it happened, never when it was reported.
    `by` is who acts where that is not the subject's own party. `scheduled_for` is what a meeting is set for.
    `refers_to` are the statements or claims that a claim verb is about.
    """

    id: str
    verb: str
    subjects: tuple[str, ...] = ()
    event_date: EventDate
    chain: SourceChain
    polarity: Polarity = "assert"
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    via: str | None = None
    claim: str | None = None
    refers_to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    identity: str | None = None
    text: str = ""
    kind: str = ""
    quote: str = ""
    note: str = ""
    terms: tuple[Term, ...] = ()
    scheduled_for: EventDate | None = None
    deadline: EventDate | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    independent: bool = False
    credibility: int | None = None

    @property
    def hedged(self) -> bool:
        """Whether the source itself was unsure."""
        return self.polarity == "hedge"


@frozen(kw_only=True)
class Report:
    """One published item: outlet, report date, statements. Its identity is its content."""

    id: str
    outlet: str
    published: ReportDate
    statements: tuple[Statement, ...] = ()
    relayed_by: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    url: str = ""
    note: str = ""
    suggested: tuple[Statement, ...] = ()
