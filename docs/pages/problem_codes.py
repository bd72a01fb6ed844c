"""The page of the problem codes: what each means, a log that has it, what to do."""

from __future__ import annotations

from docs.pages.markdown import block, page, prose, table
from negotrack.files.codes import CODES, Code

_HEAD = """\
`negotrack check` names what is wrong with a log by one of these codes, at its file, line and column. An error means
that the log cannot be used as it is; with a warning it is kept as written. `negotrack explain CODE` prints an entry
on the command line."""


def problem_codes_page() -> str:
    """The page."""
    rows = ((f"[{name}](#{name})", found.severity, prose(found.title)) for name, found in CODES.items())
    return page(
        "Problem codes", _HEAD, table(("code", "severity", "meaning"), rows), *map(_entry, CODES.values())
    )  # fmt: skip


def _entry(found: Code) -> str:
    kind = "Warning: the log is kept as written." if found.severity == "warning" else "Error: the log cannot be used."
    return "\n\n".join(
        [
            f"## {found.code}", f"**{prose(found.title)}** {kind}", prose(found.text), "For example:",
            block(found.example), f"What to do: {prose(found.do)}",
        ]
    )  # fmt: skip
