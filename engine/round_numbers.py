"""Round numbers for axes and scales."""

from __future__ import annotations

import numpy as np


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers between two, at most about `most`."""
    if not (np.isfinite(low) and np.isfinite(high) and high > low):
        return []
    rough = (high - low) / max(1, most)
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first = np.ceil(low / step - 1e-9)
    count = int(np.floor(high / step + 1e-9) - first) + 1
    return [float(f"{(first + place) * step:.12g}") + 0.0 for place in range(max(0, count))]
