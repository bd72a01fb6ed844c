"""What runs the examples of the documentation: what counts as a match, and that nothing is passed over in silence."""

from __future__ import annotations

import html
import re
import runpy
from pathlib import Path

import pytest
from sybil import Document
from sybil.example import Example, SybilFailure
from sybil.region import Region

from tests.doc_examples import NOT_RUN, ROOT, commands_of, evaluate_console, matches

MAKER = runpy.run_path(str(ROOT / "docs/images/make.py"))


def run(block: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Evaluate a console block in a folder, as one of README.md."""
    monkeypatch.chdir(folder)
    document = Document(block, str(ROOT / "README.md"))
    region = Region(0, len(block), block, evaluate_console)
    Example(document, 1, 1, region, {}).evaluate()


def test_commands_and_what_must_come_out_of_them() -> None:
    block = "$ cat <<X\n> one\n> X\none\n$ echo two\ntwo\n\nthree\n"
    assert [(c.text, c.expected) for c in commands_of(block)] == [
        ("cat <<X\none\nX", "one"),
        ("echo two", "two\n\nthree"),
    ]


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("a ... c", "a b c", True),
        ("a ... c", "a\nc", False),
        ("a\n...\nc", "a\nc", True),
        ("a\n...\nc", "a\nb\nb\nc", True),
        ("a\n...\nc", "a\nb", False),
        ("", "a", False),
        ("a", "", False),
        (".*", "anything", False),
    ],
)
def test_an_ellipsis_stands_for_anything_and_nothing_else_does(expected: str, found: str, same: bool) -> None:
    assert matches(expected, found) is same


def test_an_example_that_holds_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("$ echo one\none\n$ negotrack check nowhere\nnegotrack: ...\n$ echo $?\n3\n", tmp_path, monkeypatch)


def test_another_output_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SybilFailure, match="came out:\none"):
        run("$ echo one\ntwo\n", tmp_path, monkeypatch)


def test_a_failure_that_the_block_does_not_show_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SybilFailure, match="ended with 3"):
        run("$ negotrack check nowhere\nnegotrack: ...\n", tmp_path, monkeypatch)


def test_a_program_that_examples_do_not_run_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="curl is not run"):
        run("$ curl example.org\n", tmp_path, monkeypatch)


def test_every_document_that_is_not_run_says_why() -> None:
    assert all(reason for reason in NOT_RUN.values())


@pytest.mark.parametrize("scenario", sorted(path.parent.name for path in ROOT.glob("scenarios/*/scenario.yaml")))
def test_every_case_has_a_picture_that_shows_what_is_drawn_today(scenario: str) -> None:
    """Its words, not its bytes: rich draws the same text in other elements from version to version."""
    (wanted,) = (picture for picture in MAKER["PICTURES"] if picture.scenario == scenario)
    kept = wanted.path.read_text(encoding="utf-8")
    assert _words(kept) == _words(MAKER["picture"](wanted)), "run: python docs/images/make.py"
    readme = (ROOT / "scenarios" / scenario / "README.md").read_text(encoding="utf-8")
    assert f"](../../docs/images/{wanted.path.name})" in readme
    assert "http" not in kept.replace('xmlns="http://www.w3.org/2000/svg"', "")


def _words(svg: str) -> list[str]:
    return " ".join(html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)).split()
