"""Text of data on its way into Markdown prose: it stays text, whatever it holds.

Owns: the escapes. Must not know: what the text says. Beyond what tables need (documents), prose must not become a
link, an address, a mention, a heading or a list.
"""

from __future__ import annotations

import re
from typing import Final

from negotrack.exporters.labels import label_text

LONGEST: Final = 1000
_MARKUP: Final = re.compile(r"[\\`*_\[\]{}<>|~&^$#@]|:(?=\S)|!(?=\[)")
_ADDRESS: Final = re.compile(r"(?<=www)\.", re.IGNORECASE)
_OPENING: Final = re.compile(r"^(\d{1,9})([.)])|^([-+=>])")


def prose(text: str, longest: int = LONGEST) -> str:
    """The text on one line, with every sign that Markdown reads escaped, also at the beginning of a line."""
    shown = _MARKUP.sub(lambda found: f"\\{found[0]}", label_text(text, longest))
    shown = _ADDRESS.sub(r"\\.", shown)
    return _OPENING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", shown)


def code(text: str) -> str:
    """The text as a span of code, such as an id."""
    shown = label_text(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    padding = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return f"{fence}{padding}{shown}{padding}{fence}"
