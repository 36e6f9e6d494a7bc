"""A Boltzmann machine that learns while one watches: it plays, stops, goes epoch by epoch, and begins anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, Signal

from app.workspaces.learner import Learner, words_of
from engine.device import get_device
from engine.errors import LaderaError, NonFiniteError
from engine.generative import BoltzmannRun, BoltzmannSetup, Estimate, Moment, annealed

CHUNK = 0.05
"""Seconds of learning between two pictures, at least."""


class BoltzmannPlayer(Learner):
    """`estimated` when ln Z is; `device()` names where it learns."""

    estimated = Signal()
    words = words_of(QT_TRANSLATE_NOOP("Playing", "Let the Boltzmann machine learn, or pause it"),
                     QT_TRANSLATE_NOOP("Playing", "Every example once, then wait"))

    def __init__(self, setup: BoltzmannSetup, device: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setup, self._device = setup, device
        self._run: BoltzmannRun | None = None
        self.moment: Moment | None = None
        self.estimate: Estimate | None = None
        self._last: int | None = None

    @property
    def setup(self) -> BoltzmannSetup:
        return self._setup

    def set_setup(self, setup: BoltzmannSetup) -> None:
        """Another machine, at its beginning; it learns on where one was learning."""
        if setup != self._setup:
            self._setup = setup
            self._build()

    def show_start(self) -> None:
        """See to it that there is something to see."""
        if self.moment is None and not self.busy:
            self._build()

    def play(self, last: int | None = None) -> None:
        """Learn on, up to epoch `last` where one is given."""
        self._last = last
        super().play()

    def move(self, by: int) -> None:
        """So many epochs on; a machine does not go back, and one that broke off begins anew."""
        self.pause()
        run = self._run
        if run is None:
            self._build()
        elif by > 0:
            self._work.ask(lambda: (run, run.advance(0.0, run.moment.epoch + by), None))

    def restart(self) -> None:
        """The weights of the beginning, and wait there."""
        self.pause()
        self._build()

    def sweep(self, steps: int) -> None:
        """Let the particles walk on, and the machine wait."""
        self.pause()
        run = self._run
        if run is not None:
            self._work.ask(lambda: (run, run.walk(steps), None))

    def estimate_partition(self) -> None:
        """Estimate ln Z of the machine as it is, by annealed importance sampling; it waits meanwhile."""
        self.pause()
        run = self._run
        if run is not None:
            self._work.ask(lambda: (run, run.moment, annealed(run.moment.rbm)))

    def _build(self) -> None:
        setup, device = self._setup, self._device()
        self._run = None

        def build() -> tuple[BoltzmannRun, Moment, None]:
            run = BoltzmannRun(setup, get_device(device))
            return run, run.moment, None

        self._work.ask(build)

    def _go_on(self) -> None:
        run = self._run
        if run is None:
            self._build()
            return
        last = self._last
        if last is not None and run.moment.epoch >= last:
            self.pause()
            return
        self._work.ask(lambda: (run, run.advance(CHUNK, last), None))

    def _fail(self, error: LaderaError) -> None:
        if isinstance(error, NonFiniteError):  # what has broken off does not go on: Learn begins anew
            self._run = None
        super()._fail(error)

    def _show(self, answer: tuple[BoltzmannRun, Moment, Estimate | None]) -> None:
        run, moment, estimate = answer
        if moment.setup != self._setup:
            return
        self._run, self.moment, self.estimate = run, moment, estimate
        self.moved.emit()
        if estimate is not None:
            self.estimated.emit()
        if self.playing and not self.busy:
            self._go_on()
