"""The hinge loss of support vector machines."""

from engine.errors import N_
from engine.losses.base import Loss, register


@register
class Hinge(Loss):
    """max(0, 1 − tz) with t = 2y − 1: targets 0 and 1 are read as −1 and 1 (Cortes, Vapnik 1995).

    It vanishes once z lies beyond the margin, z ≤ −1 or z ≥ 1. The prediction is (z + 1) / 2, which puts the margins
    at 0 and 1 and the border at ½ without bending anything; it is a score, not a probability. With several units
    every class is held against the rest.
    """

    name = "hinge"
    title = N_("engine", "Hinge")
    rank = 40
    task = "binary"
    equation = r"\frac{1}{N}\sum \max(0, 1 - (2y - 1) z), \quad \hat y = \frac{z + 1}{2}"

    def elements(self, ir, outputs, targets):
        side = ir.sub(ir.mul(targets, 2.0), 1.0)
        return ir.maximum(ir.sub(1.0, ir.mul(side, outputs)), 0.0)

    def link(self, ir, outputs):
        return ir.mul(ir.add(outputs, 1.0), 0.5)
