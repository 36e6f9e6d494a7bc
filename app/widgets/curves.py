"""Curves of a training over its epochs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.theme import Theme, current
from app.widgets.decimate import decimate
from app.widgets.epoch_axis import EpochAxis
from app.widgets.fitted_range import FittedRange
from app.widgets.log_axis import LogAxis
from app.widgets.plot import Plot

MOST_POINTS = 2_000
"""Points drawn per curve: about two per pixel of a wide window. Many curves share those of two."""
FEWEST_POINTS = 200
DOT = 6
"""Pixels of a curve that is a single point."""

Columns = Mapping[str, np.ndarray]


class Curves(Plot):
    """Curves over the epoch, with a line that marks one and ticks where something changed. `columns` are their columns
    in the history. `in_sight` is a value that is always seen. The epochs of one with a `leader` are the leader's."""

    def __init__(self, columns: Sequence[str] = (), parent: QWidget | None = None, *, in_sight: float | None = None,
                 leader: Curves | None = None) -> None:
        self._curves: list[pg.PlotDataItem] = []
        super().__init__(parent, {"left": LogAxis("left"), "bottom": EpochAxis("bottom")})
        self._columns: tuple[str, ...] = ()
        self._epochs = np.empty(0)
        self._values: tuple[np.ndarray, ...] = ()
        self._logarithmic, self._in_sight = False, in_sight
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._line.hide()
        self._changes = pg.VTickGroup()
        for item in (self._line, self._changes):
            self.item.addItem(item, ignoreBounds=True)
        self.fitted = FittedRange(self.item, leader and leader.fitted)
        self.set_columns(columns)

    @property
    def count(self) -> int:
        """How many curves there are."""
        return len(self._columns)

    def set_columns(self, columns: Sequence[str]) -> None:
        """Draw these columns of the histories to come."""
        self._columns, self._values = tuple(columns), ()
        self._most = max(FEWEST_POINTS, 2 * MOST_POINTS // max(2, len(columns)))
        while len(self._curves) > len(columns):
            self.item.removeItem(self._curves.pop())
        while len(self._curves) < len(columns):
            self._curves.append(self.item.plot(symbolPen=None, symbolSize=DOT))
        self.restyle(current())

    def colours(self, theme: Theme) -> Sequence[str]:
        """One for each column."""
        return theme.plots

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        # Width 1: wider pens are stroked as outlines, an order of magnitude slower on long curves.
        for curve, colour in zip(self._curves, self.colours(theme) if self._curves else (), strict=False):
            curve.setPen(pg.mkPen(colour, width=1))
            curve.setSymbolBrush(pg.mkBrush(colour))
        if self._curves:
            self._line.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))
            self._changes.setPen(pg.mkPen(theme.accent, width=1, style=Qt.PenStyle.DotLine))

    def fit(self) -> None:
        self.fitted.follow()
        self.refresh(at_once=True)

    def keep_in_sight(self, value: float | None) -> None:
        """Another value that is always seen, or none."""
        self._in_sight = value

    def set_logarithmic(self, on: bool) -> None:
        self._logarithmic = on
        self.item.setLogMode(y=on)
        self.refresh(at_once=True)

    def show_history(self, history: Columns, *, at_once: bool) -> bool:
        """Draw; returns whether points were left out."""
        self._epochs = history["epoch"]
        self._values = tuple(history[name] for name in self._columns)
        return self.refresh(at_once=at_once)

    def refresh(self, *, at_once: bool = False) -> bool:
        low, high = np.inf, -np.inf
        for curve, values in zip(self._curves, self._values, strict=False):
            x, y = decimate(self._epochs, values, self._most)
            if self._logarithmic:
                y = np.where(y > 0, y, np.nan)
            shown = y[np.isfinite(y)]
            curve.setVisible(bool(len(shown)))
            # The first epoch alone makes no line.
            curve.setData(x, y, connect="finite", symbol="o" if len(shown) == 1 else None)
            if len(shown):
                low, high = min(low, shown.min()), max(high, shown.max())
        if self._in_sight is not None:
            low, high = min(low, self._in_sight), max(high, self._in_sight)
        if low <= high:
            if self._logarithmic:
                low, high = np.log10(low), np.log10(high)
            self.fitted.fit((float(self._epochs[0]), float(self._epochs[-1])), (low, high), at_once=at_once)
        return len(self._epochs) > self._most

    def point_at(self, epoch: float) -> tuple[int, tuple[float, ...]] | None:
        """The finished epoch nearest to `epoch` and the values there."""
        if not len(self._epochs):
            return None
        place = int(np.abs(self._epochs - epoch).argmin()) if len(self._epochs) < 3 else int(
            np.clip(np.searchsorted(self._epochs, epoch - 0.5), 0, len(self._epochs) - 1))
        return int(self._epochs[place]), tuple(float(values[place]) for values in self._values)

    def show_changes(self, epochs: Sequence[int]) -> None:
        """Dotted lines at the epochs after which something changed."""
        if list(self._changes.xvals) != list(epochs):
            self._changes.setXVals(list(epochs))
            self._changes.update()

    def mark(self, epoch: float | None) -> None:
        """A line at an epoch, or none."""
        self._line.setVisible(epoch is not None)
        if epoch is not None:
            self._line.setPos(epoch)
