"""The page of a scenario: it loads nothing, every text is text, and it shows what the log says."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import negotrack as nt
from negotrack.model.scenario import Scenario
from negotrack.view.choices import Choice
from negotrack.view.page.document import format_page
from negotrack.view.page.markup import Html, el, link_to
from negotrack.view.page.scale import LEFT, RIGHT, Scale

LOG = """
negotrack: 1
scenario: hostile
title: TITLE
parties:
  north: {name: NAME}
  south: {name: South}
outlets:
  daily: {name: OUTLET}
demands:
  goal: {by: north, of: south, text: GOAL}
  step: {by: north, of: south, text: STEP, horizon: interim, step_to: goal}
conditions:
  open-road: {text: CONDITION}
commitments:
  trade: {debtor: south, creditor: north, text: COMMITMENT, antecedent: open-road, deadline: 2024-04-01}
instruments:
  pact: {name: PACT, parties: [north, south]}
meetings:
  summit: {name: SUMMIT, participants: [north, south], place: PLACE}
claims:
  rumour: {text: RUMOUR, about: goal}
reports:
  - id: r1
    outlet: daily
    published: 2024-03-01
    title: HEADLINE
    url: URL
    statements:
      - {press: step, event_date: 2024-02, quote: QUOTE, certainty: hedged}
      - {press: goal}
      - {assert: rumour, text: TEXT}
      - {position: WORDS, kind: interest, of: north}
      - {schedule: summit, for: 2024-03-10}
      - {offer: trade}
      - {accept: goal}
      - {float: pact, note: NOTE}
  - id: r2
    outlet: daily
    published: 2024-03-02
    said_by: [south]
    statements:
      - {deny: rumour}
      - {reject: goal}
"""
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '" onclick="alert(1)" x="',
    "apostrophe": "' onload='alert(1)",
    "style": "</style><style>*{display:none}",
    "cdata": "]]><svg onload=alert(1)>",
    "comment": "--><img src=x onerror=alert(1)><!--",
    "title": "</title></text></svg><b>",
    "entity": "&lt;b&gt; &amp; &#60;",
    "escape": "a\x1b[31mb",
    "bidi": "left\u202eright\u2066x",
    "invisible": "zero\u200bwidth",
    "rtl": "שלום مرحبا",
}
PLACES = re.findall(r"\b[A-Z]{4,}\b", LOG)


class Reader(HTMLParser):
    """What a browser would make of the page: elements, attributes, texts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def quoted(text: str) -> str:
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\u{ord(c):04x}" for c in text) + '"'


def filled(text: str) -> Scenario:
    log = re.sub(r"\b(?!URL)[A-Z]{4,}\b", lambda found: quoted(f"{found[0]} {text}"), LOG)
    return nt.loads(log.replace("url: URL", f"url: {quoted(text)}"))


def page(scenario: Scenario, *, day: str | None = None, lens: str = "credulous", **choice: object) -> str:
    return format_page(nt.replay(scenario, lens=lens).at(day), Choice(**choice))  # type: ignore[arg-type]


PLAIN = read(page(filled("x"), day="2024-03-20"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_from_data_is_text_and_nothing_else(text: str) -> None:
    written = page(filled(text), day="2024-03-20")
    found = read(written)
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in PLAIN.tags]
    assert [set(attrs) for _, attrs in found.tags] == [set(attrs) for _, attrs in PLAIN.tags]
    whole = " ".join((*found.texts, *(v or "" for _, attrs in found.tags for v in attrs.values())))
    shown = text.replace("\x1b", "␛").replace("\u202e", "‹202E›").replace("\u2066", "‹2066›")
    shown = shown.replace("\u200b", "‹200B›")
    for place in set(PLACES) - {"PLACE"}:
        assert f"{place} {shown}" in whole, place
    assert not set(written) & set("\x1b\u202e\u2066\u200b")


def test_a_name_in_another_direction_has_a_direction_of_its_own() -> None:
    assert "<bdi>GOAL שלום مرحبا</bdi>" in page(filled(HOSTILE["rtl"]))


def test_the_policy_lets_in_its_own_style_and_script_and_nothing_else() -> None:
    written = page(filled("x"))
    (policy,) = (a["content"] or "" for t, a in PLAIN.tags if a.get("http-equiv") == "Content-Security-Policy")
    style, script = (re.findall(f"<{name}>(.*?)</{name}>", written, re.DOTALL) for name in ("style", "script"))
    for (text,), rule in ((style, "style-src"), (script, "script-src")):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy and "http" not in policy
    head = written.index("Content-Security-Policy")
    assert head < written.index("<style>") and head < written.index("<script>")


def test_the_page_loads_nothing_and_has_no_style_or_handler_that_the_policy_would_stop() -> None:
    for tag, attrs in PLAIN.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form", "use", "image")
        assert not {"src", "style", "srcset", "action"} & set(attrs)
        assert not [name for name in attrs if name.startswith("on")]
    style = page(filled("x")).split("<style>")[1].split("</style>")[0]
    assert "@import" not in style and "http" not in style and "@font-face" not in style
    assert set(re.findall(r"url\(([^)]*)\)", style)) == {"#hatch-plain", "#hatch-good", "#hatch-bad"}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", " https://a.org", "https://a.org\n", "data:text/html,x",
        "//a.org",
        "https://user@a.org/", "https://a.org/\u202e", "https://а.org/", "http://", "https:/a", "ftp://a.org/",
        "https://a.org/\"onclick=\"x", "https://a.org/<b>", "file:///etc/x", "vbscript:x", "https:\\\\a.org",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_of_the_web_is_no_link(url: str) -> None:
    assert "<a" not in link_to(url).text


def test_a_plain_address_is_a_link_that_tells_nobody_where_it_was() -> None:
    found = link_to("https://example.org/a?b=c&d=%20#e").text
    assert 'href="https://example.org/a?b=c&amp;d=%20#e"' in found and "noreferrer" in found
    reader = read(page(nt.loads(LOG.replace("URL", "https://example.org/item"))))
    outside = [a["href"] for t, a in reader.tags if t == "a" and not (a["href"] or "").startswith("#")]
    assert outside and set(outside) == {"https://example.org/item"}


def test_every_link_within_the_page_leads_somewhere_once() -> None:
    ids = [attrs["id"] for _, attrs in PLAIN.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {(attrs["href"] or "")[1:] for tag, attrs in PLAIN.tags if tag == "a" and attrs.get("href") != "URL x"}
    assert targets - {"ttps://"} <= set(ids)


def test_every_statement_is_told() -> None:
    scenario = filled("x")
    text = unescape(page(scenario))
    assert [s.id for _, s in scenario.statements() if s.id not in text] == []


def test_it_shows_doubt() -> None:
    written = page(nt.loads(LOG), day="2024-03-20")
    for sign in ("band plain hedged one vague item", "mark said disputed", 'class="maybe"', "due overdue", "anomaly"):
        assert sign in written, sign
    sceptical = page(nt.loads(LOG), day="2024-03-20", lens="sceptical")
    assert "mark held" in sceptical and "Held out by the lens" in sceptical


def test_what_may_have_happened_by_the_day_asked_about_reaches_back_to_it() -> None:
    log = LOG.replace("{press: goal}", "{press: goal, event_date: ..2024-03-01}")
    written = page(nt.loads(log), day="2024-02-15")
    lane = written.split(">goal<")[1].split('class="lane')[0]
    as_of = float(re.findall(r'<line x1="([0-9.]+)%"[^>]*class="as-of"', written)[0])
    starts = [float(x) for x in re.findall(r'<rect x="([0-9.]+)%"[^>]*class="maybe"', lane)]
    assert starts and all(start < as_of for start in starts) and 'class="open"' in lane


def test_a_part_says_that_it_is_one() -> None:
    scenario = nt.loads(LOG)
    part = page(scenario, subjects=("goal",), parties=("north",), since=date(2024, 3, 1), until=date(2024, 3, 2))
    text = re.sub("<[^>]*>", "", part)
    for said in ("only subject goal", "only party north", "since 2024-03-01", "until 2024-03-02"):
        assert said in text
    assert ">summit<" not in part and ">goal<" in part


def test_an_empty_log_makes_a_page_that_says_so() -> None:
    early = nt.replay(nt.loads(LOG), as_known="2024-01-01").at()
    assert "Nothing was reported that fits." in format_page(early, Choice())
    assert "Nothing was reported that fits." in page(nt.loads(LOG), since=date(2030, 1, 1))


def test_the_same_log_gives_the_same_bytes() -> None:
    assert page(filled("x")) == page(filled("x"))


@given(st.text(max_size=60))
def test_whatever_the_text_it_makes_no_element_and_closes_none(text: str) -> None:
    reader = read(el("p", text, title=text).text)
    assert [tag for tag, _ in reader.tags] == ["p"]
    assert el("p", Html("<b></b>"), "<b>").text == "<p><b></b>&lt;b&gt;</p>"


DAYS = st.lists(st.integers(date(1900, 1, 1).toordinal(), date(2100, 1, 1).toordinal()), min_size=1, max_size=30)


@given(DAYS)
def test_later_days_lie_further_right_within_the_axis(days: list[int]) -> None:
    scale = Scale(days)
    places = [scale.at(day) for day in sorted(set(days))]
    assert all(LEFT <= place <= RIGHT + 1e-6 for place in places)
    assert all(one < other for one, other in pairwise(places))
    assert [tick.at for tick in scale.ticks() if not LEFT - 1e-6 <= tick.at <= RIGHT + 1e-6] == []


def test_a_long_silence_is_shorter_and_says_how_long_it_was() -> None:
    start = date(2018, 1, 1).toordinal()
    scale = Scale([start, start + 1, start + 2, start + 400, start + 401])
    (silence,) = scale.silences
    assert silence.days == 398
    assert (silence.end - silence.start) < 200 * (scale.at(start + 1) - scale.at(start))
