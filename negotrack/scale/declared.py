"""The declarations of a log and of each of its parts: whose negotiations they are, and what a part must know of.

Owns: which part a negotiation belongs to, cutting declarations down to a part. Must not know: reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
        self._component_of: Mapping[str, int] = wiring.component_of
        self._owned: list[set[int]] = [set() for _ in range(parts)]
        for component, subjects in negotiations(wiring).items():
            part = part_of(subjects, parts)
            self.part_of.update(dict.fromkeys(subjects, part))
            self._owned[part].add(component)
        self._top = msgspec.json.decode(header, type=Raw)
        self._shared: dict[str, Raw] = {}
        # component -> its declarations, each with its place among all, and the components that they name.
        self._own: dict[int, list[tuple[int, str, str, msgspec.Raw]]] = {}
        self._named: dict[int, set[int]] = {}
        for name, raw in self._top.items():
            if bytes(raw).lstrip().startswith(b"{"):
                self._take(name, msgspec.json.decode(raw, type=Raw))

    def _take(self, name: str, section: Raw) -> None:
        component_of = self._component_of
        if not any(key in component_of for key in section):
            return
        self._shared[name] = {key: raw for key, raw in section.items() if key not in component_of}
        for place, (key, raw) in enumerate(section.items()):
            if (component := component_of.get(key)) is not None:
                self._own.setdefault(component, []).append((place, name, key, raw))
                named = (component_of[text] for text in texts_of(msgspec.json.decode(raw)) if text in component_of)
                self._named.setdefault(component, set()).update(named)

    def header_of(self, part: int, about: Iterable[str]) -> bytes:
        """The declarations of a part whose reports are about some subjects."""
        todo = self._owned[part] | {self._component_of[subject] for subject in about}
        kept = set[int]()
        while todo:
            component = todo.pop()
            kept.add(component)
            todo |= self._named.get(component, set()) - kept
        sections = {name: dict(shared) for name, shared in self._shared.items()}
        for _, name, key, raw in sorted(
            (entry for component in kept for entry in self._own.get(component, ())), key=lambda entry: entry[0]
        ):
            sections[name][key] = raw
        top = {**self._top, **{name: msgspec.Raw(msgspec.json.encode(some)) for name, some in sections.items()}}
        return msgspec.json.encode(top) + b"\n"
