"""A log with characters that steer or hide, in every text that it has: what is exported holds none of them raw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from negotrack.files.dump import format_json_line
from negotrack.loading import load, loads
from tests.cli.running import SMALL, negotrack

RAW = re.compile("[\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]")
CHARS = ["\x9b", "\u202e", "\u2066", "\u2028", "\u2029", "\u200b"]


def hostile(char: str) -> str:
    spelled = f'"{char.encode("unicode_escape").decode().replace(chr(92) + "x", chr(92) + "u00")}31mx"'
    text = SMALL.replace("name: North", f"name: {spelled}").replace("text: Forces pull back", f"text: {spelled}")
    return text.replace("scenario: small", f"scenario: small\ntitle: {spelled}\nnote: {spelled}").replace(
        "published: 2024-03-01", f"published: 2024-03-01\n    title: {spelled}\n    text: {spelled}"
    )


@pytest.mark.parametrize("char", CHARS)
@pytest.mark.parametrize("form", ["yaml", "jsonl"])
def test_an_export_has_escapes_and_reads_back(tmp_path: Path, form: str, char: str) -> None:
    path = tmp_path / "log.yaml"
    path.write_text(hostile(char), encoding="utf-8")
    found = negotrack("export", path, "--to", form)
    assert found.code == 0 and not RAW.search(found.out)
    assert loads(found.out) == load(path)


@pytest.mark.parametrize("char", CHARS)
@pytest.mark.parametrize(
    "command",
    [
        ("timeline", "--format", "md"),
        ("graph", "--format", "md"),
        ("brief", "--since", "2000-01-01", "--format", "csv"),
    ],
)
def test_tables_show_stand_ins(tmp_path: Path, command: tuple[str, ...], char: str) -> None:
    path = tmp_path / "log.yaml"
    path.write_text(hostile(char), encoding="utf-8")
    found = negotrack(command[0], path, *command[1:])
    assert found.code == 0 and found.out and not RAW.search(found.out)


def test_the_line_that_stores_take_the_hash_of_is_as_ever() -> None:
    report = loads(hostile("\u200b")).reports[0]
    assert '"title":"\u200b31mx"' in format_json_line(report)
