"""How much of a network goes through at once: as much as stays in the cache, or fills a GPU."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from engine.device import Device
from engine.layers import Shape

CHUNK_ELEMENTS = 262_144  # activations of one chunk: 1 MiB in float32, half of a common second-level cache
FEWEST_ROWS = 16
"""Examples that go through together however large they are: one by one, products are small, and much is calls."""
MOST_ROWS = 4_096
MOST_MEMBERS = 64


class Chunks:
    """For a network whose layers give one example `shapes`, on `device`."""

    def __init__(self, shapes: Iterable[Shape], device: Device) -> None:
        self.elements = max(1, sum(map(prod, shapes)))
        """Activations of one example."""
        self._device = device

    def rows(self, members: int = 1) -> int:
        """How many examples go through together, `members` times each."""
        fewest = FEWEST_ROWS if members == 1 else 1
        return min(MOST_ROWS, max(fewest, self._room() // (self.elements * members)))

    def members(self, rows: int, wanted: int | None = None) -> int:
        """How many settings of the weights go through together with `rows` examples each, of those `wanted`."""
        most = max(MOST_MEMBERS, self._device.members)
        fitting = max(1, min(most, self._room() // (rows * self.elements)))
        return fitting if wanted is None else min(fitting, max(1, wanted))

    def _room(self) -> int:
        return max(CHUNK_ELEMENTS, self._device.chunk)
