"""The restricted Boltzmann machine: visible units, hidden units, and an energy of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.device import NUMPY, Array, Device, Generator
from engine.generative.units import BINARY, Bernoulli, Units, flips, sigmoid, softplus

FIRST_DEVIATION = 0.01
"""Standard deviation of the first weights (Hinton 2012, A practical guide)."""


class Parts(NamedTuple):
    """Something for each parameter: the gradient of the log-likelihood, or expectations. Arrays on one device."""

    weights: Array
    visible: Array
    hidden: Array

    def __sub__(self, other: Parts) -> Parts:
        return Parts(*(mine - its for mine, its in zip(self, other, strict=True)))


@dataclass(frozen=True, eq=False)
class RBM:
    """p(v, h) = exp(−E(v, h)) / Z, with `weights` W (v, h), biases `visible` b (v,) and `hidden` c (h,). Hidden units
    are 0 or 1; `units` says what the visible ones are. The arrays live on `device`; visible and hidden arrays of many
    examples are (n, v) and (n, h)."""

    weights: Array
    visible: Array
    hidden: Array
    units: Units = BINARY
    device: Device = NUMPY

    @classmethod
    def start(cls, visible: int, hidden: int, units: Units = BINARY, *, seed: int = 0, device: Device = NUMPY,
              mean: np.ndarray | None = None) -> RBM:
        """Small weights by chance, and visible biases with which the units by themselves have the `mean` (v,)."""
        weights = np.random.default_rng(seed).normal(0.0, FIRST_DEVIATION, (visible, hidden))
        biases = np.zeros(visible) if mean is None else np.asarray(mean, np.float64)
        if mean is not None and isinstance(units, Bernoulli):
            kept = np.clip(biases, 0.01, 0.99)
            biases = np.log(kept / (1 - kept))
        return cls(device.upload(weights), device.upload(biases), device.zeros(hidden, np.float64), units, device)

    @property
    def sizes(self) -> tuple[int, int]:
        """How many visible and hidden units."""
        return self.weights.shape

    def energy(self, v: Array, h: Array) -> Array:
        """E(v, h), (n,)."""
        own = self.units.energy(self.device.xp, v, self.visible)
        return own - h @ self.hidden - self.units.scale * ((v @ self.weights) * h).sum(axis=-1)

    def free_energy(self, v: Array) -> Array:
        """F(v) = −ln Σ_h exp(−E(v, h)), (n,): p(v) = exp(−F(v)) / Z."""
        xp = self.device.xp
        return self.units.energy(xp, v, self.visible) - softplus(xp, self._into_hidden(v)).sum(axis=-1)

    def hidden_chances(self, v: Array) -> Array:
        """p(h = 1 | v) = σ(c + Wᵀv), (n, h); of Gaussian units v is divided by σ²."""
        return sigmoid(self.device.xp, self._into_hidden(v))

    def visible_means(self, h: Array) -> Array:
        """E[v | h], (n, v): chances of binary units."""
        return self.units.mean(self.device.xp, self.into_visible(h))

    def into_visible(self, h: Array) -> Array:
        """b + W h, (n, v)."""
        return h @ self.weights.transpose() + self.visible

    def draw_hidden(self, v: Array, generator: Generator) -> Array:
        """A sample of p(h | v)."""
        return flips(self.device.xp, self.hidden_chances(v), generator)

    def draw_visible(self, h: Array, generator: Generator) -> Array:
        """A sample of p(v | h)."""
        return self.units.draw(self.device.xp, self.visible_means(h), generator)

    def statistics(self, v: Array) -> Parts:
        """Means over n examples of scale · v hᵀ, scale · v and h, with p(h | v) in the place of h."""
        chances, scale = self.hidden_chances(v), self.units.scale
        return Parts(scale / len(v) * (v.transpose() @ chances), scale * v.mean(axis=0), chances.mean(axis=0))

    def moved(self, by: Parts, rate: float, decay: float = 0.0) -> RBM:
        """The machine a step further up `by`; `decay` shrinks the weights and not the biases."""
        return RBM(self.weights + rate * (by.weights - decay * self.weights), self.visible + rate * by.visible,
                   self.hidden + rate * by.hidden, self.units, self.device)

    def turned(self) -> RBM:
        """Hidden units in the place of visible ones: the same machine, where both are binary."""
        return RBM(self.weights.transpose(), self.hidden, self.visible, self.units, self.device)

    def on(self, device: Device) -> RBM:
        """The same on another device."""
        arrays = (device.upload(self.device.to_host(array)) for array in (self.weights, self.visible, self.hidden))
        return RBM(*arrays, self.units, device)

    def _into_hidden(self, v: Array) -> Array:
        return self.units.scale * (v @ self.weights) + self.hidden


def gibbs(rbm: RBM, v: Array, steps: int, generator: Generator, clamped: Array | None = None) -> Array:
    """Visible units (n, v) after `steps` of drawing hidden ones and visible ones in turn; those that are `clamped`
    (v,), bool, keep what they are."""
    for drawn in walk(rbm, v, generator, clamped):
        if steps == 0:
            break
        steps, v = steps - 1, drawn
    return v


def walk(rbm: RBM, v: Array, generator: Generator, clamped: Array | None = None) -> Iterator[Array]:
    """A Gibbs chain without end: visible units after one step, two, …"""
    while True:
        drawn = rbm.draw_visible(rbm.draw_hidden(v, generator), generator)
        v = drawn if clamped is None else rbm.device.xp.where(clamped, v, drawn)
        yield v


def mean_field(rbm: RBM, v: Array, steps: int, clamped: Array | None = None) -> Array:
    """Visible means (n, v) after `steps` in which means are handed on in place of samples: smoother than any sample."""
    for _ in range(steps):
        means = rbm.visible_means(rbm.hidden_chances(v))
        v = means if clamped is None else rbm.device.xp.where(clamped, v, means)
    return v
