"""An axis of epochs: whole numbers, since there is no epoch 1.5."""

from __future__ import annotations

from app.numbers import grouped
from app.widgets.axis import Axis


class EpochAxis(Axis):
    """Ticks at whole epochs only."""

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        whole = [(step, offset) for step, offset in super().tickSpacing(minVal, maxVal, size) if step >= 1]
        return whole or [(1.0, 0.0)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [grouped(value) for value in values]
