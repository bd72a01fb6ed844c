"""Completion: scripts for three shells, and the ids of the scenario under PATH."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import GOLAN, negotrack, spawn


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_printed(shell: str) -> None:
    found = negotrack("completion", shell)
    assert found.code == 0 and f"_NEGOTRACK_COMPLETE={shell}_complete" in found.out


def test_an_unknown_shell_is_refused() -> None:
    found = negotrack("completion", "bsh")
    assert found.code == 2 and 'did you mean "bash"?' in found.err


def completed(*words: str) -> list[str]:
    """What bash would offer for the last word."""
    environ = {
        "_NEGOTRACK_COMPLETE": "bash_complete",
        "COMP_WORDS": "\n".join(("negotrack", *words)),
        "COMP_CWORD": str(len(words)),
    }
    found = spawn(environ=environ)
    assert (found.code, found.err) == (0, "")
    return [line.partition(",")[2] for line in found.out.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("st",), ["status"]),
        (("status", str(GOLAN), "--subject", "iran-o"), ["iran-out-of-syria", "iran-off-border"]),
        (("status", str(GOLAN), "--party", "l"), ["liberman", "lavrov"]),
        (("timeline", str(GOLAN), "--lens", ""), ["credulous", "sceptical", "officials"]),
        (("new", "report", str(GOLAN), "--outlet", "ta"), ["tass"]),
        (("status", str(GOLAN), "--format", "js"), ["json", "jsonl"]),
        (("status", str(GOLAN), "--as-of", "t"), ["today"]),
        (("status", str(GOLAN), "--as-k"), ["--as-known"]),
        (("status", "nowhere", "--subject", ""), []),
        (("status", "-", "--subject", ""), []),
    ],
)
def test_words_are_completed(words: tuple[str, ...], offered: list[str]) -> None:
    assert completed(*words) == offered


def test_a_broken_scenario_offers_nothing_and_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("[[[", encoding="utf-8")
    assert completed("status", str(path), "--subject", "") == []
    assert completed("status", str(path), "--lens", "c") == ["credulous"]


@pytest.mark.parametrize(
    "environ",
    [
        {"COMP_WORDS": "negotrack statsu scenarios ", "COMP_CWORD": "2"},
        {"COMP_WORDS": "negotrack st"},
        {"COMP_CWORD": "1"},
        {"COMP_WORDS": "negotrack st", "COMP_CWORD": "one"},
        {"COMP_WORDS": "negotrack 'st", "COMP_CWORD": "9"},
        {},
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_cannot_be_completed_offers_nothing_in_silence(shell: str, environ: dict[str, str]) -> None:
    found = spawn(environ={"_NEGOTRACK_COMPLETE": f"{shell}_complete", **environ})
    assert (found.code, found.err) == (0, "") and "Traceback" not in found.out
