"""`schema`: what editors check agrees with what `check` reads, as far as a schema can."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from negotrack.files.schema import json_schema
from negotrack.files.vocabulary import SECTIONS, STATEMENT, VERBS
from negotrack.loading import load
from tests.cli.running import GOLAN, negotrack

REPORTS = sorted((GOLAN / "reports").glob("*.yaml"))


def checked(schema: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module", params=["with ids", "without"])
def schema(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "schema.json"
    given = [GOLAN] if request.param == "with ids" else []
    path.write_text(negotrack("schema", *given).out, encoding="utf-8")
    return path


def test_the_founding_case_is_valid(schema: Path) -> None:
    done = checked(schema, GOLAN / "scenario.yaml", *REPORTS)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("scenario.yaml", "horizon: interim", "horizon: middle"),
        ("scenario.yaml", "    by: israel\n", "    bye: israel\n"),
        ("scenario.yaml", "negotrack: 1", "negotrack: 99"),
        ("scenario.yaml", "kind: broadcaster", "kind: broadcast"),
        ("scenario.yaml", "party_act: reaffirmed", "party_act: reafirmed"),
        ("reports/2018-05-31-kan.yaml", "press: iran-off-border", "pres: iran-off-border"),
        ("reports/2018-05-31-kan.yaml", "press: iran-off-border", "press: iran-off-border\n    accept: x"),
        ("reports/2018-05-31-kan.yaml", "outlet: kan", "outlets: kan"),
        ("reports/2018-05-31-kan.yaml", "published: 2018-05-31", "published: 31/05/2018"),
        ("reports/2018-05-31-kan.yaml", "certainty: hedged", "certainty: hedge"),
    ],
)
def test_a_broken_file_is_refused(schema: Path, tmp_path: Path, file: str, old: str, new: str) -> None:
    text = (GOLAN / file).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "broken.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert checked(schema, path).returncode == 1


@pytest.mark.parametrize("part", ["file", "scenario", "reports"])
def test_every_part_is_a_schema(part: str) -> None:
    found = negotrack("schema", GOLAN, "--part", part)
    Draft202012Validator.check_schema(found.json)
    Draft202012Validator.check_schema(negotrack("schema", "--part", part).json)


def test_every_section_field_and_verb_is_in_it() -> None:
    defs = json_schema()["$defs"]
    for section in SECTIONS:
        assert section.key in defs["scenario"]["properties"]
        fields = defs[section.key]["additionalProperties"]
        properties = fields.get("properties") or fields["anyOf"][0]["properties"]
        assert set(properties) == {field.name for field in section.fields}
    assert set(defs["statement"]["properties"]) == {*VERBS, *(field.name for field in STATEMENT)}


def test_declared_ids_are_offered_and_new_ones_let_through() -> None:
    written = json.dumps(json_schema(load(GOLAN)))
    assert '"iran-off-border"' in written and '"times-of-israel"' in written
    assert '"iran-off-border"' not in json.dumps(json_schema())


def test_one_report_a_list_and_a_map_are_files_of_reports() -> None:
    report = {"id": "r", "outlet": "new-outlet", "published": "2018-05-31", "statements": [{"press": "new-demand"}]}
    validator = Draft202012Validator(json_schema(load(GOLAN)))
    for instance in (report, [report], {"reports": [report]}, {"negotrack": 1, "reports": report}):
        validator.validate(instance)
    assert not validator.is_valid({"reports": [report], "parties": {}})


def test_texts_that_other_readers_take_for_numbers_are_valid() -> None:
    validator = Draft202012Validator(json_schema(part="scenario"))
    validator.validate({"negotrack": 1, "scenario": 1974, "title": 1974, "parties": {"a": {"name": True}}})
    assert not validator.is_valid({"negotrack": 1, "scenario": "a b"})


def test_a_scenario_with_errors_has_no_schema(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    found = negotrack("schema", path)
    assert (found.code, found.out) == (1, "") and "error" in found.err
