"""Logs in parts on the command line: `replay-parts`, and `export --to parquet`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.logs import lines
from tests.cli.running import GOLAN, negotrack, spawn


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A small log of JSON lines."""
    (tmp_path / "log.jsonl").write_bytes(lines(60, 6))
    return tmp_path / "log.jsonl"


class TestWithoutTheExtra:
    """What is missing and how to get it, with exit code 2."""

    @pytest.fixture(autouse=True)
    def _missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in sys.modules if name.startswith(("negotrack.scale", "pyarrow"))]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "pyarrow", None)

    def test_replay_parts(self, log: Path, tmp_path: Path) -> None:
        ran = negotrack("replay-parts", log, "-o", tmp_path / "out")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "negotrack: pyarrow is not installed; it comes with pip install 'negotrack[scale]'\n"

    def test_export(self, tmp_path: Path) -> None:
        ran = negotrack("export", GOLAN, "--to", "parquet", "-o", tmp_path / "golan.parquet")
        assert ran.code == 2 and "negotrack[scale]" in ran.err and not list(tmp_path.iterdir())


class TestWithTheExtra:
    """Results in a folder, messages on stderr."""

    @pytest.fixture(autouse=True)
    def _there(self) -> None:
        pytest.importorskip("pyarrow", reason="the extra `scale` is not installed")
        pytest.importorskip("dask", reason="the extra `scale` is not installed")

    def test_any_form_of_a_log_gives_the_same_results(self, log: Path, tmp_path: Path) -> None:
        packed = tmp_path / "log.parquet"
        ran = negotrack("export", log, "--to", "parquet", "-o", packed)
        assert (ran.code, ran.out, ran.err) == (0, "", f"written to {packed}\n")
        assert negotrack("export", log, "--to", "parquet", "-o", packed).code == 2
        assert negotrack("export", log, "--to", "parquet", "-o", packed, "--force").code == 0
        found = []
        for number, (source, more) in enumerate(((log, ()), (packed, ("--parts", "3")))):
            out = tmp_path / f"out{number}"
            ran = spawn("replay-parts", source, "-o", out, *more, cwd=tmp_path)
            assert (ran.code, ran.out) == (0, "")
            assert ran.err == "".join(f"written to {out}/{kind}.parquet\n" for kind in ("steps", "standings"))
            found.append([(out / f"{kind}.parquet").read_bytes() for kind in ("steps", "standings")])
        assert found[0] == found[1]

    def test_a_store_gives_what_its_log_gives(self, log: Path, tmp_path: Path) -> None:
        assert negotrack("import", "log", log, "-o", tmp_path / "log.db").code == 0
        for name, source in (("text", log), ("store", tmp_path / "log.db")):
            assert spawn("replay-parts", source, "-o", tmp_path / name, "--parts", "2", cwd=tmp_path).code == 0
        for kind in ("steps.parquet", "standings.parquet"):
            assert (tmp_path / "text" / kind).read_bytes() == (tmp_path / "store" / kind).read_bytes()

    def test_a_store_among_several_logs_is_named(self, log: Path, tmp_path: Path) -> None:
        assert negotrack("import", "log", log, "-o", tmp_path / "log.db").code == 0
        ran = negotrack("replay-parts", log, tmp_path / "log.db", "-o", tmp_path / "out")
        assert ran.code == 2 and "log.db is a store, which is replayed by itself" in ran.err

    def test_results_are_kept_out_of_the_folder_of_the_log(self, log: Path, tmp_path: Path) -> None:
        folder = tmp_path / "folder"
        folder.mkdir()
        log.rename(folder / "log.jsonl")
        for out in (folder, folder / "out"):
            ran = negotrack("replay-parts", folder, "-o", out)
            assert ran.code == 2 and "a folder of their own" in ran.err
        assert [path.name for path in folder.iterdir()] == ["log.jsonl"]

    def test_a_place_that_is_no_folder_is_named(self, log: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        ran = negotrack("replay-parts", log, "-o", tmp_path / "file")
        assert ran.code == 3 and f"{tmp_path / 'file'}: file exists" in ran.err

    def test_a_part_that_fails_is_named(self, log: Path, tmp_path: Path) -> None:
        with log.open("ab") as file:
            file.write(b'{"id": "r", "outlet": "nobody", "published": "2020-01-01", "statements": []}\n')
        ran = spawn("replay-parts", log, "-o", tmp_path / "out", "--parts", "2", cwd=tmp_path)
        assert (ran.code, ran.out) == (1, "")
        assert "1 of 2 parts failed" in ran.err and "part-0000-of-0002.jsonl" in ran.err and "Traceback" not in ran.err

    def test_what_cannot_be_read_has_its_code(self, log: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        assert negotrack("replay-parts", tmp_path / "none.jsonl", "-o", out).code == 3
        assert negotrack("replay-parts", GOLAN, "-o", out).code == 2
        assert negotrack("replay-parts", log, "-o", out, "--lens", "rosy").code == 2
        assert negotrack("replay-parts", log, "-o", out, "--parts", "0").code == 2
        with log.open("ab") as file:
            file.write(b"{half\n")
        ran = negotrack("replay-parts", log, "-o", out)
        assert ran.code == 1 and "log.jsonl:62:" in ran.err

    def test_a_mark_before_the_first_character_changes_nothing(self, log: Path, tmp_path: Path) -> None:
        marked = tmp_path / "marked.jsonl"
        marked.write_bytes(b"\xef\xbb\xbf" + log.read_bytes())
        for name, source in (("plain", log), ("mark", marked)):
            assert spawn("replay-parts", source, "-o", tmp_path / name, "--parts", "1", cwd=tmp_path).code == 0
        for kind in ("steps.parquet", "standings.parquet"):
            assert (tmp_path / "plain" / kind).read_bytes() == (tmp_path / "mark" / kind).read_bytes()

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("[1]", "log.jsonl:62:1: error[wrong-type]"),
            ("null", "log.jsonl:62:1: error[wrong-type]"),
            ('{"id": "r", "statements": 5}', "1 of 1 parts failed"),
            ('{"id": "r", "statements": {"press": "x"}}', "1 of 1 parts failed"),
            ('{"id": "r", "statements": [5, null, "x"]}', "1 of 1 parts failed"),
        ],
    )
    def test_a_line_that_is_no_report_is_a_problem_in_the_data(
        self, log: Path, tmp_path: Path, line: str, said: str
    ) -> None:
        with log.open("a") as file:
            file.write(line + "\n")
        ran = spawn("replay-parts", log, "-o", tmp_path / "out", "--parts", "1", cwd=tmp_path)
        assert (ran.code, ran.out) == (1, "")
        assert said in ran.err and "Traceback" not in ran.err

    def test_parquet_is_not_written_to_a_terminal(self) -> None:
        ran = negotrack("export", GOLAN, "--to", "parquet")
        assert (ran.code, ran.out) == (2, "") and "-o" in ran.err
