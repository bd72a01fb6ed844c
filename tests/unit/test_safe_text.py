"""What reaches a terminal: `safe` shows what could steer it, and leaves everything else alone."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from negotrack.exporters.labels import label_text
from negotrack.problems import UsageError
from negotrack.view.console import make_console
from negotrack.view.text import cell_width, crop, safe, text

NASTY = (
    "\x00\x07\x08\t\n\x0b\r\x1b\x7f\x85\x9b\xad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u202c\u2069\ud800\udfff\ufe0f\U000e0041"
    "a ‹9B›␛…[/x]:אب中\u0301\U0001f600می\u0915\u094d"
)
OPENERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | {
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
# What Python calls printable although Unicode has it drawn as nothing.
UNSEEN_LETTERS_AND_MARKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# What the texts made up here may have on both sides of a joiner that is kept.
SPELLED = re.compile("[\u0600-\u0dff\u1000-\u18af\ufb50-\ufefc\u2190-\u2bff\U0001f000-\U0001faff]")
CLOSERS = set(OPENERS.values())
LITERALS = ["[unnamed]", "[/x]", "[link=https://example.org]x[/link]", ":warning:", "[bold]b[/bold]", "\\[a]"]

any_text = st.text(st.sampled_from(NASTY)) | st.text(st.characters())
options = st.fixed_dictionaries({"newlines": st.booleans(), "bidi": st.booleans()})


def is_properly_nested(line: str) -> bool:
    due: list[str] = []
    for character in line:
        if character in OPENERS:
            due.append(OPENERS[character])
        elif character in CLOSERS and (not due or due.pop() != character):
            return False
    return not due


def assert_harmless(shown: str, *, newlines: bool) -> None:
    categories = {unicodedata.category(c) for c in shown if c not in OPENERS and c not in CLOSERS and c != "\n"}
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    assert newlines or "\n" not in shown
    assert not set(shown) & set("\xad\u200b\u200e\u200f\u2060\ufeff\ufe0f")
    for at, character in enumerate(shown):
        if character in "\u200c\u200d":
            around = {shown[at - 1 : at], shown[at + 1 : at + 2]}
            assert all(SPELLED.match(one) for one in around)
    assert all(is_properly_nested(line) for line in shown.split("\n"))


def console_on(stream: io.TextIOBase, **environ: str) -> Console:
    return make_console(file=stream, environ=environ, width=60)  # type: ignore[arg-type]


@given(any_text, options)
def test_nothing_that_steers_or_hides_is_left(raw: str, options: dict[str, bool]) -> None:
    assert_harmless(safe(raw, **options), newlines=options["newlines"])


@given(any_text, options)
def test_what_is_safe_stays_as_it_is(raw: str, options: dict[str, bool]) -> None:
    shown = safe(raw, **options)
    assert safe(shown, **options) == shown


@given(any_text)
@example("[unnamed] [/x] :warning: ‹9B› ⏎")
def test_visible_text_is_unchanged(raw: str) -> None:
    visible = UNSEEN_LETTERS_AND_MARKS.sub("", "".join(c for c in raw if c.isprintable()))
    assert safe(visible) == visible


@given(st.text(st.characters(codec="ascii", min_codepoint=0x20, max_codepoint=0x7E)))
def test_printable_ascii_is_unchanged(raw: str) -> None:
    assert safe(raw) == raw


@given(any_text)
def test_nothing_is_removed(raw: str) -> None:
    kept = [c for c in raw if safe(c) == c]
    remaining = iter(safe(raw))
    assert all(c in remaining for c in kept)
    assert len(safe(raw)) >= len(raw)


@given(any_text, st.integers(1, 12), options)
def test_a_limit_bounds_and_still_closes(raw: str, limit: int, options: dict[str, bool]) -> None:
    shown = safe(raw, limit=limit, **options)
    assert_harmless(shown, newlines=options["newlines"])
    assert len([c for c in shown if c not in OPENERS and c not in CLOSERS]) <= limit
    assert safe(shown, limit=limit, **options) == shown
    if shown != safe(raw, **options):
        assert "…" in shown


@given(any_text, st.integers(0, 12))
def test_crop_fits_and_still_closes(raw: str, width: int) -> None:
    shown = crop(raw, width)
    assert_harmless(shown, newlines=False)
    assert cell_width(shown) <= width
    assert crop(shown, width) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00\t\r\x7f", "a␀␉␍␡"),
        ("\x9b31m\x85", "‹9B›31m‹85›"),
        ("one\ntwo", "one⏎two"),
        ("\ud800", "\ufffd"),
        ("pay\u200bpal\ufeff", "pay‹200B›pal‹FEFF›"),
        ("a\u2028b\u2029", "a‹2028›b‹2029›"),
        ("\u202eabc", "\u202eabc\u202c"),
        ("abc\u202c\u2069", "abc‹202C›‹2069›"),
        ("\u2067\u202ba\u2069b\u202c", "\u2067\u202ba\u202c\u2069b‹202C›"),
        ("\u2067a\u202cb", "\u2067a‹202C›b\u2069"),
        ("שלום", "שלום"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_stand_ins(raw: str, shown: str) -> None:
    assert safe(raw) == shown


def test_kept_line_ends_end_what_was_open() -> None:
    assert safe("\u202ea\nb\u202c", newlines=True) == "\u202ea\u202c\nb‹202C›"


def test_nesting_beyond_what_terminals_follow_is_shown() -> None:
    shown = safe("\u202e" * 100_000)
    assert is_properly_nested(shown)
    assert shown.count("\u202e") == 60


def test_a_limit_below_one_is_a_fault_of_the_caller() -> None:
    with pytest.raises(UsageError):
        safe("abc", limit=0)


@pytest.mark.parametrize(
    ("raw", "width", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 4, "abc…"),
        ("中文字", 4, "中…"),
        ("中文字", 5, "中文…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("\u202eabcdef", 3, "\u202eab…\u202c"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_crop(raw: str, width: int, shown: str) -> None:
    assert crop(raw, width) == shown


@pytest.mark.parametrize("literal", LITERALS)
@pytest.mark.parametrize("environ", [{}, {"FORCE_COLOR": "1"}])
def test_markup_in_data_is_drawn_literally(literal: str, environ: dict[str, str]) -> None:
    stream = io.StringIO()
    console = console_on(stream, **environ)
    table = Table(literal)
    table.add_row(text(literal))
    console.print(text(literal))
    console.print(literal)
    console.print(table)
    drawn = stream.getvalue()
    assert drawn.count(literal) == 4
    assert "\x1b]8" not in drawn


@given(any_text)
def test_a_rich_text_is_harmless_wherever_it_is_broken(raw: str) -> None:
    stream = io.StringIO()
    console_on(stream, COLUMNS="20").print(text(raw), width=5)
    drawn = stream.getvalue()
    assert_harmless(drawn, newlines=True)
    assert not set(drawn) & (set(OPENERS) | CLOSERS)


@pytest.mark.parametrize(
    "spelled",
    [
        "می\u200cخواهد",
        "گفت\u200cوگوهای هسته\u200cای",
        "क\u094d\u200dष",
        "\U0001f469\u200d\U0001f680",
        "\U0001f468\u200d\u2695",
    ],
)
def test_joiners_stay_where_a_script_or_a_picture_is_spelled_with_them(spelled: str) -> None:
    assert safe(spelled) == safe(spelled, bidi=False) == label_text(spelled) == spelled


@pytest.mark.parametrize(
    "misleading",
    [
        "ru\u200cssia",
        "ab\u200d",
        "\u200cمی",
        "می\u200c",
        "می\u200c خواهد",
        "م\u200c\u200cی",
        "م\u200ca",
        "\U0001f600\u200c\U0001f600",
    ],
)
def test_joiners_are_shown_anywhere_else(misleading: str) -> None:
    assert "\u200c" not in safe(misleading) + label_text(misleading)
    assert "‹200" in safe(misleading) and "‹200" in label_text(misleading)


@pytest.mark.parametrize("limit", range(1, 8))
def test_no_joiner_is_left_at_a_cut(limit: int) -> None:
    shown = safe("می\u200cخواهد", limit=limit)
    assert safe(shown) == shown and "\u200c…" not in shown + crop("می\u200cخواهد", limit)
