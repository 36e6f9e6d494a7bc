"""Where a function is not smooth: tips, crossings of creases, and what is critical on them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from engine.descent.creases import critical_on_creases
from engine.descent.function import Domain, Function
from engine.descent.newton import extents, grid_of, ring, solve, stationary, thinned

DENSITY = {1: 1025, 2: 33}
ZERO = 1e-9  # share of the largest value of what stands in a root, in an absolute value, below a fraction
BESIDE = 1e-7  # share of the domain
FARTHER = (1e-5, 1e-4, 1e-3)  # shares of the domain at which slopes are compared with those beside a point
TIP = 2e-3  # share of the slopes there that is left right beside a tip: beside smooth points 1e-4
ROUNDING = 1e-9  # share of the usual slope
PARALLEL = 1e-6  # sine of the angle
EVEN = 0.1  # of the largest rise around: less may be none
NEARER = (1e-4, 1e-6, 1e-8)  # shares of the domain at which heights around a pole are compared
AROUND = 0.03 * 0.5 ** np.arange(8)  # shares of the domain: circles of starts, since beside a tip everything is small
GROWS = 0.9  # of the rise on one such way in, the least on the next: all of it for a logarithm, 0.63 for a tenth root


@dataclass(frozen=True)
class Kinks:
    """`points` (M, n) where a function may not be smooth and which may be critical, each `alone` (M,) or one of a line;
    `creased`: it has creases, along which it is not smooth either."""

    points: np.ndarray
    alone: np.ndarray
    creased: bool


def kinks(function: Function, domain: Domain) -> Kinks:
    """Tips, crossings of creases and what is critical on creases inside the domain."""
    parts = [Function(expression, function.dimension) for expression in function.expression.kinks()]
    starts = grid_of(domain, DENSITY[function.dimension])
    found, creases = [np.empty((0, len(domain)))], []
    for part in parts:
        values = np.nan_to_num(part.value(starts))
        touching = _touching(part, starts, np.abs(values).max(), domain)
        in_line = along(part, touching, domain) & thinned(touching, domain)[1].any()
        found.append(touching[~in_line])
        if values.min() < 0 < values.max() or in_line.any():
            creases.append(part)
    if function.dimension == 1:
        found += [solve(_alone(part), starts, domain) for part in creases]
        points = np.concatenate(found)
        return Kinks(points, np.ones(len(points), dtype=bool), False)
    found += [_crossings(*pair, starts, domain) for pair in combinations(creases, 2)]
    points, (critical, alone) = np.concatenate(found), critical_on_creases(function, domain)
    return Kinks(np.concatenate([points, critical]), np.concatenate([np.zeros(len(points), dtype=bool), alone]),
                 bool(creases))


def along(function: Function, points: np.ndarray, domain: Domain) -> np.ndarray:
    """Through which of the points (M, n) the function may go on at the same height: part of a line of such points."""
    rises = np.abs(function.value(ring(points, domain, BESIDE)) - function.value(points)[:, None])
    return rises.min(axis=-1, initial=np.inf) < EVEN * rises.max(axis=-1, initial=0.0)


def sharp(function: Function, points: np.ndarray, domain: Domain) -> np.ndarray:
    """Which of the points (M, n) have a slope right beside them that does not vanish: tips, creases, poles, steps.

    Beside smooth ones it is as much less than farther away as they are nearer; what rounding leaves is no slope.
    """
    everywhere = np.linalg.norm(function.gradient(grid_of(domain, DENSITY[function.dimension])), axis=-1)
    usual = np.median(everywhere[np.isfinite(everywhere)])
    right_beside, *farther = (_slopes_around(function, points, domain, share) for share in (BESIDE, *FARTHER))
    lasting = (right_beside > TIP * np.fmax.reduce(farther)) & (right_beside > ROUNDING * usual)
    return (lasting | np.isinf(right_beside)).any(axis=-1)


def _slopes_around(function: Function, points: np.ndarray, domain: Domain, share: float) -> np.ndarray:
    """How steep it is, also where it steps, at a share of the domain from each of the points (M, n), in the same
    directions for each share: (M, K)."""
    around = ring(points, domain, share, 16)
    with np.errstate(all="ignore"):
        slope = np.linalg.norm(function.gradient(around), axis=-1)
        rise = np.abs(function.value(around) - function.value(points)[:, None])
    return np.fmax(slope, rise / (share * extents(domain).min()))


def poles(function: Function, points: np.ndarray, domain: Domain) -> np.ndarray:
    """Beside which of the points (M, n) the function grows without bound, to either side, also as slowly as a
    logarithm does."""
    heights = np.stack([np.abs(function.value(ring(points, domain, share))) for share in NEARER])
    with np.errstate(all="ignore"):
        first, second = np.diff(np.fmax.reduce(heights, axis=-1), axis=0)
        return (first > 0) & (second >= GROWS * first)


def beside(points: np.ndarray, domain: Domain) -> np.ndarray:
    """Where to look for critical points near tips (M, n): starts (K, n), ever closer to them."""
    points = points[thinned(points, domain)[0]]
    return np.concatenate([ring(points, domain, share, 16).reshape(-1, len(domain)) for share in AROUND])


def _touching(part: Function, starts: np.ndarray, largest: float, domain: Domain) -> np.ndarray:
    """Where `part` comes down to zero and turns."""
    points = stationary(part, domain, starts)
    return points[np.abs(part.value(points)) <= ZERO * largest]


def _alone(part: Function):
    return lambda points: (part.value(points)[:, None], part.gradient(points)[:, None])


def _crossings(one: Function, other: Function, starts: np.ndarray, domain: Domain) -> np.ndarray:
    """Where two creases meet, unless they are one."""
    points = solve(_both(one, other), starts, domain)
    (a, b), (c, d) = one.gradient(points).T, other.gradient(points).T
    parallel = np.abs(a * d - b * c) <= PARALLEL * np.hypot(a, b) * np.hypot(c, d)
    return points[~(parallel & thinned(points, domain)[1].any())]


def _both(one: Function, other: Function):
    return lambda points: (np.stack([one.value(points), other.value(points)], axis=-1),
                           np.stack([one.gradient(points), other.gradient(points)], axis=-2))
