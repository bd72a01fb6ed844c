"""The bargain graph, and its notations that data cannot break out of."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from negotrack.exporters.dot import format_dot
from negotrack.exporters.mermaid import format_mermaid
from negotrack.queries.graph import Edge, Graph, Node, graph
from negotrack.view.graph import graph_tree
from tests.unit.test_agenda import BARGAIN, HEAD, moment

LINKED = (
    HEAD
    + """
demands:
  whole: {by: left, of: right, text: Everything, implies: [step]}
  step: {by: left, of: right, horizon: interim, step_to: whole}
  clause: {by: left, of: right, instrument: pact, terms: [{achieve: It says so, demand: whole}]}
conditions:
  signed: {follows: {instrument: pact, party_act: reaffirmed, by: all}}
commitments:
  give: {debtor: right, answers: step, antecedent: {any: [signed, {not: step}, {at_least: 2, of: [whole, step]}]}}
instruments:
  pact: {parties: [left, right], supersedes: old, provisions: [{demand: whole}]}
  old: {name: Old}
talks:
  round: {between: [left, right], about: step}
meetings:
  second: {participants: [left, right], part_of: round, follows: first}
  first: {participants: [left, right]}
reports:
  - {id: w1, outlet: wire, published: 2018-05-01, statements: [{press: step}]}
"""
)
HOSTILE = (
    'a" b', "x]y", "a\nclick n0 href javascript:alert(1)", "`code`", "<script>alert(1)</script>", "%%{init: {}}%%",
    'n0"]; click n0 callback', "end", "a;b", "#quot;", "#35;", "\\N \\G \\", '\\"', "&lt;", "{{x}}", "((x))",
    "--> n1", "\x1b[31m", "a\u2028b", "style x:#00;", "--- title", "]]", "|x|", "\u202eabc", "ـ عربي", "\ufb02°°60¶ßb",
)  # fmt: skip


def links(found: Graph) -> set[tuple[str, str, str, str]]:
    return {(edge.source, edge.relation, edge.target, edge.detail) for edge in found.edges}


def test_every_kind_of_link_is_an_edge() -> None:
    assert links(graph(moment(LINKED))) == {
        ("whole", "implies", "step", ""),
        ("step", "step_to", "whole", ""),
        ("clause", "text_of", "pact", ""),
        ("clause", "contains", "whole", ""),
        ("signed", "follows", "pact", "reaffirmed by all"),
        ("signed", "gates", "give", "any"),
        ("step", "gates", "give", "any > not"),
        ("whole", "gates", "give", "any > at least 2"),
        ("step", "gates", "give", "any > at least 2"),
        ("give", "answers", "step", ""),
        ("pact", "supersedes", "old", ""),
        ("pact", "contains", "whole", ""),
        ("round", "about", "step", ""),
        ("second", "part_of", "round", ""),
        ("second", "after", "first", ""),
    }


def test_nodes_carry_their_state_at_the_moment() -> None:
    found = graph(moment(BARGAIN, "2018-05-11"))
    node = found.node("depth")
    assert node is not None
    assert node.states == (("stance", "pressed"), ("response", "unanswered"), ("fulfilment", "unmet"))
    assert found.node("summit") is not None and found.node("nobody") is None
    before = graph(moment(BARGAIN, "2018-01-01"))
    assert "before the first report" in before.note
    assert not any(node.reported for node in before.nodes)


def test_a_part_keeps_what_is_linked() -> None:
    part = graph(moment(LINKED)).around(frozenset({"signed"}))
    assert {node.id for node in part.nodes} == {"signed", "pact", "give"}


def hostile(text: str) -> Graph:
    nodes = tuple(
        Node(id=f"{text}{n}", kind="demand", title=text, state="pressed", states=(("stance", "pressed"), (text, text)))
        for n in range(2)
    )
    edge = Edge(source=nodes[0].id, target=nodes[1].id, relation="gates", wanted=text)
    return Graph(scenario=text, as_of=None, as_known=None, lens="", nodes=nodes, edges=(edge,), note=text)


NODE = re.compile(r'  n\d+\["[^"`<>%;\[\]{}()|\\]*"\]')
ARROW = re.compile(r'  n\d+ ==>\|"[^"`<>%;\[\]{}()|\\]*"\| n\d+')


@pytest.mark.parametrize("text", HOSTILE)
def test_mermaid_takes_data_as_text_only(text: str) -> None:
    first, *lines = format_mermaid(hostile(text)).splitlines()
    assert first == "flowchart LR"
    assert len(lines) == 3
    for line in lines:
        bare = re.sub(r"#\d+;", "", line.replace("<br/>", ""))
        assert NODE.fullmatch(bare) or ARROW.fullmatch(bare)
        assert line.isprintable()


@pytest.mark.parametrize("text", HOSTILE)
def test_dot_takes_data_as_text_only(text: str) -> None:
    written = format_dot(hostile(text))
    strings = r'"(?:[^"\\\n]|\\.)*"'
    shape = re.sub(strings, '""', written).splitlines()
    assert shape == [
        'digraph "" {',
        "  rankdir=LR;",
        '  node [fontname="", fontsize=10]; edge [fontname="", fontsize=9];',
        '  n0 [label="", shape=box];',
        '  n1 [label="", shape=box];',
        '  n0 -> n1 [label="", style=bold];',
        "}",
    ]
    assert set(re.findall(r"\\(.)", written)) <= {'"', "\\", "n"}
    assert not re.search(r"&(?!amp;)", written)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_tree_shows_data_as_text_only(text: str) -> None:
    out = io.StringIO()
    Console(file=out, width=200, color_system=None).print(graph_tree(hostile(text)))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202a-\u202e]", out.getvalue())


def test_the_tree_shows_everything_once_even_in_circles() -> None:
    out = io.StringIO()
    Console(file=out, width=200, color_system=None).print(graph_tree(graph(moment(LINKED))))
    for name in ("whole", "step", "clause", "signed", "give", "pact", "old", "round", "first", "second"):
        assert re.search(rf"\b{name}\b", out.getvalue())
    assert "step  " in out.getvalue() and "(above)" in out.getvalue()


def test_a_state_that_is_wanted_looks_like_none_that_is() -> None:
    text = LINKED.replace("antecedent: {any: [signed,", "antecedent: {any: [{demand: step, fulfilment: met},")
    edges = {edge.detail: edge.told for edge in graph(moment(text)).edges if edge.relation == "gates"}
    assert edges["any > met"] == " (any, wanted: met)"
    out = io.StringIO()
    Console(file=out, width=200, color_system=None).print(graph_tree(graph(moment(text))))
    assert "waits for (any, wanted: met): step" in out.getvalue()
