"""Characters that nobody can see: the one table of them.

Owns: Unicode's property Default_Ignorable_Code_Point, written out because Python does not have it and its own tables
differ between versions. Must not know: who refuses, shows or escapes them.
"""

from __future__ import annotations

import re
from typing import Final

IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point of Unicode 15, as ranges for a class of a pattern."""

SPELLING: Final = "\u061c\u180b-\u180d\u180f\u200c-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Those that text is spelled with: joiners of Persian, marks of direction, variants of Mongolian and of pictures."""
HIDING: Final = f"(?![{SPELLING}])[{IGNORABLE}\u2028\u2029\ufff9-\ufffb]"
"""A pattern for one of the others, or for a line separator or mark of annotation: what only hides or misleads."""

_IGNORABLE: Final = re.compile(f"[{IGNORABLE}]")


def is_ignorable(char: str) -> bool:
    """Whether a character is shown as nothing at all."""
    return _IGNORABLE.match(char) is not None


def stand_ins(text: str) -> str:
    """The text with the number of every ignorable character in its place."""
    return _IGNORABLE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
