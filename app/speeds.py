"""How fast a person may want a training to go."""

from __future__ import annotations

SPEEDS: tuple[float | None, ...] = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, None)
"""Steps per second, from slow to fast; None is flat out."""
WATCHED: float | None = 200
"""A speed at which one sees a small network learn; large ones are slower anyway."""
