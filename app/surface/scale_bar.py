"""The colours of the heights, with numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.numbers import number
from app.surface.heights import Heights
from app.theme import current, theme_bus, viridis_table

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


class ScaleBar(QWidget):
    """Upright, high values at the top."""

    def __init__(self) -> None:
        super().__init__()
        self._heights: Heights | None = None
        self._label = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme_bus.changed.connect(self._restyle)

    def set_heights(self, heights: Heights | None, label: str) -> None:
        self._heights, self._label = heights, label
        self.update()

    def _restyle(self, *_: object) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(76, 160)

    def paintEvent(self, event) -> None:
        if self._heights is None:
            return
        painter, theme = QPainter(self), current()
        table = viridis_table()[::-1].copy()
        strip = QImage(table.data, 1, len(table), 4, QImage.Format.Format_RGBA8888)
        top, bottom = 26, self.height() - 30
        painter.drawImage(QRectF(4, top, 11, bottom - top), strip)
        painter.setPen(QColor(theme.muted))
        font = painter.font()
        font.setPointSizeF(8.5)
        painter.setFont(font)
        for t in TICKS:
            y = bottom - t * (bottom - top)
            painter.drawText(QRectF(19, y - 9, 57, 18), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                             number(float(self._heights.height(t))))
        painter.drawText(QRectF(2, 4, 72, 18), Qt.AlignmentFlag.AlignLeft, self._label)
