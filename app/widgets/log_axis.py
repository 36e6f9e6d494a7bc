"""A logarithmic axis that has numbers also where it shows less than a decade."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg

from app.numbers import number, ticks

ENOUGH = 1.5
"""Decades from which powers of ten are numbers enough."""


class LogAxis(pg.AxisItem):
    """Powers of ten; of a short span round values between them, at their logarithms."""

    def logTickValues(self, minVal: float, maxVal: float, size: float, stdTicks: list) -> list:
        if maxVal - minVal >= ENOUGH:
            return super().logTickValues(minVal, maxVal, size, stdTicks)
        rounded = np.array(ticks(10.0**minVal, 10.0**maxVal, max(2, int(size / 22))))
        return [(None, list(np.log10(rounded[rounded > 0])))]

    def logTickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        if spacing is not None:
            return super().logTickStrings(values, scale, spacing)
        return [number(float(f"{value:.10g}")) for value in 10.0 ** (np.asarray(values, dtype=float) * scale)]
