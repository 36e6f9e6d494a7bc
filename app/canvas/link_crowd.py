"""Thousands of links as one item: straight lines. Who points at one takes it up, and it becomes a link of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem

from app import theme
from app.canvas.segments import nearest_segment
from engine.graph import Link

MOST = 1_000
"""Links of a drawing that are items of their own."""


class LinkCrowd(QGraphicsItem):
    """Draws many links and takes no events."""

    def __init__(self) -> None:
        super().__init__()
        self._links: Sequence[Link] = ()
        self._ends = np.empty((0, 4))
        self._lines: list[QLineF] = []
        self._rect = QRectF()
        self.setZValue(-1.0)

    @property
    def links(self) -> Sequence[Link]:
        """The links that are drawn."""
        return self._links

    def lay(self, links: Sequence[Link], ends: np.ndarray) -> None:
        """Draw these links between `ends` (links, 4): x and y where each begins, then where it ends."""
        self.prepareGeometryChange()
        self._links, self._ends = links, ends
        self._lines = [QLineF(*line) for line in ends.tolist()]
        points = ends.reshape(-1, 2)
        self._rect = QRectF(QPointF(*points.min(axis=0)), QPointF(*points.max(axis=0))).adjusted(
            -1, -1, 1, 1) if len(points) else QRectF()
        self.update()

    def nearest(self, point: QPointF, reach: float) -> Link | None:
        """The link that passes a point at the least distance, of at most `reach`."""
        place = nearest_segment(point, self._ends[:, :2], self._ends[:, 2:], reach)
        return None if place is None else self._links[place]

    def boundingRect(self) -> QRectF:
        return self._rect

    def shape(self) -> QPainterPath:
        return QPainterPath()

    def paint(self, painter: QPainter, option, widget=None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(theme.current().faint), 0))
        painter.drawLines(self._lines)
