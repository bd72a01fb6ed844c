"""What is known of one problem code.

Owns: the shape of an entry. Must not know: which codes there are.
"""

from __future__ import annotations

from attrs import frozen

from negotrack.problems import Severity


@frozen
class Code:
    """One problem code: a title, why it is a problem, a log that has it, and what to do.

    The example is part of a log, or of a folder where the problem is not in a text.
    """

    code: str
    title: str
    text: str
    example: str
    do: str
    severity: Severity = "error"
