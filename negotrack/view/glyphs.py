"""The signs and styles of the terminal views, with their ASCII fallbacks.

Owns: one sign per kind of subject and per mark, filled where the day is certain and hollow where it is not;
the styles by name. Must not know: what is drawn where. Every sign is one column wide and none is a picture.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from rich.style import Style

STYLES: Mapping[str, Style] = {
    "": Style(),
    "lead": Style(bold=True),
    "title": Style(bold=True),
    "dim": Style(dim=True),
    "faint": Style(dim=True, italic=True),
    "quote": Style(italic=True, dim=True),
    "spine": Style(color="bright_black"),
    "day": Style(bold=True, color="cyan"),
    "group": Style(bold=True, underline=True),
    "report": Style(color="cyan"),
    "talks": Style(color="blue", bold=True),
    "meeting": Style(color="blue"),
    "demand": Style(color="yellow", bold=True),
    "condition": Style(color="magenta"),
    "commitment": Style(color="magenta", bold=True),
    "instrument": Style(color="green", bold=True),
    "incident": Style(color="red"),
    "claim": Style(color="yellow"),
    "position": Style(dim=True),
    "identify": Style(dim=True),
    "state": Style(bold=True),
    "state-good": Style(color="green", bold=True),
    "state-bad": Style(color="red", bold=True),
    "mark": Style(color="yellow"),
    "bad": Style(color="red", bold=True),
    "good": Style(color="green"),
    "today": Style(bold=True, color="cyan", reverse=True),
}


GOOD = frozenset(
    "accepted accepted_in_part met met_in_part holding held discharged detached agreed_in_principle initialled signed "
    "in_force ratified reaffirmed concluded waived".split()
)
POOR = frozenset(
    "rejected breached violated broken_off lapsed stalled suspended overdue failed cancelled terminated dropped "
    "expired dormant disputed denied".split()
)


def state_style(state: str) -> str:
    """The style of a state: whether something came about, came to grief, or is still open."""
    return "state-good" if state in GOOD else "state-bad" if state in POOR else "state"


@frozen(kw_only=True)
class Glyphs:
    """The signs that a terminal can show. `filled` and `hollow` are by kind of subject."""

    filled: Mapping[str, str]
    hollow: Mapping[str, str]
    spine: str
    gap: str
    cross: str
    rule: str
    today: str
    anomaly: str
    held: str
    arrow: str
    follows: str
    dot: str
    branch: str
    last_branch: str
    trunk: str
    yes: str
    no: str
    unknown: str
    confirmed: str
    presumed: str
    waiting: str
    open_quote: str
    close_quote: str
    dash: str
    superscripts: str
    ellipsis: str

    def sign(self, kind: str, *, certain: bool = True) -> str:
        """The sign of a kind on the spine: hollow where the day is not certain."""
        return (self.filled if certain else self.hollow).get(kind, self.dot)

    def origins(self, count: int) -> str:
        """How many independent origins, as a small figure."""
        if not self.superscripts:
            return f"({count})"
        return "".join(self.superscripts[int(digit)] for digit in str(count))


UNICODE = Glyphs(
    filled={
        "talks": "●", "meeting": "▮", "demand": "►", "condition": "▲", "commitment": "◆", "instrument": "■",
        "incident": "✶", "position": "–", "claim": "◉", "identify": "–",
    },
    hollow={
        "talks": "○", "meeting": "▯", "demand": "▻", "condition": "△", "commitment": "◇", "instrument": "□",
        "incident": "✧", "position": "–", "claim": "◎", "identify": "–",
    },
    spine="│", gap="┊", cross="┿", rule="━", today="═", anomaly="✗", held="×", arrow="→", follows="↳", dot="·",
    branch="├─", last_branch="└─", trunk="│", yes="✓", no="✗", unknown="?", confirmed="✓",
    presumed="°", waiting="○", open_quote="“", close_quote="”", dash="–", superscripts="⁰¹²³⁴⁵⁶⁷⁸⁹", ellipsis="…",
)  # fmt: skip

ASCII = Glyphs(
    filled={
        "talks": "*", "meeting": "*", "demand": "*", "condition": "*", "commitment": "*", "instrument": "*",
        "incident": "!", "position": "-", "claim": "?", "identify": "-",
    },
    hollow={
        "talks": "o", "meeting": "o", "demand": "o", "condition": "o", "commitment": "o", "instrument": "o",
        "incident": "!", "position": "-", "claim": "?", "identify": "-",
    },
    spine="|", gap=":", cross="+", rule="-", today="=", anomaly="x", held="x", arrow="->", follows="`>", dot=".",
    branch="|-", last_branch="`-", trunk="|", yes="v", no="x", unknown="?", confirmed="(c)",
    presumed="(d)", waiting="o", open_quote='"', close_quote='"', dash="-", superscripts="", ellipsis="...",
)  # fmt: skip


def glyphs_for(*, ascii_only: bool) -> Glyphs:
    """The signs for a terminal."""
    return ASCII if ascii_only else UNICODE
