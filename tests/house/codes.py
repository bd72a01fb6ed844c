"""Finds the problem codes in the package's text.

Owns: where a code can stand. Must not know: what codes mean.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_KEBAB = re.compile(r"[a-z]+(-[a-z0-9]+)+")
_REPORTING = {"error": 0, "warn": 0, "problem": 0, "_report": 0, "_report_circle": 1, "fault": 0, "_unfit": 0}
"""Functions that take a code, and the place of it among their arguments."""


def codes_in(text: str) -> set[str]:
    """Every problem code that a module's text uses."""
    return {found for node in ast.walk(ast.parse(text)) for place in _places(node) for found in _codes(place)}


def _places(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call():
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in _REPORTING and len(node.args) > _REPORTING[name]:
                yield node.args[_REPORTING[name]]
        case ast.Assign():
            names = {name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
            if names & {"code", "UNKNOWN_CODES"}:
                yield node.value
        case ast.arguments():
            named = list(zip(reversed(node.args), reversed(node.defaults), strict=False))
            named += [(arg, value) for arg, value in zip(node.kwonlyargs, node.kw_defaults, strict=True) if value]
            yield from (value for arg, value in named if arg.arg == "code")
        case _:
            pass


def _codes(place: ast.AST) -> Iterator[str]:
    for node in ast.walk(place):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEBAB.fullmatch(node.value):
            yield node.value
