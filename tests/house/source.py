"""Reads the package as text and finds what the house rules forbid.

Owns: the rules on layers, input and output, sizes and docstrings, and their checker.
Must not know: what the code does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from attrs import frozen

MOST_LINES = 400
MOST_FUNCTION_LINES = 40

# Each layer may import those named here, and whatever those may import.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "problems": (),
    "model": ("problems",),
    "machines": ("model",),
    "engine": ("machines",),
    "queries": ("engine",),
    "files": ("machines",),
    "opening": ("files",),
    "loading": ("opening", "files", "engine"),
    "workplace": (),
    "store": ("files", "engine", "workplace"),
    "importers": ("files", "engine", "workplace"),
    "stream": ("loading", "opening", "store"),
    "exporters": ("queries",),
    "view": ("queries",),
    "scale": ("engine", "importers"),
    "cli": ("__init__", "loading", "store", "importers", "exporters", "view", "scale", "stream"),
    "__init__": ("loading", "store", "importers", "exporters", "scale", "stream"),
    "__main__": ("cli",),
    "pytest_answers": ("loading", "exporters"),
    "pytest_plugin": ("pytest_answers",),
}
# Values answer for themselves (`history.why(...)`, a timeline in a notebook): these upward imports are made when
# asked, inside a function, and nowhere else.
WHEN_ASKED: dict[str, tuple[str, ...]] = {
    "engine.history": ("negotrack.queries.why",),
    "engine.moment": ("negotrack.view.board",),
    "queries.drawn": ("negotrack.view.answers", "negotrack.view.text", "negotrack.exporters.brief"),
}
ONLY_IN: dict[str, set[str]] = {
    "transitions": {"machines"},
    "rich": {"view", "cli"},
    "yaml": {"files"},
    "ruamel": {"files"},
    "click": {"cli"},
    "rich_click": {"cli"},
}
PURE = {"model", "machines", "engine", "queries", "files"}
IMPURE_MODULES = {
    "glob", "locale", "logging", "os", "random", "secrets", "shutil", "socket", "sqlite3", "subprocess",
    "tempfile", "time", "urllib",
}  # fmt: skip
IMPURE_CALLS = {"open", "print", "input"}
IMPURE_METHODS = {"now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes", "getenv"}


@frozen
class Module:
    """One module: its name below the package (`engine.fold`, `engine.__init__`) and its text."""

    name: str
    text: str

    @property
    def layer(self) -> str:
        """The folder, or the module itself where it lies beside the folders."""
        return self.name.partition(".")[0]


def faults(module: Module) -> list[str]:
    """Every rule the module breaks, as `name:line: what`."""
    tree = ast.parse(module.text)
    found = [*_sizes(module, tree), *_layers(module, tree)]
    if module.layer in PURE:
        found += _impurities(tree)
    return [f"{module.name}:{line}: {what}" for line, what in sorted(found)]


def reach(layer: str) -> set[str]:
    """All layers that a layer may import, itself included."""
    return {layer}.union(*(reach(below) for below in MAY_IMPORT[layer]))


def _sizes(module: Module, tree: ast.Module) -> Iterator[tuple[int, str]]:
    lines = len(module.text.splitlines())
    if lines > MOST_LINES:
        yield 1, f"{lines} lines, more than {MOST_LINES}"
    if ast.get_docstring(tree) is None:
        yield 1, "no docstring that says what the module owns and must not know"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {length} lines, more than {MOST_FUNCTION_LINES}"


def _layers(module: Module, tree: ast.Module) -> Iterator[tuple[int, str]]:
    if module.layer not in MAY_IMPORT:
        yield 1, f"{module.layer} is no layer of MAY_IMPORT"
        return
    allowed = reach(module.layer)
    top_level = ast.Module([n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)], [])
    at_top = {line for line, _ in _imports(module, top_level)}
    for line, imported in _imports(module, tree):
        if line not in at_top and imported.startswith(WHEN_ASKED.get(module.name, ("?",))):
            continue
        top, _, rest = imported.partition(".")
        if top == "negotrack":
            layer = rest.partition(".")[0]
            if (layer if layer in MAY_IMPORT else "__init__") not in allowed:
                yield line, f"{module.layer} may not import {imported}"
        elif module.layer not in ONLY_IN.get(top, {module.layer}):
            yield line, f"{module.layer} may not import {top}"


def _imports(module: Module, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every import with its line, in full: the name that `from … import` takes may be a module too."""
    package = ("negotrack." + module.name).split(".")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level]] if node.level else []
            path = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            yield from ((node.lineno, f"{path}.{alias.name}") for alias in node.names)


def _impurities(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for line, imported in _imports(Module("", ""), tree):
        if imported.partition(".")[0] in IMPURE_MODULES:
            yield line, f"a pure layer may not import {imported.partition('.')[0]}"
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                yield node.lineno, f"a pure layer may not call {name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if name in IMPURE_METHODS:
                yield node.lineno, f"a pure layer may not call .{name}()"
            case _:
                pass
