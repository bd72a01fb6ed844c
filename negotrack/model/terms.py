"""Terms: what a demand, a provision or a commitment is made of.

Owns: `Term` and the keys under which it may carry quantities; offers the names of quantities and their
notation from here, so that users of terms need one import. Must not know: demands, machines, files.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from attrs import frozen

from negotrack.model.quantities import Bound, Comparison, Quantity, QuantitySpec, compare, gap
from negotrack.model.quantity_text import format_quantity, parse_quantity
from negotrack.model.truth import Truth, all_of
from negotrack.model.units import Dimension, QuantityError
from negotrack.problems import UsageError, suggest

__all__ = [
    "DIMENSION_KEYS",
    "KEY_DIMENSIONS",
    "Bound",
    "Comparison",
    "Mode",
    "Quantity",
    "QuantityError",
    "QuantitySpec",
    "Term",
    "compare",
    "fits_key",
    "format_quantity",
    "gap",
    "parse_quantity",
]

Mode = Literal["achieve", "maintain"]

KEY_DIMENSIONS: Final[Mapping[str, Dimension | None]] = MappingProxyType(
    {
        "distance": "length",
        "area": "area",
        "weight": "mass",
        "duration": "duration",
        "count": "count",
        "amount": None,
        "percentage": "percent",
        "level": None,
        "quantity": None,
    }
)
"""What a quantity under each key must be; None where it may be anything."""

DIMENSION_KEYS: Final[tuple[str, ...]] = tuple(KEY_DIMENSIONS)
"""The keys under which a quantity may stand in a term."""


def fits_key(key: str, spec: QuantitySpec) -> bool:
    """Whether the quantity is of the kind that the key names.

    `distance: 70 kmm` is a count of "kmm" and does not fit: a slip that nothing else would catch.
    False for a key that is none of DIMENSION_KEYS.
    """
    if key not in KEY_DIMENSIONS:
        return False
    return KEY_DIMENSIONS[key] in (None, spec.dimension)


@frozen(kw_only=True)
class Term:
    """One element of content: `achieve` becomes true, `maintain` stays true (goals of Telang and Singh).

    `quantities` pairs a key of DIMENSION_KEYS with what is asked under it; `performer` is the id of the party
    that has to act, `demand` the id of the demand whose content this is. Raises UsageError for another key.
    """

    text: str
    mode: Mode
    quantities: tuple[tuple[str, QuantitySpec], ...] = ()
    place: str = ""
    performer: str | None = None
    demand: str | None = None
    note: str = ""

    def __attrs_post_init__(self) -> None:
        for key, _ in self.quantities:
            if key not in KEY_DIMENSIONS:
                raise UsageError(f'no quantity key "{key}" {suggest(key, DIMENSION_KEYS)}'.rstrip())

    def judged_by(self, observed: Mapping[str, QuantitySpec]) -> Truth:
        """Whether what was observed, by key, meets every quantity of this term.

        A key that was not observed is unknown. A term without quantities is unknown too: numbers cannot tell.
        """
        if not self.quantities:
            return Truth.UNKNOWN
        return all_of(
            compare(spec, observed[key]) if key in observed else Truth.UNKNOWN for key, spec in self.quantities
        )
