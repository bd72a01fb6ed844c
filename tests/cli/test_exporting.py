"""`export` as a page and as a calendar: whole files, the same bytes every time, options that mean something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import GOLAN, ROOT, SMALL, negotrack, spawn

LONG = ROOT / "scenarios" / "jcpoa-2013"


@pytest.mark.parametrize("form", ["html", "ics"])
def test_a_file_that_is_whole_and_never_replaced_unasked(tmp_path: Path, form: str) -> None:
    out = tmp_path / f"golan.{form}"
    made = negotrack("export", GOLAN, "--to", form, "-o", out)
    assert (made.code, made.out, made.err) == (0, "", f"written to {out}\n")
    text = out.read_bytes()
    assert text.decode() == negotrack("export", GOLAN, "--to", form).out
    assert negotrack("export", GOLAN, "--to", form, "-o", out).code != 0
    assert negotrack("export", GOLAN, "--to", form, "--as-of", "2018-05-30", "-o", out, "--force").code == 0
    assert out.read_bytes() != text


@pytest.mark.parametrize("form", ["html", "ics"])
def test_the_same_bytes_in_another_place_and_time(form: str) -> None:
    odd = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
    one, other = spawn("export", LONG, "--to", form), spawn("export", LONG, "--to", form, environ=odd)
    assert one.code == other.code == 0 and one.out == other.out


def test_the_page_answers_the_options_of_a_question() -> None:
    def page(*options: str) -> str:
        found = negotrack("export", GOLAN, "--to", "html", *options)
        assert found.code == 0
        return re.sub("<[^>]*>", "", found.out)

    assert "as of 2018-06-06 · as known 2018-05-31" in page("--as-of", "2018-06-06")
    known = page("--as-known", "2018-05-30")
    assert "hadashot-2018-05-31#1" not in known and "tass-2018-05-30#1" in known
    assert "Held out by the lens" in page("--lens", "officials")
    part = page("--subject", "paris-meeting")
    assert "only subject paris-meeting" in part and "israel-russia" not in part
    assert "only party " in page("--party", "russia")
    assert "2017-04-26, Wednesday" in page() and "2017-04-26, Wednesday" not in page("--since", "2018-01-01")


def test_the_calendar_answers_the_options_of_a_question() -> None:
    late = negotrack("export", GOLAN, "--to", "ics", "--as-of", "2018-06-06", "--subject", "paris-meeting").out
    assert late.count("BEGIN:VEVENT") == 1 and "SUMMARY:Overdue: Netanyahu and Macron in Paris" in late
    # One of 2017, and one that may have been on any day up to 2018-05-30.
    assert negotrack("export", GOLAN, "--to", "ics", "--until", "2018-01-01").out.count("BEGIN:VEVENT") == 2
    assert negotrack("export", GOLAN, "--to", "ics", "--party", "france").out.count("BEGIN:VEVENT") == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--subject", "nothing"), "there is no subject 'nothing'"),
        (("--lens", "rosy"), "no lens 'rosy'"),
        (("--since", "2018-06-01", "--until", "2018-05-01"), "is later than --until"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: tuple[str, ...], said: str) -> None:
    found = negotrack("export", GOLAN, "--to", "html", *options)
    assert found.code == 2 and said in found.err and found.out == ""


@pytest.mark.parametrize(
    "options", [("--as-of", "2018-05-31"), ("--party", "russia"), ("--lens", "officials"), ("--until", "2018-05-31")]
)
def test_a_log_is_written_whole_and_a_part_of_it_refused(options: tuple[str, str]) -> None:
    found = negotrack("export", GOLAN, "--to", "jsonl", *options)
    assert found.code == 2 and f"{options[0]} is for --to html and ics" in found.err


def test_a_log_on_stdin_and_a_page_on_stdout() -> None:
    found = negotrack("export", "-", "--to", "html", stdin=SMALL.encode())
    assert found.code == 0 and found.out.startswith("<!DOCTYPE html>\n<html") and "Forces pull back" in found.out


@pytest.mark.parametrize("form", ["html", "ics"])
def test_a_store_gives_what_its_text_gives(tmp_path: Path, form: str) -> None:
    store = tmp_path / "golan.db"
    assert negotrack("import", "log", GOLAN, "-o", store).code == 0
    for more in ((), ("--as-of", "2018-06-06", "--subject", "paris-meeting")):
        assert (
            negotrack("export", store, "--to", form, *more).out == negotrack("export", GOLAN, "--to", form, *more).out
        )
