"""A Boltzmann machine that learns while one watches: it plays, stops, goes epoch by epoch, and begins anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, Signal

from app.widgets.background import Background
from engine.device import get_device
from engine.errors import LaderaError
from engine.generative import BoltzmannRun, BoltzmannSetup, Estimate, Moment, annealed

CHUNK = 0.05
"""Seconds of learning between two pictures, at least."""


class BoltzmannPlayer(QObject):
    """`moved` when another moment is shown, `played` when it begins or stops, `estimated` when ln Z is, `failed` with a
    LaderaError. It learns on a thread, one chunk after the other, and never more than is drawn; `device()` names where.
    """

    moved = Signal()
    played = Signal(bool)
    estimated = Signal()
    failed = Signal(object)
    words: Mapping[str, tuple[str, str]] = MappingProxyType({
        "play": (QT_TRANSLATE_NOOP("Playing", "&Learn"),
                 QT_TRANSLATE_NOOP("Playing", "Let the Boltzmann machine learn, or pause it")),
        "step": (QT_TRANSLATE_NOOP("Playing", "One &epoch"),
                 QT_TRANSLATE_NOOP("Playing", "Every example once, then wait")),
        "reset": (QT_TRANSLATE_NOOP("Playing", "Begin a&new"),
                  QT_TRANSLATE_NOOP("Playing", "The weights of the beginning, from the same seed")),
    })

    def __init__(self, setup: BoltzmannSetup, device: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setup, self._device = setup, device
        self._run: BoltzmannRun | None = None
        self.moment: Moment | None = None
        self.estimate: Estimate | None = None
        self.playing = False
        self._last: int | None = None
        self._work = Background(self)
        self._work.done.connect(self._show)
        self._work.failed.connect(self._fail)

    @property
    def setup(self) -> BoltzmannSetup:
        return self._setup

    @property
    def busy(self) -> bool:
        """Whether something is under way, of which there will be another picture."""
        return self._work.busy

    def set_setup(self, setup: BoltzmannSetup) -> None:
        """Another machine, at its beginning; it learns on where one was learning."""
        if setup != self._setup:
            self._setup = setup
            self._build()

    def show_start(self) -> None:
        """See to it that there is something to see."""
        if self.moment is None and not self.busy:
            self._build()

    def toggle(self) -> None:
        self.pause() if self.playing else self.play()

    def play(self, last: int | None = None) -> None:
        """Learn on, up to epoch `last` where one is given."""
        self._last = last
        if not self.playing:
            self.playing = True
            self.played.emit(True)
        if not self.busy:
            self._go_on()

    def pause(self) -> None:
        if self.playing:
            self.playing = False
            self.played.emit(False)

    def move(self, by: int) -> None:
        """So many epochs on; a machine does not go back."""
        self.pause()
        run = self._run
        if run is not None and by > 0:
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

    def _fail(self, error: LaderaError) -> None:
        self.pause()
        self.failed.emit(error)
