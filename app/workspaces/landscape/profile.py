"""The loss along a line through weight space."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg

from app.theme import Theme
from app.widgets.plot import Plot

HEIGHTS = 84, 130


class Profile(Plot):
    """A curve of the loss over the way, with a spot where one stands."""

    def __init__(self, way: str) -> None:
        self._curve, self._spot = pg.PlotCurveItem(), pg.ScatterPlotItem(size=10)
        self._shown: tuple[np.ndarray, np.ndarray] | None = None
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
        self._spot.setBrush(pg.mkBrush(theme.negative))

    def show_losses(self, way: np.ndarray, losses: np.ndarray) -> None:
        self._shown = way, losses
        self._curve.setData(way, np.where(np.isfinite(losses), losses, np.nan), connect="finite")

    def mark(self, *places: int) -> None:
        """Stand at these."""
        if self._shown is not None:
            way, losses = self._shown
            self._spot.setData(way[list(places)], losses[list(places)])
