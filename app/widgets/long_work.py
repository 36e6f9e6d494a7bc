"""Work in pieces on worker processes or a cluster, as the window sees it: signals, progress, Cancel."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.plain import Label
from app.widgets.background import Background
from engine.jobs import Job, Workplace

LOOK = 60
"""Milliseconds between two looks at the workers."""
SCALE = 1000
Piece = tuple[Any, ...]
"""The arguments of one call."""


@dataclass(frozen=True)
class _Order:
    """What is to be done, `in_flight` pieces at a time: leg after leg while `next_leg` has pieces, where `share` says
    how much of the whole is done; or one leg alone, where both are None."""

    function: Callable[..., Any]
    in_flight: int
    next_leg: Callable[[], Sequence[Piece]] | None = None
    share: Callable[[], float] | None = None


class LongWork(QObject):
    """One job at a time, at the workplace that the person chose, or one leg after the other where what is to be done
    follows from what was found. `advanced` carries [(place of a piece, result)] of a leg."""

    began = Signal()
    waiting = Signal(bool)
    """Whether there is nobody to do the work: a cluster without workers."""
    advanced = Signal(list)
    progressed = Signal()
    """After `advanced`, when whoever hears that knows the results: `share` and `remaining` are others."""
    finished = Signal()
    failed = Signal(object)
    ended = Signal()
    """After finished or failed, and when it was given up."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._job: Job | None = None
        self._order: _Order | None = None
        self._pieces: Sequence[Piece] = ()
        self._began: float | None = None
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
        """How much of the whole is done, from 0 to 1."""
        if self._order is not None and self._order.share is not None:
            return self._order.share()
        return 0.0 if self._job is None else self._job.done / max(1, self._job.total)

    @property
    def remaining(self) -> float | None:
        """Seconds to the end of the whole, as far as can be guessed."""
        if self._order is None or self._order.share is None:
            return None if self._job is None else self._job.remaining
        share = self._order.share()
        return (time.monotonic() - self._began) * (1.0 / share - 1.0) if share > 0.0 else None

    def begin(self, function: Callable[..., Any], pieces: Sequence[Piece], in_flight: int = 4) -> None:
        """Give up what is in work, and do this."""
        self._begin(_Order(function, in_flight), pieces)

    def begin_legs(self, function: Callable[..., Any], next_leg: Callable[[], Sequence[Piece]],
                   share: Callable[[], float], in_flight: int = 4) -> None:
        """Give up what is in work, and go leg after leg. `next_leg` gives the pieces of the next one, once the results
        of the one before have been heard, and none at the end; `share` says how much of the whole is done."""
        self._begin(_Order(function, in_flight, next_leg, share), next_leg())

    def stop(self) -> None:
        """Give up."""
        if self.busy:
            self._end()

    # Inside

    def _begin(self, order: _Order, pieces: Sequence[Piece]) -> None:
        self.stop()
        self._order, self._pieces = order, pieces
        self.began.emit()
        self._opening.ask(self._workplace.open)

    def _start(self, executor: Executor) -> None:
        if self._order is not None and self._job is None:
            if self._began is None:
                self._began = time.monotonic()
            self._job = Job(executor, self._order.function, self._pieces, self._order.in_flight)
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
            if self._job is job:
                self.progressed.emit()
        if self._job is job and job.finished and not self._goes_on():
            self._end()
            if job.failed is not None:
                self.failed.emit(job.failed)
            else:
                self.finished.emit()

    def _goes_on(self) -> bool:
        """Whether there is another leg."""
        if self._job.failed is not None or self._order.next_leg is None:
            return False
        self._pieces = self._order.next_leg()
        if not self._pieces:
            return False
        self._timer.stop()
        self._job = None
        self._opening.ask(self._workplace.open)
        return True

    def _end(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._order = self._began = None
        self._pieces = ()
        self._waits = False
        self._timer.stop()
        self.ended.emit()


class WorkBar(QWidget):
    """Progress, the time that is left and Cancel, while there is work; nothing else. Where it is `low` all stands in
    one line; `instead_of` is hidden meanwhile, so that both never need room at once."""

    def __init__(self, work: LongWork, *, low: bool = False, instead_of: QWidget | None = None) -> None:
        super().__init__()
        self._work, self._instead_of = work, instead_of
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
        (row if low else column).addWidget(self.sentence)
        self.cancel.clicked.connect(work.stop)
        work.began.connect(self._begin)
        work.waiting.connect(self._wait)
        work.progressed.connect(self._advance)
        work.ended.connect(self._end)
        self.hide()

    def _begin(self) -> None:
        self.bar.setRange(0, 0)
        self.sentence.setText(self.tr("Starting the workers…"))
        if self._instead_of is not None:
            self._instead_of.hide()
        self.show()

    def _end(self) -> None:
        self.hide()
        if self._instead_of is not None:
            self._instead_of.show()

    def _wait(self, waiting: bool) -> None:
        self.sentence.setText(self.tr("Waiting for workers: the scheduler has none…") if waiting else "")

    def _advance(self) -> None:
        share, remaining = self._work.share, self._work.remaining
        self.bar.setRange(0, SCALE)
        self.bar.setValue(round(SCALE * share))
        self.sentence.setText("" if remaining is None else self.tr("{done} %, about {seconds} s left").format(
            done=round(100 * share), seconds=max(1, round(remaining))))
