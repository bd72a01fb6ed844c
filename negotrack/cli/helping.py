"""Help pages: of one command with rich-click, and the list of all commands, which must come at once.

Drawing with rich takes longer than all the rest of `negotrack --help`, so the list is plain text in two columns.
Owns: both. Must not know: any command.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final

import click

from negotrack.cli.terminal import Terminal

_WIDEST: Final = 110
_BOLD, _CYAN, _PLAIN = "\x1b[1m", "\x1b[36m", "\x1b[0m"


def help_page(command: click.Command, ctx: click.Context, examples: tuple[str, ...]) -> str:
    """The page of one command: usage, help, options, examples."""
    import rich_click

    class Page(rich_click.RichCommand):
        def format_epilog(self, ctx: Any, formatter: Any) -> None:
            from rich.text import Text

            for example in examples:
                formatter.write(Text(f" $ {example}", no_wrap=True))
            if examples:
                formatter.write()

    class Pages(Page, rich_click.RichGroup):  # type: ignore[misc]  # as rich-click itself does
        pass

    about: dict[str, Any] = {"name": command.name, "params": command.params, "help": command.help}
    page = Pages(**about, commands=command.commands) if isinstance(command, click.Group) else Page(**about)
    config = _config(ctx.find_object(Terminal))
    ctx.color = config["force_terminal"]  # else click takes colours out where stdout is no terminal
    context = rich_click.RichContext(
        page,
        info_name=ctx.command_path,
        obj=ctx.obj,
        help_option_names=ctx.help_option_names,
        rich_help_config=config,
    )
    return page.get_help(context)


def _config(terminal: Terminal | None) -> dict[str, Any]:
    """In colour under the same rules as everything else; nothing in a help text is markup."""
    colored = terminal is not None and terminal.colored
    return {
        "color_system": "auto" if colored else None,
        "force_terminal": colored,
        "text_markup": None,
        "text_emojis": False,
        "max_width": _WIDEST,
    }


def list_page(ctx: click.Context, commands: Mapping[str, Mapping[str, str]]) -> str:
    """The list of all commands under their headings, with the options of the program itself."""
    terminal = ctx.find_object(Terminal)
    width = min(terminal.columns if terminal else 80, _WIDEST)
    ctx.color = colored = terminal is not None and terminal.colored
    options = {
        ", ".join(sorted(option.opts, key=len)): option.help or ""
        for option in ctx.command.get_params(ctx)
        if isinstance(option, click.Option)
    }
    lines = [f"Usage: {ctx.command_path} [OPTIONS] COMMAND [ARGS]...", ""]
    lines += textwrap.wrap(ctx.command.help or "", width)
    widest = max(map(len, (*options, *(name for names in commands.values() for name in names))))
    for heading, entries in {**commands, "Options": options}.items():
        lines += ["", f"{_BOLD}{heading}{_PLAIN}" if colored else heading]
        for name, said in entries.items():
            lines += _row(name, said, widest, width, colored=colored)
    lines += ["", *textwrap.wrap(ctx.command.epilog or "", width)]
    return "\n".join(lines)


def _row(name: str, said: str, widest: int, width: int, *, colored: bool) -> Iterator[str]:
    """One row of two columns."""
    first, *rest = textwrap.wrap(said, max(width - widest - 4, 20)) or [""]
    shown = f"{_CYAN}{name}{_PLAIN}" if colored else name
    yield f"  {shown}{' ' * (widest - len(name))}  {first}"
    yield from (f"{' ' * (widest + 4)}{line}" for line in rest)
