"""Three-valued truth: what follows when some of what one would need to know is not reported.

Owns: `Truth` and the connectives of Kleene's strong logic (S. C. Kleene, Introduction to Metamathematics,
1952, paragraph 64). Must not know: what the values are about.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import NoReturn


class Truth(enum.Enum):
    """Whether something holds, as far as the reports tell.

    There is no `bool()` of it: `if truth:` would silently read "unknown" as one of the other two.
    """

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError(f"Truth.{self.name} is neither true nor false; compare it: `truth is Truth.TRUE`")


def negate(value: Truth) -> Truth:
    """The opposite; the opposite of unknown is unknown."""
    (known,) = _checked((value,))
    if known is Truth.UNKNOWN:
        return Truth.UNKNOWN
    return Truth.FALSE if known is Truth.TRUE else Truth.TRUE


def all_of(values: Iterable[Truth]) -> Truth:
    """Whether all hold: one that fails settles it; of nothing at all it is true."""
    seen = _checked(values)
    return at_least(len(seen), seen)


def any_of(values: Iterable[Truth]) -> Truth:
    """Whether any holds: one that holds settles it; of nothing at all it is false."""
    return at_least(1, values)


def at_least(n: int, values: Iterable[Truth]) -> Truth:
    """Whether `n` or more hold: true when enough are known to, false when too few still can.

    `n` of 0 or less asks for nothing and is true.
    """
    seen = _checked(values)
    hold, open_still = seen.count(Truth.TRUE), seen.count(Truth.UNKNOWN)
    if hold >= n:
        return Truth.TRUE
    return Truth.UNKNOWN if hold + open_still >= n else Truth.FALSE


def _checked(values: Iterable[Truth]) -> tuple[Truth, ...]:
    """The values, or TypeError: a stray True would otherwise count as something that does not hold."""
    seen = tuple(values)
    for value in seen:
        if not isinstance(value, Truth):
            raise TypeError(f"expected a Truth, got {type(value).__name__}")
    return seen
