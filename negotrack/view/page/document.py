"""The page as a whole: head, lanes, board, everything by day; its style, its script, and what it may do.

Owns: the order of the parts, the policy that lets the page load nothing. Must not know: how a part is drawn.
The page works without its script, which only enlarges, finds and shows details beside the picture.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files

from negotrack.engine.moment import Moment
from negotrack.view.choices import Choice
from negotrack.view.page.axis import axis, definitions, grid, legend
from negotrack.view.page.draw import Painter
from negotrack.view.page.entries import entries
from negotrack.view.page.markup import Child, Html, el, own
from negotrack.view.page.scale import Scale
from negotrack.view.page.standings import standings
from negotrack.view.page.story import Story, day_numbers, story_of
from negotrack.view.page.tracks import groups_of

POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; form-action 'none'"
)
NOTHING = "Nothing was reported that fits."


def format_page(moment: Moment, choice: Choice) -> str:
    """The page of a moment: the text of a file that needs no other."""
    story = story_of(moment, choice)
    style, script = _asset("page.css"), _asset("page.js")
    policy = POLICY.format(style=_hash(style), script=_hash(script))
    title = moment.history.scenario.title or moment.history.scenario.id
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"), el("meta", name="referrer", content="no-referrer"),
        el("title", title), el("style", Html(style)),
    )  # fmt: skip
    body = el("body", *_body(story, title), el("script", Html(script)))
    return f"<!DOCTYPE html>\n{el('html', head, body, lang='en').text}\n"


def _asset(name: str) -> str:
    return files("negotrack.view.page").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _body(story: Story, title: str) -> Iterator[Html]:
    yield definitions()
    yield el("header", el("h1", own(title)), el("p", *_facts(story), class_="facts"), _contents())
    yield el("main", *_timeline(story), standings(story), entries(story))
    yield el("footer", el("p", *_credit(story)))


def _contents() -> Html:
    parts = (("#timeline", "Timeline"), ("#board", "Where it stands"), ("#log", "Everything reported, by day"))
    return el("nav", *[el("a", name, href=place) for place, name in parts], aria_label="Parts of this page")


def _facts(story: Story) -> Iterator[Child]:
    moment = story.moment
    yield f"as of {moment.as_of or 'no day'} · as known {moment.as_known or 'no day'} · lens "
    yield own(moment.lens.name)
    reports, statements = len(moment.history.reports), len(moment.history.record.by_id)
    yield f" · {reports} report{'' if reports == 1 else 's'} · {statements} statement{'' if statements == 1 else 's'}"
    yield from _chosen(story.choice)


def _chosen(choice: Choice) -> Iterator[Child]:
    """What the page was narrowed to: a part must not be taken for the whole."""
    for name, values in (("subject", choice.subjects), ("party", choice.parties)):
        for value in values:
            yield f" · only {name} "
            yield own(value)
    if choice.since:
        yield f" · since {choice.since}"
    if choice.until:
        yield f" · until {choice.until}"


def _timeline(story: Story) -> Iterator[Html]:
    painter = Painter(story=story, scale=Scale(_days(story), _ends(story)))
    heading = el("h2", "Timeline", id="timeline")
    if not story.rows and not story.dues():
        yield el("section", heading, el("p", NOTHING))
        return
    top = el("div", el("div", "", class_="label"), axis(painter), class_="axis lane")
    canvas = el("div", grid(painter), top, *[painter.group(group) for group in groups_of(story)], class_="canvas")
    chart = el("div", canvas, class_="chart", tabindex=0, role="region", aria_label="Timeline, a lane a subject")
    note = el("p", NOTE, class_="note")
    signs = el("details", el("summary", "What the signs mean"), legend(), note, class_="signs")
    yield el("section", heading, _tools(), signs, chart, class_="timeline")
    yield el("aside", "", class_="panel", hidden=True, aria_live="polite", aria_label="Details")


NOTE = (
    "Silent stretches are drawn shorter than they were and are marked with their length; elsewhere the scale is even. "
    "A hatched bar covers every day on which something may have happened. An open start is drawn as a short piece."
)


def _tools() -> Html:
    buttons = [
        el("button", sign, type="button", data_zoom=zoom, aria_label=name)
        for sign, zoom, name in (("−", "out", "Smaller"), ("+", "in", "Larger"), ("Fit", "fit", "Fit to the page"))
    ]
    find = el("input", type="search", placeholder="Find a lane", aria_label="Find a lane")
    hint = el("span", "+ − 0 enlarge, arrows move, Enter shows details, Esc closes them", class_="hint")
    return el("div", *buttons, find, hint, class_="tools", hidden=True)


def _days(story: Story) -> Iterator[int]:
    choice = story.choice
    first = choice.since.toordinal() if choice.since else 0
    last = choice.until.toordinal() if choice.until else story.as_of.max.toordinal()
    found = [day for row in story.rows for day in day_numbers(row.when)]
    found += [day for due in story.dues() for day in day_numbers(due.when)]
    yield from (day for day in found if first <= day <= last)
    if story.moment.as_of and found:
        yield story.as_of.toordinal()


def _ends(story: Story) -> Iterator[int]:
    """The days after those that are drawn as a stretch."""
    yield from (day + 1 for due in story.dues() for day in day_numbers(due.when))
    if story.moment.as_of and story.rows:
        yield story.as_of.toordinal() + 1


def _credit(story: Story) -> Iterator[Child]:
    scenario = story.moment.history.scenario
    if scenario.credit:
        yield own(scenario.credit)
        yield " "
    yield "Made by negotrack from dated, attributed reports; nothing here is certain beyond what they say."
