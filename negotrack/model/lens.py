"""A lens: the policy that says which claims count (truth maintenance: IN and OUT).

Owns: the policy as data, what each limit may be, and the three that are shipped.
Must not know: how a claim's status comes about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import Attribute, field, frozen

from negotrack.model.parties import RELIABILITY
from negotrack.problems import UsageError, suggest

STATUSES = ("reported", "corroborated", "confirmed", "disputed", "denied", "withdrawn")


Check = Callable[["Lens", "Attribute[Any]", Any], None]


def _as_tuple(given: Iterable[str]) -> tuple[str, ...]:
    """A list as a tuple; what is neither is left for the check to refuse."""
    return tuple(given) if isinstance(given, list) else given  # type: ignore[return-value]


def _names(_: Lens, limit: Attribute[Any], given: object) -> None:
    """Several texts, each by itself."""
    if isinstance(given, str):
        raise UsageError(f"{limit.name} of a lens takes several names; write {limit.name}=({given[:60]!r},)")
    if not isinstance(given, tuple) or not all(isinstance(name, str) for name in given):
        raise UsageError(f"{limit.name} of a lens takes a tuple of texts, not {repr(given)[:60]}")


def _statuses(lens: Lens, limit: Attribute[Any], given: tuple[str, ...]) -> None:
    _names(lens, limit, given)
    for name in given:
        if name not in STATUSES:
            hint = suggest(name, STATUSES) or f"there are {', '.join(STATUSES)}"
            raise UsageError(f"no claim is ever {name[:60]!r}, which {limit.name} of a lens asks for; {hint}")


def _one(kind: type, words: str) -> Check:
    def check(_: Lens, limit: Attribute[Any], given: object) -> None:
        if type(given) is not kind:
            raise UsageError(f"{limit.name} of a lens takes {words}, not {repr(given)[:60]}")

    return check


def _letter(_: Lens, limit: Attribute[Any], given: object) -> None:
    if given not in ("", *RELIABILITY):
        letters = ", ".join(RELIABILITY)
        raise UsageError(f"{limit.name} of a lens takes a letter of {letters}, not {repr(given)[:60]}")


def _number(least: int, most: int) -> Check:
    def check(_: Lens, limit: Attribute[Any], given: object) -> None:
        if given is None and limit.default is None:
            return
        if type(given) is not int or not least <= given <= most:
            asked = f"a whole number from {least} to {most}"
            raise UsageError(f"{limit.name} of a lens takes {asked}, not {repr(given)[:60]}")

    return check


_TEXT = _one(str, "a text")
_FLAG = _one(bool, "True or False")


@frozen(kw_only=True)
class Lens:
    """Which claims count. Every limit must be met; a claim that fails one is held out, with that reason.

    `admits` are the claim statuses that may count. `min_origins` are independent origins. `officials_only`
    asks for a named official with standing in the matter. `min_reliability` is an Admiralty letter that some
    outlet of a statement's chain must not fall under; `max_credibility` an Admiralty number (1 confirmed,
    6 cannot be judged); the two are never merged into one figure. `exclude` and `only` are ids or keys of
    sources, outlets and parties: a statement whose chain passes through an excluded one does not count.
    A source under `trust` counts by itself, whatever the other limits on origins and status.
    Raises UsageError for a limit that is none of these.
    """

    name: str = field(validator=_TEXT)
    admits: tuple[str, ...] = field(
        default=("reported", "corroborated", "confirmed", "disputed"), converter=_as_tuple, validator=_statuses
    )
    min_origins: int = field(default=1, validator=_number(0, 1000))
    officials_only: bool = field(default=False, validator=_FLAG)
    allow_hedged: bool = field(default=True, validator=_FLAG)
    min_reliability: str = field(default="", validator=_letter)
    max_credibility: int | None = field(default=None, validator=_number(1, 6))
    exclude: tuple[str, ...] = field(default=(), converter=_as_tuple, validator=_names)
    only: tuple[str, ...] = field(default=(), converter=_as_tuple, validator=_names)
    trust: tuple[str, ...] = field(default=(), converter=_as_tuple, validator=_names)
    note: str = field(default="", validator=_TEXT)


CREDULOUS = Lens(name="credulous", note="any live assertion that is not only denied")
SCEPTICAL = Lens(name="sceptical", admits=("corroborated", "confirmed"), note="corroborated or confirmed")
OFFICIALS = Lens(name="officials", officials_only=True, note="named officials with standing")
SHIPPED = {lens.name: lens for lens in (CREDULOUS, SCEPTICAL, OFFICIALS)}
