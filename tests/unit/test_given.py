"""What callers give wrongly is refused in a sentence: what was given, what is expected, and how to come by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import negotrack as nt
from tests.cli.running import GOLAN
from tests.logs import log

nt_: Any = nt
TEXT = log("press: out", "press: border")
SCENARIO = nt.loads(TEXT)
OTHER = nt.loads(log("press: pull-back", demands="pull-back: {by: iran}"))
HISTORY = nt.replay(SCENARIO)
BOARD: Any = HISTORY.at()
ANY: Any = HISTORY
TRACKER: Any = nt.Tracker(SCENARIO)
ANY_SCENARIO: Any = SCENARIO
LEDGER: Any = nt.Ledger(SCENARIO)

CALLS: list[tuple[Callable[[], object], tuple[str, ...]]] = [
    # kinds
    (lambda: nt_.replay("golan"), ("a scenario", "'golan'", "load it first: nt.load('golan')")),
    (lambda: nt_.replay(Path("golan")), ("the path 'golan'", "load it first")),
    (lambda: nt_.replay({"a": 1}), ("a scenario, not a dict, {'a': 1}",)),
    (lambda: nt_.replay(None), ("a scenario, not None",)),
    (lambda: nt_.replay([]), ("a scenario, not a list",)),
    (lambda: nt_.replay(HISTORY), ("not a history; it has one: history.scenario",)),
    (lambda: nt_.Ledger("golan"), ("Ledger takes a scenario", "nt.load('golan')")),
    (lambda: nt_.Tracker("golan"), ("Tracker takes a scenario", "nt.load('golan')")),
    (lambda: nt_.why(HISTORY, "out"), ("why takes a moment, not a history", "history.why(subject)")),
    (lambda: nt_.why(SCENARIO, "out"), ("nt.replay(scenario).at(day)",)),
    (lambda: nt_.agenda(HISTORY), ("agenda takes a moment", "history.at(day)")),
    (lambda: nt_.agenda(BOARD, stale_after="3"), ("a number of days takes a whole number", "'3'")),
    (lambda: nt_.movement("golan"), ("nt.replay(nt.load('golan')).at(day)",)),
    (lambda: nt_.movement(BOARD, since=3), ("a day is given as text",)),
    (lambda: nt_.load_bearing(SCENARIO), ("load_bearing takes a history", "nt.replay(scenario)")),
    (lambda: nt_.load_bearing(BOARD), ("it has one: moment.history",)),
    (lambda: nt_.what_if("golan"), ("a scenario or a history", "nt.load('golan')")),
    (lambda: nt_.what_if(SCENARIO, without="source:kan"), ("without takes a list", "into brackets")),
    (lambda: nt_.what_if(SCENARIO, without=[3]), ("a text, not an int, 3",)),
    (lambda: nt_.what_if(SCENARIO, add=SCENARIO.reports[0]), ("add takes a list, not a report",)),
    (lambda: nt_.what_if(SCENARIO, add=["draft.yaml"]), ("a report", "nt.load(path).reports")),
    (lambda: nt_.what_if(SCENARIO, add=OTHER.reports), ("'pull-back'", "does not declare")),
    (lambda: nt_.diff(SCENARIO, BOARD), ("diff takes a moment or a history, not a scenario",)),
    (lambda: nt.diff(HISTORY, nt.replay(OTHER)), ("diff takes two moments of the same declarations", "nt.compare(")),
    (lambda: nt_.brief(HISTORY, BOARD), ("brief takes a moment",)),
    (lambda: nt_.compare(SCENARIO, "other"), ("compare takes a scenario", "nt.load('other')")),
    (lambda: nt_.hindsight(HISTORY, as_of="2018-05-31"), ("hindsight takes a scenario",)),
    # reports
    (lambda: TRACKER.feed({"id": "r"}), ("feed takes a report, not a dict", "nt.load(path).reports")),
    (lambda: TRACKER.feed("r"), ("feed takes a report, not a str, 'r'",)),
    (lambda: TRACKER.feed(None), ("feed takes a report, not None",)),
    (lambda: TRACKER.feed(list(SCENARIO.reports)), ("tracker.feed_all(reports)",)),
    (lambda: TRACKER.feed(SCENARIO), ("tracker.feed_all(scenario.reports)",)),
    (lambda: TRACKER.feed_all(SCENARIO.reports[0]), ("feed_all takes a list, not a report",)),
    (lambda: TRACKER.feed_all(["r"]), ("a report, not a str",)),
    (lambda: TRACKER.feed(OTHER.reports[0]), ("is about 'pull-back'", "scenario 'small' does not declare")),
    (lambda: nt_.replay(SCENARIO.with_reports(OTHER.reports)), ("is about 'pull-back'",)),
    (lambda: nt_.Ledger(SCENARIO.with_reports(OTHER.reports)), ("is about 'pull-back'",)),
    # files and texts
    (lambda: nt_.load(3), ("a path is expected", "an int, 3")),
    (lambda: nt_.load(None), ("a path is expected", "None")),
    (lambda: nt_.load({}), ("a path is expected", "a dict, {}")),
    (lambda: nt_.load(SCENARIO), ("it is loaded already",)),
    (lambda: nt_.read(3), ("a path is expected",)),
    (lambda: nt_.read("x", also=[3]), ("a path is expected",)),
    (lambda: nt_.loads(b"x"), ("loads takes a text, not a bytes, b'x'; decode it first",)),
    (lambda: nt_.loads({}), ("loads takes a text, not a dict",)),
    (lambda: nt_.loads(Path("golan")), ("the path 'golan'; files are for nt.load(path)",)),
    (lambda: nt_.loads(TEXT, name=None), ("name takes a text, not None",)),
    (lambda: nt_.read(GOLAN, texts=[("a", "str")]), ("pairs of a name and bytes, not ('a', 'str')", ".encode()")),
    (lambda: nt_.read(GOLAN, texts="x"), ("pairs of a name and bytes, not 'x'",)),
    (lambda: nt_.read(GOLAN, texts=[("a", b"", 1)]), ("pairs of a name and bytes",)),
    (lambda: nt_.final_standings(None), ("a path is expected as text or as a pathlib.Path, not None",)),
    (lambda: nt_.final_standings(SCENARIO), ("a path is expected", "not a scenario")),
    (lambda: nt_.final_standings(GOLAN, lens="zz"), ("no lens 'zz'; there are credulous",)),
    (lambda: nt_.final_standings(GOLAN, as_of=3), ("a day is given as text",)),
    # scenarios and reports as values
    (lambda: SCENARIO.with_reports(ANY_SCENARIO.reports[0]), ("with_reports takes a list of reports", "[...]")),
    (lambda: ANY_SCENARIO.with_reports([1]), ("with_reports takes reports, not 1", "nt.load(path).reports")),
    (lambda: ANY_SCENARIO.with_reports(None), ("with_reports takes a list of reports, not None",)),
    (lambda: ANY_SCENARIO.of_kind("demand"), ("of_kind takes classes of subjects, not 'demand'", "import Talks,")),
    (lambda: SCENARIO.kind("bordr"), ("no subject 'bordr' in scenario 'small'; did you mean \"border\"?",)),
    (lambda: SCENARIO.principals("bordr"), ("no subject 'bordr'",)),
    (lambda: SCENARIO.involved("bordr"), ("no subject 'bordr'",)),
    (lambda: SCENARIO.beneficiaries("quit"), ('did you mean "quiet"?',)),
    (lambda: ANY_SCENARIO.kind(["out"]), ("no subject ['out']", "named by text")),
    (lambda: nt_.Report(id="r", outlet="kan", published="2018-05-31"), ("published of a report is a ReportDate",)),
    (lambda: evolve(ANY_SCENARIO.reports[0].statements[0], event_date="2018"), ("event_date of a statement is a",)),
    # lenses and days
    (lambda: nt_.replay(SCENARIO, lens=3), ("a lens is given by its name (credulous, sceptical", "an int, 3")),
    (lambda: nt_.replay(SCENARIO, lens={"name": "x"}), ("nt.Lens(name=...)", "a dict")),
    (lambda: nt_.replay(SCENARIO, lens="officialls"), ('did you mean "officials"?',)),
    (lambda: HISTORY.at(datetime(2018, 5, 31, 12)), ("a day has no time", ".date()", "'2018-05-31'")),
    (lambda: ANY.at(3), ("a day is given as text", "an int, 3")),
    (lambda: HISTORY.at("30/5/2018"), ("does not begin with the year", "write a day as 2018-05-31")),
    (lambda: HISTORY.at("2018-02-30"), ("no day 30",)),
    (lambda: HISTORY.at("2018-05-31T18:00"), ("has a time",)),
    (lambda: LEDGER.state("out", as_of="31.5.2018"), ("write a day as 2018-05-31",)),
    (lambda: nt_.what_if(SCENARIO, as_of="yesterday"), ("write a day as 2018-05-31",)),
    # names
    (lambda: BOARD.state("bordr"), ("no subject 'bordr' in scenario 'small'; did you mean \"border\"?",)),
    (lambda: BOARD.state("zzzzz"), ("it declares moscow, paris, out",)),
    (lambda: BOARD.standing("bordr.response"), ('did you mean "border"?',)),
    (lambda: BOARD.state("border.respons"), ("it has", 'did you mean "response"?')),
    (lambda: BOARD.state("border.response", "stance"), ("no subject 'border.response'", "it names a region")),
    (lambda: HISTORY.why("withdrawal"), ("is a declared claim, which has a status and no state", "moment.claims")),
    (lambda: BOARD.state("strike"), ("'strike' is an incident, which has no states",)),
    (lambda: nt.Ledger(SCENARIO).state("withdrawal"), ("is a declared claim",)),
    (lambda: nt.movement(BOARD, since="2018-06-01"), ("nothing can have moved since 2018-06-01", "after 2018-05-31")),
    (lambda: BOARD.state(["out"]), ("named by text, not by a list, ['out']; ask for one after the other",)),
    (lambda: BOARD.state(None), ("named by text, not by None",)),
    (lambda: BOARD.state("out", 3), ("named by text, not by an int, 3",)),
    (lambda: BOARD.standing(3), ("named by text",)),
    (lambda: LEDGER.state(["out"]), ("named by text",)),
    (lambda: LEDGER.state("bordr"), ('did you mean "border"?',)),
    (lambda: HISTORY.why("bordr"), ('did you mean "border"?',)),
    (lambda: nt_.why(BOARD, 3), ("named by text",)),
]


@pytest.mark.parametrize(("call", "said"), CALLS, ids=range(len(CALLS)))
def test_what_cannot_be_taken_is_refused_in_a_sentence(call: Callable[[], object], said: tuple[str, ...]) -> None:
    with pytest.raises(nt.UsageError) as found:
        call()
    assert [part for part in said if part not in str(found.value)] == [], str(found.value)


def test_a_region_may_be_named_after_a_dot() -> None:
    assert BOARD.state("border.response") == BOARD.state("border", "response") == "unanswered"
    assert BOARD.standing("border.fulfilment") == BOARD.standing("border", "fulfilment")
    assert LEDGER.state("border.response") == "unanswered"
    assert nt.why(BOARD, "border.response") == HISTORY.why("border", "response")


def test_a_refused_report_leaves_a_tracker_as_it_was() -> None:
    tracker = nt.Tracker(SCENARIO)
    with pytest.raises(nt.UsageError):
        tracker.feed(OTHER.reports[0])
    assert tracker.history.reports == () and tracker.feed(SCENARIO.reports[0])


def test_days_are_taken_as_dates_and_as_text() -> None:
    assert HISTORY.at(date(2018, 5, 31)).as_of == HISTORY.at("2018-05-31").as_of == HISTORY.at().as_of
