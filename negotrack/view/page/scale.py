"""The axis of time: where on the page a day lies, in percent of its width.

Owns: the scale and its marks. Must not know: what happened on any day.

Stretches in which nothing happened are drawn shorter than they were, since a log is silent for months and then
tells of ten things in two days. Between two days on which something happened the scale is even, and a stretch that
was cut much is marked as such. This is a rule of negotrack.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import log
from typing import Literal

from attrs import frozen

LEFT, RIGHT = 3.0, 97.0
"""Where the first and the last day lie; what is open at an end goes on beyond them."""
PARTS = 250
"""A silence of more than this part of the whole is drawn shorter."""
MUCH = 3
"""How many times shorter a silence is drawn than it was when it is marked."""
NARROWEST = 3.0
Unit = Literal["year", "month", "day"]


@frozen
class Tick:
    """A mark on the axis."""

    at: float
    label: str
    unit: Unit


@frozen
class Silence:
    """A stretch that is drawn much shorter than it was."""

    start: float
    end: float
    days: int


class Scale:
    """Days to percents, by the days on which something happened; `also` are days that get no mark."""

    def __init__(self, days: Iterable[int], also: Iterable[int] = ()) -> None:
        self.told = sorted(set(days))
        found = sorted({*self.told, *also}) or [date(2000, 1, 1).toordinal()]
        if len(found) == 1:
            found = [found[0] - 1, found[0], found[0] + 1]
        self.days = found
        most = max(2.0, (found[-1] - found[0]) / PARTS)
        widths = [_width(later - day, most) for day, later in pairwise(found)]
        self.per_day = (RIGHT - LEFT) / sum(widths)
        at = LEFT
        self.places = [at]
        for width in widths:
            at += width * self.per_day
            self.places.append(at)

    def at(self, day: float) -> float:
        """The percent of a day; of one beyond the axis, its nearest end."""
        if day <= self.days[0]:
            return LEFT
        if day >= self.days[-1]:
            return RIGHT
        place = bisect_right(self.days, day) - 1
        first, last = self.days[place], self.days[place + 1]
        start, end = self.places[place], self.places[place + 1]
        return start + (end - start) * (day - first) / (last - first)

    @cached_property
    def silences(self) -> tuple[Silence, ...]:
        """Every stretch that was cut much, and is wide enough to say so."""
        return tuple(self._silences())

    def _silences(self) -> Iterator[Silence]:
        for (day, later), (start, end) in zip(pairwise(self.days), pairwise(self.places), strict=True):
            if (later - day) * self.per_day > MUCH * (end - start) and end - start >= NARROWEST:
                yield Silence(start, end, later - day)

    def _silent(self, day: int) -> bool:
        return any(silence.start < self.at(day) < silence.end for silence in self.silences)

    def ticks(self) -> list[Tick]:
        """The beginnings of years and months, and every day on which something happened."""
        first, last = date.fromordinal(self.days[0]), date.fromordinal(self.days[-1])
        found = [Tick(self.at(day.toordinal()), str(day.year), "year") for day in _firsts(first, last, 12)]
        months = [day for day in _firsts(first, last, 1) if day.month != 1 and not self._silent(day.toordinal())]
        found += [Tick(self.at(day.toordinal()), f"{day:%Y-%m}", "month") for day in months]
        found += [Tick(self.at(day), date.fromordinal(day).isoformat(), "day") for day in self.told]
        return found


def _width(days: int, most: float) -> float:
    return float(days) if days <= most else most * (1 + log(days / most) / 2)


def _firsts(first: date, last: date, step: int) -> Iterator[date]:
    """The first days of every `step` months between two days."""
    month = first.year * 12 + first.month - 1
    month += -month % step
    while (day := date(month // 12, month % 12 + 1, 1)) <= last:
        if day > first:
            yield day
        month += step
        if month // 12 > date.max.year:
            return
