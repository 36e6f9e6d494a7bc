"""Single points where a function is not smooth: tips, and crossings of creases."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from engine.descent.function import Domain, Function
from engine.descent.newton import extents, grid_of, ring, solve, stationary

DENSITY = {1: 1025, 2: 33}
ZERO = 1e-9  # share of the largest value of what stands in a root, in an absolute value, below a fraction
BESIDE = 1e-7  # share of the domain
TIP = 1e-3  # share of the usual slope that is left right beside a tip
NEARER = (1e-4, 1e-6, 1e-8)  # shares of the domain at which heights around a pole are compared
GROWS = 0.9  # of the rise on one such way in, the least on the next: all of it for a logarithm, 0.63 for a tenth root


def kinks(function: Function, domain: Domain) -> tuple[np.ndarray, bool]:
    """Single points inside the domain where `function` may not be smooth, (M, n), and whether there are creases too."""
    inner = [Function(expression, function.dimension) for expression in function.expression.kinks()]
    starts = grid_of(domain, DENSITY[function.dimension])
    values = [np.nan_to_num(part.value(starts)) for part in inner]
    changing = [part for part, value in zip(inner, values, strict=True) if value.min() < 0 < value.max()]
    found = [_touching(part, np.abs(value).max(), domain) for part, value in zip(inner, values, strict=True)]
    if function.dimension == 1:
        found += [solve(_alone(part), starts, domain) for part in changing]
    else:
        found += [solve(_both(*pair), starts, domain) for pair in combinations(changing, 2)]
    creased = function.dimension == 2 and bool(changing)
    return np.concatenate([np.empty((0, len(domain))), *found]), creased


def sharp(function: Function, points: np.ndarray, domain: Domain) -> np.ndarray:
    """Which of the points (M, n) have a slope right beside them that does not vanish: tips, creases, poles, steps."""
    usual = np.linalg.norm(function.gradient(grid_of(domain, DENSITY[function.dimension])), axis=-1)
    around = ring(points, domain, BESIDE)
    with np.errstate(all="ignore"):
        slope = np.linalg.norm(function.gradient(around), axis=-1)
        rise = np.abs(function.value(around) - function.value(points)[:, None])
    steepest = np.fmax.reduce(np.fmax(slope, rise / (BESIDE * extents(domain).min())), axis=-1, initial=0.0)
    return steepest > TIP * np.median(usual[np.isfinite(usual)])


def poles(function: Function, points: np.ndarray, domain: Domain) -> np.ndarray:
    """Beside which of the points (M, n) the function grows without bound, to either side, also as slowly as a
    logarithm does."""
    heights = np.stack([np.abs(function.value(ring(points, domain, share))) for share in NEARER])
    with np.errstate(all="ignore"):
        first, second = np.diff(np.fmax.reduce(heights, axis=-1), axis=0)
        return (first > 0) & (second >= GROWS * first)


def _touching(part: Function, largest: float, domain: Domain) -> np.ndarray:
    """Where `part` comes down to zero and turns."""
    points = stationary(part, domain, DENSITY[part.dimension])
    return points[np.abs(part.value(points)) <= ZERO * largest]


def _alone(part: Function):
    return lambda points: (part.value(points)[:, None], part.gradient(points)[:, None])


def _both(one: Function, other: Function):
    return lambda points: (np.stack([one.value(points), other.value(points)], axis=-1),
                           np.stack([one.gradient(points), other.gradient(points)], axis=-2))


def crease_distance(function: Function, point: np.ndarray, domain: Domain) -> float:
    """About how far the nearest crease or tip is from `point`, as a share of the domain; infinite without any."""
    nearest = np.inf
    for expression in function.expression.kinks():
        part = Function(expression, function.dimension)
        slope = np.linalg.norm(part.gradient(point) * extents(domain))
        value = abs(float(part.value(point)))
        nearest = min(nearest, value / slope if slope > 0 else (0.0 if value == 0 else np.inf))
    return nearest
