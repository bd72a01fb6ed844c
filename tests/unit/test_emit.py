"""Canonical YAML: what is written is read back, and looks as the format's example does."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given

from negotrack.files.emit import Flow, Plain, format_node, format_scalar
from negotrack.files.profile import FAST_LOADER, parse_profile
from negotrack.problems import UsageError
from tests.strategies import awkward_texts, plain_values
from tests.trees import plain_of, unflowed

LOADERS = [FAST_LOADER, yaml.BaseLoader]


def read(text: str, loader: object = FAST_LOADER) -> object:
    node, problems = parse_profile("out.yaml", text, loader=loader)
    assert problems == []
    assert node is not None
    return plain_of(node)


@given(plain_values())
def test_parse_after_format_is_the_same(value: Plain) -> None:
    """parse(format(x)) == x for nested maps, lists and texts, in both parsers."""
    for loader in LOADERS:
        assert read(format_node(value), loader) == unflowed(value)


@given(plain_values())
def test_formatting_is_idempotent(value: Plain) -> None:
    """Formatting what was read gives the same text, apart from what was asked to stand on one line."""
    text = format_node(unflowed(value))
    node, _ = parse_profile("out.yaml", text)
    assert node is not None
    assert format_node(node) == text


@given(awkward_texts())
def test_a_scalar_is_one_line_and_reads_back_anywhere(text: str) -> None:
    """The spelling of a text is right as a document, value, item and key, in blocks and in brackets."""
    block, flow = format_scalar(text), format_scalar(text, in_flow=True)
    assert "\n" not in block + flow
    for loader in LOADERS:
        assert read(f"{block}\n", loader) == text
        assert read(f"- {block}\n- a: {block}\n", loader) == [text, {"a": text}]
        assert read(f"{{a: {flow}, b: [{flow}, {flow}]}}\n", loader) == {"a": text, "b": [text, text]}
        if text:
            assert read(f"{block}: a\n", loader) == {text: "a"}
            assert read(f"{{{flow}: a}}\n", loader) == {text: "a"}


@pytest.mark.parametrize(
    ("text", "block", "flow"),
    [
        ("2018-05-31", "2018-05-31", "2018-05-31"),
        ("NO", "NO", "NO"),
        ("70 km | 80 km", "70 km | 80 km", "70 km | 80 km"),
        ("..2018-05-31", "..2018-05-31", "..2018-05-31"),
        ("kan-2018-05-31#1", "kan-2018-05-31#1", "kan-2018-05-31#1"),
        ("http://example.org/?a=b", "http://example.org/?a=b", '"http://example.org/?a=b"'),
        ("Daraa, Quneitra", "Daraa, Quneitra", '"Daraa, Quneitra"'),
        ("He said: no", '"He said: no"', '"He said: no"'),
        ('"no", he said', "'\"no\", he said'", "'\"no\", he said'"),
        ("Room #5", '"Room #5"', '"Room #5"'),
        ("- 5", '"- 5"', '"- 5"'),
        ("-5", "-5", "-5"),
        ("", '""', '""'),
        (" a ", '" a "', '" a "'),
        ("a\nb", '"a\\nb"', '"a\\nb"'),
        ("\x1b[31m", '"\\e[31m"', '"\\e[31m"'),
        ("a\u2028b", '"a\\u2028b"', '"a\\u2028b"'),
        ("اتفاق", "اتفاق", "اتفاق"),
    ],
)
def test_quotes_stand_only_where_they_must(text: str, block: str, flow: str) -> None:
    assert format_scalar(text) == block
    assert format_scalar(text, in_flow=True) == flow


def test_the_layout_is_that_of_the_example() -> None:
    value: Plain = {
        "scenario": "golan-2018",
        "parties": {"israel": Flow({"name": "Israel", "kind": "state"})},
        "reports": [
            {
                "id": "kan-2018-05-31",
                "text": "Kan reports\na demand\n",
                "said_by": Flow(["anonymous israel official"]),
                "statements": [{"press": "iran-off-border", "certainty": "hedged"}, {"require": Flow([])}],
                "note": None,
            }
        ],
        "nested": [["a"], {}],
    }
    assert format_node(value) == (
        "scenario: golan-2018\n"
        "parties:\n"
        "  israel: {name: Israel, kind: state}\n"
        "reports:\n"
        "  - id: kan-2018-05-31\n"
        "    text: |\n"
        "      Kan reports\n"
        "      a demand\n"
        "    said_by: [anonymous israel official]\n"
        "    statements:\n"
        "      - press: iran-off-border\n"
        "        certainty: hedged\n"
        "      - require: []\n"
        "    note:\n"
        "nested:\n"
        "  -\n"
        "    - a\n"
        "  - {}\n"
    )


def test_indent_moves_every_line() -> None:
    assert format_node({"a": ["b"]}, indent=4) == "    a:\n      - b\n"


def test_one_line_gives_way_where_it_cannot_hold_the_value() -> None:
    assert format_node({"a": Flow(["b", None])}) == "a:\n  - b\n  -\n"


def test_what_cannot_be_written_is_refused() -> None:
    deep: Plain = "x"
    for _ in range(33):
        deep = [deep]
    with pytest.raises(UsageError):
        format_node(deep)
    with pytest.raises(UsageError):
        format_scalar("\ud800")


def test_the_deepest_value_is_written_and_read() -> None:
    deep: Plain = "x"
    for _ in range(32):
        deep = [deep]
    assert read(format_node(deep)) == deep


def test_a_long_key_is_read_back() -> None:
    value: Plain = {"k" * 1500: {"a": ["b"]}, "c": Flow({"k" * 1500: "d"})}
    assert read(format_node(value)) == unflowed(value)


@pytest.mark.parametrize("char", [*"\u009b\u202e\u2066\u2028\u200b\u2060\u3164\u00ad", "\U000e0001"])
def test_what_hides_or_steers_is_escaped_and_reads_back(char: str) -> None:
    for text in (f"{char}a", f"a{char}b", f"a{char}\nb\n"):
        written = format_node({"k": text})
        assert char not in written
        assert read(written) == {"k": text}


@pytest.mark.parametrize("text", ["می\u200cخواهم", "❤\ufe0f", "a\u200fb"])
def test_what_text_is_spelled_with_stays(text: str) -> None:
    assert format_scalar(text) == text
