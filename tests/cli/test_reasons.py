"""`why`, `what-if` and `diff` on the founding scenario, and what they say to nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import GOLAN, SMALL, negotrack

DRAFT = """
- id: draft
  outlet: times-of-israel
  published: 2018-06-10
  statements:
    - meet: iran-out-of-syria
    - reaffirm: disengagement-1974
    - meet: no-disguise
"""
ASKED = {
    "why": ("accept-assad",),
    "what-if": ("--without", "outlet:hadashot"),
    "diff": ("--from", "2018-05-30", "--to", "2018-06-06"),
}


def moved(*args: str | Path) -> dict[str, tuple[str, str]]:
    """What `what-if` or `diff` says would stand otherwise: subject.region -> states before and after."""
    found = negotrack(*args, "--format", "json")
    assert (found.code, found.err) == (0, "")
    return {
        f"{change['subject']}.{change['region']}": (change["before"]["state"], change["after"]["state"])
        for change in found.json["changes"]
        if change["moved"]
    }


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
@pytest.mark.parametrize("verb", ASKED)
def test_every_question_is_answered_in_every_format(verb: str, form: str) -> None:
    found = negotrack(verb, GOLAN, *ASKED[verb], "--format", form)
    assert (found.code, found.err) == (0, "")
    assert found.out


def test_why_names_the_set_the_chains_and_the_path() -> None:
    (found,) = negotrack("why", GOLAN, "israel-russia", "--format", "json").json["reasons"]
    assert found["statements"] == ["hadashot-2018-05-31#1"]
    chain = "times-of-israel < hadashot < anonymous(israel, diplomatic)"
    assert {"statement": "hadashot-2018-05-31#1", "chain": chain} in found["chains"]
    assert [(step["source"], step["target"]) for step in found["path"]] == [
        ("unreported", "substantive"),
        ("substantive", "advanced"),
    ]


def test_why_of_every_region_and_of_one() -> None:
    every = negotrack("why", GOLAN, "iran-off-border", "--format", "json").json["reasons"]
    assert [reason["region"] for reason in every] == ["stance", "response", "fulfilment"]
    (one,) = negotrack("why", GOLAN, "iran-off-border.response", "--format", "json").json["reasons"]
    assert [rule["rule"] for rule in one["rules"]] == ["pressed-is-unanswered"]


def test_why_of_a_dispute_shows_both_sides() -> None:
    out = negotrack("why", GOLAN, "disengagement-1974", "--format", "table").out
    assert "Nothing was reported of it" in out


def test_without_the_outlet_of_the_talks() -> None:
    assert moved("what-if", GOLAN, "--without", "outlet:hadashot") == {
        "israel-russia.talks": ("advanced", "substantive"),
        "reaffirm-1974.condition": ("open", "unreported"),
        "no-disguise.condition": ("open", "unreported"),
    }


def test_without_the_disputed_source_nothing_moves() -> None:
    assert moved("what-if", GOLAN, "--without", "outlet:sohr") == {}


def test_without_the_paper_nothing_is_left() -> None:
    found = negotrack("what-if", GOLAN, "--without", "outlet:times-of-israel", "--format", "json").json
    assert {change["after"]["state"] for change in found["changes"]} == {"unreported"}


def test_a_draft_shows_what_it_would_bind(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(DRAFT, encoding="utf-8")
    found = moved("what-if", GOLAN, "--add", draft)
    assert found["accept-assad.commitment"] == ("signalled", "detached")
    assert found["iran-beyond-road.fulfilment"] == ("unmet", "met")


def test_a_draft_that_the_log_has_already_is_said_to_be_there() -> None:
    found = negotrack("what-if", GOLAN, "--add", next((GOLAN / "reports").iterdir()))
    assert found.code == 0 and "every report there is in the log already" in found.err


def test_a_broken_draft_is_placed_at_its_line(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(DRAFT.replace("meet: no-disguise", "meet: no-disgiuse"), encoding="utf-8")
    found = negotrack("what-if", GOLAN, "--add", draft)
    assert found.code == 1
    assert "draft.yaml:8:13: error[unknown-subject" in found.err and 'did you mean "no-disguise"?' in found.err


def test_the_load_of_sources_is_ranked() -> None:
    sources = negotrack("what-if", GOLAN, "--load-bearing", "--format", "json").json["sources"]
    counts = [len(source["standings"]) for source in sources]
    assert sources[0]["source"] == "times-of-israel" and counts == sorted(counts, reverse=True)


def test_status_through_one_lens_against_another() -> None:
    found = negotrack("status", GOLAN, "--against", "sceptical", "--format", "json").json
    assert (found["before"]["lens"], found["after"]["lens"]) == ("credulous", "sceptical")
    held_out = {change["claim"] for change in found["claims"] if change["after"] and not change["after"]["admitted"]}
    assert "israel-russia:advance" in held_out


def test_what_moved_and_what_was_learned() -> None:
    assert moved("diff", GOLAN, "--from", "2018-05-31", "--to", "2018-06-06") == {
        "paris-meeting.meeting": ("scheduled", "overdue")
    }
    found = negotrack(
        "diff", GOLAN, "--known-from", "2018-05-30", "--known-to", "2018-05-31", "--format", "json"
    ).json  # fmt: skip
    kinds = {one["statement"]: one["kind"] for one in found["learned"]}
    assert kinds["axis-2018-05-31#1"] == "denial" and "tass-2018-05-30#1" not in kinds


@pytest.mark.parametrize(("day", "code"), [("2018-05-31", 0), ("2018-06-06", 1)])
def test_diff_tells_by_its_exit_code(day: str, code: int) -> None:
    assert negotrack("diff", GOLAN, "--from", "2018-05-31", "--to", day, "--exit-code").code == code


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("why", GOLAN, "accept-asad"), 'did you mean "accept-assad"?'),
        (("why", GOLAN, "accept-assad.stance"), "it has commitment"),
        (("why", GOLAN, "sohr-2018-05-31#1"), "it is a statement, about withdrawal"),
        (("why", GOLAN, "kan-2018-05-31"), "it is a report, about iran-off-border, iran-beyond-road"),
        (("what-if", GOLAN), "say what would be different"),
        (("what-if", GOLAN, "--without", "outlet:hadashoot"), 'did you mean "hadashot"?'),
        (("what-if", GOLAN, "--without", "outlets:hadashot"), 'did you mean "outlet"?'),
        (("what-if", GOLAN, "--against", "skeptical"), 'did you mean "sceptical"?'),
        (("what-if", GOLAN, "--load-bearing", "--without", "outlet:kan"), "leave the other options out"),
        (("diff", GOLAN), "say from when"),
    ],
)
def test_nonsense_gets_a_suggestion(args: tuple[str | Path, ...], said: str) -> None:
    found = negotrack(*args)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


TWICE = """
  - {id: r2, outlet: daily, published: 2024-03-08, said_by: [south], statements: [{reject: pull-back}]}
  - {id: r3, outlet: daily, published: 2024-03-09, said_by: [south], statements: [{accept: pull-back}]}
  - id: r4
    outlet: daily
    published: 2024-03-10
    statements: [{press: pull-back}, {reject: pull-back, said_by: [south]}]
"""


def test_a_claim_made_again_says_the_how_manieth_it_is() -> None:
    text = SMALL + TWICE.strip("\n") + "\n"
    found = negotrack("diff", "-", "--from", "2024-03-08", "--to", "2024-03-10", stdin=text.encode())
    assert "pull-back:reject~2 (the 2nd time)" in found.out
    assert "~2 (the" not in negotrack("diff", "-", "--from", "2024-03-08", "--format", "json", stdin=text.encode()).out


def test_a_single_day_is_said_once() -> None:
    found = negotrack("diff", "-", "--from", "2024-03-01", "--to", "2024-03-08", stdin=LATER.encode())
    assert "was since 2024-03-01; now since 2024-03-08" in found.out and " to 2024" not in found.out


LATER = (
    SMALL
    + """\
  - {id: r2, outlet: daily, published: 2024-03-02, statements: [{withdraw: pull-back}]}
  - {id: r3, outlet: daily, published: 2024-03-08, statements: [{press: pull-back}]}
"""
)


def test_days_before_the_first_report_are_unreported_and_no_error() -> None:
    (found,) = negotrack("why", GOLAN, "accept-assad", "--as-known", "2010-01-01", "--format", "json").json["reasons"]
    assert (found["state"], found["statements"]) == ("unreported", [])


ACCEPTED = "- {id: draft, outlet: daily, published: 2024-03-02, statements: [{accept: pull-back, by: south}]}\n"
LINE = '{"id": "draft", "outlet": "daily", "published": "2024-03-02", "statements": [{"shelve": "pull-back"}]}\n'


@pytest.mark.parametrize("draft", [ACCEPTED, LINE])
@pytest.mark.parametrize("form", ["yaml", "db"])
def test_a_draft_may_come_from_stdin(tmp_path: Path, form: str, draft: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    if form == "db":
        assert negotrack("import", "log", path, "-o", tmp_path / "small.db").code == 0
        path = tmp_path / "small.db"
    (tmp_path / "draft.jsonl" if draft is LINE else tmp_path / "draft.yaml").write_text(draft, encoding="utf-8")
    from_file = negotrack("what-if", path, "--add", next(tmp_path.glob("draft.*")), "--format", "json")
    from_stdin = negotrack("what-if", path, "--add", "-", "--format", "json", stdin=draft.encode())
    assert from_stdin.code == 0 and from_stdin.out == from_file.out and "draft" in from_stdin.out


def test_stdin_is_read_once(tmp_path: Path) -> None:
    found = negotrack("what-if", GOLAN, "--add", "-", "--add", "-")
    assert found.code == 2 and "once" in found.err


def test_why_tells_a_denial_from_what_it_denies(tmp_path: Path) -> None:
    path = tmp_path / "log.yaml"
    report = "  - {id: %s, outlet: daily, published: 2024-03-02, said_by: [%s], statements: [{deny: %s}]}\n"
    denials = report % ("r2", "north", "{press: pull-back}"), report % ("r3", "south", '"r1#1"')
    path.write_text(SMALL + "".join(denials), encoding="utf-8")
    against = negotrack("why", path, "pull-back.stance").out.partition("Held against")[2]
    assert "r2#1  denied: press pull-back" in against and "r3#1  deny r1#1" in against
