"""A brief as Markdown.

Owns: its headings and lines. Must not know: what is in a brief and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from negotrack.exporters.markdown import code, prose
from negotrack.queries.brief import Brief, Sentence

_HEADINGS: Final = ((83, "What binds"), (60, "What is asked, offered and answered"), (31, "Talks, meetings and claims"))
_LAST: Final = "Beside the talks"


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
    for heading, sentences in groupby(brief.sentences, key=_heading):
        yield f"## {heading}"
        yield "\n".join(f"- {_sentence(sentence)}" for sentence in sentences)
    if brief.further:
        rests = "standing rests" if brief.further == 1 else "standings rest"
        yield f"{brief.further} {rests} on further or other reports and is otherwise as before."


def _heading(sentence: Sentence) -> str:
    return next((heading for least, heading in _HEADINGS if sentence.weight >= least), _LAST)


def _sentence(sentence: Sentence) -> str:
    words = "".join(prose(w.text) if w.data else w.text for w in sentence.words)
    reports = ", ".join(map(code, sentence.reports)) or "no report"
    against = f"; against: {', '.join(map(code, sentence.against))}" if sentence.against else ""
    return f"{words[:1].upper()}{words[1:]} [{reports}{against}]."
