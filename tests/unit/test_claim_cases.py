"""Cases that carry claims, lenses and the two clocks: relays, late retractions, denials, identities, offers."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.engine.acts import Voice, voice_order
from negotrack.engine.claims import independent
from negotrack.model.dates import parse_report_date, presumed
from negotrack.model.reports import Report, Statement
from negotrack.model.sources import Link, LinkKind, SourceChain, outlet_link

HEAD = """
negotrack: 1
scenario: case
parties:
  norra: {name: Norra}
  sudra: {name: Sudra}
  minister: {name: The minister, kind: person, speaks_for: norra}
outlets:
  post: {name: Post, reliability: B}
  wire: {name: Wire, reliability: A}
  radio: {name: Radio, reliability: D}
  blog: {name: Blog}
  paper: {name: Paper}
talks:
  talks: {between: [norra, sudra]}
demands:
  leave: {by: norra, of: sudra, text: Sudra leaves the pass}
conditions:
  watched: {text: The pass is watched, of: sudra}
commitments:
  aid: {debtor: norra, creditor: sudra, text: Norra sends aid, antecedent: watched, deadline: 2020-03-31}
claims:
  arming: {text: Sudra is arming, about: leave}
reports:
"""


def log(*reports: str) -> nt.Scenario:
    """A scenario of the case with these reports."""
    return nt.loads(HEAD + "\n".join(f"  - {report}" for report in reports))


def report(name: str, outlet: str, day: str, statements: str, said_by: str = "") -> str:
    said = f", said_by: [{said_by}]" if said_by else ""
    return f"{{id: {name}, outlet: {outlet}, published: 2020-{day}{said}, statements: [{statements}]}}"


def claim(history: nt.History, name: str) -> nt.ClaimStanding:
    return next(one for one in history.at("2021-01-01").claims if one.claim == name)


RELAYS = [
    report(f"r{place}", outlet, f"01-0{place + 1}", "{advance: talks}", said)
    for place, (outlet, said) in enumerate(
        [
            ("post", "anonymous norra official"),
            ("wire", "post, anonymous norra official"),
            ("radio", "post"),
            ("blog", "radio"),
            ("paper", "anonymous norra official"),
        ]
    )
]


def test_one_origin_relayed_five_times_is_one_origin() -> None:
    history = nt.replay(log(*RELAYS))
    found = claim(history, "talks:advance")
    assert (found.status, found.origins, len(found.supporting)) == ("reported", 1, 5)
    sceptical = nt.replay(log(*RELAYS), lens="sceptical").at()
    assert sceptical.state("talks") == "unreported"
    assert {held.statement for held in sceptical.held_out} == {f"r{n}#1" for n in range(5)}
    assert all("one origin" in held.because for held in sceptical.held_out)


def test_a_second_origin_corroborates() -> None:
    second = report("own", "wire", "01-09", "{advance: talks}", "anonymous sudra official")
    history = nt.replay(log(*RELAYS, second), lens="sceptical")
    assert claim(history, "talks:advance").status == "corroborated"
    assert history.at().state("talks") == "advanced"


def test_outlets_that_only_cite_each_other_are_one_origin_and_named() -> None:
    circle = log(
        report("a", "post", "01-01", "{advance: talks}", "wire"),
        report("b", "wire", "01-02", "{advance: talks}", "post"),
    )
    found = claim(nt.replay(circle), "talks:advance")
    assert (found.origins, found.names) == (1, ("circular(post, wire)",))


def test_an_unknown_origin_is_named_and_adds_nothing() -> None:
    found = claim(
        nt.replay(
            log(
                report("a", "post", "01-01", "{advance: talks}", "unknown"),
                report("b", "wire", "01-02", "{advance: talks}"),
            )
        ),
        "talks:advance",
    )
    assert (found.origins, found.names) == (1, ("unknown origin",))


def test_the_same_description_is_independent_only_when_said_so() -> None:
    def origins(mark: str) -> int:
        second = f"{{advance: talks, said_by: [anonymous norra official]{mark}}}"
        pair = log(
            report("a", "post", "01-01", "{advance: talks}", "anonymous norra official"),
            report("b", "wire", "01-02", second),
        )
        return claim(nt.replay(pair), "talks:advance").origins

    assert (origins(""), origins(", independent: true")) == (1, 2)


def test_a_late_retraction_changes_what_is_known_and_not_what_was() -> None:
    scenario = log(
        report("a", "post", "01-01", "{negotiate: talks}"),
        report("b", "wire", "01-05", "{advance: talks}"),
        report("sorry", "wire", "02-20", "{retract: b#1}"),
    )
    assert nt.replay(scenario, as_known="2020-02-19").at("2020-01-10").state("talks") == "advanced"
    assert nt.replay(scenario).at("2020-01-10").state("talks") == "substantive"
    learned = nt.diff(nt.replay(scenario, as_known="2020-02-19"), nt.replay(scenario)).learned
    assert [one.kind for one in learned] == ["retraction"]


def test_a_retraction_by_another_source_erases_nothing() -> None:
    scenario = log(report("a", "post", "01-01", "{advance: talks}"), report("b", "wire", "01-05", "{retract: a#1}"))
    history = nt.replay(scenario)
    assert history.at().state("talks") == "advanced"
    assert [anomaly.statement for anomaly in history.anomalies] == ["b#1"]


def test_an_official_denial_disputes_and_both_sides_stay_visible() -> None:
    scenario = log(
        report("a", "post", "01-01", "{advance: talks}", "anonymous sudra official"),
        report("b", "wire", "01-02", "{deny: a#1}", "minister"),
    )
    standing = nt.replay(scenario).at().standing("talks")
    assert (standing.state, standing.status) == ("advanced", "disputed")
    assert (standing.statements, standing.held_against) == (("a#1",), ("b#1",))
    assert nt.replay(scenario, lens="sceptical").at().state("talks") == "unreported"


def test_a_source_that_denies_its_own_word_leaves_only_the_denial() -> None:
    scenario = log(
        report("a", "post", "01-01", "{advance: talks}", "minister"),
        report("b", "wire", "01-02", "{deny: a#1}", "minister"),
    )
    history = nt.replay(scenario)
    assert claim(history, "talks:advance").status == "denied"
    assert history.at().state("talks") == "unreported"
    assert history.fates == {"a#1": "held_out", "b#1": "noted"}


IDENTITY = (
    report("a", "post", "01-01", "{consider: leave}", "anonymous sudra official"),
    report("b", "wire", "01-10", "{identify: a#1, as: envoy}"),
)


def test_an_identity_changes_who_spoke_from_the_day_it_is_known() -> None:
    head = HEAD.replace("outlets:", "  envoy: {name: The envoy, kind: person, speaks_for: sudra}\noutlets:", 1)
    scenario = nt.loads(head + "\n".join(f"  - {one}" for one in IDENTITY))
    before = nt.replay(scenario, as_known="2020-01-09")
    assert before.at().state("leave", "response") == "unreported"
    assert before.anomalies[0].rule.startswith("speaks-for-addressee")
    assert nt.replay(scenario).at().state("leave", "response") == "under_consideration"
    assert claim(nt.replay(scenario), "leave:consider").status == "reported", "a name by hearsay confirms nothing"


@pytest.mark.parametrize(("day", "state"), [("2020-03-31", "offered"), ("2020-04-01", "expired")])
def test_an_offer_expires_the_day_after_its_deadline(day: str, state: str) -> None:
    scenario = log(report("a", "post", "01-01", "{offer: aid}", "minister"))
    assert nt.replay(scenario).at(day).state("aid") == state


def test_lenses_keep_reliability_and_credibility_apart() -> None:
    scenario = log(
        report("a", "radio", "01-01", "{advance: talks, credibility: 1}"),
        report("b", "wire", "01-02", "{suspend: talks, credibility: 5}"),
    )
    reliable = nt.Lens(name="reliable", min_reliability="B")
    credible = nt.Lens(name="credible", max_credibility=2)
    assert nt.replay(scenario, lens=reliable).at().state("talks") == "suspended"
    assert nt.replay(scenario, lens=credible).at().state("talks") == "advanced"


@pytest.mark.parametrize(
    ("lens", "state"),
    [
        (nt.Lens(name="x", exclude=("post",)), "unreported"),
        (nt.Lens(name="x", only=("wire",)), "unreported"),
        (nt.Lens(name="x", admits=("confirmed",), trust=("post",)), "advanced"),
        (nt.Lens(name="x", min_origins=2), "unreported"),
        (nt.Lens(name="x", allow_hedged=False), "unreported"),
    ],
)
def test_a_custom_lens_holds_out_with_a_reason(lens: nt.Lens, state: str) -> None:
    history = nt.replay(log(report("a", "post", "01-01", "{advance: talks, certainty: hedged}")), lens=lens)
    assert history.at().state("talks") == state
    assert bool(history.held_out) == (state == "unreported")
    assert all(held.because for held in history.held_out)


def voice(number: int, chain: tuple[Link, ...]) -> Voice:
    day = parse_report_date("2020-01-01")
    statement = Statement(
        id=f"r{number}#1", verb="advance", event_date=presumed(day.day), chain=SourceChain(links=chain)
    )
    made = Report(id=f"r{number}", outlet=chain[0].id, published=day, statements=(statement,))
    return Voice(made, statement, voice_order(made, 0, number))


OUTLETS = [outlet_link(name) for name in "abcd"]
PEOPLE = [Link(kind=LinkKind.ANONYMOUS, words=(word,)) for word in ("aide", "guard")]
CHAINS = st.builds(
    lambda outlets, person: (*outlets, *person),
    st.lists(st.sampled_from(OUTLETS), min_size=1, max_size=3, unique=True),
    st.one_of(st.just(()), st.sampled_from(PEOPLE).map(lambda person: (person,))),
)


@given(st.lists(CHAINS, min_size=1, max_size=6))
def test_independent_origins_against_a_brute_force_count(chains: list[tuple[Link, ...]]) -> None:
    """Origins are the groups of origins that share an end, where an end is found by trying every walk of citations."""
    found, _ = independent([voice(number, chain) for number, chain in enumerate(chains)])
    cites = {(outer.key, inner.key) for chain in chains for outer, inner in itertools.pairwise(chain)}
    ends: set[frozenset[str]] = set()
    for start in {chain[-1].key for chain in chains}:
        walks, reached = {start}, {start}
        while walks:
            walks = {inner for outer, inner in cites if outer in walks} - reached
            reached |= walks
        silent = {key for key in reached if not any(outer == key for outer, _ in cites)}
        ends |= {frozenset((key,)) for key in silent} or {frozenset(reached)}
    assert found == len(ends)
