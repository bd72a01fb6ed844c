"""A mapping that cannot be changed, compares and hashes by what it holds, and can be copied and pickled.

Owns: `FrozenMap`, and that things cannot be set. Must not know: what is kept in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, TypeVar

V = TypeVar("V")


def _refuse(self: object, *_: object, **__: object) -> NoReturn:
    raise TypeError(f"a {type(self).__name__} is read-only")


class FrozenMap(dict[str, V]):
    """A dictionary that is looked up as fast as any, and that nobody changes. It keeps the order written."""

    __slots__ = ()
    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[FrozenMap[Any]], tuple[dict[str, V]]]:
        return FrozenMap, (dict(self),)


def frozen_map(entries: Mapping[str, V] | Iterable[tuple[str, V]] = ()) -> Mapping[str, V]:
    """A read-only mapping that keeps the order written."""
    return entries if isinstance(entries, FrozenMap) else FrozenMap(entries)
