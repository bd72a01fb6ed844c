"""The bargain graph as a Mermaid flowchart.

Labels are quoted, and every character of data but letters, digits, spaces and a few signs is written as a
character code (`#60;`): no quote, bracket, backtick, line break or directive of the data reaches Mermaid's parser.
Ids of data are never used as ids of nodes. Owns: the notation. Must not know: what is in a graph and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from negotrack.exporters.labels import label_text
from negotrack.queries.graph import Edge, Graph, Node

_SHAPES: Final = {
    "demand": ("[", "]"), "condition": ("{{", "}}"), "commitment": ("([", "])"), "instrument": ("[[", "]]"),
    "talks": ("(", ")"), "meeting": (">", "]"),
}  # fmt: skip
_ARROWS: Final = {"gates": "==>", "follows": "-.->", "variant_of": "-.->", "after": "-.->"}
_PLAIN: Final = frozenset(" .,-")
_KEPT: Final = frozenset("\ufb02°¶")


def format_mermaid(graph: Graph) -> str:
    """The graph as the text of a Mermaid flowchart."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield "flowchart LR"
    for node in graph.nodes:
        opened, closed = _SHAPES[node.kind]
        yield f'  {names[node.id]}{opened}"{_label(node)}"{closed}'
    for edge in graph.edges:
        arrow = _ARROWS.get(edge.relation, "-->")
        yield f'  {names[edge.source]} {arrow}|"{_escape(_of(edge))}"| {names[edge.target]}'
    unreported = [names[node.id] for node in graph.nodes if not node.reported]
    if unreported:
        yield "  classDef unreported stroke-dasharray: 4 3"
        yield f"  class {','.join(unreported)} unreported"


def _label(node: Node) -> str:
    states = ", ".join(f"{region} {state}" if len(node.states) > 1 else state for region, state in node.states)
    marks = "".join((", uncertain" if not node.certain else "", ", disputed" if node.disputed else ""))
    return (
        f"{_escape(node.title)}<br/>{_escape(f'{node.kind} {node.id}')}<br/>{_escape(states.replace('_', ' ') + marks)}"
    )


def _of(edge: Edge) -> str:
    words = edge.relation.replace("_", " ")
    return words + edge.told


def _escape(text: str) -> str:
    """Text for a quoted label, where `#NNN;` stands for a character by its decimal code."""
    return "".join(c if c in _PLAIN or _is_word(c) else f"#{ord(c)};" for c in label_text(text))


def _is_word(character: str) -> bool:
    """Letters and digits, and what lies beyond ASCII but for the signs in which Mermaid keeps codes."""
    return character not in _KEPT and (character.isalnum() or not character.isascii())
