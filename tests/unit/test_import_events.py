"""What coded events become: statements that say no more than the code does, and an account of the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import negotrack as nt
from negotrack.importers import Options, Summary, import_files
from negotrack.importers.actors import OUT_OF_OFFICE, UNKNOWN
from negotrack.importers.cameo import MIRRORED, OTHER_DAYS, OTHER_PARTIES, SAME_DAY, SAME_PARTY
from negotrack.model.subjects import Demand
from tests.strategies.corpora import column_map

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real corpora are not here (../shared/data)")
KEEP = Options(keep_going=True)
ICEWS = [
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
]  # fmt: skip


def take(tmp_path: Path, source: str, raw: str, options: Options = KEEP) -> tuple[Summary, nt.Scenario]:
    """Import a text and load what was written."""
    (tmp_path / "data").write_text(raw, encoding="utf-8", newline="")
    found = import_files(source, [str(tmp_path / "data")], str(tmp_path / "out.jsonl"), options)
    return found, nt.load(tmp_path / "out.jsonl")


def quads(*rows: str) -> str:
    """Quadruples."""
    return "\n".join(("date,source,event,target", *rows)) + "\n"


def icews(*rows: tuple[str, str, str, str, str, str]) -> str:
    """Full rows: id, source, code, target, story, publisher."""
    lines = ["\t".join(ICEWS)]
    for name, source, code, target, story, publisher in rows:
        cells = [name, "2014-05-30", source, "NA", "NA", "x", code, "1", target, "NA", "NA", story, "2", publisher]
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("event", "verb", "subject", "chain"),
    [
        ("Engage in negotiation", "negotiate", "talks-japan-north-korea", "icews"),
        ("Halt negotiations", "break_off", "talks-japan-north-korea", "icews"),
        ("Express intent to meet or negotiate", "agree_to_talk", "talks-japan-north-korea", "icews < japan"),
        ("Discuss by telephone", "hold", "phone-japan-north-korea-2014-05-30", "icews"),
        ("Demand", "press", "demand-japan-of-north-korea", "icews < japan"),
        ("Demand rights", "press", "demand-japan-of-north-korea-rights", "icews < japan"),
        ("Reject", "reject", "demand-north-korea-of-japan", "icews < japan"),
        ("Accede to demands for rights", "accept", "demand-north-korea-of-japan-rights", "icews < japan"),
        ("Sign formal agreement", "sign", "agreement-japan-north-korea-2014-05-30", "icews"),
        ("Express intent to provide humanitarian aid", "offer", "offer-japan-to-north-korea-humanitarian-aid",
         "icews < japan"),
    ],
)  # fmt: skip
def test_a_code_becomes_a_statement(tmp_path: Path, event: str, verb: str, subject: str, chain: str) -> None:
    found, log = take(tmp_path, "icews-quads", quads(f"2014-05-30,Japan,{event},North Korea"))
    [statement] = log.reports[0].statements
    assert (statement.verb, statement.subjects, str(statement.chain)) == (verb, (subject,), chain)
    assert statement.event_date.presumed
    assert statement.text == f"Japan to North Korea: {event}"
    assert found.statements == {verb: 1}


def test_a_demand_without_content_says_so(tmp_path: Path) -> None:
    _, log = take(tmp_path, "icews-quads", quads("2014-05-30,Japan,Demand,North Korea"))
    demand = log.subjects["demand-japan-of-north-korea"]
    assert isinstance(demand, Demand)
    assert (demand.text, demand.by, demand.of, demand.terms) == (
        "demand of Japan on North Korea (content not coded)", ("japan",), ("north-korea",), (),
    )  # fmt: skip


def test_violence_is_an_incident_beside_the_talks_and_a_mood_is_a_position(tmp_path: Path) -> None:
    rows = ("2014-05-30,Japan,Use conventional military force,North Korea",
            "2014-05-30,Japan,Make optimistic comment,North Korea")  # fmt: skip
    _, log = take(tmp_path, "icews-quads", quads(*rows))
    first, second = (report.statements[0] for report in log.reports)
    assert (first.verb, first.kind, first.about) == ("incident", "violence", ("talks-japan-north-korea",))
    assert (second.verb, second.kind, second.of) == ("position", "forecast", ("japan",))


def test_mirrored_events_are_one(tmp_path: Path) -> None:
    rows = ("2014-05-30,Japan,Consult,North Korea", "2014-05-30,North Korea,Consult,Japan",
            "2014-05-31,Japan,Make a visit,North Korea", "2014-05-31,North Korea,Host a visit,Japan",
            "2014-05-31,Japan,Demand,North Korea", "2014-05-31,North Korea,Demand,Japan")  # fmt: skip
    found, log = take(tmp_path, "icews-quads", quads(*rows))
    assert found.merged_because == {SAME_DAY: 2}
    assert [report.statements[0].verb for report in log.reports] == ["hold", "hold", "press", "press"]


def test_a_story_is_a_report_of_its_publisher(tmp_path: Path) -> None:
    raw = icews(
        ("1", "Japan", "046", "North Korea", "47", "Reuters News"),
        ("2", "North Korea", "046", "Japan", "47", "Reuters News"),
        ("3", "Japan", "100", "North Korea", "47", "Reuters News"),
        ("4", "Japan", "046", "North Korea", "48", "Xinhua"),
        ("5", "Japan", "046", "North Korea", "NA", "NA"),
    )
    found, log = take(tmp_path, "icews", raw)
    assert found.merged_because == {MIRRORED: 1}
    assert [(r.id, r.outlet, r.note, len(r.statements)) for r in log.reports] == [
        ("icews-2", "reuters-news", "story 47", 2), ("icews-5", "xinhua", "story 48", 1), ("icews-6", "icews", "", 1),
    ]  # fmt: skip
    claims = {claim.claim: claim.origins for claim in nt.replay(log).at().claims}
    assert claims["talks-japan-north-korea:negotiate"] == 3


def test_what_is_left_out_is_counted_by_its_reason(tmp_path: Path) -> None:
    rows = (
        "2014-05-30,Japan,Make statement,North Korea",
        "2014-05-30,Police (Japan),Consult,North Korea",
        "2014-05-30,Foreign Affairs (Japan),Consult,Japan",
        "2014-05-30,Somebody Unheard,Consult,Japan",
        "2014-05-30,NA,Consult,Japan",
        "2018-05-30,Barack Obama,Consult,Japan",
        "2014-05-30,Foreign Affairs (Japan),Consult,North Korea",
    )
    found, _ = take(tmp_path, "icews-quads", quads(*rows))
    assert found.left_out_because == {
        "a statement whose content is not coded (01)": 1,
        "the actor is no party: police, courts and crime": 1,
        SAME_PARTY: 1,
        UNKNOWN: 1,
        "the actor is not named": 1,
        OUT_OF_OFFICE: 1,
    }
    assert found.unknown_actors == {"Somebody Unheard": 1}
    assert (found.read, found.became, found.left_out) == (7, 1, 6)


def test_only_the_parties_and_days_asked_for_are_taken(tmp_path: Path) -> None:
    rows = (
        "2014-05-29,Japan,Consult,North Korea",
        "2014-05-30,North Korea,Consult,Japan",
        "2014-05-30,China,Consult,Japan",
        "2014-05-31,Japan,Consult,North Korea",
    )
    options = Options(between=("japan", "north-korea"), since=date(2014, 5, 30), until=date(2014, 5, 30))
    found, log = take(tmp_path, "icews-quads", quads(*rows), options)
    assert found.left_out_because == {OTHER_DAYS: 2, OTHER_PARTIES: 1}
    assert sorted(log.parties) == ["japan", "north-korea"]


@pytest.mark.parametrize("layout", [0, 1, 2])
def test_gdelt_has_both_dates_and_its_outlet_is_the_host(tmp_path: Path, layout: int) -> None:
    names = column_map("gdelt.yaml").layouts[layout]
    cells = {
        "GLOBALEVENTID": "7", "SQLDATE": "20140529", "DATEADDED": "20140530", "EventCode": "046",
        "Actor1Name": "TOKYO", "Actor1CountryCode": "JPN", "Actor2Name": "PYONGYANG", "Actor2CountryCode": "PRK",
        "Actor2Type1Code": "GOV", "SOURCEURL": "http://www.example.org/a?b",
    }  # fmt: skip
    if layout == 2:
        cells["DATEADDED"] = "20140530181500"
    _, log = take(tmp_path, "gdelt", "\t".join(cells.get(name, "") for name in names) + "\n")
    [report] = log.reports
    assert str(report.published.day) == "2014-05-30"
    assert report.published.minutes == (18 * 60 + 15 if layout == 2 else None)
    assert report.statements[0].event_date.text == "2014-05-29"
    assert (report.outlet, report.url) == (("gdelt", "") if layout == 0 else ("example-org", cells["SOURCEURL"]))


def gdelt(**cells: str) -> str:
    """A row of GDELT 1.0."""
    found = {
        "GLOBALEVENTID": "7", "SQLDATE": "20140529", "DATEADDED": "20140530", "EventCode": "046", "EventRootCode": "04",
        "Actor1Name": "TOKYO", "Actor1CountryCode": "JPN", "Actor2Name": "PYONGYANG", "Actor2CountryCode": "PRK",
    } | cells  # fmt: skip
    return "\t".join(found.get(name, "") for name in column_map("gdelt.yaml").layouts[1]) + "\n"


@pytest.mark.parametrize(
    ("source", "outlet", "url"),
    [
        ("https://www.example.org/a", "example.org", "https://www.example.org/a"),
        ("example.org/a", "example.org", "example.org/a"),
        ("BBC Monitoring", "BBC Monitoring", ""),
        ("http://[half/a", "GDELT", ""),
        ("", "GDELT", ""),
    ],
)
def test_a_source_without_an_address_is_an_outlet_and_no_story(
    source: str, outlet: str, url: str, tmp_path: Path
) -> None:
    """Two events of BBC Monitoring on a day were not told in one report."""
    rows = [gdelt(SOURCEURL=source), gdelt(SOURCEURL=source, EventCode="036", EventRootCode="03")]
    _, log = take(tmp_path, "gdelt", "".join(rows))
    assert {(log.outlets[report.outlet].name, report.url) for report in log.reports} == {(outlet, url)}
    assert len(log.reports) == (1 if url else 2)


@pytest.mark.parametrize(("code", "root"), [("36", "3"), ("10", "1"), ("036", "3"), ("036", "04")])
def test_codes_that_lost_their_leading_zeros_are_never_taken_for_others(code: str, root: str, tmp_path: Path) -> None:
    """010 is a statement, 10 a demand."""
    raw = gdelt(EventCode=code, EventRootCode=root) + gdelt()
    found, _ = take(tmp_path, "gdelt", raw, Options(keep_going=True))
    assert [(p.code, p.span.line) for p in found.problems] == [("unknown-code", 1)]
    assert (found.became, found.failed) == (1, 1)


def test_a_code_beside_the_name_of_another_lost_its_leading_zero(tmp_path: Path) -> None:
    """ICEWS has no roots, but the name of the code: 10 beside "Make statement" is 010, no demand."""
    rows = icews(("1", "Japan", "10", "China", "7", "AFP"), ("2", "Japan", "40", "China", "8", "AFP"),
                 ("3", "Japan", "10", "China", "9", "AFP")).split("\tx\t")  # fmt: skip
    raw = rows[0] + "\tMake statement\t" + rows[1] + "\tConsult\t" + rows[2] + "\tDemand\t" + rows[3]
    found, _ = take(tmp_path, "icews", raw)
    assert [(p.code, p.span.line) for p in found.problems] == [("unknown-code", 2), ("unknown-code", 3)]
    assert all("leading zero" in problem.message for problem in found.problems)
    assert (found.became, found.failed) == (1, 2)


def test_quotes_around_cells_between_tabs_are_no_part_of_them(tmp_path: Path) -> None:
    plain = icews(("1", "Japan", "046", "China", "7", 'The "Star"'), ("2", "Japan", "057", "China", "8", "AFP"))
    rows = [line.split("\t") for line in plain.splitlines()]
    for escaped in ('""', '\\"'):
        raw = "\n".join("\t".join('"' + cell.replace('"', escaped) + '"' for cell in row) for row in rows) + "\n"
        (tmp_path / "out.jsonl").unlink(missing_ok=True)
        _, log = take(tmp_path, "icews", raw)
        assert [outlet.name for outlet in log.outlets.values()] == ["AFP", 'The "Star"']
        assert len(list(log.statements())) == 2


def test_one_story_may_tell_of_the_same_on_two_days(tmp_path: Path) -> None:
    url = "https://example.org/a"
    raw = "".join(gdelt(SQLDATE=day, SOURCEURL=url) for day in ("20180530", "20180520", "20180520"))
    found, log = take(tmp_path, "gdelt", raw)
    assert (found.became, found.merged) == (2, 1)
    [report] = log.reports
    assert len({statement.event_date.text for statement in report.statements}) == 2


@pytest.mark.parametrize(("broken", "code"), [("cut off\t\t", "bad-row"), ("K\0ln", "not-text")])
def test_a_broken_first_row_costs_no_other_row_where_there_is_no_header(broken: str, code: str, tmp_path: Path) -> None:
    found, log = take(tmp_path, "gdelt", broken + "\n" + broken + "\n" + gdelt())
    assert [(problem.code, problem.span.line) for problem in found.problems] == [(code, 1), (code, 2)]
    assert (found.read, found.became, [report.id for report in log.reports]) == (3, 1, ["gdelt-3"])


def test_a_file_of_which_no_row_fits_a_layout_is_refused_by_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a,b,c\n" * 5_000)
    with pytest.raises(nt.InvalidScenario, match="GDELT has 57, 58, 61") as caught:
        import_files("gdelt", [str(tmp_path / "data")], str(tmp_path / "out.jsonl"), KEEP)
    [problem] = caught.value.problems
    assert problem.span.line == 1


def test_mirrored_events_of_one_story_are_one_wherever_its_rows_stand(tmp_path: Path) -> None:
    """GDELT puts its rows in the order of the first actor, so that one article is told of here and there."""
    url, other = "https://example.org/a", "https://example.org/b"
    rows = (
        gdelt(SOURCEURL=url),
        gdelt(SOURCEURL=other, EventCode="057", EventRootCode="05"),
        gdelt(SOURCEURL=url, Actor1CountryCode="PRK", Actor2CountryCode="JPN"),
        gdelt(SOURCEURL=other, EventCode="057", EventRootCode="05"),
    )
    found, log = take(tmp_path, "gdelt", "".join(rows))
    assert (found.became, found.merged, [report.url for report in log.reports]) == (2, 2, [url, other])


def test_two_outlets_that_tell_of_one_event_are_two_reports_where_there_are_no_stories(tmp_path: Path) -> None:
    header = list(column_map("plover.yaml").columns.values())
    event = ("2023-01-02", "2023-01-01", "CONSULT", "visit", "China", "CHN", "GOV", "Japan", "JPN", "GOV")
    mirrored = (*event[:4], *event[7:], *event[4:7])
    told = (("a", *event, "TASS"), ("b", *event, "Reuters"), ("c", *mirrored, "TASS"), ("d", *event, "Reuters"))
    rows = ["\t".join(name for (name,) in header), *("\t".join(row) for row in told)]
    found, log = take(tmp_path, "plover", "\n".join(rows) + "\n")
    assert (found.became, found.merged_because) == (2, {SAME_DAY: 2})
    assert [report.outlet for report in log.reports] == ["tass", "reuters"]


def test_rows_of_one_day_are_merged_in_any_order_of_days(tmp_path: Path) -> None:
    """A table sorted by its actors goes back and forth in time."""
    one, other = "Japan,Consult,China", "China,Consult,Japan"
    found, _ = take(tmp_path, "icews-quads", quads(f"2014-05-30,{one}", f"2014-06-01,{one}", f"2014-05-30,{other}"))
    assert (found.became, found.merged_because) == (2, {SAME_DAY: 1})


def test_what_was_told_is_remembered_within_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotrack.importers.events_again.REMEMBERED", 2)
    days = (30, 1, 2, 3, 30, 30)
    found, _ = take(tmp_path, "icews-quads", quads(*(f"2014-05-{day:02},Japan,Consult,China" for day in days)))
    assert (found.became, found.merged) == (5, 1)


def test_ones_own_names_count_where_actors_are_told_by_codes(tmp_path: Path) -> None:
    raw = gdelt(Actor1Name="BOKO HARAM", Actor1CountryCode="", Actor1Type1Code="REB")
    (tmp_path / "mine.csv").write_text("name,party,kind\nBoko Haram,boko-haram,armed-group\n", encoding="utf-8")
    found, log = take(tmp_path, "gdelt", raw, Options(actors=str(tmp_path / "mine.csv")))
    assert found.became == 1 and "boko-haram" in log.parties


def test_an_actor_told_by_codes_needs_no_name(tmp_path: Path) -> None:
    names = column_map("gdelt.yaml").layouts[1]

    def row(country: str, sector: str, group: str = "") -> str:
        cells = {
            "GLOBALEVENTID": "7", "SQLDATE": "20140529", "DATEADDED": "20140530", "EventCode": "046",
            "Actor1CountryCode": country, "Actor1Type1Code": sector, "Actor1KnownGroupCode": group,
            "Actor1Name": "X", "Actor2Name": "Y", "Actor2CountryCode": "PRK",
        }  # fmt: skip
        return "\t".join(cells.get(name, "") for name in names)

    rows = (row("JPN", ""), row("JPN", "GOV"), row("JPN", "COP"), row("", "", "UNO"), row("QQQ", ""), row("", ""))
    found, log = take(tmp_path, "gdelt", "\n".join(rows) + "\n")
    assert sorted(log.parties) == ["japan", "north-korea", "united-nations"]
    assert (found.became + found.merged, found.left_out) == (3, 3)


def test_plover_takes_the_first_mode_that_the_table_knows(tmp_path: Path) -> None:
    names = [column for columns in column_map("plover.yaml").columns.values() for column in columns]
    cells = {
        "Event ID": "e1", "Publication Date": "2014-05-30", "Event Date": "2014-05-29", "Event Type": "THREATEN",
        "Event Mode": "strange; relations", "Actor Name": "Japan", "Recipient Name": "North Korea", "Source": "AFP",
    }  # fmt: skip
    raw = "\t".join(names) + "\n" + "\t".join(cells.get(name, "None") for name in names) + "\n"
    _, log = take(tmp_path, "plover", raw)
    [statement] = log.reports[0].statements
    assert (statement.verb, statement.kind, str(statement.chain)) == ("position", "red-line", "afp < japan")


def test_an_outlet_may_have_the_name_of_a_party(tmp_path: Path) -> None:
    _, log = take(tmp_path, "icews", icews(("1", "Japan", "046", "North Korea", "47", "Japan")))
    assert (log.reports[0].outlet, log.outlets["japan-outlet"].name) == ("japan-outlet", "Japan")


def test_a_header_row_in_a_corpus_without_headers_is_no_event(tmp_path: Path) -> None:
    names = column_map("gdelt.yaml").layouts[1]
    row = "\t".join({"GLOBALEVENTID": "7", "DATEADDED": "20140530", "EventCode": "046"}.get(n, "") for n in names)
    (tmp_path / "data").write_text("\t".join(names) + "\n" + row + "\n")
    found = import_files("gdelt", [str(tmp_path / "data")], str(tmp_path / "out.jsonl"))
    assert (found.read, found.left_out, found.written) == (1, 1, "")


@needs_data
@pytest.mark.parametrize(
    ("source", "file", "rows"),
    [("icews", "icews/events.2018.sample.tab", 3705), ("icews-quads", "icews/icews14.csv.gz", 90730)],
)
def test_real_events_are_accounted_for(tmp_path: Path, source: str, file: str, rows: int) -> None:
    found = import_files(source, [str(DATA / file)], str(tmp_path / "out.jsonl"))
    assert (found.read, found.failed) == (rows, 0)
    assert len(nt.load(tmp_path / "out.jsonl").reports) == found.reports


@needs_data
def test_the_figures_of_the_page_on_importing_are_right(tmp_path: Path) -> None:
    options = Options(between=("japan", "north-korea"))
    found = import_files("icews-quads", [str(DATA / "icews/icews14.csv.gz")], str(tmp_path / "out.jsonl"), options)
    history = nt.replay(nt.load(tmp_path / "out.jsonl"))
    steps = [step for step in history.steps if step.subject == "talks-japan-north-korea"]
    page = (Path(__file__).resolve().parents[2] / "docs/how-to/import-a-corpus.md").read_text(encoding="utf-8")
    for step in steps:
        name = step.statement.partition("#")[0]
        assert f"| {step.when.latest} | {step.source} | {step.trigger} | {step.target} | {name} |" in page
    assert f"{found.read} rows read: {found.became} became statements, {found.merged} merged" in page
    told = sum(s.verb == "agree_to_talk" for report in history.scenario.reports for s in report.statements)
    assert (history.anomalies, told, sum(step.trigger == "agree_to_talk" for step in steps)) == ((), 42, 2)
    assert "It refused nothing. That the talks were agreed to was said 42 times, and moved them twice" in page


ROW = ("7", "Japan", "036", "North Korea", "1", "P")


def test_a_row_that_stands_there_before_is_merged_and_another_under_its_id_fails(tmp_path: Path) -> None:
    found, log = take(
        tmp_path, "icews", icews(ROW, ROW, ("7", "Japan", "040", "North Korea", "2", "P"), ("8", *ROW[1:]))
    )
    assert (found.became, found.merged, found.failed) == (1, 2, 1)
    assert found.merged_because["the same row again"] == 1
    problem = found.problems[0]
    assert (problem.code, problem.span.line, problem.related[0][1].line) == ("same-id-other-content", 4, 2)
    assert len(log.reports) == 1


def test_a_row_of_one_file_may_stand_in_another_again(tmp_path: Path) -> None:
    """Archives publish a year and then the weeks of it."""
    rows = [("1", "Japan", "046", "China", "7", "AFP"), ("2", "Japan", "057", "China", "8", "AFP")]
    other = ("1", "Japan", "040", "China", "7", "AFP")
    for name, some in (("year", rows), ("week", [rows[1]]), ("wrong", [other])):
        (tmp_path / name).write_text(icews(*some), encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("year", "week", "wrong")]
    found = import_files("icews", paths, str(tmp_path / "out.jsonl"), KEEP)
    assert (found.became, found.merged, found.failed) == (2, 1, 1)
    [problem] = found.problems
    assert (problem.code, problem.span.file, problem.span.line) == ("same-id-other-content", paths[2], 2)
    assert (problem.related[0][1].file, problem.related[0][1].line) == (paths[0], 2)


def test_rows_without_an_id_are_told_apart_by_nothing(tmp_path: Path) -> None:
    found, _ = take(tmp_path, "icews", icews(("", *ROW[1:]), ("NA", "Japan", "040", "North Korea", "1", "P")))
    assert (found.became, found.failed) == (2, 0)


def test_ids_are_remembered_within_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotrack.importers.events_again.REMEMBERED", 2)
    rows = [(str(n), *ROW[1:]) for n in range(5)]
    found, _ = take(tmp_path, "icews", icews(*rows, ("4", "Japan", "040", "North Korea", "1", "P")))
    assert found.failed == 1
