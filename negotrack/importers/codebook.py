"""What a code becomes: one table for CAMEO, one for PLOVER, or one's own.

Owns: the columns of these tables and what they may hold. Must not know: rows of data, parties.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from negotrack.importers.settings import TableRow, bad, load_text, table_rows
from negotrack.machines.verbs import VERBS
from negotrack.model.reports import POSITION_KINDS
from negotrack.problems import suggest

#: what a statement can be about -> the kind of subject that is declared for it
SUBJECTS: Final = {
    "talks": "talks",
    "meeting": "meeting",
    "demand": "demand",
    "demand-of-target": "demand",
    "commitment": "commitment",
    "agreement": "instrument",
    "position": "",
    "incident": "",
}
COLUMNS: Final = ("code", "name", "verb", "subject", "topic", "kind", "speech", "reason")


@frozen(kw_only=True)
class Entry:
    """One code. Without a verb, what it codes is left out for the reason given.

    `subject` is what the statement is about: the talks, a meeting or an agreement of the two, a demand or
    commitment of the source, or a demand of the target that the source answers. `topic` tells demands of a
    dyad apart. `speech`: the source said so itself.
    """

    code: str
    name: str
    verb: str = ""
    subject: str = ""
    topic: str = ""
    kind: str = ""
    speech: bool = False
    reason: str


@frozen
class Codebook:
    """A table of codes."""

    name: str
    by_code: dict[str, Entry]
    by_name: dict[str, Entry]

    def find(self, code: str, modes: str, event: str) -> Entry | None:
        """The entry of a code, with the first of its modes that the table has, or of an event's name."""
        if code:
            for mode in modes.replace(";", ",").split(",") if modes else ():
                found = self.by_code.get(f"{code}/{mode.strip()}")
                if found is not None:
                    return found
            return self.by_code.get(code)
        return self.by_name.get(event.casefold())


def load_codebook(path: str | None, default: str) -> Codebook:
    """The table given, or the shipped one. Raises ReadError and InvalidScenario."""
    name, text = load_text(path, default)
    by_code: dict[str, Entry] = {}
    by_name: dict[str, Entry] = {}
    for row in table_rows(name, text, COLUMNS):
        entry = _entry(row)
        if not entry.code or entry.code in by_code:
            raise bad(f'the code "{entry.code}" is empty or stands twice', row.span)
        by_code[entry.code] = entry
        by_name[entry.name.casefold()] = entry  # of a root and its residual of the same name, the residual
    return Codebook(name, by_code, by_name)


def _entry(row: TableRow) -> Entry:
    verb, subject = row["verb"], row["subject"]
    if bool(verb) != bool(subject):
        raise bad("a verb needs a subject, and a subject a verb", row.span, "leave both empty to leave the code out")
    if not row["reason"]:
        raise bad("the row gives no reason", row.span, "say why the code becomes this, or is left out")
    if subject and subject not in SUBJECTS:
        hint = suggest(subject, SUBJECTS) or f"one of {', '.join(SUBJECTS)}"
        raise bad(f'a statement cannot be about "{subject[:60]}"', row.span, hint)
    kind = SUBJECTS.get(subject, "")
    taken = VERBS[kind] if kind else {subject: ()}
    if verb and verb not in taken:
        hint = suggest(verb, taken) or f"one of {', '.join(taken)}"
        raise bad(f'"{verb[:60]}" does not go with {subject}', row.span, hint)
    if verb == "position" and row["kind"] not in POSITION_KINDS:
        hint = suggest(row["kind"], POSITION_KINDS) or f"one of {', '.join(POSITION_KINDS)}"
        raise bad(f'there is no kind of position "{row["kind"][:60]}"', row.span, hint)
    if row["speech"] not in ("", "yes"):
        raise bad(f'speech is yes or empty, not "{row["speech"][:60]}"', row.span)
    return Entry(
        code=row["code"], name=row["name"], verb=verb, subject=subject, topic=row["topic"], kind=row["kind"],
        speech=row["speech"] == "yes", reason=row["reason"],
    )  # fmt: skip
