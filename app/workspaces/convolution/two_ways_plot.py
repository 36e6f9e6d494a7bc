"""How both ways of one layer learn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from app.plain import tooltip
from app.theme import Theme, current
from app.widgets.log_axis import LogAxis
from app.widgets.plot import Plot, stroke
from engine.untied import SETS, Moment

STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
LEAST, ROOM = 1e-12, 2.1
"""The smallest error that is drawn, far below what rounding leaves, and so much wider than its curves the plot is, that
names have room."""


class TwoWaysPlot(Plot):
    """Mean squared errors by epochs on a logarithmic axis: the convolution's and the dense layer's on what they learn
    from, on new digits and on moved ones. The legend names colours and dashes apart."""

    def __init__(self) -> None:
        self.curves: dict[tuple[str, str], pg.PlotDataItem] = {}
        self._styles: list[pg.PlotDataItem] = []
        super().__init__(axes={"left": LogAxis("left")})
        self.setMinimumSize(200, 140)
        self.setToolTip(tooltip(self.tr(
            "What the convolution learns in one place it can everywhere. The dense layer learns every place by itself: "
            "it has to see something there.")))
        self.name_axes(self.tr("epoch"), self.tr("mean squared error"))
        self.add_legend(offset=(-4, 4))
        titles = {"convolution": self.tr("convolution"), "dense": self.tr("dense")}
        for layer, title in titles.items():
            for part in SETS:
                self.curves[layer, part] = self.item.plot(name=title if part == SETS[0] else None)
        names = (self.tr("seen digits"), self.tr("new digits"), self.tr("moved digits"))
        self._styles = [self.item.plot(name=name) for name in names]
        self.item.setLogMode(y=True)
        self.item.setMouseEnabled(False, False)
        self.restyle(current())

    def show_moments(self, moments: Sequence[Moment], epochs: int) -> None:
        """What has been measured so far, of so many epochs."""
        at = [moment.epochs for moment in moments]
        for layer, errors in (("convolution", [moment.convolution for moment in moments]),
                              ("dense", [moment.dense for moment in moments])):
            for part, values in zip(SETS, np.maximum(errors, LEAST).T, strict=True):
                self.curves[layer, part].setData(at, values)
        self.item.setXRange(0, epochs * ROOM, padding=0.02)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for (layer, part), curve in self.curves.items():
            colour = theme.plots[0] if layer == "convolution" else theme.plots[1]
            curve.setPen(stroke(colour, 2.0, STYLES[SETS.index(part)]))
        for named, style in zip(self._styles, STYLES, strict=False):
            named.setPen(stroke(theme.muted, 2.0, style))
