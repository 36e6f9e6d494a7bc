"""Writing a note where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from app.canvas.aside_items import TEXT_SIZE, WIDEST
from app.canvas.card_painter import card_font
from app.canvas.stage import Stage
from engine.drawing import LONGEST_TEXT

_SMALLEST, _HEIGHT = 9, 110


class NoteField(QPlainTextEdit):
    """A sheet to write on. Ctrl+Enter or leaving it keeps the text, Esc what was there before."""

    closed = Signal()

    def __init__(self, view: Stage, at: QPointF, text: str, write: Callable[[str], object]) -> None:
        super().__init__(text, view.viewport())
        self._write = write
        self._done = False
        self.setAccessibleName(self.tr("Text of the note"))
        self.setToolTip(self.tr("Ctrl+Enter keeps the text, Esc what was there before"))
        scale = view.navigator.scale
        self.setFont(card_font(max(_SMALLEST, round(TEXT_SIZE * scale))))
        corner = view.mapFromScene(at)
        self.setGeometry(corner.x(), corner.y(), round(max(0.6, scale) * WIDEST) + 24, _HEIGHT)
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self._close(keep=False)
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._close(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._close(keep=True)

    def _close(self, keep: bool) -> None:
        if not self._done:
            self._done = True
            self.hide()
            if keep:
                self._write(self.toPlainText().strip()[:LONGEST_TEXT])
            self.closed.emit()
            self.deleteLater()
