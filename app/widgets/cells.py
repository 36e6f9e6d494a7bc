"""Numbers in the cells of a grid."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.theme import current
from app.widgets.picture_view import fit_font, short
from app.widgets.signed_image import image_of, readable_on


def paint_cells(painter: QPainter, left: float, top: float, cell: float, pixels: np.ndarray) -> None:
    """A cell for each of the pixels (h, w), with lines between them: one picture, however many there are."""
    rows, columns = pixels.shape
    box = QRectF(left, top, cell * columns, cell * rows)
    painter.drawImage(box, image_of(pixels))
    painter.setPen(QPen(QColor(current().border), 1.0))
    painter.drawLines([QLineF(box.left(), top + row * cell, box.right(), top + row * cell) for row in range(rows + 1)]
                      + [QLineF(left + column * cell, box.top(), left + column * cell, box.bottom())
                         for column in range(columns + 1)])


def write_cells(painter: QPainter, left: float, top: float, cell: float, pixels: np.ndarray, values: np.ndarray,
                like: np.ndarray | None = None) -> None:
    """The `values` (h, w) in those cells, as small as the longest of `like`, or of their own, asks for."""
    fit_font(painter, [short(value) for value in (values if like is None else like).ravel()], cell)
    for row, column in np.ndindex(values.shape):
        painter.setPen(readable_on(QColor(int(pixels[row, column]))))
        painter.drawText(QRectF(left + column * cell, top + row * cell, cell, cell), Qt.AlignmentFlag.AlignCenter,
                         short(values[row, column]))
