"""What the layers that normalise have in common."""

from typing import Any

from engine import fields
from engine.errors import N_


def moments(ir: Any, x: Any, axis: int) -> tuple[Any, Any, Any]:
    """Mean, x − mean and variance along `axis`, which stays with length 1; the variance is the mean of the squares."""
    share = 1.0 / x.shape[axis]
    mean = ir.mul(ir.sum(x, (axis,)), share)
    centred = ir.sub(x, mean)
    return mean, centred, ir.mul(ir.sum(ir.square(centred), (axis,)), share)


def epsilon_field() -> fields.Real:
    """The setting that keeps the division finite."""
    return fields.Real("epsilon", 1e-3, N_("engine", "Epsilon"), minimum=1e-12, maximum=1.0, logarithmic=True,
                       help=N_("engine", "Added to the variance, so that a constant input does not divide by 0."))
