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

_JOINING: Final = (
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06fc\u06ff"
    "\u0710-\u074a\u074d-\u077f\u07ca-\u07f5\u0840-\u085b\u0860-\u086a\u0870-\u0887\u0889-\u088e\u0898-\u08e1\u08e3-\u0dff"
    "\u1000-\u109f\u1780-\u17b3\u17b6-\u17d3\u1820-\u1878\u1880-\u18aa\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
"""Letters and marks of scripts that are spelled with joiners: Arabic, Syriac, N'Ko, those of India, Mongolian, …"""
_PICTURES: Final = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
JOINERS: Final = "\u200c\u200d"
JOINED: Final = f"(?<=[{_JOINING}])[{JOINERS}](?=[{_JOINING}])|(?<=[{_PICTURES}])\u200d(?=[{_PICTURES}])"
"""A pattern for a joiner in its place: between two letters that are spelled with it, or between two pictures."""

_JOINED: Final = re.compile(JOINED)
_IGNORABLE: Final = re.compile(f"[{IGNORABLE}]")


def is_ignorable(char: str) -> bool:
    """Whether a character is shown as nothing at all."""
    return _IGNORABLE.match(char) is not None


def joined_at(text: str) -> frozenset[int]:
    """The places of the joiners that stand where a script needs them."""
    return frozenset(found.start() for found in _JOINED.finditer(text))


def stand_ins(text: str) -> str:
    """The text with the number of every ignorable character in its place."""
    return _IGNORABLE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
