"""Signals of the system as signals of Qt."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterable

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class SystemSignals(QObject):
    """`received(number)`, on the window's thread and as soon as its event loop turns.

    Python itself looks for signals only where it runs, and a window that nobody touches runs nothing. The system writes
    their numbers into a socket, which wakes the loop. One that the program was told to ignore, as by nohup, stays so.
    """

    received = Signal(int)

    def __init__(self, numbers: Iterable[signal.Signals], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours, theirs = socket.socketpair()
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._theirs = theirs
        self._before = {number: signal.signal(number, _nothing) for number in numbers
                        if signal.getsignal(number) != signal.SIG_IGN}
        self._wakeup_before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def close(self) -> None:
        """Leave the signals to whoever had them."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()

    def _read(self) -> None:
        for number in self._ours.recv(64):
            if number in self._before:
                self.received.emit(number)


def _nothing(*_: object) -> None:
    """A handler of Python's, so that the system's own does not end the program."""
