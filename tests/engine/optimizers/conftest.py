"""Run an optimizer by itself on a vector."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.device import NUMPY
from engine.fields import check_settings
from engine.optimizers import OPTIMIZERS, Updater

Slope = Callable[[np.ndarray], np.ndarray]
Walk = Callable[..., np.ndarray]


@pytest.fixture
def walk() -> Walk:
    """walk(name, slope, start, steps, **settings) → the points (steps + 1, n), in float64."""

    def run(name: str, slope: Slope, start: np.ndarray, steps: int, **settings: Any) -> np.ndarray:
        checked = check_settings(OPTIMIZERS[name].fields, settings)
        point, gradient = np.array(start, dtype=np.float64), np.zeros(len(start))
        updater = Updater(OPTIMIZERS[name], checked, NUMPY, point, gradient)
        points = [point.copy()]
        for step in range(1, steps + 1):
            gradient[...] = slope(point)
            updater.run(checked["learning_rate"], step)
            points.append(point.copy())
        return np.array(points)

    return run
