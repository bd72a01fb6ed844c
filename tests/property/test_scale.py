"""A log replayed in parts gives what one replay gives, byte for byte, however it is stored and parted."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="the extra `scale` is not installed")
pytest.importorskip("dask", reason="the extra `scale` is not installed")

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

import negotrack as nt
from negotrack.files.dump import format_json_header, format_json_line
from negotrack.model.scenario import Scenario
from negotrack.scale import PartsFailed, engines, gather, log_to_parquet, partition_log, replay_at_scale, run
from negotrack.scale.engines import Failure, Job, Told, run_part
from negotrack.scale.fold import SCHEMAS, fold_part
from tests.strategies import scenarios

LOG = "\n".join(
    (
        '{"negotrack": 1, "scenario": "s", "title": "t", "parties": {"a": {"name": "A"}, "b": {"name": "B"}},'
        ' "outlets": {"o": {"name": "O"}, "p": {"name": "P"}},'
        ' "talks": {"t1": {"between": ["a", "b"]}, "t2": {"between": ["a", "b"]}, "t3": {"between": ["a", "b"]}}}',
        '{"id": "r1", "outlet": "o", "published": "2020-01-01", "statements": [{"explore": ["t1", "t2"]}]}',
        '{"id": "r2", "outlet": "o", "published": "2020-01-02", "statements": [{"stall": "t1"}, {"stall": "t3"}]}',
        '{"id": "r3", "outlet": "p", "published": "2020-01-03", "statements": [{"deny": "r2#1"}]}',
        '{"id": "r4", "outlet": "o", "published": "2020-01-04", "statements": [{"retract": "r2#1"}, {"stall": "t2"}]}',
    )
)


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are replayed one by one here: what is tested is that each stands alone, not how they are started."""

    def here(jobs: Sequence[Job], told: Told) -> list[Failure]:
        del told
        return [failure for job in jobs if (failure := run_part(job))]

    monkeypatch.setattr(run, "run_here", here)


def text_of(scenario: Scenario) -> str:
    """A scenario as JSON lines."""
    return "\n".join([format_json_header(scenario), *map(format_json_line, scenario.reports)])


def as_lines(text: str, folder: Path) -> Path:
    (folder / "log.jsonl").write_text(text + "\n", encoding="utf-8")
    return folder / "log.jsonl"


def as_packed(text: str, folder: Path) -> Path:
    (folder / "log.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    return folder / "log.jsonl.gz"


def as_parquet(text: str, folder: Path) -> Path:
    return log_to_parquet(as_lines(text, folder), folder / "log.parquet")


def as_folder(text: str, folder: Path) -> Path:
    """Files of two reports each, of all kinds, with the declarations in each."""
    header, *reports = text.split("\n")
    made = folder / "log"
    made.mkdir()
    for number in range(0, max(len(reports), 1), 2):
        part = "\n".join([header, *reports[number : number + 2]])
        if number % 6 == 4:
            log_to_parquet(as_lines(part, folder), made / f"{number:04}.parquet")
        elif number % 6 == 2:
            (made / f"{number:04}.jsonl.gz").write_bytes(gzip.compress(part.encode()))
        else:
            (made / f"{number:04}.jsonl").write_text(part, encoding="utf-8")
    return made


def as_parts(text: str, folder: Path) -> Path:
    """Parted by negotiation, and saying so."""
    return partition_log(as_lines(text, folder), folder / "parted", 3).files[0].parent


STORED = {"lines": as_lines, "packed": as_packed, "Parquet": as_parquet, "folder": as_folder, "parts": as_parts}


def written(text: str, parts: int | None, stored: str = "lines") -> dict[str, bytes]:
    """The bytes of the results."""
    with tempfile.TemporaryDirectory() as folder:
        log = STORED[stored](text, Path(folder))
        found = replay_at_scale(log, Path(folder) / "out", parts=parts)
        return {kind: path.read_bytes() for kind, path in found.items()}


@settings(max_examples=10, deadline=None)
@given(scenarios(), st.integers(2, 5))
def test_the_number_of_parts_does_not_show(scenario: Scenario, parts: int) -> None:
    """Statements about several negotiations and references between them included."""
    text = text_of(scenario)
    assert written(text, parts) == written(text, 1)


@settings(max_examples=5, deadline=None)
@given(scenarios())
def test_how_the_log_is_stored_does_not_show(scenario: Scenario) -> None:
    """Packed, as Parquet, as a folder of files of all kinds, or parted already."""
    text = text_of(scenario)
    alone = written(text, 1)
    for stored in STORED:
        assert written(text, None, stored) == alone, stored


@settings(max_examples=5, deadline=None)
@given(scenarios(), st.integers(1, 4))
def test_results_say_of_every_negotiation_what_one_replay_says(scenario: Scenario, parts: int) -> None:
    """Each part knows only its own declarations, and those that these and its reports name."""
    text = text_of(scenario)
    with tempfile.TemporaryDirectory() as folder:
        found = replay_at_scale(as_lines(text, Path(folder)), Path(folder) / "out", parts=parts)
        standings = pq.read_table(found["standings"]).to_pylist()
        steps = pq.read_table(found["steps"]).to_pylist()
    history = nt.replay(nt.loads(text, "log.jsonl"))
    assert sorted((s["subject"], s["region"], s["state"], *s["statements"]) for s in standings) == sorted(
        (s.subject, s.region, s.state, *s.statements) for s in history.at().standings
    )
    assert sorted((s["subject"], s["trigger"], s["target"], s["statement"]) for s in steps) == sorted(
        (s.subject, s.trigger, s.target, s.statement) for s in history.steps
    )


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_parts_say_what_one_replay_says(parts: int, tmp_path: Path) -> None:
    """Every standing and every step."""
    found = replay_at_scale(as_lines(LOG, tmp_path), tmp_path / "out", parts=parts)
    history = nt.replay(nt.loads(LOG, "log.jsonl"))
    standings = [(s["subject"], s["state"], s["statements"]) for s in pq.read_table(found["standings"]).to_pylist()]
    assert standings == [(s.subject, s.state, list(s.statements)) for s in history.at().standings]
    steps = {(s["subject"], s["trigger"], s["target"]) for s in pq.read_table(found["steps"]).to_pylist()}
    assert steps == {(s.subject, s.trigger, s.target) for s in history.steps}


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_merging_row_by_row_gives_the_same_rows(rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A negotiation may go on over several groups of rows."""
    whole = pq.read_table(replay_at_scale(as_lines(LOG, tmp_path), tmp_path / "one", parts=1)["steps"])
    monkeypatch.setattr("negotrack.scale.fold.group_size", lambda parts: rows)
    monkeypatch.setattr("negotrack.scale.gathering.ROWS", rows)
    found = replay_at_scale(as_lines(LOG, tmp_path), tmp_path / "two", parts=2)["steps"]
    assert pq.read_table(found).equals(whole)
    assert pq.ParquetFile(found).num_row_groups == -(-whole.num_rows // rows)


def test_a_part_declares_only_what_it_needs(tmp_path: Path) -> None:
    """Else the declarations of all negotiations would be read once for each part."""
    parted = partition_log(as_lines(LOG.partition("\n")[0], tmp_path), tmp_path, 64)
    declared = [sorted(nt.loads(file.read_text(), need_reports=False).subjects) for file in parted.files]
    assert sorted(filter(None, declared)) == [["t1"], ["t2"], ["t3"]]


def test_a_part_that_fails_is_named_and_the_others_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Running again replays that part alone."""
    log = as_lines(LOG, tmp_path)
    seen: list[str] = []

    def fold(path_in: str, path_out: str, as_of: str, lens: str) -> None:
        seen.append(Path(path_in).name)
        if path_in.endswith("part-0001-of-0003.jsonl") and len(seen) <= 3:
            raise MemoryError("no room")
        fold_part(path_in, path_out, as_of, lens)

    monkeypatch.setattr(engines, "fold_part", fold)
    with pytest.raises(PartsFailed, match=r"1 of 3 .*part-0001-of-0003\.jsonl: MemoryError: no room") as caught:
        replay_at_scale(log, tmp_path / "out", parts=3)
    assert caught.value.exit_code == 3
    replay_at_scale(log, tmp_path / "out", parts=3)
    assert seen[3:] == ["part-0001-of-0003.jsonl"]


def test_a_report_with_an_error_is_the_fault_of_the_log(tmp_path: Path) -> None:
    """So the exit code is that of problems in the data."""
    log = as_lines(LOG + '\n{"id": "r5", "outlet": "nobody", "published": "2020-01-05", "statements": []}', tmp_path)
    with pytest.raises(PartsFailed, match=r'part-0000-of-0002\.jsonl:\d+.*"nobody"') as caught:
        replay_at_scale(log, tmp_path / "out", parts=2)
    assert caught.value.exit_code == 1


def test_what_is_no_report_is_refused_at_its_line(tmp_path: Path) -> None:
    """Before anything is parted."""
    log = as_lines(LOG + "\n{half", tmp_path)
    with pytest.raises(nt.InvalidScenario, match=r"log\.jsonl:6:\d+"):
        replay_at_scale(log, tmp_path / "out", parts=2)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_parted_log_is_not_parted_again(tmp_path: Path) -> None:
    """Nor is anything written beside it."""
    parts = as_parts(LOG, tmp_path)
    before = sorted(path.name for path in parts.iterdir())
    replay_at_scale(parts, tmp_path / "out")
    assert sorted(path.name for path in parts.iterdir()) == before
    (kept,) = (path for path in (tmp_path / "out").iterdir() if path.is_dir())
    assert not list(kept.glob("*.jsonl"))
    with pytest.raises(nt.UsageError, match="3 parts already; do not ask for 4"):
        replay_at_scale(parts, tmp_path / "out", parts=4)


def test_parts_made_elsewhere_are_taken_as_they_are(tmp_path: Path) -> None:
    """By the names of the parts and the list beside them, with the whole declarations in each."""
    header, *reports = LOG.splitlines()
    for number in (0, 1):
        (tmp_path / f"part-{number:04}-of-0002.jsonl").write_text("\n".join([header, *reports]), encoding="utf-8")
    (tmp_path / "parts.json").write_text(
        '{"negotrack_parts": 1, "parts": ["part-0000-of-0002.jsonl", "part-0001-of-0002.jsonl"],'
        ' "last_report": "2020-01-04"}'
    )
    found = replay_at_scale(tmp_path, tmp_path / "out")
    assert {kind: path.read_bytes() for kind, path in found.items()} == written(LOG, 1)
    (tmp_path / "part-0001-of-0002.jsonl").unlink()
    with pytest.raises(nt.UsageError, match=r"part-0001-of-0002\.jsonl is missing"):
        replay_at_scale(tmp_path, tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.yaml", b"negotrack: 1", "no part of a log"),
        ("x.parquet", b"PAR1", "x.parquet"),
        ("x.jsonl.gz", gzip.compress(LOG.encode())[:-9], "damaged or cut off"),
        ("x.jsonl.gz", gzip.compress(b"{" + b" " * 9_000_000), "packed too densely"),
        ("x.jsonl", b"", "does not begin with a line of declarations"),
        ("x.jsonl", b'{"negotrack": 1, "scenario": "other"}\n', "the same declarations"),
        ("parts.json", b'{"parts": 3}', "no list of all parts"),
        (
            "parts.json",
            b'{"negotrack_parts": 1, "parts": ["part-0000-of-0001.jsonl"], "last_report": "2020-02-30"}',
            "no list of all parts",
        ),
    ],
)
def test_what_is_no_log_is_refused(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    """With the file that is none."""
    folder = tmp_path / "log"
    folder.mkdir()
    as_lines(LOG, folder)
    (folder / name).write_bytes(content)
    with pytest.raises((nt.UsageError, nt.ReadError), match=said):
        replay_at_scale(folder, tmp_path / "out", parts=2)


@pytest.mark.parametrize("line", [pa.array([b"{}"]), pa.array([1]), pa.array([["{}"]])], ids=["bytes", "int", "list"])
def test_a_column_of_lines_that_holds_no_text_is_refused(line: pa.Array, tmp_path: Path) -> None:
    log_to_parquet(as_lines(LOG, tmp_path), tmp_path / "log.parquet")
    kept = pq.read_schema(tmp_path / "log.parquet").metadata
    pq.write_table(pa.table({"line": line}).replace_schema_metadata(kept), tmp_path / "odd.parquet")
    with pytest.raises(nt.UsageError, match=r"odd\.parquet.*no text"):
        replay_at_scale(tmp_path / "odd.parquet", tmp_path / "out")


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_text_of_any_kind_is_a_column_of_lines(kind: pa.DataType, tmp_path: Path) -> None:
    table = pq.read_table(log_to_parquet(as_lines(LOG, tmp_path), tmp_path / "log.parquet"))
    place = table.column_names.index("line")
    pq.write_table(table.set_column(place, "line", table.column("line").cast(kind)), tmp_path / "odd.parquet")
    found = replay_at_scale(tmp_path / "odd.parquet", tmp_path / "out")
    assert {kind: path.read_bytes() for kind, path in found.items()} == written(LOG, 1)


def test_what_a_list_of_parts_says_of_their_content_is_not_believed(tmp_path: Path) -> None:
    """A part that was changed is replayed, and no list leads out of the folder of results."""
    parts = as_parts(LOG, tmp_path)
    replay_at_scale(parts, tmp_path / "out")
    for path in parts.glob("*.jsonl"):
        path.write_bytes(path.read_bytes().replace(b"2020-01-01", b"2019-12-31"))
    found = replay_at_scale(parts, tmp_path / "out")
    changed = written(LOG.replace("2020-01-01", "2019-12-31"), 3)
    assert {kind: path.read_bytes() for kind, path in found.items()} == changed
    listed = json.loads((parts / "parts.json").read_bytes()) | {"digest": "../../../away"}
    (parts / "parts.json").write_text(json.dumps(listed), encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    replay_at_scale(parts, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_reports_among_the_declarations_are_refused(tmp_path: Path) -> None:
    """They would be lost otherwise."""
    header = LOG.splitlines()[0][:-1] + ', "reports": [{"id": "r", "outlet": "o", "published": "2020-01-01"}]}'
    with pytest.raises(nt.UsageError, match="a line of its own"):
        replay_at_scale(as_lines(header, tmp_path), tmp_path / "out", parts=2)


def test_an_unknown_lens_is_refused_before_any_part(tmp_path: Path) -> None:
    """It would fail them all."""
    with pytest.raises(nt.UsageError, match="rosy"):
        replay_at_scale(as_lines(LOG, tmp_path), tmp_path / "out", lens="rosy")


def test_parts_replayed_by_hand_give_the_same(tmp_path: Path) -> None:
    """As another engine would: it calls `fold_part` for each, in any order, and then `gather`."""
    parted = partition_log(as_lines(LOG, tmp_path), tmp_path, 3)
    jobs = [(str(part), f"{part}.done", parted.last_report) for part in parted.files]
    for job in reversed(jobs):
        fold_part(*job)
    found = gather([path_out for _, path_out, _ in jobs], tmp_path / "gathered")
    assert {kind: path.read_bytes() for kind, path in found.items()} == written(LOG, 1)


def test_gathering_nothing_gives_empty_files(tmp_path: Path) -> None:
    """With their columns."""
    found = gather([], tmp_path)
    assert {kind: pq.read_table(path).schema.names for kind, path in found.items()} == {
        kind: schema.names for kind, schema in SCHEMAS.items()
    }
