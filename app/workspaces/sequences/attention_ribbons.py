"""Attention as ribbons between what is read and what is written: how wide one is says its weight, nothing else does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import current, theme_bus

LINE, WIDEST = 22, 16.0
"""Pixels of a row of symbols, and of a ribbon whose weight is 1."""
THINNEST = 0.05
"""Pixels below which a ribbon is not drawn: nobody would see it."""


class AttentionRibbons(QWidget):
    """Weights (n, m) from the n symbols that are written, below, to the m that are read, above."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.weights = np.empty((0, 0))
        self.read: tuple[str, ...] = ()
        self.written: tuple[str, ...] = ()
        self.to_itself = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 120)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(420, 150)

    def show_weights(self, weights: np.ndarray, read: Sequence[str], written: Sequence[str],
                     to_itself: bool = False) -> None:
        """Weights (n, m), the m symbols that are read, and the n that are written; both are one row where that looks
        at itself."""
        self.to_itself = to_itself
        self.weights, self.read, self.written = weights, tuple(read), tuple(written)
        self.update()

    def width_of(self, step: int, place: int) -> float:
        """How wide a ribbon is, in pixels."""
        return float(WIDEST * self.weights[step, place])

    def _x(self, place: int, count: int) -> float:
        return (place + 0.5) * self.width() / max(1, count)

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self.weights.size:
            return
        theme, (n, m) = current(), self.weights.shape
        high, low = LINE, self.height() - 2 * LINE
        colour = QColor(theme.accent)
        colour.setAlpha(110)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for step in range(n):
                for place in range(m):
                    width = self.width_of(step, place)
                    if width >= THINNEST:
                        top, bottom = QPointF(self._x(place, m), high), QPointF(self._x(step, n), low)
                        middle = (high + low) / 2
                        path = QPainterPath(top)
                        path.cubicTo(QPointF(top.x(), middle), QPointF(bottom.x(), middle), bottom)
                        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
                        painter.drawPath(path)
            painter.setPen(QColor(theme.text))
            for symbols, y in ((self.read, 0.0), (self.written, low)):
                for place, symbol in enumerate(symbols):
                    painter.drawText(QRectF(self._x(place, len(symbols)) - 12, y, 24, LINE),
                                     Qt.AlignmentFlag.AlignCenter, symbol)
            painter.fillRect(QRectF(2, self.height() - LINE / 2 - WIDEST / 2, 22, WIDEST), colour)
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(30, self.height() - LINE, self.width() - 32, LINE), Qt.AlignmentFlag.AlignVCenter,
                             self.tr("so wide is the weight 1; above what is looked at, below what looks")
                             if self.to_itself else
                             self.tr("so wide is the weight 1; above what is read, below what is written"))

    def _restyle(self, *_: object) -> None:
        self.update()
