"""Text of data on its way into Markdown prose: it stays text, whatever it holds.

Owns: the escapes at the beginning of a line, which cells of tables do not need (documents has the others): prose must
not become a heading or a list. Must not know: what the text says.
"""

from __future__ import annotations

import re
from typing import Final

from negotrack.exporters.documents import inline
from negotrack.exporters.labels import label_text

LONGEST: Final = 1000
_OPENING: Final = re.compile(r"^(\d{1,9})([.)])|^([-+=])")


def prose(text: str, longest: int = LONGEST) -> str:
    """The text on one line, with every sign that Markdown reads escaped, also at the beginning of a line."""
    shown = inline(label_text(text, longest))
    return _OPENING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", shown)


def code(text: str) -> str:
    """The text as a span of code, such as an id."""
    shown = label_text(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    padding = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return f"{fence}{padding}{shown}{padding}{fence}"
