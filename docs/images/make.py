"""Draws the pictures of the front page and of the cases: `python docs/images/make.py`.

A picture is a timeline as a terminal shows it, of subjects that hang together. It loads no fonts and nothing else
from anywhere.
"""

from __future__ import annotations

import io
from pathlib import Path

from attrs import frozen
from rich.console import Console
from rich.terminal_theme import TerminalTheme

import negotrack as nt
from negotrack.view.header import head
from negotrack.view.layout import View
from negotrack.view.timeline import TimelineOptions, timeline_by_subject, timeline_by_time

HERE = Path(__file__).resolve().parent
SCENARIOS = HERE.parent.parent / "scenarios"

HUES = [(179, 38, 30), (46, 125, 50), (138, 97, 0), (31, 95, 168), (123, 63, 160), (0, 112, 122)]
PAPER = TerminalTheme(
    (250, 250, 248), (44, 44, 44), [(44, 44, 44), *HUES, (110, 110, 110)], [(110, 110, 110), *HUES, (44, 44, 44)]
)

SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px;
line-height: {line_height}px; font-variant-east-asian: full-width;
}}
{styles}
</style>
<defs>
{lines}
</defs>
<rect fill="#fafaf8" width="100%" height="100%" rx="8"/>
<g transform="translate({terminal_x}, 14)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


@frozen(kw_only=True)
class Picture:
    """What a picture shows: some subjects of a scenario on a day, by time or by subject.

    `summary` puts how everything stands above it, subjects that are not shown included.
    """

    scenario: str
    subjects: tuple[str, ...]
    day: str
    by: str = "subject"
    summary: bool = False

    @property
    def path(self) -> Path:
        """Where it lies."""
        return HERE / f"timeline-{self.scenario}.svg"


PICTURES = (
    Picture(
        scenario="golan-2018", day="2018-06-06", by="time", summary=True,
        subjects=(
            "militias-out-of-southwest", "accept-assad", "reaffirm-1974", "no-disguise", "withdrawal", "paris-meeting",
        ),
    ),
    Picture(
        scenario="prespa-2018", day="2019-05-12",
        subjects=(
            "name-talks", "name-change", "president-signs-off", "put-to-referendum", "rename", "prespa", "referendum",
        ),
    ),
    Picture(
        scenario="colombia-2012", day="2019-11-21",
        subjects=("farc-talks", "farc-ceasefire-2016", "carry-out-1", "carry-out-2", "papal-visit", "accord-1",
                  "accord-2", "plebiscite"),
    ),
    Picture(
        scenario="jcpoa-2013", day="2025-09-27",
        subjects=(
            "six-power-talks", "return-talks", "us-sanctions-lifted", "stockpile-cap", "level-cap",
            "iran-limits", "us-relief", "jcpoa",
        ),
    ),
)  # fmt: skip


def picture(wanted: Picture) -> str:
    """The SVG of a timeline."""
    moment = nt.replay(nt.load(SCENARIOS / wanted.scenario)).at(wanted.day)
    console = Console(
        file=io.StringIO(), record=True, width=96, markup=False, emoji=False, highlight=False, force_terminal=True,
        color_system="truecolor", legacy_windows=False, _environ={},
    )  # fmt: skip
    if not wanted.summary:
        console.print(View(lambda: iter([lambda page: head(moment, page, ["an excerpt"])])))
    options = TimelineOptions(subjects=wanted.subjects, header=wanted.summary)
    console.print((timeline_by_time if wanted.by == "time" else timeline_by_subject)(moment, options=options))
    return console.export_svg(title="", theme=PAPER, code_format=SVG, unique_id=f"timeline-{wanted.scenario}")


if __name__ == "__main__":
    for wanted in PICTURES:
        wanted.path.write_text(picture(wanted), encoding="utf-8")
