"""The example in hand as a picture on which one can draw."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.plain import tooltip
from app.theme import current
from app.widgets.data_panel.pencil import Pencil
from app.widgets.example_picture import picture_of
from app.widgets.own_keys import OwnKeys
from engine.vision.drawn import ImageKind

SIDE = 168


class DrawingPad(QWidget):
    """Its `pencil` draws on it; `pasted` when a picture is wanted from the clipboard."""

    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pencil = Pencil(self, self._pixel)
        self.pencil.drawn.connect(lambda _: self.update())
        self.setFixedHeight(SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("The example in hand, to be drawn on"))
        self.setToolTip(tooltip(self.tr("Draw with the mouse; the right button erases. A picture can be dropped here, "
                                        "or pasted with Ctrl+V.")))
        OwnKeys(self)

    def show_example(self, kind: ImageKind, raw: np.ndarray) -> None:
        """Another example (d,)."""
        self.pencil.take(kind, raw)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def picture_rect(self) -> QRectF:
        """Where the picture is: pixels are squares, as large as there is room."""
        height, width, _ = self.pencil.kind.shape
        pixel = min(self.width() / width, self.height() / height)
        return QRectF(0.0, (self.height() - pixel * height) / 2, pixel * width, pixel * height)

    def paintEvent(self, _: QPaintEvent) -> None:
        if self.pencil.kind is None:
            return
        with QPainter(self) as painter:
            place = self.picture_rect()
            painter.drawImage(place, picture_of(self.pencil.raw, self.pencil.kind.data))
            painter.setPen(QPen(QColor(current().strong_border), 1))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)

    def _pixel(self, place: QPointF) -> tuple[float, float] | None:
        """A place in pixels of the picture; a stroke begins on the picture."""
        rect = self.picture_rect()
        if not (self.pencil.drawing or rect.contains(place)):
            return None
        height, width, _ = self.pencil.kind.shape
        return (place.x() - rect.x()) / rect.width() * width, (place.y() - rect.y()) / rect.height() * height
