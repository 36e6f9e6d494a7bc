"""A race as a film: it plays, stops, steps, goes back, and begins anew when something is changed."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, Qt, QTimer, Signal

from engine.descent import DescentSetup, Race

FRAME = 16
BASE = 10.0
"""Steps per second at speed 1."""
LONGEST = 20_000
FIRST = 60
"""Steps that the slider reaches at the beginning."""
MOST_AT_ONCE = 400
BUDGET = 0.006
"""Seconds of steps in one frame: the window stays fluid, and the speed shown is the one that is reached."""
HURRY = 0.006
"""Seconds of steps for each place that a start is dragged over."""
STRIDE = 8
"""Steps that all racers take between two looks at the clock."""


class Player(QObject):
    """`moved` when another step is shown, `rebuilt` when the race is another or begins elsewhere, `played` when it
    begins or stops.

    Steps are computed once and kept; going back is looking at them again. The race is a step ahead of the one that is
    shown, whose length is known only then. In a hurry not all of them are walked at once: `known` says how far it has
    come.
    """

    moved = Signal()
    rebuilt = Signal()
    played = Signal(bool)
    words: Mapping[str, tuple[str, str]] = MappingProxyType({
        "play": (QT_TRANSLATE_NOOP("Playing", "Wa&lk"),
                 QT_TRANSLATE_NOOP("Playing", "Let the optimizers walk down the function, or pause them")),
        "step": (QT_TRANSLATE_NOOP("Playing", "One &step"),
                 QT_TRANSLATE_NOOP("Playing", "One step of every optimizer, then wait")),
        "reset": (QT_TRANSLATE_NOOP("Playing", "Back to the sta&rt"),
                  QT_TRANSLATE_NOOP("Playing", "Put every optimizer back to the start of its walk")),
    })

    def __init__(self, setup: DescentSetup, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.speed = 1.0
        self._timer = QTimer(self, interval=FRAME, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._debt = 0.0
        self._ticked = 0.0
        self._setup = setup
        self.step = 0
        self.race = self._made()

    @property
    def setup(self) -> DescentSetup:
        return self._setup

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def reach(self) -> int:
        """How far the slider goes: what has been walked, and at least FIRST."""
        return max(FIRST, self.race.steps_done)

    @property
    def known(self) -> int:
        """The last step up to `step` that has been walked."""
        return min(self.step, self.race.steps_done)

    def set_setup(self, setup: DescentSetup, *, hurry: bool = False) -> None:
        """Another race; from another start alone it goes on at the same step, so that a start can be dragged while it
        runs. In a `hurry` it walks for HURRY seconds; the rest is left to `catch_up`."""
        old, self._setup = self._setup, setup
        if _walked(setup) != _walked(old):
            self.race = self._made()
            self.step = 0
        elif setup.start != old.start:
            self.race.restart(np.array(setup.start))
            self._walk(time.perf_counter() + HURRY if hurry else math.inf)
        else:
            return
        self.rebuilt.emit()

    def catch_up(self) -> None:
        """Walk what a hurry has left out."""
        if self.race.steps_done <= self.step:
            self._walk(math.inf)
            self.moved.emit()

    def toggle(self) -> None:
        self.pause() if self.playing else self.play()

    def play(self) -> None:
        if self.step >= LONGEST:
            self.go(0)
        self._ticked, self._debt = time.perf_counter(), 0.0
        self._timer.start()
        self.played.emit(True)

    def pause(self) -> None:
        if self.playing:
            self._timer.stop()
            self.played.emit(False)

    def go(self, step: int) -> None:
        """Show a step, walking as far as is needed."""
        step = max(0, min(LONGEST, step))
        if step >= self.race.steps_done:
            self.race.run(step + 1 - self.race.steps_done)
        if step != self.step:
            self.step = step
            self.moved.emit()

    def move(self, by: int) -> None:
        """Some steps on, or back."""
        self.pause()
        self.go(self.step + by)

    def restart(self) -> None:
        """Back to the start, and wait there."""
        self.pause()
        self.go(0)

    def _made(self) -> Race:
        race = Race(self._setup.function(), self._setup.racers, np.array(self._setup.start))
        race.step()
        return race

    def _walk(self, until: float) -> None:
        """Towards `step`, all in turn, until the clock says `until`."""
        while self.race.steps_done <= self.step and time.perf_counter() < until:
            self.race.run(min(STRIDE, self.step + 1 - self.race.steps_done))

    def _tick(self) -> None:
        now = time.perf_counter()
        self._debt = min(self._debt + (now - self._ticked) * BASE * self.speed, MOST_AT_ONCE)
        self._ticked = now
        whole = int(self._debt)
        if not whole:
            return
        until = now + BUDGET
        if self.known < self.step:
            self._walk(until)
            self.moved.emit()
            return
        done = 0
        while done < whole and time.perf_counter() < until and self.step + done < LONGEST:
            if self.step + done + 1 > self.race.steps_done:
                self.race.step()
            done += 1
        self._debt -= whole
        self.go(self.step + done)
        if self.step >= LONGEST:
            self.pause()


def _walked(setup: DescentSetup) -> tuple[object, ...]:
    """What makes it another race."""
    return setup.text, setup.domain, [racer.rule for racer in setup.racers]
