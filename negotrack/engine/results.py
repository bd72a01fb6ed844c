"""What the engine answers with: steps, standings, claims, anomalies, what was held out.

Owns: the values that every query, view and export reads. Must not know: how they are derived.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import field, frozen

Fate = Literal["applied", "supports", "held_out", "anomaly", "noted", "retracted"]


@frozen(kw_only=True)
class Since:
    """Since when: earliest and latest day, both inclusive; None is an open end."""

    earliest: date | None
    latest: date | None


@frozen(kw_only=True)
class Step:
    """One movement of one region: from `source` by `trigger` to `target`.

    `when` is the event's interval. `statement` is the statement that moved it, or whose consequence this
    is; `coupling` names the rule for consequences and the clock (`clock` for the latter), else it is empty.
    """

    subject: str
    kind: str
    region: str
    source: str
    trigger: str
    target: str
    when: Since
    presumed: bool = False
    statement: str
    coupling: str = ""
    claim: str = field(default="", eq=False)

    @property
    def moved(self) -> bool:
        """Whether the state changed; pressing again and amending do not change it."""
        return self.source != self.target


@frozen(kw_only=True)
class Standing:
    """A region's state at a moment: since when, how certain, on which statements.

    `certain` is False where an event with an imprecise date may or may not have happened yet;
    `surely` is then the state without any such event. `resumes_to` is what a side state would resume to.
    `disputed` and `hedged` say so of the claims that it rests on; `origins` counts the independent
    origins of the claim that last moved it, and is 0 for what nothing was reported about.
    """

    subject: str
    kind: str
    region: str
    state: str
    since: Since
    certain: bool
    statements: tuple[str, ...] = ()
    held_against: tuple[str, ...] = ()
    party: str = ""
    surely: str = ""
    resumes_to: str | None = None
    claim: str = ""
    status: str = ""
    origins: int = 0
    hedged: bool = False
    presumed: bool = False
    coupling: str = ""

    @property
    def reported(self) -> bool:
        """Whether anything has a bearing on it."""
        return self.state != "unreported"


@frozen(kw_only=True)
class ClaimStanding:
    """A claim as known: its derived status, the statements for and against, how many independent origins.

    `sources` gives each origin's own state towards it (asserts, hedges, denies, no_comment, retracted).
    `text` is the declared proposition, or subject and verb. `names` are findings about the chains, such as
    `circular(a, b)` or `unknown origin`.
    """

    claim: str
    status: str
    supporting: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    origins: int = 0
    text: str = ""
    subject: str = ""
    region: str = ""
    trigger: str = ""
    hedged: bool = False
    declared: bool = False
    admitted: bool = True
    because: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()


@frozen(kw_only=True)
class HeldOut:
    """A statement that does not count under the lens, and why."""

    statement: str
    because: str
    claim: str = ""


@frozen(kw_only=True)
class Anomaly:
    """A statement whose trigger was refused: in which state, by which rule. In diplomacy odd order is data."""

    statement: str
    subject: str
    region: str
    state: str
    trigger: str
    rule: str
    hint: str = ""
    when: Since = field(default=Since(earliest=None, latest=None))

    @property
    def because(self) -> str:
        """The rule that refused it, and where no row takes it, what the state takes."""
        return f"{self.rule}; {self.hint}" if self.hint else self.rule
