"""A panel that scrolls up and down, and is wide enough for what it holds where the window has room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

NARROW = 240


class Lowest(QWidget):
    """What scrolls only where it is higher than the least that it can do with. Qt would let it scroll as soon as it
    has less than it likes, where a text in it is broken into lines."""

    def heightForWidth(self, width: int) -> int:
        return self.layout().minimumHeightForWidth(width)


class UprightScroll(QScrollArea):
    """Takes `content` in; wants the width that the content needs, and below it scrolls sideways too."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(content)
        content.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        needed = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(min(needed, NARROW))
