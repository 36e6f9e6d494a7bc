"""What each word of a sentence adds to the number that a network makes of it: arrow after arrow along one axis."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.numbers import number
from app.theme import Theme, current, theme_bus
from app.widgets.arrows import draw_arrow

ROW, LEAST, NAME, SIDE = 24, 14, 0.3, 56
"""Pixels along a row, and where there is little room; the share of the width for names; pixels for numbers."""


class VoteSteps(QWidget):
    """`rows` of a word and its vote, in the order of the sentence; each arrow begins where the one before it has ended,
    the first at zero. `ends` (n + 1,) are those places. Orange votes are negative, blue ones positive."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, float]] = []
        self.ends = np.zeros(1)
        self.setMinimumSize(240, 15 * LEAST)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(360, 15 * ROW)

    def show_votes(self, names: list[str], votes: np.ndarray) -> None:
        """Votes (n,) by name."""
        self.rows = list(zip(names, map(float, votes), strict=True))
        self.ends = np.concatenate([[0.0], np.cumsum(votes)])
        self.setAccessibleDescription("; ".join(f"{name}: {number(round(vote, 2))}" for name, vote in self.rows))
        self.update()

    def _restyle(self, _: Theme) -> None:
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.rows and np.isfinite(self.ends).all():
                self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme = current()
        height = min(ROW, self.height() / (len(self.rows) + 1))
        left, width = self.width() * NAME, max(10.0, self.width() * (1 - NAME) - SIDE)
        low, high = float(self.ends.min()), float(self.ends.max())
        scale = width / max(high - low, 1e-9)
        places = left + (self.ends - low) * scale
        bottom = height * len(self.rows)
        painter.setPen(QColor(theme.border))
        painter.drawLine(QLineF(places[0], 0, places[0], bottom))
        for row, (name, vote) in enumerate(self.rows):
            box = QRectF(0, row * height, left - 10, height)
            painter.setPen(QColor(theme.text))
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(left + width + 8, row * height, SIDE - 8, height), Qt.AlignmentFlag.AlignVCenter,
                             number(round(vote, 2)))
            y = (row + 0.5) * height
            painter.setPen(QPen(QColor(theme.positive if vote >= 0 else theme.negative), 2.5))
            draw_arrow(painter, QPointF(places[row], y), QPointF(places[row + 1], y))
            painter.setPen(QColor(theme.border))
            painter.drawLine(QLineF(places[row + 1], y, places[row + 1], min(y + height, bottom)))
        painter.setPen(QColor(theme.muted))
        for value, place in {0.0: places[0], float(self.ends[-1]): places[-1]}.items():
            painter.drawText(QRectF(place - 40, bottom, 80, height), Qt.AlignmentFlag.AlignCenter,
                             number(round(value, 2)))
