"""How weights begin.

Each initializer draws an array from a NumPy generator on the host, in float64, so that the same seed gives the same
network on every device and in every precision.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine import fields
from engine.errors import N_

Draw = Callable[[np.random.Generator, tuple[int, ...], int, int], np.ndarray]


@dataclass(frozen=True)
class Initializer:
    """`draw(generator, shape, fan_in, fan_out)` gives float64; `equation` is LaTeX of the weights W with m = fan in,
    n = fan out, `reference` where it comes from."""

    name: str
    title: str
    equation: str
    draw: Draw
    reference: str = ""


def _symmetric(limit: Callable[[int, int], float]) -> Draw:
    return lambda rng, shape, m, n: rng.uniform(-limit(m, n), limit(m, n), shape)


def _normal(deviation: Callable[[int, int], float]) -> Draw:
    return lambda rng, shape, m, n: rng.normal(0.0, deviation(m, n), shape)


def _orthogonal(rng: np.random.Generator, shape: tuple[int, ...], m: int, n: int) -> np.ndarray:
    """Orthonormal columns, or rows where those are fewer, of the array as a matrix with its last axis as columns."""
    columns = shape[-1]
    rows = math.prod(shape[:-1])
    q, r = np.linalg.qr(rng.normal(size=(max(rows, columns), min(rows, columns))))
    q = q * np.sign(np.diag(r))  # makes the draw uniform over all orthogonal matrices
    return (q if rows >= columns else q.T).reshape(shape)


def _forget_gate_ones(rng: np.random.Generator, shape: tuple[int, ...], m: int, n: int) -> np.ndarray:
    bias = np.zeros((4, shape[0] // 4))
    bias[1] = 1.0
    return bias.reshape(shape)


_GLOROT = "Glorot, Bengio (2010)"
_HE = "He, Zhang, Ren, Sun (2015)"
_CATALOGUE = (
    Initializer("glorot_uniform", N_("engine", "Glorot uniform"), r"W \sim U(\pm\sqrt{6 / (m + n)})",
                _symmetric(lambda m, n: np.sqrt(6.0 / (m + n))), _GLOROT),
    Initializer("glorot_normal", N_("engine", "Glorot normal"), r"W \sim N(0, 2 / (m + n))",
                _normal(lambda m, n: np.sqrt(2.0 / (m + n))), _GLOROT),
    Initializer("he_uniform", N_("engine", "He uniform"), r"W \sim U(\pm\sqrt{6 / m})",
                _symmetric(lambda m, n: np.sqrt(6.0 / m)), _HE),
    Initializer("he_normal", N_("engine", "He normal"), r"W \sim N(0, 2 / m)", _normal(lambda m, n: np.sqrt(2.0 / m)),
                _HE),
    Initializer("normal", N_("engine", "Normal"), r"W \sim N(0, 0.05^2)", _normal(lambda m, n: 0.05),
                "keras.initializers.RandomNormal"),
    Initializer("uniform", N_("engine", "Uniform"), r"W \sim U(\pm 0.05)", _symmetric(lambda m, n: 0.05),
                "keras.initializers.RandomUniform"),
    Initializer("orthogonal", N_("engine", "Orthogonal"), r"W^\top W = I", _orthogonal,
                "Saxe, McClelland, Ganguli (2014); torch.nn.init.orthogonal_"),
    Initializer("zeros", N_("engine", "Zeros"), r"W = 0", lambda rng, shape, m, n: np.zeros(shape)),
)
# What layers choose for themselves and nobody else would.
_SPECIAL = (
    Initializer("ones", N_("engine", "Ones"), r"W = 1", lambda rng, shape, m, n: np.ones(shape)),
    Initializer("quarter", N_("engine", "A quarter"), r"W = \frac{1}{4}",
                lambda rng, shape, m, n: np.full(shape, 0.25)),
    # A memory that begins by remembering.
    Initializer("forget_gate_ones", N_("engine", "Ones for the forget gate"), r"b = (0, 1, 0, 0)", _forget_gate_ones,
                "Jozefowicz, Zaremba, Sutskever (2015)"),
)

INITIALIZERS: Mapping[str, Initializer] = MappingProxyType({row.name: row for row in (*_CATALOGUE, *_SPECIAL)})


def initializer_field(default: str) -> fields.Choice:
    """The setting that chooses how a kernel begins."""
    return fields.Choice(
        "kernel_initializer", default, N_("engine", "Initial weights"),
        options={row.name: row.title for row in _CATALOGUE},
        help=N_("engine", "How the weights begin. Glorot suits sigmoid and tanh, He suits ReLU; with zeros all units "
                "stay equal and nothing is learned."),
    )
