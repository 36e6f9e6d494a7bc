"""How numbers are written, everywhere in the window and in both languages.

Thousands are parted by a narrow space that does not break, from five digits on, and decimals follow a point: 1000,
61 706, 0.05. That is what ISO 80000-1 asks for and what Spanish spelling allows; a comma would part thousands for one
reader and decimals for the next.
"""

from __future__ import annotations

import numpy as np

SPACE = "\u202f"
"""Narrow no-break space."""
GROUPED_FROM = 10_000


def grouped(number: float) -> str:
    """61706 as 61 706; rounded to a whole number."""
    whole = round(number)
    return f"{whole:,}".replace(",", SPACE) if abs(whole) >= GROUPED_FROM else str(whole)


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers between two, at most about `most`."""
    if not (np.isfinite(low) and np.isfinite(high) and high > low):
        return []
    rough = (high - low) / max(1, most)
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first = np.ceil(low / step - 1e-9)
    count = int(np.floor(high / step + 1e-9) - first) + 1
    return [float(f"{(first + place) * step:.12g}") for place in range(max(0, count))]


def number(value: float) -> str:
    """A number for an axis or a legend, to four digits; beyond 100 000 and below a thousandth to two, with the power of
    ten: 1.2e5."""
    if 9_999.5 <= abs(value) < 1e5:
        return grouped(value).replace("-", "−")
    if value and not 1e-3 <= abs(value) < 1e5:
        return f"{value:.2g}".replace("e-0", "e−").replace("e+0", "e").replace("e+", "e").replace("-", "−")
    return f"{value:.4g}".replace("-", "−")
