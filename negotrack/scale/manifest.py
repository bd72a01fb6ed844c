"""The list of parts beside the parts: what says of a folder that it is a log parted by negotiation.

Owns: the names of parts, the list, its reading. Must not know: what parts hold.
"""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen

from negotrack.problems import UsageError
from negotrack.scale.sources import Log

LIST: Final = "parts.json"
FORM: Final = 1
_NAME: Final = re.compile(r"part-([0-9]{4})-of-([0-9]{4})\.(?:jsonl|jsonl\.gz|parquet)")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@frozen(kw_only=True)
class Parted:
    """A parted log: its files in order, the day of the last report of all, and what tells its content."""

    files: tuple[Path, ...]
    last_report: str
    digest: str


def names_of(parts: int) -> list[str]:
    """The names of so many parts, each of which tells its number."""
    return [f"part-{number:04}-of-{parts:04}.jsonl" for number in range(parts)]


def number_of(path: Path) -> tuple[int, int]:
    """Which part of how many a file is, from its name."""
    named = _NAME.fullmatch(path.name)
    if named is None or int(named[1]) >= int(named[2]):
        raise UsageError(f"{path} is no part: parts are named as part-0003-of-0016.jsonl")
    return int(named[1]), int(named[2])


def write_manifest(folder: Path, parts: int, last_report: str) -> None:
    """Say of a folder that it holds a parted log. Every part and the list are safely on disk after that."""
    names = names_of(parts)
    listed = {"negotrack_parts": FORM, "parts": names, "last_report": last_report}
    (folder / LIST).write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    for name in (*names, LIST):
        with (folder / name).open("rb") as file:
            os.fsync(file.fileno())


def found_parts(folder: Path, digest: str = "") -> Parted | None:
    """The parts in a folder that says that it is a parted log; None for anything else.

    It says so by `parts.json`: `{"negotrack_parts": 1, "parts": ["part-0000-of-0002.jsonl", …], "last_report":
    "2018-05-31"}`. That each part has every report that bears on its negotiations (those for whose least subject
    `crc32(subject) % parts` is its number) is then taken on trust. `digest` tells the content of what we parted
    ourselves; of all else the files are read for it, so that a part that somebody changed is not taken for what it was.
    Raises UsageError for a list that is wrong.
    """
    path = folder / LIST
    if not path.is_file():
        return None
    try:
        listed = json.loads(path.read_bytes())
        names, last = listed["parts"], listed["last_report"]
        sound = listed["negotrack_parts"] == FORM and _is_day(last) and _complete(names)
    except (ValueError, TypeError, KeyError):
        sound = False
    if not sound:
        raise UsageError(f"{path} is no list of all parts, with the day of the last report")
    files = tuple(folder / name for name in names)
    for file in files:
        if not file.is_file():
            raise UsageError(f"{file} is missing, though {path} lists it")
    return Parted(files=files, last_report=last, digest=digest or Log(files=(path, *files), header=b"").digest())


def _is_day(text: str) -> bool:
    """Whether this is a day, or nothing, as where no report is. Raises ValueError for days that there are not."""
    return text == "" or (_DAY.fullmatch(text) is not None and date.fromisoformat(text) <= date.max)


def _complete(names: list[str]) -> bool:
    numbers = [number_of(Path(name)) for name in names if _NAME.fullmatch(name)]
    return len(numbers) == len(names) > 0 and numbers == [(number, len(names)) for number in range(len(names))]
