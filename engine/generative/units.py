"""What the visible units of a Boltzmann machine can be: what differs between binary ones and real ones."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Protocol

from engine.device import Array, Generator


class Units(Protocol):
    """`scale` is what a visible number is multiplied by on its way to the hidden units. `x` (…, v) is always b + W h.

    `mean` is E[v | h], `draw` a sample of it; `energy` (…) is what visible numbers cost by themselves; `log_sum` (…) is
    the logarithm of the sum, or integral, of exp(−energy(v) + scale · v · (x − b)) over all v.
    """

    scale: float

    def mean(self, xp: Any, x: Array) -> Array: ...

    def draw(self, xp: Any, mean: Array, generator: Generator) -> Array: ...

    def energy(self, xp: Any, v: Array, b: Array) -> Array: ...

    def log_sum(self, xp: Any, x: Array, b: Array) -> Array: ...


def sigmoid(xp: Any, x: Array) -> Array:
    """1 / (1 + exp(−x)), without overflow."""
    return 0.5 * (1.0 + xp.tanh(0.5 * x))


def softplus(xp: Any, x: Array) -> Array:
    """ln(1 + exp(x)), without overflow."""
    return xp.maximum(x, 0.0) + xp.log1p(xp.exp(-xp.abs(x)))


def flips(xp: Any, chances: Array, generator: Generator) -> Array:
    """0 or 1, each with its chance of being 1."""
    drawn = xp.empty(chances.shape, chances.dtype)
    generator.uniform(drawn)
    return (drawn < chances).astype(chances.dtype)


@dataclass(frozen=True)
class Bernoulli:
    """Units that are 0 or 1: E(v, h) = −vᵀWh − bᵀv − cᵀh (Smolensky 1986; Hinton 2002)."""

    scale: float = 1.0

    def mean(self, xp: Any, x: Array) -> Array:
        return sigmoid(xp, x)

    def draw(self, xp: Any, mean: Array, generator: Generator) -> Array:
        return flips(xp, mean, generator)

    def energy(self, xp: Any, v: Array, b: Array) -> Array:
        return -(v @ b)

    def log_sum(self, xp: Any, x: Array, b: Array) -> Array:
        return softplus(xp, x).sum(axis=-1)


BINARY = Bernoulli()


@dataclass(frozen=True)
class Gaussian:
    """Real units with one standard deviation σ: E(v, h) = |v − b|²/2σ² − vᵀWh/σ² − cᵀh (Cho, Ilin and Raiko 2011)."""

    deviation: float

    @property
    def scale(self) -> float:
        return self.deviation ** -2

    def mean(self, xp: Any, x: Array) -> Array:
        return x

    def draw(self, xp: Any, mean: Array, generator: Generator) -> Array:
        drawn = xp.empty(mean.shape, mean.dtype)
        generator.normal(drawn)
        return mean + self.deviation * drawn

    def energy(self, xp: Any, v: Array, b: Array) -> Array:
        return 0.5 * self.scale * ((v - b) ** 2).sum(axis=-1)

    def log_sum(self, xp: Any, x: Array, b: Array) -> Array:
        constant = 0.5 * math.log(2 * math.pi * self.deviation ** 2)
        return (0.5 * self.scale * (x ** 2 - b ** 2) + constant).sum(axis=-1)
