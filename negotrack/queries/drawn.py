"""Answers that draw themselves, in rich and in notebooks, as the command line draws them.

Owns: that they do. Must not know: how they are drawn, which is looked up when one is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from negotrack.queries.brief import Brief


class Drawn:
    """An answer that rich and notebooks can show."""

    __slots__ = ()

    def __rich__(self) -> object:
        """The answer, when printed with rich."""
        from negotrack.view.answers import drawn

        return drawn(self)

    def _repr_html_(self) -> str:
        """The answer, in a notebook."""
        from negotrack.view.answers import drawn_html

        return drawn_html(self)


class Told:
    """The brief: an answer in prose, which is Markdown."""

    __slots__ = ()

    def __rich__(self) -> object:
        """The prose, when printed with rich."""
        from negotrack.view.text import text

        return text(self._repr_markdown_(), newlines=True)

    def _repr_markdown_(self) -> str:
        """The prose, in a notebook."""
        from negotrack.exporters.brief import format_brief

        return format_brief(cast("Brief", self))
