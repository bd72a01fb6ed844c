"""Circles in links between ids: each knot of links that lead back to themselves is reported by one circle.

Owns: finding them in linear time, without recursion. Must not know: what the links mean.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

Links = Mapping[str, Sequence[str]]


def find_circles(links: Links) -> list[list[str]]:
    """One shortest circle for each knot, from the id that stands first; links to ids without an entry end there."""
    return [_circle(links, knot) for knot in _knots(links)]


def find_path(links: Links, start: str, goal: str) -> list[str] | None:
    """A shortest way of at least one link from `start` to `goal`, both included."""
    came: dict[str, str] = {}
    todo = deque([start])
    while todo:
        here = todo.popleft()
        for there in links.get(here, ()):
            if there == goal:
                return [*_back(came, start, here), goal]
            if there not in came and there != start:
                came[there] = here
                todo.append(there)
    return None


def _back(came: Mapping[str, str], start: str, here: str) -> list[str]:
    trail = [here]
    while here != start:
        here = came[here]
        trail.append(here)
    return trail[::-1]


def _circle(links: Links, knot: Sequence[str]) -> list[str]:
    inside = set(knot)
    first = next(name for name in links if name in inside)
    within = {name: [there for there in links[name] if there in inside] for name in knot}
    return find_path(within, first, first) or [first]


def _knots(links: Links) -> Iterator[list[str]]:
    """Strongly connected sets with a circle in them (Tarjan 1972), walked with a stack of our own."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    trail: list[str] = []
    on_trail: set[str] = set()
    for root in links:
        if root in index:
            continue
        stack = [(root, iter(links[root]))]
        _enter(root, index, low, trail, on_trail)
        while stack:
            here, onward = stack[-1]
            there = next((n for n in onward if n in links and (n not in index or n in on_trail)), None)
            if there is None:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[here])
                if low[here] == index[here]:
                    knot = _leave(here, trail, on_trail)
                    if len(knot) > 1 or here in links[here]:
                        yield knot
            elif there in index:
                low[here] = min(low[here], index[there])
            else:
                _enter(there, index, low, trail, on_trail)
                stack.append((there, iter(links[there])))


def _enter(name: str, index: dict[str, int], low: dict[str, int], trail: list[str], on_trail: set[str]) -> None:
    index[name] = low[name] = len(index)
    trail.append(name)
    on_trail.add(name)


def _leave(name: str, trail: list[str], on_trail: set[str]) -> list[str]:
    place = trail.index(name) if len(trail) < 64 else len(trail) - 1 - trail[::-1].index(name)
    knot = trail[place:]
    del trail[place:]
    on_trail.difference_update(knot)
    return knot
