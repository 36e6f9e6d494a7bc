"""Another training of the same network: one that is under way, leg by leg on worker processes, or one that is kept."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.widgets.long_work import LongWork
from app.workspaces.landscape.loss_sample import LossSample
from engine.data import Data
from engine.errors import LaderaError
from engine.jobs import Workplace
from engine.landscape import Course, KeptRun, Leg, Plane, RunProgress, Trajectory, leg, losses_at

LEG = 0.3
"""Seconds of training between two looks at where a run has come to."""
SENT = 30e6
"""Bytes of data for which a leg is a second longer: they are sent with each."""


class Rival(QObject):
    """`walk` as far as it is known, with the true `losses` (T,) of its points, NaN where they are not known yet. It is
    drawn where the person wants it `shown` and its network `fits`. `kept` is it as a value of the project, None while
    it is under way; `error` says why it ended before its time.

    `grown` when more is known, `over` when the training has ended.
    """

    grown = Signal()
    over = Signal()

    def __init__(self, title: str, colour: int, seed: int, network: str, workplace: Workplace,
                 parent: QObject) -> None:
        super().__init__(parent)
        self.title, self.colour, self.seed, self.network = title, colour, seed, network
        self.kept: KeptRun | None = None
        self.shown = self.fits = True
        self.error: LaderaError | None = None
        self.epochs = self.epochs_wanted = 0
        self._show_walk(Trajectory(np.empty(0, np.int64), np.empty(0), np.empty((0, 0), np.float32)))
        self._subject: LossSample | None = None
        self._true: dict[int, float] = {}
        self._journey: RunProgress | None = None
        self._seconds = LEG
        self._measured_by = ""
        self._work, self._measuring = LongWork(workplace, self), LongWork(workplace, self)
        self._work.advanced.connect(lambda results: self._take(results[0][1]))
        self._work.finished.connect(self._go_on)
        for work in (self._work, self._measuring):
            work.failed.connect(self._fail)
        self._measuring.advanced.connect(lambda results: self._learn(self._missing, results[0][1]))

    @classmethod
    def of(cls, kept: KeptRun, workplace: Workplace, parent: QObject) -> Rival:
        """One of the project's."""
        rival = cls(kept.title, kept.colour, kept.seed, kept.network, workplace, parent)
        rival.kept = kept
        rival._show_walk(kept.walk)
        return rival

    @property
    def busy(self) -> bool:
        return self.under_way or self._measuring.busy

    @property
    def under_way(self) -> bool:
        return self._work.busy

    @property
    def drawn(self) -> bool:
        return self.shown and self.fits and len(self.walk.points) > 0

    @property
    def ended(self) -> bool:
        """Whether its last weights are there."""
        return self.kept is not None and self.fits

    @property
    def end(self) -> np.ndarray:
        """The last weights, (n,)."""
        return self.walk.points[-1]

    def coordinates(self, plane: Plane) -> np.ndarray:
        """The walk on a plane (T, 2); the last answer is kept."""
        if self._plane is not plane:
            self._plane, self._coordinates = plane, plane.project(self.walk.points).coordinates
        return self._coordinates

    def begin(self, course: Course, epochs: int, subject: LossSample) -> None:
        """Train so many epochs, measured as the surface of `subject` is."""
        self._journey, self._subject, self.epochs_wanted = RunProgress(course), subject, epochs
        self._seconds = LEG + _bytes(course.data) / SENT
        self._go_on()

    def measure(self, subject: LossSample | None) -> None:
        """Measure the walk anew, as another surface is."""
        self._subject, self._true = subject, {}
        self._measuring.stop()
        self._value()
        self._measure_missing()

    def stop(self) -> None:
        """Stop the training where it is."""
        if self.under_way:
            self._work.stop()
            self.over.emit()

    def discard(self) -> None:
        """It is wanted no more."""
        for work in (self._work, self._measuring):
            work.stop()
        self.deleteLater()

    # Inside

    def _go_on(self) -> None:
        if self._journey.over:
            self.over.emit()
            return
        self._measured_by = self._subject.task.key
        self._work.begin(leg, [self._journey.next(self._seconds, self._subject.task)])

    def _take(self, found: Leg) -> None:
        self._journey.take(found)
        self.epochs, self.error = found.epochs, found.failed
        self._show_walk(self._journey.path.seen())
        self._learn(found.walk.steps.tolist() if self._measured_by == self._subject.task.key else [], found.true)

    def _fail(self, error: LaderaError) -> None:
        self.error = error
        self.over.emit()

    def _learn(self, steps: list[int], losses: np.ndarray) -> None:
        self._true.update(zip(steps, losses.tolist(), strict=False))
        self._value()
        self._measure_missing()
        self.grown.emit()

    def _measure_missing(self) -> None:
        if self._subject is None or self._measuring.busy:
            return
        missing = [place for place, step in enumerate(self.walk.steps.tolist()) if step not in self._true]
        if missing:
            self._missing = self.walk.steps[missing].tolist()
            self._measuring.begin(losses_at, [(self._subject.task, self.walk.points[missing])])

    def _show_walk(self, walk: Trajectory) -> None:
        self.walk = walk
        self.losses = np.full(len(walk.steps), np.nan)
        self._plane: Plane | None = None
        self._coordinates = np.empty((0, 2))

    def _value(self) -> None:
        self.losses = np.array([self._true.get(step, np.nan) for step in self.walk.steps.tolist()])


def _bytes(data: Data) -> int:
    """What sending takes."""
    return data.train.nbytes + data.validation.nbytes + data.test.nbytes
