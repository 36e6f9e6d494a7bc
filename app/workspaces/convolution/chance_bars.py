"""What a network says of two pictures, class by class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.theme import current, theme_bus

ROW, NAME, NUMBER = 26, 0.3, 52
MOST = 6


class ChanceBars(QWidget):
    """Of each class two bars, before and after; of many classes those that either finds likeliest. The true one has a
    mark."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, float, float]] = []
        self.setMinimumSize(190, 3 * ROW)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(240, (MOST + 1) * ROW)

    def show_chances(self, names: Sequence[str], before: np.ndarray, after: np.ndarray, true: int | None) -> None:
        """Probabilities (k,) of both."""
        order = np.argsort(-np.maximum(before, after), kind="stable")[:MOST]
        if true is not None and true not in order:
            order[-1] = true
        order = sorted(order.tolist())
        self.rows = [(f"✓ {names[place]}" if place == true else names[place], float(before[place]),
                      float(after[place])) for place in order]
        self.setAccessibleDescription("; ".join(f"{name}: {a:.1%} → {b:.1%}" for name, a, b in self.rows))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, left = current(), self.width() * NAME
        room = self.width() - left - NUMBER - 6
        with QPainter(self) as painter:
            painter.setPen(QColor(theme.muted))
            for text, colour, place in ((self.tr("before"), theme.faint, 0), (self.tr("after"), theme.accent, 1)):
                x = place * self.width() / 2
                painter.fillRect(QRectF(x, 8, 8, 8), QColor(colour))
                painter.drawText(QRectF(x + 12, 0, self.width() / 2 - 12, 24), Qt.AlignmentFlag.AlignVCenter, text)
            for row, (name, before, after) in enumerate(self.rows, 1):
                top = row * ROW
                painter.setPen(QColor(theme.text))
                shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(left) - 8)
                painter.drawText(QRectF(0, top, left - 6, ROW), Qt.AlignmentFlag.AlignVCenter, shown)
                for share, colour, down in ((before, theme.faint, 4), (after, theme.accent, 13)):
                    painter.fillRect(QRectF(left, top + down, max(1.0, room * share), 8), QColor(colour))
                painter.drawText(QRectF(self.width() - NUMBER, top, NUMBER, ROW),
                                 Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{after:.1%}")

    def _restyle(self, *_: object) -> None:
        self.update()
