"""Answers as they draw themselves in rich and in notebooks: what the command line prints, with nothing left out.

Owns: which view is whose. Must not know: how any of them is drawn.
"""

from __future__ import annotations

from rich.console import Group, RenderableType

from negotrack.queries.agenda import Agenda
from negotrack.queries.compare import Comparison
from negotrack.queries.diff import Difference
from negotrack.queries.drawn import Drawn
from negotrack.queries.hindsight import Hindsight
from negotrack.queries.movement import Movement
from negotrack.queries.whatif import Loads, WhatIf
from negotrack.queries.why import Why
from negotrack.view.agenda import agenda_view
from negotrack.view.differences import difference_view, load_view, what_if_view
from negotrack.view.html import html_of
from negotrack.view.movement import movement_view
from negotrack.view.reasons import why_trees
from negotrack.view.sides import compare_view, hindsight_view


class _Everything:
    """Leaves nothing out."""

    def standing(self, _: object, /) -> bool:
        return True

    claim = statement = subject = standing


def drawn(found: Drawn) -> RenderableType:
    """An answer as a renderable."""
    match found:
        case Why():
            return Group(*why_trees((found,), found.moment))
        case WhatIf():
            return what_if_view(found, _Everything())
        case Difference():
            return difference_view(found, found.before, found.after, _Everything())
        case Agenda():
            return agenda_view(found, found.moment)
        case Movement():
            return movement_view(found, found.moment)
        case Hindsight():
            return hindsight_view(found, found.moment.history.scenario)
        case Comparison():
            return compare_view(found)
        case Loads():
            return load_view(found, found.moment)
        case _:
            raise TypeError(f"there is no drawing of a {type(found).__name__}")


def drawn_html(found: Drawn) -> str:
    """An answer as HTML, for notebooks."""
    return html_of(drawn(found))
