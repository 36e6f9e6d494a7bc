"""A logarithmic axis that has numbers wherever it looks, and never one upon the other."""

from __future__ import annotations

import math

import numpy as np

from app.numbers import number
from app.widgets.axis import Axis
from engine.round_numbers import ticks

ROW = 20
"""Pixels that one number takes."""
NEAR, FAR = 0.7, 2.2
"""Decades up to which numbers stand at even steps, and from which powers of ten are enough."""
SERIES = ((1, 2, 5), (1, 3), (1,))
"""Digits within a decade, the densest first."""
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class LogAxis(Axis):
    """Even steps within half a decade, 1, 2 and 5 over two, powers of ten beyond."""

    def logTickValues(self, minVal: float, maxVal: float, size: float, stdTicks: list) -> list:
        span, room = maxVal - minVal, max(2, int(size / ROW))
        if span < NEAR:
            even = (ticks(10.0**minVal, 10.0**maxVal, most) for most in (room, room + 1, 2 * room, 3 * room))
            values = [math.log10(value) for value in next((some for some in even if len(some) > 1), ())]
        elif span < FAR:
            within = (self._within(digits, minVal, maxVal) for digits in SERIES)
            values = next((found for found in within if len(found) <= room), [])
        else:
            step = math.ceil(span / room)
            values = list(np.arange(math.ceil(minVal / step) * step, maxVal + 1e-9, step, dtype=float))
        return [(None, values)]

    def logTickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        return [self._text(value) for value in values]

    @staticmethod
    def _within(digits: tuple[int, ...], low: float, high: float) -> list[float]:
        places = (exponent + math.log10(digit) for exponent in range(math.floor(low), math.ceil(high))
                  for digit in digits)
        return [place for place in places if low <= place <= high]

    @staticmethod
    def _text(place: float) -> str:
        power = round(place)
        if abs(place - power) < 1e-9 and not -4 < power < 5:
            return "10" + str(power).translate(SUPERSCRIPTS)
        return number(float(f"{10.0**place:.10g}"))
