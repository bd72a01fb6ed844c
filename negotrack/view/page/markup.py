"""The markup of a page: elements from text, with every text escaped.

Owns: the one way in which a string becomes markup, which links are links. Must not know: what a page shows.
A string is text wherever it stands; only what `el` made is markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from attrs import frozen

from negotrack.view.text import safe

Value = str | int | float | bool | None
_VOID: Final = frozenset({"meta", "path", "rect", "line", "circle", "input"})
_LINK: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!#$%&()*+,./0-9:;=?@A-Z\[\]_a-z~-]*)?")
"""An address of the web in plain ASCII: no user, no other scheme, nothing to be read in two ways."""


@frozen
class Html:
    """Finished markup."""

    text: str


Child = str | Html


def el(name: str, /, *children: Child, **attributes: Value) -> Html:
    """An element. Attributes as keywords, `class_` for class, `_` for `-`; None and False leave one out."""
    shown = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID and not children:
        return Html(f"<{name}{shown}/>" if name not in ("meta", "input") else f"<{name}{shown}>")
    return Html(f"<{name}{shown}>{joined(children).text}</{name}>")


def _attribute(key: str, value: Value) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    written = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else shown_text(str(value))
    return f' {name}="{escape(written)}"'


def joined(children: Iterable[Child]) -> Html:
    """Children one behind the other."""
    return Html("".join(c.text if isinstance(c, Html) else escape(shown_text(c)) for c in children))


def shown_text(text: str) -> str:
    """The text with stand-ins for controls, what is invisible, and what turns text round."""
    return safe(text, bidi=False)


def own(text: str) -> Html:
    """A text from data in a direction of its own, so that it turns nothing round but itself."""
    return el("bdi", text)


def link_to(url: str) -> Html:
    """An address as a link if it is one of the web, else as the text that it is."""
    if not _LINK.fullmatch(url):
        return el("code", url)
    return el("a", url, href=url, rel="noreferrer noopener nofollow", class_="away")
