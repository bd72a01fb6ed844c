"""`completion`, and what the ids of a scenario are completed from.

Owns: the command, the ids offered. Must not know: how shells work (click does).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from negotrack.cli.terminal import Terminal
from negotrack.cli.verbs import Word, verb
from negotrack.problems import ReadError

SHELLS: Final = ("bash", "zsh", "fish")
_LONGEST: Final = 60


@verb("completion", "negotrack completion bash", "negotrack completion fish")
@click.argument("shell", type=Word(*SHELLS))
def completion(terminal: Terminal, shell: str) -> None:
    """Print the script by which a shell completes commands, options, and the ids of the scenario under PATH.

    For bash: negotrack completion bash > ~/.local/share/bash-completion/completions/negotrack
    """
    from click.shell_completion import get_completion_class

    from negotrack.cli.app import PROGRAM, app

    found = get_completion_class(shell)
    assert found is not None
    script = found(app, {}, PROGRAM, f"_{PROGRAM.upper()}_COMPLETE")
    terminal.write(script.source_template % script.source_vars())


def declared(path: str, what: str) -> Iterator[tuple[str, str]]:
    """The ids of one kind that the scenario under a path declares, each with what it is."""
    from negotrack.cli.reading import declarations
    from negotrack.model.lens import SHIPPED

    if what == "lens":
        yield from ((lens.name, _one_line(lens.note)) for lens in SHIPPED.values())
    try:
        scenario = declarations(path)
    except ReadError:
        return
    if scenario is None:
        return
    if what == "lens":
        yield from ((lens.name, _one_line(lens.note)) for lens in scenario.lenses.values())
    elif what == "party":
        yield from ((party.id, _one_line(party.name)) for party in scenario.parties.values())
    elif what == "outlet":
        yield from ((outlet.id, _one_line(outlet.name)) for outlet in scenario.outlets.values())
    else:
        yield from ((name, scenario.kind(name)) for name in scenario.subjects)


def _one_line(text: str) -> str:
    """A description that is one line of a shell's protocol, whatever is in it."""
    from negotrack.exporters.documents import visible

    return " ".join(visible(text).split())[:_LONGEST]
