"""A run that is made of moments, gone through while one watches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject

from app.workspaces.learner import Learner
from engine.errors import LaderaError

CHUNK = 0.08
"""Seconds of learning between two pictures, at least."""


class Shown(Protocol):
    """A moment of a run; `done` goes from 0 to 1."""

    @property
    def done(self) -> float: ...


Moment = TypeVar("Moment", bound=Shown)


class RunPlayer(Learner, Generic[Moment]):
    """`begin()`, on the window's thread, takes down what a new run is to be made from, and gives back what makes it, on
    the other one. `words` are those of `Playable`."""

    def __init__(self, begin: Callable[[], Callable[[], Iterable[Moment]]], words: Mapping[str, tuple[str, str]],
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begin, self.words = begin, words
        self.run: Iterable[Moment] | None = None
        self._moments: Iterator[Moment] | None = None
        self.moment: Moment | None = None
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
        """One moment on; what was learned is not taken back."""
        self.pause()
        if by > 0 and not self.busy and not self.is_over:
            self._go_on(0.0)

    def show_start(self) -> None:
        """Come to the first moment, so that there is something to see."""
        if self.moment is None and not self.playing:
            self._go_on(0.0)

    def restart(self) -> None:
        """Forget all, and wait."""
        self.pause()
        self._number += 1
        self.run, self._moments, self.moment = None, None, None
        self.moved.emit()

    def _go_on(self, seconds: float = CHUNK) -> None:
        number, known = self._number, (self.run, self._moments)
        make = self._begin() if self._moments is None else None

        def work() -> tuple[int, Iterable[Moment], Iterator[Moment], Moment]:
            run, moments = known
            if make is not None:
                run = make()
                moments = iter(run)
            end = time.perf_counter() + seconds
            moment = next(moments)
            while time.perf_counter() < end and moment.done < 1.0:
                moment = next(moments)
            return number, run, moments, moment

        self._work.ask(work)

    def _show(self, answer: tuple[int, Iterable[Moment], Iterator[Moment], Moment]) -> None:
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
