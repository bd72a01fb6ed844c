"""Every fact of the founding case is in its scenario: one case a row of the table in its README."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from negotrack.loading import load
from negotrack.model.reports import Statement
from negotrack.model.scenario import Scenario
from negotrack.model.subjects import Commitment, Condition, Demand, Gate, Instrument, Leaf, Meeting, Talks, leaves
from negotrack.model.terms import parse_quantity
from negotrack.model.truth import Truth

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "golan-2018"
PAPER = "times-of-israel"
LONGEST_QUOTE = 7


@frozen
class Fact:
    """What a statement of a row must say. `about` is the subjects, or the statement or claim, that it names."""

    statement: str
    verb: str
    about: tuple[str, ...]
    chain: str
    dates: str
    polarity: str = "assert"
    kind: str = ""


def said(
    statement: str, verb: str, about: str, chain: str, dates: str = "2018-05-31", polarity: str = "assert"
) -> Fact:
    """A fact by what it is about, in one text, and the chain below the paper."""
    return Fact(statement, verb, tuple(about.split()), below_paper(chain), dates, polarity)


def view(statement: str, kind: str, chain: str, dates: str = "2018-05-31", polarity: str = "assert") -> Fact:
    """A position of some kind."""
    return Fact(statement, "position", (), below_paper(chain), dates, polarity, kind)


def below_paper(chain: str) -> str:
    return f"{PAPER} < {chain}" if chain else PAPER


TOI, HADASHOT, KAN = "times-of-israel-2018-05-31", "hadashot-2018-05-31", "kan-2018-05-31"
LIBERMAN, NETANYAHU = "liberman-2018-05-31", "netanyahu-2018-05-31"
DIPLOMATS = "hadashot < anonymous(israel, diplomatic)"
BY_END_OF_MAY, IN_MAY, WEEKS = "../2018-05-31", "2018-05-01/2018-05-31", "2018-05-03/2018-05-31"

ROWS: dict[int, tuple[Fact, ...]] = {
    1: (said(f"{HADASHOT}#1", "advance", "israel-russia", DIPLOMATS),),
    2: (
        view(f"{HADASHOT}#2", "characterisation", DIPLOMATS),
        view(f"{HADASHOT}#3", "characterisation", DIPLOMATS),
    ),
    3: (said(f"{TOI}#1", "hold", "netanyahu-putin-call", ""),),
    4: (
        said("kremlin-2018-05-31#1", "hold", "netanyahu-putin-call", "kremlin"),
        view("kremlin-2018-05-31#2", "topic", "kremlin"),
    ),
    5: (
        view(f"{HADASHOT}#4", "forecast", DIPLOMATS),
        said(f"{HADASHOT}#5", "signal", "accept-assad", DIPLOMATS, BY_END_OF_MAY, "hedge"),
    ),
    6: (
        said(f"{TOI}#2", "hold", "moscow-meeting", "", IN_MAY),
        said(f"{TOI}#3", "hold", "moscow-meeting", "", "2018-05-09"),
    ),
    7: (said("sohr-2018-05-31#1", "assert", "withdrawal", "sohr", BY_END_OF_MAY),),
    8: (
        said(
            "axis-2018-05-31#1", "deny", "withdrawal", "anonymous(axis-of-resistance, official, syria-based)",
            BY_END_OF_MAY, "deny",
        ),
    ),
    9: (
        said(f"{KAN}#1", "press", "iran-off-border", "kan", BY_END_OF_MAY, "hedge"),
        said(f"{TOI}#4", "press", "iran-80km-away", "anonymous(television)", BY_END_OF_MAY),
    ),
    10: (said(f"{KAN}#1", "press", "iran-off-border", "kan", BY_END_OF_MAY, "hedge"),),
    11: (
        said(f"{KAN}#2", "press", "iran-beyond-road", "kan", BY_END_OF_MAY),
        said(f"{KAN}#3", "press", "iran-out-of-syria", "kan", BY_END_OF_MAY),
    ),
    12: (view(f"{KAN}#4", "priority", "kan", polarity="hedge"),),
    13: (view(f"{TOI}#5", "interest", "unknown", polarity="hedge"),),
    14: (
        said(
            "channel-10-2018-05-31#1", "signal", "accept-assad", "channel-10 < anonymous(israel, official, senior)",
            BY_END_OF_MAY,
        ),
    ),
    15: (
        said(f"{TOI}#6", "identify", "channel-10-2018-05-31#1", "unknown", polarity="hedge"),
        said(f"{TOI}#7", "hold", "etienne-visit", "", "2018-05-27"),
    ),
    16: (said(f"{TOI}#8", "schedule", "paris-meeting", ""),),
    17: (said(f"{HADASHOT}#6", "require", "reaffirm-1974 no-disguise", "hadashot"),),
    18: (said("russian-outlets-2018-05-31#1", "float", "russian-package", "russian-outlets", BY_END_OF_MAY),),
    19: (said("tass-2018-05-30#1", "press", "militias-out-of-southwest", "tass < lavrov", "2018-05-30"),),
    20: (
        said(f"{LIBERMAN}#1", "hold", "liberman-shoigu-2018", "liberman"),
        view(f"{LIBERMAN}#2", "characterisation", "liberman"),
        view(f"{LIBERMAN}#3", "wish", "liberman"),
    ),
    21: (view("liberman-tweet-2018-05-31#1", "priority", "twitter < liberman", BY_END_OF_MAY),),
    22: (
        said(f"{TOI}#9", "negotiate", "israel-russia", "", WEEKS),
        said(f"{TOI}#10", "signal", "allow-army-return distance-iran-hezbollah", "", WEEKS),
    ),
    23: (view(f"{TOI}#11", "purpose", ""),),
    24: (
        said(f"{NETANYAHU}#1", "hold", "netanyahu-pompeo-conversation", "netanyahu", "../2018-05-30"),
        said(f"{NETANYAHU}#2", "press", "leave-clause", "netanyahu", "../2018-05-30"),
        said(f"{NETANYAHU}#3", "negotiate", "us-ru-jo-deal", "netanyahu", "../2018-05-30"),
    ),
    25: (
        said(f"{TOI}#12", "incident", "drone-2018-02", "", "2018-02-01/2018-02-28"),
        said(f"{TOI}#13", "incident", "barrage-2018-05", "", IN_MAY),
        said(f"{TOI}#14", "incident", "tanks-2018-05-10", "", "2018-05-10"),
    ),
    26: (view(f"{TOI}#15", "red-line", "israel", BY_END_OF_MAY),),
    27: (
        said(f"{TOI}#16", "hold", "liberman-shoigu-2017", "", "2017-04-26"),
        said(f"{TOI}#17", "hold", "netanyahu-pompeo-2018-04", "", "2018-04-29"),
    ),
}  # fmt: skip


@cache
def golan() -> Scenario:
    return load(FOLDER)


def statement(name: str) -> Statement:
    return next(found for _, found in golan().statements() if found.id == name)


def demand(name: str) -> Demand:
    found = golan().subjects[name]
    assert isinstance(found, Demand)
    return found


def commitment(name: str) -> Commitment:
    found = golan().subjects[name]
    assert isinstance(found, Commitment)
    return found


def instrument(name: str) -> Instrument:
    found = golan().subjects[name]
    assert isinstance(found, Instrument)
    return found


def test_every_row_is_named() -> None:
    assert sorted(ROWS) == list(range(1, 28))


@pytest.mark.parametrize("row", ROWS)
def test_row_is_in_the_log(row: int) -> None:
    for fact in ROWS[row]:
        found = statement(fact.statement)
        assert (found.verb, found.polarity, found.kind) == (fact.verb, fact.polarity, fact.kind)
        assert (*found.subjects, *found.refers_to) == fact.about
        assert (str(found.chain), str(found.event_date.interval)) == (fact.chain, fact.dates)


def test_every_statement_belongs_to_a_row() -> None:
    told = {fact.statement for facts in ROWS.values() for fact in facts}
    assert {s.id for _, s in golan().statements()} == told


def test_readme_names_every_report_of_a_row() -> None:
    lines = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    for row, facts in ROWS.items():
        line = next(line for line in lines if line.startswith(f"| {row} |"))
        for fact in facts:
            report, _, place = fact.statement.partition("#")
            assert report in line
            assert f"#{place}`" in line


def test_every_chain_starts_with_the_paper_that_was_read() -> None:
    assert {s.chain.outlet.key for _, s in golan().statements()} == {PAPER}


def test_only_lavrov_was_reported_by_the_thirtieth() -> None:
    days = {report.id: str(report.published.day) for report in golan().reports}
    assert [name for name, day in days.items() if day <= "2018-05-30"] == ["tass-2018-05-30"]
    assert set(days.values()) == {"2018-05-30", "2018-05-31"}


def test_only_one_report_rests_on_the_observatory() -> None:
    assert [s.id for _, s in golan().statements() if s.chain.passes("sohr")] == ["sohr-2018-05-31#1"]


def test_quotes_stay_under_eight_words() -> None:
    assert all(len(s.quote.split()) <= LONGEST_QUOTE for _, s in golan().statements())


def test_row_2_the_united_states_support_the_talks() -> None:
    talks = golan().subjects["israel-russia"]
    assert isinstance(talks, Talks)
    assert [(role.role, role.parties) for role in talks.roles] == [("supporter", ("united-states",))]


def test_row_3_the_call_came_before_the_report() -> None:
    assert statement(f"{TOI}#1").before == (f"{HADASHOT}#1",)


def test_row_4_the_call_follows_the_moscow_talks() -> None:
    call = golan().subjects["netanyahu-putin-call"]
    assert isinstance(call, Meeting)
    assert (call.kind, call.follows) == ("phone", "moscow-meeting")
    assert "putin" in golan().principals(call.id)
    assert {office.party for office in golan().parties["kremlin"].speaks_for} == {"russia", "putin"}


def test_row_6_the_phrase_stays_beside_its_reading() -> None:
    date = statement(f"{TOI}#2").event_date
    assert (date.phrase, str(date.anchor)) == ("earlier this month", "2018-05-31")


def test_rows_9_and_10_a_line_to_keep_and_its_variant() -> None:
    line, variant = demand("iran-off-border"), demand("iran-80km-away")
    assert (line.mode, line.horizon, line.step_to) == ("maintain", "interim", "iran-out-of-syria")
    assert line.terms[0].quantities == (("distance", parse_quantity("70 km | 80 km")),)
    assert line.terms[0].judged_by({"distance": parse_quantity("60 km")}) is Truth.FALSE
    assert line.terms[0].judged_by({"distance": parse_quantity("75 km")}) is Truth.UNKNOWN
    assert line.terms[0].judged_by({"distance": parse_quantity("90 km")}) is Truth.TRUE
    assert (variant.mode, variant.variant_of) == ("achieve", line.id)
    assert variant.terms[0].quantities == (("distance", parse_quantity("80 km")),)
    assert statement(f"{KAN}#1").via == "il-ru-back-channel"


def test_row_11_an_interim_demand_on_the_way_to_the_final_one() -> None:
    road, final = demand("iran-beyond-road"), demand("iran-out-of-syria")
    assert (road.horizon, road.step_to, final.horizon) == ("interim", final.id, "final")
    assert "Damascus-Sweida" in road.terms[0].place
    assert set(final.implies) == {"iran-beyond-road", "iran-off-border", "iran-80km-away"}


def test_row_13_is_russias_interest() -> None:
    assert statement(f"{TOI}#5").of == ("russia",)


def test_row_14_what_accepting_assad_waits_for() -> None:
    accept = commitment("accept-assad")
    assert (accept.debtor, accept.creditor, accept.kind) == (("israel",), (), "forbearance")
    assert accept.open_list
    assert isinstance(accept.antecedent, Gate)
    assert accept.antecedent.op == "all"
    waits_for = [leaf.subject for leaf in leaves(accept.antecedent)]
    assert waits_for == ["iran-out-of-syria", "reaffirm-1974", "no-disguise"]


def test_row_15_who_the_official_is_said_to_be_and_who_heard() -> None:
    claim = statement(f"{TOI}#6")
    assert (claim.identity, claim.to) == ("ben-shabbat", ("etienne",))


def test_row_16_is_set_for_the_fifth_of_june() -> None:
    found = statement(f"{TOI}#8").scheduled_for
    assert found is not None
    assert (found.phrase, str(found.interval)) == ("next tuesday", "2018-06-05")


def test_row_17_the_conditions() -> None:
    reaffirm, disguise = golan().subjects["reaffirm-1974"], golan().subjects["no-disguise"]
    assert isinstance(reaffirm, Condition)
    assert isinstance(disguise, Condition)
    assert reaffirm.follows is not None
    assert (reaffirm.follows.subject, reaffirm.follows.states) == ("disengagement-1974", ("reaffirmed",))
    assert reaffirm.follows.by == ("all",)
    assert (disguise.mode, disguise.guarantee, disguise.guarantor) == ("maintain", True, None)
    assert not [s for _, s in golan().statements() if "disengagement-1974" in s.subjects]


def test_row_18_each_provision_has_its_performer() -> None:
    performers = [term.performer for term in instrument("russian-package").provisions]
    assert performers == ["russia", "iran", "syrian-rebels"]


def test_row_19_is_russias_own_demand() -> None:
    own = demand("militias-out-of-southwest")
    assert (own.by, own.of) == (("russia",), ("foreign-militias", "iran"))


def test_rows_20_and_21_the_tweet_came_before_the_meeting() -> None:
    assert statement("liberman-tweet-2018-05-31#1").before == (f"{LIBERMAN}#1",)


def test_row_22_one_half_of_the_exchange_waits_for_the_other() -> None:
    leaf = commitment("allow-army-return").antecedent
    assert isinstance(leaf, Leaf)
    assert (leaf.subject, leaf.states) == ("distance-iran-hezbollah", ("discharged",))
    assert statement(f"{TOI}#10").via == "il-ru-back-channel"
    assert statement(f"{TOI}#9").before == (f"{HADASHOT}#1",)


def test_row_24_asks_washington_for_a_clause_in_another_channel() -> None:
    clause = demand("leave-clause")
    assert (clause.by, clause.of, clause.instrument) == (("israel",), ("united-states",), "us-ru-jo-deal")
    assert clause.terms[0].demand == "iran-out-of-syria"
    assert statement(f"{NETANYAHU}#2").via == "il-us"
    assert instrument("us-ru-jo-deal").parties == ("united-states", "russia", "jordan")
