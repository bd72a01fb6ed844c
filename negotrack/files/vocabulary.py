"""Every section and field of the log format: its type, whether it is required, what it may hold, what it means.

The one table behind reading, canonical order, JSON Schema and the reference. Its order is the canonical order
of keys. Owns: the names in files. Must not know: how they are read or written.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from attrs import frozen

from negotrack.machines.verbs import TRIGGER_VERBS
from negotrack.machines.verbs import VERBS as MOVING
from negotrack.model.lens import STATUSES, Lens
from negotrack.model.parties import (
    CHANNEL_KINDS,
    OUTLET_KINDS,
    PARTY_KINDS,
    RELIABILITY,
    ROLES,
    Channel,
    Outlet,
    Party,
)
from negotrack.model.reports import CLAIM_VERBS, SPEECH_VERBS
from negotrack.model.subjects import (
    Commitment,
    Condition,
    DeclaredClaim,
    Demand,
    Incident,
    Instrument,
    Meeting,
    Talks,
)
from negotrack.model.terms import DIMENSION_KEYS

VERSION: Final = 1
"""The newest version of the format that is read."""

FieldType = Literal[
    "text", "texts", "flag", "number", "choice", "choices", "id", "ids", "own_id", "version", "event_date",
    "report_date", "day", "terms", "follows", "antecedent", "roles", "speaks_for", "chain", "sources",
    "statement_ids", "statements", "section", "reports",
]  # fmt: skip


@frozen(kw_only=True)
class Field:
    """One key: its type, the kinds of ids that it may refer to, the values that it may take.

    `attribute` is the model's name where that differs; `least` and `most` bound a number; `verbs` are the only
    verbs of statements with which it goes (empty: all); `likely` are the kinds to name where an id is unknown.
    """

    name: str
    type: FieldType
    doc: str
    required: bool = False
    refers: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    attribute: str = ""
    least: int = 0
    most: int = 0
    verbs: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        """The name of the model's attribute."""
        return self.attribute or self.name


@frozen(kw_only=True)
class Section:
    """One kind of declaration: its key in the file, the kind's word, the model's class, its fields."""

    key: str
    kind: str
    model: type
    doc: str
    fields: tuple[Field, ...]

    @property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by key."""
        return BY_NAME[self.key]


PARTY, DEMAND = ("party",), ("demand",)
SUBJECT: Final = ("talks", "meeting", "demand", "condition", "commitment", "instrument", "incident", "claim")
"""The kinds of subjects, which share one space of ids."""
GATING: Final = ("condition", "demand", "commitment", "instrument", "talks", "meeting")
"""The kinds that an antecedent may wait for."""


def _text(name: str, doc: str, *, required: bool = False) -> Field:
    return Field(name=name, type="text", doc=doc, required=required)


def _ids(name: str, refers: tuple[str, ...], doc: str, *, required: bool = False) -> Field:
    return Field(name=name, type="ids", refers=refers, doc=doc, required=required)


def _id(name: str, refers: tuple[str, ...], doc: str) -> Field:
    return Field(name=name, type="id", refers=refers, doc=doc)


def _choice(name: str, values: tuple[str, ...], doc: str) -> Field:
    return Field(name=name, type="choice", values=values, doc=doc)


NOTE = _text("note", "a remark of the coder")
ROLES_FIELD = Field(
    name="roles",
    type="roles",
    values=ROLES,
    refers=PARTY,
    doc="roles that parties have in it: mediator: [un]",
)

SECTIONS: Final[tuple[Section, ...]] = (
    Section(
        key="parties", kind="party", model=Party, doc="who takes part",
        fields=(
            _text("name", "the name shown", required=True),
            _choice("kind", PARTY_KINDS, "what kind of party it is"),
            _text("code", "code of the country or party, such as ISR"),
            _ids("of", PARTY, "affiliation that gives no standing"),
            Field(name="speaks_for", type="speaks_for", refers=PARTY, doc="whom it speaks for, in which office, when"),
            _ids("members", PARTY, "the parties of an alliance"),
            Field(name="aliases", type="texts", doc="other names"),
            NOTE,
        ),
    ),
    Section(
        key="outlets", kind="outlet", model=Outlet, doc="who published",
        fields=(
            _text("name", "the name shown", required=True),
            _choice("kind", OUTLET_KINDS, "what kind of outlet it is"),
            _ids("of", PARTY, "the country or party that it belongs to"),
            _choice("reliability", RELIABILITY, "reliability by the Admiralty code"),
            NOTE,
        ),
    ),
    Section(
        key="channels", kind="channel", model=Channel, doc="where talks happen",
        fields=(
            _text("name", "the name shown"),
            _choice("kind", CHANNEL_KINDS, "what kind of channel it is"),
            _ids("between", PARTY, "the parties that it joins"),
            _ids("mediators", PARTY, "who mediates in it"),
            NOTE,
        ),
    ),
    Section(
        key="talks", kind="talks", model=Talks, doc="series of negotiations in a channel",
        fields=(
            _text("name", "the name shown"),
            _ids("between", PARTY, "the parties that negotiate; default: those of the channel"),
            _id("channel", ("channel",), "where they happen"),
            _ids("mediators", PARTY, "who mediates"),
            _ids("about", SUBJECT, "what they are about"),
            ROLES_FIELD,
            NOTE,
        ),
    ),
    Section(
        key="meetings", kind="meeting", model=Meeting, doc="contacts, past or scheduled",
        fields=(
            _text("name", "the name shown"),
            _text("kind", "meeting, phone, visit, session, summit and so on"),
            _ids("participants", PARTY, "who takes part"),
            _text("place", "where"),
            _id("part_of", ("talks",), "the talks that it belongs to"),
            _id("follows", ("meeting",), "the earlier meeting that it continues"),
            ROLES_FIELD,
            NOTE,
        ),
    ),
    Section(
        key="demands", kind="demand", model=Demand, doc="what a party presses for",
        fields=(
            _ids("by", PARTY, "who demands", required=True),
            _ids("of", PARTY, "of whom"),
            _choice("horizon", ("interim", "final"), "a step or the goal"),
            _text("text", "what is demanded"),
            _id("step_to", DEMAND, "the demand that it leads to"),
            _ids("implies", DEMAND, "demands that are met whenever this one is"),
            Field(name="terms", type="terms", doc="its content, element by element"),
            _id("instrument", ("instrument",), "the instrument whose text it is about"),
            _id("variant_of", DEMAND, "the demand of which it is another wording, kept apart"),
            ROLES_FIELD,
            NOTE,
        ),
    ),
    Section(
        key="conditions", kind="condition", model=Condition, doc="what a commitment waits for",
        fields=(
            _text("text", "what must be so"),
            _choice("mode", ("achieve", "maintain"), "become true, or stay true"),
            _ids("of", PARTY, "who must do it"),
            Field(name="guarantee", type="flag", doc="whether it is a guarantee"),
            _id("guarantor", PARTY, "who guarantees it, where that is known"),
            _ids("beneficiary", PARTY, "who may waive it; default: the debtors of what waits for it"),
            Field(name="terms", type="terms", doc="its content, element by element"),
            Field(name="follows", type="follows", doc="the state of another subject that it follows"),
            ROLES_FIELD,
            NOTE,
        ),
    ),
    Section(
        key="commitments", kind="commitment", model=Commitment, doc="conditional concessions",
        fields=(
            _ids("debtor", PARTY, "who commits itself", required=True),
            _ids("creditor", PARTY, "to whom"),
            _text("text", "to what"),
            Field(name="antecedent", type="antecedent", refers=GATING, doc="what it waits for"),
            Field(name="open_list", type="flag", doc="whether there are more conditions than are named"),
            Field(name="consequent", type="terms", doc="what is then done, element by element"),
            _text("kind", "what kind of concession: forbearance, withdrawal and so on"),
            _ids("answers", DEMAND, "the demands that it answers"),
            Field(name="deadline", type="event_date", doc="until when it stands"),
            ROLES_FIELD,
            NOTE,
        ),
    ),
    Section(
        key="instruments", kind="instrument", model=Instrument, doc="proposals and agreements",
        fields=(
            _text("name", "the name shown"),
            _text("kind", "agreement, proposal, package, treaty, protocol and so on"),
            _ids("parties", PARTY, "its parties"),
            _ids("proposer", PARTY, "who proposed it"),
            Field(name="provisions", type="terms", doc="its content, element by element"),
            _ids("supersedes", ("instrument",), "the instruments that it replaces"),
            Field(name="deadline", type="event_date", doc="until when it is open"),
            ROLES_FIELD,
            NOTE,
        ),
    ),
    Section(
        key="incidents", kind="incident", model=Incident, doc="what happened beside the talks",
        fields=(
            _text("text", "what happened"),
            _text("kind", "strike, visit, arrest and so on"),
            _ids("parties", PARTY, "who was involved"),
            _text("place", "where"),
            ROLES_FIELD,
            NOTE,
        ),
    ),
    Section(
        key="claims", kind="claim", model=DeclaredClaim, doc="propositions that statements assert or deny",
        fields=(_text("text", "what is claimed"), _ids("about", SUBJECT, "the subjects that it bears on"), NOTE),
    ),
    Section(
        key="lenses", kind="lens", model=Lens, doc="policies of your own on which claims count",
        fields=(
            _id("based_on", ("lens",), "the lens to start from"),
            Field(name="admits", type="choices", values=STATUSES, doc="the claim statuses that count"),
            Field(name="min_origins", type="number", least=0, most=1000, doc="independent origins that a claim needs"),
            Field(name="officials_only", type="flag", doc="whether only named officials with standing count"),
            Field(name="allow_hedged", type="flag", doc="whether hedged statements count"),
            _choice("min_reliability", RELIABILITY, "the worst reliability of outlets that counts"),
            Field(name="max_credibility", type="number", least=1, most=6, doc="the worst credibility that counts"),
            Field(name="exclude", type="sources", doc="sources, outlets and parties whose word does not count"),
            Field(name="only", type="sources", doc="the only sources, outlets and parties whose word counts"),
            Field(name="trust", type="sources", doc="sources whose word counts by itself"),
            NOTE,
        ),
    ),
)  # fmt: skip

TOP: Final[tuple[Field, ...]] = (
    Field(
        name="negotrack",
        type="version",
        required=True,
        doc="the version of the format: 1",
        attribute="version",
    ),
    Field(name="scenario", type="own_id", required=True, doc="the id of the scenario", attribute="id"),
    _text("title", "the title shown"),
    NOTE,
    _text("credit", "whose work it rests on"),
    *(Field(name=section.key, type="section", doc=section.doc) for section in SECTIONS),
    Field(name="reports", type="reports", doc="what was reported"),
)

REPORT: Final[tuple[Field, ...]] = (
    Field(name="id", type="own_id", required=True, doc="the id of the report"),
    Field(name="outlet", type="id", refers=("outlet",), required=True, doc="who published"),
    Field(name="published", type="report_date", required=True, doc="the report date, with a time where it is known"),
    _ids("relayed_by", ("outlet",), "where it was read, when that is another outlet; outermost first"),
    Field(name="said_by", type="chain", doc="the chain of sources below the outlet, outermost first"),
    _text("title", "the headline"),
    _text("text", "the coder's own summary"),
    _text("url", "where to find it"),
    NOTE,
    Field(name="statements", type="statements", doc="what the report says, statement by statement"),
    Field(name="suggested", type="statements", doc="statements proposed and not accepted yet: they never count"),
)  # fmt: skip

VERBS: Final[tuple[str, ...]] = (*TRIGGER_VERBS, *CLAIM_VERBS, *SPEECH_VERBS)
"""Every verb that a statement may have."""
TERM_VERBS: Final = (
    "press",
    "amend",
    "float",
    "table",
    "negotiate",
    "signal",
    "offer",
    "commit",
    "require",
    "schedule",
)
"""The verbs that may bring new content."""

STATEMENT: Final[tuple[Field, ...]] = (
    Field(name="id", type="own_id", doc="the statement's own id, after the report's and a slash"),
    Field(name="as", type="id", refers=PARTY, attribute="identity", verbs=("identify",), doc="who the source was"),
    Field(name="event_date", type="event_date", doc="when it happened; default: the report date, marked as presumed"),
    Field(name="said_by", type="chain", attribute="chain", doc="the chain of sources of this statement"),
    _choice("certainty", ("asserted", "hedged"), "whether the source itself was sure"),
    _ids("by", PARTY, "who acts, where that is not the subject's own party"),
    _ids("to", PARTY, "to whom it was said"),
    _ids("of", PARTY, "whose position it is"),
    _id("via", ("channel", "talks", "meeting"), "where it came up"),
    _id("claim", ("claim",), "the declared claim that the statement makes"),
    _ids("about", SUBJECT, "the subjects that a position, an incident or a claim bears on"),
    _text("text", "the coder's words"),
    Field(name="kind", type="text", verbs=("position", "incident"), doc="of a position or an incident"),
    _text("quote", "at most a few of the source's words"),
    NOTE,
    Field(name="terms", type="terms", verbs=TERM_VERBS, doc="new content"),
    Field(
        name="for", type="event_date", attribute="scheduled_for", verbs=("schedule", "postpone"),
        doc="the day for which a meeting is set",
    ),
    Field(name="deadline", type="event_date", doc="the last day of an offer, a text, an agreement, a ceasefire"),
    Field(name="before", type="statement_ids", doc="statements that this one came before"),
    Field(name="after", type="statement_ids", doc="statements that this one came after"),
    Field(name="independent", type="flag", doc="that this anonymous source is not the one of the same words elsewhere"),
    Field(name="credibility", type="number", least=1, most=6, doc="credibility by the Admiralty code"),
)  # fmt: skip

TERM: Final[tuple[Field, ...]] = (
    _text("achieve", "what must become true"),
    _text("maintain", "what must stay true"),
    *(_text(key, "a quantity, such as 70 km | 80 km") for key in DIMENSION_KEYS),
    _text("place", "where"),
    _id("performer", PARTY, "the party that has to act"),
    _id("demand", DEMAND, "the demand whose content this is"),
    NOTE,
)

SPEAKS_FOR: Final[tuple[Field, ...]] = (
    Field(name="party", type="id", refers=PARTY, required=True, doc="whom it speaks for"),
    _text("office", "in which office"),
    Field(name="since", type="day", doc="the first day of it"),
    Field(name="until", type="day", doc="the last day of it"),
)

BY_NAME: Final[Mapping[str, Mapping[str, Field]]] = MappingProxyType(
    {
        **{section.key: MappingProxyType({f.name: f for f in section.fields}) for section in SECTIONS},
        "top": MappingProxyType({f.name: f for f in TOP}),
        "report": MappingProxyType({f.name: f for f in REPORT}),
        "statement": MappingProxyType({f.name: f for f in STATEMENT}),
        "term": MappingProxyType({f.name: f for f in TERM}),
        "speaks_for": MappingProxyType({f.name: f for f in SPEAKS_FOR}),
    }
)
"""Section or part -> key -> field."""

SECTION_OF: Final[Mapping[str, Section]] = MappingProxyType({section.kind: section for section in SECTIONS})
"""Kind -> section."""


@cache
def named_by(verb: str) -> Field:
    """A verb as a key for ids: of incidents, of claims, or of any subject, best of those kinds that it moves."""
    if verb == "incident" or verb in CLAIM_VERBS:
        return Field(name=verb, type="ids", refers=("incident" if verb == "incident" else "claim",), doc="")
    likely = tuple(kind for kind in SUBJECT if verb in MOVING.get(kind, ()))
    return Field(name=verb, type="ids", refers=SUBJECT, likely=likely, doc="")
