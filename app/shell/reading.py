"""Opening what strangers wrote: in a process with limits, with Cancel, and not without a question where it takes
gigabytes of memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.plain import MessageBox
from app.shell.waiting import Waiting
from app.widgets.background import Background
from engine.errors import LaderaError
from engine.jobs import Limits, Readers, installed_memory, need

UNASKED = 1_000_000_000
"""Bytes of memory that are taken without a word."""

Then = Callable[[Any], object]


class Reading(QObject):
    """One file at a time; a new one takes the place of the one before. The window goes on meanwhile."""

    failed = Signal(object)
    """A LaderaError."""
    ended = Signal()
    """Nothing is being read any more, however it went."""

    def __init__(self, readers: Readers, window: QWidget) -> None:
        super().__init__(window)
        self._readers, self._window = readers, window
        self._then: Then | None = None
        self._given_up = threading.Event()
        self._background = Background(self)
        self._background.done.connect(self._take)
        self._background.failed.connect(self._fail)
        self._waiting = Waiting(self.tr("Open a file"), window)
        self._waiting.cancelled.connect(self.cancel)

    @property
    def busy(self) -> bool:
        return self._then is not None

    def read(self, path: Path, then: Then, function: Callable[..., Any], *arguments: Any) -> None:
        """Call `then` with `function(path, *arguments)`, both of which must be such that they can be sent."""
        self.cancel()
        size = _size(path)
        if need(size) > UNASKED and not self._may_take(path, size):
            return
        given_up = self._given_up = threading.Event()
        self._then = then
        self._waiting.begin(self.tr("Reading “{file}”…").format(file=path.name))
        self._background.ask(lambda: self._readers.limited(function, path, *arguments, name=path.name,
                                                           limits=Limits.of(size), given_up=given_up))

    def cancel(self) -> None:
        """Read no further; what comes nevertheless is not heard."""
        self._given_up.set()
        if self.busy:
            self._end()

    def _take(self, content: Any) -> None:
        then = self._then
        if then is not None:
            self._end(then, content)

    def _fail(self, error: LaderaError) -> None:
        if self.busy:
            self._end(self.failed.emit, error)

    def _end(self, tell: Then | None = None, what: Any = None) -> None:
        self._then = None
        self._waiting.end()
        if tell is not None:
            tell(what)
        self.ended.emit()

    def _may_take(self, path: Path, size: int) -> bool:
        there = installed_memory()
        said = (self.tr("“{file}” has {size} GB. To read it may take {need} GB of memory.") if there is None else
                self.tr("“{file}” has {size} GB. To read it may take {need} of the {there} GB of memory of this "
                        "computer."))
        buttons = MessageBox.StandardButton
        box = MessageBox(MessageBox.Icon.Warning, self.tr("A large file"), said.format(
            file=path.name, size=_gigabytes(size), need=_gigabytes(need(size)), there=_gigabytes(there or 0)),
            buttons.Open | buttons.Cancel, self._window)
        box.setDefaultButton(buttons.Cancel)
        return box.exec() == buttons.Open


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # whoever reads it says why
        return 0


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f}"
