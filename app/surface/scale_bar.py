"""The colours of the heights, with numbers, and the point below the pointer."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.numbers import number
from app.surface.heights import Heights
from app.surface.model import Field
from app.theme import Theme, current, theme_bus, viridis_table

ROW = 14
"""Pixels from one line of text to the next."""
WIDTH, LEFT, STRIP = 76, 4, 11
ABOVE = 26
"""Pixels above the colours, for their name."""
TICKS = ((0.0, 0.25, 0.5, 0.75, 1.0), (0.0, 0.5, 1.0), (0.0, 1.0), ())
"""What is numbered, where there is room for it, from much to little."""


class ScaleBar(QWidget):
    """Upright, high values at the top; below it where the pointer is."""

    def __init__(self) -> None:
        super().__init__()
        self._heights: Heights | None = None
        self._field: Field | None = None
        self._point: tuple[float, float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setToolTip(self.tr("Which colour is which height; below it the place under the pointer and its height"))
        theme_bus.changed.connect(self._restyle)

    @property
    def words(self) -> tuple[str, ...]:
        """The point under the pointer: a line for each coordinate, and one for the height where it is known."""
        if self._field is None or self._point is None:
            return ()
        x, y, z = self._point
        # Of a name that says what the direction is too, the symbol.
        names = (label.partition(":")[0] for label in (self._field.x_label, self._field.y_label))
        places = tuple(f"{name} {number(value)}" for name, value in zip(names, (x, y), strict=True))
        return (*places, number(z)) if np.isfinite(z) else places

    def show_field(self, field: Field | None, heights: Heights | None) -> None:
        """What is shown, and the scale of its heights."""
        self._field, self._heights = field, heights
        self.update()

    def point_at(self, point: tuple[float, float, float] | None) -> None:
        """Where the pointer is: x, y and the height, NaN outside."""
        self._point = point
        self.update()

    def _restyle(self, *_: object) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 160)

    def paintEvent(self, event) -> None:
        if self._heights is None:
            return
        with QPainter(self) as painter:
            self._paint(painter, current(), self._field, self._heights)

    def _paint(self, painter: QPainter, theme: Theme, field: Field, heights: Heights) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPointSizeF(8.5)
        painter.setFont(font)
        top, bottom = ABOVE, max(ABOVE, self.height() - 3 * ROW - 12)
        table = viridis_table()[::-1].copy()
        strip = QImage(table.data, 1, len(table), 4, QImage.Format.Format_RGBA8888)
        painter.drawImage(QRectF(LEFT, top, STRIP, bottom - top), strip)
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(2, 4, WIDTH - 4, 18), Qt.AlignmentFlag.AlignLeft, field.z_label)
        marked = next(ticks for ticks in TICKS if len(ticks) * (ROW + 2) <= bottom - top + ROW)
        for t in marked:
            y = bottom - t * (bottom - top)
            painter.drawText(QRectF(19, y - 9, WIDTH - 19, 18),
                             Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                             number(float(heights.height(t))))
        self._paint_point(painter, top, bottom)

    def _paint_point(self, painter: QPainter, top: int, bottom: int) -> None:
        words = self.words
        for row, text in enumerate(words):
            painter.setPen(QColor(current().text if row == 2 else current().muted))
            painter.drawText(QRectF(LEFT, bottom + 10 + row * ROW, WIDTH - LEFT, ROW), Qt.AlignmentFlag.AlignLeft, text)
        if len(words) == 3:
            share = float(np.clip(self._heights.scale(self._point[2]), 0.0, 1.0))
            y = bottom - share * (bottom - top)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().text))
            painter.drawPolygon(QPolygonF([QPointF(LEFT - 4, y - 4), QPointF(LEFT + 1, y), QPointF(LEFT - 4, y + 4)]))
