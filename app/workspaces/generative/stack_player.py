"""A greedy pre-training that goes on while one watches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject

from app.workspaces.generative.learner import Learner, words_of
from engine.device import get_device
from engine.errors import LaderaError
from engine.generative.greedy import GreedyMoment, GreedyRun

CHUNK = 0.08
"""Seconds of learning between two pictures, at least."""


class StackPlayer(Learner):
    """`settings()` are those of a new beginning, `device()` names where it learns."""

    words = words_of(QT_TRANSLATE_NOOP("Playing", "Teach layer after layer, then fine-tune; or pause"),
                     QT_TRANSLATE_NOOP("Playing", "One epoch of the layer, or of the fine-tuning, then wait"))

    def __init__(self, settings: Callable[[], Mapping[str, object]], device: Callable[[], str],
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings, self._device = settings, device
        self.run: GreedyRun | None = None
        self._moments: Iterator[GreedyMoment] | None = None
        self.moment: GreedyMoment | None = None
        self._number = 0

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to learn."""
        return self.moment is not None and self.moment.done >= 1.0

    def play(self) -> None:
        """Go on; after the end, begin anew."""
        if self.is_over:
            self.restart()
        super().play()

    def move(self, by: int) -> None:
        """One epoch on; what was learned is not taken back."""
        self.pause()
        if by > 0 and not self.busy and not self.is_over:
            self._go_on(0.0)

    def restart(self) -> None:
        """Forget all, and wait."""
        self.pause()
        self._number += 1
        self.run, self._moments, self.moment = None, None, None
        self.moved.emit()

    def _go_on(self, seconds: float = CHUNK) -> None:
        number, settings, device = self._number, dict(self._settings()), self._device()
        known = self.run, self._moments

        def work() -> tuple[int, GreedyRun, Iterator[GreedyMoment], GreedyMoment]:
            run, moments = known
            if moments is None:
                run = GreedyRun(settings, get_device(device))
                moments = iter(run)
            end = time.perf_counter() + seconds
            moment = next(moments)
            while time.perf_counter() < end and moment.done < 1.0:
                moment = next(moments)
            return number, run, moments, moment

        self._work.ask(work)

    def _show(self, answer: tuple[int, GreedyRun, Iterator[GreedyMoment], GreedyMoment]) -> None:
        number, run, moments, moment = answer
        if number == self._number:
            self.run, self._moments, self.moment = run, moments, moment
            self.moved.emit()
        if self.playing and self.is_over:
            self.pause()
        elif self.playing and not self.busy:
            self._go_on()

    def _fail(self, error: LaderaError) -> None:
        self._moments = None  # what has broken off does not go on: Learn begins anew
        super()._fail(error)
