"""Progress: on stderr, for somebody who watches, gone when the work is done."""

from __future__ import annotations

import io

import pytest

from negotrack.cli import progress
from negotrack.cli.terminal import Terminal
from tests.cli.running import TODAY


class Watched(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(out: io.StringIO, err: io.StringIO, term: str = "xterm") -> Terminal:
    return Terminal(out=out, err=err, stdin=io.BytesIO(), environ={"TERM": term}, clock=lambda: TODAY)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "OFTEN", 0)


def test_a_bar_says_how_much_and_how_fast_and_then_goes() -> None:
    out, err = io.StringIO(), Watched()
    rows = iter(range(0, 10_000, 1_000))
    found = progress.counted("abcdef", terminal(out, err), "importing", "rows", done=lambda: next(rows))
    assert "".join(found) == "abcdef"
    shown = err.getvalue()
    assert "importing" in shown and "rows/s" in shown and "5,000 rows" in shown
    assert "\x1b[?25h" in shown and shown.endswith("\x1b[2K")
    assert out.getvalue() == ""


def test_work_that_is_given_up_takes_its_bar_away() -> None:
    err = Watched()
    found = progress.watched("abcdef", terminal(io.StringIO(), err), "replaying")
    assert [next(found), next(found), next(found)] == ["a", "b", "c"]
    assert "replaying" in err.getvalue() and not err.getvalue().endswith("\x1b[?25h")
    found.close()  # type: ignore[attr-defined]
    assert "\x1b[?25h" in err.getvalue()


@pytest.mark.parametrize(
    ("out", "err", "term"),
    [(io.StringIO(), io.StringIO(), "xterm"), (io.StringIO(), Watched(), "dumb"), (Watched(), Watched(), "xterm")],
)
def test_nothing_is_drawn_where_nobody_watches_or_the_answer_is_shown(
    out: io.StringIO, err: io.StringIO, term: str
) -> None:
    assert "".join(progress.watched("abc", terminal(out, err, term), "replaying")) == "abc"
    assert (out.getvalue(), err.getvalue()) == ("", "")
