"""Streams: data on stdout, messages on stderr, colours by the environment, pipes that break, exit codes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from negotrack.cli.terminal import shortened
from tests.cli.running import GOLAN, ROOT, SMALL, negotrack, spawn

ESC = "\x1b"


def test_data_goes_to_stdout_and_messages_to_stderr() -> None:
    found = spawn("status", "-", "--format", "json", stdin=SMALL.replace("2024", "2091").encode())
    assert found.json["scenario"] == "small" and "1 warning" in found.err and found.code == 0


@pytest.mark.parametrize("verb", ["status", "timeline", "replay", "check"])
def test_a_pipe_gets_no_colour_unless_it_is_forced(verb: str) -> None:
    assert ESC not in spawn(verb, GOLAN).out
    forced = spawn(verb, "-", environ={"FORCE_COLOR": "1"}, stdin=SMALL.replace("by: north", "by: n").encode())
    assert forced.code == 1 and ESC in (forced.err if verb != "check" else forced.out)
    both = spawn(verb, "-", environ={"FORCE_COLOR": "1", "NO_COLOR": "1"}, stdin=b"a: 1\n")
    assert ESC not in both.out + both.err


def test_help_keeps_to_the_same_rules_of_colour() -> None:
    assert ESC not in spawn("--help").out
    assert ESC in spawn("--help", environ={"FORCE_COLOR": "1"}).out
    assert ESC not in spawn("--help", environ={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out
    assert ESC not in spawn("status", "--help", environ={"GITHUB_ACTIONS": "true"}).out


def test_data_has_the_same_bytes_in_every_locale() -> None:
    text = SMALL.replace("scenario: small", "scenario: small\ntitle: שלום é").encode()
    environs = [{}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}]
    for form in ("json", "csv", "md"):
        assert len({spawn("timeline", "-", "--format", form, stdin=text, environ=e).out for e in environs}) == 1


def test_an_ascii_terminal_is_no_fault() -> None:
    found = spawn("timeline", GOLAN, environ={"PYTHONIOENCODING": "ascii"})
    assert found.code == 0 and found.out.isascii()
    refused = spawn("status", "נעלם", environ={"PYTHONIOENCODING": "ascii"})
    assert refused.code == 3 and "Traceback" not in refused.err


def run_in_shell(script: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m negotrack"
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script.replace('negotrack', program)}"],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "GOLAN": str(GOLAN)},
    )  # fmt: skip


@pytest.mark.parametrize("format_", ["table", "json", "jsonl", "csv", "md"])
@pytest.mark.parametrize("verb", ["timeline", "replay"])
def test_a_reader_that_stops_reading_is_no_fault(verb: str, format_: str, tmp_path: Path) -> None:
    done = run_in_shell(f'negotrack {verb} "$GOLAN" --format {format_} | head -c 1', tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_broken_pipe_keeps_the_verdict_of_check(tmp_path: Path) -> None:
    done = run_in_shell("printf 'a: 1\\n' | negotrack check - | true", tmp_path)
    assert (done.returncode, done.stderr) in ((1, ""), (0, ""))
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    done = run_in_shell('negotrack timeline "$GOLAN" > /dev/full', tmp_path)
    assert done.returncode == 3 and "no space left" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["status", "timeline --format csv", "check", "agenda --format json"])
def test_data_that_nobody_can_have_is_no_success(command: str, tmp_path: Path) -> None:
    verb, _, options = command.partition(" ")
    done = run_in_shell(f'negotrack {verb} "$GOLAN" {options} >&-', tmp_path)
    assert (done.returncode, done.stderr) == (3, "negotrack: cannot read or write: standard output is closed\n")


def test_closed_streams_bring_no_traceback(tmp_path: Path) -> None:
    done = run_in_shell('negotrack status "$GOLAN" >&- 2>&-; echo $?', tmp_path)
    assert done.stdout.strip() == "3"
    done = run_in_shell('negotrack export "$GOLAN" --to jsonl -o out.jsonl >&-', tmp_path)
    assert done.returncode == 0 and (tmp_path / "out.jsonl").exists()
    assert "Traceback" not in run_in_shell("negotrack status - <&-", tmp_path).stderr


def test_interruption_is_130_without_a_traceback() -> None:
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "negotrack", "status", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ,
        # A shell that runs the tests in the background has interruptions ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    time.sleep(1.5)  # it waits for its stdin
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130 and b"Traceback" not in err and b"interrupted" in err


def test_what_cannot_be_read_is_3(tmp_path: Path) -> None:
    missing = negotrack("status", tmp_path / "nowhere")
    assert missing.code == 3 and "no such file" in missing.err
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    assert negotrack("check", fifo).code == 3
    assert negotrack("check", "").code == 3


def test_a_hostile_name_of_a_file_is_shown_by_stand_ins(tmp_path: Path) -> None:
    name = f"x{ESC}[31m\x07‮.yaml"
    path = tmp_path / name
    path.write_text("a: 1\n", encoding="utf-8")
    for args in (
        ("check", path), ("check", "--format", "json", path), ("check", "--format", "github", path),
        ("status", path), ("fmt", path), ("fmt", "--check", path), ("fmt", "--diff", path),
        ("status", tmp_path / f"no{name}"), ("schema", path), ("new", "report", path),
    ):  # fmt: skip
        found = negotrack(*args)
        assert found.code in (0, 1, 2, 3)
        assert not {ESC, "\x07", "‮"} & set(found.out + found.err), args


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
@pytest.mark.parametrize("verb", ["status", "timeline", "replay"])
def test_hostile_texts_steer_nothing_and_become_no_markup(verb: str, form: str) -> None:
    hostile = '"=cmd() [bold]x[/x] :warning: \\e]8;;https://x\\a \\x9b31m <script>"'
    statements = f"      - press: pull-back\n        quote: {hostile}\n      - position: {hostile}\n"
    text = SMALL.replace("text: Forces pull back", f"text: {hostile}").replace("      - press: pull-back\n", statements)
    found = negotrack(verb, "-", "--format", form, stdin=text.encode())
    assert found.code == 0, found.err
    assert not {ESC, "\x07", "\x9b"} & set(found.out)
    if form == "md":
        assert "<script>" not in found.out.replace("\\<script\\>", "")
    elif verb == "timeline" and form != "csv":
        assert "[bold]x[/x] :warning:" in found.out


def test_a_hostile_argument_is_shown_by_stand_ins() -> None:
    for args in (("status", GOLAN, "--subject", f"{ESC}[2J"), (f"{ESC}[2J",), ("explain", f"{ESC}[2J[/x]")):
        found = negotrack(*args)
        assert found.code == 2 and ESC not in found.err


LONG = "x" * 5000


@pytest.mark.parametrize(
    "args",
    [
        (LONG,),
        ("status", LONG),
        ("status", GOLAN, LONG),
        ("status", GOLAN, f"--{LONG}"),
        ("status", GOLAN, "--subject", LONG),
        ("status", GOLAN, "--lens", LONG),
        ("status", GOLAN, "--as-of", LONG),
        ("status", GOLAN, "--format", LONG),
        ("status", GOLAN, "--format", " ".join(["long"] * 1000)),
        ("explain", LONG),
    ],
)
def test_a_long_argument_is_not_echoed_whole(args: tuple[str | Path, ...]) -> None:
    found = negotrack(*args)
    assert found.code in (2, 3) and len(found.err) < 1000


def test_a_short_message_stays_as_it_is() -> None:
    assert shortened("""there is no party 'x'; did you mean "y"? it's in 'z' """) == (
        """there is no party 'x'; did you mean "y"? it's in 'z' """
    )
    assert shortened(f"'{LONG}'") == f"'{LONG[:59]}…'"
