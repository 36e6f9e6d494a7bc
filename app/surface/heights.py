"""How heights become colours and places: linearly, or by their logarithm above the lowest."""

from __future__ import annotations

import numpy as np

FLOOR = 1e-4
"""Where a logarithmic scale begins above the lowest height, as a share of the range."""


class Heights:
    """A scale from heights to [0, 1]. `scale(z)` keeps NaN; `height(t)` goes back."""

    def __init__(self, z: np.ndarray, log: bool = False) -> None:
        known = z[np.isfinite(z)]
        self.low, self.high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
        if not self.high > self.low:
            self.high = self.low + max(1.0, abs(self.low)) * 1e-6
        self.log = log
        self.floor = (self.high - self.low) * FLOOR

    def scale(self, z: np.ndarray | float) -> np.ndarray:
        """0 at the lowest height, 1 at the highest; beyond, it goes on."""
        share = (np.asarray(z, dtype=np.float64) - self.low) / (self.high - self.low)
        if not self.log:
            return share
        with np.errstate(invalid="ignore"):
            return np.log(np.maximum(share, 0.0) / FLOOR + 1.0) / np.log(1.0 / FLOOR + 1.0)

    def height(self, t: np.ndarray | float) -> np.ndarray:
        """The height whose scaled value is t."""
        t = np.asarray(t, dtype=np.float64)
        share = FLOOR * np.expm1(t * np.log(1.0 / FLOOR + 1.0)) if self.log else t
        return self.low + share * (self.high - self.low)

    def eased(self, other: Heights, share: float) -> Heights:
        """Part of the way to another scale."""
        between = Heights(np.array([self.low + share * (other.low - self.low),
                                    self.high + share * (other.high - self.high)]), other.log)
        return between
