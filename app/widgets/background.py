"""Work that is too slow for the window's thread."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from engine.errors import N_, LaderaError, sentence_of


class Background(QObject):
    """Runs one function at a time on a thread; only the answer to the newest question is heard.

    `done` carries the answer, `failed` a LaderaError; both on the thread of this object.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = 0
        self._heard = 0
        self._waiting: tuple[int, Callable[[], Any]] | None = None
        self._thread: threading.Thread | None = None
        _post()  # on this thread

    @property
    def busy(self) -> bool:
        """Whether the newest question is not answered yet."""
        return self._heard != self._asked

    def ask(self, question: Callable[[], Any]) -> None:
        """Answer this; what was asked before and has not begun is dropped."""
        self._asked += 1
        self._waiting = (self._asked, question)
        if self._thread is None:
            self._start()

    def drop(self) -> None:
        """Nobody wants the answer any more."""
        self._asked += 1
        self._heard, self._waiting = self._asked, None

    def _start(self) -> None:
        number, question = self._waiting
        self._waiting = None
        self._thread = threading.Thread(target=_answer, args=(weakref.ref(self), number, question),
                                        name="background", daemon=True)
        self._thread.start()

    def _hear(self, number: int, answer: object, good: bool) -> None:
        self._thread.join()
        self._thread = None
        if self._waiting is not None:
            self._start()
        if number == self._asked:
            self._heard = number
            (self.done if good else self.failed).emit(answer)


class _Post(QObject):
    """Brings answers from threads to the window's. It lives as long as the program: who asked may be gone before the
    answer is there, and a thread must not touch an object that the window may be about to delete."""

    answered = Signal(object, int, object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @staticmethod
    def _deliver(asker: weakref.ref[Background], number: int, answer: object, good: bool) -> None:
        background = asker()
        if background is not None and shiboken6.isValid(background):
            background._hear(number, answer, good)


@cache
def _post() -> _Post:
    return _Post()


def _answer(asker: weakref.ref[Background], number: int, question: Callable[[], Any]) -> None:
    try:
        answer, good = question(), True
    except OSError as error:
        answer, good = LaderaError(N_("engine", "The file cannot be read: {detail}"), detail=str(error)), False
    except Exception as error:
        answer, good = sentence_of(error), False
    with suppress(RuntimeError):  # Qt's objects are gone: the program has ended meanwhile
        _post().answered.emit(asker, number, answer, good)
