"""Lines of JSON logs: read like json reads them, refused at the right column."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.files.jsontree import parse_json_line
from negotrack.files.tree import MapNode, TextNode
from tests.strategies import json_values
from tests.trees import plain_of

SLIPS: dict[str, tuple[str, list[str]]] = {
    "nothing": ("", ["json-syntax 1"]),
    "cut in a text": ('{"a": "x', ["json-syntax 7"]),
    "cut in a list": ('{"a": [1, 2', ["json-syntax 12"]),
    "cut after a comma": ('{"a": 1,', ["json-syntax 9"]),
    "comma at the end": ('{"a": 1,}', ["json-syntax 9"]),
    "comma at the end of a list": ("[1,]", ["json-syntax 4"]),
    "missing comma": ("[1 2]", ["json-syntax 4"]),
    "missing colon": ('{"a" 1}', ["json-syntax 6"]),
    "wrong bracket": ('{"a": [1}', ["json-syntax 9"]),
    "bare key": ("{a: 1}", ["json-syntax 2"]),
    "single quotes": ("{'a': 1}", ["json-syntax 2"]),
    "bare text": ('{"a": yes}', ["json-syntax 7"]),
    "Python words": ('{"a": True}', ["json-syntax 7"]),
    "not a number": ('{"a": NaN}', ["json-syntax 7"]),
    "infinite": ("[1, -Infinity]", ["json-syntax 5"]),
    "leading zero": ("[01]", ["json-syntax 2"]),
    "other digits": ("[١]", ["json-syntax 2"]),
    "tab in a text": ('{"a": "b\tc"}', ["json-syntax 9"]),
    "escape that is none": ('{"a": "b\\q"}', ["json-syntax 9"]),
    "short escape": ('["\\u12"]', ["json-syntax 3"]),
    "half a character": ('["\\ud800"]', ["json-syntax 2"]),
    "two values": ("{} {}", ["json-syntax 4"]),
    "after other scripts": ('{"日本": "é🎉", 1}', ["json-syntax 14"]),
    "duplicate key": ('{"a": 1, "b": 2, "a": 3}', ["duplicate-key 18"]),
    "empty key": ('{"": 1}', ["empty-key 2"]),
    "both": ('{"": 1, "a": 1, "a": 2, b}', ["empty-key 2", "duplicate-key 17", "json-syntax 25"]),
    "too deep": ("[" * 20_000, ["too-deep 33"]),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_placed(slip: str) -> None:
    text, expected = SLIPS[slip]
    _, problems = parse_json_line("log.jsonl", 7, text)
    assert [f"{p.code} {p.span.column}" for p in problems] == expected
    assert {p.span.line for p in problems} == {7}
    assert all(p.message.isprintable() for p in problems)


def test_scalars_keep_their_text() -> None:
    node, problems = parse_json_line("log.jsonl", 1, '{"a": 1.50, "b": true, "c": null, "d": "null"}')
    assert problems == []
    assert isinstance(node, MapNode)
    texts = [value for _, value in node.entries if isinstance(value, TextNode)]
    assert [(t.value, t.quoted, t.null) for t in texts] == [
        ("1.50", False, False),
        ("true", False, False),
        ("", False, True),
        ("null", True, False),
    ]
    assert [(t.span.column, t.span.end_column) for t in texts] == [(7, 11), (18, 22), (29, 33), (40, 46)]


def as_text(value: Any) -> Any:
    """A JSON value with its numbers and truth values as written by json."""
    match value:
        case dict():
            return {key: as_text(item) for key, item in value.items()}
        case list():
            return [as_text(item) for item in value]
        case None | str():
            return value
        case _:
            return json.dumps(value)


@given(json_values(), st.booleans(), st.sampled_from([None, 1]))
def test_it_reads_what_json_writes(value: Any, ascii_only: bool, indent: int | None) -> None:
    """Every value that json writes is read back, its scalars as text."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    node, problems = parse_json_line("log.jsonl", 1, text)
    assert problems == []
    assert node is not None
    assert plain_of(node) == as_text(value)


@given(json_values(), st.data())
def test_it_refuses_what_json_refuses(value: Any, data: st.DataObject) -> None:
    """A line with a character lost or added is accepted only where json accepts it, and never raises."""
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(st.sampled_from(["", ",", "}", '"', "x", "\\"])) + text[at + 1 :]
    node, problems = parse_json_line("log.jsonl", 1, text)
    assert node is not None or problems
    if node is not None:
        json.loads(text)
    for problem in problems:
        assert 1 <= problem.span.column <= len(text) + 1
