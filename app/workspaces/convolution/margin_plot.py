"""How near another answer is, direction by direction, and how often one is right under attack."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.plain import tooltip
from app.theme import Theme, current
from app.widgets.plot import Plot, stroke

LEGEND = 2.05
"""So much wider than its curves the plot is, that names have room beside them."""


class MarginPlot(Plot):
    """The margin along the sign of the gradient, the gradient, and random directions, all of equal length."""

    def __init__(self) -> None:
        self.lines: tuple[pg.PlotDataItem, ...] = ()
        super().__init__()
        self.setMinimumSize(220, 140)
        self.setToolTip(tooltip(self.tr(
            "The score of the true class minus the largest other one. Below zero the network says something else. The "
            "same distance along the gradient and along directions drawn at random: it is the direction that hurts")))
        self.name_axes(self.tr("distance (length of what is added)"), self.tr("margin"))
        self.add_legend(offset=(-8, 6))
        self.zero, self.reach = pg.InfiniteLine(angle=0), pg.InfiniteLine(angle=90)
        self.random = self.item.plot(name=self.tr("random directions"), connect="finite")
        self.slope = self.item.plot(name=self.tr("gradient"))
        self.sign = self.item.plot(name=self.tr("sign of the gradient"))
        for line in (self.zero, self.reach):
            self.item.addItem(line)
        self.item.setMouseEnabled(False, False)
        self.lines = self.random, self.slope, self.sign
        self.restyle(current())

    def show_margins(self, distances: np.ndarray, margins: np.ndarray, here: float) -> None:
        """Margins (2 + directions, places); `here` is how far the attack goes."""
        self.sign.setData(distances, margins[0])
        self.slope.setData(distances, margins[1])
        rest = margins[2:].astype(np.float64)
        gap = np.full((len(rest), 1), np.nan)
        self.random.setData(np.tile([*distances, np.nan], len(rest)), np.hstack([rest, gap]).ravel())
        self.reach.setValue(here)
        self.item.setXRange(0.0, float(distances[-1]) * LEGEND, padding=0.02)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        if not self.lines:
            return
        faint = QColor(theme.muted)
        faint.setAlpha(45)
        self.random.setPen(pg.mkPen(faint, width=1.0))
        self.slope.setPen(pg.mkPen(theme.plots[1], width=2.0))
        self.sign.setPen(pg.mkPen(theme.accent, width=2.2))
        self.zero.setPen(pg.mkPen(theme.strong_border, width=1.2))
        self.reach.setPen(pg.mkPen(theme.muted, width=1.0, style=Qt.PenStyle.DashLine))


class RobustPlot(Plot):
    """How often the network is right by the strength of the attack; and what was kept of another one to compare."""

    def __init__(self) -> None:
        self.lines: tuple[pg.PlotDataItem, ...] = ()
        super().__init__()
        self.setMinimumSize(150, 140)
        self.setToolTip(tooltip(self.tr(
            "The share of test examples that are still said right when each is attacked. Keep a curve, train against "
            "attacks (Training settings), and compare")))
        self.name_axes(self.tr("strength ε"), self.tr("accuracy"))
        self.add_legend(offset=(-8, 6))
        self.kept = self.item.plot()
        self.now = self.item.plot(name=self.tr("now"), symbol="o", symbolSize=5)
        self.item.setYRange(0, 1, padding=0.03)
        self.item.setMouseEnabled(False, False)
        self.lines = self.kept, self.now
        self.restyle(current())

    def show_accuracy(self, strengths: np.ndarray, accuracy: np.ndarray) -> None:
        self.now.setData(strengths, accuracy)

    def keep(self) -> None:
        """Keep the curve that is shown."""
        if self.kept.getData()[0] is None:
            self.item.legend.addItem(self.kept, self.tr("kept"))
        self.kept.setData(*self.now.getData())

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        if self.lines:
            self.kept.setPen(stroke(theme.muted, 1.6))
            self.now.setPen(pg.mkPen(theme.accent, width=2.2))
            self.now.setSymbolBrush(QColor(theme.accent))
            self.now.setSymbolPen(None)
