"""Everything that was reported, day by day, with all that is known of it: what the lanes point at.

Owns: how a row is written out. Must not know: lanes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from negotrack.model.dates import FAR_FUTURE
from negotrack.model.intervals import WEEKDAYS
from negotrack.queries.sentences import when_words
from negotrack.view.glyphs import UNICODE, state_style
from negotrack.view.page.draw import doubt
from negotrack.view.page.markup import Child, Html, el, joined, link_to, own
from negotrack.view.page.story import Story
from negotrack.view.rows import START_WORDS, Beneath, Row
from negotrack.view.words import clean, plain_state

WEIGHTS = {
    "move": "", "clock": "by the clock", "again": "said again", "said": "said", "anomaly": "refused by a rule",
    "held": "held out by the lens", "retracted": "taken back",
}  # fmt: skip
BENEATH = {"follows": "Follows", "against": "Against", "also": "Also", "because": "Because", "waits": "Waits for"}


def entries(story: Story) -> Html:
    """All rows under their days."""
    parts: list[Html] = []
    for day, rows in groupby(story.rows, key=lambda row: row.day):
        parts.append(el("h3", _day(day, story)))
        parts.extend(entry(row, story) for row in rows)
    return el("section", el("h2", "Everything reported, by day", id="log"), *parts, class_="log")


def _day(day: int, story: Story) -> str:
    if day >= FAR_FUTURE:
        return "No last day given"
    found = date.fromordinal(day)
    ahead = ", possible already, certain only then" if found > story.as_of else ""
    return f"{found.isoformat()}, {WEEKDAYS[found.weekday()]}{ahead}"


def entry(row: Row, story: Story) -> Html:
    """A row with all its details."""
    sign = el("span", UNICODE.sign(row.kind, certain=row.certain), class_="sign", aria_hidden="true")
    content: list[Child] = [": ", own(row.said.content)] if row.said.content else []
    head = el("h4", sign, " ", own(row.said.lead), *content)
    badges = [el("span", text, class_="badge") for text in (WEIGHTS[row.weight], *row.marks, *_footing(row)) if text]
    facts = joined(part for name, value in _facts(row, story) for part in (el("dt", name), el("dd", value)))
    change = [_change(row)] if row.change else []
    classes = f"entry {row.kind} {row.weight} {doubt(row)}".strip()
    return el(
        "article", head, *change, *([el("p", *badges, class_="badges")] if badges else []), el("dl", facts),
        id=story.anchor(row), class_=classes,
    )  # fmt: skip


def _footing(row: Row) -> Iterator[str]:
    if row.status == "confirmed":
        yield f"{UNICODE.confirmed} confirmed by a side itself"
    elif row.status == "corroborated":
        yield f"{UNICODE.origins(row.origins)} {row.origins} independent origins"
    elif row.status == "reported":
        yield f"{UNICODE.origins(1)} rests on one origin"
    if row.presumed:
        yield "day presumed from the report's"
    if not row.certain and not row.presumed:
        yield "day not certain"


def _change(row: Row) -> Html:
    assert row.change is not None
    begins = [f"; also {state}" for state in row.begins]
    return el("p", state_span(row.change[0]), " → ", state_span(row.change[1]), *begins, class_="change")


def state_span(state: str) -> Html:
    """A state, coloured by whether something came about or came to grief."""
    return el("span", START_WORDS.get(state, plain_state(state)), class_=state_style(state))


def _facts(row: Row, story: Story) -> Iterator[tuple[str, Html]]:
    if row.subject:
        yield "About", el("code", row.subject)
    yield "When", el("span", when_words(row.when) + _written(row, story))
    voice = story.source.voices.get(row.statement)
    if row.quote:
        yield "Quote", el("q", own(row.quote))
    if row.chain is not None:
        links = [el("li", own(story.words.link(link))) for link in row.chain.links]
        yield "On whose word", el("ol", *links, class_="chain")
    if voice is not None:
        text = clean(voice.statement.text)
        if text and text not in str(row.said):
            yield "Text", own(text)
        if voice.statement.note:
            yield "Coder's note", own(voice.statement.note)
        yield "Report", _report(row, story)
    yield from _sides(row, story)
    for beneath in row.beneath:
        if beneath.kind != "against":
            yield BENEATH[beneath.kind], _beneath(beneath, story)


def _written(row: Row, story: Story) -> str:
    voice = story.source.voices.get(row.statement)
    phrase = voice.statement.event_date.phrase if voice is not None else ""
    return f" (said: {phrase})" if phrase else ""


def _report(row: Row, story: Story) -> Html:
    report = story.source.voices[row.statement].report
    parts: list[Child] = [el("code", row.statement or row.report), f", published {report.published.day}"]
    if report.title:
        parts += [", ", own(report.title)]
    if report.url:
        parts += [", ", link_to(report.url)]
    return el("span", *parts)


def _sides(row: Row, story: Story) -> Iterator[tuple[str, Html]]:
    """Who says so and who says not, of the claim that the row makes."""
    claim = story.claim_of(row)
    if claim is None:
        return
    if len(claim.supporting) > 1 or claim.against:
        yield (
            "For",
            el("ul", *[pointer(name, story) for name in claim.supporting])
            if claim.supporting
            else el("span", "nobody"),
        )
    if claim.against:
        yield "Against", el("ul", *[pointer(name, story) for name in claim.against])


def pointer(name: str, story: Story) -> Html:
    """A statement with its chain, as an item that leads to it."""
    voice = story.source.voices.get(name)
    chain = story.words.chain(voice.statement.chain) if voice is not None else ""
    return el("li", own(chain), " ", statement_link(name, story))


def statement_link(name: str, story: Story) -> Html:
    """A statement's id, which leads to where it is told."""
    anchor = story.statement_anchor(name)
    return el("a", el("code", name), href=f"#{anchor}") if anchor else el("code", name)


def _beneath(beneath: Beneath, story: Story) -> Html:
    parts: list[Child] = [own(beneath.text)]
    if beneath.change:
        parts += [" ", state_span(beneath.change[0]), " → ", state_span(beneath.change[1])]
    if beneath.reason:
        parts += [el("span", f", by the rule {beneath.id}: {beneath.reason}", class_="reason")]
    if beneath.kind == "also" and beneath.id:
        parts += [" ", el("code", beneath.id)]
    return el("span", *parts)
