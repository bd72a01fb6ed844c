"""Problem codes of stores: what is not as it was written.

Owns: their entries. Must not know: how a store lies in its file.
"""

from __future__ import annotations

from typing import Final

from negotrack.files.code import Code

_DO: Final = "save what is whole with negotrack doctor --rebuild OUT, then record again what was lost"

STORE_CODES: Final[tuple[Code, ...]] = (
    Code(
        "store-declarations-damaged",
        "A version of a store's declarations is missing, or is not as it was written.",
        "Every version is kept with its hash. Without declarations the reports recorded under them cannot be read.",
        "version 2 of the declarations is not as it was written",
        "if another version is whole, rebuild the store and declare again; else take the last copy of it",
    ),
    Code(
        "store-file-damaged",
        "The file of a store is damaged, or is not one whole.",
        "SQLite cannot read a part of it, or the reports are not those of the commits. A store that was copied while "
        "it was written, without its -journal file, looks like this too.",
        "the reports 101 to 150 are not those recorded",
        _DO,
    ),
    Code(
        "store-index-damaged",
        "The index of a store is not what its reports say.",
        "The index follows from the reports, so that nothing is lost. Questions about a part of the log are refused.",
        "the index of 's:iran-off-border' is not what the reports say",
        "make the store anew with negotrack doctor --rebuild OUT",
    ),
    Code(
        "store-report-damaged",
        "A report of a store is missing, or is not as it was written.",
        "Every report is kept with its hash, so that a changed bit is found. No question is answered from it.",
        "report 17 is not as it was written",
        _DO,
    ),
)
