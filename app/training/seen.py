"""Whether a person sees a panel, and drawing that waits until one does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def is_seen(panel: QWidget) -> bool:
    """Qt calls panels visible that stand behind another tab: it only moves them out of the window."""
    return panel.isVisible() and not panel.visibleRegion().isEmpty()


class WhenSeen(QObject):
    """Puts `draw` off while nobody sees the panel, until it is painted again."""

    def __init__(self, panel: QWidget, draw: Callable[[], object]) -> None:
        super().__init__(panel)
        self._panel = panel
        self._waits = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(draw)
        panel.installEventFilter(self)

    def now(self) -> bool:
        """Whether to draw now; where not, it will be done later."""
        self._waits = not is_seen(self._panel)
        return not self._waits

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._waits and event.type() in (QEvent.Type.Paint, QEvent.Type.Show):
            self._waits = False
            self._later.start()
        return False
