"""The bargain graph in the DOT language of Graphviz.

Every string of data stands in quotes with quotes and backslashes escaped and `&` written as an entity, so that
it can neither end its string nor become an escape (`\\N`), an entity or an HTML label. Ids of data are never used
as ids of nodes. Owns: the notation. Must not know: what is in a graph and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from negotrack.exporters.labels import label_text
from negotrack.queries.graph import Graph, Node

_SHAPES: Final = {
    "demand": "box", "condition": "hexagon", "commitment": "ellipse", "instrument": "note", "talks": "tab",
    "meeting": "cds",
}  # fmt: skip
_STYLES: Final = {"gates": "bold", "follows": "dashed", "variant_of": "dashed", "after": "dotted"}


def format_dot(graph: Graph) -> str:
    """The graph as the text of a directed graph in DOT."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield f"digraph {quote(graph.scenario)} {{"
    yield "  rankdir=LR;"
    yield '  node [fontname="sans-serif", fontsize=10]; edge [fontname="sans-serif", fontsize=9];'
    for node in graph.nodes:
        style = "" if node.reported else ", style=dashed"
        yield f"  {names[node.id]} [label={_label(node)}, shape={_SHAPES[node.kind]}{style}];"
    for edge in graph.edges:
        words = edge.relation.replace("_", " ") + edge.told
        style = _STYLES.get(edge.relation, "solid")
        yield f"  {names[edge.source]} -> {names[edge.target]} [label={quote(words)}, style={style}];"
    yield "}"


def _label(node: Node) -> str:
    states = ", ".join(f"{region} {state}" if len(node.states) > 1 else state for region, state in node.states)
    marks = "".join((", uncertain" if not node.certain else "", ", disputed" if node.disputed else ""))
    parts = (node.title, f"{node.kind} {node.id}", states.replace("_", " ") + marks)
    return '"' + "\\n".join(map(_escape, parts)) + '"'


def quote(text: str) -> str:
    """A quoted string that shows the text as it is."""
    return f'"{_escape(text)}"'


def _escape(text: str) -> str:
    return label_text(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
