"""Steps per second."""

from __future__ import annotations

import time
from collections.abc import Callable

WINDOW = 0.5


class Meter:
    """The mean rate over the last half second of running."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.rate = 0.0
        self.restart()

    def restart(self) -> None:
        """Forget the time before now: the training stood still."""
        self._since, self._steps = self._clock(), 0

    def add(self, steps: int) -> None:
        """`steps` more have been made."""
        self._steps += steps
        elapsed = self._clock() - self._since
        if elapsed >= WINDOW or (self.rate == 0.0 and self._steps):
            self.rate = self._steps / max(elapsed, 1e-6)
            if elapsed >= WINDOW:
                self.restart()
