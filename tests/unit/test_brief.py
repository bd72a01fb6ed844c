"""The brief: sentences by weight, each with its reports, and names that stay text in Markdown."""

from __future__ import annotations

import re

import pytest

from negotrack.engine.history import replay
from negotrack.exporters.brief import format_brief
from negotrack.exporters.markdown import code, prose
from negotrack.loading import loads
from negotrack.machines.tables import CLAIM, REGIONS
from negotrack.problems import UsageError
from negotrack.queries.brief import Brief, brief
from negotrack.queries.sentences import PHRASES
from tests.unit.test_agenda import BARGAIN, HEAD, moment

MORE = (
    BARGAIN
    + """
  - {id: w3, outlet: wire, published: 2018-05-06, statements: [{meet: inspectors}]}
  - id: w4
    outlet: wire
    published: 2018-05-07
    said_by: [right]
    statements:
      - {reject: depth}
      - {hold: summit, event_date: 2018-05-06/2018-05-20, certainty: hedged}
      - {deny: w3#1}
      - {position: No word of it, kind: red-line, of: right, about: depth}
      - {violate: leave}
"""
)


def briefed(since: str, text: str = MORE, known: str | None = None) -> Brief:
    return brief(moment(text, since, known or since), moment(text))


def sentences(found: Brief) -> dict[str, str]:
    return {f"{s.subject}.{s.region}": s.text for s in found.sentences}


def test_what_binds_comes_first_and_positions_last() -> None:
    found = briefed("2018-05-05")
    assert [(s.subject, s.region) for s in found.sentences] == [
        ("lift", "commitment"),
        ("depth", "response"),
        ("inspectors", "condition"),
        ("summit", "meeting"),
        ("leave", "commitment"),
        ("depth", "red-line"),
    ]
    weights = [s.weight for s in found.sentences]
    assert weights == sorted(weights, reverse=True)


def test_doubt_is_said_in_words() -> None:
    found = sentences(briefed("2018-05-05"))
    assert found["inspectors.condition"] == (
        "the condition “Inspectors may enter” is met, on 2018-05-06 (before: open); "
        "dated by its report, since no day is given; disputed (1 origin for it)"
    )
    assert "not certain to have happened yet (otherwise scheduled)" in found["summit.meeting"]
    assert found["summit.meeting"].endswith("hedged")
    assert "which follows by rule (antecedent holds)" in found["lift.commitment"]
    assert "confirmed by a party to it" in found["depth.response"]
    assert found["leave.commitment"] == (
        "a report of “violate” for “Left leaves” moved nothing, and it stays signalled: "
        "“violate” does not follow upon that"
    )
    assert found["depth.red-line"] == "red line of Right, on the word of Right: “No word of it”"


def test_each_sentence_ends_with_its_reports() -> None:
    found = briefed("2018-05-05")
    by_subject = {(s.subject, s.region): s for s in found.sentences}
    assert by_subject["inspectors", "condition"].reports == ("w3",)
    assert by_subject["inspectors", "condition"].against == ("w4",)
    lines = [line for line in format_brief(found).splitlines() if line.startswith("- ")]
    assert len(lines) == len(found.sentences)
    assert all(re.search(r" \[`w\d`(, `w\d`)*(; against: `w\d`)?\]\.$", line) for line in lines)


def test_the_same_state_on_another_footing_is_said_and_weighs_less() -> None:
    found = brief(moment(MORE, "2018-05-06", "2018-05-06"), moment(MORE, "2018-05-06"))
    (footing,) = [s for s in found.sentences if s.region == "condition"]
    assert footing.text.startswith("as before, the condition “Inspectors may enter” is met; ")
    assert footing.weight == PHRASES["condition"]["met"][0] - 10


def test_a_threat_is_called_one() -> None:
    text = MORE.replace("lift: {debtor: left,", "lift: {kind: threat, debtor: left,")
    assert sentences(briefed("2018-05-05", text))["lift.commitment"].startswith(
        "the threat “Left lifts the siege” falls due for Left, on 2018-05-06"
    )


def test_what_goes_without_saying_is_not_said() -> None:
    found = sentences(brief(moment(BARGAIN, "2018-04-01", "2018-04-01"), moment(BARGAIN)))
    assert "depth.stance" in found
    assert not {"depth.response", "depth.fulfilment"} & found.keys()
    assert found["summit.meeting"].startswith("the meeting “summit” is scheduled for 2018-05-10, ")


def test_further_reports_are_counted_not_told() -> None:
    found = brief(moment(BARGAIN, "2018-05-04", "2018-05-04"), moment(BARGAIN))
    assert found.sentences == ()
    assert "Nothing changed." in format_brief(found)


def test_what_was_taken_back_is_said() -> None:
    text = BARGAIN + "  - {id: w3, outlet: wire, published: 2018-05-06, statements: [{retract: w1#4}]}\n"
    found = sentences(briefed("2018-05-05", text))
    assert found["leave.commitment"].startswith("nothing that counts is known any more of “Left leaves”, commitment")


def test_days_outside_the_reports_are_noted() -> None:
    found = brief(moment(BARGAIN, "2018-01-01", "2018-01-01"), moment(BARGAIN, "2018-05-20"))
    assert found.notes == (
        "no report was known by 2018-01-01: everything known is new",
        "2018-05-20 is 15 days after the last report known, of 2018-05-05",
    )


def test_it_is_the_same_every_time() -> None:
    assert format_brief(briefed("2018-05-05")) == format_brief(briefed("2018-05-05"))


def test_a_brief_goes_forward_through_one_lens_over_one_log() -> None:
    now = moment(BARGAIN)
    with pytest.raises(UsageError, match="goes forward"):
        brief(now, moment(BARGAIN, "2018-05-01"))
    with pytest.raises(UsageError, match="same lens"):
        brief(replay(loads(BARGAIN), lens="officials").at(), now)
    with pytest.raises(UsageError, match="same declarations"):
        brief(moment(BARGAIN.replace("text: A deep zone", "text: A zone")), now)


def test_every_state_of_every_region_has_a_phrase() -> None:
    for region in REGIONS.values():
        if region is not CLAIM:
            assert set(region.states) <= PHRASES[region.name].keys(), region.id


HOSTILE = (
    "[x](javascript:alert(1))", "<script>", "# h", "a\n\n# h", "**b**", "_i_", "`c`", "![i](u)", "http://e.org",
    "www.e.org", "a@e.org", "| t |", "~~s~~", "&lt;", "1. x", "- x", "> q", "{role}`x`", "$x$", "\x1b[31m", ":warning:",
    "</b>", "#12", "\\", "---", "===",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_holds_no_markup(text: str) -> None:
    from markdown_it import MarkdownIt

    shown = MarkdownIt("gfm-like", {"linkify": False}).parse(f"- {prose(text)}\n")
    kinds = [child.type for token in shown if token.type == "inline" for child in token.children or ()]
    assert set(kinds) <= {"text", "text_special"}
    assert [t.type for t in shown][:3] == ["bullet_list_open", "list_item_open", "paragraph_open"]
    (inline,) = [token for token in shown if token.type == "inline"]
    drawn = "".join(child.content for child in inline.children or ())
    assert drawn == " ".join(text.replace("\x1b", "␛").split())
    assert not re.search(r"(?<!\\)(://|@|#)|www\.", prose(text).replace("\\:", ""))


@pytest.mark.parametrize("text", ["a", "`", "``a`", "", "a\nb", "<b>"])
def test_code_is_one_span(text: str) -> None:
    from markdown_it import MarkdownIt

    (token,) = [t for t in MarkdownIt().parse(code(text)) if t.type == "inline"]
    assert [child.type for child in token.children or ()] == ["code_inline"]


def test_names_from_data_are_escaped_in_a_brief() -> None:
    text = BARGAIN.replace("A deep zone", "'<b>[deep](http://e.org)</b> # zone'").replace(
        "name: Left", "name: '*Left*'"
    )
    written = format_brief(brief(moment(text, "2018-01-01", "2018-01-01"), moment(text)))
    assert "\\<b\\>\\[deep\\](http\\://e.org)\\</b\\> \\# zone" in written
    assert "\\*Left\\*" in written
    assert "<b>" not in written.replace("\\<b\\>", "")


BACK = (
    HEAD
    + """
demands:
  exit: {by: left, of: right, text: They go}
meetings:
  summit: {participants: [left, right], name: Summit}
reports:
  - {id: w1, outlet: wire, published: 2018-05-10, statements: [{schedule: summit, for: 2018-06-12}, {press: exit}]}
  - {id: w2, outlet: wire, published: 2018-05-24, statements: [{cancel: summit}]}
  - {id: w3, outlet: wire, published: 2018-06-01, statements: [{schedule: summit, for: 2018-06-12}, {press: exit}]}
  - {id: w4, outlet: wire, published: 2018-06-12, statements: [{hold: summit}]}
"""
)


def test_what_happened_and_was_undone_is_told_as_a_change() -> None:
    (found,) = brief(moment(BACK, "2018-05-23", "2018-05-23"), moment(BACK, "2018-06-02", "2018-06-02")).sentences
    assert found.text.startswith("the meeting “Summit” is scheduled for 2018-06-12 again, on 2018-06-01; ")
    assert found.text.endswith("; in between: cancelled on 2018-05-24")
    assert found.reports == ("w2", "w3") and found.weight == PHRASES["meeting"]["scheduled"][0]


def test_what_went_back_on_the_way_to_something_new_is_told_too() -> None:
    (found,) = brief(moment(BACK, "2018-05-23", "2018-05-23"), moment(BACK)).sentences
    assert "was held, on 2018-06-12 (before: scheduled)" in found.text
    assert found.text.endswith("; in between: cancelled on 2018-05-24, scheduled on 2018-06-01")
    (straight,) = brief(moment(BACK, "2018-06-02", "2018-06-02"), moment(BACK)).sentences
    assert "in between" not in straight.text
