"""A brief as Markdown.

Owns: its headings and lines. Must not know: what is in a brief and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from negotrack.exporters.markdown import code, prose
from negotrack.queries.brief import Brief, Sentence
from negotrack.queries.sentences import ANOMALY

_BINDS: Final = 83
"""The least weight of what binds."""
_BINDING, _ASKED, _TALKS, _LAST = (
    "What binds", "What is asked, offered and answered", "Talks, meetings and claims", "Beside the talks",
)  # fmt: skip
_HEADINGS: Final = {"talks": _TALKS, "meeting": _TALKS, "claim": _TALKS, "position": _LAST, "incident": _LAST}
"""By kind, where something stands that neither binds nor is asked, offered or answered."""


def format_brief(brief: Brief) -> str:
    """The brief as Markdown: a heading, what it covers, and its sentences by weight, each with its reports."""
    return "\n\n".join(_parts(brief)) + "\n"


def _parts(brief: Brief) -> Iterator[str]:
    yield f"# {prose(brief.title)}"
    start = f"since {brief.since}" if brief.since else "from the beginning"
    known = f"known {brief.since_known} and {brief.as_known}"
    yield f"What changed {start}, as of {brief.as_of or 'no day'} ({known}; lens {prose(brief.lens)})."
    yield from (f"Note: {prose(note)}." for note in brief.notes)
    if not brief.sentences:
        yield "Nothing changed."
    for heading in (_BINDING, _ASKED, _TALKS, _LAST):
        if sentences := [sentence for sentence in brief.sentences if _heading(sentence) == heading]:
            yield f"## {heading}"
            yield "\n".join(f"- {_sentence(sentence)}" for sentence in sentences)
    if brief.further:
        rests = "standing rests" if brief.further == 1 else "standings rest"
        yield f"{brief.further} {rests} on further or other reports and is otherwise as before."


def _heading(sentence: Sentence) -> str:
    """By kind, and of what can be binding by weight; what was refused stands last."""
    if sentence.weight == ANOMALY:
        return _LAST
    return _HEADINGS.get(sentence.kind) or (_BINDING if sentence.weight >= _BINDS else _ASKED)


def _sentence(sentence: Sentence) -> str:
    words = "".join(prose(w.text) if w.data else w.text for w in sentence.words)
    reports = ", ".join(map(code, sentence.reports)) or "no report"
    against = f"; against: {', '.join(map(code, sentence.against))}" if sentence.against else ""
    return f"{words[:1].upper()}{words[1:]} [{reports}{against}]."
