"""The range of a plot: on its data, with room for those to come."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg

AHEAD = np.array([1.0, 0.1])
"""How far beyond the data the view goes, as a share of them: new axes are drawn seldom, not at every refresh."""

TOO_WIDE = 2.5
"""The view narrows when it is so many times as wide as the data."""


class FittedRange:
    """Keeps the view of a plot on its data until the person moves it.

    Plots with one `leader` share its horizontal range, whichever of them the person moves, and all stand still then.
    """

    def __init__(self, item: pg.PlotItem, leader: FittedRange | None = None) -> None:
        self._box = item.vb
        self._group: list[FittedRange] = leader._group if leader else []
        self._group.append(self)
        self._box.disableAutoRange()
        self._following = True
        self._begun = False
        self._box.sigRangeChangedManually.connect(self._stop)
        self._box.sigXRangeChanged.connect(self._share)

    @property
    def following(self) -> bool:
        return self._following

    def follow(self) -> None:
        """Stay on the data again, all that share a range."""
        for member in self._group:
            member._following = True

    def fit(self, x: tuple[float, float], y: tuple[float, float], *, at_once: bool = False) -> None:
        """See the ranges `x` and `y`, in the plot's own (possibly logarithmic) units.

        `at_once` goes there and leaves no room; otherwise the view is moved only when the data leave it, or when it is
        much too wide: axes are expensive to draw.
        """
        if not self._following or not all(map(math.isfinite, (*x, *y))):
            return
        view = np.array(self._box.viewRange())
        leads = self is self._group[0]
        data = np.array([_padded(*x, 0.0) if leads else view[0], _padded(*y, 0.06)])
        wanted = data if at_once or not self._begun else _roomy(view, data)
        self._begun = True
        if not np.array_equal(view, wanted):
            across, along = wanted.tolist()
            self._box.setRange(xRange=across, yRange=along, padding=0, disableAutoRange=True)

    def _share(self, _: object, x: list[float]) -> None:
        for member in self._group:
            if member._box.viewRange()[0] != list(x):
                member._box.setXRange(*x, padding=0)

    def _stop(self, *_: object) -> None:
        for member in self._group:
            member._following = False


def _roomy(view: np.ndarray, data: np.ndarray) -> np.ndarray:
    """`view` (2, 2) with the ends that the data have left moved beyond them by AHEAD; one that is too wide is as wide
    as the data. An end that suits stays: else it would be the next one to be left, to and fro at every refresh."""
    size = np.ptp(data, axis=1)
    wide = np.ptp(view, axis=1) > TOO_WIDE * size
    low = np.where(data[:, 0] < view[:, 0], data[:, 0] - AHEAD * size, np.where(wide, data[:, 0], view[:, 0]))
    high = np.where(data[:, 1] > view[:, 1], data[:, 1] + AHEAD * size, np.where(wide, data[:, 1], view[:, 1]))
    # Epochs begin at the first one.
    low[0] = data[0, 0]
    return np.column_stack([low, high])


def _padded(low: float, high: float, share: float) -> tuple[float, float]:
    if high <= low:
        middle = max(abs(low), 1.0) * 0.05
        return low - middle, high + middle
    return low - share * (high - low), high + share * (high - low)
