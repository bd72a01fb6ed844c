"""How far two coders agree: Krippendorff's alpha for nominal values.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): one less the disagreement observed over the
disagreement expected by chance, from the matrix of coincidences. Exact, in fractions; no library is needed for two
coders and nominal values. Owns: the measure. Must not know: what was coded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from fractions import Fraction

from attrs import frozen


@frozen(kw_only=True)
class Agreement:
    """How two coders' values of one field agree over the units that both coded.

    `alpha` is 1 for agreement in everything, 0 for what chance would give, below 0 for less; None where it is not
    defined: without units, or when only one value occurs and chance alone would always agree.
    """

    field: str
    units: int
    same: int
    alpha: float | None

    @property
    def share(self) -> float | None:
        """The share of units with the same value."""
        return self.same / self.units if self.units else None


def agreement(field: str, pairs: Iterable[tuple[Hashable, Hashable]]) -> Agreement:
    """The agreement over pairs of values, one of each coder; where one coder gave None the unit is left out."""
    coded = [(one, other) for one, other in pairs if one is not None and other is not None]
    alpha = nominal_alpha(coded)
    return Agreement(
        field=field,
        units=len(coded),
        same=sum(one == other for one, other in coded),
        alpha=None if alpha is None else float(alpha),
    )


def nominal_alpha(pairs: Iterable[tuple[Hashable, Hashable]]) -> Fraction | None:
    """Krippendorff's alpha of two coders' nominal values; None where no disagreement could be expected."""
    values: Counter[Hashable] = Counter()
    differing = 0
    for one, other in pairs:
        values.update((one, other))
        differing += 2 * (one != other)
    total = sum(values.values())
    expected = total * total - sum(count * count for count in values.values())
    return 1 - Fraction((total - 1) * differing, expected) if expected else None
