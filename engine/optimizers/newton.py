"""Newton's method."""

import numpy as np

from engine import fields
from engine.errors import N_
from engine.optimizers.base import register
from engine.optimizers.full_batch import MOST_TRIALS, FullBatchOptimizer

ACCEPT, POOR, GOOD = 0.1, 0.25, 0.75  # shares of the promised decrease
LEAST = 1e-12  # eigenvalues below this share of the largest count as zero


@register
class Newton(FullBatchOptimizer):
    """Newton's step with the exact Hessian, within a trusted radius Δ (Nocedal, Wright 2006, algorithm 4.1).

    λ is 0 when the plain Newton step goes to a minimum and is no longer than Δ; otherwise it is the damping that makes
    the step Δ long and H + λI positive (Moré, Sorensen 1983), found from all eigenvalues. So the steps are Newton's
    near a minimum, and do not go to saddle points. Δ doubles after long steps that keep their promise and shrinks after
    those that do not, which are not taken.
    """

    name = "newton"
    title = N_("engine", "Newton")
    rank = 110
    help = N_("engine", "Jumps to the lowest point of the parabola that fits the loss here, as far as it trusts it. "
              "For small networks; sees all examples in each step.")
    equation = (r"\theta \leftarrow \theta - \eta (H + \lambda I)^{-1} g, \quad "
                r"\lambda = \min \{ \lambda \ge 0 : \|(H + \lambda I)^{-1} g\| \le \Delta \}")
    reference = "scipy.optimize.minimize(method='trust-exact')"
    fields = (
        *FullBatchOptimizer.fields,
        fields.Real("radius", 1.0, N_("engine", "First radius Δ"), minimum=1e-6, maximum=1e6, logarithmic=True,
                    help=N_("engine", "How far the first step may go.")),
    )
    keeps_matrices = True

    def shapes(self, settings, size):
        return {"radius": ()}

    def iterate(self, settings, objective, point, slots, rate):
        value, gradient = objective.measure(point)
        hessian = objective.hessian(point)
        if not np.isfinite(hessian).all():
            raise FloatingPointError("second derivatives that are not finite")
        eigenvalues, vectors = np.linalg.eigh(hessian)
        slope = vectors.T @ gradient
        rounding = 10.0 * objective.epsilon * max(1.0, abs(value))  # both sides of the ratio are known no better
        radius = float(slots["radius"]) or settings["radius"]
        end = point
        for _ in range(MOST_TRIALS):
            step = rate * trusted_step(eigenvalues, slope, radius)
            promised = -float(slope @ step + 0.5 * (eigenvalues * step) @ step)
            trial = point + vectors @ step
            kept = (value - objective.measure(trial)[0] + rounding) / (promised + rounding)
            if kept > GOOD and np.linalg.norm(step) > 0.99 * rate * radius:
                radius *= 2.0
            elif not kept > POOR:
                radius = 0.25 * min(radius, float(np.linalg.norm(step)) / rate)
            if kept > ACCEPT:
                end = trial
                break
        slots["radius"][...] = radius
        return end


def trusted_step(eigenvalues: np.ndarray, slope: np.ndarray, radius: float) -> np.ndarray:
    """The lowest point of slope·s + ½ s·diag(eigenvalues)·s with |s| ≤ radius, for ascending `eigenvalues`."""
    floor = LEAST * max(float(np.abs(eigenvalues).max()), LEAST)
    lowest = float(eigenvalues[0])
    least = max(0.0, floor - lowest)

    def step(damping: float) -> np.ndarray:
        return -slope / (eigenvalues + damping)

    found = step(least)
    length = float(np.linalg.norm(found))
    if length > radius:
        most = least + float(np.linalg.norm(slope)) / radius + abs(lowest)
        import scipy.optimize  # here, because its import takes half a second

        return step(scipy.optimize.brentq(
            lambda damping: 1.0 / radius - 1.0 / np.linalg.norm(step(damping)), least, most, xtol=1e-300, rtol=1e-12))
    if lowest < -floor:  # the "hard case": nothing in the slope points along the steepest fall, to either side of it
        found[0] += np.sqrt(radius ** 2 - length ** 2)
    return found
