"""Bytes that are text, bytes that are not, and what is said of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.files.decode import check_characters, decode_text
from negotrack.files.tree import MAX_TEXT

CONFLICT = b"a: b\n<<<<<<< ours\nc: d\n=======\nc: e\n>>>>>>> theirs\n"

REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty-file 0:0"),
    "only a byte order mark": (b"\xef\xbb\xbf", "empty-file 0:0"),
    "only blanks": (b" \r\n\t", "empty-file 0:0"),
    "UTF-16 with a mark": ("a: b".encode("utf-16"), "not-utf8 0:0"),
    "UTF-16 without a mark": ("a: b\nc: d".encode("utf-16-be"), "not-utf8 0:0"),
    "UTF-32": ("a: b".encode("utf-32"), "not-utf8 0:0"),
    "Latin-1": ("a: b\nc: café".encode("latin-1"), "not-utf8 2:7"),
    "after other scripts": ("日本: ".encode() + b"\xff", "not-utf8 1:5"),
    "after a byte order mark": (b"\xef\xbb\xbfa\xff", "not-utf8 1:2"),
    "character cut off": ("a: é".encode()[:-1], "not-utf8 1:4"),
    "encoded surrogate": (b"a: \xed\xa0\x80", "not-utf8 1:4"),
    "NUL": (b"a: b\ncd\x00", "not-text 2:3"),
    "random bytes": (bytes(range(256)), "not-text 1:1"),
    "gzip": (b"\x1f\x8b\x08\x00", "not-text 0:0"),
    "zip": (b"PK\x03\x04", "not-text 0:0"),
    "SQLite": (b"SQLite format 3\x00", "not-text 0:0"),
    "conflict": (CONFLICT, "conflict-marker 2:1"),
    "conflict with CRLF": (CONFLICT.replace(b"\n", b"\r\n"), "conflict-marker 2:1"),
    "a marker left over": (b"a: b\r\n=======\r\n", "conflict-marker 2:1"),
    "too large": (b"x" * (MAX_TEXT + 1), "too-large 0:0"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_refused_at_its_place(case: str) -> None:
    raw, expected = REFUSED[case]
    text, problems = decode_text("log.yaml", raw)
    assert text is None
    assert [f"{p.code} {p.span.line}:{p.span.column}" for p in problems] == [expected]
    assert problems[0].message.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "a: b",
        "a: b\r\nc: d\r\n",
        "اتفاق: שלום\n",
        "[unnamed] :warning:\n",
        "text: <<<<<<<x ======= >>>>>>>\n",
    ],
)
def test_text_is_kept_as_it_is(text: str) -> None:
    assert decode_text("log.yaml", text.encode()) == (text, [])
    assert decode_text("log.yaml", b"\xef\xbb\xbf" + text.encode()) == (text, [])


def test_each_conflict_is_one_problem() -> None:
    _, problems = decode_text("log.yaml", CONFLICT + CONFLICT)
    assert [p.span.line for p in problems] == [2, 8]
    assert [span.line for _, span in problems[0].related] == [4, 6]


def test_characters_are_named_by_code_point() -> None:
    problems = check_characters("log.yaml", "a: \x1b[31m\u2028\n\x85")
    assert [(p.span.line, p.span.column) for p in problems] == [(1, 4), (1, 9), (2, 1)]
    assert [p.message.split(" cannot")[0] for p in problems] == [
        "U+001B ESCAPE",
        "U+2028 LINE SEPARATOR",
        "U+0085 NEXT LINE",
    ]


def test_no_flood_of_characters() -> None:
    assert len(check_characters("log.yaml", "\x07" * 10_000)) == 20


@given(st.binary(max_size=80))
def test_nothing_raises_and_nothing_is_echoed(raw: bytes) -> None:
    """Any bytes give their own text or one error in printable words."""
    text, problems = decode_text("log.yaml", raw)
    if text is None:
        assert problems
        assert all(p.is_error and p.message.isprintable() for p in problems)
    else:
        assert text.encode() == raw.removeprefix(b"\xef\xbb\xbf")
