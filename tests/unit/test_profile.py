"""The strict YAML profile: what it reads, what it refuses, and where it says so."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given

from negotrack.files.profile import FAST_LOADER, parse_profile
from negotrack.files.tree import MAX_NODES, MAX_SCALAR, MAX_TEXT, ListNode, MapNode, Node, TextNode
from negotrack.problems import Problem
from tests.strategies import broken_yaml
from tests.trees import plain_of

LOADERS = [FAST_LOADER, yaml.BaseLoader]
DEEP = "".join(" " * level + "a:\n" for level in range(40))

# name: text, then code and line:column of each problem.
SLIPS: dict[str, tuple[str, list[str]]] = {
    "tab in the indentation": ("a:\n\tb: c\n", ["yaml-syntax 2:1"]),
    "tab after spaces": ("a:\n  b: c\n\td: e\n", ["yaml-syntax 3:1"]),
    "no space after a colon": ("a: b\nc:d\n", ["yaml-syntax 2:2"]),
    "no space after the first colon": ("a:b\nc: d\n", ["yaml-syntax 1:2"]),
    "no space after a colon, nested": ("c:\n  x: 1\n  a:b\n  d: e\n", ["yaml-syntax 3:4"]),
    "no space after a colon in braces": ("a: {b:c, d: e}\n", ["key-without-value 1:5"]),
    "double quote never closed": ('a: "foo\nb: c\n', ["yaml-syntax 1:4"]),
    "single quote never closed": ("a: 'foo\nb: c\n", ["yaml-syntax 1:4"]),
    "quote closed by the next one": ('a: "foo\nb: "bar"\n', ["yaml-syntax 1:4"]),
    "apostrophe in single quotes": ("a: 'it's'\n", ["yaml-syntax 1:8"]),
    "text after a quote": ('a: "foo" bar\n', ["yaml-syntax 1:10"]),
    "escape that is none": ('a: "C:\\q"\n', ["yaml-syntax 1:7"]),
    "escape beyond Unicode": ('a: "\\U00110000"\n', ["yaml-syntax 1:5"]),
    "escape of half a character": ('a: "\\ud800"\n', ["yaml-syntax 1:5"]),
    "escape in two halves": ('a: "\\ud83d\\udc68"\n', ["yaml-syntax 1:5"]),
    "bracket never closed": ("a: [b, c\nd: e\n", ["yaml-syntax 1:4"]),
    "bracket never closed at the end": ("a: [b, c", ["yaml-syntax 1:4"]),
    "empty bracket never closed": ("a: [\n", ["yaml-syntax 1:4"]),
    "brace never closed": ("a: {b: c\n\nd: {e: f}\n", ["yaml-syntax 1:4"]),
    "bracket closed twice": ("a: [b]]\n", ["yaml-syntax 1:7"]),
    "bracket that closes nothing": ("a: b]\nc: ]\n", ["yaml-syntax 2:4"]),
    "missing comma": ("a: [{d: e} {f: g}]\n", ["yaml-syntax 1:12"]),
    "comma inside a text in braces": (
        "a: {text: Reaffirm, then leave, by: all}\n",
        ["key-without-value 1:21"],
    ),
    "colon in a text": ("text: He said: no\n", ["yaml-syntax 1:14"]),
    "colon in a text in braces": ("a: {text: He said: no}\n", ["yaml-syntax 1:18"]),
    "indented too little": ("a:\n  b: c\n d: e\n", ["yaml-syntax 3:2"]),
    "indented too much": ("a:\n  b: c\n   d: e\n", ["yaml-syntax 3:4"]),
    "first line indented": (" a: b\nc: d\n", ["yaml-syntax 2:1"]),
    "key among items": ("a:\n  - b\n  c: d\n", ["yaml-syntax 3:3"]),
    "item among keys": ("a: b\n- c\n", ["yaml-syntax 2:1"]),
    "item on the line of its key": ("a: - b\n", ["yaml-syntax 1:4"]),
    "items without a space": ("a:\n  -b\n  -c\n", ["text-joined 3:3"]),
    "item indented into the one above": ("a:\n- b\n  - c\n", ["text-joined 3:3"]),
    "second line not indented": ("a: foo\nbar\n", ["yaml-syntax 2:1"]),
    "text begins with @": ("a: @foo\n", ["yaml-syntax 1:4"]),
    "text begins with a percent sign": ("a: %foo\n", ["yaml-syntax 1:4"]),
    "star alone": ("a: * b\n", ["yaml-syntax 1:4"]),
    "ampersand alone": ("a: & b\n", ["yaml-syntax 1:4"]),
    "text after a bar": ("a: | x\n  foo\n", ["yaml-syntax 1:6"]),
    "text cut by a hash": ("text: Room #5 of the palace\n", ["text-cut 1:12"]),
    "text cut to nothing": ("a: #5\nb:\n  - #6\n", ["text-cut 1:4", "text-cut 3:5"]),
    "cut in braces": ("a: {text: Site #3, by: b}\nc: d\n", ["text-cut 1:16"]),
    "cut, and continued below": ("a: Site #3 was\n  closed\n", ["text-cut 1:9"]),
    "cut on the second line": ("a: the\n  Site #3\n", ["text-cut 2:8"]),
    "duplicate key": ("a: b\nc: d\na: e\n", ["duplicate-key 3:1"]),
    "duplicate key in quotes": ('{a: b, "a": c}\n', ["duplicate-key 1:8"]),
    "three of one key": ("a: b\na: c\na: d\n", ["duplicate-key 2:1", "duplicate-key 3:1"]),
    "anchor and alias": ("a: &x 1\nb: *x\n", ["yaml-anchor 1:4", "yaml-anchor 2:4"]),
    "alias as key": ("*x : y\n", ["yaml-anchor 1:1"]),
    "merge key": ("a: {b: c}\nd:\n  <<: *x\n", ["yaml-anchor 3:7"]),
    "tag": ("a: !!python/object:os.system x\n", ["yaml-tag 1:4"]),
    "tag on a list": ("a: !set [b]\n", ["yaml-tag 1:4"]),
    "undeclared tag": ("a: !x!y b\n", ["yaml-tag 1:4"]),
    "version line": ("%YAML 1.1\n---\na: b\n", ["yaml-directive 1:1"]),
    "future version line": ("# x\n%YAML 2.0\n---\na: b\n", ["yaml-directive 2:1"]),
    "unknown directive": ("%FOO x\n---\na: b\n", ["yaml-directive 1:1"]),
    "second document": ("a: b\n---\nc: d\n", ["yaml-second-document 2:1"]),
    "second document after an end": ("a: b\n...\nc: d\n", ["yaml-second-document 3:1"]),
    "list as key": ("? [a, b]\n: c\n", ["complex-key 1:3"]),
    "brackets as key": ("{[a]: b}\n", ["complex-key 1:2"]),
    "no key": (": b\n", ["empty-key 1:1"]),
    "empty key": ('"": b\n', ["empty-key 1:1"]),
    "too deep in brackets": ("[" * 20_000, ["too-deep 1:33"]),
    "too deep in lines": (DEEP, ["too-deep 33:33"]),
    "control character": ("a: b\nc: \x1b[31mred\n", ["control-character 2:4"]),
    "C1 control character": ("a: \x9b31m\n", ["control-character 1:4"]),
    "line separator": ("a: b\u2028c: d\n", ["control-character 1:5"]),
    "carriage return alone": ("a: b\rc: d\n", ["control-character 1:5"]),
    "byte order mark in the middle": ("a: b\n\ufeffc: d\n", ["control-character 2:1"]),
    "half a character": ("a: \ud800\n", ["control-character 1:4"]),
    "nothing": ("", ["empty-file 0:0"]),
    "comments only": ("# a\n---\n# b\n", ["empty-file 0:0"]),
    "after other scripts": ("日本語: [é, 'ب', 🎉]\n🎉🎉: *x\n", ["yaml-anchor 2:5"]),
    "after CRLF": ("a: b\r\nc: d\r\n\r\ne: *x\r\n", ["yaml-anchor 4:4"]),
    "several at once": (
        "a: &b c\na: d\ne: !f g\nh: {i, j: k}\nl: m: n\n",
        ["yaml-anchor 1:4", "duplicate-key 2:1", "yaml-tag 3:4", "key-without-value 4:5", "yaml-syntax 5:5"],
    ),
}


def placed(problems: list[Problem]) -> list[str]:
    return [f"{p.code} {p.span.line}:{p.span.column}" for p in problems]


def read(text: str) -> MapNode:
    node, problems = parse_profile("log.yaml", text)
    assert problems == []
    assert isinstance(node, MapNode)
    return node


@pytest.mark.parametrize("loader", LOADERS, ids=["fast", "pure"])
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_placed(slip: str, loader: object) -> None:
    text, expected = SLIPS[slip]
    _, problems = parse_profile("log.yaml", text, loader=loader)
    assert placed(problems) == expected


@pytest.mark.parametrize("slip", SLIPS)
def test_messages_are_in_plain_words(slip: str) -> None:
    for problem in parse_profile("log.yaml", SLIPS[slip][0])[1]:
        words = f"{problem.message} {problem.hint}"
        assert words.isprintable()
        for jargon in ("mapping", "scalar", "token", "sequence", "<block", "stream", "simple key"):
            assert jargon not in words


def test_scalars_stay_as_written() -> None:
    written = ["NO", "yes", "20:30:00", "2018-05-31", "1e3", "0x1F", "007", "null", "~", "=", "3.10"]
    root, problems = parse_profile("log.yaml", "".join(f"- {word}\n" for word in written))
    assert problems == []
    assert root is not None
    assert plain_of(root) == written


def test_empty_is_null_and_quoted_empty_is_text() -> None:
    node = read("a:\nb: ''\nc: {d: , e: x}\n")
    a, b, c = node.get("a"), node.get("b"), node.get("c")
    assert isinstance(a, TextNode)
    assert isinstance(b, TextNode)
    assert isinstance(c, MapNode)
    assert (a.null, a.quoted, a.value) == (True, False, "")
    assert (b.null, b.quoted, b.value) == (False, True, "")
    d = c.get("d")
    assert isinstance(d, TextNode)
    assert d.null
    assert node.get("z") is None


COMMENTED = """\
# yaml-language-server: $schema=...
negotrack: 1                        # version of the format
reports:  # all
  - id: kan-2018-05-31   #the first
    text: Kan reports a demand # the coder's own summary
    said_by: [a, "b #5"] # chain
    quote: "Room #5" #quoted
    note: a#b
    url: http://example.org/#x
    empty:  # nothing
    more: ## none
    block: | # a text
      Room #5
"""


def test_comments_pass_in_silence() -> None:
    assert read(COMMENTED).get("negotrack") is not None


def test_byte_order_mark_and_crlf_are_read() -> None:
    assert plain_of(read("\ufeffa: b\r\nc: |\r\n  d\r\n  e\r\n")) == {"a": "b", "c": "d\ne\n"}


def test_spans_cover_what_they_name() -> None:
    root = read("a: {b: [c, 'd é']}\ne:\n  - 日本 f\n  - g: h\n\n# end\n")
    found: list[str] = []
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        span = node.span
        found.append(f"{span.line}:{span.column}-{span.end_line}:{span.end_column}")
        if isinstance(node, MapNode):
            todo.extend(part for entry in node.entries for part in entry)
        elif isinstance(node, ListNode):
            todo.extend(node.items)
    collections = ["1:1-4:9", "1:4-1:19", "1:8-1:18", "3:3-4:9", "4:5-4:9"]
    keys = ["1:1-1:2", "1:5-1:6", "2:1-2:2", "4:5-4:6"]
    texts = ["1:9-1:10", "1:12-1:17", "3:5-3:9", "4:8-4:9"]
    assert sorted(found) == sorted([*collections, *keys, *texts])


def test_a_duplicate_names_the_first_and_keeps_it() -> None:
    root, problems = parse_profile("log.yaml", "a: b\na: c\n")
    assert root is not None
    assert plain_of(root) == {"a": "b"}
    assert [(why, str(span)) for why, span in problems[0].related] == [("first given here", "log.yaml:1:1")]


def test_what_is_refused_is_left_out() -> None:
    root, problems = parse_profile("log.yaml", "a: *x\nb: [c, *y]\n? [d]\n: e\nf: g\n")
    assert root is not None
    assert plain_of(root) == {"b": ["c"], "f": "g"}
    assert len(problems) == 3


def test_a_cut_that_breaks_nothing_is_a_warning() -> None:
    root, problems = parse_profile("log.yaml", "a: Room #5\n")
    assert root is not None
    assert [p.severity for p in problems] == ["warning"]


def test_a_second_document_leaves_the_first_unread_after_it() -> None:
    root, problems = parse_profile("log.yaml", "a: b\n---\nc: *x\n")
    assert root is not None
    assert plain_of(root) == {"a": "b"}
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * (MAX_TEXT + 1), "too-large"),
        (f"a: {'x' * (MAX_SCALAR + 1)}", "text-too-long"),
        ("- a\n" * MAX_NODES, "too-many-nodes"),
        ("a: b\n" * 5_000, "too-many-problems"),
    ],
    ids=["text", "scalar", "nodes", "problems"],
)
def test_limits_are_kept(text: str, code: str) -> None:
    _, problems = parse_profile("log.yaml", text)
    assert code in {p.code for p in problems}


BOMBS = {
    "aliases": "a: &a [x, x]\n" + "".join(f"k{i}: &b{i} [*a, *a, *a]\n" for i in range(300)),
    "braces": "{" * 20_000,
    "questions": "? " * 20_000,
    "dashes": "- " * 20_000,
    "colons": "a" + ": " * 20_000,
    "anchors": "- &a b\n" * 20_000,
    "cuts": "- b #c\n" * 20_000,
    "joined": "a: b\n" + "  - c\n" * 20_000,
    "keys in braces": "{" + "a, " * 20_000 + "}",
    "open quote": 'a: "' + "x " * 20_000,
    "escapes": '"\\' * 20_000,
    "blank lines": "\n" * 200_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("loader", LOADERS, ids=["fast", "pure"])
def test_hostile_text_ends_soon(bomb: str, loader: object) -> None:
    started = time.monotonic()
    assert parse_profile("log.yaml", BOMBS[bomb], loader=loader)[1]
    assert time.monotonic() - started < 10


@given(broken_yaml())
def test_nothing_raises_and_no_silence_without_a_tree(text: str) -> None:
    """Whatever the text, there is a tree or an error, and every problem stands inside the text."""
    lines = text.split("\n")
    for loader in LOADERS:
        root, problems = parse_profile("log.yaml", text, loader=loader)
        assert root is not None or any(p.is_error for p in problems)
        for problem in problems:
            assert 0 <= problem.span.line <= len(lines)
            assert problem.message.isprintable()


@given(broken_yaml())
def test_reading_is_a_function_of_the_text(text: str) -> None:
    """Reading a text twice gives the same problems and the same tree."""
    first, problems = parse_profile("log.yaml", text)
    second, again = parse_profile("log.yaml", text)
    assert problems == again
    assert (first and plain_of(first)) == (second and plain_of(second))


@pytest.mark.parametrize("loader", LOADERS)
def test_a_character_in_two_halves_is_told_by_name(loader: object) -> None:
    _, problems = parse_profile("x", 'a: "\\ud83d\\udc68"\n', loader=loader)
    assert problems[0].message.startswith("\\ud83d is half a character")
    assert problems[0].hint == "write the character itself (👨), or \\U0001F468"
