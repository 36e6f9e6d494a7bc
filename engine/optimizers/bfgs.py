"""Quasi-Newton: BFGS, and L-BFGS for many weights."""

import numpy as np

from engine import fields
from engine.errors import N_
from engine.optimizers.base import register
from engine.optimizers.full_batch import FullBatchOptimizer, LineSearchOptimizer

LEAST_CURVATURE = 1e-10  # s·y below this share of |s||y| says nothing reliable about the curvature


class QuasiNewton(LineSearchOptimizer):
    """Learns the curvature from how the gradient y changes over each step s."""

    def remember(self, start, end, slots):
        s, y = end.point - start.point, end.gradient - start.gradient
        if s @ y > LEAST_CURVATURE * np.linalg.norm(s) * np.linalg.norm(y):
            self.learn(s, y, slots)
            slots["count"] += 1

    def learn(self, s, y, slots):
        """Take in a pair with s·y > 0."""
        raise NotImplementedError


@register
class BFGS(QuasiNewton):
    """Broyden, Fletcher, Goldfarb and Shanno (1970): keeps an estimate B of the inverse Hessian.

    B begins as the identity, as in SciPy, and changes by equation 6.17 of Nocedal and Wright (2006).
    """

    name = "bfgs"
    title = N_("engine", "BFGS")
    rank = 100
    help = N_("engine", "Learns the curvature of the whole loss from how the gradient changes, and soon steps almost "
              "like Newton's method. For small networks; sees all examples in each step.")
    equation = (r"B \leftarrow (I - \rho s y^\top) B (I - \rho y s^\top) + \rho s s^\top, \quad "
                r"\rho = \frac{1}{y^\top s}, \quad \theta \leftarrow \theta - \eta \alpha B g")
    reference = "scipy.optimize.minimize(method='BFGS')"
    keeps_matrices = True

    def shapes(self, settings, size):
        return {"inverse": (size, size), "count": (), "decrease": ()}

    def direction(self, gradient, slots):
        return -(slots["inverse"] @ gradient) if slots["count"] else -gradient

    def remember(self, start, end, slots):
        super().remember(start, end, slots)
        slots["decrease"][...] = np.maximum(start.value - end.value, 0.0)

    def learn(self, s, y, slots):
        inverse = slots["inverse"]
        if not slots["count"]:
            np.fill_diagonal(inverse, 1.0)
        turned = inverse @ y
        share = 1.0 / (s @ y)
        inverse += (1.0 + share * (y @ turned)) * share * np.outer(s, s)
        crossed = share * np.outer(turned, s)
        inverse -= crossed + crossed.T


@register
class LBFGS(QuasiNewton):
    """BFGS from the last m pairs alone, by the two-loop recursion (Nocedal 1980; Liu, Nocedal 1989).

    Line search as in Zhu, Byrd, Lu and Nocedal (1997): the first step is about as long as 1, later ones try the whole
    direction first.
    """

    name = "lbfgs"
    title = N_("engine", "L-BFGS")
    rank = 100
    help = N_("engine", "BFGS that remembers a few steps instead of a table, so that it serves for many weights. Sees "
              "all examples in each step.")
    equation = (r"\theta \leftarrow \theta - \eta \alpha B g, \quad "
                r"B = B\left((s_i, y_i)_{k-m \le i < k}\right), \quad "
                r"B_0 = \frac{s^\top y}{y^\top y} I")
    reference = "scipy.optimize.minimize(method='L-BFGS-B')"
    sufficient = 1e-3
    fields = (
        *FullBatchOptimizer.fields,
        fields.Integer("memory", 10, N_("engine", "Memory m"), maximum=100,
                       help=N_("engine", "From how many steps it learns the curvature.")),
    )

    def shapes(self, settings, size):
        return {"steps": (settings["memory"], size), "changes": (settings["memory"], size), "count": ()}

    def first_length(self, gradient, slope, slots):
        return 1.0 if slots["count"] else 1.0 / float(np.linalg.norm(gradient))

    def direction(self, gradient, slots):
        known = min(int(slots["count"]), len(slots["steps"]))
        if not known:
            return -gradient
        pairs = list(zip(slots["steps"][-known:], slots["changes"][-known:], strict=True))
        rest, shares = -gradient, []
        for s, y in reversed(pairs):
            shares.append((s @ rest) / (s @ y))
            rest = rest - shares[-1] * y
        s, y = pairs[-1]
        rest = rest * ((s @ y) / (y @ y))
        for (s, y), share in zip(pairs, reversed(shares), strict=True):
            rest = rest + (share - (y @ rest) / (s @ y)) * s
        return rest

    def learn(self, s, y, slots):
        for name, newest in (("steps", s), ("changes", y)):
            slots[name][:-1] = slots[name][1:].copy()
            slots[name][-1] = newest
