"""A line of text that gives way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from app.plain import Label


class ElidedLabel(Label):
    """As wide as there is room: what does not fit ends in an ellipsis. `text()` is all of it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            room = self.contentsRect()
            painter.drawText(room, self.alignment() | Qt.TextFlag.TextSingleLine, self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, room.width()))
