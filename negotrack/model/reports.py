"""What was said: statements, and the reports that carry them.

Owns: reports and statements as frozen values, their ids, the chain behind a statement.
Must not know: what a statement does to a state (machines, engine), how it is written (files).
"""

from __future__ import annotations

from typing import Any, Literal

from attrs import Attribute, field, frozen

from negotrack.model.dates import EventDate, ReportDate
from negotrack.model.sources import SourceChain
from negotrack.model.terms import Term
from negotrack.problems import UsageError

Polarity = Literal["assert", "hedge", "deny", "decline", "retract"]
CLAIM_VERBS = ("assert", "hedge", "deny", "decline", "retract")
SPEECH_VERBS = ("position", "incident", "identify")
POSITION_KINDS = (
    "interest", "priority", "red-line", "characterisation", "forecast", "purpose", "wish",
    "justification", "topic", "other",
)  # fmt: skip


def _read(value: object, asked: Attribute[Any], given: object) -> None:
    """A day as it is kept, which a text is not."""
    kind, reader = _DAYS[asked.name]
    if not isinstance(given, kind):
        what = f"{asked.name} of a {type(value).__name__.lower()} is a {kind.__name__}, not {given!r:.40}"
        raise UsageError(f"{what}; read a text by negotrack.model.dates.{reader}")


_DAYS: dict[str, tuple[type, str]] = {
    "published": (ReportDate, "parse_report_date"),
    "event_date": (EventDate, "parse_event_date"),
}


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
    event_date: EventDate = field(validator=_read)
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
    published: ReportDate = field(validator=_read)
    statements: tuple[Statement, ...] = ()
    relayed_by: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    url: str = ""
    note: str = ""
    suggested: tuple[Statement, ...] = ()
