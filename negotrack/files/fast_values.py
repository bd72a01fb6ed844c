"""Statements and reports made from values that are already as the model wants them.

attrs' own initialisers take a third of the time of reading a line, most of it for keyword arguments and for
looking up one setter by name again and again. So a maker is written for each class in the way in which attrs
writes initialisers: one call of a slot's setter after the other, compiled once from the names of the fields.
Owns: that shortcut, past converters and checks. Must not know: where values come from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import attrs

from negotrack.model.reports import Report, Statement

T = TypeVar("T")


def _maker(cls: type[T]) -> Callable[[Sequence[Any]], T]:
    """A function from the values of all fields, in their order, to an instance."""
    names = [attribute.name for attribute in attrs.fields(cls)]  # type: ignore[arg-type]
    lines = ["def make(values):", " made = new(cls)"]
    lines += [f" set_{name}(made, values[{place}])" for place, name in enumerate(names)]
    scope: dict[str, Any] = {f"set_{name}": getattr(cls, name).__set__ for name in names}
    scope |= {"new": object.__new__, "cls": cls}
    exec("\n".join([*lines, " return made"]), scope)
    made: Callable[[Sequence[Any]], T] = scope["make"]
    return made


STATEMENT: Final[tuple[str, ...]] = tuple(attribute.name for attribute in attrs.fields(Statement))
REPORT: Final[tuple[str, ...]] = tuple(attribute.name for attribute in attrs.fields(Report))
DEFAULTS: Final[list[Any]] = [attribute.default for attribute in attrs.fields(Statement)]
REPORT_DEFAULTS: Final[list[Any]] = [attribute.default for attribute in attrs.fields(Report)]
"""The values of a statement or report of which nothing is written; those required are NOTHING."""

new_statement: Final = _maker(Statement)
new_report: Final = _maker(Report)
