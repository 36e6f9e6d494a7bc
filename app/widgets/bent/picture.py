"""A grid over the inputs as two or three units see it, with examples on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.numbers import number
from app.theme import current, theme_bus

SIDE, EVERY = 41, 4
"""Points along each axis of the grid, and how many of them lie between two lines."""
MARGIN, ABOVE, BELOW, DOT, RING = 68, 12, 28, 3.2, 7.0
"""Pixels beside the plane, above and below it; and of what is drawn."""
TURNED, RISEN = math.radians(-32.0), math.radians(24.0)
CORNERS = 2.7
"""How far the corners of the cube, which reaches from −1 to 1, are apart on the screen, about."""
TURN = 0.01
"""Radians for each pixel of a drag."""
ROUND = 0.06
"""The room around what is drawn, as a share of it."""


class BentPicture(QWidget):
    """Lines along the first input and along the second have a colour each. In space a drag turns the picture, and a
    double click turns it back."""

    def __init__(self) -> None:
        super().__init__()
        self.grid: np.ndarray | None = None
        self.dots, self.colours = np.empty((0, 2)), ()
        self.ring: np.ndarray | None = None
        self.names: tuple[str, ...] = ("", "")
        self.low, self.high = np.zeros(2), np.ones(2)
        self._turned, self._risen = TURNED, RISEN
        self._grabbed: QPointF | None = None
        self.setMinimumSize(200, 90)
        theme_bus.changed.connect(self._restyle)

    def show_space(self, grid: np.ndarray | None, dots: np.ndarray, colours: Sequence[QColor], ring: np.ndarray | None,
                   names: Sequence[str]) -> None:
        """The grid (SIDE, SIDE, k), examples (N, k) with a colour each, the one in hand (k,), and what the k axes, two
        or three, are called."""
        self.grid, self.dots, self.colours, self.ring, self.names = grid, dots, tuple(colours), ring, tuple(names)
        points = [part.reshape(-1, len(names)) for part in (grid, dots) if part is not None and part.size]
        found = np.concatenate(points) if points else np.zeros((1, len(names)))
        found = found[np.isfinite(found).all(axis=1)]
        low, high = (found.min(axis=0), found.max(axis=0)) if len(found) else (np.zeros(len(names)),) * 2
        room = np.where(high > low, (high - low) * ROUND, 1.0)
        self.low, self.high = low - room, high + room
        self.setAccessibleDescription("; ".join(
            f"{name}: {number(float(a))} … {number(float(b))}" for name, a, b in zip(names, low, high, strict=True)))
        self.update()

    def place(self, points: np.ndarray) -> np.ndarray:
        """Where points (…, k) are drawn, in pixels (…, 2)."""
        shares = (points - self.low) / (self.high - self.low)
        if points.shape[-1] == 2:
            return np.stack([MARGIN + shares[..., 0] * (self.width() - 2 * MARGIN),
                             self.height() - BELOW - shares[..., 1] * (self.height() - ABOVE - BELOW)], axis=-1)
        x, y, z = np.moveaxis(shares * 2 - 1, -1, 0)
        across = x * math.cos(self._turned) - y * math.sin(self._turned)
        away = x * math.sin(self._turned) + y * math.cos(self._turned)
        up = z * math.cos(self._risen) + away * math.sin(self._risen)
        size = (min(self.width(), self.height()) - MARGIN) / CORNERS
        return np.stack([self.width() / 2 + size * across, self.height() / 2 - size * up], axis=-1)

    def lines(self) -> list[tuple[np.ndarray, int]]:
        """The lines of the grid (SIDE, k), each with the input, 0 or 1, that it runs along."""
        if self.grid is None:
            return []
        return [line for place in range(0, SIDE, EVERY)
                for line in ((self.grid[place], 0), (self.grid[:, place], 1))]

    def paintEvent(self, _: QPaintEvent) -> None:
        theme = current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(theme.surface))
            self._paint_axes(painter)
            for line, along in self.lines():
                colour = QColor(theme.plots[2 + along])
                colour.setAlphaF(0.75)
                painter.setPen(QPen(colour, 1.2))
                points = self.place(line)
                painter.drawPolyline(QPolygonF([QPointF(*point) for point in points[np.isfinite(points).all(axis=1)]]))
            painter.setPen(QPen(QColor(theme.surface), 0.8))
            for point, colour in zip(self.place(self.dots), self.colours, strict=True):
                if np.isfinite(point).all():
                    painter.setBrush(colour)
                    painter.drawEllipse(QPointF(*point), DOT, DOT)
            if self.ring is not None and np.isfinite(self.ring).all():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(theme.text), 2.0))
                painter.drawEllipse(QPointF(*self.place(self.ring)), RING, RING)

    def _paint_axes(self, painter: QPainter) -> None:
        theme, low, high = current(), self.low, self.high
        count = len(self.names)
        painter.setPen(QPen(QColor(theme.border), 1.0))
        for corner in np.ndindex((2,) * count):
            for axis in range(count):
                if corner[axis] == 0:
                    start = np.where(corner, high, low)
                    end = start.copy()
                    end[axis] = high[axis]
                    painter.drawLine(*(QPointF(*self.place(point)) for point in (start, end)))
        for axis, name in enumerate(self.names):
            ends = [low.copy(), low.copy(), low.copy()]
            for end, share in zip(ends, (0.0 if count == 2 else 0.12, 0.5, 1.0), strict=True):
                end[axis] += share * (high[axis] - low[axis])
            for point, text in zip(ends, (number(float(low[axis])), name, number(float(high[axis]))), strict=True):
                self._write(painter, QPointF(*self.place(point)), axis, text, QColor(
                    theme.text if text == name else theme.muted))

    def _write(self, painter: QPainter, point: QPointF, axis: int, text: str, colour: QColor) -> None:
        painter.setPen(colour)
        if len(self.names) == 2:
            rect = (QRectF(point.x() - 100, point.y() + 6, 200, 18) if axis == 0 else
                    QRectF(2, point.y() - 9, MARGIN - 8, 18))
            side = Qt.AlignmentFlag.AlignHCenter if axis == 0 else Qt.AlignmentFlag.AlignRight
        else:
            middle = QPointF(self.width() / 2, self.height() / 2)
            away = point - middle
            length = math.hypot(away.x(), away.y()) or 1.0
            centre = point + away * (18 / length)
            rect, side = QRectF(centre.x() - 80, centre.y() - 9, 160, 18), Qt.AlignmentFlag.AlignHCenter
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if len(self.names) == 3 and event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            by, self._grabbed = event.position() - self._grabbed, event.position()
            self._turned -= by.x() * TURN
            self._risen = min(math.pi / 2, max(-math.pi / 2, self._risen + by.y() * TURN))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._turned, self._risen = TURNED, RISEN
        self.update()

    def _restyle(self, *_: object) -> None:
        self.update()
