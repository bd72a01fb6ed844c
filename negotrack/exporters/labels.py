"""Text of data on its way into one label of a graph.

Owns: one line, a bounded length, stand-ins for what cannot be seen. Must not know: any notation.
"""

from __future__ import annotations

from typing import Final

from negotrack.exporters.documents import visible
from negotrack.model.unseen import JOINERS, is_ignorable, joined_at

LONGEST: Final = 120
"""Characters of data in one label."""


def label_text(text: str, longest: int = LONGEST) -> str:
    """The text on one line of at most so many characters; what is invisible or turns text round is shown by code."""
    line = visible(" ".join(text.split()))
    kept = joined_at(line)
    shown = "".join(
        c if at in kept or (c.isprintable() and not is_ignorable(c)) else f"‹{ord(c):02X}›" for at, c in enumerate(line)
    )
    return shown if len(shown) <= longest else f"{shown[: longest - 1].rstrip(JOINERS)}…"
