"""A picture of numbers, a cell for each, with what is pointed at marked."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.numbers import number
from app.theme import current, theme_bus
from app.widgets.signed_image import readable_on

NUMBERS_FROM, LINES_FROM = 28, 4
"""Pixels of a cell from which on its number is written, and from which on cells are parted when they are marked."""
MOST_MARKED = 2_500
"""Cells that are marked one by one; of more the crossings are coloured."""
ROOMY, MOST_PARTED = 8, 49
"""Cells that lie together are marked as one where they are smaller, in pixels, or more."""
SMALLEST_FONT, WIDE = 8, 1.55
"""Pixels of the smallest font, and how many times as wide as a cell the font's size times a text's length may be."""
NOTHING = np.empty(0, np.int64)


class PictureView(QWidget):
    """`pointed(row, column)` while the pointer is over a cell, `left` when it goes.

    `margin` cells at the top and left, and as many as there are beyond `inner` at the other sides, stand around the
    picture itself.
    """

    pointed = Signal(int, int)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(100, 60)
        self._image, self._values = QImage(), np.empty((0, 0))
        self._inner = QRect()
        self.rows, self.columns = NOTHING, NOTHING
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(380, 380)

    def show_picture(self, image: QImage, values: np.ndarray | None = None, inner: QRect | None = None) -> None:
        """One pixel for each cell; `values` (h, w) are the numbers that are written where there is room, `inner` the
        cells of the picture itself."""
        self._image = image
        self._values = np.empty((0, 0)) if values is None else values
        self._inner = inner or QRect(0, 0, image.width(), image.height())
        self.update()

    def mark(self, rows: np.ndarray = NOTHING, columns: np.ndarray = NOTHING) -> None:
        """Mark the cells where these rows and columns cross."""
        if not (np.array_equal(rows, self.rows) and np.array_equal(columns, self.columns)):
            self.rows, self.columns = rows, columns
            self.update()

    def cell_at(self, place: QPointF) -> tuple[int, int] | None:
        """Row and column of the cell at a place of the widget."""
        box, size = self._box(), self._cell()
        if self._image.isNull() or not box.contains(place):
            return None
        row, column = int((place.y() - box.top()) / size), int((place.x() - box.left()) / size)
        return min(row, self._image.height() - 1), min(column, self._image.width() - 1)

    def exact(self, place: QPointF) -> tuple[float, float]:
        """A place of the widget in cells, (x, y) from the upper left corner, also beside the picture."""
        box, size = self._box(), self._cell()
        return (place.x() - box.left()) / size, (place.y() - box.top()) / size

    def centre_of(self, row: int, column: int) -> QPointF:
        """Where in the widget the middle of a cell is."""
        box, size = self._box(), self._cell()
        return QPointF(box.left() + (column + 0.5) * size, box.top() + (row + 0.5) * size)

    # The mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is None:
            self.left.emit()
        else:
            self.pointed.emit(*cell)

    def leaveEvent(self, event) -> None:
        self.left.emit()

    # Drawing

    def _cell(self) -> float:
        """Pixels of a cell; whole ones where it has several."""
        width, height = max(1, self._image.width()), max(1, self._image.height())
        size = min((self.width() - 2) / width, (self.height() - 2) / height)
        return float(math.floor(size)) if size >= 2 else size

    def _box(self) -> QRectF:
        size = self._cell()
        width, height = self._image.width() * size, self._image.height() * size
        return QRectF(round((self.width() - width) / 2), round((self.height() - height) / 2), width, height)

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._image.isNull():
            return
        theme, box, size = current(), self._box(), self._cell()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, size < 1)
            painter.drawImage(box, self._image)
            painter.setPen(QPen(QColor(theme.border), 1.0))
            painter.drawRect(box)
            if self._inner.size() != self._image.size():
                self._tint_margin(painter, box)
            if self._values.size and size >= NUMBERS_FROM:
                self._write_numbers(painter, size)
            if len(self.rows) and len(self.columns):
                self._draw_marks(painter, size)

    def _tint_margin(self, painter: QPainter, box: QRectF) -> None:
        """What stands around the picture is no part of it."""
        inner = self._cells(self._inner.top(), self._inner.left(), self._inner.height(), self._inner.width())
        around, within = QPainterPath(), QPainterPath()
        around.addRect(box)
        within.addRect(inner)
        colour = QColor(current().accent)
        painter.setPen(QPen(colour, 1.0))
        painter.drawRect(inner)
        colour.setAlpha(90)
        painter.fillPath(around - within, colour)

    def _cells(self, row: int, column: int, rows: int, columns: int) -> QRectF:
        box, size = self._box(), self._cell()
        return QRectF(box.left() + column * size, box.top() + row * size, columns * size, rows * size)

    def _write_numbers(self, painter: QPainter, size: float) -> None:
        texts = fitting(self._values.ravel(), size)
        fit_font(painter, texts, size)
        for text, (row, column) in zip(texts, np.ndindex(self._values.shape), strict=True):
            painter.setPen(readable_on(self._image.pixelColor(column, row)))
            painter.drawText(self._cells(row, column, 1, 1), Qt.AlignmentFlag.AlignCenter, text)

    def _draw_marks(self, painter: QPainter, size: float) -> None:
        colour = QColor(current().accent)
        around = self._cells(int(self.rows.min()), int(self.columns.min()), int(np.ptp(self.rows)) + 1,
                             int(np.ptp(self.columns)) + 1)
        together = np.ptp(self.rows) + 1 == len(self.rows) and np.ptp(self.columns) + 1 == len(self.columns)
        if together and (size < ROOMY or len(self.rows) * len(self.columns) > MOST_PARTED):
            for pen in (QPen(QColor(current().surface), 3.6), QPen(colour, 2.0)):
                painter.setPen(pen)
                least = max(0.0, 7 - around.width()) / 2  # of a single pixel too there is something to see
                painter.drawRect(around.adjusted(-least, -least, least, least))
            return
        if len(self.rows) * len(self.columns) <= MOST_MARKED and size >= LINES_FROM:
            for pen in (QPen(QColor(current().surface), 3.0), QPen(colour, 1.6)):
                painter.setPen(pen)
                painter.drawRects([self._cells(int(row), int(column), 1, 1)
                                   for row in self.rows for column in self.columns])
            return
        mask = np.zeros((self._image.height(), self._image.width()), np.uint32)
        mask[np.ix_(self.rows, self.columns)] = QColor(colour.red(), colour.green(), colour.blue()).rgba() & 0x78FFFFFF
        picture = QImage(mask.data, mask.shape[1], mask.shape[0], 4 * mask.shape[1], QImage.Format.Format_ARGB32)
        painter.drawImage(self._box(), picture)
        painter.setPen(QPen(colour, 1.6))
        painter.drawRect(around)

    def _restyle(self, *_: object) -> None:
        self.update()


def short(value: float) -> str:
    """A number for a cell, to three digits."""
    return number(float(f"{value:.3g}") + 0.0)  # −0 is 0


def fitting(values: np.ndarray, cell: float) -> list[str]:
    """Numbers as they fit into a cell: to three digits, or where that is too long rounded to two decimals or one."""
    most = int(WIDE * cell / SMALLEST_FONT)
    ways = [[short(value) for value in values], *([number(round(float(value), decimals) + 0.0) for value in values]
                                                  for decimals in (2, 1))]
    return next((texts for texts in ways if max(map(len, texts), default=0) <= most), ways[-1])


def fit_font(painter: QPainter, texts: Sequence[str], cell: float) -> None:
    """Write so small that the longest text fits into a cell."""
    font = painter.font()
    longest = max(map(len, texts), default=1)
    font.setPixelSize(max(SMALLEST_FONT, min(13, int(cell / 3), int(WIDE * cell / longest))))
    painter.setFont(font)
