"""What a negotiation is about: demands, conditions, commitments, instruments, talks, meetings, incidents, claims.

Owns: the subjects of statements as frozen values, and what each refers to.
Must not know: their states (machines), what was said of them (statements), files.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from negotrack.model.dates import EventDate
from negotrack.model.parties import RoleOf
from negotrack.model.terms import Term

Horizon = Literal["interim", "final"]
Mode = Literal["achieve", "maintain"]


@frozen(kw_only=True)
class Demand:
    """What a party presses for: interim (a step) or final (the goal). TIES: demand.

    `step_to` joins an interim demand to the one that it leads to. `implies` names demands that are met
    whenever this one is.
    """

    id: str
    by: tuple[str, ...]
    of: tuple[str, ...] = ()
    horizon: Horizon = "final"
    text: str = ""
    step_to: str | None = None
    implies: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    instrument: str | None = None
    variant_of: str | None = None
    roles: tuple[RoleOf, ...] = ()
    note: str = ""

    @property
    def mode(self) -> Mode:
        """Whether its fulfilment comes about once (achieve) or must go on (every term is maintain)."""
        return "maintain" if self.terms and all(t.mode == "maintain" for t in self.terms) else "achieve"

    @property
    def performers(self) -> tuple[str, ...]:
        """Who must do what is demanded: those whom its terms name, or else its addressees."""
        return tuple(dict.fromkeys(term.performer for term in self.terms if term.performer)) or self.of


@frozen(kw_only=True)
class Follow:
    """What a condition refers to: it holds while the region of the subject is in one of the states.

    For acts of the parties to an instrument, `by` says whose: "all", "any", or the parties' ids.
    """

    subject: str
    region: str
    states: tuple[str, ...]
    by: tuple[str, ...] = ()


@frozen(kw_only=True)
class Condition:
    """What a commitment waits for (Singh: antecedent). A guarantee is a maintain-condition with a guarantor.

    `guarantor` may be None: then nobody has been named yet, and that is said wherever it matters.
    """

    id: str
    text: str = ""
    mode: Mode = "achieve"
    of: tuple[str, ...] = ()
    guarantee: bool = False
    guarantor: str | None = None
    beneficiary: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    follows: Follow | None = None
    roles: tuple[RoleOf, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class Leaf:
    """A condition, demand or other subject in an antecedent."""

    subject: str
    region: str
    states: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


@frozen(kw_only=True)
class Gate:
    """A node of an antecedent: all, any, at least n, or not (then of one operand)."""

    op: Literal["all", "any", "at_least", "not"]
    operands: tuple[Antecedent, ...]
    n: int = 0


Antecedent = Leaf | Gate


def leaves(antecedent: Antecedent | None) -> tuple[Leaf, ...]:
    """Every leaf of an antecedent, in the order written."""
    match antecedent:
        case None:
            return ()
        case Leaf():
            return (antecedent,)
        case Gate(operands=operands):
            return tuple(leaf for operand in operands for leaf in leaves(operand))


@frozen(kw_only=True)
class Commitment:
    """A conditional concession: debtor to creditor, if antecedent then consequent (Singh, Symboleo)."""

    id: str
    debtor: tuple[str, ...]
    creditor: tuple[str, ...] = ()
    text: str = ""
    antecedent: Antecedent | None = None
    open_list: bool = False
    consequent: tuple[Term, ...] = ()
    kind: str = ""
    answers: tuple[str, ...] = ()
    deadline: EventDate | None = None
    roles: tuple[RoleOf, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class Instrument:
    """A proposal or agreement with provisions (treaty practice). Its parties act on it one by one."""

    id: str
    name: str = ""
    kind: str = "agreement"
    parties: tuple[str, ...] = ()
    proposer: tuple[str, ...] = ()
    provisions: tuple[Term, ...] = ()
    supersedes: tuple[str, ...] = ()
    deadline: EventDate | None = None
    roles: tuple[RoleOf, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class Talks:
    """One series of negotiations in a channel, with a lifecycle."""

    id: str
    name: str = ""
    between: tuple[str, ...] = ()
    channel: str | None = None
    mediators: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    roles: tuple[RoleOf, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class Meeting:
    """A contact, past or scheduled: visit, call, session."""

    id: str
    name: str = ""
    kind: str = "meeting"
    participants: tuple[str, ...] = ()
    place: str = ""
    part_of: str | None = None
    follows: str | None = None
    roles: tuple[RoleOf, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class Incident:
    """Something that happened beside the talks; it has no lifecycle (ACLED, UCDP)."""

    id: str
    text: str = ""
    kind: str = ""
    parties: tuple[str, ...] = ()
    place: str = ""
    roles: tuple[RoleOf, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class DeclaredClaim:
    """A proposition that statements assert or deny by its id. Never a demand."""

    id: str
    text: str = ""
    about: tuple[str, ...] = ()
    note: str = ""


Subject = Demand | Condition | Commitment | Instrument | Talks | Meeting | Incident | DeclaredClaim


def kind_of(subject: Subject) -> str:
    """The field's word for the kind of a subject: demand, condition, and so on."""
    return KIND_NAMES[type(subject)]


KIND_NAMES: dict[type, str] = {
    Talks: "talks",
    Meeting: "meeting",
    Demand: "demand",
    Condition: "condition",
    Commitment: "commitment",
    Instrument: "instrument",
    Incident: "incident",
    DeclaredClaim: "claim",
}
KINDS = tuple(KIND_NAMES.values())
