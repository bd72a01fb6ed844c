"""Files that are imported: packed, broken, misnamed, changed; each fault at its place, and nothing written."""

from __future__ import annotations

import errno
import gzip
import io
import os
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import negotrack as nt
from negotrack.importers import Options, Summary, import_files
from negotrack.importers.opening import MAX_LINE
from negotrack.model.reports import Report
from negotrack.workplace import held, workplace

HEAD = "date,source,event,target\n"
GOOD = "2014-05-30,Japan,Engage in negotiation,North Korea\n"
KEEP = Options(keep_going=True)


def quads(tmp_path: Path, raw: bytes | str, options: Options = KEEP, name: str = "data.csv") -> Summary:
    """Import quadruples from bytes."""
    path = tmp_path / name
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    out = tmp_path / "out.jsonl"
    out.unlink(missing_ok=True)
    return import_files("icews-quads", [str(path)], str(out), options)


def refused(tmp_path: Path, raw: bytes | str, name: str = "data.csv") -> list[str]:
    """The codes with which a file is refused as a whole."""
    with pytest.raises(nt.InvalidScenario) as caught:
        quads(tmp_path, raw, name=name)
    assert not (tmp_path / "out.jsonl").exists()
    return [problem.code for problem in caught.value.problems]


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries:
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        (HEAD + GOOD).encode(),
        (HEAD + GOOD).rstrip().encode(),
        b"\xef\xbb\xbf" + (HEAD + GOOD).encode(),
        (HEAD + GOOD).replace("\n", "\r\n").encode(),
        (HEAD + GOOD).replace("\n", "\r").encode(),
        ("\n" + HEAD + "\n" + GOOD + "\n\n").encode(),
        gzip.compress((HEAD + GOOD).encode(), mtime=0),
        zipped(("data.csv", (HEAD + GOOD).encode())),
        zipped(("__MACOSX/._data.csv", b"x"), ("deep/data.csv", (HEAD + GOOD).encode())),
    ],
    ids=["plain", "no final line end", "BOM", "CRLF", "CR", "empty lines", "gzip", "zip", "zip with a shadow"],
)
def test_all_usual_forms_of_a_file_are_read(tmp_path: Path, raw: bytes) -> None:
    found = quads(tmp_path, raw)
    assert (found.read, found.became, found.problems) == (1, 1, [])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2014-05-30,Japan,Engage in negotiation", "bad-row"),
        ("2014-05-30,Japan,Engage in negotiation,North Korea,more", "bad-row"),
        ('2014-05-30,"Japan"x,Engage in negotiation,North Korea', "bad-row"),
        ('2014-05-30,"Japan,Engage in negotiation,North Korea', "open-quote"),
        ("14-05-30,Japan,Engage in negotiation,North Korea", "bad-date"),
        ("05/30/2014,Japan,Engage in negotiation,North Korea", "bad-date"),
        ("2014-02-30,Japan,Engage in negotiation,North Korea", "bad-date"),
        ("٢٠١٤-05-30,Japan,Engage in negotiation,North Korea", "bad-date"),
        ("2014-05-30,Japan,Engage in magic,North Korea", "unknown-code"),
        ("2014-05-30,Ja\0pan,Engage in negotiation,North Korea", "not-text"),
        (b"2014-05-30,Fran\xe7ois Hollande,Engage in negotiation,Japan", "not-utf8"),
        ("2014-05-30," + "x" * (MAX_LINE + 1) + ",Demand,Japan", "too-large"),
        ("2014-05-30," + "x" * 200_000 + ",Demand,Japan", "bad-row"),
    ],
)
def test_a_broken_row_is_an_error_at_its_line_and_costs_no_other_row(
    tmp_path: Path, row: str | bytes, code: str
) -> None:
    raw = row if isinstance(row, bytes) else row.encode()
    again = GOOD.replace("05-30", "05-31").encode()
    found = quads(tmp_path, HEAD.encode() + GOOD.encode() + raw + b"\n" + again)
    assert [(problem.code, problem.span.line) for problem in found.problems] == [(code, 3)]
    assert (found.read, found.became, found.failed) == (3, 2, 1)
    stopped = quads(tmp_path, HEAD.encode() + GOOD.encode() + raw + b"\n" + again, Options())
    assert (stopped.written, stopped.failed) == ("", 1)
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "empty-file"),
        ("\n\n", "empty-file"),
        (HEAD, "empty-file"),
        ("date,source,event\n2014-05-30,a,b\n", "missing-column"),
        ("date,source,event,target,source\n" + GOOD, "duplicate-column"),
        (b"%PDF-1.4 ...", "not-text"),
        (b"\x89PNG\r\n\x1a\n", "not-text"),
        (b"SQLite format 3\0 and more", "not-text"),
        ("\ufeffdate".encode("utf-16"), "not-text"),
        (zipped(("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")), "not-text"),
        (zipped(), "bad-archive"),
        (zipped(("a.csv", b"x"), ("b.csv", b"y")), "bad-archive"),
        (b"PK\x03\x04 and no more", "bad-archive"),
        (gzip.compress((HEAD + GOOD).encode(), mtime=0)[:-12], "bad-archive"),
        (zipped(("../data.csv", (HEAD + GOOD).encode())), "unsafe-archive"),
        (zipped(("/etc/data.csv", (HEAD + GOOD).encode())), "unsafe-archive"),
        (zipped(("..\\data.csv", (HEAD + GOOD).encode())), "unsafe-archive"),
        (gzip.compress(b"x" * 10_000_000, mtime=0), "too-large"),
        (zipped(("data.csv", (HEAD + GOOD * 200_000).encode())), "too-large"),
        ((HEAD.replace("source", "target") + GOOD).encode(), "duplicate-column"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused(tmp_path: Path, raw: bytes | str, code: str) -> None:
    assert refused(tmp_path, raw) == [code]


@pytest.mark.parametrize("cell", ["", "NA", '"NA"'])
def test_a_row_without_a_day_says_so(tmp_path: Path, cell: str) -> None:
    [problem] = quads(tmp_path, HEAD + GOOD + GOOD.replace("2014-05-30", cell)).problems
    assert (problem.code, problem.span.line, problem.message) == ("bad-date", 3, "the row has no date")


def test_a_store_given_to_be_imported_is_named(tmp_path: Path) -> None:
    with pytest.raises(nt.InvalidScenario, match="this is an SQLite database"):
        quads(tmp_path, b"SQLite format 3\0 and more")


def test_six_times_the_rows_take_no_more_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held grows with what is declared, not with what is told of it; what is remembered of that has a bound."""
    monkeypatch.setattr("negotrack.importers.events_again.REMEMBERED", 100)
    peaks = []
    months = "".join(GOOD.replace("05-30", f"{month:02}-{day:02}") for month in range(1, 13) for day in range(1, 29))
    for times in (10, 60):
        text = HEAD + months * times
        tracemalloc.start()
        found = quads(tmp_path, text, name=f"{times}.csv")
        peaks.append(tracemalloc.get_traced_memory()[1] - len(text))
        tracemalloc.stop()
        assert found.reports == found.read == 336 * times
    assert peaks[1] < 1.2 * peaks[0]


def test_every_fault_of_a_header_is_told_at_once(tmp_path: Path) -> None:
    assert refused(tmp_path, "day,source,events,source\nx\n") == [
        "duplicate-column", "missing-column", "missing-column", "missing-column",
    ]  # fmt: skip


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("data.csv")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/hostname")
    assert refused(tmp_path, buffer.getvalue()) == ["unsafe-archive"]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data.csv"
    path.write_text(HEAD + GOOD)
    seen = os.fstat

    def grown(descriptor: int) -> os.stat_result:
        with path.open("a") as file:
            file.write(GOOD)
        return seen(descriptor)

    monkeypatch.setattr("negotrack.importers.opening.os.fstat", grown)
    with pytest.raises(nt.InvalidScenario) as caught:
        import_files("icews-quads", [str(path)], str(tmp_path / "out.jsonl"))
    assert [problem.code for problem in caught.value.problems] == ["file-changed"]
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("name", ["", "nothing-here.csv", "a\0b", "."])
def test_what_is_no_file_is_not_opened(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(nt.ReadError):
        import_files("icews-quads", [name], "out.jsonl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(nt.ReadError, match="no regular file"):
        import_files("icews-quads", [str(tmp_path / "pipe")], str(tmp_path / "out.jsonl"))


def test_a_log_that_is_there_is_replaced_only_when_asked_to(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text(HEAD + GOOD)
    data = str(tmp_path / "data.csv")
    for out in ("out.jsonl", "out"):
        import_files("icews-quads", [data], str(tmp_path / out))
        with pytest.raises(nt.UsageError, match="is there already"):
            import_files("icews-quads", [data], str(tmp_path / out))
        assert import_files("icews-quads", [data], str(tmp_path / out), Options(force=True)).written
    (tmp_path / "notes").mkdir()
    with pytest.raises(nt.UsageError, match="left alone"):
        import_files("icews-quads", [data], str(tmp_path / "notes"), Options(force=True))
    with pytest.raises(nt.UsageError, match="left alone"):
        import_files("icews-quads", [data], str(tmp_path / "data.csv"), Options(force=True))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.csv", "notes", "out", "out.jsonl"]


@pytest.mark.parametrize("out", ["out.jsonl", "out"])
def test_what_came_to_be_there_meanwhile_is_not_replaced(tmp_path: Path, out: str) -> None:
    (tmp_path / "data.csv").write_text(HEAD + GOOD)
    place = tmp_path / out

    def watch(reports: Iterator[Report], summary: Summary) -> Iterator[Report]:
        """Somebody else makes a log of that name while this one is made."""
        yield from reports
        if place.suffix:
            place.write_text("mine")
        else:
            place.mkdir()
            (place / "mine").write_text("mine")

    with pytest.raises(nt.UsageError, match="is there meanwhile"):
        import_files("icews-quads", [str(tmp_path / "data.csv")], str(place), watch=watch)
    assert (place if place.suffix else place / "mine").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.csv", out]


def test_where_there_are_no_hard_links_a_log_is_moved_into_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr("negotrack.importers.output.os.link", link)
    assert quads(tmp_path, HEAD + GOOD).written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.csv", "out.jsonl"]


def test_what_is_read_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "log" / "data").mkdir(parents=True)
    (tmp_path / "log" / "scenario.yaml").write_text("negotrack: 1\n")
    for path, out in (("data.jsonl", "data.jsonl"), ("log/data/data.csv", "log"), ("data.jsonl", "other.jsonl")):
        data = tmp_path / path
        data.write_text(HEAD + GOOD)
        if out == "other.jsonl":
            os.link(data, tmp_path / out)
        with pytest.raises(nt.UsageError, match="is read and would be replaced"):
            import_files("icews-quads", [str(data)], str(tmp_path / out), Options(force=True))
        assert data.read_text() == HEAD + GOOD


def test_a_place_that_is_no_log_is_refused_and_a_folder_may_end_in_a_slash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.csv").write_text(HEAD + GOOD)
    with pytest.raises(nt.UsageError, match="standard output"):
        import_files("icews-quads", ["data.csv"], "-")
    for force in (False, True):
        assert import_files("icews-quads", ["data.csv"], "log/", Options(force=force)).written == "log"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.csv", "log"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="bounds the size of files of a child")
@pytest.mark.parametrize("out", ["out.jsonl", "out"])
def test_a_disk_that_fills_up_leaves_nothing_behind(tmp_path: Path, out: str) -> None:
    rows = "".join(f"2014-05-{n % 28 + 1:02},Japan,Engage in negotiation,North Korea\n" for n in range(2000))
    (tmp_path / "data.csv").write_text(HEAD + rows)
    program = (
        "import resource, signal, sys; from negotrack.importers import import_files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))\n"
        "import_files('icews-quads', ['data.csv'], sys.argv[1])\n"
    )
    ran = subprocess.run([sys.executable, "-c", program, out], cwd=tmp_path, capture_output=True, text=True)
    assert "File too large" in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["data.csv"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("more", [0, 65_510, 65_536, 120_000])
def test_what_ends_lines_is_told_by_a_line_of_any_length(tmp_path: Path, end: str, more: int) -> None:
    """65,510 more characters let the first chunk that is read end between a carriage return and its line feed."""
    rows = [HEAD.strip() + "," + "x" * more, GOOD.strip() + ",1", GOOD.strip().replace("-30", "-31") + ",1"]
    found = quads(tmp_path, end.join(rows) + end)
    assert (found.became, found.failed) == (2, 0)


def test_a_carriage_return_among_line_feeds_costs_its_row_unless_it_is_in_quotes(tmp_path: Path) -> None:
    quoted = GOOD.replace("Japan", '"Japan\r"')
    found = quads(tmp_path, HEAD + GOOD.rstrip() + "\r" + GOOD + quoted.replace("-30", "-31"))
    assert [(problem.span.line, problem.message) for problem in found.problems] == [
        (2, "a carriage return within a row")
    ]
    assert found.became == 1


def test_a_text_that_begins_as_the_name_of_an_archive_is_a_text(tmp_path: Path) -> None:
    found = quads(tmp_path, "PK," + HEAD + "1," + GOOD)
    assert (found.became, found.failed) == (1, 0)


@pytest.mark.parametrize("place", range(4))
def test_a_cell_too_long_to_be_read_back_costs_its_row(tmp_path: Path, place: int) -> None:
    cells = GOOD.strip().split(",")
    cells[place] = "x" * 120_000
    found = quads(tmp_path, HEAD + ",".join(cells) + "\n" + GOOD)
    assert [(problem.code, problem.span.line) for problem in found.problems] == [("text-too-long", 2)]
    assert (found.became, found.failed) == (1, 1)


def test_text_from_cells_stays_text(tmp_path: Path) -> None:
    odd = '2014-05-30,Japan,"Demand","=cmd() <script> \x1b[2J \x85 {""id"": 1}"\n'
    mine = tmp_path / "mine.csv"
    mine.write_text('name,party\n"=cmd() <script> \x1b[2J \x85 {""id"": 1}",north-korea\n')
    quads(tmp_path, HEAD + odd, Options(actors=str(mine)))
    loaded = nt.load(tmp_path / "out.jsonl")
    assert loaded.reports[0].statements[0].text == 'Japan to =cmd() <script> \x1b[2J \x85 {"id": 1}: Demand'


def test_a_bomb_of_line_ends_is_refused_by_its_beginning(tmp_path: Path) -> None:
    with pytest.raises(nt.InvalidScenario, match=r"unpacked it has more than 4\d{6} bytes"):
        quads(tmp_path, gzip.compress(b"\n" * 30_000_000, mtime=0), name="data.csv.gz")


def test_what_a_killed_import_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    """And what another process is filling is left alone."""
    for name in ("left", "busy"):
        (tmp_path / f".log.jsonl.{name.encode().hex():0>12}.tmp" / "log").mkdir(parents=True)
    left, busy = sorted(tmp_path.iterdir(), key=lambda path: "6c656674" not in path.name)
    for path in (left, busy):
        os.utime(path, (0, 0))
    with held(str(busy)), workplace(str(tmp_path), "log.jsonl") as made:
        assert not left.exists() and busy.exists() and Path(made).is_dir()
    assert not Path(made).exists()
