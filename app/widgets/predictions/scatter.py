"""Predicted against true values: a perfect network puts every point on the diagonal."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.theme import Theme, current
from app.widgets.plot import Plot, nearest_dot

MOST_DOTS = 1_000


class PredictedScatter(Plot):
    """True values to the right, predictions upwards, in the target's own units. `chosen(place)` when a dot is
    clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._dots: pg.ScatterPlotItem | None = None
        self._places = np.empty(0, np.intp)
        super().__init__(parent)
        self._diagonal = pg.InfiniteLine(pos=(0, 0), angle=45, movable=False)
        self.item.addItem(self._diagonal, ignoreBounds=True)
        self._dots = pg.ScatterPlotItem(size=6, pxMode=True)
        self.item.addItem(self._dots)
        self._ring = pg.ScatterPlotItem(size=13, pxMode=True, brush=None)
        self.item.addItem(self._ring)
        self._dots.sigClicked.connect(lambda _, found, event: self.chosen.emit(
            int(self._places[nearest_dot(found, event)])))
        self.setToolTip(self.tr("A click on an example takes it in hand."))
        self.restyle(current())

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        if self._dots is not None:
            colour = pg.mkColor(theme.plots[0])
            colour.setAlpha(150)
            self._dots.setBrush(pg.mkBrush(colour))
            self._dots.setPen(pg.mkPen(None))
            self._diagonal.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))

    def set_values(self, truth: np.ndarray, predicted: np.ndarray, name: str, in_hand: int | None = None) -> int:
        """Show values (N,) of the target called `name`; the one `in_hand` has a ring. Returns how many of those drawn
        lie beyond the picture."""
        ringed = slice(0, 0) if in_hand is None else slice(in_hand, in_hand + 1)
        self._ring.setData(x=truth[ringed], y=predicted[ringed], pen=pg.mkPen(current().text, width=2))
        truth, predicted = truth[:MOST_DOTS], predicted[:MOST_DOTS]
        self.name_axes(self.tr("true {target}").format(target=name), self.tr("predicted {target}").format(target=name))
        finite, beyond = np.isfinite(predicted), 0
        self._places = np.flatnonzero(finite)
        self._dots.setData(x=truth[finite], y=predicted[finite])
        if len(truth):
            low, high = float(truth.min()), float(truth.max())
            margin = 0.08 * (high - low or 1.0)
            # The range of the truth alone: one wild prediction must not squeeze all others into a dot.
            low, high = low - 2 * margin, high + 2 * margin
            self.look_at((low + margin, high - margin), (low, high))
            beyond = int(np.count_nonzero(~((predicted >= low) & (predicted <= high))))
        return beyond
