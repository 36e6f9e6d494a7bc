"""Critical points: found by Newton's method from many starts, labelled by the Hessian's eigenvalues, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.descent.function import Domain, Function
from engine.descent.kinks import kinks, poles, sharp
from engine.descent.newton import distinct, extents, ring, stationary
from engine.descent.winding import border_turns, point_turns
from engine.errors import N_

KINDS: Mapping[str, str] = MappingProxyType({
    "minimum": N_("engine", "Minimum"),
    "maximum": N_("engine", "Maximum"),
    "saddle": N_("engine", "Saddle"),
    "degenerate": N_("engine", "Degenerate point"),
    "not_smooth": N_("engine", "Not smooth here"),
    "pole": N_("engine", "Pole"),
})
DENSITIES = {1: (513, 2049, 8193), 2: (49, 97, 193)}  # starts along each axis; the next where the count does not agree
FLAT = 1e-5  # an eigenvalue below this share of the curvatures around is zero
NEIGHBOURHOOD = 1e-3  # share of the domain
THINNED = 0.05  # share of the domain between the points that stand for a line of them


@dataclass(frozen=True)
class CriticalPoint:
    """A point where the gradient is zero, or where a tip or a pole has none.

    `eigenvalues` of the Hessian ascend; their negative ones are counted by `morse_index`, the "index" of a saddle.
    `turns` is how often the gradient turns around the point (see `winding`). `extremum` says of degenerate points and
    tips whether they are nonetheless lower ("minimum") or higher ("maximum") than all around; of poles nothing, since
    they have no height.
    """

    kind: str
    position: np.ndarray
    value: float
    eigenvalues: np.ndarray
    turns: int | None
    extremum: str = ""

    @property
    def morse_index(self) -> int:
        return int((self.eigenvalues < 0).sum())

    @property
    def condition(self) -> float:
        """κ: the largest curvature over the least, in size."""
        sizes = np.abs(self.eigenvalues)
        return float(sizes.max() / sizes.min()) if sizes.min() > 0 else np.inf


@dataclass(frozen=True)
class CriticalPoints:
    """Those found in a domain, minima first, each kind from the lowest value to the highest.

    `turns` is what theirs must add up to, None where that cannot be said; `lines`: some stand for a whole line of
    critical points; `creased`: the function has creases, along which nothing was looked for.
    """

    domain: Domain
    points: tuple[CriticalPoint, ...]
    turns: int | None
    lines: bool = False
    creased: bool = False

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
        """Whether the count agrees with the border: True when no point is missing (or two that cancel are)."""
        if self.turns is None or self.sum_of_turns is None or self.lines or self.creased:
            return None
        return self.turns == self.sum_of_turns

    def of_kind(self, kind: str) -> tuple[CriticalPoint, ...]:
        return tuple(point for point in self.points if point.kind == kind)

    def nearest(self, position: np.ndarray) -> tuple[CriticalPoint | None, float]:
        """The nearest one, and its distance as a share of the domain."""
        if not self.points:
            return None, np.inf
        places = np.array([point.position for point in self.points])
        distances = np.linalg.norm((places - position) / extents(self.domain), axis=-1)
        return self.points[int(distances.argmin())], float(distances.min())


def find_critical_points(function: Function, domain: Domain) -> CriticalPoints:
    """All critical points in the domain.

    Where their count does not agree with the border's, or there is nothing to agree with and more were found than from
    fewer starts, more starts are tried.
    """
    suspects, creased = kinks(function, domain)
    turns = border_turns(function, domain)
    before = -1
    for density in DENSITIES[function.dimension]:
        found = distinct(np.concatenate([stationary(function, domain, density), suspects]), domain)
        points = labelled(function, found, domain)
        points.sort(key=lambda point: (list(KINDS).index(point.kind), point.value))
        kept = _thinned(points, domain)
        result = CriticalPoints(domain, tuple(kept), turns, len(kept) < len(points), creased)
        if result.complete or (result.complete is None and len(points) == before):
            break
        before = len(points)
    return result


def labelled(function: Function, positions: np.ndarray, domain: Domain) -> list[CriticalPoint]:
    """What the points (M, n) are, where the gradient is zero or has no value."""
    if not len(positions):
        return []
    measured = function.measure(positions)
    tips, without_end = sharp(function, positions, domain), poles(function, positions, domain)
    around = np.abs(function.hessian(ring(positions, domain, NEIGHBOURHOOD, 8))).max(axis=(-3, -2, -1))
    points = []
    for place, position in enumerate(positions):
        value, hessian = float(measured.value[place]), measured.hessian[place]
        if tips[place]:
            kind = "pole" if without_end[place] else "not_smooth"
            eigenvalues = np.full(len(position), np.nan)
        else:
            eigenvalues = np.linalg.eigvalsh(hessian)
            kind = _kind(eigenvalues, np.fmax(around[place], np.abs(eigenvalues).max()))
        if kind in ("not_smooth", "degenerate", "pole"):
            turns = point_turns(function, position, domain)
            extremum = "" if kind == "pole" else _extremum(function, position, domain)
        else:
            turns, extremum = -1 if (eigenvalues < 0).sum() % 2 else 1, ""
        points.append(CriticalPoint(kind, position, value, eigenvalues, turns, extremum))
    return points


def _kind(eigenvalues: np.ndarray, scale: float) -> str:
    if not np.abs(eigenvalues).min() > FLAT * scale:
        return "degenerate"
    negative = int((eigenvalues < 0).sum())
    return "minimum" if not negative else "maximum" if negative == len(eigenvalues) else "saddle"


def _extremum(function: Function, position: np.ndarray, domain: Domain) -> str:
    value = function.value(position)
    around = function.value(ring(position, domain, NEIGHBOURHOOD))
    return "minimum" if (around > value).all() else "maximum" if (around < value).all() else ""


def _thinned(points: list[CriticalPoint], domain: Domain) -> list[CriticalPoint]:
    """A line of degenerate points is shown by some of them."""
    kept: list[CriticalPoint] = []
    for point in points:
        crowded = point.kind == "degenerate" and any(
            other.kind == "degenerate" and np.linalg.norm((other.position - point.position) / extents(domain)) < THINNED
            for other in kept)
        if not crowded:
            kept.append(point)
    return kept
