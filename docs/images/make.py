"""Draws the picture of the front page from the founding scenario: `python docs/images/make.py`.

The picture is the timeline as a terminal shows it, of the subjects that hang together in one bargain. It loads no
fonts and nothing else from anywhere.
"""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

import negotrack as nt
from negotrack.view.timeline import TimelineOptions, timeline_by_time

HERE = Path(__file__).resolve().parent
SCENARIO = HERE.parent.parent / "scenarios" / "golan-2018"
SUBJECTS = ("militias-out-of-southwest", "accept-assad", "reaffirm-1974", "no-disguise", "withdrawal", "paris-meeting")
DAY = "2018-06-06"

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


def picture() -> str:
    """The SVG of the timeline."""
    moment = nt.replay(nt.load(SCENARIO)).at(DAY)
    console = Console(
        file=io.StringIO(), record=True, width=96, markup=False, emoji=False, highlight=False, force_terminal=True,
        color_system="truecolor", legacy_windows=False, _environ={},
    )  # fmt: skip
    console.print(timeline_by_time(moment, options=TimelineOptions(subjects=SUBJECTS)))
    return console.export_svg(title="", theme=PAPER, code_format=SVG, unique_id="timeline")


if __name__ == "__main__":
    (HERE / "timeline-golan-2018.svg").write_text(picture(), encoding="utf-8")
