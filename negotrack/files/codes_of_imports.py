"""Problem codes of imports: what cannot be read of other people's data.

Owns: their entries. Must not know: how data are imported.
"""

from __future__ import annotations

from typing import Final

from negotrack.files.code import Code

IMPORT_CODES: Final[tuple[Code, ...]] = (
    Code(
        "bad-archive",
        "A packed file cannot be unpacked.",
        "It is damaged or cut off, encrypted, or holds more than one file.",
        "negotrack import gdelt 20180531.export.CSV.zip -o events.jsonl",
        "fetch it again, or unpack it and import the one file that is meant",
    ),
    Code(
        "bad-mapping",
        "A table that says how to import is wrong.",
        "A code may become only what the machines know, and every row says why it becomes that.",
        "057,Sign formal agreement,signed,agreement,,,,they signed",
        "correct the table at the place given; docs/reference/cameo-mapping.md explains its columns",
    ),
    Code(
        "bad-row",
        "A row of data has too few or too many cells, or is no row at all.",
        "A cell that moved by one column would be taken for another one, so the row is not guessed at.",
        "date,source,event,target\n2014-01-05,China,Consult",
        "mend the row, or take the others with --keep-going",
    ),
    Code(
        "duplicate-column",
        "Two columns have the same name.",
        "Which of the two is meant cannot be known.",
        "date,source,event,source",
        "rename one of them",
    ),
    Code(
        "file-changed",
        "The file changed while it was read.",
        "Half of the rows may come from the old file and half from the new one.",
        "negotrack import icews still-being-downloaded.tab -o events.jsonl",
        "import it again once it is whole",
    ),
    Code(
        "missing-column",
        "A column that the map of columns names is not there.",
        "Without it the rows cannot be understood.",
        "day,source,event,target",
        "correct the header, or give a map of your own with --columns",
    ),
    Code(
        "open-quote",
        "A quote is opened and never closed.",
        "Everything up to the next quote would be one cell. Only the row with the quote is given up.",
        'date,source,event,target\n2014-01-05,"China,Consult,Japan',
        "close the quote, or double it where it is part of the text",
    ),
    Code(
        "unknown-code",
        "A row has a code, event, stage or status that the table does not know.",
        "What it means is for the table to say, not for the program to guess.",
        "2014-01-05,China,Consult deeply,Japan",
        "add it to a table of your own and give that with --mapping",
    ),
    Code(
        "unsafe-archive",
        "An archive holds an entry that leads out of it.",
        "Paths with ../, absolute paths and links are made to write where nobody asked them to.",
        "../../.profile",
        "do not trust the archive",
    ),
)
