"""Where scales end.

A scale ends at a round number that nothing on it goes beyond: so it holds still while a network learns, and what has
the strongest colour is as large as is written, or nearly.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

CHOICES = ("unit", "layer", "network")
"""What has a scale of its own."""
_ROUND = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


@dataclass(frozen=True, eq=False)
class Ruler:
    """Where a scale ends: at `limit`, or for each unit at its own of `limits` (units,)."""

    limit: float
    limits: np.ndarray | None = None

    @property
    def is_own(self) -> bool:
        """Whether each unit has its own."""
        return self.limits is not None

    def limit_of(self, unit: int) -> float:
        """Where the scale of a unit ends. Those that are not shown share the last one."""
        return self.limit if self.limits is None else float(self.limits[min(unit, len(self.limits) - 1)])

    def divisors(self, count: int) -> np.ndarray:
        """What the numbers of the first `count` units are divided by (count,)."""
        ends = np.full(count, self.limit) if self.limits is None else self.limits[:count]
        return np.where(ends > 0, ends, 1.0)


def rounded(span: float) -> float:
    """The next round number that is not smaller; 0 stays 0."""
    if not span > 0 or not math.isfinite(span):
        return 0.0
    power = 10.0 ** math.floor(math.log10(span))
    return next((float(f"{factor * power:.3g}") for factor in _ROUND if factor * power >= span * (1 - 1e-6)),
                float(f"{10 * power:.3g}"))


def rulers(spans: Mapping[str, np.ndarray], family: Mapping[str, str], choice: str) -> Mapping[str, Ruler]:
    """The scale of each layer in `spans`, which has the largest size of each of its units (units,)."""
    largest = {name: float(np.max(span, initial=0.0)) for name, span in spans.items()}
    if choice == "unit":
        return {name: Ruler(rounded(largest[name]), np.array([rounded(float(size)) for size in span]))
                for name, span in spans.items()}
    if choice == "network":
        limit = rounded(max(largest.values(), default=0.0))
        return dict.fromkeys(spans, Ruler(limit))
    ends: dict[str, float] = {}
    for name, size in largest.items():
        ends[family.get(name, name)] = max(ends.get(family.get(name, name), 0.0), size)
    return {name: Ruler(rounded(ends[family.get(name, name)])) for name in spans}
