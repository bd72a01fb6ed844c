"""Nodes into chains of sources.

Owns: the notation of a link: an outlet or party by its id, `unknown`, `anonymous` with a description.
Must not know: statements, lenses' working.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from negotrack.files.builder import show
from negotrack.files.intake import Intake, Refused
from negotrack.files.tree import Node
from negotrack.files.values import items, read_text
from negotrack.model.sources import UNKNOWN, Link, LinkKind, SourceChain, outlet_link, party_link
from negotrack.problems import Span


def read_links(intake: Intake, node: Node, what: str) -> tuple[Link, ...]:
    """Links, outermost first; one text stands for a list of one."""
    found: list[Link] = []
    refused = None
    for item in items(intake, node, what):
        try:
            text = read_text(intake, item, what)
            link = parse_link(text, intake.declared["outlet"], intake.declared["party"])
            if link is None:
                raise _unknown(intake, text, item.span)
            found.append(link)
        except Refused as error:
            refused = error
    if refused is not None:
        raise refused
    return tuple(found)


def parse_link(text: str, outlets: Iterable[str], parties: Iterable[str]) -> Link | None:
    """The link that a text names; None when it names nobody who is declared."""
    if text in outlets:
        return outlet_link(text)
    if text in parties:
        return party_link(text)
    if text == "unknown":
        return UNKNOWN
    if text.startswith("anonymous"):
        return _anonymous(text, parties)
    return None


def _anonymous(text: str, parties: Iterable[str]) -> Link | None:
    rest = text.removeprefix("anonymous")
    if rest and rest[0] not in " (\t\n":
        return None
    bare = rest.strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    words = bare.replace(",", " ").split()
    of = tuple(word for word in words if word in parties)
    return Link(kind=LinkKind.ANONYMOUS, of=of, words=tuple(w for w in words if w not in parties))


def _unknown(intake: Intake, text: str, span: Span) -> Refused:
    if intake.unsure & {"outlet", "party"}:
        return Refused()
    known = [*intake.declared["outlet"], *intake.declared["party"], "unknown", "anonymous"]
    hint = intake.suggest(text, known) or "name an outlet or party, or write unknown, or anonymous with a description"
    message = f'no outlet or party "{show(text)}" is declared; a source is expected'
    return intake.error("unknown-source", message, span, hint)


@lru_cache(maxsize=8192)  # reports have few outlets and have them often; values are frozen, so they can be shared
def outlet_chain(outlets: tuple[str, ...]) -> SourceChain:
    """The chain of outlets alone, outermost first."""
    return SourceChain(links=tuple(outlet_link(name) for name in outlets))


def make_chain(intake: Intake, outer: tuple[Link, ...], inner: tuple[Link, ...], at: Node) -> SourceChain:
    """The whole chain from the outlets inwards; nobody who is named may stand in it twice."""
    if not inner and len(outer) == 1:
        return outlet_chain((outer[0].id,))
    links = (*outer, *inner)
    named = [link.key for link in links if link.named]
    for place, key in enumerate(named):
        if key in named[:place]:
            circle = " < ".join(str(link) for link in links)
            message = f'the chain passes through "{key}" twice: {circle}'
            hint = "said_by begins below the outlet: leave out who is there already"
            raise intake.error("cycle-sources", message, at.span, hint)
    return SourceChain(links=links)


def read_sources(intake: Intake, node: Node, what: str) -> tuple[str, ...]:
    """Sources as a lens names them, by the key under which they count as the same."""
    return tuple(link.key for link in read_links(intake, node, what))
