"""Work in pieces on worker processes or a cluster, as the window sees it: signals, progress, Cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.plain import Label
from app.widgets.background import Background
from engine.jobs import Job, Workplace

LOOK = 60
"""Milliseconds between two looks at the workers."""
SCALE = 1000


class LongWork(QObject):
    """One job at a time, at the workplace that the person chose. `advanced` carries [(place of a piece, result)]."""

    began = Signal()
    waiting = Signal(bool)
    """Whether there is nobody to do the work: a cluster without workers."""
    advanced = Signal(list)
    finished = Signal()
    failed = Signal(object)
    ended = Signal()
    """After finished or failed, and when it was given up."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._job: Job | None = None
        self._order: tuple[Callable[..., Any], Sequence[tuple[Any, ...]], int] | None = None
        self._opening = Background(self)
        self._opening.done.connect(self._start)
        self._opening.failed.connect(self._refuse)
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)
        self._waits = False

    @property
    def busy(self) -> bool:
        return self._order is not None

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return 0.0 if self._job is None else self._job.done / max(1, self._job.total)

    @property
    def remaining(self) -> float | None:
        """Seconds, as far as can be guessed."""
        return None if self._job is None else self._job.remaining

    def begin(self, function: Callable[..., Any], pieces: Sequence[tuple[Any, ...]], in_flight: int = 4) -> None:
        """Give up what is in work, and do this."""
        self.stop()
        self._order = function, pieces, in_flight
        self.began.emit()
        self._opening.ask(self._workplace.open)

    def stop(self) -> None:
        """Give up."""
        if self.busy:
            self._end()

    # Inside

    def _start(self, executor: Executor) -> None:
        if self._order is not None and self._job is None:
            function, pieces, in_flight = self._order
            self._job = Job(executor, function, pieces, in_flight)
            self._job.start()
            self._timer.start()

    def _refuse(self, error: object) -> None:
        if self.busy:
            self._end()
            self.failed.emit(error)

    def _look(self) -> None:
        job = self._job
        results = job.poll()
        if job.waiting != self._waits:
            self._waits = job.waiting
            self.waiting.emit(self._waits)
        if results:
            self.advanced.emit(results)
        if self._job is job and job.finished:
            self._end()
            if job.failed is not None:
                self.failed.emit(job.failed)
            else:
                self.finished.emit()

    def _end(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._order = None
        self._waits = False
        self._timer.stop()
        self.ended.emit()


class WorkBar(QWidget):
    """Progress, the time that is left and Cancel, while there is work; nothing else."""

    def __init__(self, work: LongWork) -> None:
        super().__init__()
        self._work = work
        self.bar = QProgressBar(textVisible=False)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Give this work up; what has been computed stays"))
        self.sentence = Label()
        self.sentence.setProperty("look", "muted")
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.sentence)
        self.cancel.clicked.connect(work.stop)
        work.began.connect(self._begin)
        work.waiting.connect(self._wait)
        work.advanced.connect(self._advance)
        work.ended.connect(self.hide)
        self.hide()

    def _begin(self) -> None:
        self.bar.setRange(0, 0)
        self.sentence.setText(self.tr("Starting the workers…"))
        self.show()

    def _wait(self, waiting: bool) -> None:
        self.sentence.setText(self.tr("Waiting for workers: the scheduler has none…") if waiting else "")

    def _advance(self) -> None:
        share, remaining = self._work.share, self._work.remaining
        self.bar.setRange(0, SCALE)
        self.bar.setValue(round(SCALE * share))
        self.sentence.setText("" if remaining is None else self.tr("{done} %, about {seconds} s left").format(
            done=round(100 * share), seconds=max(1, round(remaining))))
