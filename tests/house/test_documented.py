"""Nothing undocumented ships: generated pages are fresh, and each name that users meet stands on its page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import click
import pytest

import negotrack
from docs.generate import PAGES, REFERENCE, stale
from docs.pages.command_line import commands
from docs.pages.couplings import GUARDS, MODES, RELATIONS, RULES
from docs.pages.format_keys import TYPES
from docs.pages.json_shapes import ASKED
from docs.pages.meanings import MEANINGS
from negotrack.files.codes import CODES
from negotrack.files.vocabulary import (
    REPORT,
    SECTIONS,
    SPEAKS_FOR,
    STATEMENT,
    TERM,
    TOP,
    VERBS,
    Field,
    FieldType,
    Section,
)
from negotrack.machines.couplings import CLOCK_RULES, SATISFIED, Mode
from negotrack.machines.regions import Region
from negotrack.machines.tables import REGIONS
from negotrack.machines.verbs import VERBS as KIND_VERBS
from negotrack.model.reports import CLAIM_VERBS, SPEECH_VERBS

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = dict(commands())


def text(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def part(name: str, heading: str) -> str:
    """What stands under a heading of a page, up to the next one of its level."""
    level = heading.partition(" ")[0]
    found = text(name).split(f"\n{heading}\n", 1)
    assert len(found) == 2, f"{name} has no {heading}"
    return re.split(rf"^{level} ", found[1], flags=re.MULTILINE)[0]


def test_generated_pages_are_fresh() -> None:
    assert stale() == [], "run python -m docs.generate"


def test_every_page_is_linked_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = [name for name in PAGES if name.endswith(".md")]
    assert [name for name in pages if not re.search(rf"^reference/({name[:-3]}|\*)$", index, re.MULTILINE)] == []


def test_every_verb_of_every_kind_has_its_meaning_in_plain_words() -> None:
    kinds = {kind: set(verbs) for kind, verbs in KIND_VERBS.items()}
    kinds |= {"claim": set(CLAIM_VERBS), "nothing that moves": set(SPEECH_VERBS)}
    assert {kind: set(verbs) for kind, verbs in MEANINGS.items()} == kinds
    page = text("verbs.md")
    for meanings in MEANINGS.values():
        assert len(set(meanings.values())) == len(meanings)
        assert all(meaning in page for meaning in meanings.values())


@pytest.mark.parametrize("region", REGIONS.values(), ids=lambda region: region.id)
def test_states_triggers_and_guards_of_a_region_are_documented(region: Region) -> None:
    page = part("machines.md", f"## {region.id}")
    picture = text(f"machines/{region.id}.svg")
    for name in (region.initial, *region.states, *region.triggers):
        assert f"`{name}`" in page
        assert re.search(rf">{name}[*]?( !)?<", picture), name
    for guard in {row.guard for row in region.rows} - {""}:
        assert f"[{guard}](couplings.md#guards)" in page


def test_guards_couplings_and_clock_rules_are_documented() -> None:
    assert {row.guard for region in REGIONS.values() for row in region.rows} - {""} == set(GUARDS)
    assert {rule.relation for rule in RULES} == set(RELATIONS)
    assert set(get_args(Mode)) == set(MODES)
    for rule in RULES:
        assert rule.reason[1:] in part("couplings.md", f"### {rule.name}")
    for trigger, _, reason in CLOCK_RULES.values():
        assert f"`{trigger}`" in part("couplings.md", "## The clock") and reason in text("couplings.md")
    for region in SATISFIED:
        assert f"`{region}`" in part("couplings.md", "## What satisfies a reference")


@pytest.mark.parametrize("code", CODES)
def test_problem_code_is_documented(code: str) -> None:
    page = part("problem-codes.md", f"## {code}")
    assert CODES[code].example.splitlines()[0].strip() in page and "What to do: " in page


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_command_is_documented_with_every_option(words: tuple[str, ...]) -> None:
    page = part("command-line.md", f"## negotrack {' '.join(words)}")
    for param in COMMANDS[words].params:
        if isinstance(param, click.Option) and not param.hidden:
            assert all(name in page for name in param.opts), param.name
        elif isinstance(param, click.Argument):
            assert param.make_metavar(click.Context(COMMANDS[words])).strip("[].") in page
    assert all(example in page for example in getattr(COMMANDS[words], "examples", ()))


def test_every_answer_in_json_is_documented() -> None:
    formats = {
        words[0]: param for words, found in COMMANDS.items() for param in found.params if "--format" in param.opts
    }
    answers = {name for name, param in formats.items() if "json" in param.make_metavar(click.Context(COMMANDS[name,]))}
    assert answers == {*ASKED, "doctor"}
    for name in ASKED:
        part("json.md", f"## {name}")


@pytest.mark.parametrize("name", negotrack.__all__)
def test_public_name_is_documented(name: str) -> None:
    page = part("api.md", f"### {name}")
    assert len(page.split()) > 3


def test_every_type_of_field_is_explained() -> None:
    assert set(get_args(FieldType)) == set(TYPES)


class TestTheHandWrittenFormat:
    """docs/reference/format.md says of the format what the vocabulary says."""

    page = text("format.md")

    @pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
    def test_section_with_every_field(self, section: Section) -> None:
        (row,) = re.findall(rf"^\| `{section.key}` \| (.*) \|$", self.declarations, re.MULTILINE)
        common = {"note", "roles"}
        for field in section.fields:
            shown = f"**`{field.name}`**" if field.required else f"`{field.name}"
            assert field.name in common or shown in row, field.name
        for choice in (field for field in section.fields if field.type == "choice" and len(field.values) > 5):
            assert all(value in row for value in choice.values if value not in "ABCDEF"), choice.name

    @property
    def declarations(self) -> str:
        return part("format.md", "## Declarations")

    @pytest.mark.parametrize("field", TOP, ids=lambda field: field.name)
    def test_key_of_the_top(self, field: Field) -> None:
        assert f"`{field.name}`" in part("format.md", "## Top level")

    @pytest.mark.parametrize("field", REPORT, ids=lambda field: field.name)
    def test_field_of_a_report(self, field: Field) -> None:
        shown = f"**`{field.name}`**" if field.required else f"`{field.name}`"
        assert shown in part("format.md", "## Reports")

    @pytest.mark.parametrize("field", STATEMENT, ids=lambda field: field.name)
    def test_field_of_a_statement(self, field: Field) -> None:
        page = part("format.md", "## Statements")
        assert re.search(rf"`{field.name}[`:]", page)
        if field.verbs and field.name != "as":
            row = next(line for line in page.splitlines() if re.match(rf"\|.*`{field.name}`", line))
            assert all(verb in row for verb in field.verbs), field.name

    @pytest.mark.parametrize("verb", VERBS)
    def test_verb(self, verb: str) -> None:
        assert re.search(rf"(?<![\w`]){verb}(?!\w)", part("format.md", "## Statements"))

    @pytest.mark.parametrize("field", [*TERM, *SPEAKS_FOR], ids=lambda field: field.name)
    def test_field_of_a_term_or_an_office(self, field: Field) -> None:
        assert re.search(rf"[`{{ ]{field.name}[`:]", self.declarations)


FIRST_KEYS = {
    "### standing": ("subject", "kind", "region", "state", "since", "certain", "statements", "held_against"),
    "### claim": ("claim", "status", "for", "against", "origins"),
    "### interval": ("earliest", "latest"),
    "## check": ("code", "severity", "message", "file", "line", "column", "hint"),
    "## status": ("scenario", "as_of", "as_known", "lens", "standings", "claims"),
}


@pytest.mark.parametrize("heading", FIRST_KEYS)
def test_the_keys_promised_come_first_in_their_order(heading: str) -> None:
    shown = re.findall(r"^\| `([a-z_]+)` \|", part("json.md", heading), re.MULTILINE)
    assert tuple(shown)[: len(FIRST_KEYS[heading])] == FIRST_KEYS[heading]
