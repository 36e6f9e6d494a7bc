"""A picture of signed numbers that is painted on."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from app.widgets.picture_view import PictureView


class PaintingView(PictureView):
    """`painted(cells, erases)` for the cells (n, 2) that a stroke goes through, `lifted` when it ends."""

    painted = Signal(object, bool)
    lifted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._last: tuple[int, int] | None = None
        self._erases = False
        self.setCursor(Qt.CursorShape.CrossCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._last, self._erases = cell, event.button() == Qt.MouseButton.RightButton
            self.painted.emit(np.array([cell]), self._erases)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._last is not None:
            self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self._last = None
            self.lifted.emit()

    def _go_on(self, place: QPointF) -> None:
        """On to a cell, through all between, however fast the pointer is."""
        cell = self.cell_at(place)
        if cell is None or cell == self._last:
            return
        steps = max(abs(cell[0] - self._last[0]), abs(cell[1] - self._last[1]))
        between = [np.rint(np.linspace(a, b, steps + 1)[1:]).astype(int)
                   for a, b in zip(self._last, cell, strict=True)]
        self._last = cell
        self.painted.emit(np.stack(between, axis=-1), self._erases)
