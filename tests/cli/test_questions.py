"""`agenda`, `outlook`, `movement`, `graph`, `brief`, `hindsight` and `compare`, as somebody who types sees them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import GOLAN, negotrack
from tests.unit.test_agenda import BARGAIN, HEAD
from tests.unit.test_compare import DECLARED, ONE, OTHER
from tests.unit.test_deadlocks import A_FOR_B, B_FOR_A, CONDITIONS
from tests.unit.test_movement import OVER_TIME, log

STUCK = (
    f"{HEAD}{CONDITIONS}{A_FOR_B}{B_FOR_A}  c: {{debtor: left}}\n  d: {{debtor: left}}\n"
    "reports:\n  - {id: w1, outlet: wire, published: 2018-05-01, statements: [{commit: [a, b]}]}\n"
)
VERBS = {
    "agenda": (),
    "outlook": ("accept-assad",),
    "movement": (),
    "graph": (),
    "brief": ("--since", "2018-05-30"),
    "hindsight": ("--as-of", "2018-05-30"),
    "compare": (str(GOLAN),),
}


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
@pytest.mark.parametrize("verb", VERBS)
def test_every_question_is_answered_in_every_format(verb: str, form: str) -> None:
    found = negotrack(verb, GOLAN, *VERBS[verb], "--format", form)
    assert (found.code, found.err) == (0, "")
    assert found.out
    if form == "csv":
        rows = list(csv.reader(io.StringIO(found.out)))
        assert len({len(row) for row in rows}) == 1 and len(rows) > 1


def test_the_agenda_of_the_founding_case() -> None:
    found = negotrack("agenda", GOLAN, "--as-of", "2018-06-06", "--format", "json").json
    rows = {(row["sort"], row["subject"]): row for row in found["agenda"]}
    assert rows["overdue", "paris-meeting"]["days"] == 1
    assert rows["awaited", "distance-iran-hezbollah"]["unlocks"] == ["allow-army-return"]
    assert rows["awaited", "no-disguise"]["guarantor_unknown"]
    assert rows["waiting", "accept-assad"]["sets"] == ["iran-out-of-syria & reaffirm-1974 & no-disguise"]
    assert ("open_list", "accept-assad") in rows
    assert found["note"].startswith("2018-06-06 is 6 days after the last report")


def test_a_deadlock_is_shown_with_its_circle() -> None:
    found = negotrack("agenda", "-", "--format", "json", stdin=STUCK.encode()).json["agenda"]
    assert found[0]["sort"] == "deadlock" and found[0]["circle"] == ["a", "b-done", "b", "a-done"]
    drawn = " ".join(negotrack("agenda", "-", stdin=STUCK.encode()).out.split())
    assert "a (conditional) waits for b-done (unreported) waits for b (conditional)" in drawn


def test_the_agenda_keeps_to_the_subjects_asked_for() -> None:
    found = negotrack("agenda", "-", "--subject", "summit", "--as-of", "2018-05-20", "--format", "json",
                      stdin=BARGAIN.encode()).json  # fmt: skip
    assert [(row["sort"], row["subject"]) for row in found["agenda"]] == [("overdue", "summit")]


def test_the_outlook_says_what_is_owed() -> None:
    found = negotrack("outlook", GOLAN, "paris-meeting", "--as-of", "2018-06-06", "--format", "json").json
    assert found["must"][0]["parties"] == ["netanyahu", "macron"]
    assert {may["trigger"] for may in found["may"]} == {"schedule", "hold", "postpone", "cancel"}


def test_movement_has_shifts_figures_and_gaps() -> None:
    found = negotrack("movement", "-", "--format", "json", stdin=log(*OVER_TIME).encode()).json
    assert [shift["direction"] for shift in found["shifts"]][:2] == ["hardening", "concession"]
    assert [figure["quantity"] for figure in found["terms"]] == ["80 km", "100 km", "85 km"]
    assert (found["gaps"][0]["least"], found["gaps"][0]["met"]) == ("25", "false")
    drawn = negotrack("movement", "-", stdin=log(*OVER_TIME).encode()).out
    assert "distance 80 km to 100 km, by 20 km" in drawn
    assert "25 km apart; not met by it" in drawn


@pytest.mark.parametrize(("notation", "start"), [("mermaid", "flowchart LR\n"), ("dot", 'digraph "golan-2018" {\n')])
def test_the_graph_in_other_notations(notation: str, start: str) -> None:
    whole = negotrack("graph", GOLAN, "--to", notation)
    part = negotrack("graph", GOLAN, "--to", notation, "--subject", "accept-assad")
    assert whole.out.startswith(start) and part.out.startswith(start)
    assert 0 < len(part.out) < len(whole.out)


def test_the_brief_is_markdown_with_its_reports() -> None:
    found = negotrack("brief", GOLAN, "--since", "2018-05-30")
    assert found.out.startswith("# Iranian pullout from the Syria border\n")
    assert "“Iranian forces come no closer to the border than 70 or 80 km” is demanded by Israel of Iran" in found.out
    assert "on the word of one origin; hedged [`kan-2018-05-31`]." in found.out
    assert found.out == negotrack("brief", GOLAN, "--since", "2018-05-30", "--format", "md").out
    same = negotrack("brief", GOLAN, "--since", "2018-05-31")
    assert "Nothing changed." in same.out


def test_hindsight_tells_what_was_not_known_and_what_was_believed_otherwise() -> None:
    found = negotrack("hindsight", GOLAN, "--as-of", "2018-05-30", "--format", "json").json
    rows = {(row["subject"], row["region"]): row for row in found["revisions"]}
    assert rows["us-ru-jo-deal", "instrument"]["reports"] == ["netanyahu-2018-05-31"]
    assert (rows["us-ru-jo-deal", "instrument"]["then"], rows["us-ru-jo-deal", "instrument"]["now"]) == (
        "unreported", "in_negotiation",
    )  # fmt: skip
    assert "Not known then" in negotrack("hindsight", GOLAN, "--as-of", "2018-05-30").out
    assert "Nothing differs." in negotrack("hindsight", GOLAN, "--as-of", "2018-05-31").out


def test_two_coders_are_compared(tmp_path: Path) -> None:
    for name, text in (("one", ONE), ("other", OTHER)):
        (tmp_path / f"{name}.yaml").write_text(DECLARED + text, encoding="utf-8")
    found = negotrack("compare", tmp_path / "one.yaml", tmp_path / "other.yaml", "--format", "json").json
    assert [row["differs"] for row in found["statements"]][1] == [
        "origin: wire / unknown",
        "said_by: wire / wire < unknown",
    ]
    assert found["reports_only_one"] == ["mine-only"]
    assert [row["subject"] for row in found["states"]] == ["round", "exit"]
    drawn = negotrack("compare", tmp_path / "one.yaml", tmp_path / "other.yaml").out
    assert "States that come out otherwise (2)" in drawn and "Only in" in drawn


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("outlook", GOLAN, "accept-asad"), 'did you mean "accept-assad"?'),
        (("agenda", GOLAN, "--subject", "paris-meting"), 'did you mean "paris-meeting"?'),
        (("agenda", GOLAN, "--stale-after", "-1"), "--stale-after"),
        (("brief", GOLAN), "--since"),
        (("brief", GOLAN, "--since", "2018-06-30", "--as-of", "2018-06-01"), "a brief goes forward"),
        (("hindsight", GOLAN), "which day to look back on"),
        (("hindsight", GOLAN, "--as-of", "2018-05-31", "--as-known", "2018-05-01"), "hindsight looks back"),
        (("graph", GOLAN, "--to", "mermade"), 'did you mean "mermaid"?'),
        (("compare", "-", "-"), "both logs cannot be read from stdin"),
        (("movement", GOLAN, "--since", "31/05/2018"), "write a day as 2018-05-31"),
    ],
)
def test_misuse_is_told_and_exits_with_2(asked: tuple[str, ...], said: str) -> None:
    found = negotrack(*asked)
    assert (found.code, found.out) == (2, "")
    assert said in " ".join(found.err.split())


@pytest.mark.parametrize("verb", ["agenda", "movement", "graph"])
def test_a_day_before_the_first_report_has_a_clear_answer(verb: str) -> None:
    found = negotrack(verb, GOLAN, "--as-of", "2010-01-01")
    assert found.code == 0
    assert "2010-01-01 is before the first report known" in " ".join(found.out.split())
