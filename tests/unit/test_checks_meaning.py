"""What is well written and cannot be meant: circles, days, retractions, reports told twice; and what is no fault."""

from __future__ import annotations

import pytest

from tests.logs import log, only_problem, read_log

OTHER = "- {id: q, outlet: sohr, published: 2018-06-01, statements: [%s]}"


def told(*statements: str, other: str = "") -> str:
    """A log with a report `r` of Kan, and a report `q` of SOHR a day later."""
    text = log(*statements)
    return text + (f"  {OTHER % other}\n" if other else "")


ANON = "said_by: [anonymous]"
INTERIM = "by: israel, of: iran, horizon: interim"

CASES = [
    # circles and steps among declarations
    ("cycle-step-to", log(demands=f"a: {{{INTERIM}, step_to: ‸b}}\nb: {{{INTERIM}, step_to: a}}"), "a -> b -> a"),
    ("cycle-step-to", log(demands=f"a: {{{INTERIM}, step_to: ‸a}}"), "a -> a"),
    ("step-to-not-final", log(demands=f"a: {{{INTERIM}, step_to: ‸border}}"), "final demand"),
    ("cycle-implies", log(demands="a: {by: iran, implies: ‸b}\nb: {by: iran, implies: [out, a]}"), "a -> b -> a"),
    ("cycle-variant-of", log(demands="a: {by: iran, variant_of: ‸b}\nb: {by: iran, variant_of: a}"), "a -> b -> a"),
    ("cycle-supersedes", log(instruments="a: {supersedes: ‸b}\nb: {supersedes: a}"), "a -> b -> a"),
    ("cycle-follows", log(meetings="a: {follows: ‸b}\nb: {follows: a}"), "a -> b -> a"),
    ("cycle-speaks-for", log(parties="a: {name: A, speaks_for: ‸b}\nb: {name: B, speaks_for: a}"), "a -> b -> a"),
    ("cycle-based-on", log(lenses="a: {based_on: ‸b}\nb: {based_on: a}"), "a -> b -> a"),
    ("cycle-based-on", log().replace("lenses:", "lenses: {a: {based_on: ‸b}, b: {based_on: a}}"), "a -> b -> a"),
    ("self-gating", log(commitments="a: {debtor: iran, antecedent: ‸[quiet, a]}"), "a -> a"),
    (
        "self-gating",
        log(
            conditions="k: {follows: {commitment: a, state: discharged}}",
            commitments="a: {debtor: iran, antecedent: ‸k}",
        ),
        "a -> k -> a",
    ),
    ("self-gating", log(conditions="k: {follows: ‸{condition: k, state: met}}"), "k -> k"),
    (
        "self-gating",
        log(
            conditions="k: {follows: {condition: l}}\nl: {follows: {commitment: a, state: released}}",
            commitments="a: {debtor: iran, antecedent: ‸{any: [quiet, k]}}",
        ),
        "a -> k -> l -> a",
    ),
    (
        "cycle-antecedent",
        log(commitments="a: {debtor: iran, antecedent: ‸b}\nb: {debtor: syria, antecedent: {any: [quiet, a]}}"),
        "a -> b -> a",
    ),
    (
        "cycle-antecedent",
        log(
            conditions="ka: {follows: ‸{commitment: a, state: detached}}\n"
            "kb: {follows: {commitment: b, state: [detached, discharged]}}",
            commitments="a: {debtor: iran, antecedent: kb}\nb: {debtor: syria, antecedent: ka}",
        ),
        "ka -> a -> kb -> b -> ka",
    ),
    ("cycle-antecedent", log(conditions="a: {follows: ‸{condition: b}}\nb: {follows: {condition: a}}"), "a -> b -> a"),
    # sources
    ("cycle-sources", log("press: out\nsaid_by: ‸[sohr, kan, anonymous]"), "kan < sohr < kan"),
    ("cycle-sources", log(reports="- {id: r, outlet: kan, relayed_by: ‸kan, published: 2018-05-31}"), "kan < kan"),
    # days
    ("reported-before-event", log("press: out\nevent_date: ‸2018-06-01"), "2018-06-01"),
    ("event-beyond-report", log("press: out\nevent_date: ‸2018"), "2018-01-01/2018-05-31"),
    ("far-future", log("press: out\nevent_date: ‸../2081"), "check the year"),
    ("far-future", log("schedule: paris\nfor: ‸2081-01-01"), "check the year"),
    ("far-future", log(reports="- {id: r, outlet: kan, published: ‸2081-01-01}"), "check the year"),
    ("date-phrase-mismatch", log("press: out\nevent_date: ‸wednesday = 2018-05-31"), "Thursday"),
    ("reversed-range", log(demands="a: {by: iran, terms: [{achieve: Go, distance: ‸80-70 km}]}"), "smaller end first"),
    ("schedule-without-date", log("schedule: ‸paris"), "add for"),
    (
        "order-contradicts-dates",
        log("press: out\nevent_date: 2018-05-30\nbefore: ‸r#2", "press: border\nevent_date: 2018-05-29"),
        "r#1",
    ),
    ("cycle-order", log("press: out\nbefore: ‸r#2", "press: border\nbefore: r#1"), "r#1 -> r#2 -> r#1"),
    ("cycle-order", log("press: out\nafter: ‸r#1"), "r#1 -> r#1"),
    ("scheduled-for-past-day", log("schedule: paris\nfor: ‸2018-05-20"), "only reported on 2018-05-31"),
    ("scheduled-for-past-day", log("postpone: paris\nevent_date: 2018-05\nfor: ‸2018-04"), "itself dated 2018-05"),
    # performers
    ("by-another-party", log("press: out\nby: ‸iran"), "a demand of israel"),
    ("by-another-party", log("amend: border\nby: ‸[israel, syria]"), "syria does not speak"),
    ("by-another-party", log("supersede: out\nby: ‸iran"), "variant_of: out"),
    (
        "by-another-party",
        log("shelve: out\nby: ‸liberman").replace("for: israel", "for: {party: israel, until: 2018-01-01}"),
        "does not speak",
    ),
    ("needs-performer", log("withdraw_from: ‸treaty"), "by: israel, syria"),
    ("needs-performer", log("ratify: ‸treaty\nsaid_by: russia"), "by: israel, syria"),
    # retractions
    ("retract-of-nothing", log("retract: ‸{hold: paris}"), "nobody has said"),
    ("retract-of-nothing", log("retract: ‸withdrawal"), "nobody has said"),
    ("retract-of-nothing", log("retract:‸"), "name a statement"),
    ("retract-of-nothing", log("retract: ‸[]"), "name a claim"),
    ("retracts-another-source", told("press: out", other="{retract: ‸r#1}"), "has no part"),
    ("retracts-another-source", told("press: out", other="{retract: ‸r}"), "has no part"),
    ("cycle-retractions", log("press: out", "retract: ‸[r#1, r#3]", "retract: r#2"), "r#2 -> r#3 -> r#2"),
    ("cycle-retractions", log("press: out", "retract: ‸r"), '"r#2" takes itself back'),
    ("cycle-retractions", log("press: out", "retract: ‸r#2"), '"r#2" takes itself back'),
    ("cycle-retractions", log("retract: ‸r"), "takes itself back"),
    # statements about statements
    ("refers-to-itself", log("press: out", "deny: ‸r#2"), "name another"),
    ("refers-to-itself", log("press: out", "identify: ‸r#2\nas: iran"), "name another"),
    ("identifies-named", log("press: out", "identify: ‸r#1\nas: iran"), "has a name already"),
    ("identifies-named", log(f"press: out\n{ANON}", "identify: r#1\nas: iran", "identify: ‸r#2\nas: iran"), "is kan"),
    ("identified-twice", log(f"press: out\n{ANON}", "identify: r#1\nas: iran", "identify: r#1\nas: ‸syria"), "both"),
    # reports
    ("same-id-other-content", told("press: out") + "  - {id: ‸r, outlet: kan, published: 2018-05-31}\n", "its own"),
    ("no-reports", "‸negotrack: 1\nscenario: x\n", "add them"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "said"), CASES, ids=[f"{n}-{code}" for n, (code, _, _) in enumerate(CASES)])
def test_one_problem_at_its_place(code: str, text: str, said: str) -> None:
    problem = only_problem(text) if code != "no-reports" else read_log(text).problems[0]
    assert problem.code == code
    assert said in f"{problem.message} {problem.hint}"


def test_the_same_report_twice_counts_once() -> None:
    reading = read_log(log("press: out") + "".join(log("press: out").partition("reports:\n")[2:]))
    assert [(p.code, p.severity, p.span.line) for p in reading.problems] == [("same-report-twice", "warning", 38)]
    assert reading.problems[0].related[0][1].line == 33
    assert reading.scenario is not None
    assert len(reading.scenario.reports) == 1


@pytest.mark.parametrize(
    "text",
    [
        log("press: out\nevent_date: 2018-06-01.."),
        log("schedule: paris\nevent_date: 2018-06-01\nfor: 2018-06-01"),
        log("press: out\nevent_date: 2017"),
        log("withdraw_from: treaty\nby: syria"),
        log("withdraw_from: treaty\nsaid_by: liberman"),
        log("deny: {withdraw_from: treaty}"),
        log("schedule: paris\nevent_date: 2018-05-01\nfor: 2018-05-20"),
        log("schedule: paris\nfor: 2018-05-20..", "schedule: paris\nevent_date: 2018-05\nfor: 2018-05"),
        log("press: out\nby: liberman", "accept: out\nby: iran", "meet_in_part: out\nby: syria"),
        log("press: x\nby: syria", parties="axis: {name: Axis, members: syria}", demands="x: {by: axis}"),
        log("press: out", "retract: r#1"),
        log("press: out", "retract: {press: out}"),
        log("press: out\nclaim: withdrawal\nsaid_by: syria", "retract: withdrawal\nsaid_by: syria"),
        told("press: out\nsaid_by: sohr", other="{retract: r}"),
        log(demands=f"a: {{{INTERIM}, step_to: out}}\nb: {{{INTERIM}, step_to: out}}"),
        log(
            conditions="ka: {follows: {commitment: a, state: discharged}}\n"
            "kb: {follows: {commitment: b, state: discharged}}",
            commitments="a: {debtor: iran, antecedent: kb}\nb: {debtor: syria, antecedent: ka}",
        ),
        log("press: out\nevent_date: 2018-05\nbefore: r#2", "press: border\nevent_date: 2018-05-29"),
        log("press: out\nsaid_by: [anonymous, anonymous]"),
        log(talks="back: {channel: back}"),
        log(f"press: out\n{ANON}", "identify: r#1\nas: iran", "identify: r#1\nas: syria\nsaid_by: sohr"),
        log(
            f"press: out\n{ANON}",
            "identify: r#1\nas: iran\ncertainty: hedged",
            "identify: r#1\nas: syria\ncertainty: hedged",
        ),
        log(f"press: out\n{ANON}", "identify: r#1\nas: iran", "retract: r#2", "identify: r#1\nas: syria"),
        log("press: out\nsaid_by: unknown", "identify: r#1\nas: iran"),
    ],
    ids=lambda text: text.rpartition("reports:")[2][:60].strip(),
)  # fmt: skip
def test_no_fault_is_seen_where_there_is_none(text: str) -> None:
    assert read_log(text).problems == ()


def test_long_chains_and_many_circles_take_linear_time() -> None:
    chain = "\n".join(f"c{i}: {{by: israel, implies: c{i + 1}}}" for i in range(4000)) + "\nc4000: {by: israel}"
    pairs = "\n".join(f"{x}{i}: {{by: israel, implies: {y}{i}}}" for i in range(500) for x, y in ("pq", "qp"))
    problems = read_log(log(demands=f"{chain}\n{pairs}")).problems
    assert [p.code for p in problems] == ["cycle-implies"] * 500


def test_many_promises_on_a_long_chain_take_linear_time() -> None:
    conditions = "\n".join(f"k{i}: {{follows: {{condition: k{i + 1}}}}}" for i in range(3000)) + "\nk3000: {}"
    commitments = "\n".join(f"c{i}: {{debtor: iran, antecedent: k{i}}}" for i in range(3000))
    assert read_log(log(conditions=conditions, commitments=commitments)).problems == ()


def test_problems_come_in_the_order_of_the_text() -> None:
    text = log("press: nobody", "sing: treaty", demands="z: {by: rusia}", parties="a: {}")
    spans = [(p.span.line, p.span.column) for p in read_log(text).problems]
    assert spans == sorted(spans)
