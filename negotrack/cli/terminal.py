"""Where a command reads and writes: data on stdout, messages on stderr, the environment, today.

Owns: the streams and consoles of one run. Must not know: any command, any format.
"""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from shutil import get_terminal_size
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from attrs import define, field

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_LONGEST: Final = 60
_QUOTED: Final = re.compile(r"""(?<!\w)(['"])((?:(?!\1)[^\n])*)\1(?!\w)""")
_WORD: Final = re.compile(r"\S{500,}")  # paths of files are shown whole, and hardly any are so long


class _Closed(io.TextIOBase):
    """Standard output that was closed: a command that has data for it fails, as on a full disk."""

    encoding = "utf-8"

    def write(self, data: str) -> int:
        if data:
            raise OSError(errno.EBADF, "standard output is closed")
        return 0


@define(kw_only=True, slots=False)
class Terminal:
    """The streams of one run. `code` is the exit code unless something goes wrong; `broken` says that output failed."""

    out: IO[str]
    err: IO[str]
    stdin: BinaryIO
    environ: Mapping[str, str]
    clock: Callable[[], date] = field(default=date.today)
    code: int = 0
    broken: bool = False

    @classmethod
    def of_process(cls) -> Terminal:
        """The streams of this process. A closed stderr takes messages to nowhere, a closed stdout takes no data."""
        return cls(
            out=cast("IO[str]", sys.stdout or _Closed()),
            err=sys.stderr or open(os.devnull, "w"),
            stdin=sys.stdin.buffer if sys.stdin else open(os.devnull, "rb"),
            environ=os.environ,
        )

    @cached_property
    def console(self) -> Console:
        """For what is drawn on stdout."""
        from negotrack.view.console import make_console

        return make_console(file=self.out, environ=self.environ)

    @cached_property
    def err_console(self) -> Console:
        """For what is drawn on stderr."""
        from negotrack.view.console import make_console

        return make_console(file=self.err, environ=self.environ)

    @property
    def colored(self) -> bool:
        """Whether stdout gets colour."""
        return self.may_be_colored and not self.console.no_color

    @property
    def may_be_colored(self) -> bool:
        """Whether it is worth asking: what goes to a file or pipe has colour only by force."""
        return bool(self.environ.get("FORCE_COLOR")) or self.out.isatty()

    @property
    def columns(self) -> int:
        """The width of a page of plain text."""
        return get_terminal_size((80, 24)).columns

    def write(self, data: str) -> None:
        """Data on stdout, as UTF-8 whatever the locale: the same answer has the same bytes everywhere."""
        buffer = getattr(self.out, "buffer", None)
        if buffer is None:
            self.out.write(data)
        else:
            self.out.flush()
            buffer.write(data.encode("utf-8", "surrogatepass"))

    def draw(self, drawn: Iterable[RenderableType], width: int | None = None) -> None:
        """Something for people on stdout, part by part, so that the first one shows at once."""
        console = self.console
        if width is not None:
            from negotrack.view.console import make_console

            console = make_console(file=self.out, environ=self.environ, width=width)
        for part in drawn:
            console.print(part)

    def say(self, message: str) -> None:
        """A message on stderr."""
        from negotrack.view.text import safe

        _print(self.err, safe(message, newlines=True, bidi=False))

    def complain(self, message: str) -> None:
        """Why the command cannot go on, on stderr."""
        self.say(f"negotrack: {shortened(message)}")

    def flush(self) -> None:
        """Hand over what was written, so that a failure to do so is seen."""
        self.out.flush()
        self.err.flush()

    @property
    def interactive(self) -> bool:
        """Whether somebody watches stderr."""
        return self.err.isatty() and self.environ.get("TERM", "").lower() != "dumb"


def shortened(message: str) -> str:
    """A message in which what was given, in quotes or as one word, is cut where it is very long."""
    cut = _QUOTED.sub(lambda found: found[1] + _cut(found[2], _LONGEST) + found[1], message)
    return _WORD.sub(lambda found: _cut(found[0], _LONGEST), cut)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _print(file: IO[str], text: str) -> None:
    try:
        file.write(text + "\n")
    except UnicodeEncodeError:
        encoding = getattr(file, "encoding", None) or "ascii"
        file.write(text.encode(encoding, "replace").decode(encoding) + "\n")
