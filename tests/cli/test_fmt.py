"""`fmt`: one form, the same log, every comment."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.files.fmt import WIDTH, format_text
from negotrack.files.profile import parse_profile
from negotrack.loading import load, loads
from tests.cli.running import GOLAN, SMALL, negotrack

FILES = sorted([GOLAN / "scenario.yaml", *(GOLAN / "reports").glob("*.yaml")])
TEXTS = [path.read_text(encoding="utf-8") for path in FILES]

UNTIDY = """\
# yaml-language-server: $schema=schema.json
# about the file

# the id
scenario: "golan"   # trailing


negotrack: '1'
title: "1974"
demands: # of all sides
  # the goal
  d:
    text: Leave   # the words
    # who asks
    by: [a, # first
      b]
    terms:
      -
        # inside
        performer: a
        achieve: "x: y" # what
    # end of d
  # more to come
# who takes part
parties:
  a: {kind: state,
      name: "A, #2"} # behind braces
  b:
    name:
      # between
      B
reports:
  - outlet: kan

    id: r1
    published: 2018-05-31
    statements:
      - event_date: ..2018-05-31 # when
        press: d
        text: |
          one
            # no comment
# the end
"""

TIDY = """\
# yaml-language-server: $schema=schema.json
# about the file

negotrack: 1
# the id
scenario: golan  # trailing
title: "1974"

# who takes part
parties:
  a: {name: "A, #2", kind: state}  # behind braces
  b:
    # between
    name: B

demands:  # of all sides
  # the goal
  d:
    # who asks
    by:
      - a  # first
      - b
    text: Leave  # the words
    terms:
      - achieve: "x: y"  # what
        # inside
        performer: a
    # end of d
  # more to come

reports:
  - id: r1
    outlet: kan
    published: 2018-05-31
    statements:
      - press: d
        event_date: ..2018-05-31  # when
        text: |
          one
            # no comment
# the end
"""


def form(text: str) -> str:
    found, _ = format_text("x", text)
    assert found is not None
    return found


def test_the_form() -> None:
    tidy = TIDY.replace("negotrack: 1\n", 'negotrack: "1"\n')  # what was quoted for other readers stays so
    assert form(UNTIDY) == tidy
    assert form(tidy) == tidy


def test_long_texts_are_folded_and_short_ones_are_not() -> None:
    words = " ".join(["word"] * 60)
    written = form(f"scenario: x\nnote: {words}\ntitle: >-\n  short\n  text\n")
    assert "title: short text\n" in written and "note: >-\n  word" in written
    assert max(map(len, written.splitlines())) <= WIDTH
    assert form(written) == written


@pytest.mark.parametrize("value", ["NO", "yes", "2018-05-31", "1e3", "0x1F", "~", "null", "1974", ".5"])
def test_quotes_stay_where_other_readers_would_take_a_text_for_something_else(value: str) -> None:
    assert form(f"title: '{value}'\n") == f'title: "{value}"\n'
    assert form(f"title: {value}\n") == f"title: {value}\n"


def test_a_mark_and_line_ends_stay_as_found() -> None:
    assert form("\ufeffscenario: x\r\nnegotrack: 1\r\n") == "\ufeffnegotrack: 1\r\nscenario: x\r\n"
    assert form("scenario: x\nnegotrack: 1") == "negotrack: 1\nscenario: x\n"


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:30])
def test_the_founding_case_stays_the_same_log(text: str) -> None:
    assert form(form(text)) == form(text)


def test_formatting_a_folder_leaves_an_equal_scenario(tmp_path: Path) -> None:
    folder = shutil.copytree(GOLAN, tmp_path / "golan")
    assert negotrack("fmt", folder).code == 0
    assert load(folder) == load(GOLAN)
    assert negotrack("fmt", "--check", folder).code == 0


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A part of the founding case with comments and blank lines anywhere."""
    lines = draw(st.sampled_from([*TEXTS, UNTIDY])).split("\n")
    first = draw(st.integers(0, max(len(lines) - 1, 0)))
    lines = lines[first : first + 30]
    for number in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 3)):
            case 0:
                lines.insert(place, " " * draw(st.integers(0, 8)) + f"# own {number}")
            case 1:
                lines[place] += f" # behind {number}"
            case 2:
                lines.insert(place, "")
            case _:
                before, comma, after = lines[place].partition(", ")
                if comma:
                    lines[place : place + 1] = [f"{before}, # in {number}", f"        {after}"]
    return "\n".join(lines)


@given(commented())
def test_no_comment_is_lost_and_a_second_time_changes_nothing(text: str) -> None:
    root, problems = parse_profile("x", text)
    if root is None or any(problem.is_error for problem in problems):
        assert format_text("x", text)[0] is None
        return
    written = form(text)  # it checks tree and comments itself, and raises CannotFormat where they differ
    assert form(written) == written


def test_a_broken_file_is_left_alone_with_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text("a: 1\na: 2\n", encoding="utf-8")
    found = negotrack("fmt", path)
    assert (found.code, found.out) == (1, "") and "duplicate-key" in found.err
    assert path.read_text(encoding="utf-8") == "a: 1\na: 2\n"


def test_check_and_diff_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    untidy = SMALL.replace("by: north, of: south, text: Forces pull back", "of: south, by: north, text: Forces")
    path.write_text(untidy, encoding="utf-8")
    listed = negotrack("fmt", "--check", path)
    assert (listed.code, listed.out) == (1, f"{path}\n")
    diff = negotrack("fmt", "--diff", path)
    assert diff.code == 0 and "\n-  pull-back: {of: south, by: north" in diff.out
    assert negotrack("fmt", "--check", "--diff", path).code == 1
    assert path.read_text(encoding="utf-8") == untidy


def test_permissions_stay_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace("scenario: small\n", "") + "scenario: small\n", encoding="utf-8")
    path.chmod(0o640)
    assert negotrack("fmt", path).code == 0
    assert path.stat().st_mode & 0o777 == 0o640 and os.listdir(tmp_path) == ["small.yaml"]
    assert loads(path.read_text(encoding="utf-8")) == loads(SMALL)


def test_stdin_goes_to_stdout() -> None:
    found = negotrack("fmt", "-", stdin=b"scenario: x\nnegotrack: 1\n")
    assert (found.code, found.out) == (0, "negotrack: 1\nscenario: x\n")


def test_links_are_not_replaced(tmp_path: Path) -> None:
    folder = shutil.copytree(GOLAN, tmp_path / "golan")
    link = folder / "reports" / "linked.yaml"
    link.symlink_to(folder / "reports" / "2018-05-31-kan.yaml")
    found = negotrack("fmt", folder)
    assert "passed over" in found.err and link.is_symlink()
