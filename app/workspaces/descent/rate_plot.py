"""Final value over the learning rate, or a map with the momentum upwards."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal

from app.theme import Theme, viridis_table
from app.widgets.log_axis import LogAxis
from app.widgets.plot import Plot, stroke
from engine.descent import Sweep


class RatePlot(Plot):
    """`clicked(rate, momentum)`, the momentum None where there is no map."""

    clicked = Signal(float, object)

    def __init__(self) -> None:
        self._curve = pg.PlotDataItem()
        self._image = pg.ImageItem(axisOrder="row-major")
        self._now = pg.InfiniteLine(angle=90)
        self._limit = pg.InfiniteLine(angle=90)
        self._limits = pg.PlotCurveItem()
        self._momenta: np.ndarray | None = None
        self._is_map = False
        super().__init__(axes={side: LogAxis(side) for side in ("left", "bottom")})
        self._image.setLookupTable(viridis_table())
        for piece in (self._image, self._curve):
            self.item.addItem(piece)
        for line in (self._now, self._limit, self._limits):
            line.hide()
            self.item.addItem(line, ignoreBounds=True)
        self.item.getAxis("bottom").setLogMode(True)
        self.scene().sigMouseClicked.connect(self._click)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._curve.setPen(pg.mkPen(theme.plots[0], width=1.5))
        self._now.setPen(pg.mkPen(theme.accent, width=1.5))
        for line in (self._limit, self._limits):
            line.setPen(stroke(theme.danger, 1.5))

    def show_sweep(self, found: Sweep) -> None:
        self._momenta, self._is_map = found.momenta, found.momenta is not None
        self._image.setVisible(self._is_map)
        self._curve.setVisible(not self._is_map)
        x = np.log10(found.rates)
        final = np.where(np.abs(found.final) < 1e12, found.final, np.nan)
        if self._is_map:
            low = np.nanmin(final) if np.isfinite(final).any() else 0.0
            shown = np.log10(final - low + 1e-12)
            self._image.setImage(np.nan_to_num(shown, nan=np.nanmax(shown) if np.isfinite(shown).any() else 0.0))
            self._image.setRect(x[0], found.momenta[0], x[-1] - x[0], found.momenta[-1] - found.momenta[0])
            self.item.getAxis("left").setLogMode(False)
            self.name_axes(self.tr("learning rate"), self.tr("momentum"))
        else:
            known = final[np.isfinite(final)]
            positive = bool(known.size) and known.min() >= 0
            self.item.getAxis("left").setLogMode(positive)
            top = np.log10(np.maximum(final, 1e-16)) if positive else final
            if known.size and not positive:  # far beyond the start there is nothing to see
                top = np.where(top <= final[0] + (final[0] - known.min()) + 1e-9, top, np.nan)
            self._curve.setData(x, top, connect="finite")
            self.name_axes(self.tr("learning rate"), self.tr("value f"))
        self.item.vb.autoRange()

    def show_nothing(self) -> None:
        self._image.hide()
        self._curve.hide()
        self.mark(None, None)

    def mark(self, now: float | None, limits: np.ndarray | None) -> None:
        """The rate in use, and the limit, or the limits along the momenta of the map."""
        along = limits is not None and len(limits) > 1
        self._limits.setVisible(along)
        if along:
            self._limits.setData(np.log10(limits), self._momenta)
        for line, value in ((self._now, now), (self._limit, None if along or limits is None else float(limits[0]))):
            line.setVisible(value is not None and value > 0)
            if value is not None and value > 0:
                line.setPos(np.log10(value))

    def _click(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.item.vb.sceneBoundingRect().contains(event.scenePos()):
            point = self.item.vb.mapSceneToView(event.scenePos())
            momentum = float(np.clip(point.y(), 0.0, 0.999)) if self._is_map else None
            self.clicked.emit(float(10 ** np.clip(point.x(), -6, 1)), momentum)
