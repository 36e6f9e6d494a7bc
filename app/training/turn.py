"""Whose turn it is to run Python: the window's or the training's.

Python runs one thread at a time. A training step is a few dozen calls of two microseconds each, so a training that
never steps aside makes the window ask for the interpreter hundreds of times per frame. The window says when it has
something to do; the training looks once per step, which costs it 30 ns, and stands still until the window is done.
"""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

# A window that is busy for longer, say in a file dialog, does not stop the training.
LONGEST_WAIT = 0.03

_WORK_DONE = QEvent.Type(QEvent.registerEventType())


class Turn:
    """The window calls `take` and `give`, the training looks at `taken` and calls `wait`."""

    def __init__(self) -> None:
        self.taken = False
        self._given = threading.Event()

    def take(self) -> None:
        self._given.clear()
        self.taken = True

    def give(self) -> None:
        self.taken = False
        self._given.set()

    def wait(self) -> None:
        """Until the window is done, at most LONGEST_WAIT seconds; after that the turn is the training's."""
        if not self._given.wait(LONGEST_WAIT):
            self.taken = False


class WindowTurns(QObject):
    """Takes the turn for the window while it handles input and paints, and measures for how long.

    Watches top-level widgets and their native windows: all input and all painting of a window pass there.
    """

    _WORK = frozenset({
        QEvent.Type.UpdateRequest, QEvent.Type.Expose, QEvent.Type.Resize, QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.Wheel, QEvent.Type.KeyPress,
    })

    def __init__(self, turn: Turn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = turn
        self._since = 0.0
        self._enabled = self._ending = False
        self.seconds = self.worked = 0.0
        """Seconds that the window has worked beside a training: since the last look, and in all."""

    def watch(self, window: QWidget) -> None:
        """Watch a top-level widget that is already shown."""
        window.installEventFilter(self)
        if window.windowHandle() is not None:
            window.windowHandle().installEventFilter(self)

    def enable(self, training: bool) -> None:
        """Turns are taken only while something trains."""
        self._enabled = training
        if not training:
            self._end()

    def begin(self) -> None:
        """The window starts to work; the turn is given back when what that leads to, painting above all, is done."""
        if not self._turn.taken:
            self._since = self._since or time.perf_counter()
            self._turn.take()
        if not self._ending:
            self._ending = True
            # After everything that is posted until then: Qt posts the painting of a window at low priority.
            QCoreApplication.postEvent(self, QEvent(_WORK_DONE), Qt.EventPriority.LowEventPriority.value - 1)

    def take_seconds(self) -> float:
        """The seconds that the window has worked since the last call."""
        seconds, self.seconds = self.seconds, 0.0
        return seconds

    def _end(self) -> None:
        if self._since:
            spent = time.perf_counter() - self._since
            self.seconds += spent
            self.worked += spent
            self._since = 0.0
        self._turn.give()

    def customEvent(self, event: QEvent) -> None:
        self._ending = False
        self._end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._enabled and event.type() in self._WORK:
            self.begin()
        return False
