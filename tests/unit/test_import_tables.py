"""The tables of imports: the shipped ones hold together, and one's own are read with their places."""

from __future__ import annotations

from pathlib import Path

import pytest

import negotrack as nt
from negotrack.importers import Options, Summary, import_files
from negotrack.importers.actors import Actors
from negotrack.importers.codebook import load_codebook
from negotrack.importers.reference import format_reference
from tests.mapping_reference import PAGE

ROWS = "date,source,event,target\n2014-05-30,Japan,Engage in negotiation,North Korea\n"
TABLE = "code,name,verb,subject,topic,kind,speech,reason\n"


def imported(tmp_path: Path, options: Options, rows: str = ROWS, source: str = "icews-quads") -> Summary:
    """Import rows with tables of one's own."""
    (tmp_path / "data.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "out.jsonl").unlink(missing_ok=True)
    return import_files(source, [str(tmp_path / "data.csv")], str(tmp_path / "out.jsonl"), options)


def written(tmp_path: Path, text: str) -> str:
    """A table of one's own."""
    (tmp_path / "mine").write_text(text, encoding="utf-8")
    return str(tmp_path / "mine")


def test_the_reference_is_made_from_the_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == format_reference(), "run python -m tests.mapping_reference"


def test_cameo_is_whole() -> None:
    book = load_codebook(None, "cameo.csv")
    roots = {code for code in book.by_code if len(code) == 2}
    assert roots == {f"{number:02}" for number in range(1, 21)}
    assert all(code[:-1] in book.by_code for code in book.by_code if len(code) > 2)
    assert len(book.by_code) == 312
    assert book.by_name["reject"].code == "120"


def test_the_names_of_the_actors_are_unambiguous_and_everybody_is_declared() -> None:
    actors = Actors()
    found = {name.casefold(): party for name, party in actors.names()}
    assert set(found.values()) <= set(actors.parties)
    assert found["benjamin netanyahu"] == "israel"


def test_ones_own_table_of_codes_counts(tmp_path: Path) -> None:
    mine = written(tmp_path, TABLE + "046,Engage in negotiation,advance,talks,,,,as I see it\n")
    assert imported(tmp_path, Options(mapping=mine)).statements == {"advance": 1}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("046,Negotiate,advanced,talks,,,,why", "does not go with talks"),
        ("046,Negotiate,advance,,,,,why", "a verb needs a subject"),
        ("046,Negotiate,advance,talk,,,,why", "cannot be about"),
        ("046,Negotiate,position,position,,mood,,why", "no kind of position"),
        ("046,Negotiate,advance,talks,,,,", "gives no reason"),
        ("046,Negotiate,advance,talks,,,maybe,why", "speech is yes or empty"),
        ("046,Negotiate,advance,talks,,,,why\n046,Again,advance,talks,,,,why", "stands twice"),
        ("046,Negotiate,advance,talks,,,why", "7 cells under 8 columns"),
        ('046,"Negotiate,advance,talks,,,,why', "no row of CSV"),
    ],
)
def test_a_wrong_table_of_codes_is_refused_at_its_line(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(nt.InvalidScenario) as caught:
        imported(tmp_path, Options(mapping=written(tmp_path, TABLE + row + "\n")))
    [problem] = caught.value.problems
    assert problem.code == "bad-mapping"
    assert said in problem.message
    assert problem.span.line >= 2


def test_ones_own_actors_come_first_and_may_be_new_parties(tmp_path: Path) -> None:
    mine = written(tmp_path, "name,party,kind\nNorth Korea,the-north,armed-group\n")
    imported(tmp_path, Options(actors=mine))
    log = nt.load(tmp_path / "out.jsonl")
    assert sorted(log.parties) == ["japan", "the-north"]
    assert log.parties["the-north"].kind == "armed-group"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("name,party\nA,not an id\n", "is no id"),
        ("name,party\nA,anonymous\n", "is no id"),
        ("name,party\n,japan\n", "has no name"),
        ("name,party,since\nA,japan,last year\n", "last year"),
        ("name,party,since,until\nA,japan,2014-01-02,2014-01-01\n", "is after until"),
        ("name,party,kind\nA,a,starship\n", "no kind of party"),
        ("name\nA\n", 'no column "party"'),
        ("name,party,colour\nA,japan,red\n", "unknown"),
    ],
)
def test_wrong_actors_are_refused_at_their_line(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(nt.InvalidScenario, match="in the scenario") as caught:
        imported(tmp_path, Options(actors=written(tmp_path, table)))
    assert said in caught.value.problems[0].message


MAP = "name: Mine\ndates: [DD/MM/YYYY]\ncolumns: {published: when, code: what, source: a, target: b}\n"
MINE = "when,what,a,b\n30/05/2014,046,Japan,North Korea\n"


def test_any_file_coded_by_cameo_can_be_read_by_a_map_of_its_columns(tmp_path: Path) -> None:
    found = imported(tmp_path, Options(columns=written(tmp_path, MAP)), MINE, "cameo")
    assert found.statements == {"negotiate": 1}
    [report] = nt.load(tmp_path / "out.jsonl").reports
    assert (report.id, report.outlet, str(report.published.day)) == ("mine-2", "mine", "2014-05-30")


def test_a_file_in_another_encoding_is_read_when_its_map_says_so(tmp_path: Path) -> None:
    rows = ROWS.replace("Japan", "François Hollande").encode("cp1252")
    (tmp_path / "data.csv").write_bytes(rows)
    text = "encoding: cp1252\ncolumns: {published: date, event: event, source: source, target: target}\n"
    found = import_files(
        "icews-quads",
        [str(tmp_path / "data.csv")],
        str(tmp_path / "out.jsonl"),
        Options(columns=written(tmp_path, text)),
    )
    assert (found.became, found.failed) == (1, 0)


@pytest.mark.parametrize("mark", ["", "sep=;\r\n"], ids=["plain", "with the line of a spreadsheet"])
def test_cells_may_be_parted_by_semicolons_when_the_map_says_so(tmp_path: Path, mark: str) -> None:
    text = "\ufeff" + mark + MINE.replace("Japan", '"Japan"').replace(",", ";").replace("\n", "\r\n")
    found = imported(tmp_path, Options(columns=written(tmp_path, MAP + 'delimiter: ";"\n')), text, "cameo")
    assert (found.statements, found.failed) == ({"negotiate": 1}, 0)


@pytest.mark.parametrize(
    ("given", "parted", "said"),
    [("csv", ";", 'delimiter: ";"'), ("csv", "\t", "format: tsv"), ("csv", "|", 'delimiter: "|"'), ("tsv", ",", "csv")],
)
def test_cells_parted_by_something_else_are_one_fault_with_its_cure(
    tmp_path: Path, given: str, parted: str, said: str
) -> None:
    columns = written(tmp_path, f"{MAP}format: {given}\n")
    with pytest.raises(nt.InvalidScenario) as caught:
        imported(tmp_path, Options(columns=columns), MINE.replace(",", parted), "cameo")
    [problem] = caught.value.problems
    assert problem.code == "missing-column" and said in problem.hint


@pytest.mark.parametrize(
    "header", ["Date,SOURCE,E.vent,tar_get", " date ,source,event,target", '"","date","source","event","target"']
)
def test_a_header_may_be_spelled_in_its_own_way(tmp_path: Path, header: str) -> None:
    row = ROWS.splitlines()[1] if header[0] != '"' else "1," + ROWS.splitlines()[1]
    found = imported(tmp_path, Options(), f"{header}\n{row}\n")
    assert (found.became, found.failed) == (1, 0)


def test_of_columns_spelled_alike_the_one_spelled_as_expected_is_read(tmp_path: Path) -> None:
    row = ROWS.splitlines()[1]
    found = imported(tmp_path, Options(), f"date,source,event,target,Date\n{row},never\n")
    assert (found.became, found.failed) == (1, 0)
    with pytest.raises(nt.InvalidScenario, match="no column") as caught:
        imported(tmp_path, Options(), f"Date,source,event,target,DATE\n{row},never\n")
    assert [problem.code for problem in caught.value.problems] == ["missing-column"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MAP + "format: tsv\nmultiline: true\n", "goes with csv"),
        (MAP + 'format: tsv\ndelimiter: ";"\n', "goes with csv"),
        (MAP + 'delimiter: "x"\n', "cannot be"),
        ("- a\n", "is no map"),
        (MAP + "colour: red\n", "no key"),
        (MAP.replace("DD/MM/YYYY", "D.M.YY"), "no date is written"),
        (MAP.replace("[DD/MM/YYYY]", "[DD/MM/YYYY, MM/DD/YYYY]"), "could not be told apart"),
        (MAP.replace("code: what, ", ""), "no column for code"),
        (MAP.replace("published: when, ", ""), "no column for published"),
        (MAP.replace("code:", "kode:"), "no key"),
        (MAP + "encoding: utf-16\n", "told apart"),
        (MAP + "encoding: rot13\n", "told apart"),
        (MAP + "encoding: punycode\n", "told apart"),
        (MAP + "encoding: utf-7\n", "told apart"),
        (MAP + "encoding: unicode_escape\n", "told apart"),
        (MAP + "encoding: raw_unicode_escape\n", "told apart"),
        (MAP + "encoding: idna\n", "told apart"),
        (MAP + "encoding: iso2022_jp\n", "told apart"),
        (MAP + "encoding: cp037\n", "told apart"),
        (MAP + "encoding: klingon\n", "no encoding"),
        (MAP.replace("code: what", "code: []"), "code names no column"),
        (MAP.replace("code: what", 'code: [what, ""]'), "code names no column"),
        (MAP + "layouts: [[]]\n", "no columns"),
        (MAP + "format: xml\n", "cannot be"),
        (MAP + "layouts: [[a, b], [c, d]]\n", "same number"),
        ("name: Mine\n", "names no columns"),
    ],
)
def test_a_wrong_map_of_columns_is_refused_at_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(nt.InvalidScenario) as caught:
        imported(tmp_path, Options(columns=written(tmp_path, text)), MINE, "cameo")
    assert said in caught.value.problems[0].message
    assert caught.value.problems[0].span.line >= 1


@pytest.mark.parametrize(
    ("source", "options", "said"),
    [
        ("icewz", Options(), "icews"),
        ("cameo", Options(), "--columns"),
        ("pax", Options(), "give one for each file"),
        ("icews-quads", Options(between=("japan", "atlantis")), "atlantis"),
    ],
)
def test_options_that_do_not_fit_are_refused(tmp_path: Path, source: str, options: Options, said: str) -> None:
    with pytest.raises(nt.UsageError, match=said):
        imported(tmp_path, options, source=source)
