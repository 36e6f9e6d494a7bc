"""Hold and bend: the true loss along one weight, with its tangent and its parabola, and the weight to be dragged."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal

from app.theme import Theme
from app.widgets.curve_reader import CurveReader
from app.widgets.held_line import HeldLine
from app.widgets.plot import Plot
from engine.probes import Reading

HEADROOM = 0.35
"""How far tangent and parabola may leave the range of the true loss, as a share of it."""
LOWEST = 50
"""Pixels: in a dock that is not high the words below the plot keep their lines."""


class BendPlot(Plot):
    """`held(place)` while the person drags the weight to another of the values at which the loss was measured, by its
    place among them; `dropped(place)` when it is let go."""

    held = Signal(int)
    dropped = Signal(int)

    def __init__(self) -> None:
        self._loss, self._tangent, self._parabola = (pg.PlotCurveItem() for _ in range(3))
        self._spot = pg.ScatterPlotItem(size=11)
        self.line = HeldLine()
        super().__init__()
        for item in (self._tangent, self._parabola, self._loss, self._spot):
            self.item.addItem(item, ignoreBounds=item in (self._tangent, self._parabola))
        self.item.addItem(self.line, ignoreBounds=True)
        self.item.setMouseEnabled(False, False)
        self.name_axis("left", self.tr("loss"))
        said = {self.tr("loss"): self._loss, self.tr("tangent"): self._tangent, self.tr("parabola"): self._parabola}
        CurveReader(self, "w", lambda: said)
        self.setMinimumSize(160, LOWEST)
        self.weights = self.losses = np.empty(0)
        self._is_held = False
        self.line.moved.connect(self._hold)
        self.line.released.connect(self.drop)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._loss.setPen(pg.mkPen(theme.plots[0], width=2))
        self._tangent.setPen(pg.mkPen(theme.plots[1], width=1.2, style=Qt.PenStyle.DashLine))
        self._parabola.setPen(pg.mkPen(theme.plots[2], width=1.2, style=Qt.PenStyle.DotLine))
        self.line.restyle(theme)
        self._spot.setBrush(pg.mkBrush(theme.accent))
        self._spot.setPen(pg.mkPen(theme.surface, width=1.5))

    @property
    def place(self) -> int:
        """Where it stands, among the values at which the loss was measured."""
        return self.line.place

    @property
    def is_held(self) -> bool:
        """Whether the person drags: what is drawn then stays."""
        return self._is_held

    def show_reading(self, reading: Reading) -> None:
        """What the engine measured, the weight being where it is."""
        offsets, value = reading["offsets"], float(reading["value"])
        loss, slope, curvature = (float(reading[name]) for name in ("loss", "slope", "curvature"))
        self.weights, self.losses = value + offsets, np.asarray(reading["losses"], np.float64)
        finite = np.where(np.isfinite(self.losses), self.losses, np.nan)
        self._loss.setData(self.weights, finite, connect="finite")
        self.tangent = loss + slope * offsets
        self.parabola = self.tangent + 0.5 * curvature * offsets**2
        self._tangent.setData(self.weights, self.tangent)
        self._parabola.setData(self.weights, self.parabola)
        low, high = (np.nanmin(finite), np.nanmax(finite)) if np.isfinite(finite).any() else (0.0, 1.0)
        room = HEADROOM * (high - low) or 1.0
        self.item.vb.setRange(xRange=(self.weights[0], self.weights[-1]), yRange=(low - room, high + room), padding=0.0)
        self.line.set_values(self.weights)
        self.line.stand(int(np.abs(offsets).argmin()))
        self._mark()

    def hold(self, place: int) -> None:
        """As if dragged to one of the values."""
        self.line.go(place)

    def drop(self) -> None:
        """Let it go where it is held."""
        if self._is_held:
            self._is_held = False
            self.dropped.emit(self.place)

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.drop()
        elif not self.line.take_key(event):
            super().keyPressEvent(event)

    def _hold(self, place: int) -> None:
        self._is_held = True
        self._mark()
        self.held.emit(place)

    def _mark(self) -> None:
        at = slice(self.place, self.place + 1)
        self._spot.setData(self.weights[at], self.losses[at])
