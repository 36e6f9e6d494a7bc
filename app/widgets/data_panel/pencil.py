"""A pencil for examples that are pictures: strokes of the mouse on whatever widget shows one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from engine.vision.drawn import ImageKind

BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class Pencil(QObject):
    """The left button draws, the right one erases. `drawn(values)` with every movement, `let_go` before a stroke and
    after it. `pixel` gives the place of a point of `paper` in pixels of the picture, (x, y) from its upper left corner,
    or None where no stroke begins."""

    drawn = Signal(object)
    let_go = Signal()

    def __init__(self, paper: QWidget, pixel: Callable[[QPointF], tuple[float, float] | None]) -> None:
        super().__init__(paper)
        self.kind: ImageKind | None = None
        self.raw = np.empty(0)
        self._pixel = pixel
        self._from: tuple[float, float] | None = None
        self._handlers = {QEvent.Type.MouseButtonPress: self._press, QEvent.Type.MouseMove: self._move,
                          QEvent.Type.MouseButtonRelease: self._release, QEvent.Type.ContextMenu: lambda _: True}
        paper.installEventFilter(self)

    @property
    def drawing(self) -> bool:
        """Whether a stroke has begun and not ended."""
        return self._from is not None

    def take(self, kind: ImageKind | None, raw: np.ndarray | None = None) -> None:
        """Draw on this example (d,); without a kind there is nothing to draw on."""
        self.kind, self.raw = kind, np.empty(0) if raw is None else raw
        if kind is None:
            self._from = None

    def eventFilter(self, paper: QObject, event: QEvent) -> bool:
        handler = self._handlers.get(event.type()) if self.kind is not None else None
        return handler is not None and handler(event)

    def _press(self, event: QMouseEvent) -> bool:
        start = self._pixel(event.position()) if event.button() in BUTTONS else None
        if start is not None:
            self.let_go.emit()
            self._from = start
            self._draw(event)
        return start is not None

    def _move(self, event: QMouseEvent) -> bool:
        if self._from is not None:
            self._draw(event)
        return self._from is not None

    def _release(self, event: QMouseEvent) -> bool:
        if self._from is not None and not event.buttons():
            self._from = None
            self.let_go.emit()
        return False

    def _draw(self, event: QMouseEvent) -> None:
        to = self._pixel(event.position())
        erase = bool(event.buttons() & Qt.MouseButton.RightButton)
        self.raw = self.kind.stroke(self.raw, self._from, to, erase=erase)
        self._from = to
        self.drawn.emit(tuple(self.raw.tolist()))
