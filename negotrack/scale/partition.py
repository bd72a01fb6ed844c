"""Parting a log by negotiation, once, into files of which each can be replayed alone.

A report goes whole to every part that one of its statements bears on; and reports that refer to one another go to
the same parts, so that a denial is read with what it denies. A report too many in a part changes nothing there.
The log is read twice, for its order and then for its lines, and neither pass keeps the lines that it read.
Owns: which line goes to which part. Must not know: how parts are replayed, or where.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from negotrack.engine.wiring import Wiring
from negotrack.files.jsonl import read_line_problems, read_lines, read_reports_jsonl
from negotrack.files.structure import Structuring
from negotrack.model.reports import CLAIM_VERBS
from negotrack.model.scenario import Scenario
from negotrack.problems import InvalidScenario, Problem, Span, UsageError
from negotrack.scale.declared import Declared, texts_of
from negotrack.scale.manifest import Parted, found_parts, names_of, write_manifest
from negotrack.scale.sources import Log, Source, open_log
from negotrack.workplace import workplace

REFERRING: Final = frozenset((*CLAIM_VERBS, "before", "after", "identify"))
HELD: Final = 16 * 1024 * 1024
"""Bytes of lines that wait to be written to parts."""
_DECODE: Final = msgspec.json.Decoder(dict[str, Any]).decode


def read_part(name: str, header: bytes, lines: Iterable[bytes] = ()) -> Scenario:
    """The scenario of declarations and of lines against them.

    Each line is checked alone: a part need not hold what a report says beside what the part is about.
    """
    structuring = Structuring(need_reports=False)
    read_lines(structuring, name, [header], with_header=True)
    found = structuring.finish()
    if found.scenario is None:
        raise InvalidScenario(found.problems)
    if found.scenario.reports:
        raise UsageError(f"{name}: the first line holds reports, where each must have a line of its own")
    # An empty line stands for the declarations, so that problems are told at their lines.
    return found.scenario.with_reports(read_reports_jsonl(chain([b"\n"], lines), found.scenario, name=name))


def partition_log(source: Source | Iterable[Source], folder: Source, parts: int | None = None) -> Parted:
    """Part a log of any kind into a folder of a name that tells its content; what is parted already is not again.

    A log that says of itself that it is parted (see `found_parts`) is taken as it is. Raises UsageError for what is
    no log and for another number of parts than a parted log has, InvalidScenario for the first line that is no report.
    """
    listed = source if isinstance(source, str | os.PathLike) else tuple(source)
    if isinstance(listed, str | os.PathLike) and (there := found_parts(Path(listed))) is not None:
        if parts not in (None, len(there.files)):
            raise UsageError(f"{listed} is in {len(there.files)} parts already; do not ask for {parts}")
        return there
    _check_apart([Path(listed)] if isinstance(listed, str | os.PathLike) else map(Path, listed), Path(folder))
    log, count = open_log(listed), parts or 8
    if not 1 <= count <= 4096:
        raise UsageError(f"a log is replayed in 1 to 4096 parts, not {count}")
    as_read = log.stamp()
    digest = log.digest()
    own = Path(folder) / f"parts-{digest[:16]}-{count:04}"
    if (there := found_parts(own, digest)) is not None:
        return there
    own.parent.mkdir(parents=True, exist_ok=True)
    with workplace(str(own.parent), own.name) as place:
        made = Path(place) / "whole"
        made.mkdir()
        last = _part(log, made, count)
        if log.stamp() != as_read:
            raise UsageError(f"{log.files[0]} changed while it was parted; try again once it is whole")
        write_manifest(made, count, last)
        os.replace(made, own)
    found = found_parts(own, digest)
    assert found is not None
    return found


def _check_apart(given: Iterable[Path], folder: Path) -> None:
    """Results within the folder of a log would be taken for parts of it the next time."""
    for path in given:
        if path.is_dir() and folder.resolve().is_relative_to(path.resolve()):
            raise UsageError(f"{folder} lies in the log {path}; give the results a folder of their own")


def _part(log: Log, folder: Path, parts: int) -> str:
    """Write the parts of a log into a folder; the day of its last report."""
    declared = Declared(log.header, Wiring(read_part(str(log.files[0]), log.header)), parts)
    about = [set[str]() for _ in range(parts)]
    with tempfile.TemporaryFile(dir=folder) as places:
        last, referring = _survey(log, declared.part_of, places, about)
        beside = _spread(log, declared.part_of, referring, about) if referring else {}
        files = [folder / name for name in names_of(parts)]
        for number, path in enumerate(files):
            path.write_bytes(declared.header_of(number, about[number]))
        places.seek(0)
        _write(log, places, beside, files)
    return last


def _survey(
    log: Log, part_of: Mapping[str, int], places: IO[bytes], about: list[set[str]]
) -> tuple[str, dict[int, tuple[str, ...]]]:
    """Read all lines once; the parts of each are written down, a line for a line, instead of kept.

    Gives the day of the last report and, by their place in the log, the ids that reports refer to; adds to `about`
    what the reports of a part are about beside its own negotiations.
    """
    referring: dict[int, tuple[str, ...]] = {}
    alone = [b"%d\n" % part for part in range(len(about))]
    last = ""
    for place, raw in enumerate(log.lines()):
        line = _decoded(log, place, raw)
        bears, referred = _said(line, part_of)
        if len(parts := set(bears.values())) > 1:
            for part in parts:
                about[part].update(bears)
            places.write(b" ".join(b"%d" % part for part in sorted(parts)) + b"\n")
        else:
            # What bears on nothing goes to the first part, to be checked there; an empty line goes nowhere.
            places.write(alone[parts.pop()] if parts else alone[0] if line else b"\n")
        if referred:
            referring[place] = tuple(referred)
        if isinstance(published := line.get("published"), str) and published[:10] > last and _is_day(published[:10]):
            last = published[:10]
    return last, referring


def _is_day(text: str) -> bool:
    """What is none is a fault of its report, and is told by its part."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _decoded(log: Log, place: int, raw: bytes) -> dict[str, Any]:
    try:
        return _DECODE(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if not raw.strip():
            return {}
        name, number = log.place_of(place)
        whole = Span(file=name, line=number, column=1, end_line=number, end_column=2)
        other = Problem(code="wrong-type", message=f"this is no report ({error})", span=whole)
        raise InvalidScenario(read_line_problems(name, number, raw) or [other]) from None


def _said(line: dict[str, Any], part_of: Mapping[str, int]) -> tuple[dict[str, int], list[str]]:
    """The subjects that a report may bear on, with their parts; and the reports that it may refer to."""
    bears: dict[str, int] = {}
    referred: list[str] = []
    listed = line.get("statements")
    # What is no list of maps is a fault of its report, and is told by its part.
    for item in listed if isinstance(listed, list) else ():
        for key, value in item.items() if isinstance(item, dict) else ():
            for text in (value,) if type(value) is str else texts_of(value):
                if text in part_of:
                    bears[text] = part_of[text]
                if key in REFERRING:
                    referred.append(text.partition("#")[0].partition("/")[0])
    return bears, referred


def _spread(
    log: Log, part_of: Mapping[str, int], referring: Mapping[int, tuple[str, ...]], about: list[set[str]]
) -> dict[int, list[int]]:
    """Let reports that refer to one another, however remotely, go to the same parts: place -> parts."""
    wanted = {name for names in referring.values() for name in names}
    bears: dict[int, dict[str, int]] = {}
    places: dict[str, list[int]] = {}
    for place, raw in enumerate(log.lines()):
        line = _decoded(log, place, raw)
        told = str(line.get("id", ""))
        if told in wanted or place in referring:
            bears[place] = _said(line, part_of)[0]
            places.setdefault(told, []).append(place)
    found: dict[int, list[int]] = {}
    for group in _groups(bears, referring, places):
        subjects = {subject: part for place in group for subject, part in bears[place].items()}
        parts = sorted(set(subjects.values()) or {0})
        found.update(dict.fromkeys(group, parts))
        for part in parts:
            about[part].update(subjects)
    return found


def _groups(
    bears: Iterable[int], referring: Mapping[int, tuple[str, ...]], places: Mapping[str, list[int]]
) -> Iterable[list[int]]:
    """The reports that hang together by references, whichever way."""
    above = {place: place for place in bears}

    def top(place: int) -> int:
        while above[place] != place:
            above[place] = place = above[above[place]]
        return place

    for place, names in referring.items():
        for other in (other for name in names for other in places.get(name, ())):
            above[top(other)] = top(place)
    groups: dict[int, list[int]] = {}
    for place in above:
        groups.setdefault(top(place), []).append(place)
    return groups.values()


def _write(log: Log, places: Iterable[bytes], beside: Mapping[int, list[int]], files: list[Path]) -> None:
    """Append each line to its parts, many at a time: so many files are not open at once."""
    waiting: list[list[bytes]] = [[] for _ in files]
    alone = {b"%d\n" % part: (part,) for part in range(len(files))}
    held = 0
    for place, (raw, own) in enumerate(zip(log.lines(), places, strict=True)):
        for part in beside.get(place) or alone.get(own) or map(int, own.split()):
            waiting[part].append(raw)
            held += len(raw)
        if held > HELD:
            _append(files, waiting)
            held = 0
    _append(files, waiting)


def _append(files: list[Path], waiting: list[list[bytes]]) -> None:
    for path, lines in zip(files, waiting, strict=True):
        if lines:
            with path.open("ab") as file:
                file.writelines(lines)
            lines.clear()
