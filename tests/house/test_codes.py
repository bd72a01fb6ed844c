"""Every problem code is explained, nothing else is, and each one has a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from negotrack.files.codes import CODES, format_code
from tests.house.codes import codes_in

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "negotrack"
USED = {
    code
    for path in sorted(PACKAGE.rglob("*.py"))
    if not path.name.startswith("code")
    for code in codes_in(path.read_text(encoding="utf-8"))
}
TESTS = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")) if path.parent.name != "house"
)


def test_every_code_in_use_is_explained_and_no_other() -> None:
    assert sorted(USED) == sorted(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_code_has_a_test(code: str) -> None:
    assert re.search(rf"(?<![\w-]){code}(?![\w-])", TESTS), f"no test names {code}"


@pytest.mark.parametrize("code", sorted(CODES))
def test_explanation_is_whole(code: str) -> None:
    text = format_code(CODES[code])
    assert text.startswith(code)
    assert CODES[code].title.endswith(".")
    assert all((CODES[code].text, CODES[code].example, CODES[code].do))


@pytest.mark.parametrize(
    "text",
    [
        "intake.error('some-code', 'x', span)",
        "Problem(code='some-code')",
        "code, hint = 'some-code', ''",
        "code = 'some-code' if x else 'other'",
        "def f(code='some-code'): ...",
        "def f(*, code='some-code'): ...",
        "_report_circle(intake, 'some-code', 'x')",
    ],
)
def test_finder_sees_a_code(text: str) -> None:
    assert "some-code" in codes_in(text)
