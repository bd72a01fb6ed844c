"""`explain`: what a problem code means.

Owns: the command. Must not know: where problems are found.
"""

from __future__ import annotations

import click

from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import verb
from negotrack.files.codes import CODES, format_code
from negotrack.problems import UsageError, suggest


@verb("explain", "negotrack explain unknown-party", "negotrack explain")
@click.argument("code", required=False)
def explain(terminal: Terminal, code: str | None) -> None:
    """Explain a problem code: what it means, an example, what to do. Without a code, list them all."""
    if code is None:
        width = max(map(len, CODES))
        terminal.write("".join(f"{name:<{width}}  {entry.title}\n" for name, entry in CODES.items()))
        return
    wanted = code.strip("[]").removeprefix("error[").removeprefix("warning[")
    if wanted not in CODES:
        hint = suggest(wanted, CODES) or "negotrack explain lists them all"
        raise UsageError(f"there is no problem code {code!r}; {hint}")
    terminal.write(format_code(CODES[wanted]))
