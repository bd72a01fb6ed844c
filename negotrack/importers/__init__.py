"""Importers: what others have coded or collected, made into logs.

An importer is a table that says what each code, status or phrase becomes (in `tables/`, to be read and edited)
and a reader. Every row that is read becomes a statement, is merged with one, is left out for a reason of the
table, or fails: the four add up to the rows read.
"""

from __future__ import annotations

from negotrack.importers.ledger import Summary
from negotrack.importers.runs import Options
from negotrack.importers.sources import SOURCES, import_files

__all__ = ["SOURCES", "Options", "Summary", "import_files"]
