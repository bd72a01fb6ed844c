"""Parting a log of JSON lines by negotiation, once, into files of which each can be replayed alone.

A report goes whole to every part that one of its statements bears on; and reports that refer to one another go to
the same parts, so that a denial is read with what it denies. A report too many in a part changes nothing there.
Owns: which line goes to which part. Must not know: how parts are replayed, or where.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
from attrs import frozen

from negotrack.engine.wiring import Wiring
from negotrack.files.jsonl import read_lines, read_reports_jsonl
from negotrack.files.structure import Structuring
from negotrack.model.reports import CLAIM_VERBS
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario, UsageError

REFERRING = frozenset((*CLAIM_VERBS, "before", "after", "identify"))


@frozen(kw_only=True)
class Parted:
    """What was parted: the files in order, and the day of the last report of all."""

    files: tuple[Path, ...]
    last_report: str


def read_part(name: str, lines: Iterable[bytes]) -> Scenario:
    """The scenario of lines of which the first holds the declarations; there may be no others.

    Each line is checked alone: a part need not hold what a report says beside what the part is about.
    """
    rest = iter(lines)
    structuring = Structuring(need_reports=False)
    read_lines(structuring, name, [next(rest, b"")], with_header=True)
    found = structuring.finish()
    if found.scenario is None:
        raise InvalidScenario(found.problems)
    return found.scenario.with_reports(read_reports_jsonl(rest, found.scenario, name=name))


def part_of(subjects: Iterable[str], parts: int) -> int:
    """The part of a negotiation, told by its subjects: the same on every machine."""
    return crc32(min(subjects).encode()) % parts


def negotiations(wiring: Wiring) -> dict[int, list[str]]:
    """The subjects of each negotiation."""
    found: dict[int, list[str]] = {}
    for subject, component in wiring.component_of.items():
        found.setdefault(component, []).append(subject)
    return found


def partition(log: Path, folder: Path, parts: int) -> Parted:
    """Part a log into files in a folder, named so that each tells its number; those already there are kept.

    Raises UsageError for what is not one file of JSON lines with declarations first.
    """
    with log.open("rb") as file:
        header = file.readline()
        wiring = Wiring(read_part(str(log), [header]))
        place_of = _placing(wiring, parts)
        masks, last = _masks(file, place_of)
    name = f"{_digest(log)[:16]}-{parts:04}"
    own = folder / f"parts-{name}"
    files = tuple(own / f"part-{number:04}-of-{parts:04}.jsonl" for number in range(parts))
    if not own.exists():
        made = folder / f".parts-{name}-{os.getpid()}"
        made.mkdir(parents=True)
        _write(log, header, masks, [made / path.name for path in files])
        os.replace(made, own)
    return Parted(files=files, last_report=last)


def _placing(wiring: Wiring, parts: int) -> dict[str, int]:
    """subject -> mask with the bit of its part."""
    return {
        subject: 1 << part_of(subjects, parts)
        for subjects in negotiations(wiring).values()
        for subject in subjects
    }  # fmt: skip


def _masks(lines: Iterable[bytes], place_of: Mapping[str, int]) -> tuple[list[int], str]:
    """For each line the parts that it goes to, as bits; and the last report date."""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    masks: list[int] = []
    numbers: dict[str, list[int]] = {}
    referring: list[tuple[int, str]] = []
    last = ""
    for number, raw in enumerate(lines):
        try:
            line = decode(raw) if raw.strip() else {}
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"line {number + 2} is no report ({error}); negotrack check says more") from None
        mask = 0
        for text in _texts(line.get("statements")):
            mask |= place_of.get(text, 0)
        masks.append(mask or (1 if line else 0))
        numbers.setdefault(str(line.get("id", "")), []).append(number)
        referring += ((number, text) for text in _references(line))
        last = max(last, str(line.get("published", ""))[:10])
    _spread(masks, numbers, referring)
    return masks, last


def _references(line: dict[str, Any]) -> Iterator[str]:
    """The reports that the statements of a line may refer to."""
    for item in line.get("statements") or ():
        for key, value in item.items() if isinstance(item, dict) else ():
            if key in REFERRING:
                yield from (text.partition("#")[0].partition("/")[0] for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    """Every text within a value."""
    todo = [value]
    while todo:
        match todo.pop():
            case str() as text:
                yield text
            case list() as items:
                todo.extend(items)
            case dict() as items:
                todo.extend(items.values())
            case _:
                pass


def _spread(masks: list[int], numbers: Mapping[str, list[int]], referring: Iterable[tuple[int, str]]) -> None:
    """Let reports that refer to one another, however remotely, go to the same parts."""
    pairs = [(one, other) for one, name in referring for other in numbers.get(name, ()) if one != other]
    changed = True
    while changed:
        changed = False
        for one, other in pairs:
            both = masks[one] | masks[other]
            if masks[one] != both or masks[other] != both:
                masks[one] = masks[other] = both
                changed = True


def _write(log: Path, header: bytes, masks: list[int], files: list[Path]) -> None:
    outputs = [path.open("wb") for path in files]
    try:
        for output in outputs:
            output.write(header if header.endswith(b"\n") else header + b"\n")
        with log.open("rb") as file:
            file.readline()
            for raw, mask in zip(file, masks, strict=True):
                for number, output in enumerate(outputs):
                    if mask >> number & 1:
                        output.write(raw if raw.endswith(b"\n") else raw + b"\n")
    finally:
        for output in outputs:
            output.close()


def _digest(log: Path) -> str:
    with log.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def number_of(path: Path) -> tuple[int, int]:
    """Which part of how many a file is, from its name."""
    _, number, _, parts = path.stem.split("-")
    return int(number), int(parts)
