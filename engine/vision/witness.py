"""What speaks against a map that explains: an edge detector that knows no network, and what witnesses have measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import ndimage, stats

from engine.errors import N_

STILL_ALIKE, LIKE_EDGES = 0.5, 0.7
"""Rank correlations from which on a map counts as one of the picture: with the map of a network that has forgotten
everything, and with edges."""


@dataclass(frozen=True)
class Objection:
    """A sentence as a template, marked for translation, and the values that fill it."""

    template: str
    values: Mapping[str, float]


def edges(image: np.ndarray) -> np.ndarray:
    """How strong the edges of an `image` (h, w, c) are (h, w): the size of Sobel's gradient of the mean of its
    channels, mirrored at the border."""
    grey = np.asarray(image, np.float64).mean(axis=-1)
    return np.hypot(ndimage.sobel(grey, 0, mode="reflect"), ndimage.sobel(grey, 1, mode="reflect"))


def likeness(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's rank correlation of the sizes of two maps: 1 where they put pixels into the same order. NaN where one
    of them is the same everywhere: then there is no order."""
    sizes = [np.abs(np.ravel(array)) for array in (first, second)]
    if any(np.ptp(size) == 0 or not np.isfinite(size).all() for size in sizes):
        return float("nan")
    return float(stats.spearmanr(*sizes).statistic)


def area_below(shares: np.ndarray, curve: np.ndarray) -> float:
    """The area below a curve over the shares of pixels that are gone: their mean weighted by how long they last."""
    return float(np.trapezoid(curve, shares))


def objections(relevance: np.ndarray, forgotten: np.ndarray, image: np.ndarray, shares: np.ndarray,
               curve: np.ndarray, at_random: np.ndarray) -> tuple[Objection, ...]:
    """What its witnesses have against a map: its `relevance` (h, w), that of the network that has `forgotten`
    everything (h, w), the `image` (h, w, c), and of the deletion `shares` (k,), `curve` (k,) and the curves `at_random`
    (orders, k)."""
    found = []
    still = likeness(relevance, forgotten)
    if still >= STILL_ALIKE:
        found.append(Objection(N_("engine", "A network that has forgotten everything gives nearly the same map (rank "
                                  "correlation {value}): it shows the picture more than what was learned."),
                               {"value": still}))
    drawn = likeness(relevance, edges(image))
    if drawn >= LIKE_EDGES:
        found.append(Objection(N_("engine", "An edge detector that knows no network gives nearly the same map (rank "
                                  "correlation {value})."), {"value": drawn}))
    own = area_below(shares, curve)
    evenly = np.linspace(0, 1, at_random.shape[1])
    chance = [area_below(evenly, one) for one in at_random]
    if own >= min(chance):
        found.append(Objection(N_("engine", "Taking away what it marks hurts no more than taking away pixels at "
                                  "random: an area of {own} below the curve, and of {chance} at random."),
                               {"own": own, "chance": float(np.mean(chance))}))
    return tuple(found)
