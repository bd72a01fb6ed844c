"""The bargain graph as a tree: commitments with what they wait for, demands with their steps, and the rest.

Owns: the tree. Must not know: how the graph came about. Every string goes through `view.text.text`.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from rich.tree import Tree

from negotrack.queries.graph import Edge, Graph, Node
from negotrack.view.text import text

_DOWN = {
    "gates": "waits for",
    "step_to": "step",
    "answers": "answered by",
    "contains": "contained in",
    "text_of": "about its text",
    "part_of": "with",
    "after": "followed by",
    "variant_of": "also worded",
    "supersedes": "superseded by",
}
"""Relations shown under their target: there the sources hang."""
_UP = {"follows": "follows", "implies": "implies", "about": "about"}
"""Relations shown under their source."""
_TOP = ("commitment", "demand", "instrument", "talks", "meeting", "condition")


def graph_tree(graph: Graph, title: str = "") -> Tree:
    """A tree in which everything stands at least once; what was shown above is named without its branches."""
    tree = Tree(text(title or graph.scenario, "bold"), guide_style="dim")
    below = _below(graph)
    shown: set[str] = set()
    hanging = {name for links in below.values() for _, name in links}
    nodes = {node.id: node for node in graph.nodes}
    in_order = [node for kind in _TOP for node in graph.nodes if node.kind == kind]
    for node in (*(n for n in in_order if n.id not in hanging), *in_order):
        if node.id not in shown:
            _grow(tree.add(_label(node)), node.id, below, nodes, shown)
    if graph.note:
        tree.add(text(graph.note, "dim"))
    return tree


def _below(graph: Graph) -> dict[str, list[tuple[str, str]]]:
    """subject -> what hangs under it, as (how, subject)."""
    below: dict[str, list[tuple[str, str]]] = {}
    for edge in graph.edges:
        above, under, how = _turned(edge)
        below.setdefault(above, []).append((how, under))
    return below


def _turned(edge: Edge) -> tuple[str, str, str]:
    if edge.relation in _UP:
        return edge.source, edge.target, _UP[edge.relation] + edge.told
    return edge.target, edge.source, _DOWN[edge.relation] + edge.told


def _grow(
    root: Tree, start: str, below: dict[str, list[tuple[str, str]]], nodes: dict[str, Node], shown: set[str]
) -> None:
    """Hang everything under a node, without recursion; each subject's branches are drawn once."""
    todo = [(root, start)]
    shown.add(start)
    while todo:
        branch, name = todo.pop()
        for how, under in below.get(name, ()):
            if under in shown:
                branch.add(_above(nodes[under], how))
                continue
            shown.add(under)
            todo.append((branch.add(_label(nodes[under], how)), under))


def _above(node: Node, how: str) -> Text:
    """A subject that was drawn before."""
    return Text.assemble(text(f"{how.replace('_', ' ')}: ", "dim"), text(node.id), text("  (above)", "dim"))


def _label(node: Node, how: str = "") -> Text:
    parts: Iterable[tuple[str, str]] = (
        (f"{how.replace('_', ' ')}: " if how else "", "dim"),
        (node.id, "bold"),
        (f"  {node.title}" if node.title != node.id else "", ""),
        (f"  {_states(node)}", "cyan" if node.reported else "dim"),
        ("  disputed" if node.disputed else "", "red"),
        ("  uncertain" if not node.certain else "", "yellow"),
    )
    return Text.assemble(*(text(words, style) for words, style in parts if words))


def _states(node: Node) -> str:
    states = [state if len(node.states) == 1 else f"{region} {state}" for region, state in node.states]
    return "; ".join(states).replace("_", " ")
