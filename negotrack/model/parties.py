"""Who takes part, who published and where talks happen: parties, outlets, channels.

Owns: the people and places of a negotiation as frozen values.
Must not know: what was reported, how it is written in a file.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

PARTY_KINDS = ("state", "armed-group", "organisation", "alliance", "government", "faction", "person", "other")
OUTLET_KINDS = (
    "agency", "broadcaster", "newspaper", "news-site", "state-media", "monitor", "official",
    "archive", "social", "other",
)  # fmt: skip
CHANNEL_KINDS = ("back-channel", "bilateral", "mediated", "multilateral")
ROLES = ("principal", "mediator", "guarantor", "supporter", "third-party", "performer", "beneficiary")
RELIABILITY = ("A", "B", "C", "D", "E", "F")

Role = Literal["principal", "mediator", "guarantor", "supporter", "third-party", "performer", "beneficiary"]


@frozen(kw_only=True)
class SpeaksFor:
    """That a person (or body) speaks for a party, for all time or between two days, both inclusive.

    The word of someone who speaks for a party counts as the party's own word (standing).
    """

    party: str
    office: str = ""
    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether the office was held on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@frozen(kw_only=True)
class Party:
    """A state, armed group, organisation or person that takes part (PA-X: party; ACLED: actor).

    `of` is an affiliation that gives no standing (a militia's patron, a minister's country);
    `speaks_for` is one that does. `members` are the parties of an alliance.
    """

    id: str
    name: str
    kind: str = "state"
    code: str = ""
    of: tuple[str, ...] = ()
    speaks_for: tuple[SpeaksFor, ...] = ()
    members: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class Outlet:
    """Who published. `reliability` is the Admiralty letter A-F, rated apart from what is said."""

    id: str
    name: str
    kind: str = "other"
    of: tuple[str, ...] = ()
    reliability: str = ""
    note: str = ""


@frozen(kw_only=True)
class Channel:
    """Where talks happen: a kind of place, never a state (PNCC)."""

    id: str
    name: str = ""
    kind: str = "bilateral"
    between: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class RoleOf:
    """A role that parties have in something; a role is always *in* something."""

    role: Role
    parties: tuple[str, ...]
