"""Something long that the person waits for, while the window lives on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.shell.waiting import PATIENCE, Waiting
from engine.errors import N_
from engine.jobs import GivenUpError

AT_ONCE = 0.03
"""Seconds that the window does nothing else, for what is quick."""

Found = TypeVar("Found")


class Beside(QObject):
    """Does one thing at a time on a thread and comes back with what it found, or with the error that it raised.

    The window is drawn meanwhile and training goes on; what the person types and clicks waits, and after a moment they
    are told what it is that takes so long, with Cancel.
    """

    def __init__(self, title: str, window: QWidget) -> None:
        super().__init__(window)
        self._busy = False
        self._waiting = Waiting(title, window)

    @property
    def busy(self) -> bool:
        """Whether something is being waited for: nothing else can begin."""
        return self._busy

    def do(self, work: Callable[[Callable[[], None]], Found], sentence: str) -> Found:
        """What `work` returns. It is given a function to call from time to time, which raises GivenUpError where nobody
        waits any more, as this does then. `sentence` says what is being done."""
        if self._busy:
            raise _given_up()
        task = _Task(work)
        self._busy = True
        try:
            threading.Thread(target=task.run, name="beside", daemon=True).start()
            if not task.over.wait(AT_ONCE):
                self._wait(task, sentence)
        finally:
            self._busy = False
        return task.result()

    def _wait(self, task: _Task, sentence: str) -> None:
        loop = QEventLoop()
        task.ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        self._waiting.cancelled.connect(loop.quit)
        self._waiting.begin(sentence)
        QTimer.singleShot(PATIENCE, loop, loop.quit)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if self._waiting.goes_on and not task.over.is_set():
            QGuiApplication.setOverrideCursor(Qt.CursorShape.ArrowCursor)
            loop.exec()
            QGuiApplication.restoreOverrideCursor()
        self._waiting.end()


class _Task(QObject):
    """One piece of work, on its thread."""

    ended = Signal()

    def __init__(self, work: Callable[[Callable[[], None]], Found]) -> None:
        super().__init__()
        self._work = work
        self.over = threading.Event()
        self._given_up = threading.Event()
        self._found: Found | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._found = self._work(self._go_on)
        except BaseException as error:  # for whoever waits
            self._error = error
        self.over.set()
        with suppress(RuntimeError):  # Qt's objects are gone: the program has ended meanwhile
            self.ended.emit()

    def result(self) -> Found:
        """What was found. What is not over yet is given up."""
        if not self.over.is_set():
            self._given_up.set()
            raise _given_up()
        if self._error is not None:
            raise self._error
        return self._found

    def _go_on(self) -> None:
        if self._given_up.is_set():
            raise _given_up()


def _given_up() -> GivenUpError:
    return GivenUpError(N_("engine", "This was given up."))
