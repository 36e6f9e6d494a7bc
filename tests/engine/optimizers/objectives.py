"""Functions to be minimised, and walks down them, for optimizers that see all examples at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.optimize

from engine.fields import check_settings
from engine.optimizers import OPTIMIZERS


@dataclass
class Function:
    """A function with its derivatives as an objective."""

    value: Callable[[np.ndarray], float]
    slope: Callable[[np.ndarray], np.ndarray]
    curvature: Callable[[np.ndarray], np.ndarray]
    size: int
    epsilon: float = float(np.finfo(float).eps)

    def measure(self, point: np.ndarray) -> tuple[float, np.ndarray]:
        return float(self.value(point)), self.slope(point)

    def hessian(self, point: np.ndarray) -> np.ndarray:
        return self.curvature(point)


ROSENBROCK = Function(scipy.optimize.rosen, scipy.optimize.rosen_der, scipy.optimize.rosen_hess, 3)


def quadratic(size: int, kappa: float) -> tuple[Function, np.ndarray]:
    """Turned at random, with condition κ; and where its minimum is."""
    rng = np.random.default_rng(size)
    basis = np.linalg.qr(rng.normal(size=(size, size)))[0]
    matrix, bottom = basis @ np.diag(np.geomspace(1, kappa, size)) @ basis.T, rng.normal(size=size)
    return Function(lambda x: 0.5 * (x - bottom) @ matrix @ (x - bottom), lambda x: matrix @ (x - bottom),
                    lambda x: matrix, size), bottom


def run(name: str, objective: Function, start: np.ndarray, steps: int, **given: object) -> list[np.ndarray]:
    """The start and the points after each step."""
    optimizer = OPTIMIZERS[name]
    settings = check_settings(optimizer.fields, given)
    slots = {key: np.zeros(shape) for key, shape in optimizer.shapes(settings, objective.size).items()}
    points = [start]
    for _ in range(steps):
        points.append(optimizer.iterate(settings, objective, points[-1], slots, settings["learning_rate"]))
    return points
