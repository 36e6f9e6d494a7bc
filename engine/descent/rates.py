"""The learning rate: what comes of each, and beyond which no walk converges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.descent.ends import classify_end
from engine.descent.function import Domain, Function
from engine.descent.race import Racer
from engine.descent.walkers import FirstOrderWalkers, checked
from engine.errors import N_, SettingError

LIMITS: Mapping[str, Callable[[Mapping[str, Any], float], float]] = MappingProxyType({
    "sgd": lambda settings, curvature: 2.0 / curvature,
    "momentum": lambda settings, curvature: 2.0 * (1.0 + settings["momentum"]) / curvature,
    "nesterov": lambda settings, curvature: (2.0 * (1.0 + settings["momentum"])
                                             / ((1.0 + 2.0 * settings["momentum"]) * curvature)),
})
"""Optimizer → the rate below which it converges on a quadratic of largest curvature λ: where a root of the
characteristic polynomial of its iteration reaches −1 (Polyak 1964; O'Donoghue, Candès 2015)."""


@dataclass(frozen=True)
class Sweep:
    """What came of each rate: `final` and `best` values after the last step, NaN where it diverged.

    `reached` is the step from which the value stayed within the tolerance of the target, −1 where it did not; None
    without a target. `rates` (R,), `momenta` (M,) or None; the others are (R,), with momenta (M, R).
    """

    rates: np.ndarray
    momenta: np.ndarray | None
    steps: int
    final: np.ndarray
    best: np.ndarray
    reached: np.ndarray | None = None


def sweep(function: Function, racer: Racer, start: np.ndarray, rates: np.ndarray, steps: int = 200,
          momenta: np.ndarray | None = None, target: float | None = None, tolerance: float = 1e-6) -> Sweep:
    """Walk from `start` (n,) with every rate, and with every momentum where given, all at once.

    `target` is the value to come to, within `tolerance`. Raises SettingError.
    """
    optimizer, settings = checked(racer.optimizer, racer.settings)
    if optimizer.full_batch or (momenta is not None and "momentum" not in settings):
        raise SettingError(N_("engine", "{optimizer} has no learning rate to explore in this way; choose an optimizer "
                              "of first order, with momentum for a map."), optimizer=optimizer.title)
    rates = np.asarray(rates, dtype=np.float64)
    shape = rates.shape if momenta is None else (len(momenta), len(rates))
    varied = {"learning_rate": np.broadcast_to(rates, shape).ravel()}
    if momenta is not None:
        varied["momentum"] = np.broadcast_to(np.asarray(momenta, dtype=np.float64)[:, None], shape).ravel()
    count = int(np.prod(shape))
    walkers = FirstOrderWalkers(function, optimizer, settings, count, varied=varied)
    walkers.place(np.broadcast_to(np.asarray(start, dtype=np.float64), (count, function.dimension)))
    best, away = np.full(count, np.inf), np.full(count, -1)
    with np.errstate(all="ignore"):
        for step in range(steps + 1):
            if step:
                walkers.move(step)
            walkers.evaluate()
            best = np.fmin(best, walkers.value)
            if target is not None:
                away[~(np.abs(walkers.value - target) <= tolerance)] = step
    final = np.where(np.isfinite(walkers.value), walkers.value, np.nan)
    best = np.where(np.isfinite(final), best, np.nan)
    reached = None if target is None else np.where(away < steps, away + 1, -1).reshape(shape)
    return Sweep(rates, momenta, steps, final.reshape(shape), best.reshape(shape), reached)


def stability_limit(racer: Racer, largest_curvature: float) -> float | None:
    """The rate beyond which `racer` diverges near a minimum of this largest curvature; None where no rule is known."""
    _, settings = checked(racer.optimizer, racer.settings)
    rule = LIMITS.get(racer.optimizer)
    return None if rule is None or not largest_curvature > 0 else rule(settings, largest_curvature)


def curvature_at_end(function: Function, end: np.ndarray, domain: Domain) -> float | None:
    """The largest eigenvalue of the Hessian at the minimum that a walk has come to or near at `end` (n,), as
    `stability_limit` wants it. None where it has come to no smooth minimum."""
    target = classify_end(function, end, domain).target
    return float(target.eigenvalues.max()) if target is not None and target.kind == "minimum" else None


def gradient_descent_rate(condition: float) -> float:
    """By how much the error shrinks at best in a step of gradient descent: (κ − 1)/(κ + 1)."""
    return (condition - 1.0) / (condition + 1.0)


def heavy_ball(smallest: float, largest: float) -> tuple[float, float, float]:
    """The best learning rate and momentum for curvatures from μ to L, and the spectral radius (√κ − 1)/(√κ + 1).

    α = (2/(√L + √μ))², β = ((√κ − 1)/(√κ + 1))² (Polyak 1964).
    """
    root = np.sqrt(largest / smallest)
    radius = float((root - 1.0) / (root + 1.0))
    return float((2.0 / (np.sqrt(largest) + np.sqrt(smallest))) ** 2), radius**2, radius
