"""A dense matrix as a picture: a row for each output, a column for each input."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from app.theme import current
from app.widgets.picture_view import NOTHING, PictureView


class MatrixView(PictureView):
    """Beside rows and columns that cross, single cells can be marked: all that hold one weight."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.cells = np.empty((0, 2), np.int64)

    def mark_cells(self, cells: np.ndarray, rows: np.ndarray = NOTHING, columns: np.ndarray = NOTHING) -> None:
        """Mark cells (n, 2), and where `rows` and `columns` cross."""
        self.cells = cells
        self.mark(rows, columns)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not len(self.cells):
            return
        theme, size = current(), self._cell()
        boxes = [self._cells(int(row), int(column), 1, 1) for row, column in self.cells]
        with QPainter(self) as painter:
            for colour, width in ((theme.surface, 3.0), (theme.accent, 1.6)):
                painter.setPen(QPen(QColor(colour), min(width, max(1.0, size / 3))))
                painter.drawRects(boxes)
