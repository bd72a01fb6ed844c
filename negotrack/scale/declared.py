"""The declarations of a log and of each of its parts: whose negotiations they are, and what a part must know of.

Owns: which part a negotiation belongs to, cutting declarations down to a part. Must not know: reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zlib import crc32

import msgspec

from negotrack.engine.wiring import Wiring

Raw = dict[str, msgspec.Raw]


def part_of(subjects: Iterable[str], parts: int) -> int:
    """The part of a negotiation, told by its subjects: the same on every machine."""
    return crc32(min(subjects).encode()) % parts


def negotiations(wiring: Wiring) -> dict[int, list[str]]:
    """The subjects of each negotiation."""
    found: dict[int, list[str]] = {}
    for subject, component in wiring.component_of.items():
        found.setdefault(component, []).append(subject)
    return found


def texts_of(value: object) -> Iterator[str]:
    """Every text within a value."""
    todo = [value]
    while todo:
        match todo.pop():
            case str() as text:
                yield text
            case list() as items:
                todo.extend(items)
            case dict() as items:
                todo.extend(items)
                todo.extend(items.values())
            case _:
                pass


class Declared:
    """The declarations of a log, to be cut down to what a part must know of.

    A part keeps everything that is no subject, its own negotiations, those that its reports are about, and those
    that these refer to, each whole: so whose a negotiation is can be told within the part as within the log.
    """

    def __init__(self, header: bytes, wiring: Wiring, parts: int) -> None:
        self.part_of: dict[str, int] = {}
        self._parts = parts
        self._component_of: Mapping[str, int] = wiring.component_of
        self._subjects = negotiations(wiring)
        for subjects in self._subjects.values():
            self.part_of.update(dict.fromkeys(subjects, part_of(subjects, parts)))
        self._top = msgspec.json.decode(header, type=Raw)
        self._sections: dict[str, Raw] = {}
        for name, raw in self._top.items():
            if bytes(raw).lstrip().startswith(b"{"):
                section = msgspec.json.decode(raw, type=Raw)
                if any(key in self.part_of for key in section):
                    self._sections[name] = section
        self._refers = {component: set[int]() for component in self._subjects}
        for section in self._sections.values():
            for key, raw in section.items():
                if key in self.part_of:
                    self._refers[self._component_of[key]] |= self._named(msgspec.json.decode(raw))

    def _named(self, value: Any) -> set[int]:
        return {self._component_of[text] for text in texts_of(value) if text in self.part_of}

    def header_of(self, part: int, about: Iterable[str]) -> bytes:
        """The declarations of a part whose reports are about some subjects."""
        todo = {self._component_of[subject] for subject in about}
        todo |= {self._component_of[subject] for subject, number in self.part_of.items() if number == part}
        kept = set[int]()
        while todo:
            component = todo.pop()
            kept.add(component)
            todo |= self._refers[component] - kept
        top = dict(self._top)
        for name, section in self._sections.items():
            some = {key: raw for key, raw in section.items() if self._component_of.get(key, -1) in kept | {-1}}
            top[name] = msgspec.Raw(msgspec.json.encode(some))
        return msgspec.json.encode(top) + b"\n"
