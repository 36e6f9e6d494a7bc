"""The example in hand as a picture on which one can draw."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.plain import tooltip
from app.theme import current
from app.widgets.example_picture import picture_of
from engine.vision.drawn import ImageKind

SIDE = 168


class DrawingPad(QWidget):
    """The left button draws, the right one erases. `drawn(values)` with every movement, `let_go` before a stroke and
    after it; `pasted` when a picture is wanted from the clipboard."""

    drawn = Signal(object)
    let_go = Signal()
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: ImageKind | None = None
        self._raw = np.empty(0)
        self._from: tuple[float, float] | None = None
        self.setFixedHeight(SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("The example in hand, to be drawn on"))
        self.setToolTip(tooltip(self.tr("Draw with the mouse; the right button erases. A picture can be dropped here, "
                                        "or pasted with Ctrl+V.")))

    def show_example(self, kind: ImageKind, raw: np.ndarray) -> None:
        """Another example (d,)."""
        self._kind, self._raw = kind, raw
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def picture_rect(self) -> QRectF:
        """Where the picture is: pixels are squares, as large as there is room."""
        height, width, _ = self._kind.shape
        pixel = min(self.width() / width, self.height() / height)
        return QRectF(0.0, (self.height() - pixel * height) / 2, pixel * width, pixel * height)

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._kind is None:
            return
        with QPainter(self) as painter:
            place = self.picture_rect()
            painter.drawImage(place, picture_of(self._raw, self._kind.data))
            painter.setPen(QPen(QColor(current().strong_border), 1))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton) and (
                self._kind is not None and self.picture_rect().contains(event.position())):
            self.let_go.emit()
            self._from = self._pixel(event.position())
            self._draw(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._draw(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is not None and not event.buttons():
            self._from = None
            self.let_go.emit()

    def contextMenuEvent(self, event) -> None:
        event.accept()  # the right button erases

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)

    def _pixel(self, place: QPointF) -> tuple[float, float]:
        """A place in pixels of the picture."""
        rect = self.picture_rect()
        return ((place.x() - rect.x()) / rect.width() * self._kind.shape[1],
                (place.y() - rect.y()) / rect.height() * self._kind.shape[0])

    def _draw(self, event: QMouseEvent) -> None:
        to = self._pixel(event.position())
        erase = bool(event.buttons() & Qt.MouseButton.RightButton)
        self._raw = self._kind.stroke(self._raw, self._from, to, erase=erase)
        self._from = to
        self.update()
        self.drawn.emit(tuple(self._raw.tolist()))
