"""Items of news: drafts with proposals that never count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import negotrack as nt
from negotrack.importers import Options, Summary, import_files
from negotrack.queries.todo import uncoded

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "news-threads"


def take(tmp_path: Path, *items: dict[str, object], options: Options | None = None) -> tuple[Summary, nt.Scenario]:
    """Import items into a folder of drafts."""
    (tmp_path / "items.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    found = import_files("news", [str(tmp_path / "items.jsonl")], str(tmp_path / "drafts"), options)
    return found, nt.load(tmp_path / "drafts")


def item(text: str, **fields: object) -> dict[str, object]:
    """An item of one day."""
    return {"date": "2018-06-12", "text": text, "sources": ["BBC", "AFP"], **fields}


def test_an_item_is_a_report_to_be_coded(tmp_path: Path) -> None:
    found, log = take(tmp_path, item("Rain in Paris.", category="Weather", topics=["Rain"]))
    [report] = log.reports
    assert (report.id, report.outlet, report.relayed_by) == ("2018-06-12-1", "bbc", ("current-events-portal",))
    assert (report.text, report.note) == ("Rain in Paris.", "filed under Weather / Rain; also cited: AFP")
    assert (report.statements, report.suggested) == ((), ())
    assert list(uncoded(log)) == [report]
    assert (found.read, found.became, found.statements.total()) == (1, 1, 0)


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Talks between North Korea and Japan collapse.", "break_off", "talks-japan-north-korea"),
        ("Iran and the United States resume the nuclear talks.", "resume", "talks-iran-united-states"),
        ("Greece and Macedonia sign the historic agreement.", "sign", "agreement-greece-macedonia-2018-06-12"),
        ("Iran rejects a proposal of the European Union.", "reject", "demand-european-union-of-iran"),
        ("China urges Japan to think again.", "press", "demand-china-of-japan"),
    ],
)
def test_a_rule_proposes_a_statement_about_the_two_parties(tmp_path: Path, text: str, verb: str, subject: str) -> None:
    _, log = take(tmp_path, item(text))
    [proposal] = log.reports[0].suggested
    assert (proposal.verb, proposal.subjects, proposal.id) == (verb, (subject,), "2018-06-12-1#s1")


@pytest.mark.parametrize(
    "text",
    [
        "Talks between North Korea, China and Japan collapse.",
        "Talks with Japan collapse.",
        "Japan and China like rain.",
        "He says that the usual suspects urge us on.",
    ],
)
def test_a_rule_proposes_nothing_where_it_does_not_fit(tmp_path: Path, text: str) -> None:
    assert take(tmp_path, item(text))[1].reports[0].suggested == ()


def test_proposals_never_count(tmp_path: Path) -> None:
    _, log = take(tmp_path, item("Greece and Macedonia sign the historic agreement."))
    history = nt.replay(log)
    assert (list(history.steps), list(history.held_out)) == ([], [])
    assert history.at().state("agreement-greece-macedonia-2018-06-12", "instrument") == "unreported"


def test_who_relays_is_told_from_who_reports(tmp_path: Path) -> None:
    _, log = take(tmp_path, item("x", sources=["AP via ABC News"]), item("y", sources=[]))
    assert [(r.relayed_by, r.outlet) for r in log.reports] == [
        (("current-events-portal", "abc-news"), "ap"), ((), "current-events-portal"),
    ]  # fmt: skip


def test_the_same_item_counts_once_and_the_drafts_can_be_edited(tmp_path: Path) -> None:
    found, log = take(tmp_path, item("x"), item("x"), item("y\n\n  z: # - [", date="2018-07-01"))
    assert (found.became, found.merged) == (2, 1)
    assert sorted(path.name for path in (tmp_path / "drafts" / "reports").iterdir()) == ["2018-06.yaml", "2018-07.yaml"]
    assert log.reports[1].text == "y\n\n  z: # - ["


def test_a_short_name_of_ones_own_is_found_as_it_is_spelled(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,party\nROK,south-korea\n", encoding="utf-8")
    options = Options(actors=str(tmp_path / "mine.csv"))
    _, log = take(
        tmp_path, item("ROK and Japan agree to hold talks."), item("Japan and rok hold talks."), options=options
    )
    assert [[s.subjects for s in report.suggested] for report in log.reports] == [[("talks-japan-south-korea",)], []]


def test_one_text_from_two_sources_is_two_reports(tmp_path: Path) -> None:
    found, log = take(tmp_path, *(item("x", sources=[name]) for name in "ABA"))
    assert (found.became, found.merged) == (2, 1)
    assert [report.outlet for report in log.reports] == ["a", "b"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"date": "2018-06-12", "text": "x"', "json-syntax"),
        ('{"date": "2018-06-12", "text": "x", "text": "y"}', "duplicate-key"),
        ("[1]", "wrong-type"),
        ('{"date": "2018-06-12"}', "missing-key"),
        (f'{{"date": "2018-06-12", "text": "y", "sources": ["{"x" * 60_000}", "{"z" * 60_000}"]}}', "text-too-long"),
        ('{"date": "12/06/2018", "text": "x"}', "bad-date"),
        ('{"date": "2018-06-12", "text": ["x", "y"]}', "wrong-type"),
        ('{"date": "2018-06-12", "text": "y", "sources": {"name": "BBC"}}', "wrong-type"),
        ('{"date": "2018-06-12", "text": "y", "sources": ["AFP", {"name": "BBC"}]}', "wrong-type"),
        ('{"date": "2018-06-12", "text": "y", "topics": [["a"]]}', "wrong-type"),
        ('{"date": "2018-06-12", "text": "caf\xe9"}', "not-utf8"),
    ],
)
def test_a_broken_line_is_an_error_at_its_place(tmp_path: Path, line: str, code: str) -> None:
    raw = b'{"date": "2018-06-12", "text": "x"}\n' + line.encode("latin-1") + b"\n"
    (tmp_path / "items.jsonl").write_bytes(raw)
    found = import_files("news", [str(tmp_path / "items.jsonl")], str(tmp_path / "drafts"))
    assert [(problem.code, problem.span.line) for problem in found.problems] == [(code, 2)]
    assert not (tmp_path / "drafts").exists()


def test_a_source_that_is_no_text_is_told_where_it_stands(tmp_path: Path) -> None:
    """It is somebody's word, which must not become that of the portal."""
    line = json.dumps(item("x", sources=["AFP", {"name": "BBC"}]))
    (tmp_path / "items.jsonl").write_text(line + "\n", encoding="utf-8")
    found = import_files("news", [str(tmp_path / "items.jsonl")], str(tmp_path / "drafts"))
    [problem] = found.problems
    assert (problem.span.line, problem.span.column) == (1, line.index('{"name"') + 1)
    assert "sources" in problem.message


def test_what_is_null_is_not_there(tmp_path: Path) -> None:
    found, log = take(tmp_path, item("x", sources=[None, "BBC"], topics=None))
    assert (found.failed, [report.outlet for report in log.reports]) == (0, ["bbc"])


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("rules: [{name: a, verb: sing, about: talks, any: [x]}]", "does not go with"),
        ("rules: [{name: a, verb: resume, about: opera, any: [x]}]", "cannot be"),
        ("rules: [{name: a, verb: resume, about: talks}]", "no phrases"),
        ("rules: [{name: a, verb: resume, about: talks, any: [x], when: x}]", "no key"),
        ('rules: [{name: a, verb: resume, about: talks, any: [x, ""]}]', "would fit any text"),
        ('rules: [{name: a, verb: resume, about: talks, any: [x], not: ["* .. *"]}]', "would fit any text"),
    ],
)
def test_wrong_rules_are_refused_at_their_place(tmp_path: Path, rules: str, said: str) -> None:
    (tmp_path / "mine.yaml").write_text("columns: {published: date, text: text}\n" + rules, encoding="utf-8")
    with pytest.raises(nt.InvalidScenario) as caught:
        take(tmp_path, item("x"), options=Options(mapping=str(tmp_path / "mine.yaml")))
    assert said in caught.value.problems[0].message
    assert caught.value.problems[0].span.line == 2


@pytest.mark.skipif(not DATA.is_dir(), reason="the real items are not here (../shared/data/news-threads)")
def test_every_real_item_becomes_a_draft(tmp_path: Path) -> None:
    paths = sorted(str(path) for path in DATA.glob("*.jsonl"))
    found = import_files("news", paths, str(tmp_path / "drafts"))
    assert (found.read, found.became + found.merged, found.failed) == (634, 634, 0)
    assert len(list(uncoded(nt.load(tmp_path / "drafts")))) == found.became
