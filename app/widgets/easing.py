"""Axes that glide to where they fit instead of jumping there."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg

GLIDE = 0.35
"""The share of the way to the new range that one refresh goes."""

NEAR = 0.01
"""Closer than this share of the range, there is nothing left to see of the way."""


class EasedRange:
    """Keeps the view of a plot on its data until the person moves it; the A button of the plot takes it back."""

    def __init__(self, item: pg.PlotItem) -> None:
        self._item = item
        self._item.vb.disableAutoRange()
        self._following = True
        self._item.vb.sigRangeChangedManually.connect(self._stop)
        self._item.autoBtn.clicked.connect(self.follow)

    @property
    def following(self) -> bool:
        return self._following

    def follow(self, *_: object) -> None:
        """Stay on the data again."""
        self._following = True
        self._item.vb.disableAutoRange()

    def fit(self, x: tuple[float, float], y: tuple[float, float], *, at_once: bool = False) -> None:
        """Go towards the ranges `x` and `y`, in the plot's own (possibly logarithmic) units."""
        if not self._following or not all(map(math.isfinite, (*x, *y))):
            return
        wanted = np.array([_padded(*x, 0.0), _padded(*y, 0.06)])
        now = np.array(self._item.vb.viewRange())
        way = wanted - now
        size = np.ptp(wanted, axis=1, keepdims=True)
        if not at_once and np.all(np.abs(way) < 20 * size) and np.any(np.abs(way) > NEAR * size):
            wanted = now + GLIDE * way
        self._item.vb.setRange(xRange=tuple(wanted[0]), yRange=tuple(wanted[1]), padding=0, disableAutoRange=True)

    def _stop(self, *_: object) -> None:
        self._following = False


def _padded(low: float, high: float, share: float) -> tuple[float, float]:
    if high <= low:
        middle = max(abs(low), 1.0) * 0.05
        return low - middle, high + middle
    return low - share * (high - low), high + share * (high - low)
