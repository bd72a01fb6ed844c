"""Values that derive what they tell when it is first asked: nobody sets anything on them from outside.

Owns: that they are sealed. Must not know: what they tell.
"""

from __future__ import annotations

from typing import NoReturn

from attrs.exceptions import FrozenInstanceError


class Sealed:
    """Refuses to be set or stripped of attributes; what it works out itself it keeps by `vars(self)`."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError()

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError()
