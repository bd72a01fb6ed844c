"""What a tracker refuses: what is not declared, and then nothing of what came with it is taken."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

import negotrack as nt
from negotrack.model.sources import Link, LinkKind, SourceChain, outlet_link, party_link
from tests.logs import log

TWO = """
- id: first
  outlet: kan
  published: 2018-05-30
  statements:
    - press: out
- id: second
  outlet: sohr
  published: 2018-05-31
  statements:
    - withdraw: out
"""
SCENARIO = nt.loads(log(reports=TWO))
FIRST, SECOND = SCENARIO.reports
UNNAMED = Link(kind=LinkKind.ANONYMOUS, of=("rusia",))


def other(**changes: Any) -> nt.Report:
    return evolve(SECOND, id="other", statements=(evolve(SECOND.statements[0], id="other#1", **changes),))


def chain(*links: Link) -> SourceChain:
    return SourceChain(links=(outlet_link("sohr"), *links))


BAD: list[tuple[nt.Report, str]] = [
    (evolve(SECOND, id="other", outlet="sohrr"), "comes from outlet 'sohrr', which scenario 'small' does not declare"),
    (evolve(SECOND, id="other", relayed_by=("kann",)), "comes from outlet 'kann', which scenario"),
    (other(verb="withdrew"), "has the verb 'withdrew', which no kind of subject takes; did you mean \"withdraw\"?"),
    (other(subjects=("outt",)), "is about 'outt', which scenario 'small' does not declare; did you mean \"out\"?"),
    (other(about=("zz",)), "is about 'zz'"),
    (other(claim="withdrawl"), "is about 'withdrawl', which scenario 'small' does not declare; did you mean"),
    (other(by=("rusia",)), "names the party 'rusia', which scenario 'small' does not declare; did you mean \"russia\""),
    (other(to=("rusia",)), "names the party 'rusia'"),
    (other(of=("rusia",)), "names the party 'rusia'"),
    (other(identity="rusia"), "names the party 'rusia'"),
    (other(via="bakc"), "came by 'bakc'"),
    (other(chain=chain(party_link("rusia"))), "has in a chain the party 'rusia'"),
    (other(chain=chain(outlet_link("kann"))), "has in a chain the outlet 'kann'"),
    (other(chain=chain(UNNAMED)), "has in a chain the party 'rusia'"),
]
bad = pytest.mark.parametrize(("report", "said"), BAD, ids=range(len(BAD)))


@bad
def test_a_report_of_what_is_not_declared_is_refused(report: nt.Report, said: str) -> None:
    tracker = nt.Tracker(SCENARIO)
    with pytest.raises(nt.UsageError) as found:
        tracker.feed(report)
    assert said in str(found.value) and tracker.history.reports == ()
    with pytest.raises(nt.UsageError):
        nt.replay(SCENARIO.with_reports([report]))


@bad
def test_with_a_bad_report_among_many_none_is_taken(report: nt.Report, said: str) -> None:
    tracker = nt.Tracker(SCENARIO)
    tracker.feed(FIRST)
    with pytest.raises(nt.UsageError) as found:
        tracker.feed_all([SECOND, report])
    assert said in str(found.value) and tracker.history.reports == (FIRST,)
    assert tracker.at().state("out") == "pressed"


@pytest.mark.parametrize("fed", [(), (SECOND,)], ids=["together", "before"])
def test_two_reports_of_one_id_are_refused_together(fed: tuple[nt.Report, ...]) -> None:
    tracker = nt.Tracker(SCENARIO)
    tracker.feed_all(fed)
    with pytest.raises(nt.UsageError, match="'second' was read before with other content"):
        tracker.feed_all([FIRST, *(() if fed else (SECOND,)), evolve(SECOND, title="Another")])
    assert tracker.history.reports == fed


def test_what_many_reports_undid_is_told_together() -> None:
    reports = (SECOND, FIRST, other(subjects=("border",), verb="press"))
    one_by_one, together = nt.Tracker(SCENARIO), nt.Tracker(SCENARIO)
    undone: list[nt.Step] = []
    caused: list[nt.Step] = []
    for report in reports:
        caused += one_by_one.feed(report)
        undone += one_by_one.undone
    assert together.feed_all(reports) == tuple(caused) and together.undone == tuple(undone)
    assert undone and not one_by_one.undone, "the late report undoes what the early one alone came to"
    assert together.feed_all([FIRST]) == () and together.undone == ()
