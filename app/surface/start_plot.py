"""A plot on which something starts: the start can be dragged, and points have a meaning."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.plain import tooltip
from app.surface.marks import SHAPES, colour
from app.surface.model import Mark
from app.theme import Theme, current
from app.widgets.plot import Plot

GRAB = 14
"""Pixels around the start within which the mouse takes hold of it."""
CLICK = 4
"""Pixels by which the mouse may move in a click."""
MARK, HANDLE = 12, 15


class StartPlot(Plot):
    """Drags that begin on the start move it; others move the plot; a click is `pressed`."""

    pressed = Signal(float, float)
    start_dragged = Signal(float, float)
    start_released = Signal(float, float)

    def __init__(self) -> None:
        self._start: tuple[float, float] | None = None
        self._marked: Sequence[Mark] = ()
        self._dragging = False
        self._from: QPointF | None = None
        self.marks = pg.ScatterPlotItem(hoverable=True, tip=lambda x, y, data: tooltip(data))
        self.handle = pg.ScatterPlotItem(symbol="o", size=HANDLE)
        for piece in (self.marks, self.handle):
            piece.hide()
        super().__init__()
        for depth, piece in ((20, self.marks), (30, self.handle)):
            piece.setZValue(depth)
            self.item.addItem(piece)
        self.setMouseTracking(True)

    def fit(self) -> None:
        """See all of it."""
        raise NotImplementedError

    def set_marks(self, marks: Sequence[Mark]) -> None:
        if marks or self._marked:
            self._marked = marks
            self._draw_marks(marks, [mark.y for mark in marks])

    def _draw_marks(self, marks: Sequence[Mark], heights: Sequence[float]) -> None:
        theme = current()
        self.marks.setVisible(bool(marks))
        self.marks.setData([{"pos": (mark.x, height), "symbol": SHAPES[mark.kind][0], "size": MARK, "data": mark.text,
                             "brush": pg.mkBrush(colour(mark.kind, theme)),
                             "pen": pg.mkPen(theme.surface, width=1.4)}
                            for mark, height in zip(marks, heights, strict=True)])

    def set_start(self, start: tuple[float, float] | None) -> None:
        self._start = start
        self.handle.setVisible(start is not None)
        if start is not None:
            self.handle.setData([start[0]], [start[1]])

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.handle.setBrush(pg.mkBrush(QColor(0, 0, 0, 0)))
        self.handle.setPen(pg.mkPen(theme.danger, width=2.5))
        self.set_marks(self._marked)

    def svg(self) -> bytes:
        """What is seen, as a drawing."""
        buffer, generator = QBuffer(), QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # Tiny cannot cut at the axes
        generator.setOutputDevice(buffer)
        generator.setSize(self.viewport().size())
        generator.setViewBox(self.viewport().rect())
        with QPainter(generator) as painter:
            self.render(painter)
        return buffer.data().data()

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
