"""How much to predict so that the window stays quick."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

BUDGET = 0.003
"""Seconds of predictions in one refresh while a training runs."""

SIDES = (16, 24, 32, 48, 64, 96, 128)
"""Grids that a decision surface is computed on; few, because the network compiles a plan for each."""

EXAMPLES = (100, 250, 500, 1_000, 2_000, 4_000)
"""Examples that a confusion matrix or a scatter is computed on."""


class Effort:
    """Learns what one prediction costs and chooses a size from a table. `predict(inputs)` is timed in `run`.

    The first run of a size is not counted: it compiles.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._cost: dict[int, float] = {}

    def forget(self) -> None:
        """Another network: other costs."""
        self._cost.clear()

    def choose(self, sizes: tuple[int, ...], rows: Callable[[int], int], budget: float | None) -> int:
        """The largest of `sizes` whose `rows` fit the budget; the largest of all without one."""
        if budget is None:
            return sizes[-1]
        known = [cost for cost in self._cost.values() if cost]
        per_row = min(known) if known else 2e-6
        fitting = [size for size in sizes if rows(size) * per_row <= budget]
        return fitting[-1] if fitting else sizes[0]

    def run(self, predict: Callable[[np.ndarray], np.ndarray], inputs: np.ndarray) -> np.ndarray:
        """`predict(inputs)`, remembering what it cost."""
        start = self._clock()
        outputs = predict(inputs)
        rows = len(inputs)
        self._cost[rows] = (self._clock() - start) / rows if rows in self._cost else 0.0
        return outputs
