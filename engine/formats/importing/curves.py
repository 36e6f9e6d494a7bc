"""Activation functions that a file writes out in arithmetic, recognised by their values.

Everything that works number by number on one layer is a function of one variable, whatever its form: x·σ(x),
x / (1 + e^−x), ½x (1 + erf(x/√2)). Its values at some hundred points say which activation it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np

from engine.formats.elementwise import formula, write
from engine.ir import Value
from engine.ir.scalars import FUNCTIONS
from engine.layers.activations import ACTIVATIONS

Curves = Mapping[str, np.ndarray]
"""What a layer gives as a function of others: by their names, the nearest first, its values where they give POINTS."""

TOLERANCE = 2e-6  # constants in a file have the digits of single precision
MOST_BASES = 32
_NEAR = np.sinh(np.linspace(-5.0, 5.0, 161) + 1.0 / 37.0)  # to ±75, most of them around 0, none a round number
_FAR = np.array([-1e6, -3e3, -311.0, 311.0, 3e3, 1e6])
POINTS = np.concatenate([_NEAR, _FAR])

MERGES: Mapping[str, Callable[..., np.ndarray]] = {
    "add": lambda *values: sum(values), "subtract": np.subtract, "divide": np.divide,
    "multiply": lambda *values: np.prod(values, axis=0),
    "average": lambda *values: np.mean(values, axis=0), "maximum": lambda *values: np.max(values, axis=0),
}
"""Layers of several inputs that work number by number."""


def combined(function: Callable[..., np.ndarray], operands: Sequence[Curves | float]) -> Curves:
    """`function` of curves and numbers, over every layer that all curves are functions of."""
    curves = [operand for operand in operands if not isinstance(operand, float)]
    bases = [base for base in curves[0] if all(base in other for other in curves[1:])] if curves else []
    with np.errstate(all="ignore"):
        return {base: np.asarray(function(*(operand if isinstance(operand, float) else operand[base]
                                            for operand in operands)), np.float64) for base in bases[:MOST_BASES]}


def activated(name: str, x: np.ndarray) -> np.ndarray:
    """The values of an activation of Ladera."""
    with np.errstate(all="ignore"):
        return np.broadcast_to(write(formula(name), x, _Numbers()), x.shape)


def recognised(curves: Curves) -> tuple[str, str] | None:
    """The farthest layer that they are an activation of, and which; far out, where a file's own arithmetic overflows,
    the values need not be the same."""
    for base, values in reversed(curves.items()):
        seen = np.isfinite(values)
        if seen[:len(_NEAR)].all():
            for name in ACTIVATIONS:
                if np.allclose(values[seen], _catalogue(name)[seen], rtol=TOLERANCE, atol=TOLERANCE):
                    return base, name
    return None


@cache
def _catalogue(name: str) -> np.ndarray:
    return activated(name, POINTS)


class _Numbers:
    """A formula is worked out."""

    def number(self, value: float) -> np.ndarray:
        return np.float64(value)

    def primitive(self, value: Value, *operands: np.ndarray) -> np.ndarray:
        return FUNCTIONS[value.op](*operands, **value.attrs)

    def counted(self, condition: np.ndarray) -> np.ndarray:
        return condition

    def holds(self, number: np.ndarray) -> np.ndarray:
        return number
