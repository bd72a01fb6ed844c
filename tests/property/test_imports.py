"""Laws of imports: every row is accounted for, what is written is a log, and the same data make the same log."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.importers import Options, Summary, import_files
from tests.strategies import corpora
from tests.strategies.corpora import File

KEEP = Options(keep_going=True)
DAYS = (date(2023, 2, 1), date(2024, 1, 15), date(2025, 2, 1))
EVENTS = st.one_of(corpora.quads(), corpora.icews(), corpora.gdelt(), corpora.plover())


def run(files: Sequence[File], out: str, options: Options) -> tuple[Summary, bytes | None]:
    """The summary and what was written."""
    folder = Path(tempfile.mkdtemp())
    try:
        paths = []
        for place, file in enumerate(files, start=1):
            path = folder / f"v{place}.csv"
            path.write_bytes(file.raw)
            paths.append(str(path))
        summary = import_files(files[0].source, paths, str(folder / out), options)
        made = folder / out
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            [*(f"v{place}.csv" for place in range(1, len(files) + 1)), *([out] if summary.written else [])]
        )
        if not summary.written:
            return summary, None
        nt.load(made)
        if made.is_file():
            return summary, made.read_bytes()
        return summary, b"".join(path.read_bytes() for path in sorted(made.rglob("*")) if path.is_file())
    finally:
        shutil.rmtree(folder)


def accounted_for(summary: Summary, files: Sequence[File]) -> None:
    """Every row has one fate, and what became a statement is one."""
    rows = sum(file.rows for file in files)
    assert summary.read == rows
    assert summary.became + summary.merged + summary.left_out + summary.failed == rows
    assert summary.failed == 0 or summary.problems


@given(EVENTS)
def test_every_row_of_events_has_one_fate_and_the_log_can_be_read(file: File) -> None:
    summary, raw = run([file], "log.jsonl", KEEP)
    accounted_for(summary, [file])
    assert sum(summary.statements.values()) == summary.became
    assert (raw is None) == (summary.became == 0)


@given(EVENTS)
def test_the_same_events_make_the_same_log_in_lines_and_in_a_folder(file: File) -> None:
    first = run([file], "log.jsonl", KEEP)
    assert run([file], "log.jsonl", KEEP)[1] == first[1]
    folder = run([file], "log", KEEP)
    assert folder[0].record() | {"written": None} == first[0].record() | {"written": None}
    assert run([file], "log", KEEP)[1] == folder[1]


@given(EVENTS)
def test_nothing_is_written_when_a_row_fails(file: File) -> None:
    summary, raw = run([file], "log.jsonl", Options())
    accounted_for(summary, [file])
    assert (raw is not None) == (summary.became > 0 and summary.failed == 0)


@given(corpora.releases())
def test_every_row_of_releases_has_one_fate_and_the_log_can_be_read(files: list[File]) -> None:
    options = Options(keep_going=True, released=DAYS[: len(files)])
    summary, raw = run(files, "log.jsonl", options)
    accounted_for(summary, files)
    assert run(files, "log.jsonl", options)[1] == raw


@given(corpora.quads(), st.binary(max_size=200), st.integers(0, 400))
def test_damage_costs_rows_and_never_more(file: File, noise: bytes, at: int) -> None:
    """Bytes written over a file are refused at their place or read as what they say; nothing else happens."""
    at = min(at, len(file.raw))
    damaged = File(file.source, file.raw[:at] + noise + file.raw[at + len(noise) :], file.rows)
    with suppress(nt.InvalidScenario):
        summary, _ = run([damaged], "log.jsonl", KEEP)
        assert summary.became + summary.merged + summary.left_out + summary.failed == summary.read
