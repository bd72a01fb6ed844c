"""What a condition may follow and an antecedent may wait for: regions by the keys under which files name them.

Owns: those keys, read off the machines' tables. Must not know: which states satisfy a bare reference (machines).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from negotrack.files.vocabulary import GATING
from negotrack.machines.regions import Region
from negotrack.machines.tables import CLAIM, REGIONS


def _key_of(region: Region) -> str:
    if region.name == region.kind:
        return "state"
    return "party_act" if region.per == "party" else region.name


def _followed() -> dict[str, dict[str, tuple[str, tuple[str, ...]]]]:
    found: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {}
    for region in REGIONS.values():
        if region is not CLAIM:
            keys = found.setdefault(region.kind, {})
            states = keys.get(_key_of(region), ("", ()))[1]
            keys[_key_of(region)] = region.name, (*states, *(s for s in region.states if s not in states))
    return found


FOLLOWED: Final = _followed()
"""Kind -> key of `follows` or of a leaf -> (name of the region, its states)."""

BARE_KEY: Final[Mapping[str, str]] = MappingProxyType(dict.fromkeys(GATING, "state") | {"demand": "fulfilment"})
"""Kind -> the key that is meant when only the subject is named."""
