"""Round numbers for axes and scales."""

from __future__ import annotations

import sys

import numpy as np

APART = 1e-10
"""The least span, as a share of the larger end, whose ticks can be told apart in DIGITS digits."""
DIGITS = 12


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers between two, at most about `most`; none where the two are too close or too far apart."""
    span = high - low
    if not (np.isfinite(span) and span > APART * max(abs(low), abs(high)) and span > most * sys.float_info.min):
        return []
    rough = span / max(1, most)
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first = np.ceil(low / step - 1e-9)
    count = int(np.floor(high / step + 1e-9) - first) + 1
    return [float(f"{(first + place) * step:.{DIGITS}g}") + 0.0 for place in range(max(0, count))]
