"""A log replayed in parts gives what one replay gives, byte for byte, however many parts there are."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow")
pytest.importorskip("dask")

import pyarrow.parquet as pq  # type: ignore[import-untyped]

import negotrack as nt
from negotrack.files.dump import format_json_header, format_json_line
from negotrack.model.scenario import Scenario
from negotrack.scale import PartsFailed, replay_at_scale
from negotrack.scale import run as running
from negotrack.scale.fold import fold_part
from negotrack.scale.partition import Parted
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

    def run(due: list[Path], parted: Parted, lens: str, cluster: str | None) -> list[tuple[str, str]]:
        del cluster
        return [running.one_part(str(path), running._results(path, lens), parted.last_report, lens) for path in due]

    monkeypatch.setattr(running, "_run", run)


def written(text: str, parts: int) -> dict[str, bytes]:
    """The bytes of the results."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.jsonl"
        log.write_text(text + "\n", encoding="utf-8")
        found = replay_at_scale(log, Path(folder) / "out", parts=parts)
        return {kind: path.read_bytes() for kind, path in found.items()}


@settings(max_examples=10, deadline=None)
@given(scenarios(), st.integers(2, 5))
def test_the_number_of_parts_does_not_show(scenario: Scenario, parts: int) -> None:
    """Statements about several negotiations and references between them included."""
    text = "\n".join([format_json_header(scenario), *map(format_json_line, scenario.reports)])
    assert written(text, parts) == written(text, 1)


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_parts_say_what_one_replay_says(parts: int, tmp_path: Path) -> None:
    """Every standing and every step."""
    (tmp_path / "log.jsonl").write_text(LOG, encoding="utf-8")
    found = replay_at_scale(tmp_path / "log.jsonl", tmp_path / "out", parts=parts)
    history = nt.replay(nt.loads(LOG, "log.jsonl"))
    standings = [(s["subject"], s["state"], s["statements"]) for s in pq.read_table(found["standings"]).to_pylist()]
    assert standings == [(s.subject, s.state, list(s.statements)) for s in history.at().standings]
    steps = {(s["subject"], s["trigger"], s["target"]) for s in pq.read_table(found["steps"]).to_pylist()}
    assert steps == {(s.subject, s.trigger, s.target) for s in history.steps}


def test_a_part_that_fails_is_named_and_the_others_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Running again replays that part alone."""
    (tmp_path / "log.jsonl").write_text(LOG, encoding="utf-8")
    seen: list[str] = []

    def fold(path_in: str, path_out: str, as_of: str, lens: str) -> None:
        seen.append(Path(path_in).name)
        if path_in.endswith("part-0001-of-0003.jsonl") and len(seen) <= 3:
            raise MemoryError("no room")
        fold_part(path_in, path_out, as_of, lens)

    monkeypatch.setattr(running, "fold_part", fold)
    with pytest.raises(PartsFailed, match=r"part-0001-of-0003\.jsonl: MemoryError: no room"):
        replay_at_scale(tmp_path / "log.jsonl", tmp_path / "out", parts=3)
    replay_at_scale(tmp_path / "log.jsonl", tmp_path / "out", parts=3)
    assert seen[3:] == ["part-0001-of-0003.jsonl"]


def test_what_is_no_report_is_refused_at_its_line(tmp_path: Path) -> None:
    """Before anything is parted."""
    (tmp_path / "log.jsonl").write_text(LOG + "\n{half", encoding="utf-8")
    with pytest.raises(nt.UsageError, match="line 6 is no report"):
        replay_at_scale(tmp_path / "log.jsonl", tmp_path / "out", parts=2)
