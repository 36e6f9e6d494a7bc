"""Nonlinear conjugate gradient."""

import numpy as np

from engine.errors import N_
from engine.optimizers.base import register
from engine.optimizers.full_batch import LineSearchOptimizer


@register
class ConjugateGradient(LineSearchOptimizer):
    """Polak–Ribière with β ≥ 0, which restarts by itself (Nocedal, Wright 2006, section 5.2)."""

    name = "conjugate_gradient"
    title = N_("engine", "Conjugate gradient")
    help = N_("engine", "Bends each direction away from the one before, so that a step does not undo the last. Sees "
              "all examples in each step, and finds the step's length by itself.")
    equation = (r"\beta = \max\left(0, \frac{g_k^\top (g_k - g_{k-1})}{g_{k-1}^\top g_{k-1}}\right), \quad "
                r"d \leftarrow -g_k + \beta d, \quad \theta \leftarrow \theta + \eta \alpha d")
    reference = "scipy.optimize.minimize(method='CG')"
    curvature = 0.4

    def shapes(self, settings, size):
        return {"direction": (size,), "gradient": (size,), "decrease": ()}

    def direction(self, gradient, slots):
        before = slots["gradient"]
        if not before.any():
            return -gradient
        beta = max(0.0, gradient @ (gradient - before) / (before @ before))
        return -gradient + beta * slots["direction"]

    def decrease(self, slots):
        return float(slots["decrease"])

    def remember(self, start, end, slots):
        slots["direction"][...] = self.direction(start.gradient, slots)
        slots["gradient"][...] = start.gradient
        slots["decrease"][...] = np.maximum(start.value - end.value, 0.0)
