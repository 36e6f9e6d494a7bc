"""A function of one variable, and what walks along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor

from app.surface.marks import SHAPES, colour
from app.surface.model import Mark, Trail
from app.theme import Theme, current
from app.widgets.plot import Plot

BALL = 14
GRAB = 14
CLICK = 4
"""Pixels by which the mouse may move in a click."""


@dataclass(frozen=True, eq=False)
class Line:
    """A curve beside the function: a tangent, a parabola. x (M,), y (M,)."""

    x: np.ndarray
    y: np.ndarray
    colour: QColor
    text: str = ""
    dashed: bool = False


class CurveView(Plot):
    """The start can be dragged along the curve; a click elsewhere is `pressed`."""

    pressed = Signal(float, float)
    start_dragged = Signal(float, float)
    start_released = Signal(float, float)

    def __init__(self) -> None:
        self._span: tuple[np.ndarray, np.ndarray] | None = None
        self._trails: list[tuple[pg.PlotDataItem, pg.ScatterPlotItem]] = []
        self._lines: list[pg.GraphicsObject] = []
        self._start: tuple[float, float] | None = None
        self._marked: Sequence[Mark] = ()
        self._dragging = False
        self._from: QPointF | None = None
        self._poles: list[pg.InfiniteLine] = []
        self.curve = pg.PlotCurveItem(connect="finite")
        self.marks = pg.ScatterPlotItem(hoverable=True, tip=lambda x, y, data: data)
        self.handle = pg.ScatterPlotItem(symbol="o", size=16)
        super().__init__()
        for depth, piece in ((1, self.curve), (20, self.marks), (30, self.handle)):
            piece.setZValue(depth)
            self.item.addItem(piece)
        self.setMouseTracking(True)

    def set_curve(self, x: np.ndarray, y: np.ndarray, x_label: str = "x", y_label: str = "f(x)") -> None:
        """y (M,) over x (M,); NaN leaves gaps."""
        moved = self._span is None or not np.array_equal(self._span[0], x) or not np.array_equal(
            self._span[1], y, equal_nan=True)
        self._span = (x, y)
        self.curve.setData(x, y)
        self.name_axes(x_label, y_label)
        if moved:
            self.fit()

    def set_trails(self, trails: Sequence[Trail]) -> None:
        while len(self._trails) < len(trails):
            line, ball = pg.PlotDataItem(symbol="o", symbolSize=5), pg.ScatterPlotItem(size=BALL)
            line.setZValue(10)
            ball.setZValue(25)
            self.item.addItem(line, ignoreBounds=True)
            self.item.addItem(ball, ignoreBounds=True)
            self._trails.append((line, ball))
        for place, (line, ball) in enumerate(self._trails):
            shown = place < len(trails)
            line.setVisible(shown)
            ball.setVisible(shown and trails[place].ball and len(trails[place].xy) > 0)
            if shown:
                trail = trails[place]
                line.setData(trail.xy[:, 0], trail.z, pen=pg.mkPen(trail.colour, width=1.4),
                             symbolBrush=trail.colour, symbolPen=None)
                if len(trail.xy):
                    ball.setData(trail.xy[-1:, 0], trail.z[-1:], brush=pg.mkBrush(trail.colour),
                                 pen=pg.mkPen(current().surface, width=1.5))

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Poles are upright lines, as they have no height; others without one have no place on the curve."""
        self._marked, theme = marks, current()
        while self._poles:
            self.item.removeItem(self._poles.pop())
        for mark in marks:
            if mark.kind == "pole":
                self._poles.append(pg.InfiniteLine(mark.x, pen=pg.mkPen(colour("pole", theme), width=1.2,
                                                                        style=Qt.PenStyle.DashLine)))
                self._poles[-1].setToolTip(mark.text)
                self.item.addItem(self._poles[-1], ignoreBounds=True)
        marks = [mark for mark in marks if np.isfinite(mark.z) and mark.kind != "pole"]
        self.marks.setData([{"pos": (mark.x, mark.z), "symbol": SHAPES[mark.kind][0], "size": 12, "data": mark.text,
                             "brush": pg.mkBrush(colour(mark.kind, theme)),
                             "pen": pg.mkPen(theme.surface, width=1.4)} for mark in marks])

    def set_lines(self, lines: Sequence[Line]) -> None:
        while self._lines:
            self.item.removeItem(self._lines.pop())
        for line in lines:
            style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
            piece = pg.PlotCurveItem(line.x, line.y, pen=pg.mkPen(line.colour, width=1.8, style=style))
            pieces = [piece]
            if line.text:
                # Dashed ones have theirs at the other end: two lines through one point end near each other.
                label = pg.TextItem(line.text, color=line.colour, anchor=(0.5, 1) if line.dashed else (0, 1))
                end = 0 if line.dashed else -1
                label.setPos(float(line.x[end]), float(line.y[end]))
                pieces.append(label)
            for part in pieces:
                part.setZValue(8)
                self.item.addItem(part, ignoreBounds=True)
                self._lines.append(part)

    def set_start(self, start: tuple[float, float] | None) -> None:
        """(x, f(x)); where the function has no value it stands halfway up, to be dragged away."""
        if start is not None and not np.isfinite(start[1]):
            start = start[0], float(np.mean(self.item.vb.viewRange()[1]))
        self._start = start
        self.handle.setVisible(start is not None)
        if start is not None:
            self.handle.setData([start[0]], [start[1]])

    def fit(self) -> None:
        if self._span is None:
            return
        x, y = self._span
        known = y[np.isfinite(y)]
        if known.size:
            low, high = float(known.min()), float(known.max())
            room = 0.06 * (high - low or 1.0)
            self.item.vb.setRange(xRange=(float(x[0]), float(x[-1])), yRange=(low - room, high + room), padding=0.0)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.curve.setPen(pg.mkPen(theme.text, width=2))
        self.handle.setBrush(pg.mkBrush(QColor(0, 0, 0, 0)))
        self.handle.setPen(pg.mkPen(theme.danger, width=2.5))
        self.set_marks(self._marked)

    # The mouse

    def mousePressEvent(self, event) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self._near_start(event.position()):
            self._dragging = True
            event.accept()
            return
        self._from = event.position() if left else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event) -> None:
        if self._dragging:
            point = self._point(event.position())
            self.start_dragged.emit(point.x(), point.y())
            event.accept()
            return
        near = self._near_start(event.position())
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if near else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event) -> None:
        if self._dragging:
            self._dragging = False
            point = self._point(event.position())
            self.start_released.emit(point.x(), point.y())
            event.accept()
            return
        super().mouseReleaseEvent(event)
        if self._from is not None and (event.position() - self._from).manhattanLength() < CLICK:
            point = self._point(event.position())
            self.pressed.emit(point.x(), point.y())
        self._from = None

    def mouseDoubleClickEvent(self, event) -> None:
        self.fit()
        event.accept()

    def _point(self, position: QPointF) -> QPointF:
        return self.item.vb.mapSceneToView(self.mapToScene(position.toPoint()))

    def _near_start(self, position: QPointF) -> bool:
        if self._start is None:
            return False
        there = self.mapFromScene(self.item.vb.mapViewToScene(QPointF(*self._start)))
        return (QPointF(there) - position).manhattanLength() <= GRAB
