"""What a network says of an example, or of two, class by class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.theme import current, theme_bus

ROW, NAME, NUMBER, BAR = 26, 0.3, 52, 8
MOST, LEAST = 6, 130


class ChanceBars(QWidget):
    """Of each class a bar, or two, before and after, or as `titles` call them; of many classes the `most` likeliest.
    The true one has a mark."""

    def __init__(self, most: int = MOST, titles: tuple[str, str] | None = None) -> None:
        super().__init__()
        self._most, self._titles = most, titles or (self.tr("before"), self.tr("after"))
        self.rows: list[tuple[str, float | None, float]] = []
        self.setMinimumSize(LEAST, 3 * ROW)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(240, (self._most + 1) * ROW)

    def show_chances(self, names: Sequence[str], after: np.ndarray, true: int | None,
                     before: np.ndarray | None = None) -> None:
        """Probabilities (k,), and those `before`."""
        likeliest = after if before is None else np.maximum(before, after)
        order = np.argsort(-likeliest, kind="stable")[:self._most]
        if true is not None and true not in order:
            order[-1] = true
        self.rows = [(f"✓ {names[place]}" if place == true else names[place],
                      None if before is None else float(before[place]), float(after[place]))
                     for place in sorted(order.tolist())]
        self.setAccessibleDescription("; ".join(
            f"{name}: {after:.1%}" if before is None else f"{name}: {before:.1%} → {after:.1%}"
            for name, before, after in self.rows))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            two = any(before is not None for _, before, _ in self.rows)
            if two:
                self._draw_legend(painter)
            height = min(ROW, self.height() / max(1, len(self.rows) + two))
            for row, (name, before, after) in enumerate(self.rows, int(two)):
                self._draw_row(painter, row * height, height, name, before, after)

    def _draw_legend(self, painter: QPainter) -> None:
        theme = current()
        painter.setPen(QColor(theme.muted))
        for text, colour, place in zip(self._titles, (theme.faint, theme.accent), (0, 1), strict=True):
            x = place * self.width() / 2
            painter.fillRect(QRectF(x, 8, 8, 8), QColor(colour))
            painter.drawText(QRectF(x + 12, 0, self.width() / 2 - 12, 24), Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_row(self, painter: QPainter, top: float, height: float, name: str, before: float | None,
                  after: float) -> None:
        theme, left = current(), self.width() * NAME
        room = self.width() - left - NUMBER - 6
        painter.setPen(QColor(theme.text))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(left) - 8)
        painter.drawText(QRectF(0, top, left - 6, height), Qt.AlignmentFlag.AlignVCenter, shown)
        bars = ((after, theme.accent, -0.5),) if before is None else ((before, theme.faint, -1.1),
                                                                       (after, theme.accent, 0.1))
        for share, colour, down in bars:
            painter.fillRect(QRectF(left, top + height / 2 + down * BAR, max(1.0, room * share), BAR), QColor(colour))
        painter.drawText(QRectF(self.width() - NUMBER, top, NUMBER, height),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{after:.1%}")

    def _restyle(self, *_: object) -> None:
        self.update()
