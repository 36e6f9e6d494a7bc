"""Something is under way beside the window: after a moment a box says so, with Cancel."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.plain import ProgressDialog

PATIENCE = 600
"""Milliseconds after which the box is shown."""
WIDTH = 380


class Waiting(QObject):
    """`cancelled` comes when the person has pressed Cancel; the box is gone by then, and it no longer `goes_on`."""

    cancelled = Signal()

    def __init__(self, title: str, window: QWidget) -> None:
        super().__init__(window)
        self._title, self._window = title, window
        self._sentence = ""
        self._box: ProgressDialog | None = None
        self.goes_on = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._show)

    def begin(self, sentence: str) -> None:
        """It has begun; `sentence` says what."""
        self.end()
        self._sentence, self.goes_on = sentence, True
        self._patience.start()

    def end(self) -> None:
        """It is over."""
        self.goes_on = False
        self._patience.stop()
        box, self._box = self._box, None
        if box is not None:
            box.canceled.disconnect(self._cancel)
            box.close()

    def _show(self) -> None:
        box = ProgressDialog(self._sentence, self.tr("Cancel"), 0, 0, self._window)
        box.setWindowTitle(self._title)
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setMinimumWidth(WIDTH)
        box.canceled.connect(self._cancel)
        self._box = box
        box.show()

    def _cancel(self) -> None:
        self.end()
        self.cancelled.emit()
