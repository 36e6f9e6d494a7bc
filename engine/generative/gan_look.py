"""What is to be seen of two adversaries: points, what the discriminator says everywhere, and where it sends them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.generative.gan import DTYPE, FAKE, REAL, Weights
from engine.generative.gan_setup import GanSetup
from engine.network import Network

REACH = 1.2
"""The surface goes from −REACH to REACH along both axes."""
SIDE = 49
"""Places of the surface along each axis."""


@dataclass(frozen=True, eq=False)
class GanPicture:
    """`fake` (n, 2) are made of the same noise each time; `pull` (n, 2) is minus the gradient of what each costs the
    generator by its own place: where the discriminator sends it, to first order. `chances` (SIDE, SIDE) is D on a grid
    over ±REACH, the first number along each row, the lowest second number first; `said` (n,) is D of the fake ones."""

    fake: np.ndarray
    pull: np.ndarray
    said: np.ndarray
    chances: np.ndarray


class GanLook:
    """Computes pictures of a setup from weights; belongs to the thread that made it. `noise` (n, k) is what the fake
    points are made of."""

    def __init__(self, setup: GanSetup, noise: np.ndarray) -> None:
        self.setup = setup
        self._maker, self._critic = (Network(graph, dtype=DTYPE) for graph in (setup.generator, setup.discriminator))
        self._noise = noise
        axis = np.linspace(-REACH, REACH, SIDE)
        self._grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)

    def __call__(self, weights: Weights) -> GanPicture:
        fake = self._maker.predict(weights.generator, self._noise)
        said, chances = (self._critic.predict(weights.discriminator, points)[:, 0] for points in (fake, self._grid))
        return GanPicture(fake, self._pull(weights.discriminator, fake), said, chances.reshape(SIDE, SIDE))

    def _pull(self, weights: np.ndarray, fake: np.ndarray) -> np.ndarray:
        """The generator pays what the critic loses by taking its points for fake, with the other sign, in the minimax
        game, and else what it loses by taking them for real."""
        minimax = self.setup.settings["loss"] == "minimax"
        slopes = self._critic.input_gradient(weights, fake, np.full((len(fake), 1), FAKE if minimax else REAL))
        return slopes if minimax else -slopes


def energy_distance(first: np.ndarray, second: np.ndarray) -> float:
    """How different two samples (n, 2) and (m, 2) are: 2 E|x − y| − E|x − x′| − E|y − y′|, which is zero in the limit
    for one distribution only (Székely and Rizzo 2013). Pairs of a point with itself are left out, so it may come out
    slightly below zero."""
    def mean(a: np.ndarray, b: np.ndarray, pairs: int) -> float:
        return float(np.sqrt(((a[:, None] - b[None]) ** 2).sum(axis=-1)).sum()) / pairs

    n, m = len(first), len(second)
    return 2 * mean(first, second, n * m) - mean(first, first, n * (n - 1)) - mean(second, second, m * (m - 1))
