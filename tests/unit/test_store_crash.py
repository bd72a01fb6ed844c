"""A write is whole or absent, whatever ends it: a crash at any step, a full disk, another writer."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from attrs import frozen

from negotrack.model.reports import Report
from negotrack.problems import ReadError
from negotrack.store import StoreBusy, StoreDamaged, create, open_store
from negotrack.store.layout import raw_connection, transaction
from negotrack.workplace import held
from tests.cli import running
from tests.unit.stores import reports_like, small, small_store
from tests.unit.watched_files import library, watched

ROOT = Path(__file__).resolve().parents[2]
FULL, IO_ERROR = 13, 778
needs_library = pytest.mark.skipif(library() is None, reason="the SQLite of this Python cannot be reached")


@frozen
class Steps:
    """The files of a store as they were ahead of every step of a write."""

    folder: Path
    taken: list[Path]

    def take(self, path: Path) -> int:
        """Copy the store and its journal."""
        place = self.folder / str(len(self.taken))
        place.mkdir(parents=True)
        for file in (path, Path(f"{path}-journal")):
            with suppress(FileNotFoundError):
                shutil.copy(file, place / file.name)
        self.taken.append(place / path.name)
        return 0


def crashed(path: Path, folder: Path, more: list[Report]) -> list[Path]:
    """The store as a crash would leave it, for every step of an append."""
    steps = Steps(folder, [])
    with watched(lambda _: steps.take(path)), open_store(str(path), "w") as store:
        store.append(more)
    steps.take(path)
    return steps.taken


@needs_library
def test_a_crash_at_any_step_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    path = Path(small_store(tmp_path))
    before = small().reports
    more = reports_like(small(), 40)
    after = (*before, *more)
    left = crashed(path, tmp_path / "steps", more)
    seen = []
    for number, place in enumerate(left):
        with open_store(str(place), "r" if number % 2 else "w") as store:
            seen.append(store.read().reports)
            assert store.verify() == ()
    assert len(left) > 15
    assert seen == [before] * seen.count(before) + [after] * seen.count(after), "old ones first, then new ones"
    assert seen[0] == before and seen[-1] == after


@needs_library
def test_a_store_copied_without_its_journal_is_never_half_read(tmp_path: Path) -> None:
    path = Path(small_store(tmp_path))
    before = small().reports
    more = reports_like(small(), 40)
    damaged = 0
    for place in crashed(path, tmp_path / "steps", more):
        Path(f"{place}-journal").unlink(missing_ok=True)
        try:
            with open_store(str(place)) as store:
                assert store.read().reports in (before, (*before, *more))
                about = [r.id for r in store.scenario(subjects=["quiet"]).reports]
                assert about in (["kan-3"], ["kan-3", *(r.id for r in more[::2])])
        except StoreDamaged:
            damaged += 1
            with suppress(StoreDamaged), open_store(str(place)) as store:
                assert store.verify() != ()
    assert damaged > 3


@needs_library
@pytest.mark.parametrize("fault", [FULL, IO_ERROR])
def test_a_disk_that_fails_at_any_step_loses_nothing(tmp_path: Path, fault: int) -> None:
    path = small_store(tmp_path)
    steps = 0
    done = False
    while not done:
        left = steps
        number = [left]

        def fail(_: str, number: list[int] = number) -> int:
            number[0] -= 1
            return fault if number[0] < 0 else 0

        recorded = small().reports
        with watched(fail), open_store(path, "w") as store:
            try:
                store.append(reports_like(small(), 5))
                done = True
            except ReadError:
                done = False
        with open_store(path) as store:
            found = store.read().reports
            assert found == recorded if not done else len(found) == 9
            assert store.verify() == ()
        steps += 1
    assert steps > 10


@needs_library
def test_making_a_store_fails_as_a_whole(tmp_path: Path) -> None:
    for step in (0, 1, 3, 6):
        number = [step]

        def fail(_: str, number: list[int] = number) -> int:
            number[0] -= 1
            return FULL if number[0] < 0 else 0

        with watched(fail), pytest.raises(ReadError, match="full"):
            create(str(tmp_path / "s.db"), small())
        assert os.listdir(tmp_path) == []


WRITES = """
import sys
from negotrack.store import open_store
from tests.cli import running
from tests.unit.stores import reports_like, small
with open_store(sys.argv[1], "w") as store:
    for number in range(10_000):
        store.append(reports_like(small(), 1, first=number))
        print(number, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with subprocess.Popen([sys.executable, "-c", WRITES, path], stdout=subprocess.PIPE, cwd=ROOT) as writer:
        assert writer.stdout is not None
        for _ in range(25):
            acknowledged = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split()
    acknowledged = int(rest[-1]) if rest else acknowledged
    with open_store(path) as store:
        kept = store.read().reports
        assert store.verify() == ()
    assert acknowledged + 1 <= len(kept) - 4 <= acknowledged + 2
    assert [r.id for r in kept[4:]] == [f"more-{number}" for number in range(len(kept) - 4)]


def test_a_second_writer_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    first, second = reports_like(small(), 2)
    with open_store(path, "w", wait=0.05) as other, closing(raw_connection(path, "w")) as one:
        with transaction(one, path):
            with pytest.raises(StoreBusy, match="nothing was changed"):
                other.append([first])
            with open_store(path) as reader:
                assert reader.read() == small(), "readers see what was there before"
        assert other.append([first]).recorded == 5
        assert other.append([second]).recorded == 6
        assert other.verify() == ()


def test_a_long_reader_is_no_danger(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with open_store(path, "w", wait=0.05) as store, closing(raw_connection(path, "r")) as reader:
        reading = reader.execute("SELECT line FROM reports")
        reading.fetchone()
        with pytest.raises(StoreBusy, match="try again"):
            store.append(reports_like(small(), 1))
        reading.close()
        assert store.read() == small()
        assert store.append(reports_like(small(), 1)).recorded == 5


def test_reading_while_reports_are_added_gives_one_state(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with open_store(path) as reader, open_store(path, "w") as writer:
        reading = reader.reports()
        first = next(reading)
        writer.append(reports_like(small(), 1))
        assert (first, *reading) == small().reports
        assert len(list(reader.reports())) == 5


def negotrack(*args: str, limit: int | None = None) -> tuple[int, str]:
    """Run the command line as a process, with a limit on the size of files."""

    def bound() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "negotrack", *args], capture_output=True, text=True, check=False, preexec_fn=bound,
        cwd=ROOT,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stderr


def test_a_full_disk_is_said_and_changes_nothing(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with open_store(small_store(tmp_path, name="more.db"), "w") as store:
        store.append(reports_like(small(), 400))
    log = tmp_path / "log.jsonl"
    with open_store(str(tmp_path / "more.db")) as store:
        log.write_bytes(b"\n".join(store.lines()))
    code, said = negotrack("import", "log", str(log), "-o", path, limit=os.path.getsize(path) + 4096)
    assert code == 3 and "small.db" in said
    code, said = negotrack("import", "log", str(log), "-o", str(tmp_path / "new.db"), limit=8192)
    assert code == 3 and "new.db" in said
    with open_store(path) as store:
        assert (store.read(), store.verify()) == (small(), ())
    assert sorted(os.listdir(tmp_path)) == ["log.jsonl", "more.db", "small.db"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody can come to."""
    found = Path(tempfile.mkdtemp())
    yield found
    found.chmod(0o755)
    shutil.rmtree(found)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """As if the folder were on read-only media: nobody may write there, and we are nobody in particular."""
    for name in os.listdir(folder):
        (folder / name).chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@needs_library
def test_read_only_media_are_read(folder: Path, tmp_path: Path) -> None:
    path = small_store(folder)
    steps = crashed(Path(small_store(tmp_path)), tmp_path / "steps", reports_like(small(), 40))
    cut = [step for step in steps if Path(f"{step}-journal").exists()][-1]
    shutil.copy(cut, folder / "cut.db")
    shutil.copy(f"{cut}-journal", folder / "cut.db-journal")
    with open_store(path, "w") as store:  # what is imported when it is first needed is there now
        store.append([])
    with read_only(folder):
        with open_store(path) as store:
            assert (store.read(), store.verify()) == (small(), ())
        with open_store(path, "w") as store, pytest.raises(ReadError, match=r"read-only|cannot be"):
            store.append(reports_like(small(), 1))
        with pytest.raises(ReadError, match="cut off"):
            open_store(str(folder / "cut.db"))
        with pytest.raises(ReadError):
            create(str(folder / "new.db"), small())
    with open_store(str(folder / "cut.db")) as store:
        assert store.verify() == ()


def test_damaged_and_busy_have_their_exit_codes(tmp_path: Path) -> None:
    path = small_store(tmp_path)
    with closing(raw_connection(path, "w")) as one, transaction(one, path):
        refused = running.negotrack("import", "log", running.GOLAN, "-o", path)
        assert refused.code == 4 and "try again" in refused.err
        assert running.negotrack("status", path).code == 0
    Path(path).write_bytes(Path(path).read_bytes().replace(b'"kan-2"', b'"kan-9"'))
    assert running.negotrack("status", path).code == 5
    assert running.negotrack("doctor", path).code == 5


def test_what_is_left_of_a_store_that_was_killed_is_deleted_by_the_next_of_its_name(tmp_path: Path) -> None:
    left, fresh, other = (tmp_path / f".{name}.0123456789a{n}.tmp" for n, name in enumerate(("s.db", "s.db", "t.db")))
    for path in (left, fresh, other):
        path.write_bytes(b"half")
        os.utime(path, (0, 0))
    with held(str(fresh)):
        create(str(tmp_path / "s.db"), small())
    assert not left.exists() and fresh.exists() and other.exists()
    os.utime(fresh)
    create(str(tmp_path / "s.db"), small(), replace=True)
    assert fresh.exists(), "it may be of somebody who has only begun"
