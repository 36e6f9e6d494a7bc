"""All critical points of a domain: proven where interval arithmetic can, found by Newton's method where it cannot."""

from __future__ import annotations

import numpy as np

from engine.descent.enclosures import Enclosure
from engine.descent.function import Domain, Function
from engine.descent.kinks import beside, kinks
from engine.descent.labels import labelled
from engine.descent.newton import distinct, extents, stationary
from engine.descent.points import KINDS, RESOLUTION, CriticalPoint, CriticalPoints
from engine.descent.survey import Boxes, Survey, survey
from engine.descent.winding import border_turns

FINER = (1, 2, 4)  # starts along each side of a box about which nothing is proven, ever more where they find more

__all__ = ["KINDS", "CriticalPoint", "CriticalPoints", "find_critical_points"]


def find_critical_points(function: Function, domain: Domain) -> CriticalPoints:
    """All critical points in the domain, and what is known about whether these are all.

    Points that are proven need no start. Where nothing is proven Newton's method starts, and from more places as long
    as that finds more and the border does not agree.
    """
    surveyed, special = survey(Enclosure.of(function.expression.tree), domain), kinks(function, domain)
    found = np.concatenate([special.points, surveyed.points])
    result = _result(function, domain, found, special.alone, special.creased, surveyed)
    if not len(surveyed.open[0]):
        return result
    found = np.concatenate([found, stationary(function, domain, beside(special.points, domain))])
    before = -1
    for count in FINER:
        found = np.concatenate([found, stationary(function, domain, _starts(surveyed.open, count))])
        result = _result(function, domain, found, special.alone, special.creased, surveyed)
        single = sum(point.line is None for point in result.points)
        if result.complete or single == before:
            break
        before = single
    return result


def _result(function: Function, domain: Domain, found: np.ndarray, alone: np.ndarray, creased: bool, surveyed: Survey
            ) -> CriticalPoints:
    """`found` (M, n), of which the first stand alone or not, (L,), as one result."""
    positions = distinct(found, domain)
    single = np.zeros(len(positions), dtype=bool)
    for position in found[:len(alone)][alone]:
        if len(positions):
            single[np.abs(positions - position).sum(axis=-1).argmin()] = True
    points, lines = labelled(function, positions, domain, single)
    left = _away(surveyed.open, np.array([point.position for point in points]).reshape(-1, len(domain)), domain)
    return CriticalPoints(domain, tuple(points), border_turns(function, domain), lines, creased,
                          surveyed.share(left, domain), surveyed.share(surveyed.level, domain))


def _away(boxes: Boxes, points: np.ndarray, domain: Domain) -> Boxes:
    """The boxes that are not all within RESOLUTION of a point."""
    if not len(points) or not len(boxes[0]):
        return boxes
    from scipy.spatial import cKDTree  # here, because its import takes half a second

    low, high = boxes
    middle, reach = 0.5 * (low + high), 0.5 * np.linalg.norm((high - low) / extents(domain), axis=-1)
    away = cKDTree(points / extents(domain)).query(middle / extents(domain))[0] + reach > RESOLUTION
    return low[away], high[away]


def _starts(boxes: Boxes, count: int) -> np.ndarray:
    """`count` starts along each side of the boxes (K, n), evenly."""
    low, high = boxes
    shares = (np.arange(count) + 0.5) / count
    shares = np.stack(np.meshgrid(*(shares,) * low.shape[1]), axis=-1).reshape(-1, 1, low.shape[1])
    return (low + shares * (high - low)).reshape(-1, low.shape[1])
