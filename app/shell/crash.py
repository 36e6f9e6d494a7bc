"""What happens when Ladera itself is wrong: the work is kept, and the person gets a sentence and details to send."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app import __version__
from app.plain import MessageBox


class CrashReporter(QObject):
    """Takes the place of Python's exception hook while a window is open.

    Qt calls slots from C++, where an exception has nowhere to go; without this it would only be printed. `keep` saves
    the work, and says whether it is safe; one report is shown at a time, since a broken paint method fails sixty times
    a second.
    """

    _happened = Signal(str, str)

    def __init__(self, keep: Callable[[], bool], window: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._keep, self._window = keep, window
        self._showing = False
        self._before = sys.excepthook
        self._happened.connect(self._show)

    def install(self) -> None:
        """Report from now on."""
        sys.excepthook = self._hook

    def remove(self) -> None:
        """Let Python report again."""
        sys.excepthook = self._before

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        with suppress(Exception):  # a terminal that is gone, a disk that is full; the report must come
            sys.stderr.write(details)
        # Emitted, not called: an exception on another thread must not touch widgets there.
        self._happened.emit(f"{kind.__name__}: {error}", f"Ladera {__version__}\n{details}")

    def _show(self, summary: str, details: str) -> None:
        if self._showing or QThread.currentThread() is not self.thread():
            return
        self._showing = True
        safe = False
        try:
            safe = self._keep()
        except Exception as error:  # the report must come, whatever else is broken
            details += f"\nThe work could not be kept: {error!r}\n"
        said = (self.tr("Something in Ladera went wrong. Your work is in a safe place and you can go on; if it happens "
                        "again, restart Ladera.") if safe else
                self.tr("Something in Ladera went wrong, and what is not saved could not be kept. Close this message "
                        "and save your work under another name, then restart Ladera."))
        box = MessageBox(MessageBox.Icon.Critical, "Ladera", said, MessageBox.StandardButton.Close, self._window())
        box.setDefaultButton(MessageBox.StandardButton.Close)
        box.setInformativeText(summary)
        box.setDetailedText(details)
        copy = box.addButton(self.tr("Copy the details"), MessageBox.ButtonRole.ActionRole)
        copy.setToolTip(self.tr("Copy what went wrong, for a report"))
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        box.finished.connect(self._closed)
        box.open()
        self._box = box

    def _closed(self) -> None:
        self._showing = False
