"""What a critical point is, and all of those of a domain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.descent.function import Domain
from engine.errors import N_

KINDS: Mapping[str, str] = MappingProxyType({
    "minimum": N_("engine", "Minimum"),
    "maximum": N_("engine", "Maximum"),
    "saddle": N_("engine", "Saddle"),
    "degenerate": N_("engine", "Degenerate point"),
    "not_smooth": N_("engine", "Not smooth here"),
    "pole": N_("engine", "Pole"),
})
RESOLUTION = 1e-5
"""Share of the domain: nearer to a point that is listed, nothing more is told."""


@dataclass(frozen=True)
class CriticalPoint:
    """A point where the gradient is zero, or where a kink, a tip or a pole has none.

    `eigenvalues` of the Hessian ascend; their negative ones are counted by `morse_index`, the "index" of a saddle.
    `turns` is how often the gradient turns around the point (see `winding`), None where that cannot be said, as on a
    line of them. `extremum` says of degenerate points, kinks and tips whether nonetheless nothing around is lower
    ("minimum") or higher ("maximum"); of poles nothing, since they have no height. `line` is the number of the line of
    critical points that it stands for, None where it stands for itself.
    """

    kind: str
    position: np.ndarray
    value: float
    eigenvalues: np.ndarray
    turns: int | None
    extremum: str = ""
    line: int | None = None

    @property
    def morse_index(self) -> int:
        return int((self.eigenvalues < 0).sum())

    @property
    def lowest(self) -> bool:
        """Whether nothing around is lower: a minimum, smooth or not."""
        return "minimum" in (self.kind, self.extremum)

    @property
    def condition(self) -> float:
        """κ: the largest curvature over the least, in size."""
        sizes = np.abs(self.eigenvalues)
        return float(sizes.max() / sizes.min()) if sizes.min() > 0 else np.inf


@dataclass(frozen=True)
class CriticalPoints:
    """Those of a domain, minima first, each kind from the lowest value to the highest.

    `turns` is what theirs must add up to, None where that cannot be said. `lines` are whole lines of critical points,
    each as many of its places (M, n), for which a few of the points stand. `creased`: the function has creases.
    `open` is the share of the domain in which nothing is proven, away from points that are listed, and `level` that in
    which the function is level as far as numbers tell, so that all is critical.
    """

    domain: Domain
    points: tuple[CriticalPoint, ...]
    turns: int | None
    lines: tuple[np.ndarray, ...] = ()
    creased: bool = False
    open: float = 0.0
    level: float = 0.0

    @property
    def counts(self) -> dict[str, int]:
        """Kind → how many, all kinds."""
        found = Counter(point.kind for point in self.points)
        return {kind: found[kind] for kind in KINDS}

    @property
    def sum_of_turns(self) -> int | None:
        """#minima − #saddles + #maxima, on a line #minima − #maxima; others, poles too, by their turns."""
        own = [point.turns for point in self.points]
        return None if None in own else sum(own)

    @property
    def complete(self) -> bool | None:
        """True where it is proven that no point is missing, but nearer than RESOLUTION to another; False where the
        border says that some are; None where neither is known."""
        if not self.open and not self.level and not self.lines:
            return True
        told = self.turns is not None and self.sum_of_turns is not None and not self.lines
        return False if told and self.turns != self.sum_of_turns else None

    def of_kind(self, kind: str) -> tuple[CriticalPoint, ...]:
        return tuple(point for point in self.points if point.kind == kind)
