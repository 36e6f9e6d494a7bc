"""What is to be seen of two adversaries: points, what the discriminator says everywhere, and where it sends them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.device import NUMPY
from engine.generative.gan import DISCRIMINATOR, DTYPE, Weights, generator_costs
from engine.generative.gan_setup import GanSetup, head_of
from engine.ir import Builder, compile_plan, gradients, lower
from engine.layout import ParameterLayout
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
        self._points, self._plan, self._weights = self._pulled(len(noise))

    def __call__(self, weights: Weights) -> GanPicture:
        fake = self._maker.predict(weights.generator, self._noise)
        self._points[...] = fake
        self._weights[...] = weights.discriminator
        slopes, said = self._plan.run()
        chances = self._critic.predict(weights.discriminator, self._grid).reshape(SIDE, SIDE)
        return GanPicture(fake, -np.array(slopes), np.array(said)[:, 0], chances)

    def _pulled(self, count: int):
        """The program of ∂ costs/∂ points."""
        graph = self.setup.discriminator
        layout, ir = ParameterLayout(graph), Builder()
        points, weights = NUMPY.zeros((count, 2), DTYPE), NUMPY.zeros(layout.size, DTYPE)
        net = lower(graph, layout, count, ir=ir)
        logits = net.layers[head_of(DISCRIMINATOR)]
        costs = generator_costs(ir, self.setup.settings["loss"], logits)
        leaf = net.inputs[f"{DISCRIMINATOR}_input"]
        bindings = {leaf: points, **{value: layout.view(weights, name) for name, value in net.parameters.items()}}
        plan = compile_plan(NUMPY, DTYPE, [*gradients(ir, ir.total(costs), [leaf]), ir.sigmoid(logits)], bindings)
        return points, plan, weights


def energy_distance(first: np.ndarray, second: np.ndarray) -> float:
    """How different two samples (n, 2) and (m, 2) are: 2 E|x − y| − E|x − x′| − E|y − y′|, which is zero in the limit
    for one distribution only (Székely and Rizzo 2013). Pairs of a point with itself are left out, so it may come out
    slightly below zero."""
    def mean(a: np.ndarray, b: np.ndarray, pairs: int) -> float:
        return float(np.sqrt(((a[:, None] - b[None]) ** 2).sum(axis=-1)).sum()) / pairs

    n, m = len(first), len(second)
    return 2 * mean(first, second, n * m) - mean(first, first, n * (n - 1)) - mean(second, second, m * (m - 1))
