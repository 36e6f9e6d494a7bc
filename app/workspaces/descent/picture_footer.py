"""What stands below the picture: a sentence, and buttons beside it or, where it is narrow, below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

SENTENCE = 300
"""Pixels that a sentence needs to stand beside the buttons."""


class PictureFooter(QWidget):
    """`sentence`, then `buttons` at the right."""

    def __init__(self, sentence: QWidget, *buttons: QWidget) -> None:
        super().__init__()
        self._row = QHBoxLayout()
        self._row.setSpacing(2)
        self._row.addStretch(1)
        for button in buttons:
            self._row.addWidget(button)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._both.setContentsMargins(10, 0, 8, 2)
        self._both.setSpacing(2)
        self._both.addWidget(sentence, 1)
        self._both.addLayout(self._row)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            fits = SENTENCE + self._row.sizeHint().width() <= self.width()
            self._both.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        return super().event(event)
