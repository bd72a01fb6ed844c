"""The vocabulary, the model and the reference of the format name the same fields."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from negotrack.files.fast_values import DEFAULTS, REPORT_DEFAULTS, new_report, new_statement
from negotrack.files.followed import FOLLOWED
from negotrack.files.guesses import KEY_GUESSES, REPORT_KEY_GUESSES, VERB_GUESSES
from negotrack.files.vocabulary import REPORT, SECTIONS, STATEMENT, TERM, TOP, VERBS, Field, Section
from negotrack.loading import loads
from negotrack.model.reports import Report, Statement
from negotrack.model.scenario import Scenario
from tests.logs import log

REFERENCE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "format.md").read_text(encoding="utf-8")
PARTS = [(section.key, section.fields) for section in SECTIONS]
PARTS += [("top", TOP), ("report", REPORT), ("statement", STATEMENT), ("term", TERM)]


def names(cls: type) -> set[str]:
    return {attribute.name for attribute in attrs.fields(cls)}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_a_section_has_the_fields_of_its_class(section: Section) -> None:
    written = {field.target for field in section.fields} - {"based_on"}
    assert written == names(section.model) - {"id", "name" if section.kind == "lens" else "id"}


def test_reports_and_statements_have_the_fields_of_their_classes() -> None:
    assert {field.target for field in REPORT} - {"said_by"} == names(Report)
    about = {"verb", "subjects", "refers_to", "polarity"}
    assert {field.target for field in STATEMENT} - {"certainty"} == names(Statement) - about
    assert {field.target for field in TOP} - {section.key for section in SECTIONS} == names(Scenario) - {
        "parties", "outlets", "channels", "subjects", "lenses",
    }  # fmt: skip


@pytest.mark.parametrize(("part", "fields"), PARTS, ids=[part for part, _ in PARTS])
def test_every_field_is_in_the_reference(part: str, fields: tuple[Field, ...]) -> None:
    for field in fields:
        assert f"`{field.name}`" in REFERENCE or f"`{field.name}:" in REFERENCE, f"{part}: {field.name}"
        assert field.doc
        assert len({f.name for f in fields}) == len(fields)


def test_every_verb_is_in_the_reference_and_none_is_a_field() -> None:
    for verb in VERBS:
        assert verb in REFERENCE
    assert not {field.name for field in STATEMENT} & set(VERBS)


def test_required_fields_are_those_without_a_default() -> None:
    for section in SECTIONS:
        for attribute in attrs.fields(section.model):
            found = next((field for field in section.fields if field.target == attribute.name), None)
            if found is not None:
                assert found.required == (attribute.default is attrs.NOTHING), (section.key, found.name)


def test_regions_are_named_once() -> None:
    regions = [region for keys in FOLLOWED.values() for region, _ in keys.values()]
    assert len(set(regions)) == len(regions)
    assert list(FOLLOWED["demand"]) == ["stance", "response", "fulfilment"]
    assert list(FOLLOWED["instrument"]) == ["state", "party_act"]


def test_makers_make_what_initialisers_make() -> None:
    statement = loads(log("press: out")).reports[0].statements[0]
    values = [getattr(statement, attribute.name) for attribute in attrs.fields(Statement)]
    assert new_statement(values) == statement
    assert hash(new_statement(values)) == hash(statement)
    report = Report(id="a", outlet="kan", published=loads(log()).reports[0].published)
    values = [getattr(report, attribute.name) for attribute in attrs.fields(Report)]
    assert new_report(values) == report
    assert len(DEFAULTS) == len(attrs.fields(Statement))
    assert len(REPORT_DEFAULTS) == len(attrs.fields(Report))


def test_guesses_lead_to_words_that_there_are() -> None:
    assert {verb for verbs in VERB_GUESSES.values() for verb in verbs} <= set(VERBS)
    for guesses, fields in ((KEY_GUESSES, STATEMENT), (REPORT_KEY_GUESSES, REPORT)):
        known = {field.name for field in fields}
        assert set(guesses.values()) <= known and not set(guesses) & known
    assert not set(KEY_GUESSES) & {*VERBS, *VERB_GUESSES}
