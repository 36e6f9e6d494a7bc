"""A text that may change many times a second."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.plain import Label

CALM = 2000
"""Milliseconds without a text that needs all of the height until less of it will do."""


class SteadyLabel(QWidget):
    """A label that wraps, in a frame of its own: a Label has the whole window laid out anew with every text, this one
    only when its text needs more height, or for a while has needed less."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Label(parent=self, wordWrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._held = 0
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._let_go)

    def text(self) -> str:
        return self.label.text()

    def setText(self, text: str) -> None:
        if text == self.label.text():
            return
        self.label.setText(text)
        needed = self._needed(self.width())
        if needed >= self._held:
            self._calm.start()
        if needed > self._held:
            self._held = needed
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self.label.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.label.fontMetrics().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._needed(width), self._held if width == self.width() else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.label.resize(event.size())
        if event.size().width() != event.oldSize().width():
            self._let_go()

    def _needed(self, width: int) -> int:
        return max(self.label.heightForWidth(width), self.label.fontMetrics().height())

    def _let_go(self) -> None:
        self._held = self._needed(self.width())
        self.updateGeometry()
