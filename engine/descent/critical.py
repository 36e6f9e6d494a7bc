"""Critical points: found by Newton's method from many starts, labelled by the Hessian's eigenvalues, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.descent.function import Domain, Function
from engine.descent.kinks import along, beside, kinks, poles, sharp
from engine.descent.newton import distinct, extents, grid_of, ring, stationary, thinned
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
LEVEL = 1e-9  # of the largest rise around: less is none


@dataclass(frozen=True)
class CriticalPoint:
    """A point where the gradient is zero, or where a tip or a pole has none.

    `eigenvalues` of the Hessian ascend; their negative ones are counted by `morse_index`, the "index" of a saddle.
    `turns` is how often the gradient turns around the point (see `winding`), None where that cannot be said, as on a
    line of them. `extremum` says of degenerate points and tips whether nonetheless nothing around is lower ("minimum")
    or higher ("maximum"); of poles nothing, since they have no height.
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
    found = np.concatenate([suspects, stationary(function, domain, beside(suspects, domain))])
    coarser, before = None, -1
    for density in DENSITIES[function.dimension]:
        starts = grid_of(domain, density, coarser)
        found = distinct(np.concatenate([found, stationary(function, domain, starts)]), domain)
        points, lines = _labelled(function, found, domain)
        result = CriticalPoints(domain, tuple(points), turns, lines, creased)
        single = sum(point.kind != "degenerate" for point in points) if lines else len(points)
        if result.complete or (result.complete is None and single == before):
            break
        coarser, before = density, single
    return result


def labelled(function: Function, position: np.ndarray, domain: Domain) -> CriticalPoint:
    """What a point (n,) is, where the gradient is zero or has no value."""
    (point,), _ = _labelled(function, position[None], domain)
    return point


def _labelled(function: Function, positions: np.ndarray, domain: Domain) -> tuple[list[CriticalPoint], bool]:
    """What the points (M, n) are, in the order of `CriticalPoints`, and whether some of them stand for a line."""
    if not len(positions):
        return [], False
    measured = function.measure(positions)
    eigenvalues = np.full(positions.shape, np.nan)
    tips, without_end = sharp(function, positions, domain), poles(function, positions, domain)
    eigenvalues[~tips] = np.linalg.eigvalsh(measured.hessian[~tips])
    sizes = np.abs(eigenvalues)
    around = np.abs(function.hessian(ring(positions, domain, NEIGHBOURHOOD, 8))).max(axis=(-3, -2, -1))
    degenerate = ~tips & ~(sizes.min(axis=-1) > FLAT * np.fmax(around, sizes.max(axis=-1)))
    steepness = np.linalg.norm(measured.gradient, axis=-1)
    kept, lined = np.ones(len(positions), dtype=bool), np.zeros(len(positions), dtype=bool)
    for some in (degenerate, tips & along(function, positions, domain)):
        kept[some], lined[some] = thinned(positions[some], domain, steepness[some])
    points = []
    for place in np.flatnonzero(kept):
        position, value = positions[place], float(measured.value[place])
        if tips[place]:
            kind = "pole" if without_end[place] else "not_smooth"
        else:
            kind = "degenerate" if degenerate[place] else _kind(eigenvalues[place])
        if kind in ("minimum", "maximum", "saddle"):
            turns, extremum = -1 if kind == "saddle" or (kind == "maximum" and function.dimension == 1) else 1, ""
        else:
            turns = None if lined[place] else point_turns(function, position, domain)
            extremum = "" if kind == "pole" else _extremum(function, position, domain, turns)
        points.append(CriticalPoint(kind, position, value, eigenvalues[place], turns, extremum))
    points.sort(key=lambda point: (list(KINDS).index(point.kind), point.value))
    return points, bool(lined.any())


def _kind(eigenvalues: np.ndarray) -> str:
    negative = int((eigenvalues < 0).sum())
    return "minimum" if not negative else "maximum" if negative == len(eigenvalues) else "saddle"


def _extremum(function: Function, position: np.ndarray, domain: Domain, turns: int | None) -> str:
    """By the heights around, and by the turns: in two dimensions an extremum alone has 1."""
    rise = function.value(ring(position, domain, NEIGHBOURHOOD)) - function.value(position)
    if not rise.any() or not np.isfinite(rise).all() or (function.dimension == 2 and turns not in (None, 1)):
        return ""
    level = LEVEL * np.abs(rise).max()
    return "minimum" if (rise >= -level).all() else "maximum" if (rise <= level).all() else ""
