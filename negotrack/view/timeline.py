"""The timeline: the story of a negotiation by time, and by subject.

Owns: the two public views and their options. Must not know: where a scenario comes from, what day it is today.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from negotrack.engine.moment import Moment
from negotrack.view.choices import Choice
from negotrack.view.lanes import lanes_of
from negotrack.view.layout import View
from negotrack.view.spine import spine_of


@frozen(kw_only=True)
class TimelineOptions:
    """What is shown. Empty filters show all; `ascii` None lets the console's encoding decide.

    `today` draws a second line where it differs from the day of the moment.
    """

    parties: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    today: date | None = None
    ascii: bool | None = None
    header: bool = True

    @property
    def choice(self) -> Choice:
        """The filters."""
        return Choice(parties=self.parties, subjects=self.subjects, since=self.since, until=self.until)


DEFAULT = TimelineOptions()


def timeline_by_time(moment: Moment, *, options: TimelineOptions = DEFAULT) -> View:
    """A spine of days: who moved what from which state to which, on whose word; what is due; what was refused.

    Iterating over the view gives its parts, a day at a time, so that the first screen need not wait.
    """
    return View(
        lambda: spine_of(moment, options.choice, today=options.today, header=options.header), ascii_only=options.ascii
    )


def timeline_by_subject(moment: Moment, *, options: TimelineOptions = DEFAULT) -> View:
    """A lane per demand, commitment, instrument, talks: the path of its states, ladders and what gates what."""
    return View(lambda: lanes_of(moment, options.choice, header=options.header), ascii_only=options.ascii)
