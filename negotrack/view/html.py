"""A view as HTML for a notebook: the same lines, every text escaped, colours as inline styles.

Owns: the translation of segments. Must not know: what is drawn. Written here because rich's own export does not
quote what it links, and its pages load fonts from elsewhere.
"""

from __future__ import annotations

import io
from html import escape

from rich.console import Console, RenderableType
from rich.style import Style

COLORS = {
    "red": "#b3261e", "green": "#2e7d32", "yellow": "#8a6100", "blue": "#1f5fa8", "magenta": "#7b3fa0",
    "cyan": "#00707a", "bright_black": "#8a8a8a",
}  # fmt: skip
WIDTH = 100


def html_of(renderable: RenderableType, width: int = WIDTH) -> str:
    """The lines of a renderable in one `pre` element."""
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False, force_jupyter=False)
    spans = [_span(segment.text, segment.style) for segment in console.render(renderable) if not segment.control]
    return f'<pre style="line-height:1.25;overflow-x:auto">{"".join(spans)}</pre>'


def _span(text: str, style: Style | None) -> str:
    css = _css(style) if style else ""
    return f'<span style="{css}">{escape(text)}</span>' if css else escape(text)


def _css(style: Style) -> str:
    found = []
    if style.color is not None and style.color.name in COLORS:
        found.append(f"color:{COLORS[style.color.name]}")
    if style.bold:
        found.append("font-weight:bold")
    if style.italic:
        found.append("font-style:italic")
    if style.dim:
        found.append("opacity:.7")
    return ";".join(found)
