"""How often the gradient turns around along a closed path: what critical points inside must add up to.

A minimum and a maximum each turn it once forward, a saddle once backward, a monkey saddle twice backward; the turns
along a border are the sum of those inside (Kronecker 1869; the theorem of Poincaré and Hopf). For a coercive function
the sum over all critical points is 1. On a line, minima count +1 and maxima −1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.descent.function import Domain, Function
from engine.descent.newton import extents

STRIDES = 256  # pieces that a border is cut into at first
HALVINGS = 40  # how often a piece along which the gradient turns too far may be cut in two
LARGEST_TURN = 0.8  # radians from one point to the next, for the count to be trusted


def border_turns(function: Function, domain: Domain) -> int | None:
    """The turns along the border of the domain; on a line half the change of sign from end to end. None where that
    cannot be said: where the gradient is zero or not finite."""
    if function.dimension == 1:
        return _half_change(function.gradient(np.array(domain[0])))
    return _turns(lambda way: function.gradient(_along_border(domain, way)))


def point_turns(function: Function, point: np.ndarray, domain: Domain, radius: float = 1e-4) -> int | None:
    """The turns along a small ellipse around `point`, at a share of the domain: its index as a zero of the gradient."""
    span = radius * extents(domain)
    if function.dimension == 1:
        return _half_change(function.gradient(np.stack([point - span, point + span])))

    def gradient(way: np.ndarray) -> np.ndarray:
        angle = 2.0 * np.pi * way
        return function.gradient(point + span * np.stack([np.cos(angle), np.sin(angle)], axis=-1))

    return _turns(gradient)


def _half_change(slopes: np.ndarray) -> int | None:
    signs = np.sign(slopes.ravel())
    return int(signs[1] - signs[0]) // 2 if np.isfinite(signs).all() and signs.all() else None


def _turns(gradient: Callable[[np.ndarray], np.ndarray]) -> int | None:
    """How often the gradient, given along a closed path from 0 to 1, turns around."""
    way = np.arange(STRIDES) / STRIDES
    slopes = gradient(way)
    for _ in range(HALVINGS):
        if not np.isfinite(slopes).all() or not slopes.any(axis=-1).all():
            return None
        angles = np.arctan2(slopes[:, 1], slopes[:, 0])
        change = np.diff(angles, append=angles[:1])
        change -= 2.0 * np.pi * np.round(change / (2.0 * np.pi))
        wide = np.flatnonzero(np.abs(change) > LARGEST_TURN)
        if not len(wide):
            return round(change.sum() / (2.0 * np.pi))
        middle = 0.5 * (way + np.append(way[1:], 1.0))[wide]
        way = np.insert(way, wide + 1, middle)
        slopes = np.insert(slopes, wide + 1, gradient(middle), axis=0)
    return None


def _along_border(domain: Domain, way: np.ndarray) -> np.ndarray:
    """Points of the border, counterclockwise from the lower left corner as `way` goes from 0 to 1."""
    (left, right), (bottom, top) = domain
    share = 4.0 * way
    x = left + (right - left) * (np.clip(share, 0.0, 1.0) - np.clip(share - 2.0, 0.0, 1.0))
    y = bottom + (top - bottom) * (np.clip(share - 1.0, 0.0, 1.0) - np.clip(share - 3.0, 0.0, 1.0))
    return np.stack([x, y], axis=-1)
