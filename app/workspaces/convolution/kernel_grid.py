"""A kernel as a grid of numbers that are changed in place."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip, QWidget

from app.i18n import installed_language
from app.numbers import number, read_number
from app.plain import tooltip
from app.theme import current, theme_bus
from app.widgets.cells import paint_cells, write_cells
from app.widgets.picture_view import short
from app.widgets.signed_image import limit_of, signed_pixels
from engine.vision.bench import FARTHEST

CELL, NUMBERS_FROM = 52, 24
SIDE, LEAST = 200, 78
DRAG = 7
"""Pixels that the pointer is dragged for one step of a weight."""
TENTHS_OF = 12
_MOVES = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class KernelGrid(QWidget):
    """`changed(row, column, value)` at every edit: typing, the wheel, dragging up or down; `finished` when a series of
    them ends. `pointed(row, column)` while the pointer is over a weight, `unpointed` when it goes."""

    changed = Signal(int, int, float)
    finished = Signal()
    pointed = Signal(int, int)
    unpointed = Signal()

    def __init__(self, name: str, *, editable: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._editable = editable
        self._kernel = np.zeros((1, 1))
        self._limit = 0.0
        self._cursor = (0, 0)
        self._dragged: tuple[float, float] | None = None
        self._marked: np.ndarray = np.empty((0, 2), np.int64)
        self._angle = 0.0
        self._typing = False
        self.field = _Field(self)
        self.field.setToolTip(self.tr("The weight; Enter sets it, Escape leaves it"))
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.hide()
        self.field.editingFinished.connect(self._take_typed)
        self.field.left.connect(self._stop_typing)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if editable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setToolTip(self.tr("Type, turn the wheel, or drag up and down to change a weight"))
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(SIDE + 2, round(min(CELL, SIDE / max(self._kernel.shape)) * self._kernel.shape[0]) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(SIDE + 2, min(LEAST, self.sizeHint().height()))

    def show_kernel(self, kernel: np.ndarray, limit: float | None = None) -> None:
        """Show weights (k, l), on a scale of their own unless there is a `limit`."""
        grown = kernel.shape != self._kernel.shape
        self._kernel, self._limit = kernel, limit_of(kernel) if limit is None else limit
        self._cursor = tuple(min(at, length - 1) for at, length in zip(self._cursor, kernel.shape, strict=True))
        if grown:
            if self._typing:
                self._stop_typing()
            self.updateGeometry()
        self.update()

    def mark(self, places: np.ndarray) -> None:
        """Mark these weights (n, 2)."""
        if not np.array_equal(places, self._marked):
            self._marked = places
            self.update()

    def turn(self, angle: float) -> None:
        """Draw it turned by so many degrees around its middle."""
        self._angle = angle
        self.update()

    def cell_at(self, place: QPointF) -> tuple[int, int] | None:
        """Row and column of the weight at a place of the widget."""
        cell, (left, top) = self._cell(), self._corner()
        row, column = math.floor((place.y() - top) / cell), math.floor((place.x() - left) / cell)
        inside = 0 <= row < self._kernel.shape[0] and 0 <= column < self._kernel.shape[1]
        return (row, column) if inside else None

    def centre_of(self, row: int, column: int) -> QPointF:
        """Where in the widget the middle of a weight is."""
        return self._rectangle(row, column).center()

    @property
    def step(self) -> float:
        """What one notch of the wheel changes: 1 where all weights are whole, else a tenth of the largest one's
        decade."""
        largest = limit_of(self._kernel)
        if largest == 0 or (largest >= 1 and np.array_equal(self._kernel, np.rint(self._kernel))):
            return 1.0
        return 10.0 ** (math.floor(math.log10(largest)) - 1)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if not self._editable or cell is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._cursor, self._dragged = cell, (event.position().y(), float(self._kernel[cell]))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            start, value = self._dragged
            steps = int((start - event.position().y()) / DRAG)
            self._tell(self._cursor, value + steps * self.step)
            return
        cell = self.cell_at(event.position())
        if cell is None:
            self.unpointed.emit()
        else:
            self.pointed.emit(*cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._dragged = None
            self.finished.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if self._editable and cell is not None:
            self._cursor = cell
            self._begin_typing(short(self._kernel[cell]))

    def wheelEvent(self, event: QWheelEvent) -> None:
        cell = self.cell_at(event.position())
        if not self._editable or cell is None:
            event.ignore()
            return
        self._cursor = cell
        self._tell(cell, float(self._kernel[cell]) + round(event.angleDelta().y() / 120) * self.step)
        event.accept()

    def leaveEvent(self, event) -> None:
        self.unpointed.emit()
        if self._editable:
            self.finished.emit()

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in _MOVES:
            row, column = (at + by for at, by in zip(self._cursor, _MOVES[key], strict=True))
            if 0 <= row < self._kernel.shape[0] and 0 <= column < self._kernel.shape[1]:
                self._cursor = row, column
                self.update()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._tell(self._cursor, 0.0)
            self.finished.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._begin_typing(short(self._kernel[self._cursor]))
        elif text and text in "0123456789.,-−+":
            self._begin_typing(text, select=False)
        else:
            super().keyPressEvent(event)

    def _begin_typing(self, text: str, *, select: bool = True) -> None:
        rectangle = self._rectangle(*self._cursor).toRect()
        width = max(rectangle.width(), 62)
        self.field.setGeometry(max(0, min(self.width() - width, rectangle.center().x() - width // 2)), rectangle.top(),
                               width, max(rectangle.height(), 26))
        self.field.setText(text)
        self._typing = True
        self.field.show()
        self.field.setFocus()
        if select:
            self.field.selectAll()

    def _take_typed(self) -> None:
        if not self._typing:
            return
        self._stop_typing()
        text = self.field.text()
        value = read_number(text, installed_language())
        if isinstance(value, float) and math.isfinite(value) and abs(value) <= FARTHEST:
            if text != short(self._kernel[self._cursor]):
                self._tell(self._cursor, value)
        else:
            QToolTip.showText(self.mapToGlobal(self.field.geometry().bottomLeft()), tooltip(
                self.tr("“{text}” is no number that a weight can be.").format(text=text[:20])), self)
        self.finished.emit()

    def _stop_typing(self) -> None:
        self._typing = False
        self.field.hide()
        self.setFocus()

    def _tell(self, cell: tuple[int, int], value: float) -> None:
        value = max(-FARTHEST, min(FARTHEST, round(value, TENTHS_OF)))
        if value != self._kernel[cell]:
            self.changed.emit(*cell, value)

    # Drawing

    def _cell(self) -> float:
        return max(1.0, min(CELL, SIDE / max(self._kernel.shape), (self.height() - 2) / self._kernel.shape[0]))

    def _corner(self) -> tuple[float, float]:
        cell = self._cell()
        return (self.width() - cell * self._kernel.shape[1]) / 2, (self.height() - cell * self._kernel.shape[0]) / 2

    def _rectangle(self, row: int, column: int) -> QRectF:
        cell, (left, top) = self._cell(), self._corner()
        return QRectF(left + column * cell, top + row * cell, cell, cell)

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, cell, corner = current(), self._cell(), self._corner()
        pixels = signed_pixels(self._kernel, self._limit, theme)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(self._angle % 90))
            painter.translate(self.width() / 2, self.height() / 2)
            painter.rotate(self._angle)
            painter.translate(-self.width() / 2, -self.height() / 2)
            paint_cells(painter, *corner, cell, pixels)
            if cell >= NUMBERS_FROM:
                write_cells(painter, *corner, cell, pixels, self._kernel)
            painter.setPen(QPen(QColor(theme.accent), 2.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRects([self._rectangle(*place).adjusted(1, 1, -1, -1) for place in self._marked.tolist()])
            if self._editable and self.hasFocus():
                painter.setPen(QPen(QColor(theme.text), 1.4, Qt.PenStyle.DotLine))
                painter.drawRect(self._rectangle(*self._cursor).adjusted(2, 2, -2, -2))

    def event(self, event) -> bool:
        if event.type() == event.Type.ToolTip and self._cell() < NUMBERS_FROM:
            cell = self.cell_at(QPointF(event.pos()))
            if cell is not None:
                QToolTip.showText(event.globalPos(), tooltip(number(float(self._kernel[cell]))), self)
                return True
        return super().event(event)

    def _restyle(self, *_: object) -> None:
        self.update()


class _Field(QLineEdit):
    """`left` when Escape is pressed."""

    left = Signal()

    def event(self, event) -> bool:
        if event.type() == event.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
        event.accept()  # Enter would begin anew in the grid
