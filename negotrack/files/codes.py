"""Every problem code: what it means, an example, what to do. Behind `negotrack explain` and the reference.

Owns: the one table, put together from its parts. Must not know: where problems are found.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from negotrack.files.code import Code
from negotrack.files.codes_of_files import FILE_CODES
from negotrack.files.codes_of_imports import IMPORT_CODES
from negotrack.files.codes_of_meaning import MEANING_CODES
from negotrack.files.codes_of_names import NAME_CODES
from negotrack.files.codes_of_stores import STORE_CODES

__all__ = ["CODES", "Code", "format_code"]

CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {
        code.code: code
        for code in sorted(
            (*FILE_CODES, *NAME_CODES, *MEANING_CODES, *IMPORT_CODES, *STORE_CODES), key=lambda code: code.code
        )
    }
)
"""Code -> its entry, in alphabetical order."""


def format_code(code: Code) -> str:
    """The entry as plain text: title, explanation, example, what to do."""
    example = "\n".join(f"    {line}" for line in code.example.splitlines())
    kind = "warning: the log is kept as written" if code.severity == "warning" else "error: the log cannot be used"
    return f"{code.code} ({kind})\n{code.title}\n\n{code.text}\n\nFor example:\n\n{example}\n\nWhat to do: {code.do}\n"
