"""t-SNE: a map on which neighbours stay neighbours, and nothing else means anything.

L. van der Maaten, G. Hinton: Visualizing Data using t-SNE, JMLR 9 (2008). All pairs are counted, none approximated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

ROUNDS, EXAGGERATED = 750, 250
"""Steps of the descent, and how many of them pull neighbours together EXAGGERATION times as strongly."""
EXAGGERATION, LEAST_RATE, SPREAD = 12.0, 50.0, 1e-4
SLOW, FAST = 0.5, 0.8
"""Momentum in the exaggerated steps, and after them."""
HALVINGS, TINY = 64, 1e-12


@dataclass(frozen=True, eq=False)
class TsneMoment:
    """Places (n, 2) on the way, their `divergence` KL(P‖Q) in nats, without exaggeration, and the share that is
    done."""

    places: np.ndarray
    divergence: float
    done: float


def squared_distances(points: np.ndarray) -> np.ndarray:
    """(n, n) between points (n, d)."""
    lengths = (points**2).sum(axis=1)
    return np.maximum(lengths[:, None] + lengths - 2 * points @ points.T, 0.0)


def affinities(points: np.ndarray, perplexity: float) -> np.ndarray:
    """P (n, n): how much each is a neighbour of each, all together 1. Around every point lies a normal distribution,
    as wide as makes its neighbours as many as the `perplexity` says, 2 to the power of their entropy in bits."""
    apart = squared_distances(points)
    count = len(apart)
    others = ~np.eye(count, dtype=bool)
    apart = apart[others].reshape(count, count - 1)
    apart = apart - apart.min(axis=1, keepdims=True)
    low, high = np.zeros((count, 1)), np.full((count, 1), np.inf)
    narrow = 1.0 / np.maximum(apart.mean(axis=1, keepdims=True), TINY)
    for _ in range(HALVINGS):
        weights = np.exp(-apart * narrow)
        chances = weights / weights.sum(axis=1, keepdims=True)
        bits = -(chances * np.log2(np.maximum(chances, TINY))).sum(axis=1, keepdims=True)
        wide = bits > np.log2(perplexity)
        low, high = np.where(wide, narrow, low), np.where(wide, high, narrow)
        narrow = np.where(np.isinf(high), 2 * narrow, (low + np.minimum(high, 1e300)) / 2)
    found = np.zeros((count, count))
    found[others] = chances.ravel()
    return (found + found.T) / (2 * count)


def divergence(chances: np.ndarray, places: np.ndarray, pull: float = 1.0) -> tuple[float, np.ndarray]:
    """KL(P‖Q) in nats and its gradient (n, 2), Q falling off as 1 / (1 + distance²); the gradient as if neighbours were
    drawn together `pull` times as strongly, by pull · P."""
    near = 1.0 / (1.0 + squared_distances(places))
    np.fill_diagonal(near, 0.0)
    seen = near / near.sum()
    lost = float((chances * np.log(np.maximum(chances, TINY) / np.maximum(seen, TINY))).sum())
    pulls = (pull * chances - seen) * near
    return lost, 4 * (pulls.sum(axis=1)[:, None] * places - pulls @ places)


def tsne(points: np.ndarray, start: np.ndarray, perplexity: float) -> Iterator[TsneMoment]:
    """The way of points (n, d) from places (n, 2), made small, by gradient descent with momentum and gains (Jacobs
    1988). The same points give the same map."""
    chances = affinities(points, min(perplexity, (len(points) - 1) / 3))
    places = SPREAD * (start - start.mean(axis=0)) / max(float(start[:, 0].std()), TINY)
    speed, gains = np.zeros_like(places), np.ones_like(places)
    rate = max(len(points) / EXAGGERATION / 4, LEAST_RATE)
    for round_ in range(1, ROUNDS + 1):
        early = round_ <= EXAGGERATED
        lost, slope = divergence(chances, places, EXAGGERATION if early else 1.0)
        gains = np.maximum(np.where(slope * speed < 0, gains + 0.2, gains * 0.8), 0.01)
        speed = (SLOW if early else FAST) * speed - rate * gains * slope
        places = places + speed
        yield TsneMoment(places, lost, round_ / ROUNDS)
