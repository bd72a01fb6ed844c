"""Values that derive what they tell when it is first asked: nobody sets anything on them from outside.

Owns: that they are sealed. Must not know: what they tell.
"""

from __future__ import annotations

from typing import NoReturn

from attrs.exceptions import FrozenInstanceError

keep = object.__setattr__
"""How a sealed value sets what it is made of. To write into its `vars` would make every later look at it slower."""


class Sealed:
    """Refuses to be set or stripped of attributes; what it is made of it sets by `keep`."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError()

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError()
