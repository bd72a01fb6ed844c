"""`status`, `timeline` and `replay`: the shape of answers, filters, and what is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import GOLAN, ODD, SMALL, negotrack

STANDING = ["subject", "kind", "region", "state", "since", "certain", "statements", "held_against"]


def test_status_as_json_has_the_keys_of_the_contract_first_and_in_order() -> None:
    found = negotrack("status", GOLAN, "--format", "json")
    assert (found.code, found.err) == (0, "")
    assert list(found.json) == ["scenario", "as_of", "as_known", "lens", "standings", "claims", "held_out", "anomalies"]
    assert [list(s)[: len(STANDING)] for s in found.json["standings"]] == [STANDING] * len(found.json["standings"])
    assert list(found.json["claims"][0])[:5] == ["claim", "status", "for", "against", "origins"]


def test_an_anomaly_names_the_rule_that_refused_it() -> None:
    anomaly = negotrack("status", "-", "--format", "json", stdin=ODD.encode()).json["anomalies"][0]
    assert list(anomaly)[:6] == ["statement", "subject", "region", "state", "trigger", "rule"]
    assert anomaly["statement"] == "r1#2" and anomaly["rule"].startswith("speaks-for-addressee")
    replayed = negotrack("replay", "-", "--format", "jsonl", stdin=ODD.encode()).lines
    assert [line["because"] for line in replayed if line["what"] == "anomaly"] == [anomaly["rule"]]
    assert "speaks-for-addressee" in negotrack("replay", "-", stdin=ODD.encode()).out


def test_status_answers_the_example_of_the_contract() -> None:
    found = negotrack("status", GOLAN, "--format", "json").json
    assert {key: found[key] for key in ("scenario", "as_of", "as_known", "lens")} == {
        "scenario": "golan-2018", "as_of": "2018-05-31", "as_known": "2018-05-31", "lens": "credulous",
    }  # fmt: skip
    standing = next(s for s in found["standings"] if (s["subject"], s["region"]) == ("iran-off-border", "stance"))
    assert standing["state"] == "pressed" and standing["kind"] == "demand"
    assert standing["since"] == {"earliest": None, "latest": "2018-05-31"}
    assert standing["statements"] == ["kan-2018-05-31#1"] and standing["held_against"] == []
    claim = next(c for c in found["claims"] if c["claim"] == "withdrawal")
    assert (claim["status"], claim["for"], claim["against"], claim["origins"]) == (
        "disputed", ["sohr-2018-05-31#1"], ["axis-2018-05-31#1"], 1,
    )  # fmt: skip


def test_a_region_nothing_was_reported_about_is_listed() -> None:
    found = negotrack("status", GOLAN, "--format", "json", "--subject", "disengagement-1974").json
    assert {s["state"] for s in found["standings"]} == {"unreported"}
    assert [s["since"] for s in found["standings"]] == [{"earliest": None, "latest": None}] * 3


def test_the_lens_holds_out_with_a_reason() -> None:
    found = negotrack("status", GOLAN, "--format", "json", "--lens", "officials").json
    assert {h["statement"] for h in found["held_out"]} >= {"hadashot-2018-05-31#1", "sohr-2018-05-31#1"}
    assert all(h["because"] for h in found["held_out"])


def test_as_known_leaves_out_what_was_reported_later() -> None:
    found = negotrack("status", GOLAN, "--as-known", "2018-05-30", "--format", "json").json
    assert (found["as_of"], found["as_known"]) == ("2018-05-30", "2018-05-30")
    reported = {s["subject"] for s in found["standings"] if s["state"] != "unreported"}
    assert reported == {"militias-out-of-southwest"}


def test_today_is_a_day() -> None:
    found = negotrack("status", GOLAN, "--as-of", "today", "--subject", "paris-meeting", "--format", "json").json
    assert (found["as_of"], found["standings"][0]["state"]) == ("2018-06-06", "overdue")


def test_filters_keep_what_a_party_and_its_people_have_a_part_in() -> None:
    found = negotrack("status", GOLAN, "--party", "france", "--format", "json").json
    assert {s["subject"] for s in found["standings"]} == {"etienne-visit", "paris-meeting"}
    both = negotrack("status", GOLAN, "--subject", "paris-meeting", "--subject", "accept-assad", "--format", "json")
    assert {s["subject"] for s in both.json["standings"]} == {"paris-meeting", "accept-assad"}


def test_csv_has_a_row_for_each_standing() -> None:
    rows = list(csv.DictReader(io.StringIO(negotrack("status", GOLAN, "--format", "csv").out)))
    assert len(rows) == len(negotrack("status", GOLAN, "--format", "json").json["standings"])
    assert rows[0]["since_earliest"] == "2018-05-31" and rows[0]["certain"] == "true"


def test_jsonl_names_the_table_of_each_record() -> None:
    lines = negotrack("status", GOLAN, "--format", "jsonl").lines
    assert lines[0]["record"] == "answer" and lines[0]["lens"] == "credulous"
    assert {line["record"] for line in lines[1:]} >= {"standings", "claims"}


def test_md_has_a_table_for_each_list() -> None:
    found = negotrack("status", GOLAN, "--format", "md").out
    assert "## Standings\n\n| subject | kind |" in found and "## Held out\n\nNone." in found


def test_tables_for_people_say_what_stands_and_what_happened() -> None:
    assert "Netanyahu and Macron in Paris" in negotrack("status", GOLAN).out
    by_time = negotrack("timeline", GOLAN, "--width", "120")
    by_subject = negotrack("timeline", GOLAN, "--by", "subject")
    assert by_time.code == by_subject.code == 0
    assert "2018-05-31" in by_time.out and max(map(len, by_time.out.splitlines())) <= 120
    assert by_time.out != by_subject.out


def test_timeline_as_json_holds_the_steps_and_every_statement_with_its_fate() -> None:
    found = negotrack("timeline", GOLAN, "--format", "json").json
    assert list(found) == ["scenario", "as_of", "as_known", "lens", "steps", "statements", "anomalies"]
    assert len(found["statements"]) == 41 and all(s["fate"] for s in found["statements"])
    late = negotrack("timeline", GOLAN, "--format", "json", "--since", "2018-05-31", "--until", "2018-05-31").json
    assert 0 < len(late["statements"]) < 41
    assert negotrack("timeline", GOLAN, "--since", "2018-06-01", "--until", "2018-05-01").code == 2


def test_replay_tells_every_statement_once_in_report_order() -> None:
    lines = [line for line in negotrack("replay", GOLAN, "--format", "jsonl").lines if line["what"] != "undone"]
    published = [line["published"] for line in lines]
    assert published == sorted(published)
    told = {line["statement"] for line in lines}
    assert len(told) == 41
    assert {line["what"] for line in lines} >= {"applied", "supports", "noted"}


def test_replay_ends_where_status_stands() -> None:
    last: dict[tuple[str, str], str] = {}
    for line in negotrack("replay", GOLAN, "--format", "jsonl").lines:
        if line["what"] == "applied" and line["target"]:
            last[line["subject"], line["region"]] = line["target"]
    standings = negotrack("status", GOLAN, "--format", "json").json["standings"]
    assert last == {(s["subject"], s["region"]): s["state"] for s in standings if s["state"] != "unreported"}


def test_replay_says_what_the_lens_holds_out() -> None:
    lines = negotrack("replay", GOLAN, "--lens", "officials", "--format", "jsonl").lines
    held = [line for line in lines if line["what"] == "held_out"]
    assert held and all(line["because"] for line in held)
    shown = negotrack("replay", GOLAN, "--lens", "officials").out
    assert "held out" in shown and "hadashot-2018-05-31#1" in shown


def test_replay_in_the_other_formats_is_one_document() -> None:
    document = negotrack("replay", GOLAN, "--format", "json", "--as-known", "2018-05-30").json
    assert {event["report"] for event in document["events"]} == {"tass-2018-05-30"}
    assert negotrack("replay", GOLAN, "--format", "csv").out.startswith("report,published,what,statement,")


def test_a_single_file_and_stdin_answer_alike(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    from_file = negotrack("status", path, "--format", "json")
    from_stdin = negotrack("status", "-", "--format", "json", stdin=SMALL.encode())
    assert from_file.json == from_stdin.json and from_file.json["standings"][0]["state"] == "pressed"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--subject", "iran-off-bordr"), "there is no subject 'iran-off-bordr'; did you mean \"iran-off-border\"?"),
        (("--party", "isreal"), 'did you mean "israel"?'),
        (("--lens", "skeptical"), 'did you mean "sceptical"?'),
        (("--as-of", "2018-02-30"), "there is no day 30 in February 2018"),
        (("--as-of", "31/05/2018"), "write a day as 2018-05-31, or today"),
        (("--as-known", "2018-05"), "write a day as 2018-05-31, or today"),
        (("--as-known", "2018-05-31T10:00"), "has a time"),
        (("--format", "jsn"), 'did you mean "json"?'),
        (("--as-off", "2018-05-31"), "--as-of"),
    ],
)
@pytest.mark.parametrize("verb", ["status", "timeline", "replay"])
def test_what_is_not_there_is_refused_with_the_nearest(verb: str, args: tuple[str, str], said: str) -> None:
    found = negotrack(verb, GOLAN, *args)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_a_lens_of_the_scenario_can_be_asked_for() -> None:
    text = SMALL.replace("reports:", "lenses:\n  strict: {min_origins: 2}\nreports:")
    found = negotrack("status", "-", "--lens", "strict", "--format", "json", stdin=text.encode()).json
    assert found["lens"] == "strict" and [h["statement"] for h in found["held_out"]] == ["r1#1"]


def test_a_scenario_with_errors_shows_them_all_and_answers_nothing() -> None:
    text = SMALL.replace("by: north", "by: nort").replace("daily\n", "dialy\n")
    found = negotrack("status", "-", stdin=text.encode())
    assert (found.code, found.out) == (1, "")
    assert 'did you mean "north"?' in found.err and 'did you mean "daily"?' in found.err and "2 errors" in found.err


def test_warnings_are_counted_on_stderr_and_do_not_stop_an_answer() -> None:
    text = SMALL.replace("2024-03-01", "2091-03-01")
    found = negotrack("status", "-", "--format", "json", stdin=text.encode())
    assert found.code == 0 and found.json["scenario"] == "small"
    assert "1 warning; `negotrack check` shows them" in found.err
    assert negotrack("agenda", "-", stdin=text.encode()).err == ""
