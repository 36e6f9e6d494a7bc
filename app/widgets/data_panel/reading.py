"""Reading a table beside the window, with progress, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.plain import Label
from app.widgets.background import Background
from app.widgets.data_panel.beside import Watch
from engine.errors import LaderaError
from engine.jobs import GivenUpError

LOOK = 60
"""Milliseconds between two looks at the progress."""
PATIENCE = 400
"""Milliseconds after which work is seen to be one."""
SCALE = 1000


class Reading(QObject):
    """One question at a time: a function that gets a Watch. `done` carries the answer, `failed` a LaderaError;
    `ended` comes after either, and when it was stopped."""

    began = Signal()
    advanced = Signal(float)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch = Watch()
        self._background = Background(self)
        self._background.done.connect(self._finish)
        self._background.failed.connect(self._fail)
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(lambda: self.advanced.emit(self._watch.share))

    @property
    def busy(self) -> bool:
        return self._background.busy

    def ask(self, question: Callable[[Watch], Any]) -> None:
        """Give up what is asked, and ask this."""
        self._watch.given_up.set()
        watch = self._watch = Watch()
        self._background.ask(lambda: question(watch))
        self._timer.start()
        self.began.emit()

    def stop(self) -> None:
        """Give it up."""
        self._watch.given_up.set()

    def _finish(self, answer: object) -> None:
        self._timer.stop()
        self.done.emit(answer)
        self.ended.emit()

    def _fail(self, error: LaderaError) -> None:
        self._timer.stop()
        if not isinstance(error, GivenUpError):
            self.failed.emit(error)
        self.ended.emit()


class ReadingBar(QWidget):
    """Progress and Stop while something is read for longer than a moment; the room for them is kept."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.bar = QProgressBar(textVisible=False, maximum=SCALE)
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.setToolTip(self.tr("Stop reading; nothing changes"))
        self.stop.clicked.connect(reading.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(self.tr("Reading…")))
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._patience.timeout.connect(self.show)
        reading.began.connect(self._begin)
        reading.advanced.connect(lambda share: self.bar.setValue(round(SCALE * share)))
        reading.ended.connect(self._end)
        self.hide()

    def _begin(self) -> None:
        self.bar.setValue(0)
        self._patience.start()

    def _end(self) -> None:
        self._patience.stop()
        self.hide()
