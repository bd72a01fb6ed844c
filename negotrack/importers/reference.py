"""The reference of a table of codes, made from the table itself.

Owns: the text of that page. Must not know: rows of data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from negotrack.importers.codebook import Codebook, Entry, load_codebook

_ABOUT: Final = {
    "talks": "the talks of the two",
    "meeting": "a {kind} of the two on that day",
    "demand": "a demand of the source: {topic}",
    "demand-of-target": "a demand of the target: {topic}",
    "commitment": "an offer of the source: {topic}",
    "agreement": "an agreement of the two of that day",
    "position": "a position of the source ({kind})",
    "incident": "an incident ({kind})",
}
_HEAD: Final = """\
# What event codes become

This page is made from the tables `cameo.csv` and `plover.csv` in `negotrack/importers/tables/`. To change what a
code becomes, copy the table, edit it and give it with `--mapping`; the page on importing a corpus shows how.

A row of event data has a source, a target, a day and a code. The two actors are looked up in tables of parties and
sectors; a row with an actor that is no party, or that no table has, is left out and counted. What an event is
about is made of the two parties: their talks, a meeting or an agreement of a day, a demand of one on the other, an
offer of one to the other. Neither scheme codes content, so a demand has at most a topic, and says so.

| column | holds |
|---|---|
| `code`, `name` | the code, and the name by which it stands where a corpus has no codes |
| `verb` | the verb of the statement; empty: the code is left out |
| `subject` | what it is about: `talks`, `meeting`, `demand` (of the source on the target), `demand-of-target` \
(which the source answers), `commitment`, `agreement`, `position`, `incident` |
| `topic` | tells demands and offers of the same two parties apart; empty: content not coded |
| `kind` | of a meeting, a position or an incident |
| `speech` | `yes`: the source said it itself, so that it speaks for itself in the chain; \
empty: the outlet says that it happened |
| `reason` | why the code becomes this, or why it is left out |
"""


def format_reference() -> str:
    """The whole page."""
    parts = [_HEAD]
    for title, name in (("CAMEO", "cameo.csv"), ("PLOVER", "plover.csv")):
        parts.append(f"\n## {title}\n\n" + "\n".join(_table(load_codebook(None, name))) + "\n")
    return "".join(parts)


def _table(book: Codebook) -> Iterator[str]:
    kept = sum(bool(entry.verb) for entry in book.by_code.values())
    yield f"{kept} of {len(book.by_code)} codes become statements.\n"
    yield "| code | name | verb | about | said by | reason |"
    yield "|---|---|---|---|---|---|"
    for entry in book.by_code.values():
        said = ("the source" if entry.speech else "the outlet") if entry.verb else ""
        verb = f"`{entry.verb}`" if entry.verb else "left out"
        yield f"| {entry.code} | {entry.name} | {verb} | {_about(entry)} | {said} | {entry.reason} |"


def _about(entry: Entry) -> str:
    if not entry.verb:
        return ""
    return _ABOUT[entry.subject].format(kind=entry.kind or "meeting", topic=entry.topic or "content not coded")
