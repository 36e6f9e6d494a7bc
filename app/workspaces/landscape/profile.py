"""The loss along a line through weight space."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from app.theme import Theme
from app.widgets.plot import Plot

Spot = tuple[int, Callable[[], QColor]]
"""A place along the way, and its colour in the theme of the moment."""
HEIGHTS = 84, 130
"""Pixels: at least, and at most."""


class Profile(Plot):
    """A curve of the loss over the way, with spots where one stands."""

    def __init__(self, way: str) -> None:
        self._curve, self._spot = pg.PlotCurveItem(), pg.ScatterPlotItem(size=10)
        self._shown: tuple[np.ndarray, np.ndarray] | None = None
        self._spots: Sequence[Spot] = ()
        super().__init__()
        self.item.addItem(self._curve)
        self.item.addItem(self._spot)
        low, high = HEIGHTS
        self.setMinimumHeight(low)
        self.setMaximumHeight(high)
        self.name_axes(way, self.tr("loss"))

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._curve.setPen(pg.mkPen(theme.plots[0], width=1.5))
        self._draw_spots()

    def show_losses(self, way: np.ndarray, losses: np.ndarray) -> None:
        self._shown = way, losses
        self._curve.setData(way, np.where(np.isfinite(losses), losses, np.nan), connect="finite")

    def mark(self, *spots: Spot) -> None:
        """Stand at these places, each with the colour that it has on the plane."""
        self._spots = spots
        self._draw_spots()

    def _draw_spots(self) -> None:
        if self._shown is not None:
            way, losses = self._shown
            places = [place for place, _ in self._spots]
            self._spot.setData(way[places], losses[places], brush=[pg.mkBrush(colour()) for _, colour in self._spots])
