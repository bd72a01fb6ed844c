"""A lens: the policy that says which claims count (truth maintenance: IN and OUT).

Owns: the policy as data, and the three that are shipped. Must not know: how a claim's status comes about.
"""

from __future__ import annotations

from attrs import frozen

STATUSES = ("reported", "corroborated", "confirmed", "disputed", "denied", "withdrawn")


@frozen(kw_only=True)
class Lens:
    """Which claims count. Every limit must be met; a claim that fails one is held out, with that reason.

    `admits` are the claim statuses that may count. `min_origins` are independent origins. `officials_only`
    asks for a named official with standing in the matter. `min_reliability` is an Admiralty letter that some
    outlet of a statement's chain must not fall under; `max_credibility` an Admiralty number (1 confirmed,
    6 cannot be judged); the two are never merged into one figure. `exclude` and `only` are ids or keys of
    sources, outlets and parties: a statement whose chain passes through an excluded one does not count.
    A source under `trust` counts by itself, whatever the other limits on origins and status.
    """

    name: str
    admits: tuple[str, ...] = ("reported", "corroborated", "confirmed", "disputed")
    min_origins: int = 1
    officials_only: bool = False
    allow_hedged: bool = True
    min_reliability: str = ""
    max_credibility: int | None = None
    exclude: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    trust: tuple[str, ...] = ()
    note: str = ""


CREDULOUS = Lens(name="credulous", note="any live assertion that is not only denied")
SCEPTICAL = Lens(name="sceptical", admits=("corroborated", "confirmed"), note="corroborated or confirmed")
OFFICIALS = Lens(name="officials", officials_only=True, note="named officials with standing")
SHIPPED = {lens.name: lens for lens in (CREDULOUS, SCEPTICAL, OFFICIALS)}
