"""Releases of PA-X: what was known on which release, corrections by the same source, accounts that add up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import negotrack as nt
from negotrack.importers import Options, Summary, import_files
from negotrack.importers.pax import REWORDED, UNCHANGED

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "pax"
FIRST, SECOND, THIRD = date(2023, 2, 1), date(2024, 1, 15), date(2025, 2, 1)
HEAD = "PP,PPName,AgtId,Agt,Dat,Stage,Status\n"
SIGNED = "Multiparty signed/agreed"


def take(tmp_path: Path, *texts: str) -> tuple[Summary, nt.Scenario]:
    """Import releases, the last one given first, and load what was written."""
    paths = []
    for number, text in enumerate(texts, start=1):
        (tmp_path / f"v{number}.csv").write_text(text, encoding="utf-8", newline="")
        paths.append(str(tmp_path / f"v{number}.csv"))
    options = Options(released=tuple(reversed((FIRST, SECOND, THIRD)[: len(texts)])))
    found = import_files("pax", list(reversed(paths)), str(tmp_path / "out.jsonl"), options)
    return found, nt.load(tmp_path / "out.jsonl")


def signed(log: nt.Scenario, name: str, known: date) -> date | None:
    """The day of signing, as known on a day."""
    moment = nt.replay(log, as_known=known).at(known)
    [standing] = [s for s in moment.standings if s.subject == name and s.region == "instrument"]
    return standing.since.latest if standing.state == "signed" else None


def test_a_corrected_date_is_known_from_its_release_on(tmp_path: Path) -> None:
    found, log = take(
        tmp_path,
        f"{HEAD}1,Process,7,Accord,2013-05-28,Pre,{SIGNED}\n",
        f"{HEAD}1,Process,7,Accord,2001-05-28,Pre,{SIGNED}\n1,Process,8,Other,2001-06-01,SubPar,{SIGNED}\n",
    )
    assert signed(log, "pax-7", FIRST) == date(2013, 5, 28)
    assert signed(log, "pax-7", SECOND) == date(2001, 5, 28)
    assert signed(log, "pax-8", SECOND) == date(2001, 6, 1)
    assert (found.read, found.became, found.merged) == (3, 3, 0)
    correction = next(report for report in log.reports if report.id == "pax-v2-7")
    assert correction.statements[0].refers_to == ("pax-v1-7#1", "pax-v1-7#2")
    assert str(correction.statements[0].chain) == "pax-v2 < pax"
    assert nt.replay(log).at().state("process-1", "talks") == "substantive"


def test_what_did_not_change_is_said_once(tmp_path: Path) -> None:
    row = f"1,Process,7,Accord,2013-05-28,Pre,{SIGNED}\n"
    found, log = take(tmp_path, HEAD + row, HEAD + row, HEAD + row.replace("Accord", "The Accord"))
    assert found.merged_because == {UNCHANGED: 1, REWORDED: 1}
    assert [report.id for report in log.reports] == ["pax-v1-7"]
    assert getattr(log.subjects["pax-7"], "name", "") == "The Accord"


def test_a_release_without_a_column_says_nothing_of_it(tmp_path: Path) -> None:
    row = "1,Process,7,Decree,2013-05-28,Oth,Unilateral document\n"
    found, log = take(tmp_path, HEAD + row, "PP,PPName,AgtId,Agt,Dat,Stage\n1,Process,7,Decree,2013-05-28,Oth\n")
    assert found.merged_because == {UNCHANGED: 1}
    assert nt.replay(log).at().state("pax-7", "instrument") == "tabled"


def test_an_agreement_moved_to_another_process_leaves_the_old_one(tmp_path: Path) -> None:
    _, log = take(
        tmp_path,
        f"{HEAD}1,One,7,Accord,2013-05-28,SubPar,{SIGNED}\n",
        f"{HEAD}2,Two,7,Accord,2013-05-28,SubPar,{SIGNED}\n",
    )
    before, after = (nt.replay(log, as_known=known).at(THIRD) for known in (FIRST, SECOND))
    assert [m.state("process-1", "talks") for m in (before, after)] == ["substantive", "unreported"]
    assert [m.state("process-2", "talks") for m in (before, after)] == ["unreported", "substantive"]
    assert [m.state("pax-7", "instrument") for m in (before, after)] == ["signed", "signed"]


def test_an_agreement_taken_off_the_list_is_taken_back(tmp_path: Path) -> None:
    kept = f"1,One,8,Other,2013-05-28,Cea,{SIGNED}\n"
    found, log = take(tmp_path, f"{HEAD}1,One,7,Accord,2013-05-28,Cea,{SIGNED}\n{kept}", HEAD + kept)
    assert (signed(log, "pax-7", FIRST), signed(log, "pax-7", SECOND)) == (date(2013, 5, 28), None)
    assert (found.read, found.became, found.merged) == (3, 2, 1)


def test_all_releases_are_one_source(tmp_path: Path) -> None:
    row = f"1,One,7,Accord,2013-05-28,Cea,{SIGNED}\n"
    _, log = take(tmp_path, HEAD + row, HEAD + row.replace("28,Cea", "29,Cea"))
    claims = [claim for claim in nt.replay(log).at().claims if claim.claim.startswith("pax-7")]
    assert {claim.origins for claim in claims if claim.status == "reported"} == {1}


def test_quoted_line_ends_are_part_of_a_cell_and_an_open_quote_costs_one_row(tmp_path: Path) -> None:
    rows = f'1,"One\r\nand two",7,Accord,2013-05-28,Cea,{SIGNED}\n1,"One,8,Open,2013-05-28,Cea,{SIGNED}\n'
    last = f"1,One,9,Last,2013-05-28,Cea,{SIGNED}\n"
    (tmp_path / "v1.csv").write_text(HEAD + rows + last, encoding="utf-8", newline="")
    options = Options(released=(FIRST,), keep_going=True)
    found = import_files("pax", [str(tmp_path / "v1.csv")], str(tmp_path / "out.jsonl"), options)
    assert [(problem.code, problem.span.line) for problem in found.problems] == [("open-quote", 4)]
    assert (found.read, found.became) == (3, 2)
    assert sorted(nt.load(tmp_path / "out.jsonl").subjects) == ["pax-7", "pax-9", "process-1"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"1,One,7,Accord,2013-05,Cea,{SIGNED}", "bad-date"),
        (f"1,One,7,Accord,2013-05-28,Peace,{SIGNED}", "unknown-code"),
        ("1,One,7,Accord,2013-05-28,Cea,Maybe", "unknown-code"),
        (f"1,One,,Accord,2013-05-28,Cea,{SIGNED}", "bad-row"),
        (f"1,One,6,Again,2013-05-28,Cea,{SIGNED}", "bad-row"),
    ],
)
def test_a_broken_row_is_an_error_at_its_line(tmp_path: Path, row: str, code: str) -> None:
    (tmp_path / "v1.csv").write_text(f"{HEAD}1,One,6,Accord,2013-05-28,Cea,{SIGNED}\n{row}\n", encoding="utf-8")
    found = import_files("pax", [str(tmp_path / "v1.csv")], str(tmp_path / "out"), Options(released=(FIRST,)))
    assert [(problem.code, problem.span.line) for problem in found.problems] == [(code, 3)]
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not DATA.is_dir(), reason="the real releases are not here (../shared/data/pax)")
def test_the_real_releases_answer_when_agreement_2553_was_signed(tmp_path: Path) -> None:
    paths = [str(DATA / f"v{number}.csv") for number in (7, 8, 9)]
    found = import_files("pax", paths, str(tmp_path / "out.jsonl"), Options(released=(FIRST, SECOND, THIRD)))
    assert (found.read, found.failed) == (2003 + 2051 + 2144, 0)
    log = nt.load(tmp_path / "out.jsonl")
    assert signed(log, "pax-2553", SECOND) == date(2013, 5, 28)
    assert signed(log, "pax-2553", THIRD) == date(2001, 5, 28)


def test_releases_in_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder, day in (("old", "2013-05-28"), ("new", "2001-05-28")):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "pax.csv"
        path.write_text(f"{HEAD}1,Process,7,Accord,{day},Pre,{SIGNED}\n", encoding="utf-8")
        paths.append(str(path))
    import_files("pax", paths, str(tmp_path / "out.jsonl"), Options(released=(FIRST, SECOND)))
    log = nt.load(tmp_path / "out.jsonl")
    assert signed(log, "pax-7", FIRST) == date(2013, 5, 28)
    assert signed(log, "pax-7", SECOND) == date(2001, 5, 28)


def test_agreements_and_processes_whose_ids_look_alike_stay_apart(tmp_path: Path) -> None:
    row = "{0},Process,{0},Accord,2013-05-28,Pre,{1}\n"
    _, log = take(tmp_path, HEAD + row.format("7/1", SIGNED) + row.format("7-1", SIGNED))
    assert {"pax-7-1", "pax-7-1-2", "process-7-1", "process-7-1-2"} == set(log.subjects)
    assert len(log.reports) == 2
