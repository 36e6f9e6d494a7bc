"""What the layers that normalise have in common."""

from collections.abc import Sequence
from functools import reduce
from math import prod
from typing import Any

from engine import fields
from engine.errors import N_


def moments(ir: Any, x: Any, axes: Sequence[int]) -> tuple[Any, Any, Any]:
    """Mean, x − mean and variance along `axes`, which stay with length 1; the variance is the mean of the squares.

    Sums go axis by axis: along the last one they are products, which are fast.
    """
    share = 1.0 / prod(x.shape[axis] for axis in axes)

    def mean_of(value: Any) -> Any:
        return ir.mul(reduce(lambda total, axis: ir.sum(total, (axis,)), axes, value), share)

    mean = mean_of(x)
    centred = ir.sub(x, mean)
    return mean, centred, mean_of(ir.square(centred))


def epsilon_field() -> fields.Real:
    """The setting that keeps the division finite."""
    return fields.Real("epsilon", 1e-3, N_("engine", "Epsilon"), minimum=1e-12, maximum=1.0, logarithmic=True,
                       help=N_("engine", "Added to the variance, so that a constant input does not divide by 0."))
