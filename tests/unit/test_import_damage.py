"""Damage to one row, in every kind of corpus: a problem at its line, and all other rows are taken."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from negotrack.importers import Options, Summary, import_files
from tests.strategies.corpora import column_map
from tests.unit.test_import_events import gdelt

ICEWS = "\t".join((
    "Event ID", "Event Date", "CAMEO Code", "Source Name", "Source Country", "Source Sectors", "Target Name",
    "Target Country", "Target Sectors", "Publisher", "Story ID",
))  # fmt: skip
PLOVER = "\t".join(name for names in column_map("plover.yaml").columns.values() for name in names)
CAMEO = "name: mine\nformat: csv\ncolumns: {published: date, source: src, target: tgt, code: code}\n"
PAX = "PP,PPName,AgtId,Agt,Dat,Stage"
Rows = tuple[str, Callable[[int], str]]
CORPORA: dict[str, Rows] = {
    "icews": (ICEWS, lambda n: f"{n}\t2018-06-0{n}\t046\tJapan\tJapan\t\tChina\tChina\t\tAFP\t{n}"),
    "icews-quads": ("date,source,event,target", lambda n: f"2018-06-0{n},Japan,Engage in negotiation,China"),
    "gdelt": ("", lambda n: gdelt(DATEADDED=f"2018060{n}", SQLDATE=f"2018060{n}").rstrip("\n")),
    "plover": (PLOVER, lambda n: f"{n}\t2018-06-0{n}\t2018-06-0{n}\tCONSULT\tvisit\tJapan\t\t\tChina\t\t\tAFP"),
    "cameo": ("date,src,tgt,code", lambda n: f"2018-06-0{n},Japan,China,046"),
    "pax": (PAX, lambda n: f"{n},Process {n},{n},Accord,2018-06-0{n},Cea"),
    "news": ("", lambda n: f'{{"date": "2018-06-0{n}", "text": "Rain.", "sources": ["BBC"]}}'),
}
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda row: row[:9],
    "a NUL": lambda row: row[:4] + b"\0" + row[4:],
    "another encoding": lambda row: row + "é".encode("latin-1"),
    "more cells": lambda row: row + b"\tx,y\tz,",
    "a year of two digits": lambda row: row.replace(b"2018", b"18"),
}
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "a BOM": lambda raw: b"\xef\xbb\xbf" + raw,
    "CRLF": lambda raw: raw.replace(b"\n", b"\r\n"),
    "CR": lambda raw: raw.replace(b"\n", b"\r"),
    "no line feed at the end": lambda raw: raw.rstrip(b"\n"),
    "gzip": lambda raw: gzip.compress(raw, mtime=0),
    "zip": lambda raw: _zipped(raw),
}


def _zipped(raw: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data", raw)
    return buffer.getvalue()


def rows(source: str) -> list[bytes]:
    head, row = CORPORA[source]
    return [line.encode() for line in ([head] if head else []) + [row(n) for n in range(1, 6)]]


def take(folder: Path, source: str, raw: bytes) -> Summary:
    (folder / "data").write_bytes(raw)
    (folder / "columns.yaml").write_text(CAMEO)
    options = Options(
        keep_going=True, columns=str(folder / "columns.yaml") if source == "cameo" else None,
        released=(date(2024, 1, 15),) if source == "pax" else (),
    )  # fmt: skip
    return import_files(source, [str(folder / "data")], str(folder / "out.jsonl"), options)


@pytest.mark.parametrize("packed", PACKED)
@pytest.mark.parametrize("source", CORPORA)
def test_rows_are_the_same_however_they_are_packed(source: str, packed: str, tmp_path: Path) -> None:
    found = take(tmp_path, source, PACKED[packed](b"\n".join(rows(source)) + b"\n"))
    assert (found.read, found.failed, found.left_out) == (5, 0, 0)
    assert found.written


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("source", CORPORA)
def test_a_damaged_row_is_a_problem_at_its_line_and_the_others_are_taken(
    source: str, damage: str, tmp_path: Path
) -> None:
    lines = rows(source)
    lines[2] = DAMAGE[damage](lines[2])
    found = take(tmp_path, source, b"\n".join(lines) + b"\n")
    assert [problem.span.line for problem in found.problems] == [3]
    assert (found.read, found.failed, found.left_out) == (5, 1, 0)
    assert found.written
