"""Of the likeliest visible states two bars each: the exact probability, and the share of the particles there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.canvas.life.scale import rounded
from app.numbers import number
from app.theme import current, theme_bus
from app.widgets.signed_image import image_of

COLUMN, IMAGE, AXIS, TOP = 34, 28, 54, 12
"""Pixels of a state with its bars, of its image, of the numbers at the left, and above the highest bar."""


class StateBars(QWidget):
    """Draws as many states as fit; a state that is among the examples has a frame in the accent colour."""

    def __init__(self) -> None:
        super().__init__()
        self.exact, self.counted = np.empty(0), np.empty(0)
        self._pixels, self._known = np.empty((0, 1, 1), np.uint32), np.empty(0, bool)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 140)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(700, 320)

    @property
    def room(self) -> int:
        """How many states fit."""
        return max(1, (self.width() - AXIS - 4) // COLUMN)

    @property
    def top(self) -> float:
        """What the highest bar may reach: a round number above all."""
        return rounded(float(max(self.exact.max(initial=0.0), self.counted.max(initial=0.0), 1e-6)))

    def show_states(self, exact: np.ndarray, counted: np.ndarray, pixels: np.ndarray, known: np.ndarray) -> None:
        """States in the order in which they are drawn: probabilities (n,), shares (n,), images (n, h, w) as 0xffRRGGBB,
        and whether each is an example (n,)."""
        self.exact, self.counted, self._pixels, self._known = exact, counted, pixels, known
        self.setAccessibleDescription("; ".join(
            f"{exactly:.1%} / {share:.1%}" for exactly, share in zip(exact[:8], counted[:8], strict=True)))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, top = current(), self.top
        floor = self.height() - IMAGE - 10
        high = floor - TOP
        with QPainter(self) as painter:
            painter.setPen(QPen(QColor(theme.border), 1.0))
            for share in (0.0, 0.5, 1.0):
                y = floor - high * share
                painter.setPen(QPen(QColor(theme.border), 1.0))
                painter.drawLine(AXIS, round(y), self.width(), round(y))
                painter.setPen(QColor(theme.muted))
                painter.drawText(QRectF(0, y - 9, AXIS - 6, 18),
                                 Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(top * share))
            for place in range(min(self.room, len(self.exact))):
                left = AXIS + 4 + place * COLUMN
                for value, colour, across in ((self.exact[place], theme.accent, 2), (self.counted[place], theme.faint,
                                                                                     16)):
                    tall = high * value / top
                    painter.fillRect(QRectF(left + across, floor - tall, 12, tall), QColor(colour))
                box = QRectF(left + 1, floor + 6, IMAGE, IMAGE)
                painter.drawImage(box, image_of(self._pixels[place]))
                known = bool(self._known[place])
                painter.setPen(QPen(QColor(theme.accent if known else theme.border), 2.0 if known else 1.0))
                painter.drawRect(box)

    def _restyle(self, *_: object) -> None:
        self.update()
