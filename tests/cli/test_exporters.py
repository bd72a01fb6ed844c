"""Writers of answers: data stays data in JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.exporters.documents import (
    defused,
    escaped,
    format_csv,
    format_json,
    format_jsonl,
    format_md,
    tables,
    visible,
)
from negotrack.exporters.markdown import prose
from tests.cli.running import GOLAN, negotrack

TEXTS = st.text(max_size=40)
STEERING = "".join(map(chr, (0x1B, 0x9B, 0x7F, 0x202E, 0x2066, 0x200B, 0xFEFF, 0x2028, 0x85)))


@given(TEXTS)
def test_json_reads_back_as_it_was_and_steers_nothing(text: str) -> None:
    document = {"rows": [{"cell": text + STEERING}]}
    for written in (format_json(document), format_jsonl(document)):
        assert not set(written) & set(STEERING)
    assert json.loads(format_json(document)) == document
    assert json.loads(format_jsonl(document).split("\n")[1])["cell"] == text + STEERING


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-x", "@SUM(A1)", " =1", "\t=1", "\n=1", "＝1", "＋1", "－1", "＠x", "\ufeff=1", "|x"],
)
def test_a_cell_that_a_spreadsheet_would_run_is_defused(cell: str) -> None:
    assert defused(cell).startswith("'") and not defused("\r" + cell).startswith(("\r", "="))
    row = next(csv.DictReader(io.StringIO(format_csv({"rows": [{"cell": cell}]}))))
    assert row["cell"].startswith("'")


@pytest.mark.parametrize("cell", ["", "1", "-1", "2018-05-31", "kan-2018-05-31#1", "a=b", "نص"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert defused(cell) == cell


@given(TEXTS)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    shown = defused(text)
    assert shown.lstrip()[:1] not in ("=", "+", "@") and (shown[:1] != "-" or shown[1:].isdigit())


def test_csv_keeps_rows_apart_whatever_is_in_a_cell() -> None:
    rows = [{"a": 'x,"y"\nz', "b": ["p", "q"], "c": {"earliest": None, "latest": "2018-05-31"}, "d": True}]
    found = list(csv.reader(io.StringIO(format_csv({"rows": rows}))))
    assert found == [
        ["a", "b", "c_earliest", "c_latest", "d"],
        ['x,"y"\nz', "p q", "", "2018-05-31", "true"],
    ]


def test_the_first_table_is_the_csv_even_when_it_is_empty() -> None:
    assert format_csv({"head": "x", "rows": [], "more": [{"a": 1}]}) == ""
    assert format_csv({"head": "x", "edges": [], "more": [{"a": 1}]}) == "source,relation,target,detail\n"


@pytest.mark.parametrize(
    "asked",
    [
        ("status",),
        ("timeline",),
        ("replay",),
        ("why", "accept-assad"),
        ("what-if", "--without", "outlet:hadashot"),
        ("what-if", "--load-bearing"),
        ("diff", "--from", "2018-05-01"),
        ("agenda",),
        ("outlook", "accept-assad"),
        ("movement",),
        ("graph",),
        ("brief", "--since", "2018-05-01"),
        ("hindsight", "--as-of", "2018-05-30"),
        ("compare", str(GOLAN)),
    ],
)
def test_an_empty_table_has_the_header_of_a_full_one(asked: tuple[str, ...]) -> None:
    verb, *options = asked
    found = negotrack(verb, GOLAN, *options, "--format", "json").json
    name, rows = next(tables(found))
    assert rows and format_csv({name: []}) == format_csv({name: rows}).partition("\n")[0] + "\n"


def test_markdown_shows_markup_as_text() -> None:
    assert escaped("[x](javascript:y) <b> `c` *d* | e") == r"\[x\](javascript\:y) \<b\> \`c\` \*d\* \| e"
    assert escaped("in_force") == "in_force" and escaped("_x_") == r"\_x\_"
    assert escaped("two\nlines") == "two lines"


@pytest.mark.parametrize("form", [escaped, prose])
def test_markdown_makes_no_address_and_no_mention(form: Callable[[str], str]) -> None:
    shown = form("see https://evil.example, WWW.evil.example, @name, a@b.example, #12, r#2, :warning: ![x](y)")
    assert shown == (
        r"see https\://evil.example, WWW\.evil.example, \@name, a\@b.example, \#12, r\#2, \:warning: \!\[x\](y)"
    )


def test_what_nobody_sees_is_shown_in_cells() -> None:
    assert escaped("a\u200bb") == defused("a\u200bb") == "a‹200B›b"


@given(TEXTS)
def test_a_row_of_markdown_is_one_line_with_its_cells(text: str) -> None:
    written = format_md({"rows": [{"a": text, "b": "end"}]})
    assert len(written.splitlines()) == len(written.rstrip("\n").split("\n"))
    row = written.rstrip("\n").split("\n")[-1]
    assert row.replace("\\\\", "").replace("\\|", "").count("|") == 3


def test_controls_are_shown_by_stand_ins() -> None:
    assert visible("a\x1b[31m\x9b\x07\n") == "a␛[31m‹9B›␇\n"


@pytest.mark.parametrize("control", ["\u202e", "\u202a", "\u2066", "\u2069"])
def test_no_cell_turns_the_next_ones_round(control: str) -> None:
    shown = f"‹{ord(control):02X}›"
    assert defused(f"left{control}right") == escaped(f"left{control}right") == f"left{shown}right"


def test_arabic_and_hebrew_cells_stay_as_written() -> None:
    assert defused("שלום \u200f مرحبا") == escaped("שלום \u200f مرحبا") == "שלום \u200f مرحبا"
