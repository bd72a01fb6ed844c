"""Rows of other people's data, in each dialect that is imported, sound ones among broken ones."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from attrs import frozen
from hypothesis import strategies as st

from negotrack.importers.columns import EVENT_ROLES, ColumnMap, parse_columns
from negotrack.importers.settings import Settings, shipped

DAYS = ("2014-05-28", "2014-05-29", "2014-05-30", "2014-06-01")
BAD_DAYS = ("14-05-30", "2014-02-30", "30.05.2014", "May 30", "2014-05-30T25:00", "٢٠١٤-05-30", "")
EVENTS = (
    "Engage in negotiation", "Halt negotiations", "Demand", "Reject", "Sign formal agreement", "Make a visit",
    "Host a visit", "Use conventional military force", "Make statement", "Express intent to meet or negotiate",
    "Ease economic sanctions, boycott, embargo", "Make optimistic comment", "Yield", "Mediate", "No such event",
)  # fmt: skip
CODES = ("046", "164", "100", "120", "057", "042", "043", "190", "010", "036", "085", "013", "080", "045", "999", "")
ACTORS = (
    "Japan", "North Korea", "Foreign Affairs (Japan)", "Police (Japan)", "Fumio Kishida", "Barack Obama",
    "George W. Bush", "Somebody Unheard", "NA", "", "=cmd()", 'Say "no"', "a, b", "Ünïcode 日本", "<script>",
)  # fmt: skip


@frozen
class File:
    """A file of rows: the source it is for, its bytes, and how many rows it has."""

    source: str
    raw: bytes
    rows: int


def quads() -> st.SearchStrategy[File]:
    """ICEWS as quadruples, comma-separated."""
    row = st.tuples(_days(), st.sampled_from(ACTORS), st.sampled_from(EVENTS), st.sampled_from(ACTORS))
    return st.lists(row, min_size=1, max_size=12).map(
        lambda rows: File("icews-quads", _csv([("date", "source", "event", "target"), *rows]), len(rows))
    )


def icews() -> st.SearchStrategy[File]:
    """Full rows of ICEWS, a few stories with several events each."""
    names = [
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
        "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    ]  # fmt: skip
    sectors = st.sampled_from(("Government", "Police,Government", "NA", "No such sector"))
    countries = st.sampled_from(("Japan", "North Korea", "NA"))
    row = st.tuples(
        st.integers(1, 10**8).map(str), _days(), st.sampled_from(ACTORS), sectors, countries, st.just("x"),
        st.sampled_from(CODES), st.just("1"), st.sampled_from(ACTORS), sectors, countries,
        st.sampled_from(("47", "48", "NA")), st.just("2"), st.sampled_from(("Reuters News", "Xinhua", "Japan", "NA")),
    )  # fmt: skip
    return st.lists(row, min_size=1, max_size=12).map(lambda rows: File("icews", _tabs([names, *rows]), len(rows)))


def gdelt() -> st.SearchStrategy[File]:
    """GDELT 1.0 and 2.0, without headers."""
    return st.sampled_from(column_map("gdelt.yaml").layouts).flatmap(_gdelt)


def _gdelt(layout: Sequence[str]) -> st.SearchStrategy[File]:
    cells: dict[str, st.SearchStrategy[str]] = {
        "GLOBALEVENTID": st.integers(1, 10**9).map(str),
        "SQLDATE": st.sampled_from(("20140529", "20140530", "20040530", "2014", "")),
        "DATEADDED": st.sampled_from(("20140530", "20140601120000", "140530")),
        "EventCode": st.sampled_from(CODES),
        "SOURCEURL": st.sampled_from(("http://www.example.org/a", "http://[bad", "BBC Monitoring", "")),
    }
    for side in ("Actor1", "Actor2"):
        cells[f"{side}Name"] = st.sampled_from(ACTORS)
        cells[f"{side}CountryCode"] = st.sampled_from(("JPN", "PRK", "XXX", ""))
        cells[f"{side}KnownGroupCode"] = st.sampled_from(("", "", "UNO"))
        cells[f"{side}Type1Code"] = st.sampled_from(("", "GOV", "COP"))
    row = st.tuples(*(cells.get(name, st.just("")) for name in layout))
    return st.lists(row, min_size=1, max_size=8).map(lambda rows: File("gdelt", _tabs(rows), len(rows)))


def plover() -> st.SearchStrategy[File]:
    """PLOVER in the columns of POLECAT."""
    names = [column for columns in column_map("plover.yaml").columns.values() for column in columns]
    cells = {
        "Event Type": st.sampled_from(("CONSULT", "REJECT", "AGREE", "THREATEN", "SUPPORT", "WHAT")),
        "Event Mode": st.sampled_from(("", "visit", "meet", "x;relations", "None")),
        "Event Date": _days(),
        "Publication Date": _days(),
        "Source": st.sampled_from(("AFP", "None")),
    }
    row = st.tuples(*(cells.get(name, st.sampled_from(ACTORS)) for name in names))
    return st.lists(row, min_size=1, max_size=8).map(lambda rows: File("plover", _tabs([names, *rows]), len(rows)))


def releases() -> st.SearchStrategy[list[File]]:
    """Two or three releases of PA-X, each its own view of a few agreements."""
    return st.lists(_release(), min_size=2, max_size=3)


def _release() -> st.SearchStrategy[File]:
    names = ("Con", "PP", "PPName", "AgtId", "Agt", "Dat", "Stage", "Status")
    row = st.tuples(
        st.sampled_from(("Mali", "Mali\nNiger")), st.sampled_from(("1", "2")), st.sampled_from(("Process", "Process ")),
        st.sampled_from(("7", "8", "9", "7", "")), st.sampled_from(('An "accord", signed\r\n', "Ceasefire")), _days(),
        st.sampled_from(("Pre", "SubPar", "SubComp", "Cea", "What")),
        st.sampled_from(("Multiparty signed/agreed", "Unilateral document", "Status unclear", "Who knows")),
    )  # fmt: skip

    def make(drawn: tuple[list[tuple[str, ...]], bool]) -> File:
        rows, stated = drawn
        width = len(names) if stated else len(names) - 1
        return File("pax", _csv([names[:width], *(row[:width] for row in rows)]), len(rows))

    return st.tuples(st.lists(row, min_size=1, max_size=6), st.booleans()).map(make)


def _days() -> st.SearchStrategy[str]:
    return st.sampled_from((*DAYS, *DAYS, *DAYS, *BAD_DAYS))


def column_map(name: str) -> ColumnMap:
    """A shipped map of columns."""
    settings = Settings.parse(*shipped(name), "a map")
    return parse_columns(settings, EVENT_ROLES)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _tabs(rows: Sequence[Sequence[str]]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode()
