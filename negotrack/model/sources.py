"""On whose word: the chain of sources behind a statement.

A chain is written outermost first (`times-of-israel < hadashot < anonymous(israel, diplomatic)`); its
innermost link is the origin (FactBank: source nesting; Admiralty code for how far to trust a link).
Owns: links, chains, when two origins are the same. Must not know: claims, lenses, files.
"""

from __future__ import annotations

from enum import Enum
from unicodedata import normalize

from attrs import field, frozen


class LinkKind(Enum):
    """What a link of a chain is."""

    OUTLET = "outlet"
    PARTY = "party"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


@frozen(kw_only=True)
class Link:
    """One link of a chain: an outlet or party by `id`, or somebody unnamed described by words.

    `of` are the parties that an anonymous source is said to belong to, `words` the rest of the description
    (`anonymous israel official` -> of israel, words official). An unknown link has neither: nobody was named.
    """

    kind: LinkKind
    id: str = ""
    of: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    key: str = field(init=False, eq=False, repr=False)
    """The one spelling under which two links are the same source.

    Anonymous sources of the same description, in capitals or not, are the same source, through whichever outlet they
    speak.
    """

    @key.default
    def _key(self) -> str:
        match self.kind:
            case LinkKind.OUTLET | LinkKind.PARTY:
                return self.id
            case LinkKind.ANONYMOUS:
                return f"anonymous({', '.join((*sorted(self.of), *sorted(map(_folded, self.words))))})"
            case LinkKind.UNKNOWN:
                return "unknown"

    @property
    def named(self) -> bool:
        """Whether the link is somebody who could be asked."""
        return self.kind in (LinkKind.OUTLET, LinkKind.PARTY)

    def __str__(self) -> str:
        if self.kind is LinkKind.ANONYMOUS:
            return f"anonymous({', '.join((*self.of, *self.words))})"
        return self.key


def _folded(word: str) -> str:
    return word if word.isascii() and word.islower() else normalize("NFC", word).casefold()


UNKNOWN = Link(kind=LinkKind.UNKNOWN)


def outlet_link(outlet: str) -> Link:
    """The link of an outlet."""
    return Link(kind=LinkKind.OUTLET, id=outlet)


def party_link(party: str) -> Link:
    """The link of a party, named."""
    return Link(kind=LinkKind.PARTY, id=party)


@frozen(kw_only=True)
class SourceChain:
    """Who said that who said it, outermost first; never empty."""

    links: tuple[Link, ...]

    @property
    def origin(self) -> Link:
        """The innermost link: whose word it is in the end."""
        return self.links[-1]

    @property
    def outlet(self) -> Link:
        """The outermost link: where the coder read it."""
        return self.links[0]

    def passes(self, key: str) -> bool:
        """Whether the chain passes through a source, given by id or by its full key."""
        return any(key in (link.key, link.id) for link in self.links)

    def __str__(self) -> str:
        return " < ".join(str(link) for link in self.links)
