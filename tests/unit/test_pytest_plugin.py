"""The plugin: scenario folders become tests that tell what is wrong, and nothing else is touched."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from negotrack.pytest_answers import KEYS
from tests.cli.running import ODD, SMALL

pytest_plugins = ("pytester",)

QUESTION = """\
- question: Is it still pressed?
  as_of: 2024-03-02
  as_known: 2024-03-02
  lens: credulous
  subject: pull-back
  region: stance
  state: [pressed, shelved]
  because: the only report
"""


def folder(pytester: pytest.Pytester, scenario: str = SMALL, **files: str) -> None:
    """A scenario in `s/`, with further files beside it."""
    top = pytester.mkdir("s")
    (top / "scenario.yaml").write_text(scenario, encoding="utf-8")
    for name, text in files.items():
        path = top / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("s", "-p", "no:cacheprovider", *args)


def test_a_scenario_is_checked_asked_and_held_to_its_golden(pytester: pytest.Pytester) -> None:
    folder(pytester, checks_yaml=QUESTION, expected__status_json="")
    run(pytester, "--negotrack-update").assert_outcomes(passed=3)
    found = run(pytester, "-v")
    found.assert_outcomes(passed=3)
    found.stdout.fnmatch_lines(["*::check PASSED*", "*::question-1 PASSED*", "*::expected/status.json PASSED*"])


def test_an_item_can_be_asked_for_by_name(pytester: pytest.Pytester) -> None:
    folder(pytester, checks_yaml=QUESTION)
    pytester.runpytest_inprocess("s/scenario.yaml::question-1").assert_outcomes(passed=1)


def test_errors_fail_the_check_with_their_places(pytester: pytest.Pytester) -> None:
    folder(pytester, SMALL.replace("press: pull-back", "press: pull-bakc"))
    found = run(pytester)
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["*scenario.yaml:15:16: error[[]unknown-subject]*pull-back*"])


def test_warnings_do_not_fail_it(pytester: pytest.Pytester) -> None:
    folder(pytester, SMALL.replace("published: 2024-03-01", "published: 2081-03-01"))
    run(pytester).assert_outcomes(passed=1)


def test_a_wrong_answer_tells_question_expected_found_and_statements(pytester: pytest.Pytester) -> None:
    folder(pytester, checks_yaml=QUESTION.replace("[pressed, shelved]", "withdrawn"))
    found = run(pytester)
    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(
        [
            "question: Is it still pressed?",
            "asked: *pull-back.stance as of 2024-03-02, as known on 2024-03-02, lens credulous",
            "expected: withdrawn (the only report)",
            "found: *pressed, since 2024-03-01",
            "rests on: r1#1 (2024-03-01, daily) press: pull-back",
            "asked in checks.yaml:1:3",
        ]
    )
    found.stdout.no_fnmatch_line("*Traceback*")


def test_what_was_refused_is_told(pytester: pytest.Pytester) -> None:
    asked = QUESTION.replace("region: stance", "region: response").replace("[pressed, shelved]", "accepted")
    folder(pytester, ODD, checks_yaml=asked)
    run(pytester).stdout.fnmatch_lines(["refused: r1#2 (accept in unanswered): *"])


def test_what_a_lens_holds_out_is_told(pytester: pytest.Pytester) -> None:
    folder(pytester, checks_yaml=QUESTION.replace("credulous", "officials"))
    run(pytester).stdout.fnmatch_lines(["found: *unreported", "held out: r1#1: *"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("region: stance", "regoin: stance"), "*checks.yaml:6:3: unknown key 'regoin'; did you mean *region*"),
        (("  subject: pull-back\n", ""), "*checks.yaml:1:3: a question needs subject"),
        (("subject: pull-back", "subject: [a, b]"), "*checks.yaml:5:12: subject must be a text"),
        (("subject: pull-back", "subject: pull-bakc"), "*pull-bakc*"),
        (("region: stance", "region: response.west"), "*response.west*"),
        (("lens: credulous", "lens: credulos"), "*credulos*"),
        (("as_of: 2024-03-02", "as_of: soon"), "*soon*"),
        (("state: [pressed, shelved]", "state: [{a: b}]"), "*checks.yaml:7:10: state must be a state or a list*"),
        ((QUESTION, "question: x\n"), "*checks.yaml:1:1: expected a list of questions*"),
        (("state: [pressed, shelved]", "state: [pressed"), "*checks.yaml*error*"),
    ],
)
def test_a_wrong_question_is_refused_with_its_place(
    pytester: pytest.Pytester, change: tuple[str, str], told: str
) -> None:
    folder(pytester, checks_yaml=QUESTION.replace(*change))
    found = run(pytester)
    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines([told])
    found.stdout.no_fnmatch_line("*Traceback*")


def test_a_golden_that_differs_tells_what_moved_and_update_takes_it(pytester: pytest.Pytester) -> None:
    folder(pytester, expected__status_json="{}")
    run(pytester, "--negotrack-update").assert_outcomes(passed=2)
    golden = pytester.path / "s" / "expected" / "status.json"
    whole = golden.read_text(encoding="utf-8")
    golden.write_text(whole.replace('"state": "pressed"', '"state": "shelved"'), encoding="utf-8")
    found = run(pytester)
    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(
        ["*--negotrack-update", "*pull-back stance: state: expected shelved, found pressed (rests on r1#1)"]
    )
    run(pytester, "--negotrack-update").assert_outcomes(passed=2)
    assert golden.read_text(encoding="utf-8") == whole


def test_a_golden_keeps_its_own_day_and_may_lack_keys(pytester: pytest.Pytester) -> None:
    early = {"as_of": "2024-02-01", "as_known": "2024-03-01", "standings": []}
    folder(pytester, expected__status_json=json.dumps(early))
    found = run(pytester)
    found.stdout.fnmatch_lines(["*standings: pull-back stance is new*"])
    run(pytester, "--negotrack-update").assert_outcomes(passed=2)
    golden = json.loads((pytester.path / "s" / "expected" / "status.json").read_text(encoding="utf-8"))
    assert golden["as_of"] == "2024-02-01"
    assert {row["state"] for row in golden["standings"]} == {"unreported"}
    for row in golden["standings"]:
        del row["origins"]
    (pytester.path / "s" / "expected" / "status.json").write_text(json.dumps(golden), encoding="utf-8")
    run(pytester).assert_outcomes(passed=2)


def test_controls_in_a_log_do_not_reach_the_terminal(pytester: pytest.Pytester) -> None:
    folder(pytester, checks_yaml=QUESTION.replace("Is it still pressed?", '"a\\e[31mb"').replace("pressed,", "x,"))
    assert "\x1b[31m" not in run(pytester, "--color=no").stdout.str()


@pytest.mark.parametrize("text", ["name: somebody else's file\n", "driver:\n  negotrack: 1\n", ""])
def test_files_of_other_tools_are_left_alone(pytester: pytest.Pytester, text: str) -> None:
    folder(pytester, text, checks_yaml=QUESTION)
    run(pytester).assert_outcomes()


def test_an_unrelated_run_imports_nothing_of_it() -> None:
    script = (
        "import sys, pytest; code = pytest.main(['--collect-only', '-q', '--version']);"
        "print(sorted(m for m in sys.modules if m.startswith('negotrack')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] in ("['negotrack', 'negotrack.pytest_plugin']", "[]")


def test_the_keys_are_those_of_the_shipped_checks() -> None:
    assert KEYS == ("question", "as_of", "as_known", "lens", "subject", "region", "state", "because")
