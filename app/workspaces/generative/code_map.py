"""Codes of two numbers as a map: where examples are, what a step means, and ways from one to another."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor

from app.theme import Theme, current
from app.widgets.plot import Plot, class_colours, stroke

DOT, RING, NEAR = 5, 13, 9
"""Pixels across a dot, across the ring around the example in hand, and between a click and the dot that it means."""
CORNERS = 40


class CodeMap(Plot):
    """`chosen(code, place)` when a code is clicked, `place` of the dot that was meant or −1; `taken(place)` when a dot
    is clicked with Shift."""

    chosen = Signal(object, int)
    taken = Signal(int)

    def __init__(self) -> None:
        self._picture = pg.ImageItem(axisOrder="row-major")
        self._dots = pg.ScatterPlotItem(pxMode=True, size=DOT)
        self._ring, self._end = pg.ScatterPlotItem(pxMode=True, size=RING), pg.ScatterPlotItem(pxMode=True, size=RING)
        self._ellipses, self._straight, self._shortest = (pg.PlotCurveItem() for _ in range(3))
        self.codes, self._classes, self._count = np.empty((0, 2)), np.empty(0, int), 1
        super().__init__()
        for item in (self._picture, self._ellipses, self._dots, self._straight, self._shortest, self._ring, self._end):
            self.item.addItem(item)
        self.item.vb.setAspectLocked(False)
        self.name_axes(self.tr("first number of the code"), self.tr("second number"))
        self.scene().sigMouseClicked.connect(self._click)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._ellipses.setPen(pg.mkPen(theme.accent, width=1.2))
        self._straight.setPen(stroke(theme.text, 1.5))
        self._shortest.setPen(pg.mkPen(theme.accent, width=2.5))
        for item, shape in ((self._ring, "o"), (self._end, "x")):
            item.setSymbol(shape)
            item.setPen(pg.mkPen(theme.text, width=2))
            item.setBrush(None)
        self._colour()

    def show_codes(self, codes: np.ndarray, classes: np.ndarray, count: int) -> None:
        """Dots (n, 2), each of one of `count` classes (n,)."""
        self.codes, self._classes, self._count = codes, classes, count
        self._dots.setData(codes[:, 0], codes[:, 1], pen=None)
        self._colour()

    def show_ends(self, start: np.ndarray | None, end: np.ndarray | None) -> None:
        """The example in hand, and the code that was chosen: (2,) each."""
        for item, code in ((self._ring, start), (self._end, end)):
            item.setData([] if code is None else [code[0]], [] if code is None else [code[1]])

    def show_picture(self, pixels: np.ndarray | None, low: tuple[float, float], high: tuple[float, float]) -> None:
        """What codes become, as colours 0xffRRGGBB (h, w), the first row at the lowest second number."""
        self._picture.setVisible(pixels is not None)
        if pixels is not None:
            self._picture.setImage(np.stack([pixels >> shift & 255 for shift in (16, 8, 0)], axis=-1).astype(np.uint8),
                                   levels=(0, 255))
            self._picture.setRect(low[0], low[1], high[0] - low[0], high[1] - low[1])
            self._picture.setOpacity(0.5)

    def show_ellipses(self, places: np.ndarray, metrics: np.ndarray, size: float) -> None:
        """At codes (n, 2) the steps after which the decoded example is `size` away, by their metrics (n, 2, 2)."""
        turn = np.linspace(0, 2 * np.pi, CORNERS)
        circle = np.stack([np.cos(turn), np.sin(turn)])
        values, vectors = np.linalg.eigh(metrics) if len(metrics) else (np.empty((0, 2)), np.empty((0, 2, 2)))
        reach = size / np.sqrt(np.maximum(values, 1e-12))
        rims = np.einsum("nij,nj,jc->nci", vectors, reach, circle) + places[:, None]
        joined = np.ones(rims.shape[:2], np.int32)
        joined[:, -1:] = 0
        self._ellipses.setData(rims[..., 0].ravel(), rims[..., 1].ravel(), connect=joined.ravel())

    def show_ways(self, straight: np.ndarray, shortest: np.ndarray) -> None:
        """Two ways, (n, 2) and (m, 2)."""
        for item, way in ((self._straight, straight), (self._shortest, shortest)):
            item.setData(way[:, 0], way[:, 1])

    def _colour(self) -> None:
        colours = class_colours(current(), self._count)
        self._dots.setBrush([pg.mkBrush(QColor(colours[index])) for index in self._classes] or None)

    def _click(self, event) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.item.vb.sceneBoundingRect().contains(
                event.scenePos()):
            return
        point = self.item.vb.mapSceneToView(event.scenePos())
        self.click(np.array([point.x(), point.y()]), with_shift=bool(
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def click(self, code: np.ndarray, *, with_shift: bool = False) -> None:
        """Choose this code, or the dot that is near enough to it on the screen; with Shift that dot is taken."""
        pixel = np.abs(self.item.vb.viewPixelSize())
        apart = np.linalg.norm((self.codes - code) / pixel, axis=1) if len(self.codes) else np.array([np.inf])
        place = int(apart.argmin()) if apart.min() <= NEAR else -1
        if with_shift and place >= 0:
            self.taken.emit(place)
        elif not with_shift:
            self.chosen.emit(self.codes[place] if place >= 0 else code, place)
