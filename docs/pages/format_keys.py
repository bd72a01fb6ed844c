"""The page of the format's keys: every section and part of a log with every field, from the table that reads it."""

from __future__ import annotations

from typing import Final

from docs.pages.markdown import code, codes, page, table
from negotrack.files.vocabulary import REPORT, SECTIONS, SPEAKS_FOR, STATEMENT, TERM, TOP, Field, FieldType

TYPES: Final[dict[FieldType, str]] = {
    "text": "text",
    "texts": "text, or a list of texts",
    "flag": "`true` or `false`",
    "number": "whole number",
    "choice": "one word",
    "choices": "a word, or a list of words",
    "id": "id",
    "ids": "id, or a list of ids",
    "own_id": "a new id",
    "version": "`1`",
    "event_date": "[event date](format.md#dates)",
    "report_date": "day, or day and time",
    "day": "day",
    "terms": "list of [terms](#a-term)",
    "follows": "[what it follows](format.md#what-a-condition-follows)",
    "antecedent": "[antecedent](format.md#antecedents)",
    "roles": "map of a role to parties",
    "speaks_for": "party, [office](#an-office), or a list of these",
    "chain": "list of sources, outermost first; `[]`: the outlet itself",
    "sources": "list of ids or keys of sources",
    "statement_ids": "statement, or a list of statements",
    "statements": "list of [statements](#a-statement)",
    "section": "map of ids to declarations",
    "reports": "list of [reports](#a-report)",
}
_HEAD = """\
Every key that a log may have, in canonical order: the order in which `negotrack fmt` writes. How the parts hang
together stands under [the log format](format.md). Every key is optional unless marked **bold**. Any other key is an
error, with the nearest one suggested. `negotrack schema` prints the same as JSON Schema."""


def format_keys_page() -> str:
    """The page."""
    sections = [
        part for section in SECTIONS for part in (f"## {section.key}", _sentence(section.doc), _fields(section.fields))
    ]  # fmt: skip
    return page(
        "Keys of the format", _HEAD, "## Top level", _fields(TOP), *sections,
        "## A report", _fields(REPORT), "## A statement",
        "Exactly one [verb](verbs.md), whose value is what it is about, and any of these:", _fields(STATEMENT),
        "## A term", _fields(TERM), "## An office", "What `speaks_for` holds:", _fields(SPEAKS_FOR),
    )  # fmt: skip


def _fields(fields: tuple[Field, ...]) -> str:
    return table(("key", "value", "meaning"), map(_row, fields))


def _row(field: Field) -> tuple[str, ...]:
    name = f"**{code(field.name)}**" if field.required else code(field.name)
    value = TYPES[field.type]
    if field.refers:
        value += f" of {_either(field.refers)}"
    if field.values:
        value += f": {codes(field.values)}"
    if field.type == "number":
        value += f" from {field.least} to {field.most}"
    more = f"; only with {codes(field.verbs)}" if field.verbs else ""
    return name, value, f"{field.doc}{more}"


def _either(kinds: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
