"""The JSON Schema (draft 2020-12) of the log format, for editors: generated from the vocabulary.

What an editor checks is less than what `check` does. It reads YAML with its own types, so a text may come to it
as a number or a truth value; ids that are declared are offered, and others are let through, since they may be
declared in the next minute.
Owns: the schema of every type of field. Must not know: files, editors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

from attrs import define, field

from negotrack.files.followed import FOLLOWED
from negotrack.files.vocabulary import (
    GATING,
    REPORT,
    SECTIONS,
    SPEAKS_FOR,
    STATEMENT,
    SUBJECT,
    TERM,
    TOP,
    VERBS,
    VERSION,
    Field,
    Section,
)
from negotrack.machines.verbs import TRIGGER_VERBS
from negotrack.machines.verbs import VERBS as KIND_VERBS
from negotrack.model.lens import SHIPPED
from negotrack.model.parties import ROLES
from negotrack.model.reports import POSITION_KINDS
from negotrack.model.scenario import Scenario

Schema = dict[str, Any]
Part = Literal["file", "scenario", "reports"]
PARTS: Final[tuple[Part, ...]] = ("file", "scenario", "reports")

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ID: Final = r"^[^\s!-,./:-@\[-^`{-~-][^\s!-,./:-@\[-^`{-~]*$"
"""What ids look like, for engines of regular expressions that do not know letters of every script."""
_MOST_OFFERED: Final = 2_000

TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}
NEW_ID: Final[Schema] = {"type": ["string", "integer"], "pattern": _ID, "maxLength": 200}
FLAG: Final[Schema] = {"enum": [True, False, "true", "false"]}
DAY: Final[Schema] = {"type": ["string", "integer"]}
REPORT_DATE: Final[Schema] = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.Z+-]+)?$"}


def json_schema(scenario: Scenario | None = None, part: Part = "file") -> Schema:
    """The schema of a part: the scenario's file, a file of reports, or whichever of the two a file is.

    With a scenario, the ids that it declares are offered as completions.
    """
    maker = _Maker(ids=_ids(scenario) if scenario else {})
    roots: dict[str, Schema] = {
        "scenario": {"$ref": "#/$defs/scenario"},
        "reports": {"$ref": "#/$defs/reports_file"},
        "file": {
            "if": {
                "anyOf": [
                    {"type": "array"},
                    {"required": ["outlet"]},
                    {"required": ["reports"], "not": {"required": ["scenario"]}},
                ]
            },
            "then": {"$ref": "#/$defs/reports_file"},
            "else": {"$ref": "#/$defs/scenario"},
        },
    }
    named = f" with the ids of {scenario.id}" if scenario else ""
    head = {"$schema": DIALECT, "title": f"negotrack {part}, format version {VERSION}{named}"}
    return {**head, **roots[part], "$defs": maker.definitions()}


def _ids(scenario: Scenario) -> dict[str, list[str]]:
    """Kind -> the ids declared, with what a field of that kind may hold beside them."""
    found: dict[str, list[str]] = {kind: [] for kind in SUBJECT}
    for name in scenario.subjects:
        found[scenario.kind(name)].append(name)
    found["party"], found["outlet"] = list(scenario.parties), list(scenario.outlets)
    found["channel"], found["lens"] = list(scenario.channels), [*SHIPPED, *scenario.lenses]
    found["statement"] = [statement.id for _, statement in scenario.statements()]
    found["source"] = [*scenario.outlets, *scenario.parties, "unknown"]
    return found


@define(kw_only=True)
class _Maker:
    """Makes the schema of each type of field; `ids` are those on offer, by kind."""

    ids: Mapping[str, Sequence[str]] = field(factory=dict)
    offers: dict[str, Schema] = field(factory=dict)

    def definitions(self) -> Schema:
        """Every part that is referred to by name."""
        spoken = {verb: self.verb(verb) for verb in TRIGGER_VERBS}
        parts = {
            "scenario": self.map(TOP, sections=True),
            "reports_file": {
                "anyOf": [
                    self.ref("report"),
                    {"type": "array", "items": self.ref("report")},
                    {
                        "type": "object",
                        "properties": {"negotrack": self.version(), "reports": self.ref("reports")},
                        "required": ["reports"],
                        "additionalProperties": False,
                    },
                ]
            },
            "reports": {"anyOf": [self.some(self.ref("report")), {"type": "null"}]},
            "report": self.map(REPORT),
            "statements": {"anyOf": [{"type": "array", "items": self.ref("statement")}, {"type": "null"}]},
            "statement": self.statement(),
            "term": {
                **self.map(TERM),
                "anyOf": [{"required": ["achieve"]}, {"required": ["maintain"]}, {"required": ["demand"]}],
            },
            "speaks_for": self.map(SPEAKS_FOR),
            "reference": self.reference(),
            "antecedent": self.antecedent(),
            "spoken": {
                "type": "object",
                "properties": spoken,
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
            },
            **{section.key: self.section(section) for section in SECTIONS},
        }
        return {**parts, **self.offers}

    def map(self, fields: Iterable[Field], *, sections: bool = False) -> Schema:
        """A map of known keys."""
        fields = tuple(fields)
        properties = {f.name: self.ref(f.name) if sections and f.type == "section" else self.field(f) for f in fields}
        required = [f.name for f in fields if f.required]
        found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return found | ({"required": required} if required else {})

    def section(self, section: Section) -> Schema:
        """A section: ids with their fields, which may all be left out where none is required."""
        fields = self.map(section.fields)
        if "required" not in fields:
            fields = {"anyOf": [fields, {"type": "null"}]}
        found: Schema = {
            "description": section.doc,
            "type": ["object", "null"],
            "propertyNames": {"pattern": _ID},
            "additionalProperties": fields,
        }
        return found

    def field(self, field: Field) -> Schema:
        """The schema of one field, with its description."""
        return {"description": field.doc, **self.of_type(field)}

    def of_type(self, field: Field) -> Schema:
        """The schema of what a field of this type holds."""
        match field.type:
            case "text":
                return TEXT
            case "texts":
                return self.some(TEXT)
            case "flag":
                return FLAG
            case "number":
                return {"anyOf": [{"type": "integer", "minimum": field.least, "maximum": field.most}, _digits()]}
            case "choice":
                return {"enum": list(field.values)}
            case "choices":
                return self.some({"enum": list(field.values)})
            case "own_id":
                return NEW_ID
            case "version":
                return self.version()
            case "day" | "report_date":
                return REPORT_DATE
            case "event_date":
                return {"anyOf": [DAY, {"type": "array", "items": DAY}]}
            case _:
                return self.referring(field)

    def referring(self, field: Field) -> Schema:
        """The schema of what refers to something."""
        match field.type:
            case "id":
                return self.id(field.refers)
            case "ids":
                return self.some(self.id(field.refers))
            case "chain" | "sources":
                return self.some({"anyOf": [self.id(("source",)), {"type": "string", "pattern": "^anonymous"}]})
            case "statement_ids":
                return self.some(self.mention(("statement",)))
            case "terms":
                return self.some(self.ref("term"))
            case "speaks_for":
                return self.some({"anyOf": [self.id(("party",)), self.ref("speaks_for")]})
            case "roles":
                parties = self.some(self.id(("party",)))
                return {"type": "object", "properties": dict.fromkeys(ROLES, parties), "additionalProperties": False}
            case "follows":
                return self.ref("reference")
            case other:
                return self.ref(other)

    def statement(self) -> Schema:
        """A statement: its fields and exactly one verb."""
        found = self.map(STATEMENT)
        found["properties"] = {verb: self.verb(verb) for verb in VERBS} | found["properties"]
        found["oneOf"] = [{"required": [verb]} for verb in VERBS]
        kinds = {"if": {"required": ["position"]}, "then": {"properties": {"kind": {"enum": list(POSITION_KINDS)}}}}
        return {**found, **kinds}

    def verb(self, verb: str) -> Schema:
        """What a verb is about."""
        moves = self.some(self.id([kind for kind, verbs in KIND_VERBS.items() if verb in verbs]))
        match verb:
            case "position":
                return TEXT
            case "incident":
                return {"anyOf": [self.some(self.id(("incident",))), TEXT]}
            case "identify":
                return self.some(self.mention(("statement",)))
            case "assert" | "hedge":
                return self.some(self.id(("claim",)))
            case "deny" | "decline" | "retract":
                return {"anyOf": [self.some(self.mention(("claim", "statement"))), self.ref("spoken")]}
            case _:
                return moves

    def reference(self) -> Schema:
        """The state of a subject: `{demand: x, response: accepted}`."""
        properties: Schema = {}
        for kind, keys in FOLLOWED.items():
            properties[kind] = self.id((kind,))
            for key, (_, states) in keys.items():
                known = properties.get(key, {}).get("anyOf", [{"enum": []}])[0]["enum"]
                properties[key] = self.some({"enum": list(dict.fromkeys((*known, *states)))})
        properties["by"] = {"anyOf": [{"enum": ["all", "any"]}, self.some(self.id(("party",)))]}
        one: Schema = {"oneOf": [{"required": [kind]} for kind in FOLLOWED]}
        return {"type": "object", "properties": properties, "additionalProperties": False, **one}

    def antecedent(self) -> Schema:
        """A tree of all, any, not, at_least over references and ids."""
        inner = self.ref("antecedent")
        listed = {"anyOf": [{"type": "array", "items": inner, "minItems": 1}, inner]}
        gates = [
            {"type": "object", "properties": {op: listed}, "required": [op], "additionalProperties": False}
            for op in ("all", "any", "not")
        ]
        least: Schema = {
            "type": "object",
            "properties": {"at_least": {"type": "integer", "minimum": 1}, "of": listed},
            "required": ["at_least", "of"],
            "additionalProperties": False,
        }
        several = {"type": "array", "items": inner, "minItems": 1}
        return {"anyOf": [self.id(GATING), several, *gates, least, self.ref("reference")]}

    def id(self, kinds: Iterable[str]) -> Schema:
        """An id of something declared, or one that looks like an id."""
        return self.offered(kinds, "id", NEW_ID)

    def mention(self, kinds: Iterable[str]) -> Schema:
        """A statement (`report#1`, `report/id`), a report or a claim."""
        return self.offered(kinds, "mention", {"type": ["string", "integer"]})

    def offered(self, kinds: Iterable[str], look: str, otherwise: Schema) -> Schema:
        """What is on offer, and anything else of the right look; each list of offers is written once."""
        kinds = tuple(kinds)
        names = list(dict.fromkeys(name for kind in kinds for name in self.ids.get(kind, ())))
        name = "_".join((look, *(kind for kind in kinds if kind in self.ids))) if names else look
        offers: Schema = {"anyOf": [{"enum": names[:_MOST_OFFERED]}, otherwise]}
        self.offers[name] = offers if names else otherwise
        return self.ref(name)

    @staticmethod
    def some(one: Schema) -> Schema:
        """One, or a list of them."""
        return {"anyOf": [one, {"type": "array", "items": one}]}

    @staticmethod
    def ref(name: str) -> Schema:
        """Another part."""
        return {"$ref": f"#/$defs/{name}"}

    @staticmethod
    def version() -> Schema:
        """The version of the format."""
        return {"enum": [VERSION, str(VERSION)]}


def _digits() -> Schema:
    return {"type": "string", "pattern": "^[0-9]{1,9}$"}
