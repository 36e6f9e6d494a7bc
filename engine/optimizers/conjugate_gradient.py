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
    rank = 90
    help = N_("engine", "Bends each direction away from the one before, so that a step does not undo the last. Sees "
              "all examples in each step, and finds the step's length by itself.")
    equation = (r"\beta = \max\left(0, \frac{g_k^\top (g_k - g_{k-1})}{g_{k-1}^\top g_{k-1}}\right), \quad "
                r"d \leftarrow -g_k + \beta d, \quad \theta \leftarrow \theta + \eta \alpha d")
    reference = "scipy.optimize.minimize(method='CG')"
    curvature = 0.4
    descent = 0.01  # Gilbert, Nocedal 1992: the next direction must lead down at least so steeply

    def shapes(self, settings, size):
        return {"direction": (size,), "gradient": (size,), "decrease": ()}

    def direction(self, gradient, slots):
        before = slots["gradient"]
        return _bent(gradient, before, slots["direction"]) if before.any() else -gradient

    def accepts(self, start, end, direction):
        ahead = _bent(end.gradient, start.gradient, direction)
        return bool(ahead @ end.gradient <= -self.descent * (end.gradient @ end.gradient))

    def remember(self, start, end, slots):
        slots["direction"][...] = self.direction(start.gradient, slots)
        slots["gradient"][...] = start.gradient
        slots["decrease"][...] = np.maximum(start.value - end.value, 0.0)


def _bent(gradient: np.ndarray, before: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """The direction after `direction`, which was taken where the gradient was `before`."""
    return -gradient + max(0.0, gradient @ (gradient - before) / (before @ before)) * direction
