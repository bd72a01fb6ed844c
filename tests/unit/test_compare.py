"""Two coders, one material: what is matched, where they differ, and how far they agree."""

from __future__ import annotations

from fractions import Fraction

import pytest

from negotrack.loading import loads
from negotrack.problems import UsageError
from negotrack.queries.agreement import agreement, nominal_alpha
from negotrack.queries.compare import Comparison, compare
from tests.unit.test_agenda import HEAD

DECLARED = (
    HEAD
    + """
demands:
  exit: {by: left, of: right}
  pause: {by: left, of: right}
talks:
  round: {between: [left, right]}
"""
)
ONE = """
reports:
  - id: a
    outlet: wire
    published: 2018-05-01
    statements:
      - press: [exit, pause]
      - advance: round
        certainty: hedged
      - {position: It goes well, about: round}
  - id: b-mine
    outlet: wire
    published: 2018-05-02
    said_by: [left]
    statements: [{press: pause}]
  - {id: mine-only, outlet: wire, published: 2018-05-03, statements: [{shelve: exit}]}
"""
OTHER = """
reports:
  - id: a
    outlet: wire
    published: 2018-05-01
    statements:
      - press: exit
      - negotiate: round
        event_date: ..2018-04-30
      - press: pause
        said_by: [unknown]
      - deny: {press: exit}
  - id: b-theirs
    outlet: wire
    published: 2018-05-02
    said_by: [left]
    statements: [{press: pause}, {press: exit}]
"""


def compared(one: str = ONE, other: str = OTHER) -> Comparison:
    return compare(loads(DECLARED + one), loads(DECLARED + other))


def test_reports_are_matched_by_id_or_by_outlet_and_date() -> None:
    found = compared()
    assert [(m.one, m.other, m.how) for m in found.reports] == [
        ("a", "a", "id"),
        ("b-mine", "b-theirs", "outlet and date"),
    ]
    assert found.reports[1].shared == ("pause",)
    assert (found.reports_only_one, found.reports_only_other) == (("mine-only",), ())


def test_statements_agree_or_differ_field_by_field() -> None:
    assert [(m.one.subject, m.differs) for m in compared().matched] == [
        ("exit", ()),
        ("pause", ("origin", "said_by")),
        ("round", ("verb", "event_date", "certainty")),
        ("pause", ()),
    ]


def test_what_one_coder_left_out_is_said() -> None:
    found = compared()
    assert [(u.statement, u.value("verb")) for u in found.only_one] == [("a#3", "position")]
    assert [(u.statement, u.value("verb"), u.value("polarity")) for u in found.only_other] == [
        ("a#4", "press", "deny"),
        ("b-theirs#2", "press", "assert"),
    ]
    assert found.coded_by_both == pytest.approx(4 / 7)


def test_the_same_words_under_another_subject_differ_by_subject() -> None:
    one = ONE.replace("press: pause", "press: exit")
    found = compared(one, OTHER.replace(", {press: exit}", "").replace("b-theirs", "b-mine"))
    assert ("subject",) in [m.differs for m in found.matched]


def test_agreement_is_by_field() -> None:
    fields = {found.field: found for found in compared().agreements}
    assert (fields["verb"].units, fields["verb"].same) == (4, 3)
    assert fields["subject"].alpha == 1.0
    assert fields["polarity"].alpha is None
    assert fields["polarity"].share == 1.0


def test_states_that_come_out_otherwise() -> None:
    assert [(d.subject, d.region, d.one.state, d.other.state) for d in compared().states] == [
        ("round", "talks", "advanced", "substantive"),
        ("exit", "stance", "shelved", "pressed"),
    ]


def test_a_log_agrees_with_itself() -> None:
    found = compared(ONE, ONE)
    assert found.agreeing == found.matched
    assert not (found.states or found.only_one or found.only_other or found.reports_only_one)
    assert found.coded_by_both == 1.0


def test_logs_with_nothing_in_common_are_said_to_be() -> None:
    found = compared(ONE, "reports:\n  - {id: z, outlet: wire, published: 2017-01-01, statements: [{press: exit}]}\n")
    assert found.note.startswith("no report of one log was found in the other")
    assert found.coded_by_both is None
    assert {a.alpha for a in found.agreements} == {None}


def test_other_declarations_and_earlier_knowledge() -> None:
    one, other = loads(DECLARED + ONE), loads(DECLARED.replace("pause:", "halt:") + OTHER.replace("pause", "halt"))
    found = compare(one, other, as_known="2018-05-01", names=("me", "you"))
    assert (found.one, found.other) == ("me", "you")
    assert (found.subjects_only_one, found.subjects_only_other) == (("pause",), ("halt",))
    assert [match.one for match in found.reports] == ["a"]


def test_an_unknown_lens_is_misuse() -> None:
    with pytest.raises(UsageError, match='did you mean "sceptical"'):
        compare(loads(DECLARED + ONE), loads(DECLARED + OTHER), lens="skeptical")


def test_alpha_of_the_published_binary_example() -> None:
    """Krippendorff 2011, section A: two observers, ten units; 1 - (19 * 8) / (2 * 14 * 6) = 0.095."""
    one, other = "0100000010", "1110010000"
    assert nominal_alpha(zip(one, other, strict=True)) == 1 - Fraction(19 * 8, 2 * 14 * 6)
    assert round(float(nominal_alpha(zip(one, other, strict=True)) or 0), 3) == 0.095


def test_alpha_of_the_published_nominal_example() -> None:
    """Krippendorff 2011, section B: two observers, twelve units, five values: 0.692."""
    one, other = "aabbdcccedda", "babbbcccdedd".replace("de", "ed")
    assert round(float(nominal_alpha(zip(one, other, strict=True)) or 0), 3) == 0.692


def test_alpha_by_hand() -> None:
    """Values x x y y against x y y y: 3 x and 5 y; observed 2/8, expected 2*3*5/(8*7); 1 - (2/8)/(30/56) = 8/15."""
    assert nominal_alpha(zip("xxyy", "xyyy", strict=True)) == Fraction(8, 15)


@pytest.mark.parametrize("pairs", [[], [("x", "x")], [("x", "x")] * 5])
def test_alpha_is_not_defined_where_nothing_could_differ(pairs: list[tuple[str, str]]) -> None:
    assert agreement("field", pairs).alpha is None


def test_units_that_one_coder_left_empty_do_not_count() -> None:
    assert agreement("field", [("x", None), ("x", "x"), ("y", "x")]).units == 2
