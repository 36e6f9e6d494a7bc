"""Critical points by proof: interval arithmetic, and Krawczyk's test on ever smaller boxes, without a single start.

A box is thrown away when the enclosures of the slopes there exclude zero, and settled when Krawczyk's operator maps a
slightly larger box into itself, which proves one critical point in it and no other; all other boxes are halved, until
they are small or too many (Moore, Kearfott, Cloud 2009, "Introduction to interval analysis", chapter 8). What is left
is said to be open. Where a function is not smooth its slopes are Clarke's, so no minimum at a kink is thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.descent.enclosures import Enclosure, Formula, Jet, jet_over
from engine.descent.function import Domain
from engine.descent.intervals import Interval
from engine.descent.newton import FAINT, inside

INFLATED = 1.25  # boxes are tried this much larger, so that a point on the edge of two is proven in either
LEAST = 1e-9  # and by this share of the domain, so that rounding does not count
UNEVEN = 0.47  # where a box is cut: points of symmetry are seldom there
SMALLEST = 1e-7  # share of the domain: boxes so small are given up
MOST_BOXES = {1: 60_000, 2: 240_000}  # that are looked at in all
MOST_AT_ONCE = {1: 4_000, 2: 8_000}  # of one size: then most of them are along lines
CROWD = 4_096  # whose numbers stay in the cache

Boxes = tuple[np.ndarray, np.ndarray]
"""Lower and upper corners (K, n)."""


@dataclass(frozen=True)
class Survey:
    """`points` (M, n), each alone in a box; `open` boxes, about which nothing is proven; `level` ones, where every
    slope is zero, or fainter than numbers can tell."""

    points: np.ndarray
    open: Boxes
    level: Boxes

    def share(self, boxes: Boxes, domain: Domain) -> float:
        """Of the domain, by length or by area."""
        low, high = np.array(domain, dtype=float).T
        return float(np.prod((boxes[1] - boxes[0]) / (high - low), axis=-1).sum())


@np.errstate(all="ignore")
def survey(enclosure: Enclosure, domain: Domain) -> Survey:
    """Where in the domain a function may have critical points."""
    low, high = np.array(domain, dtype=float).T[:, None]
    span, dimension = (high - low)[0], len(domain)
    left = MOST_BOXES[dimension]
    found, level, open_boxes = [np.empty((0, dimension))], [], []
    while len(low):
        left -= len(low)
        small = np.all(high - low < SMALLEST * span, axis=-1)
        if left < 0 or len(low) > MOST_AT_ONCE[dimension]:
            small[:] = True
        open_boxes.append((low[small], high[small]))
        low, high = _halved(low[~small], high[~small], span)
        crowds = [_narrowed(enclosure, low[first:first + CROWD], high[first:first + CROWD], span)
                  for first in range(0, len(low), CROWD)]
        found += [crowd[0] for crowd in crowds]
        level += [crowd[1] for crowd in crowds]
        low, high = _joined([crowd[2] for crowd in crowds], dimension)
    points = np.concatenate(found)
    points = points[inside(points, domain)]
    points = points[np.unique(np.round(points / span * 1e8), axis=0, return_index=True)[1]]
    return Survey(points, _joined(open_boxes, dimension), _joined(level, dimension))


def _joined(boxes: list[Boxes], dimension: int) -> Boxes:
    nothing = np.empty((0, dimension))
    return tuple(np.concatenate([nothing, *(corners[end] for corners in boxes)]) for end in (0, 1))


def _halved(low: np.ndarray, high: np.ndarray, span: np.ndarray) -> Boxes:
    """Across the longest side."""
    rows, side = np.arange(len(low)), ((high - low) / span).argmax(axis=-1)
    cut = low[rows, side] + UNEVEN * (high - low)[rows, side]
    left, right = high.copy(), low.copy()
    left[rows, side] = right[rows, side] = cut
    return np.concatenate([low, right]), np.concatenate([left, high])


def _narrowed(enclosure: Enclosure, low: np.ndarray, high: np.ndarray, span: np.ndarray
              ) -> tuple[np.ndarray, Boxes, Boxes]:
    """The points proven in some of the boxes, those that are level, and what is left of the others."""
    formula = enclosure.whole
    jet = jet_over(formula, low, high, order=1)
    possible = ~np.broadcast_to(jet.void, len(low)) & np.all(
        [np.broadcast_to(slope.holds_zero, len(low)) for slope in jet.slope], axis=0)
    faint = possible & np.all([np.broadcast_to(slope.abs().high <= FAINT, len(low)) for slope in jet.slope], axis=0)
    level, possible = (low[faint], high[faint]), possible & ~faint
    low, high = low[possible], high[possible]
    possible = ~enclosure.slopes_somewhere(low, high)
    low, high = low[possible], high[possible]
    if not len(low):
        return np.empty((0, len(span))), level, (low, high)
    middle, reach = 0.5 * (low + high), 0.5 * INFLATED * (high - low) + LEAST * span
    image_low, image_high = krawczyk(formula, middle, reach)
    proven = np.all((image_low > middle - reach) & (image_high < middle + reach), axis=-1)
    points = _refined(formula, 0.5 * (image_low + image_high)[proven])
    low, high = np.maximum(low, image_low)[~proven], np.minimum(high, image_high)[~proven]
    left = np.all(low <= high, axis=-1)
    return points, level, (low[left], high[left])


def krawczyk(formula: Formula, middle: np.ndarray, reach: np.ndarray) -> Boxes:
    """m − Y∇f(m) + (1 − Y H)(box − m) for boxes around `middle` (K, n), `reach` to each side, with Y the inverse of the
    curvatures in the middle: every zero of the slopes in a box lies there too, and if it lies inside there is one."""
    low, high = middle - reach, middle + reach
    places, hessian = range(low.shape[1]), _matrix(jet_over(formula, low, high))
    inverse = _inverse(hessian, len(low))
    slope = jet_over(formula, middle, middle, order=1).slope
    ends = []
    for i in places:
        corner = Interval(middle[:, i])
        for j in places:
            corner = corner - slope[j] * inverse[:, i, j]
            rest = Interval(np.full(len(low), float(i == j)))
            for k in places:
                rest = rest - hessian[k][j] * inverse[:, i, k]
            corner = corner + rest * Interval(low[:, j] - middle[:, j], high[:, j] - middle[:, j])
        ends.append(corner)
    return np.stack([end.low for end in ends], axis=-1), np.stack([end.high for end in ends], axis=-1)


def proven(formula: Formula, points: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Around which of the points (M, n) there is one critical point, not more, within `reach` (n,), and its curvatures
    are not zero."""
    with np.errstate(all="ignore"):
        low, high = krawczyk(formula, points, np.broadcast_to(reach, points.shape))
        return np.all((low > points - reach) & (high < points + reach), axis=-1)


def _matrix(jet: Jet) -> list[list[Interval]]:
    bends = jet.curvature
    return [[bends[0]]] if len(bends) == 1 else [[bends[0], bends[1]], [bends[1], bends[2]]]


def _inverse(hessian: list[list[Interval]], count: int) -> np.ndarray:
    """Of its middles (K, n, n): any matrix would do, a good one proves more."""
    middles = np.stack([[np.broadcast_to(entry.middle, count) for entry in row] for row in hessian]).transpose(2, 0, 1)
    middles = np.nan_to_num(middles, posinf=0.0, neginf=0.0)
    regular = np.abs(np.linalg.det(middles)) > 1e-300
    return np.linalg.inv(np.where(regular[:, None, None], middles, np.eye(middles.shape[-1])))


def _refined(formula: Formula, points: np.ndarray) -> np.ndarray:
    """By Newton's method, to the last digits."""
    for _ in range(4 if len(points) else 0):
        here = jet_over(formula, points, points)
        slope = np.stack([np.broadcast_to(part.middle, len(points)) for part in here.slope], axis=-1)
        points = points - np.einsum("kij,kj->ki", _inverse(_matrix(here), len(points)), slope)
    return points
